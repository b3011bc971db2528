"""Openreads: several times of reading, tags joined by bars, books deleted."""

from __future__ import annotations

from recdesk.domain.history import Action, Reading, SkippedRow
from tests.importers.conformance import Conformance, cases, read


class TestOpenreads(Conformance):
    source = "openreads"


ROWS = read(cases("openreads")[0])[1]
BOOKS = {row.mention.title: row for row in ROWS if isinstance(row, Reading)}


def test_of_two_times_of_reading_the_last_one_has_the_date() -> None:
    book = BOOKS["The Long Field"]
    assert book.when is not None and book.when.date().isoformat() == "2023-11-15"
    assert (book.count, book.repeat, book.liked, book.tags) == (2, True, True, ("owned", "farms"))
    assert book.mention.creators == ("Ada Moor",)


def test_states_say_what_was_done() -> None:
    assert BOOKS["Paper Moons"].action is Action.SAVED
    assert BOOKS["Salt"].action is Action.READ
    assert BOOKS["Ash"].action is Action.ABANDONED
    assert [row.rule for row in ROWS if isinstance(row, SkippedRow)] == ["deleted in Openreads"]


def test_two_authors_with_first_names_are_two() -> None:
    assert BOOKS["Paper Moons"].mention.creators == ("Ada Moor", "Ben Reed")
