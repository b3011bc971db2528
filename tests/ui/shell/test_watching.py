"""A watched folder: what comes into it is imported by itself, and the window says what it did."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtGui import QAction
from pytestqt.qtbot import QtBot

from recdesk.ui import watching
from recdesk.ui.app import Desk
from recdesk.ui.pages.imports import ImportsPage


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(watching, "SETTLE_SECONDS", 0.05)
    made = tmp_path / "exports"
    made.mkdir()
    return made


def page_of(desk: Desk) -> ImportsPage:
    desk.window.show_page("imports")
    page = desk.window.page("imports")
    assert isinstance(page, ImportsPage)
    return page


def stop_action(desk: Desk) -> QAction:
    return next(a for a in desk.window.findChildren(QAction) if "top watching" in a.text())


def done(desk: Desk) -> list[str]:
    return [outcome.name for outcome in desk.library.watched.outcomes()]


def test_what_comes_into_the_folder_is_imported_and_the_page_says_so(
    desk: Desk, folder: Path, qtbot: QtBot
) -> None:
    page = page_of(desk)
    assert not page.watching.isVisible()
    desk.intents.watch_folder(folder)
    (folder / "a.csv").write_text("Title,Date\n")
    qtbot.waitUntil(lambda: done(desk) == ["a.csv"])
    assert str(folder) in page.watching.text()
    assert "a.csv" in page.watching.text() and "Netflix: 5 new" in page.watching.text()


def test_what_lay_in_the_folder_before_is_imported_too_and_only_once(
    desk: Desk, folder: Path, qtbot: QtBot
) -> None:
    for name in ("a.csv", "b.csv"):
        (folder / name).write_text(f"Title,{name}\n")
    desk.intents.watch_folder(folder)
    qtbot.waitUntil(lambda: sorted(done(desk)) == ["a.csv", "b.csv"] and not desk.link.jobs)
    with qtbot.assertNotEmitted(desk.link.job_asked, wait=200):
        assert desk.watch is not None
        desk.watch.look()


def test_other_files_in_the_folder_make_no_noise_but_are_named_on_the_page(
    desk: Desk, folder: Path, qtbot: QtBot
) -> None:
    (folder / "unknown.bin").write_text("x")
    desk.intents.watch_folder(folder)
    qtbot.waitUntil(lambda: done(desk) == ["unknown.bin"])
    assert not [n for n in desk.window.notices.notices if n.bad]
    assert "no known format" in page_of(desk).watching.text()


def test_a_file_that_cannot_be_read_is_told_and_not_tried_every_minute(
    desk: Desk, folder: Path, qtbot: QtBot
) -> None:
    (folder / "broken.csv").write_text("x")
    desk.intents.watch_folder(folder)
    qtbot.waitUntil(lambda: done(desk) == ["broken.csv"])
    assert desk.library.watched.look(folder).ready == ()


def test_the_folder_is_watched_again_at_the_next_start(
    make_desk: Callable[..., Desk], folder: Path, qtbot: QtBot
) -> None:
    first = make_desk()
    qtbot.waitUntil(lambda: first.watch is not None)
    first.intents.watch_folder(folder)
    second = make_desk()
    (folder / "a.csv").write_text("Title,Date\n")
    qtbot.waitUntil(lambda: done(second) == ["a.csv"])


def test_watching_ends_from_the_same_menu(desk: Desk, folder: Path, qtbot: QtBot) -> None:
    assert not stop_action(desk).isVisible()
    desk.intents.watch_folder(folder)
    qtbot.waitUntil(lambda: desk.clock is not None and "look" in desk.clock.appointments())
    action = stop_action(desk)
    assert action.isVisible() and "exports" in action.text()
    action.trigger()
    assert desk.library.watched.folder is None and not stop_action(desk).isVisible()
    assert desk.clock is not None and "look" not in desk.clock.appointments()
    assert "No folder is watched" in desk.window.notices.notices[-1].say


def test_a_folder_that_goes_away_is_told_once_and_looked_for_again(
    desk: Desk, folder: Path, qtbot: QtBot
) -> None:
    desk.intents.watch_folder(folder)
    qtbot.waitUntil(lambda: desk.clock is not None and "look" in desk.clock.appointments())
    folder.rmdir()
    assert desk.watch is not None
    desk.watch.look()
    qtbot.waitUntil(lambda: any("cannot be read" in n.say for n in desk.window.notices.notices))
    while desk.window.notices.dismiss():
        pass
    desk.watch.look()
    (folder).mkdir()
    (folder / "a.csv").write_text("Title,Date\n")
    desk.watch.look()
    qtbot.waitUntil(lambda: done(desk) == ["a.csv"])
    assert not any("cannot be read" in n.say for n in desk.window.notices.notices)
