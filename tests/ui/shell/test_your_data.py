"""Your data: what there is, a backup and an export while the window stays, the rest between two windows."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QMessageBox, QPushButton
from pytestqt.qtbot import QtBot

from recdesk.domain.progress import never_stop, say_nothing
from recdesk.library import Library
from recdesk.ui.app import Desk
from recdesk.ui.data_intents import DataIntents
from recdesk.ui.pages.your_data import DataDialog
from recdesk.ui.starting_over import run_command
from recdesk.worker.commands import COMMANDS


def open_data(desk: Desk, qtbot: QtBot) -> DataDialog:
    action = next(
        a for m in desk.window.menuBar().actions() for a in m.menu().actions() if "data" in a.text()
    )  # type: ignore[attr-defined]
    action.trigger()
    (dialog,) = desk.window.findChildren(DataDialog)
    qtbot.waitUntil(dialog.erase.isEnabled)
    return dialog


def box_of(dialog: DataDialog) -> QMessageBox:
    (box,) = dialog.findChildren(QMessageBox)
    return box


def said(desk: Desk) -> str:
    return " ".join(f"{notice.say} {notice.do_next}" for notice in desk.window.notices.notices)


def test_the_dialog_says_where_the_data_lies_and_what_there_is(
    fill: Callable[..., int], make_desk: Callable[..., Desk], own_profile: Path, qtbot: QtBot
) -> None:
    fill(12)
    desk = make_desk()
    qtbot.waitUntil(lambda: desk.clock is not None)
    dialog = open_data(desk, qtbot)
    assert "12 events, 1 import" in dialog.holds.text()
    assert any(str(own_profile) in label.text() for label in dialog.findChildren(type(dialog.holds)))


def test_a_backup_and_an_export_are_told_when_the_dialog_is_closed(
    desk: Desk, tmp_path: Path, qtbot: QtBot
) -> None:
    open_data(desk, qtbot).accept()
    data = desk.intents.findChild(DataIntents)
    data.back_up(tmp_path / "b.zip")
    qtbot.waitUntil(lambda: "5 events" in said(desk))
    assert "b.zip" in said(desk) and "not encrypted" in said(desk)
    data.export(tmp_path / "out")
    qtbot.waitUntil(lambda: "README.md" in said(desk))


@pytest.mark.parametrize(("do", "words"), [("backup", "file"), ("export", "folder")])
def test_the_worker_writes_them(
    fill: Callable[..., int], own_profile: Path, tmp_path: Path, do: str, words: str
) -> None:
    fill(12)
    result, changed = COMMANDS[do](own_profile, {words: str(tmp_path / "x")}, say_nothing, never_stop)
    assert (tmp_path / "x").exists() and result[words] == str(tmp_path / "x") and not changed


def test_erasing_asks_first_and_then_closes_the_window(
    fill: Callable[..., int], make_desk: Callable[..., Desk], qtbot: QtBot
) -> None:
    fill(12)
    desk = make_desk()
    qtbot.waitUntil(lambda: desk.clock is not None)
    dialog = open_data(desk, qtbot)
    dialog.erase.click()
    box = box_of(dialog)
    assert "12 events" in box.informativeText() and desk.afterwards == []
    with qtbot.waitSignal(desk.window.closed):
        box.findChild(QPushButton, "agree").click()
    assert desk.afterwards == ["erase", "--yes"]


def test_cancelling_leaves_everything_as_it_was(desk: Desk, tmp_path: Path, qtbot: QtBot) -> None:
    dialog = open_data(desk, qtbot)
    dialog.ask_restore(tmp_path / "b.zip")
    box = box_of(dialog)
    assert "b.zip" in box.text() and "kept" in box.informativeText()
    box.reject()
    assert desk.afterwards == [] and desk.window.isVisible()


def test_what_is_done_between_two_windows_is_told(
    fill: Callable[..., int], qapp: QApplication, own_profile: Path, tmp_path: Path
) -> None:
    fill(12)
    kept = subprocess.run([sys.executable, "-m", "recdesk", "backup", str(tmp_path / "b.zip")], check=False)
    assert kept.returncode == 0
    told = run_command(own_profile, ["erase", "--yes"])
    assert not told.bad and "erased" in told.say and not own_profile.exists()
    told = run_command(own_profile, ["restore", str(tmp_path / "b.zip")])
    assert not told.bad and "12 events" in told.say and told.do_next == ""
    with Library.open(own_profile) as library:
        assert library.history.event_count() == 12
    told = run_command(own_profile, ["restore", str(tmp_path / "nothing.zip")])
    assert told.bad and "nothing.zip could not be read" in told.say and "recdesk:" not in told.say


PROGRAM = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from recdesk.ui import app

profile = Path(sys.argv[1])
windows = []
usual = app.Desk.open

def watched(desk, files=(), demo=False):
    windows.append(desk)
    usual(desk, files, demo)
    desk.window.first_painted.connect(lambda: QTimer.singleShot(300, lambda: go_on(desk)))

def go_on(desk):
    print(len(windows), desk.library.history.event_count(), [n.say for n in desk.window.notices.notices])
    if len(windows) == 1:
        desk.intents.start_over_wanted.emit(["erase", "--yes"])
    else:
        desk.window.close()

app.Desk.open = watched
sys.exit(app.run_window(profile))
"""


def test_after_erasing_the_window_opens_again_as_on_the_first_day(
    fill: Callable[..., int], own_profile: Path
) -> None:
    fill(12)
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(own_profile)], capture_output=True, text=True, timeout=120
    )
    assert done.returncode == 0, done.stderr
    first, second = done.stdout.splitlines()
    assert first.startswith("1 12 ") and second.startswith("2 0 ") and "is erased" in second
    assert (own_profile / "library.sqlite").exists()


@pytest.mark.parametrize("word", ["backup", "packing", "exporting"])
def test_every_stage_of_this_work_has_a_name(word: str) -> None:
    from recdesk.ui.job_words import stage_name

    assert stage_name(word) != word
