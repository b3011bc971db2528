"""The bubble page, the ways out of it, and what was shown often, in a whole window."""

from __future__ import annotations

import json
import shutil
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from recdesk.domain.bubble import Dimension, Period, WayOut
from recdesk.domain.feedback import Verdict
from recdesk.domain.history import Action, BatchStatus, Guess, Mention, Precision, Reading, TimeKind
from recdesk.domain.journal import Rest
from recdesk.domain.taste import Filter
from recdesk.domain.works import CatalogueWork, Kind
from recdesk.library import Library, NewMention
from recdesk.ui import theme
from recdesk.ui.app import Desk
from recdesk.ui.filter_intents import FilterIntents
from recdesk.ui.models.browse import Stage
from recdesk.ui.models.dial_values import NEUTRAL
from recdesk.ui.pages.bubble import BubblePage
from recdesk.ui.pages.shown import ShownPage
from recdesk.ui.pages.taste import TastePage
from recdesk.ui.parts.way_strip import WayStrip
from recdesk.ui.reader import LibraryReader
from recdesk.ui.ways_out import WaysOut, narrowed

OLDER = WayOut(Dimension.DECADE, "film", ("1990",), Filter(until=1989))
GEMS = WayOut(Dimension.REACH, "film", ("Drama",), Filter(genres=frozenset({"Drama"})), {"popularity": 0.0})


def works() -> list[CatalogueWork]:
    """Thirty crime films of the 2010s from the US, and forty others of all kinds."""
    mine = [
        CatalogueWork(f"mine {i}", Kind.FILM, f"Mine {i}", 2010 + i % 10, genres=("Crime",), tags=("heist",),
                      countries=("US",), reach=5)
        for i in range(30)
    ]  # fmt: skip
    genres = ("Drama", "Comedy", "War", "Horror")
    others = [
        CatalogueWork(f"other {i}", Kind.FILM, f"Other {i}", 1930 + 2 * i, genres=(genres[i % 4],),
                      countries=("JP", "FR", "IN")[i % 3 : i % 3 + 1], reach=1 + i % 4)
        for i in range(40)
    ]  # fmt: skip
    return [*mine, *others]


def watch(library: Library, when: Callable[[int], datetime | None]) -> None:
    """Let every film of one's own have been watched once, at its time."""
    library.packs.add("made", version="1", licence="ours", works=works())
    films = [work for work in library.works.all() if work.uid.startswith("mine")]
    links = library.history.add_mentions(
        [NewMention(work.uid, "{}", "title", 1.0, work_id=work.id) for work in films]
    )
    rows = [
        Reading(f"row {i}", json.dumps({}), f"k{i}", Mention((Guess(Kind.FILM, "x"),)), Action.WATCHED,
                when(i), Precision.DAY if when(i) else Precision.NONE, TimeKind.CONSUMED)
        for i in range(len(films))
    ]  # fmt: skip
    batch = library.history.begin_batch("made", "/made.csv", "made")
    library.history.add_rows(batch.id, 1, rows, {i: (links[w.uid], None) for i, w in enumerate(films)})
    library.history.finish_batch(batch.id, BatchStatus.DONE, 0.1)


def plain(text: str) -> str:
    """Without the signs that keep the writing directions apart."""
    return text.replace("\u2068", "").replace("\u2069", "")


def begun(days: int) -> Callable[[int], datetime]:
    return lambda i: datetime(2021, 1, 5, 12, tzinfo=UTC) + timedelta(days=days * i)


def bubble_of(desk: Desk, qtbot: QtBot) -> BubblePage:
    desk.window.show_page("bubble")
    page = desk.window.page("bubble")
    assert isinstance(page, BubblePage)
    qtbot.waitUntil(lambda: page.view is not None)
    return page


@pytest.fixture
def watched(own_profile: Path, make_desk: Callable[..., Desk], qtbot: QtBot) -> Desk:
    with Library.open(own_profile) as library:
        watch(library, begun(3))
    desk = make_desk()
    qtbot.waitUntil(lambda: desk.clock is not None and not desk.link.jobs)
    return desk


@pytest.fixture
def learned(learned_profile: Path, own_profile: Path, make_desk: Callable[..., Desk], qtbot: QtBot) -> Desk:
    shutil.copytree(learned_profile, own_profile, dirs_exist_ok=True)
    desk = make_desk()
    qtbot.waitUntil(lambda: desk.browse.stage is Stage.LIVE and not desk.link.jobs)
    return desk


# -- the page -----------------------------------------------------------------------------------------


def test_a_bubble_is_named_in_plain_words_and_the_ways_out_say_where_they_lead(
    watched: Desk, qtbot: QtBot
) -> None:
    page = bubble_of(watched, qtbot)
    assert plain(page.portrait.text()).startswith("You keep to few genres")
    half = "Half of what you watched from January to April 2021 came from 1 genre: Crime."
    assert plain(page.half.text()) == half
    titles = [plain(button.full_text) for button in page.ways]
    assert "Other genres than Crime" in titles and "From before 2010" in titles
    assert not any(button.isEnabled() for button in page.ways)  # nothing is learned: there is no list yet
    assert "not learned yet" in page.ways_note.text()
    assert page.periods[Period.MONTH].isChecked()
    page.choose_period(Period.YEAR)
    qtbot.waitUntil(lambda: page.periods[Period.YEAR].isChecked())
    assert not page.no_chart.isHidden() and "2021" in page.no_chart.text()  # one year is no line


def test_the_chart_is_read_with_the_keyboard_and_by_a_screen_reader(watched: Desk, qtbot: QtBot) -> None:
    page = bubble_of(watched, qtbot)
    assert page.chart.accessibleName() == "Chart: Genres over time"
    assert "Half of what you watched" in page.chart.accessibleDescription()
    qtbot.keyClick(page.chart, Qt.Key.Key_Right)
    assert "January 2021" in page.looked_at.text() and "9 films" in page.looked_at.text()
    assert page.looked_at.text() == page.chart.accessibleDescription()
    qtbot.keyClick(page.chart, Qt.Key.Key_End)
    assert "April 2021" in page.looked_at.text() and "too little to compare" in page.looked_at.text()
    assert page.tiles[Dimension.COUNTRY].accessibleName().startswith("Countries: as broad as 1.0")
    page.tiles[Dimension.COUNTRY].click()
    assert "United States" in page.half.text() and "United States" in page.shares.accessibleDescription()


def test_every_part_of_the_chart_is_painted_in_both_themes(
    watched: Desk, qtbot: QtBot, dressed: Callable[[str], theme.Theme]
) -> None:
    page = bubble_of(watched, qtbot)
    for name in ("light", "dark"):
        colours = dressed(name)
        picture = page.chart.grab().toImage()
        seen = {picture.pixelColor(x, y).name() for x in range(0, picture.width(), 2)
                for y in range(0, picture.height(), 2)}  # fmt: skip
        assert colours.accent in seen and colours.edge in seen


def test_without_dates_there_are_shares_and_a_word_why_there_is_no_chart(
    own_profile: Path, make_desk: Callable[..., Desk], qtbot: QtBot
) -> None:
    with Library.open(own_profile) as library:
        watch(library, lambda _i: None)
    page = bubble_of(make_desk(), qtbot)
    assert page.chart.isHidden() and "no chart" in page.no_chart.text()
    assert page.half.text().startswith("Half of all you watched came from 1 genre")
    assert "30 times have no date" in page.fine_print.text()


def test_an_empty_library_is_told_what_to_do(desk: Desk, qtbot: QtBot) -> None:
    page = bubble_of(desk, qtbot)
    assert page.empty.isVisible() and "Import a history" in page.empty.accessibleName()


def test_the_place_of_the_page_is_marked_and_clicking_it_leads_back(watched: Desk, qtbot: QtBot) -> None:
    navigation = watched.window.navigation
    watched.window.show_page("film")
    page = bubble_of(watched, qtbot)
    assert navigation.place == "taste" and watched.window.current_page == "bubble"
    navigation.itemClicked.emit(navigation.currentItem())
    assert watched.window.current_page == "taste"
    taste = watched.window.page("taste")
    assert isinstance(taste, TastePage)
    tab(taste, "bubble").click()
    assert watched.window.current_page == "bubble" and tab(page, "bubble").isChecked()
    tab(page, "taste").click()
    assert watched.window.current_page == "taste" and tab(taste, "taste").isChecked()


def tab(page: QWidget, key: str) -> QPushButton:
    found = page.findChild(QPushButton, f"tab {key}")
    assert isinstance(found, QPushButton)
    return found


def test_the_page_comes_back_as_it_was_left(
    watched: Desk, make_desk: Callable[..., Desk], qtbot: QtBot
) -> None:
    page = bubble_of(watched, qtbot)
    page.tiles[Dimension.DECADE].click()
    again = bubble_of(make_desk(), qtbot)
    assert again.tiles[Dimension.DECADE].isChecked() and "2010s" in again.half.text()


# -- ways out -----------------------------------------------------------------------------------------


@pytest.fixture
def ways(learned: Desk) -> WaysOut:
    """The same object that the window uses."""
    learned.window.page("film")
    (strip,) = learned.window.page("film").findChildren(WayStrip)
    return strip._ways


def strip_of(desk: Desk) -> WayStrip:
    (strip,) = desk.window.page("film").findChildren(WayStrip)
    return strip


def years(desk: Desk) -> set[int]:
    cards = desk.browse.cards("kind:film")
    return {card.year or 0 for card in cards}


def test_a_way_out_opens_the_list_narrowed_and_one_click_brings_it_back(
    learned: Desk, ways: WaysOut, qtbot: QtBot
) -> None:
    learned.window.show_page("film")
    before = [card.work_id for card in learned.browse.cards("kind:film")]
    assert strip_of(learned).isHidden()
    with qtbot.waitSignal(learned.browse.filter_changed):
        ways.take(OLDER)
    assert learned.window.current_page == "film"
    assert years(learned) and max(years(learned)) < 1990
    assert "before 1990" in strip_of(learned).said.text() and strip_of(learned).isVisible()
    with qtbot.waitSignal(learned.browse.filter_changed):
        strip_of(learned).back.click()
    assert [card.work_id for card in learned.browse.cards("kind:film")] == before
    assert strip_of(learned).isHidden()


@pytest.mark.parametrize("place", ["home", "music", "saved", "revisit"])
def test_every_list_that_a_way_narrows_says_so(
    learned: Desk, ways: WaysOut, qtbot: QtBot, place: str
) -> None:
    learned.browse.give(learned.browse.cards("top")[0].work_id, Verdict.LIKE)
    learned.intents.history_changed.emit()  # of somebody who has said nothing, home is the welcome
    with qtbot.waitSignal(learned.browse.filter_changed):
        ways.take(OLDER)
    learned.window.show_page(place)
    (strip,) = learned.window.page(place).findChildren(WayStrip)
    assert strip.isVisible() and "before 1990" in strip.said.text()
    with qtbot.waitSignal(learned.browse.filter_changed):
        strip.back.click()
    assert strip.isHidden()


def test_one_way_takes_the_place_of_another_and_back_leads_to_the_beginning(
    learned: Desk, ways: WaysOut, qtbot: QtBot
) -> None:
    learned.browse.set_dials({**NEUTRAL, "novelty": 0.3})
    for way in (OLDER, GEMS):
        with qtbot.waitSignal(learned.browse.filter_changed):
            ways.take(way)
    qtbot.waitUntil(lambda: learned.browse.dial_values["popularity"] == 0.0)
    assert learned.browse.filter == GEMS.filter and learned.browse.dial_values["novelty"] == 0.3
    with qtbot.waitSignal(learned.browse.filter_changed):
        ways.go_back()
    assert learned.browse.filter == Filter()
    assert learned.browse.dial_values == {**NEUTRAL, "novelty": 0.3}


def test_whoever_turns_its_dial_has_left_the_way(learned: Desk, ways: WaysOut, qtbot: QtBot) -> None:
    with qtbot.waitSignal(learned.browse.filter_changed):
        ways.take(GEMS)
    with qtbot.waitSignal(learned.browse.dials_changed):
        learned.browse.set_dials({**learned.browse.dial_values, "lately": 0.5})
    assert ways.way == GEMS  # another dial is nothing to it
    with qtbot.waitSignal(ways.changed):
        learned.browse.set_dials({**learned.browse.dial_values, "popularity": 0.8})
    assert ways.way is None


def test_a_way_out_is_still_marked_after_a_restart(
    learned: Desk, ways: WaysOut, make_desk: Callable[..., Desk], qtbot: QtBot
) -> None:
    with qtbot.waitSignal(learned.browse.filter_changed):
        ways.take(OLDER)
    again = make_desk()
    qtbot.waitUntil(lambda: again.browse.stage is Stage.LIVE)
    again.window.show_page("film")
    assert strip_of(again).isVisible()
    with qtbot.waitSignal(again.browse.filter_changed):
        strip_of(again).back.click()
    assert again.browse.filter == Filter()


def test_a_spoilt_memory_of_a_way_is_no_way(qapp: object, learned: Desk, own_profile: Path) -> None:
    learned.library.settings.put("way_out", {"dimension": "genre", "names": 7})
    reader = LibraryReader(own_profile)
    filters = FilterIntents(learned.library, learned.browse, reader)
    assert WaysOut(learned.library, learned.browse, filters).way is None
    reader.close()


def test_what_a_person_refuses_stays_refused_on_every_way() -> None:
    own = Filter(genres=frozenset({"Crime", "War"}), countries=frozenset({"US"}), without=frozenset({"gore"}))
    away = WayOut(Dimension.GENRE, "film", ("Crime",), Filter(without=frozenset({"Crime"})))
    assert narrowed(own, away) == Filter(
        genres=frozenset({"War"}), countries=frozenset({"US"}), without=frozenset({"Crime", "gore"})
    )
    abroad = WayOut(Dimension.COUNTRY, "film", ("US",), Filter(abroad=frozenset({"US"})))
    assert narrowed(own, abroad).countries == frozenset() and "gore" in narrowed(own, abroad).without


# -- shown often --------------------------------------------------------------------------------------


def test_what_was_shown_often_is_listed_and_one_click_says_more(
    learned_profile: Path, own_profile: Path, make_desk: Callable[..., Desk], qtbot: QtBot
) -> None:
    shutil.copytree(learned_profile, own_profile, dirs_exist_ok=True)
    with Library.open(own_profile) as library:
        titled = [library.works.all()[i].id for i in (0, 2, 30)]  # Chinese, very long, plain
        for day in range(9):
            library.feedback.note_shown("top", titled, now=time.time() - 86_400 * day)
    desk = make_desk()
    qtbot.waitUntil(lambda: desk.browse.stage is Stage.LIVE and not desk.link.jobs)
    desk.window.show_page("shown")
    page = desk.window.page("shown")
    assert isinstance(page, ShownPage) and desk.window.navigation.place == "hidden"
    qtbot.waitUntil(lambda: len(page.works.works) == 3)
    assert page.count.text() == "3 works, 3 of them rest"
    assert not any(button.isEnabled() for button in (*page.rests.values(), *page.verdicts.values()))

    page.table.selectRow(0)
    chosen = page.chosen()[0]
    page.rests[Rest.AGAIN].click()
    qtbot.waitUntil(lambda: page.works.works[0].said is Rest.AGAIN)
    assert chosen.work_id not in desk.library.feedback.resting()
    qtbot.keyClick(page.table, Qt.Key.Key_N)
    qtbot.waitUntil(lambda: page.works.works[0].said is Rest.NEVER)
    assert chosen.work_id in desk.library.feedback.resting()
    desk.intents.journal.undo(page.works.works[0].entry)
    qtbot.waitUntil(lambda: page.works.works[0].said is Rest.AGAIN)

    page.table.selectAll()
    page.verdicts[Verdict.NOT_INTERESTED].click()
    qtbot.waitUntil(lambda: page.works.works == ())
    assert set(titled) <= desk.library.hidden_works()
    assert page.empty.isVisible()


def test_a_page_of_one_kind_that_is_looked_at_counts_as_shown(learned: Desk, qtbot: QtBot) -> None:
    learned.window.show_page("film")
    first = [card.work_id for card in learned.browse.cards("kind:film")][:12]
    learned.window.show_page("revisit")
    learned.browse.note_session()
    rows = learned.library.works.query("SELECT work_id, shelf FROM impressions")
    assert {work for work, shelf in rows if shelf == "kind:film"} >= set(first)
    assert "revisit" not in {shelf for _, shelf in rows}
