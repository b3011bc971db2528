"""Files that only the person can say how to read: asked about in a window of their own."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from recdesk.domain.history import BatchStatus, RowState
from recdesk.ui.app import Desk
from recdesk.ui.models.preview import Foresight, Why
from recdesk.ui.pages.preview import PreviewDialog

IMPORTER = Path(__file__).parents[2] / "journeys" / "worker_without_learning.py"
HOUSEHOLD = Path(__file__).parents[2] / "importers" / "samples" / "netflix_report" / "household"


def row(title: str = "Dark", profile: str = "") -> dict[str, object]:
    return {
        "title": title, "kind": "series", "action": "watched", "when": "2020-03-04T12:00:00+00:00",
        "precision": "day", "rating": 0.9, "detail": "Season 1", "profile": profile,
    }  # fmt: skip


def result(people: dict[str, int] | None = None, sources: tuple[str, ...] = ()) -> dict[str, object]:
    """What the worker answers: one batch of three rows, or a file that two formats claim."""
    if sources:
        return {"batches": [], "ignored": [{"path": "a.csv", "why": "doubt", "sources": list(sources)}]}
    preview = {
        "span": ["2020-03-04T12:00:00+00:00", "2021-03-04T12:00:00+00:00"], "kinds": {"series": 3},
        "profiles": people or {}, "sample": [row(profile=name) for name in people or {"": 3}],
    }  # fmt: skip
    counts = {"new": 2, "duplicate": 0, "skipped": 0, "review": 0, "unreadable": 1}
    return {"batches": [{"source": "generic_csv", "rows": 3, **counts, "preview": preview}], "ignored": []}


@pytest.fixture
def dialog(desk: Desk, qtbot: QtBot, tmp_path: Path) -> PreviewDialog:
    file = tmp_path / "a.csv"
    file.write_text("Title,Date\n", "utf-8")
    made = desk.window.ask_about(file)
    qtbot.waitUntil(lambda: not desk.link.jobs)  # the worker of these tests has nothing to say of it
    return made


def test_a_household_is_asked_whose_history_it_is(desk: Desk, dialog: PreviewDialog, qtbot: QtBot) -> None:
    dialog.show_foresight(Foresight(result({"Ada": 2, "B & C": 1})))
    assert "Whose" in dialog.question.text() and not dialog.accept_button.isEnabled()
    assert dialog.rows.item(0, 0).text() == "Ada"
    dialog.people["B & C"].click()
    with qtbot.waitSignal(desk.link.job_asked) as asked:
        dialog.accept_button.click()
    assert asked.args[0].words["profiles"] == ["B & C"] and asked.args[0].words["ask"] is False
    qtbot.waitUntil(lambda: not desk.link.jobs)


def test_a_file_of_two_formats_is_looked_at_as_the_chosen_one(
    desk: Desk, dialog: PreviewDialog, qtbot: QtBot
) -> None:
    dialog.show_foresight(Foresight(result(sources=("goodreads", "letterboxd"))))
    assert dialog.formats["letterboxd"].text() == "Letterboxd" and not dialog.accept_button.isEnabled()
    with qtbot.waitSignal(desk.link.job_asked) as asked:
        dialog.formats["letterboxd"].click()
    assert (asked.args[0].do, asked.args[0].words["source"]) == ("preview", "letterboxd")
    qtbot.waitUntil(lambda: not desk.link.jobs)
    dialog.show_foresight(Foresight(result()))
    assert dialog.formats["letterboxd"].isVisible()
    with qtbot.waitSignal(desk.link.job_asked) as asked:
        dialog.accept_button.click()
    assert asked.args[0].words["source"] == "letterboxd"
    qtbot.waitUntil(lambda: not desk.link.jobs)


def test_an_unknown_table_shows_how_it_is_read_and_cancel_imports_nothing(
    desk: Desk, dialog: PreviewDialog, qtbot: QtBot
) -> None:
    seen = Foresight(result())
    assert seen.why is Why.TABLE
    dialog.show_foresight(seen)
    cells = [dialog.rows.item(0, column).text() for column in range(6)]
    assert "Dark" in cells[0] and cells[1:3] == ["Series", "Watched"] and "2020" in cells[3]
    assert cells[4] == "4.5 / 5"
    assert "3 rows" in dialog.facts.text() and "1 unreadable" in dialog.facts.text()
    assert dialog.accept_button.isEnabled()
    with qtbot.assertNotEmitted(desk.link.job_asked):
        dialog.cancel_button.click()


def test_the_question_leaves_the_window_usable(desk: Desk, dialog: PreviewDialog) -> None:
    assert not dialog.isModal() and dialog.windowModality() is Qt.WindowModality.NonModal
    assert QApplication.activeModalWidget() is None


def test_a_question_nobody_answers_closes_with_the_window(
    desk: Desk, dialog: PreviewDialog, qtbot: QtBot
) -> None:
    assert dialog.isVisible()
    desk.window.close()
    assert not dialog.isVisible()


@pytest.mark.slow
def test_a_dropped_household_is_asked_about_and_only_the_chosen_person_is_imported(
    make_desk: Callable[..., Desk], own_profile: Path, qtbot: QtBot
) -> None:
    desk = make_desk(worker=[sys.executable, str(IMPORTER), str(own_profile)])
    qtbot.waitUntil(lambda: desk.clock is not None and not desk.link.jobs, timeout=120_000)
    dialogs: list[PreviewDialog] = []
    desk.intents.question_raised.connect(
        lambda _path: dialogs.extend(desk.window.findChildren(PreviewDialog))
    )
    desk.intents.import_files([HOUSEHOLD])
    qtbot.waitUntil(lambda: bool(dialogs and dialogs[0].people), timeout=120_000)
    assert set(dialogs[0].people) == {"Ada", "Bo"} and not desk.library.history.batches()
    dialogs[0].people["Ada"].click()
    dialogs[0].accept_button.click()
    qtbot.waitUntil(lambda: not desk.link.jobs, timeout=120_000)
    (batch,) = desk.library.history.batches()
    assert batch.status is BatchStatus.DONE
    assert batch.reasons["another person of the household"] == 7 and batch.counts[RowState.NEW] > 0
