"""What was turned to and what was shown, month by month."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from recdesk.domain.bubble import NO_MONTH, Dimension, Doings, Habits
from recdesk.domain.history import Action, BatchStatus, Guess, Mention, Precision, Reading, TimeKind
from recdesk.domain.works import CatalogueWork, Kind
from recdesk.library import Library, NewMention
from tests.library.conftest import film

MARCH = 2021 * 12 + 2
WORKS = [
    film("Heat", 1995, genres=("Crime", "Drama"), countries=("US",), tags=("heist",), reach=5),
    film("Ran", 1985, genres=("Drama", "War"), countries=("JP", "FR")),
    film("Silent", -20),
    CatalogueWork("book:a", Kind.BOOK, "A Book", 1990, genres=("Classic",)),
]


def reading(n: int, **more: object) -> Reading:
    told: dict[str, object] = {
        "action": Action.WATCHED,
        "when": datetime(2021, 3, 31, 12, tzinfo=UTC),
        "precision": Precision.DAY,
        "time_kind": TimeKind.CONSUMED,
    }
    mention = Mention((Guess(Kind.FILM, "x"),))
    return Reading(f"row {n}", json.dumps({}), f"k{n}", mention, **{**told, **more})  # type: ignore[arg-type]


@pytest.fixture
def filled(library: Library) -> Library:
    library.packs.add("starter", version="1", licence="ours", works=WORKS)
    ids = {work.title: work.id for work in library.works.all()}
    new = [NewMention(title, "{}", "title", 1.0, work_id=ids[title]) for title in ids]
    links = library.history.add_mentions(new)
    rows = [
        ("Heat", reading(1)),
        ("Heat", reading(2, count=3)),
        ("Heat", reading(3, action=Action.RATED)),
        ("Ran", reading(4, precision=Precision.YEAR)),
        ("Ran", reading(5, time_kind=TimeKind.BULK)),
        ("Ran", reading(6, when=None, precision=Precision.NONE)),
        ("Silent", reading(7, action=Action.SAVED)),
        ("Silent", reading(8, action=Action.SKIPPED)),
        ("A Book", reading(9, action=Action.READ)),
    ]
    batch = library.history.begin_batch("made", "/made.csv", "made")
    joined = {i: (links[title], None) for i, (title, _) in enumerate(rows)}
    library.history.add_rows(batch.id, 1, [row for _, row in rows], joined)
    library.history.finish_batch(batch.id, BatchStatus.DONE, 0.1)
    return library


def told(library: Library, habits: Habits, doings: Doings) -> list[tuple[str, int, float]]:
    works = library.works.some(habits.works.tolist())
    columns = zip(doings.rows, doings.months.tolist(), doings.weights.tolist(), strict=True)
    return sorted((works[int(habits.works[row])].title, month, weight) for row, month, weight in columns)


def test_what_was_watched_stands_at_its_month_and_what_has_none_at_no_month(filled: Library) -> None:
    habits = filled.habits.read("film")
    assert told(filled, habits, habits.consumed) == [
        ("Heat", MARCH, 0.0),
        ("Heat", MARCH, 1.0),
        ("Heat", MARCH, 3.0),
        ("Ran", NO_MONTH, 1.0),
        ("Ran", NO_MONTH, 1.0),
        ("Ran", NO_MONTH, 1.0),
    ]


def test_the_scope_with_most_works_comes_first_and_each_has_its_own_works(filled: Library) -> None:
    habits = filled.habits.read()
    assert habits.scope == "film" and habits.scopes == {"film": 2, "book": 1}
    books = filled.habits.read("book")
    assert told(filled, books, books.consumed) == [("A Book", MARCH, 1.0)]


def test_works_have_their_names_in_every_dimension(filled: Library) -> None:
    habits = filled.habits.read("film")

    def names(dimension: Dimension) -> dict[str, list[str]]:
        traits = habits.traits[dimension]
        works = filled.works.some(habits.works.tolist())
        return {
            works[int(work)].title: [
                traits.names[v] for v in traits.values[traits.starts[i] : traits.starts[i + 1]]
            ]
            for i, work in enumerate(habits.works)
        }

    assert names(Dimension.GENRE) == {"Heat": ["Crime", "Drama"], "Ran": ["Drama", "War"], "Silent": []}
    assert names(Dimension.DECADE) == {"Heat": ["1990"], "Ran": ["1980"], "Silent": ["-20"]}
    assert names(Dimension.REACH)["Heat"] == ["5"] and names(Dimension.REACH)["Ran"] == []
    assert names(Dimension.COUNTRY)["Ran"] == ["JP", "FR"]


def test_what_was_shown_counts_by_days_and_what_is_on_view_counts_now(filled: Library) -> None:
    heat, ran = (filled.works.by_uid(work.uid).id for work in WORKS[:2])  # type: ignore[union-attr]
    day = 86_400
    for when in (0, 0, day, 31 * day):
        filled.feedback.note_shown("top", [heat], now=when)
    filled.feedback.note_opened("top", ran, now=0)
    habits = filled.habits.read("film", on_view=[ran])
    first = 1970 * 12
    *seen, (title, month, weight) = told(filled, habits, habits.shown)
    assert seen == [("Heat", first, 1.0), ("Heat", first, 1.0), ("Heat", first + 1, 1.0)]
    assert (title, weight) == ("Ran", 1.0) and month >= 2026 * 12


def test_the_catalogue_is_all_works_of_the_scope_that_a_pack_has(filled: Library) -> None:
    habits = filled.habits.read("film")
    works = filled.works.some(habits.works[habits.catalogue].tolist())
    assert {work.title for work in works.values()} == {"Heat", "Ran", "Silent"}


def test_an_empty_library_has_empty_columns(library: Library) -> None:
    habits = library.habits.read()
    assert habits.scopes == {} and not len(habits.works) and not len(habits.consumed.rows)


def test_a_theme_is_what_many_works_of_the_catalogue_share(library: Library) -> None:
    many = [film(f"Film {i}", 1990, tags=("heist", f"only {i}")) for i in range(20)]
    library.packs.add("starter", version="1", licence="ours", works=many)
    traits = library.habits.read("film").traits[Dimension.TAG]
    assert {traits.names[value] for value in traits.values} == {"heist"}
