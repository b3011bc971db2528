"""What was said, and what it was said of: the journal page and the taste page in a whole window."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from recdesk.domain.feedback import Verdict
from recdesk.domain.journal import BlockWhat, Lean
from recdesk.ui.app import Desk
from recdesk.ui.models.browse import Stage
from recdesk.ui.models.journal import HOLDS, SAID, SUBJECT, WHEN, JournalTable
from recdesk.ui.pages.journal import JournalPage
from recdesk.ui.pages.taste import TastePage
from recdesk.ui.parts.block_menu import ask_what_to_block
from recdesk.ui.parts.interest_map import label


@pytest.fixture
def desk(learned_profile: Path, own_profile: Path, make_desk: Callable[..., Desk], qtbot: QtBot) -> Desk:
    """A window on the small learned library."""
    shutil.copytree(learned_profile, own_profile, dirs_exist_ok=True)
    desk = make_desk()
    qtbot.waitUntil(lambda: desk.browse.stage is Stage.LIVE and not desk.link.jobs)
    return desk


@pytest.fixture
def journal(desk: Desk) -> JournalPage:
    desk.window.show_page("journal")
    page = desk.window.page("journal")
    assert isinstance(page, JournalPage)
    return page


def column(page: JournalPage, number: int) -> list[str]:
    return [page.entries.index(row, number).data() for row in range(page.entries.rowCount())]


def test_everything_said_stands_in_the_journal_and_each_line_can_be_taken_back(
    desk: Desk, journal: JournalPage, qtbot: QtBot
) -> None:
    qtbot.waitUntil(lambda: journal.body.currentWidget() is journal.empty)
    card = desk.browse.shelf("top").cards[0]
    desk.browse.give(card.work_id, Verdict.NOT_INTERESTED)
    desk.intents.journal.block(BlockWhat.TAG, "space")
    qtbot.waitUntil(lambda: journal.entries.rowCount() == 2)
    assert column(journal, SAID) == ["Blocked (tag)", "Not interested"]
    assert all(str(datetime.now().year) in when for when in column(journal, WHEN))  # as on every page
    assert column(journal, SUBJECT) == ["\u2068space\u2069", f"\u2068{card.title}\u2069"]
    journal.table.selectRow(0)
    journal.undo_button.click()
    qtbot.waitUntil(lambda: column(journal, HOLDS) == ["taken back", ""])
    assert not desk.library.blocks.standing() and desk.library.feedback.hidden() == {card.work_id}
    QAbstractItemModelTester(JournalTable(), QAbstractItemModelTester.FailureReportingMode.Warning)


def test_what_is_blocked_by_name_leaves_every_list_at_once_and_undo_brings_it_back(
    desk: Desk, journal: JournalPage, qtbot: QtBot
) -> None:
    before = [card.work_id for card in desk.browse.shelf("top").cards]
    journal.what.setCurrentIndex(list(BlockWhat).index(BlockWhat.TAG))
    journal.value.setText("space")
    journal.block_button.click()
    assert desk.library.hidden_works()
    shown = {card.work_id for card in desk.browse.shelf("top").cards}
    assert shown and not shown & desk.library.hidden_works()
    notice = desk.window.notices.notices[-1]
    assert "tagged" in notice.say and "space" in notice.say
    notice.then()
    assert [card.work_id for card in desk.browse.shelf("top").cards] == before


def test_the_menu_of_a_work_blocks_its_maker(desk: Desk) -> None:
    work = desk.library.works.get(desk.browse.shelf("top").cards[0].work_id)
    menu = ask_what_to_block(desk.window, QPoint(0, 0), work, desk.browse)
    action = next(a for a in menu.actions() if work.creators[0] in a.text())
    action.trigger()
    menu.close()
    assert work.id in desk.library.hidden_works()


def test_the_taste_is_shown_as_words_a_map_and_rows_and_can_be_turned(desk: Desk, qtbot: QtBot) -> None:
    desk.window.show_page("taste")
    page = desk.window.page("taste")
    assert isinstance(page, TastePage)
    qtbot.waitUntil(lambda: bool(page.rows))
    assert page.rows[0].interest.name in page.rows[0].accessibleName()
    assert page.portrait.text().startswith("What you turn to most is ")
    first = page.rows[0]
    before = [card.work_id for card in desk.browse.cards("top")]
    with qtbot.waitSignal(desk.intents.journal.changed):
        first.buttons[Lean.NEVER].click()
    assert [card.work_id for card in desk.browse.cards("top")] != before
    qtbot.waitUntil(lambda: page.rows[0] is not first and page.rows[0].buttons[Lean.NEVER].isChecked())
    with qtbot.waitSignal(desk.intents.journal.changed):
        page.rows[0].buttons[Lean.NEVER].click()  # said again: taken back
    assert [card.work_id for card in desk.browse.cards("top")] == before


def test_a_circle_is_named_by_short_names_too_and_in_two_lines_by_two_words(qapp: object) -> None:
    metrics = QFontMetrics(QFont())
    room = metrics.horizontalAdvance("science fi")
    assert label("pop", metrics, room) == "pop" and label("科幻", metrics, room) == "科幻"
    assert label("science fiction", metrics, room) == "science\nfiction"
    assert label("documentary", metrics, metrics.horizontalAdvance("docum…")).endswith("…")
    assert label("documentary", metrics, metrics.horizontalAdvance("do")) == ""


def test_the_map_is_walked_with_the_arrow_keys_and_its_circles_do_not_touch(desk: Desk, qtbot: QtBot) -> None:
    desk.window.show_page("taste")
    page = desk.window.page("taste")
    assert isinstance(page, TastePage)
    qtbot.waitUntil(lambda: bool(page.rows))
    circles = [page.map.circle(number) for number in range(len(page.rows))]
    for i, (one, radius) in enumerate(circles):
        for other, reach in circles[:i]:
            assert (one - other).manhattanLength() > 0.7 * (radius + reach)
    if len(page.rows) > 1:
        qtbot.keyClick(page.map, Qt.Key.Key_Right)
        assert page.map.current == 1 and not page.rows[1].chosen.isHidden()
