"""StoryGraph: quarters of stars, moods, and shelves that say what was done."""

from __future__ import annotations

from recdesk.domain.history import Action, BadRow, Reading
from tests.importers.conformance import Conformance, cases, read


class TestStorygraph(Conformance):
    source = "storygraph"


ROWS = read(cases("storygraph")[0])[1]
BOOKS = {row.mention.title: row for row in ROWS if isinstance(row, Reading)}


def test_quarters_of_a_star_moods_and_pace_are_kept() -> None:
    book = BOOKS["The Long Field"]
    assert (book.rating, book.rating_text) == (0.75, "3.75 of 5")
    assert book.tags == ("reflective", "sad", "slow", "farms")
    assert (book.count, book.review, book.mention.creators) == (
        2,
        "Quiet, and long.",
        ("Ada Moor", "B. Reed"),
    )


def test_shelves_say_what_was_done() -> None:
    assert {title: row.action for title, row in BOOKS.items()} == {
        "The Long Field": Action.READ,
        "Paper Moons": Action.SAVED,
        "Salt": Action.ABANDONED,
        "Ash": Action.READ,  # paused is not given up
        "Harbour": Action.READ,  # on no shelf, but rated
    }


def test_what_is_no_date_and_no_rating_is_told() -> None:
    assert [row.why for row in ROWS if isinstance(row, BadRow)] == [
        "the date 2022/13/45 is not a date",
        "the rating nine is not one",
    ]
