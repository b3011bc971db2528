"""The cold start in the window: ten works one loves, instead of a history."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from recdesk.domain.cold_start import PASSED
from recdesk.domain.works import CatalogueWork, Kind
from recdesk.library import Library
from recdesk.ui.app import Desk
from recdesk.ui.models.favourites import PAGE
from recdesk.ui.pages.picker import PickerPage
from recdesk.ui.pages.start import StartPage
from recdesk.ui.parts.pick_grid import buttons

KINDS = (Kind.FILM, Kind.SERIES, Kind.BOOK, Kind.ARTIST, Kind.PODCAST, Kind.ALBUM)


@pytest.fixture
def known_works(own_profile: Path) -> None:
    with Library.open(own_profile) as library:
        works = [
            CatalogueWork(f"{kind}:{n}", kind, f"{kind.value} {n}", 1990 + n, audience=9.0 - n)
            for kind in KINDS
            for n in range(20)
        ]
        library.packs.add("starter", version="1", licence="ours", works=works)


@pytest.fixture
def page(known_works: None, make_desk: Callable[..., Desk], qtbot: QtBot) -> PickerPage:
    """The page, with works on offer."""
    desk = make_desk()
    desk.window.show_page("home")
    start = desk.window.page("home")
    assert isinstance(start, StartPage)
    start.show_picker()
    made = start.currentWidget()
    assert isinstance(made, PickerPage)
    qtbot.waitUntil(lambda: made.favourites.cards.rowCount() == PAGE and not desk.link.jobs)
    return made


def titles(page: PickerPage) -> list[str]:
    return [card.title for card in page.favourites.cards.cards]


def click(page: PickerPage, row: int, qtbot: QtBot, sign: str = "") -> None:
    """A click on a cover, or on one of its answers."""
    rect = page.grid.visualRect(page.grid.model().index(row, 0))
    where = dict(buttons(rect))[sign].center().toPoint() if sign else rect.center() - QPoint(0, 40)
    qtbot.mouseClick(page.grid.viewport(), Qt.MouseButton.LeftButton, pos=where)


def test_the_best_known_of_every_kind_are_on_offer(page: PickerPage) -> None:
    assert {card.kind for card in page.favourites.cards.cards[:6]} == set(KINDS)
    assert titles(page)[:2] == ["film 0", "series 0"]


def test_three_loved_works_are_enough_for_a_first_list_and_ten_are_plenty(
    page: PickerPage, qtbot: QtBot
) -> None:
    for row in (0, 1):
        click(page, row, qtbot)
    assert not page.begin.isEnabled() and page.count.text() == "2 of 10, 1 more for a first list"
    page.grid.setCurrentIndex(page.grid.model().index(2, 0))
    qtbot.keyClick(page.grid, Qt.Key.Key_Space)
    assert page.begin.isEnabled() and page.count.text() == "3 of 10: each more makes the list better"
    for row in range(3, 10):
        page.favourites.toggle(row)
    assert page.count.text() == "10: plenty to begin with"


def test_answers_are_ordinary_feedback_with_a_journal_and_learning_follows(
    page: PickerPage, own_profile: Path, qtbot: QtBot
) -> None:
    for row in (0, 1, 2):
        click(page, row, qtbot)
    click(page, 3, qtbot, "cross")
    click(page, 4, qtbot, "?")
    asked: list[str] = []
    link = page._intents.link
    link.job_asked.connect(lambda job: asked.append(job.do))
    page.begin.click()
    assert asked == ["learn"]
    with Library.open(own_profile) as library:
        said = [opinion.verdict.value for opinion in reversed(library.feedback.journal())]
        assert said == ["seen-liked"] * 3 + ["seen-disliked"]
        assert len(library.settings.get(PASSED, [])) == 1
        library.feedback.take_back(next(iter(library.feedback.standing())))
        assert len(library.feedback.standing()) == 3
    qtbot.waitUntil(lambda: not link.jobs)


def test_a_work_that_is_not_known_makes_room_for_another_in_its_place(page: PickerPage, qtbot: QtBot) -> None:
    before = titles(page)
    click(page, 2, qtbot, "?")
    after = titles(page)
    assert len(after) == PAGE and after[2] not in before
    assert after[:2] + after[3:] == before[:2] + before[3:]
    page.grid.setCurrentIndex(page.grid.model().index(2, 0))
    qtbot.keyClick(page.grid, Qt.Key.Key_N)
    assert titles(page)[2] not in [*before, *after]


def test_others_are_shown_with_the_answers_in_front_and_nothing_twice(page: PickerPage, qtbot: QtBot) -> None:
    seen = titles(page)
    click(page, 5, qtbot)
    click(page, 7, qtbot, "cross")
    page.others.click()
    qtbot.waitUntil(lambda: titles(page)[:2] == [seen[5], seen[7]])
    assert [card.verdict for card in page.favourites.cards.cards[:3]] == ["seen-liked", "seen-disliked", ""]
    assert not set(titles(page)[2:]) & set(seen)


def test_a_loved_work_of_an_earlier_page_can_still_be_called_unknown(page: PickerPage, qtbot: QtBot) -> None:
    first = titles(page)[0]
    page.favourites.toggle(0)
    page.others.click()
    qtbot.waitUntil(lambda: titles(page)[0] == first and len(titles(page)) == PAGE + 1)
    page.favourites.pass_over(0)
    assert first not in titles(page) and len(titles(page)) == PAGE and not page.favourites.chosen


def test_an_answer_can_be_taken_back_and_a_found_work_stays_chosen(page: PickerPage, qtbot: QtBot) -> None:
    page.favourites.toggle(0)
    page.favourites.toggle(0)
    assert page.favourites.chosen == ()
    page.field.setText("film 19")
    qtbot.waitUntil(lambda: titles(page) == ["film 19"])
    assert not page.others.isEnabled()
    page.favourites.toggle(0)
    page.field.clear()
    qtbot.waitUntil(lambda: page.favourites.cards.rowCount() == PAGE + 1)
    first = page.favourites.cards.cards[0]
    assert (first.title, first.verdict) == ("film 19", "seen-liked")


def test_only_the_chosen_kinds_are_on_offer(page: PickerPage, qtbot: QtBot) -> None:
    page.kind_buttons[Kind.ARTIST].click()
    music = {Kind.ARTIST, Kind.ALBUM}
    qtbot.waitUntil(lambda: {card.kind for card in page.favourites.cards.cards} == music)
    page.kind_buttons[Kind.ARTIST].click()
    qtbot.waitUntil(lambda: {card.kind for card in page.favourites.cards.cards} == set(KINDS))


def test_nothing_found_says_so(page: PickerPage, qtbot: QtBot) -> None:
    page.field.setText("zzzz")
    qtbot.waitUntil(lambda: "No work of that name" in page.empty.accessibleName())
    assert page.body.currentWidget() is page.empty


def test_a_search_finds_what_the_catalogue_was_given_after_the_first_key(
    page: PickerPage, own_profile: Path, qtbot: QtBot
) -> None:
    page.favourites.search("Metropolis")
    qtbot.waitUntil(lambda: titles(page) == [])
    with Library.open(own_profile) as library:
        work = CatalogueWork("film:metropolis", Kind.FILM, "Metropolis", 1927, audience=6.0)
        library.packs.add("silent", version="1", licence="ours", works=[work])
    page.favourites.note_works()
    qtbot.waitUntil(lambda: titles(page) == ["Metropolis"])


def test_as_many_dots_are_filled_as_works_are_loved(page: PickerPage, qtbot: QtBot) -> None:
    none = page.dots.grab().toImage()
    click(page, 1, qtbot, "cross")
    assert page.dots.grab().toImage() == none
    click(page, 0, qtbot)
    assert page.dots.grab().toImage() != none


def test_picker_models_keep_qts_rules(page: PickerPage) -> None:
    strict = QAbstractItemModelTester.FailureReportingMode.Fatal
    tester = QAbstractItemModelTester(page.favourites.cards, strict)
    page.favourites.toggle(3)
    page.favourites.pass_over(4)
    assert tester is not None
