"""The history as a list to look through."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from recdesk.domain.history import Action, Guess, Mention, Precision, Reading
from recdesk.domain.works import CatalogueWork, Kind
from recdesk.library import Library, NewMention

HISTORY = (
    ("Amélie", Kind.FILM, "Jean-Pierre Jeunet", 2003, ""),
    ("The Wire", Kind.SERIES, "David Simon", 2021, "Season 1: The Target"),
    ("Bartleby 100%", Kind.BOOK, "Herman Melville", None, ""),
    ("Heat", Kind.FILM, "Michael Mann", 2010, ""),
)


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library.open(tmp_path) as library:
        made = [CatalogueWork(uid=t, kind=k, title=t, creators=(c,)) for t, k, c, _, _ in HISTORY]
        links = library.history.add_mentions(
            [NewMention(key=work.uid, body="{}", method="title", confidence=1, create=work) for work in made]
        )
        rows = [
            Reading(
                place=f"row {n}",
                raw="{}",
                key=title,
                mention=Mention((Guess(kind, title),)),
                action=Action.WATCHED,
                when=datetime(year, 1, 1, tzinfo=UTC) if year else None,
                precision=Precision.DAY,
                detail=detail,
            )
            for n, (title, kind, _, year, detail) in enumerate(HISTORY)
        ]
        batch = library.history.begin_batch("test", "x.csv", "digest")
        library.history.add_rows(batch.id, 1, rows, {n: (links[r.key], None) for n, r in enumerate(rows)})
        yield library


def titles(library: Library, *kinds: Kind, text: str = "") -> list[str]:
    return [event.title for event in library.timeline.events(library.timeline.numbers(kinds, text))]


def test_newest_come_first_and_undated_last(library: Library) -> None:
    assert titles(library) == ["The Wire", "Heat", "Amélie", "Bartleby 100%"]


def test_a_kind_leaves_the_others_out(library: Library) -> None:
    assert titles(library, Kind.FILM) == ["Heat", "Amélie"]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("AMELIE", ["Amélie"]),
        ("the target", ["The Wire"]),
        ("melville", ["Bartleby 100%"]),
        ("0%", ["Bartleby 100%"]),
        ("nothing of the kind", []),
    ],
)
def test_text_is_found_in_title_creator_and_detail(library: Library, typed: str, found: list[str]) -> None:
    assert titles(library, text=typed) == found


def test_an_event_that_is_gone_leaves_no_hole(library: Library) -> None:
    numbers = library.timeline.numbers()
    assert len(library.timeline.events([*numbers[:2], 999, numbers[2]])) == 3


def test_well_known_works_come_by_audience(tmp_path: Path) -> None:
    with Library.open(tmp_path / "other") as library:
        works = [CatalogueWork(uid=f"w{n}", kind=Kind.FILM, title=f"Film {n}", audience=n) for n in range(5)]
        library.packs.add("pack", version="1", licence="ours", works=works)
        assert [work.title for work in library.works.well_known(Kind.FILM, 2)] == ["Film 4", "Film 3"]
