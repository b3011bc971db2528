"""The visible heart, with real widgets on an offscreen screen."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QAccessible, QMouseEvent
from PySide6.QtTest import QSignalSpy, QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QMenu, QSlider, QWidget
from pytestqt.qtbot import QtBot

from recdesk.domain.feedback import Verdict
from recdesk.domain.works import Kind
from recdesk.library import Library
from recdesk.ui import theme
from recdesk.ui.models.browse import Browse
from recdesk.ui.pages.explore import BacklogPage, HiddenPage, KindPage, SearchPage
from recdesk.ui.pages.home import HomePage
from recdesk.ui.parts.detail_pane import DetailPane
from recdesk.ui.parts.dial_panel import PRESETS, DialPanel


def shown(home: HomePage, place: int = 0) -> list[int]:
    return [card.work_id for card in home.rows[place].view.cards.cards]


def test_every_shelf_has_its_row(home: HomePage, browse: Browse) -> None:
    assert [row.key for row in home.rows] == [shelf.key for shelf in browse.shelves]
    assert shown(home) == [card.work_id for card in browse.shelves[0].cards]


def test_an_empty_library_is_taught_what_to_do(empty_library: Library, qtbot: QtBot) -> None:
    page = HomePage(Browse(empty_library))
    qtbot.addWidget(page)
    assert "Drop a history file" in page._empty.accessibleName()


def test_arrow_keys_walk_along_and_between_shelves(home: HomePage, browse: Browse, qtbot: QtBot) -> None:
    first, second = home.rows[0].view, home.rows[1].view
    first.setFocus()
    qtbot.keyClick(first, Qt.Key.Key_Right)
    qtbot.keyClick(first, Qt.Key.Key_Right)
    assert browse.selected == shown(home)[first.currentIndex().row()]
    column = first.currentIndex().row()
    qtbot.keyClick(first, Qt.Key.Key_Down)
    assert second.hasFocus()
    assert second.currentIndex().row() == column
    qtbot.keyClick(second, Qt.Key.Key_Up)
    assert first.hasFocus()


def test_home_and_end_go_to_the_ends_of_a_shelf(home: HomePage, qtbot: QtBot) -> None:
    view = home.rows[0].view
    view.setFocus()
    qtbot.keyClick(view, Qt.Key.Key_End)
    assert view.currentIndex().row() == view.cards.rowCount() - 1
    bar = view.horizontalScrollBar()
    assert bar.value() >= bar.maximum() - 12
    qtbot.keyClick(view, Qt.Key.Key_Home)
    assert (view.currentIndex().row(), bar.value() < 12) == (0, True)


def test_enter_opens_a_work(home: HomePage, browse: Browse, qtbot: QtBot) -> None:
    opened = QSignalSpy(browse.open_wanted)
    view = home.rows[0].view
    view.setFocus()
    view.setCurrentIndex(view.cards.index(1))
    qtbot.keyClick(view, Qt.Key.Key_Return)
    assert opened.count() == 1
    assert browse.selected == shown(home)[1]


@pytest.mark.parametrize(("key", "verdict"), [("L", "like"), ("X", "not-interested"), ("B", "later")])
def test_one_key_says_what_one_thinks(
    home: HomePage, browse: Browse, qtbot: QtBot, key: str, verdict: str
) -> None:
    given = QSignalSpy(browse.verdict_given)
    view, work_id = home.rows[0].view, shown(home)[3]
    view.setFocus()
    view.setCurrentIndex(view.cards.index(3))
    qtbot.keyClick(view, key)
    assert given.at(0) == [work_id, verdict]
    if verdict != "like":
        assert work_id not in shown(home)


@pytest.mark.qt_log_ignore("does not support (raise|grabbing|propagateSizeHints)")
def test_seen_asks_how_it_was_and_takes_the_answer(home: HomePage, browse: Browse, qtbot: QtBot) -> None:
    view, work_id = home.rows[0].view, shown(home)[0]
    view.setFocus()
    view.setCurrentIndex(view.cards.index(0))
    qtbot.keyClick(view, "S")
    menu = view.findChild(QMenu)
    assert menu is not None
    answer = next(action for action in menu.actions() if action.text() == "So-so")
    answer.trigger()
    menu.close()
    assert browse.library.feedback.standing()[work_id].verdict is Verdict.SEEN_NEUTRAL
    assert work_id not in shown(home)


def test_a_click_selects_and_a_quick_action_acts(home: HomePage, browse: Browse, qtbot: QtBot) -> None:
    view = home.rows[0].view
    rect, work_id = view.visualRect(view.cards.index(1)), shown(home)[1]
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=rect.center() - QPoint(0, 60))
    assert browse.selected == work_id
    target = view._delegate.action_box(rect, Verdict.NOT_INTERESTED).center()
    qtbot.mouseMove(view.viewport(), target)
    view._hover(target)  # the offscreen platform drops synthetic moves without a press
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=target)
    assert work_id not in shown(home)
    browse.undo_last()
    assert work_id in shown(home)


def test_dragging_scrolls_a_shelf_and_selects_nothing(home: HomePage, browse: Browse, qtbot: QtBot) -> None:
    view = home.rows[0].view
    start = view.visualRect(view.cards.index(2)).center()
    qtbot.mousePress(view.viewport(), Qt.MouseButton.LeftButton, pos=start)
    selected = browse.selected
    for step in (20, 120, 260):
        to = QPointF(start - QPoint(step, 0))
        move = QMouseEvent(
            QEvent.Type.MouseMove, to, view.viewport().mapToGlobal(to), Qt.MouseButton.NoButton,
            Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier,
        )  # fmt: skip
        QApplication.sendEvent(view.viewport(), move)
    qtbot.mouseRelease(view.viewport(), Qt.MouseButton.LeftButton, pos=start - QPoint(260, 0))
    assert view.horizontalScrollBar().value() == 260
    assert browse.selected == selected


def test_the_wheel_scrolls_the_page_and_sideways_the_shelf(home: HomePage, qtbot: QtBot) -> None:
    view, page = home.rows[0].view, home._area.verticalScrollBar()

    def turn(angle: QPoint) -> None:
        at = QPointF(view.mapTo(home, view.rect().center()))
        QTest.wheelEvent(home.windowHandle(), at, angle)

    # The last rows are laid out some turns after they are made.
    qtbot.waitUntil(lambda: home.childAt(view.mapTo(home, view.rect().center())) is view.viewport())
    qtbot.waitUntil(lambda: page.maximum() > home.height())
    turn(QPoint(-240, 0))
    assert view.horizontalScrollBar().value() > 0
    assert page.value() == 0
    turn(QPoint(0, -240))
    assert page.value() > 0


def test_the_arrows_of_a_shelf_turn_its_pages_and_rest_at_the_ends(home: HomePage, qtbot: QtBot) -> None:
    row = home.rows[0]
    bar = row.view.horizontalScrollBar()
    assert (row._back.isEnabled(), row._on.isEnabled()) == (False, True)
    qtbot.mouseClick(row._on, Qt.MouseButton.LeftButton)
    assert bar.value() >= 5 * 164
    bar.setValue(bar.maximum())
    assert (row._back.isEnabled(), row._on.isEnabled()) == (True, False)


def test_the_selected_work_stays_selected_where_it_goes(home: HomePage, browse: Browse, qtbot: QtBot) -> None:
    work_id = shown(home)[4]
    browse.select(work_id)
    before = shown(home)
    browse.set_dials({**PRESETS["explore"], "novelty": 0.3})
    qtbot.waitUntil(lambda: shown(home) != before)
    view = home.rows[0].view
    row = view.cards.row_of(work_id)
    selected = [index.row() for index in view.selectionModel().selectedIndexes()]
    assert selected == ([row] if row >= 0 else [])
    assert browse.selected == work_id


def test_a_moving_slider_keeps_the_place_of_the_page(home: HomePage, browse: Browse, qtbot: QtBot) -> None:
    view = home.rows[0].view
    view.horizontalScrollBar().setValue(300)
    before = shown(home)
    browse.set_dials(PRESETS["deep"])
    qtbot.waitUntil(lambda: shown(home) != before)
    assert view.horizontalScrollBar().value() == 300


def test_right_to_left_shelves_begin_at_the_right(home: HomePage, qtbot: QtBot) -> None:
    home.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    view = home.rows[0].view
    rects = [view.visualRect(view.cards.index(row)) for row in range(3)]
    assert rects[0].left() > rects[1].left() > rects[2].left()
    assert view.indexAt(rects[2].center()).row() == 2
    view.setFocus()
    view.setCurrentIndex(view.cards.index(0))
    qtbot.keyClick(view, Qt.Key.Key_Left)
    assert view.currentIndex().row() == 1


def test_light_and_dark_paint_the_same_page_in_their_own_colours(
    home: HomePage, dressed: Callable[[str], theme.Theme]
) -> None:
    grounds = {}
    for choice in ("light", "dark"):
        dressed(choice)
        grounds[choice] = home.grab().toImage().pixelColor(4, 4).lightness()
    assert grounds["light"] > 200
    assert grounds["dark"] < 60


# -- the pane and the dials -----------------------------------------------------------------------


def test_the_pane_says_why_in_words_bars_and_accessible_text(pane: DetailPane, browse: Browse) -> None:
    card = browse.shelf("top").cards[0]
    browse.select(card.work_id)
    work = pane.work
    assert work.title.text() == card.title
    assert "Because of" in work.sentence.text()
    for bar in work.chart.bars:
        assert bar.name in work.chart.accessibleDescription()
    assert "Together" in work.chart.accessibleDescription()


def test_a_button_gives_a_verdict_and_takes_it_back(pane: DetailPane, browse: Browse, qtbot: QtBot) -> None:
    work_id = browse.shelf("top").cards[0].work_id
    browse.select(work_id)
    button = pane.work.buttons[Verdict.SEEN_LIKED]
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert browse.library.feedback.standing()[work_id].verdict is Verdict.SEEN_LIKED
    assert button.isChecked()
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert work_id not in browse.library.feedback.standing()
    assert not button.isChecked()


def test_the_signs_on_the_buttons_can_be_seen_in_every_theme(
    pane: DetailPane, browse: Browse, dressed: Callable[[str], theme.Theme]
) -> None:
    dressed("light")
    browse.select(browse.shelves[0].cards[0].work_id)
    for choice in ("dark", "light", "dark"):
        dress = dressed(choice)
        QCoreApplication.processEvents()
        image = pane.work.buttons[Verdict.LIKE].icon().pixmap(16, 16).toImage()
        inks = {
            image.pixelColor(x, y).name()
            for x in range(image.width())
            for y in range(image.height())
            if image.pixelColor(x, y).alpha() > 200
        }
        assert max(theme.contrast(ink, dress.raised) for ink in inks) >= 4.5


def test_more_like_this_follows_when_the_hand_rests(pane: DetailPane, browse: Browse, qtbot: QtBot) -> None:
    browse.select(browse.shelf("top").cards[0].work_id)
    qtbot.waitUntil(lambda: pane.work.similar.model().rowCount() > 0)


def test_a_slider_moves_the_list_and_says_so(pane: DetailPane, browse: Browse, qtbot: QtBot) -> None:
    before = browse.shelf("top").cards
    panel = pane.dials
    panel.dials["novelty"].slider.setValue(100)
    qtbot.waitUntil(lambda: browse.shelf("top").cards != before)
    assert "of 20 outside your usual genres" in panel.dials["novelty"].effect.text()
    assert panel.dials["novelty"].slider.accessibleDescription() == panel.dials["novelty"].effect.text()
    assert "reach" in panel.dials["popularity"].effect.text()


def test_presets_press_themselves_when_the_sliders_stand_there(browse: Browse, qtbot: QtBot) -> None:
    panel = DialPanel(browse)
    qtbot.addWidget(panel)
    qtbot.mouseClick(panel.presets["explore"], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: panel.dials["novelty"].slider.value() == 70)
    assert panel.presets["explore"].isChecked()
    panel.dials["novelty"].slider.setValue(10)
    assert not any(button.isChecked() for button in panel.presets.values())
    qtbot.mouseClick(panel.reset, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: panel.dials["popularity"].slider.value() == 50)
    assert not panel.reset.isEnabled()


def test_folded_dials_leave_the_room_to_the_reasons_and_stay_so(
    pane: DetailPane, browse: Browse, qtbot: QtBot
) -> None:
    high = pane.dials.sizeHint().height()
    qtbot.mouseClick(pane.dials._fold, Qt.MouseButton.LeftButton)
    assert pane.dials.sizeHint().height() < high / 3
    again = DialPanel(browse)
    qtbot.addWidget(again)
    assert again.sizeHint().height() < high / 3


def test_effects_are_measured_against_the_list_in_sight(browse: Browse, qtbot: QtBot) -> None:
    panel = DialPanel(browse)
    qtbot.addWidget(panel)
    page = KindPage(browse, Kind.BOOK)
    open_page(qtbot, page)
    assert browse.measures == browse.plain
    assert panel.dials["diversity"].effect.text() == "as varied as your taste is"


def test_dials_rest_until_there_is_something_to_tune(empty_library: Library, qtbot: QtBot) -> None:
    panel = DialPanel(Browse(empty_library))
    qtbot.addWidget(panel)
    assert not any(dial.slider.isEnabled() for dial in panel.dials.values())


# -- grids ----------------------------------------------------------------------------------------


def open_page(qtbot: QtBot, page: QWidget) -> None:
    qtbot.addWidget(page)
    page.resize(900, 700)
    with qtbot.waitExposed(page):
        page.show()


def test_a_page_of_one_kind_holds_that_kind_and_follows_the_dials(browse: Browse, qtbot: QtBot) -> None:
    page = KindPage(browse, Kind.ARTIST, [Kind.ALBUM])
    open_page(qtbot, page)
    assert {card.kind for card in page.grid.cards.cards} == {Kind.ARTIST}
    before = page.grid.cards.cards
    browse.set_dials(PRESETS["deep"])
    qtbot.waitUntil(lambda: page.grid.cards.cards != before)
    qtbot.mouseClick(page.kinds[Kind.ALBUM], Qt.MouseButton.LeftButton)
    assert {card.kind for card in page.grid.cards.cards} == {Kind.ALBUM}


def test_up_and_down_move_by_lines_in_a_grid(browse: Browse, qtbot: QtBot) -> None:
    page = KindPage(browse, Kind.FILM)
    open_page(qtbot, page)
    grid = page.grid
    grid.setFocus()
    grid.setCurrentIndex(grid.cards.index(1))
    qtbot.keyClick(grid, Qt.Key.Key_Down)
    columns = grid.currentIndex().row() - 1
    assert columns == grid.viewport().width() // 170
    qtbot.keyClick(grid, Qt.Key.Key_Up)
    assert grid.currentIndex().row() == 1
    for row in range(grid.cards.rowCount()):
        rect = grid.visualRect(grid.cards.index(row))
        assert grid.indexAt(rect.center()).row() == row


def test_hidden_and_backlog_pages_teach_while_they_are_empty(browse: Browse, qtbot: QtBot) -> None:
    hidden = HiddenPage(browse)
    open_page(qtbot, hidden)
    assert "Nothing is hidden" in hidden.empty.accessibleName()
    work_id = browse.shelf("top").cards[0].work_id
    browse.give(work_id, Verdict.NOT_INTERESTED)
    qtbot.waitUntil(lambda: hidden.grid.cards.row_of(work_id) >= 0)
    backlog = BacklogPage(browse)
    open_page(qtbot, backlog)
    assert backlog.grid.cards.rowCount() == 4


def test_search_shows_titles_and_says_how_many(browse: Browse, qtbot: QtBot) -> None:
    page = SearchPage(browse)
    open_page(qtbot, page)
    browse.search("work number 1")
    qtbot.waitUntil(lambda: page.grid.cards.rowCount() > 0)
    assert page.grid.cards.card(0).title.startswith("Work Number 1")
    assert "by title" in page.note.text()


def test_everything_that_can_be_used_has_a_name(home: HomePage, pane: DetailPane, browse: Browse) -> None:
    browse.select(browse.shelf("top").cards[0].work_id)
    for whole in (home, pane):
        for part in [*whole.findChildren(QAbstractButton), *whole.findChildren(QSlider)]:
            named = QAccessible.queryAccessibleInterface(part).text(QAccessible.Text.Name)
            assert named, part
    row = QAccessible.queryAccessibleInterface(home.rows[0].view)
    assert row.role() == QAccessible.Role.List
    assert row.text(QAccessible.Text.Name) == "Top picks"
    assert browse.shelf("top").cards[2].title in row.child(2).text(QAccessible.Text.Name)
