"""Imports, history and the first start, as a person uses them."""

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QPushButton, QStyleOptionViewItem
from pytestqt.qtbot import QtBot

from recdesk.domain.history import BatchStatus, RowState
from recdesk.library import Library
from recdesk.ui.app import Desk
from recdesk.ui.models.events import DATE, KIND, RATING, SOURCE, TITLE, WHAT, EventTable
from recdesk.ui.models.imports import PLACE, BatchList, LedgerTable
from recdesk.ui.models.paged import KEPT_PAGES, PAGE_ROWS
from recdesk.ui.pages.explore import ListPage
from recdesk.ui.pages.history import HistoryPage
from recdesk.ui.pages.imports import ImportsPage
from recdesk.ui.pages.start import StartPage
from recdesk.ui.pages.welcome import WelcomePage
from recdesk.ui.parts.batch_delegate import legend, shares

Fill = Callable[..., int]
P = TypeVar("P")


def open_page(desk: Desk, key: str, kind: type[P]) -> P:
    desk.window.show_page(key)
    page = desk.window.page(key)
    assert isinstance(page, kind)
    return page


def chip(page: ImportsPage, name: str) -> QPushButton:
    return next(b for b in page.findChildren(QPushButton) if b.text().startswith(name))


def cells(page: ImportsPage | HistoryPage, column: int) -> list[str]:
    model = page.table.model()
    return [model.index(row, column).data() for row in range(model.rowCount())]


# -- imports ------------------------------------------------------------------------------------------


def test_the_five_counts_of_an_import_stand_in_its_list_and_buttons(desk: Desk, fill: Fill) -> None:
    fill(10, bad=2, skipped=3)
    page = open_page(desk, "imports", ImportsPage)
    spoken = page.batches.index(0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert "Netflix · \u2068history.csv\u2069" in spoken
    assert "10 new, 0 known already, 3 left out, 0 to review, 2 unreadable" in spoken
    shown = [b.text() for b in page.states.buttons() if not b.isHidden()]
    assert shown == ["All rows  15", "New  10", "Left out  3", "Unreadable  2"]


def test_rows_of_one_state_are_shown_with_their_reason(desk: Desk, fill: Fill) -> None:
    fill(10, bad=2, skipped=3)
    page = open_page(desk, "imports", ImportsPage)
    assert len(cells(page, 0)) == 15
    assert cells(page, 3)[0] == "\u2068Title: Work 0, Date: 3/4/2020\u2069"
    chip(page, "Unreadable").click()
    assert cells(page, 2) == ["the date is no date"] * 2
    chip(page, "All rows").click()
    assert len(cells(page, 0)) == 15


def test_the_number_of_a_row_is_read_behind_the_longest_name_of_a_file(desk: Desk, fill: Fill) -> None:
    fill(3)
    page = open_page(desk, "imports", ImportsPage)
    option = QStyleOptionViewItem()
    page.table.itemDelegateForColumn(PLACE).initStyleOption(option, page.ledger.index(0, PLACE))
    place = "NetflixViewingHistory of the whole household.csv, row 4711"
    room = page.table.columnWidth(PLACE) - 10
    shown = page.table.fontMetrics().elidedText(place, option.textElideMode, room)
    assert shown.startswith("Net") and shown.endswith("row 4711")


def test_an_import_is_taken_back_once_the_person_agrees(desk: Desk, fill: Fill, qtbot: QtBot) -> None:
    batch = fill(10)
    page = open_page(desk, "imports", ImportsPage)
    page.undo.click()
    with qtbot.waitSignal(desk.link.job_asked) as asked:
        page.findChild(QPushButton, "agree").click()
    assert (asked.args[0].do, asked.args[0].words) == ("undo", {"batch": batch})
    qtbot.waitUntil(lambda: not desk.link.jobs)
    said = [notice.say for notice in desk.window.notices.notices]
    assert said == ["The import was taken back: 5 events removed. Your feedback stays."]


def test_changing_ones_mind_takes_nothing_back(desk: Desk, fill: Fill, qtbot: QtBot) -> None:
    fill(10)
    page = open_page(desk, "imports", ImportsPage)
    with qtbot.assertNotEmitted(desk.link.job_asked):
        page.undo.click()
        next(b for b in page.findChildren(QPushButton) if b.text().endswith("Cancel")).click()


@pytest.mark.parametrize("status", [BatchStatus.INTERRUPTED, BatchStatus.CANCELLED, BatchStatus.FAILED])
def test_an_unfinished_import_can_be_tried_again(
    desk: Desk, own_profile: Path, tmp_path: Path, qtbot: QtBot, status: BatchStatus
) -> None:
    file = tmp_path / "a.csv"
    file.write_text("Title,Date\n")
    with Library.open(own_profile) as library:
        batch = library.history.begin_batch("netflix_simple", str(file), "digest")
        library.history.finish_batch(batch.id, status, 0.1, "It ends in row 4,711.")
    page = open_page(desk, "imports", ImportsPage)
    assert page.message.text() == "It ends in row 4,711."
    with qtbot.waitSignal(desk.link.job_asked) as asked:
        page.retry.click()
    assert asked.args[0].words["paths"] == [str(file)]
    qtbot.waitUntil(lambda: not desk.link.jobs)


def test_rows_that_could_not_be_read_can_be_tried_again(
    desk: Desk, fill: Fill, tmp_path: Path, qtbot: QtBot
) -> None:
    file = tmp_path / "a.csv"
    file.write_text("Title,Date\n")
    fill(3, bad=2, path=str(file))
    page = open_page(desk, "imports", ImportsPage)
    assert page.retry.isVisible()
    assert "2 rows could not be read" in page.message.text() and "import it again" in page.message.text()
    with qtbot.waitSignal(desk.link.job_asked) as asked:
        page.retry.click()
    assert asked.args[0].words["paths"] == [str(file)]
    qtbot.waitUntil(lambda: not desk.link.jobs)


def test_the_rows_of_an_import_are_saved_as_a_table(
    desk: Desk, fill: Fill, tmp_path: Path, qtbot: QtBot
) -> None:
    fill(3, bad=1)
    page = open_page(desk, "imports", ImportsPage)
    file = tmp_path / "rows.csv"
    page.save_table(file)
    qtbot.waitUntil(lambda: any("4 rows are written" in n.say for n in desk.window.notices.notices))
    assert "the date is no date" in file.read_text("utf-8-sig")


def test_a_running_import_shows_its_progress_and_can_be_stopped(
    desk: Desk, tmp_path: Path, qtbot: QtBot
) -> None:
    file = tmp_path / "slow.csv"
    file.write_text("Title,Date\n")
    page = open_page(desk, "imports", ImportsPage)
    assert not page.progress.isVisible()
    desk.intents.import_files([file])
    qtbot.waitUntil(lambda: page.progress.bar.value() == 3)
    assert "3 of 9" in page.progress.label.text()
    page.progress.stop.click()
    qtbot.waitUntil(lambda: not page.progress.isVisible())


def test_without_imports_the_page_says_what_to_do(desk: Desk) -> None:
    page = open_page(desk, "imports", ImportsPage)
    assert "Drop a file" in page.body.currentWidget().accessibleName()


def test_the_chosen_import_stays_chosen_when_another_arrives(desk: Desk, fill: Fill) -> None:
    first = fill(5)
    page = open_page(desk, "imports", ImportsPage)
    fill(5, path="/somewhere/else.csv")
    page.refresh()
    assert page.chosen is not None
    assert page.chosen.id == first


@pytest.mark.parametrize("counts", [(1_000_000, 1, 1), (3, 0, 0), (1, 99, 50)])
def test_every_state_that_has_rows_is_seen_in_the_bar(
    desk: Desk, fill: Fill, counts: tuple[int, int, int]
) -> None:
    new, bad, skipped = counts
    fill(min(new, 20), bad, skipped)
    batch = desk.library.history.batches()[0]
    widths = dict(shares(batch, 300))
    assert sum(widths.values()) == 300
    assert set(widths) == {state for state in RowState if batch.counts[state]}
    assert min(widths.values()) >= 4


def test_no_count_of_an_import_is_left_out_where_its_card_is_narrow(desk: Desk, fill: Fill) -> None:
    fill(7, bad=2, skipped=3)
    batch = desk.library.history.batches()[0]
    assert [said for _, said in legend(batch, len, 99)] == ["7 new", "3 left out", "2 unreadable"]
    assert [said for _, said in legend(batch, len, 20)] == ["7", "3", "2"]


# -- history ------------------------------------------------------------------------------------------


def test_the_history_comes_newest_first_in_words(desk: Desk, fill: Fill, qtbot: QtBot) -> None:
    fill(30)
    page = open_page(desk, "history", HistoryPage)
    qtbot.waitUntil(lambda: page.events.rowCount() == 30)
    first = [page.events.index(0, c).data() for c in (DATE, TITLE, KIND, WHAT, RATING, SOURCE)]
    assert first == [
        "30 Jan 2020", "\u2068Work 29\u2069", "Podcast", "Watched · \u2068Part 29\u2069", "4.5 / 5",
        "Netflix",
    ]  # fmt: skip
    assert page.count.text() == "30 events"


def test_a_kind_and_a_word_narrow_the_history(desk: Desk, fill: Fill, qtbot: QtBot) -> None:
    fill(30)
    page = open_page(desk, "history", HistoryPage)
    qtbot.waitUntil(lambda: page.events.rowCount() == 30)
    next(b for b in page.findChildren(QPushButton) if b.text() == "Films").click()
    qtbot.waitUntil(lambda: page.events.rowCount() == 6)
    assert set(cells(page, KIND)) == {"Film"}
    page.field.setText("work 25")
    qtbot.waitUntil(lambda: page.events.rowCount() == 1)
    page.field.setText("no such thing")
    qtbot.waitUntil(lambda: page.events.rowCount() == 0)
    assert "Nothing fits" in page.empty.accessibleName()


def test_a_long_history_is_fetched_as_it_comes_into_view(desk: Desk, fill: Fill, qtbot: QtBot) -> None:
    fill(20_000)
    page = open_page(desk, "history", HistoryPage)
    qtbot.waitUntil(lambda: page.events.rowCount() == 20_000)
    page.table.scrollToBottom()
    page.table.grab()
    assert len(page.events._pages) <= 3
    for n in range(0, 20_000, PAGE_ROWS):
        page.events.row(n)
    assert len(page.events._pages) == KEPT_PAGES


def test_a_row_of_the_history_shows_its_work(desk: Desk, fill: Fill, qtbot: QtBot) -> None:
    fill(30)
    page = open_page(desk, "history", HistoryPage)
    qtbot.waitUntil(lambda: page.events.rowCount() == 30)
    page.table.selectRow(4)
    event = page.events.row(4)
    assert event is not None
    assert desk.browse.selected == event.work_id


def test_an_empty_history_says_what_to_do(desk: Desk, qtbot: QtBot) -> None:
    page = open_page(desk, "history", HistoryPage)
    qtbot.waitUntil(lambda: page.body.currentWidget() is page.empty)
    assert "Drop an export" in page.empty.accessibleName()


def test_the_models_keep_qts_rules(desk: Desk, fill: Fill) -> None:
    fill(300, bad=2)
    strict = QAbstractItemModelTester.FailureReportingMode.Fatal
    batches, ledger, events = BatchList(), LedgerTable(desk.library), EventTable(desk.library)
    testers = [QAbstractItemModelTester(model, strict) for model in (batches, ledger, events)]
    listed = desk.library.history.batches()
    batches.show_batches(listed)
    batches.show_batches(listed)
    ledger.show_batch(listed[0])
    ledger.show_batch(listed[0], RowState.UNREADABLE)
    ledger.show_batch(None)
    events.show_numbers(desk.library.timeline.numbers())
    assert len(testers) == 3


# -- the first start ----------------------------------------------------------------------------------


def test_the_first_start_sets_up_the_catalogue_and_explains_itself(
    make_desk: Callable[..., Desk], qtbot: QtBot
) -> None:
    asked: list[str] = []
    desk = make_desk()
    desk.link.job_asked.connect(lambda job: asked.append(job.do))
    page = open_page(desk, "home", StartPage)
    assert page.currentWidget().accessibleName() == "Welcome"
    assert not desk.window.detail.isVisible()
    qtbot.waitUntil(lambda: asked == ["prepare"] and not desk.link.jobs)


def test_a_history_without_a_list_yet_is_told_that_it_is_being_learned(
    desk: Desk, fill: Fill, tmp_path: Path, qtbot: QtBot
) -> None:
    fill(10)  # as a backup that was brought back leaves it
    page = open_page(desk, "home", StartPage)
    welcome = page.currentWidget()
    assert isinstance(welcome, WelcomePage)
    assert welcome.pick.isVisible() and "next" in welcome.title.text()
    desk.intents.learn_now()
    assert "on their way" in welcome.title.text()
    assert welcome.progress.isVisible() and not welcome.pick.isVisible()
    qtbot.waitUntil(lambda: not desk.link.jobs)
    assert welcome.pick.isVisible() and "next" in welcome.title.text()  # nothing came of it


def test_before_anything_is_learned_no_list_shows_dials_that_turn_nothing(desk: Desk) -> None:
    for place in ("film", "music", "saved", "revisit"):
        page = open_page(desk, place, ListPage)
        assert not desk.window.detail.isVisible() and not page.how.isVisible()


def test_the_sample_library_is_one_click_away(desk: Desk, qtbot: QtBot) -> None:
    page = open_page(desk, "home", StartPage)
    with qtbot.waitSignal(desk.link.job_asked) as asked:
        next(b for b in page.findChildren(QPushButton) if b.text() == "Open the sample library").click()
    assert asked.args[0].do == "demo"
    qtbot.waitUntil(lambda: not desk.link.jobs)
