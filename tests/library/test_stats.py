"""Statistics: a play is what was watched, heard or read, and sums are those of the rows."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from recdesk.domain.history import Action, Precision, TimeKind
from recdesk.domain.works import Kind
from recdesk.library import Library, MentionLink
from tests.library.conftest import film, reading


@pytest.fixture
def history(library: Library, linked: Callable[[str], tuple[MentionLink, None]]) -> Library:
    made = [film("Heat", creators=("Michael Mann",)), film("Ali", creators=("Michael Mann", "Other"))]
    library.packs.add("made", version="1", licence="ours", works=made)
    heat, ali, own = (linked(title) for title in ("Heat", "Ali", "Ran"))
    day = {"when": datetime(2024, 5, 3, 12, tzinfo=UTC)}
    rows = [
        (reading("Heat", "1", seconds=3600.0, count=2, rating=0.4, **day), heat),
        (reading("Heat", "2", when=datetime(2025, 1, 1, 12, tzinfo=UTC), rating=0.8), heat),
        (reading("Ali", "3", when=datetime(2024, 1, 1, 12, tzinfo=UTC), precision=Precision.YEAR), ali),
        (reading("Ali", "4", time_kind=TimeKind.BULK, **day), ali),
        (reading("Ali", "5", action=Action.SAVED, **day), ali),
        (reading("Ran", "6", action=Action.SKIPPED, seconds=9.0, **day), own),
    ]
    batch = library.history.begin_batch("letterboxd", "diary.csv", "digest")
    library.history.add_rows(batch.id, 1, [r for r, _ in rows], {i: link for i, (_, link) in enumerate(rows)})
    return library


def test_plays_are_what_was_watched_and_the_rest_is_counted_by_what_was_done(history: Library) -> None:
    found = history.stats.of()
    assert (found.total.events, found.total.plays, found.total.works) == (4, 5, 2)
    assert {one.name: one.events for one in found.actions} == {"watched": 4, "saved": 1, "skipped": 1}
    assert [(one.name, one.plays) for one in found.kinds] == [("film", 5)]
    assert [(one.name, one.plays) for one in found.sources] == [("letterboxd", 5)]


def test_hours_are_those_of_the_events_that_say_how_long(history: Library) -> None:
    total = history.stats.of().total
    assert (total.hours, total.timed) == (1.0, 1)


def test_a_bulk_mark_is_in_no_year_and_a_bare_year_in_no_month(history: Library) -> None:
    found = history.stats.of()
    assert [(one.name, one.plays) for one in found.years] == [("2024", 3), ("2025", 1)]
    assert [(one.name, one.plays) for one in found.months] == [("2024-05", 2), ("2025-01", 1)]
    assert sum(one.events for one in found.years) + found.undated == found.total.events


def test_creators_stand_by_plays_and_the_last_rating_of_a_work_is_its_rating(history: Library) -> None:
    found = history.stats.of(makers=1)
    assert [(one.kind, one.name, one.plays, one.works) for one in found.makers] == [
        (Kind.FILM, "Michael Mann", 5, 2)
    ]
    assert (found.ratings.works, found.ratings.mean, found.ratings.steps) == (1, 0.8, ((0.8, 1),))


def test_only_the_kinds_asked_for_are_counted_and_nothing_is_left_behind(history: Library) -> None:
    empty = history.stats.of([Kind.BOOK])
    assert (empty.total.plays, empty.first, empty.ratings.mean) == (0, None, None)
    assert history.stats.of([Kind.FILM, Kind.BOOK]).total.plays == 5
    history.settings.put("theme", "dark")  # no transaction is open
