"""Explaining the columns of a table in the window, and what is said at once of what was dropped."""

from __future__ import annotations

from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from recdesk.ui.app import Desk
from recdesk.ui.pages.mapper import MapperView
from recdesk.ui.pages.maps import show_maps
from recdesk.ui.pages.preview import PreviewDialog

TABLE = "Was,Gesehen am,Note,Wo\n" + "".join(f"Film {n},0{n}/05/2020,{n},Kino\n" for n in range(1, 8))


@pytest.fixture
def dialog(desk: Desk, qtbot: QtBot, tmp_path: Path) -> PreviewDialog:
    (tmp_path / "liste.csv").write_text(TABLE, "utf-8")
    made = desk.window.ask_about(tmp_path / "liste.csv")
    qtbot.waitUntil(lambda: made.columns is not None and not desk.link.jobs)
    return made


@pytest.fixture
def columns(dialog: PreviewDialog) -> MapperView:
    assert dialog.columns is not None
    return dialog.columns


def choose(columns: MapperView, column: str, field: str) -> None:
    box = columns.boxes[column]
    box.setCurrentIndex(box.findData(field))
    box.activated.emit(box.currentIndex())


def test_every_column_shows_its_guess_and_the_rows_how_they_are_read(
    dialog: PreviewDialog, columns: MapperView
) -> None:
    read = {column: box.currentData() for column, box in columns.boxes.items()}
    assert read == {"Was": "title", "Gesehen am": "date", "Note": "rating", "Wo": "ignore"}
    assert "Film 1" in dialog.rows.item(0, 0).text() and "7" in dialog.facts.text()
    assert columns.used.text().startswith("3 of 4") and dialog.accept_button.isEnabled()


def test_a_choice_shows_its_effect_and_the_worker_counts_when_the_hand_rests(
    desk: Desk, dialog: PreviewDialog, columns: MapperView, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(desk.link.job_asked) as asked:
        with qtbot.waitSignal(dialog.mapper.effect_changed):
            choose(columns, "Note", "ignore")
        assert dialog.rows.item(0, 4).text() == "" and not columns.scale.isVisible()
    (mapping,) = asked.args[0].words["maps"].values()
    assert asked.args[0].do == "preview" and mapping["Note"] == "ignore"
    qtbot.waitUntil(lambda: not desk.link.jobs)


def test_a_choice_whose_effect_comes_late_is_counted_all_the_same(
    desk: Desk, dialog: PreviewDialog, columns: MapperView, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(dialog.mapper.effect_changed):
        choose(columns, "Was", "ignore")  # nothing can be read so, and there is nothing to count
    qtbot.waitUntil(lambda: not dialog._rest.isActive())
    slow_disk = Event()
    dialog._reader.ask("another", lambda _library: slow_disk.wait(60), lambda _there: None)
    choose(columns, "Was", "title")
    qtbot.waitUntil(lambda: not dialog._rest.isActive())
    with qtbot.waitSignal(desk.link.job_asked) as asked:
        slow_disk.set()
    assert asked.args[0].do == "preview"
    qtbot.waitUntil(lambda: not desk.link.jobs)


def test_a_field_that_another_column_had_is_taken_from_it(
    dialog: PreviewDialog, columns: MapperView, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(dialog.mapper.effect_changed):
        choose(columns, "Wo", "title")
    assert columns.boxes["Was"].currentData() == "ignore" and "Kino" in dialog.rows.item(0, 0).text()


def test_without_titles_nothing_can_be_imported_and_the_dialog_says_why(
    dialog: PreviewDialog, columns: MapperView, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(dialog.mapper.effect_changed):
        choose(columns, "Was", "ignore")
    assert not dialog.accept_button.isEnabled() and "titles" in dialog.facts.text()


def test_an_open_order_of_day_and_month_is_asked_for(
    dialog: PreviewDialog, columns: MapperView, qtbot: QtBot
) -> None:
    assert columns.order.isVisible()
    before = dialog.rows.item(1, 3).text()
    other = 1 - columns.order.currentIndex()
    columns.order.setCurrentIndex(other)
    with qtbot.waitSignal(dialog.mapper.effect_changed):
        columns.order.activated.emit(other)
    assert dialog.rows.item(1, 3).text() != before and columns.order.isVisible()


def test_import_remembers_the_choice_and_asks_no_more(
    desk: Desk, dialog: PreviewDialog, columns: MapperView, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(dialog.mapper.effect_changed):
        choose(columns, "Wo", "tags")
    with qtbot.waitSignal(desk.link.job_asked) as asked:
        dialog.accept_button.click()
    assert asked.args[0].do == "import" and asked.args[0].words["ask"] is False
    (kept,) = desk.library.column_maps.all()
    assert kept.mapping["Wo"] == "tags" and kept.name == "liste.csv"
    qtbot.waitUntil(lambda: not desk.link.jobs)


def test_cancel_remembers_nothing(desk: Desk, dialog: PreviewDialog) -> None:
    dialog.cancel_button.click()
    assert desk.library.column_maps.all() == []


def test_the_keyboard_reaches_every_choice_and_each_has_a_name(columns: MapperView) -> None:
    for column, box in columns.boxes.items():
        assert column in box.accessibleName()
        assert box.focusPolicy() & Qt.FocusPolicy.TabFocus
    assert columns.order.accessibleName() and columns.scale.accessibleName()


def test_scrolling_over_a_choice_does_not_change_it(columns: MapperView) -> None:
    box = columns.boxes["Note"]
    middle = QPointF(box.rect().center())
    wheel = QWheelEvent(
        middle, box.mapToGlobal(middle), QPoint(0, -120), QPoint(0, -120), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(box, wheel)
    assert box.currentData() == "rating"


def test_what_was_given_is_named_at_once(desk: Desk, qtbot: QtBot, tmp_path: Path) -> None:
    for name, text in (("slow.csv", 'Title,Date\n"Dark","2/20/23"\n'), ("notes.txt", "hello\n")):
        (tmp_path / name).write_text(text, "utf-8")
    desk.intents.import_files([tmp_path / "slow.csv", tmp_path / "notes.txt", tmp_path])

    def told() -> str:
        return " ".join(notice.say for notice in desk.window.notices.notices)

    qtbot.waitUntil(lambda: "Netflix" in told())
    assert "slow.csv" in told() and "not known at first sight" in told() and "a folder" in told()
    desk.intents.cancel_running()
    qtbot.waitUntil(lambda: not desk.link.jobs)


def test_what_kind_of_works_the_titles_are_can_be_said(
    dialog: PreviewDialog, columns: MapperView, qtbot: QtBot
) -> None:
    assert columns.kind.isVisible()
    columns.kind.setCurrentIndex(columns.kind.findData("book"))
    with qtbot.waitSignal(dialog.mapper.effect_changed):
        columns.kind.activated.emit(columns.kind.currentIndex())
    assert dialog.rows.item(0, 1).text() == "Book"
    assert dialog.mapper.mapping["Was"] == "title/book"


def test_explained_tables_are_listed_and_forgotten(desk: Desk, qtbot: QtBot) -> None:
    listed = show_maps(desk.intents, desk.window)
    assert not listed.forgets and "None yet" in listed.note.text()
    desk.library.column_maps.keep("k", {"Was": "title", "Wo": "ignore"}, "liste.csv")
    listed.refresh()
    assert "liste.csv" in listed.forgets["k"].accessibleName()
    listed.forgets["k"].click()
    assert not listed.forgets and desk.library.column_maps.all() == []
    listed.accept()
