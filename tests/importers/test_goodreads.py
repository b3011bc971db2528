"""Goodreads: shelves, dates, ISBNs and what a spreadsheet does to them."""

from __future__ import annotations

import pytest

from recdesk.domain.history import Action, BadRow, Reading, TimeKind
from recdesk.domain.isbn import isbn13
from tests.importers.conformance import Conformance, cases, read


class TestGoodreads(Conformance):
    source = "goodreads"


def books(case: str) -> dict[str, Reading]:
    path = next(path for path in cases("goodreads") if path.name == case)
    return {row.mention.title: row for row in read(path)[1] if isinstance(row, Reading)}


def test_a_read_book_has_its_date_rating_series_and_review_in_order() -> None:
    book = books("current")["The Long Field"]
    assert (book.action, book.rating, book.count, book.time_kind) == (Action.READ, 0.8, 2, TimeKind.CONSUMED)
    assert book.mention.creators == ("Ada Moor", "B. Reed")
    assert ("isbn13", "9780306406157") in book.mention.external_ids
    assert book.review == "Quiet.\n\nAnd long & green."


def test_shelves_say_what_was_done() -> None:
    actions = {title: book.action for title, book in books("current").items()}
    assert actions["Paper Moons"] is Action.SAVED
    assert actions["Salt"] is Action.ABANDONED
    assert actions["Ash (and Salt)"] is Action.READ
    assert actions["Harbour"] is Action.READ  # on a shelf of their own, and rated
    assert actions["The Odes"] is Action.SAVED  # "leseliste-2020"


def test_a_spoilt_isbn_is_no_isbn() -> None:
    schemes = {
        scheme
        for book in books("resaved_in_a_spreadsheet").values()
        for scheme, _ in book.mention.external_ids
    }
    assert schemes == {"goodreads"}


def test_a_short_row_and_an_impossible_date_are_told_and_the_rows_after_them_are_kept() -> None:
    path = next(path for path in cases("goodreads") if path.name == "current")
    bad = [(row.place, row.why) for row in read(path)[1] if isinstance(row, BadRow)]
    assert bad == [
        ("goodreads_library_export.csv, row 7", "the date 2024/13/45 is not a date"),
        ("goodreads_library_export.csv, row 8", "it has 3 cells, the header 24"),
    ]
    assert "The Odes" in books("current")


@pytest.mark.parametrize(
    ("written", "isbn"),
    [
        ('="9780306406157"', "9780306406157"),
        ("978-0-306-40615-7", "9780306406157"),
        ("0306406152", "9780306406157"),
        ("080442957X", "9780804429573"),
        ("9780306406158", None),
        ("9.78031E+12", None),
        ('="AlexisGlyn"', None),
        ("", None),
    ],
)
def test_an_isbn_is_believed_by_its_check_digit(written: str, isbn: str | None) -> None:
    assert isbn13(written) == isbn
