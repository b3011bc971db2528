"""The whole way of one list, on a page of its own that every list leads to."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from recdesk import ranking
from recdesk.domain.feedback import Verdict
from recdesk.domain.works import Kind
from recdesk.ranking import Remedy
from recdesk.ui.app import Desk
from recdesk.ui.models.browse import Browse, Stage
from recdesk.ui.models.dial_values import NEUTRAL
from recdesk.ui.models.how import How
from recdesk.ui.pages.explore import HiddenPage, KindPage
from recdesk.ui.pages.home import HomePage
from recdesk.ui.pages.how import HowPage, StageRow


@pytest.fixture
def page(browse: Browse, qtbot: QtBot) -> HowPage:
    made = HowPage(browse)
    qtbot.addWidget(made)
    made.resize(760, 900)
    made.show_list("kind:film", False)
    with qtbot.waitExposed(made):
        made.show()
    qtbot.waitUntil(lambda: not made._waiting)
    return made


def row(page: HowPage, name: str) -> StageRow:
    return next(row for row in page.rows if row.stage.name == name)


@pytest.mark.parametrize("key", ["top", "kind:book", "backlog", "revisit", "lately"])
def test_the_counts_are_those_of_the_ranking_room_and_add_up(browse: Browse, key: str) -> None:
    dials = {**NEUTRAL, "novelty": 0.5, "diversity": 0.6}
    how = How(browse.picker, key, dials)
    told = ranking.how_picked(browse.picker.ranker, how.dials, how.request, browse.picker.within)
    counted = [(stage.name, stage.left) for stage in how.stages if stage.name not in ("score", "rules")]
    assert counted == [(step.stage, step.left) for step in told]
    left = how.stages[0].left
    for stage in how.stages:
        if stage.name not in ("rules", "list"):
            assert left - stage.out == stage.left
        left = stage.left


def test_the_list_at_the_end_is_the_one_on_the_page(page: HowPage, browse: Browse) -> None:
    assert page.rows[-1].stage.left == len(browse.cards("kind:film"))
    assert str(len(browse.cards("kind:film"))) in page.rows[-1].step.accessibleName()


def test_a_title_that_was_left_out_says_why_when_asked(page: HowPage, browse: Browse) -> None:
    known = row(page, "known")
    work_id, button = next(iter(known.titles.items()))
    assert browse.library.works.get(work_id).kind is Kind.FILM
    button.click()
    assert "You know it" in known.where.text.text() and Remedy.REVISIT in known.where.buttons
    assert browse.selected == work_id
    button.click()
    assert not known.where.isVisibleTo(page)


def test_what_was_left_out_of_a_list_is_not_in_it(page: HowPage, browse: Browse) -> None:
    listed = {card.work_id for card in browse.cards("kind:film")}
    named = {work_id for each in page.rows for work_id in each.titles}
    assert named and not named & listed


def test_what_was_sent_away_is_counted_and_named_nowhere(page: HowPage, browse: Browse, qtbot: QtBot) -> None:
    gone = browse.cards("kind:film")[0].work_id
    browse.give(gone, Verdict.NOT_INTERESTED)
    qtbot.waitUntil(lambda: row(page, "hidden").stage.out == 1 and not page._waiting)
    assert all(gone not in each.titles for each in page.rows)
    with qtbot.waitSignal(browse.place_wanted) as asked:
        row(page, "hidden").remedies["hidden"].click()
    assert asked.args == ["hidden"]


def test_rules_that_exchange_works_say_so_and_can_be_lifted(
    page: HowPage, browse: Browse, qtbot: QtBot
) -> None:
    page.show_list("top", False)
    browse.set_dials({**NEUTRAL, "diversity": 0.9})
    qtbot.waitUntil(lambda: not browse.moving and "diversity" in row(page, "rules").remedies)
    assert row(page, "rules").stage.out > 0
    row(page, "rules").remedies["diversity"].click()
    assert browse.dial_values["diversity"] == 0.0


def test_every_list_but_the_one_of_refusals_leads_here(browse: Browse, qtbot: QtBot) -> None:
    kind, hidden, home = KindPage(browse, Kind.BOOK), HiddenPage(browse), HomePage(browse)
    for each in (kind, hidden, home):
        qtbot.addWidget(each)
    home.show()
    # a row is shown a turn of the event loop after it was made
    qtbot.waitUntil(
        lambda: len(home.rows) == len(browse.shelves) and all(row.isVisible() for row in home.rows)
    )
    assert kind.how.isVisibleTo(kind) and not hidden.how.isVisibleTo(hidden)
    with qtbot.waitSignal(kind.how_wanted) as asked:
        kind.how.click()
    assert asked.args == ["kind:book"]
    shelves = [shelf.key for shelf in browse.shelves]
    assert {"gems", "outside"} < set(shelves)
    assert [each.key for each in home.rows if each.how and each.how.isVisibleTo(home)] == shelves


def test_a_shelf_leaves_out_what_stands_above_it(browse: Browse, page: HowPage, qtbot: QtBot) -> None:
    shelf = next(shelf for shelf in browse.shelves if shelf.key.startswith("because:"))
    page.show_list(shelf.key, True)
    qtbot.waitUntil(lambda: not page._waiting)
    assert shelf.subject in page.heading.text()
    above = {card.work_id for card in browse.shelves[0].cards}
    assert row(page, "above").stage.out > 0 and set(row(page, "above").titles) <= above
    assert page.rows[-1].stage.left == len(shelf.cards)


@pytest.mark.parametrize(
    ("key", "name", "said"),
    [("gems", "well-known", "Too widely known"), ("outside", "usual", "of what you usually turn to")],
)
def test_a_shelf_of_one_sort_of_works_says_how_many_are_of_another_and_names_them(
    browse: Browse, page: HowPage, qtbot: QtBot, key: str, name: str, said: str
) -> None:
    shelf = browse.shelf(key)
    assert shelf is not None
    page.show_list(key, True)
    qtbot.waitUntil(lambda: not page._waiting)
    assert page.rows[-1].stage.left == len(shelf.cards)
    stage = row(page, name)
    assert stage.stage.out > 0 and str(stage.stage.out) in stage.said.text()
    listed = {card.work_id for card in shelf.cards}
    for each in page.rows:
        assert not listed & each.titles.keys()
    next(iter(stage.titles.values())).click()
    assert said in stage.where.text.text()


def test_in_the_window_it_opens_from_a_list_takes_the_filter_away_and_leads_back(
    learned_profile: Path, own_profile: Path, make_desk: Callable[..., Desk], qtbot: QtBot
) -> None:
    shutil.copytree(learned_profile, own_profile, dirs_exist_ok=True)
    desk = make_desk()
    qtbot.waitUntil(lambda: desk.browse.stage is Stage.LIVE and not desk.link.jobs)
    from recdesk.domain.taste import Filter

    desk.pages.filters.narrow(Filter(since=1950))
    qtbot.waitUntil(lambda: desk.browse.filter == Filter(since=1950))
    desk.window.show_page("film")
    film = desk.window.page("film")
    assert isinstance(film, KindPage)
    film.how.click()
    assert desk.window.current_page == "how"
    page = desk.window.page("how")
    assert isinstance(page, HowPage)
    assert row(page, "filter").stage.out > 0
    row(page, "filter").remedies["widen"].click()
    qtbot.waitUntil(lambda: all(each.stage.name != "filter" for each in page.rows))
    page.back.click()
    assert desk.window.current_page == "film"


def test_a_press_on_the_place_that_is_marked_leads_back_to_the_list(
    learned_profile: Path, own_profile: Path, make_desk: Callable[..., Desk], qtbot: QtBot
) -> None:
    shutil.copytree(learned_profile, own_profile, dirs_exist_ok=True)
    desk = make_desk()
    qtbot.waitUntil(lambda: desk.browse.stage is Stage.LIVE and not desk.link.jobs)
    desk.window.show_page("film")
    desk.window.page("film").how.click()
    navigation = desk.window.navigation
    assert navigation.place == "film"
    navigation.itemClicked.emit(navigation.currentItem())
    assert desk.window.current_page == "film"
