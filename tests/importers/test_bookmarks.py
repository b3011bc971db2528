"""Bookmarks of a browser: works among articles, notes left unread, tags unclosed."""

from __future__ import annotations

import re
from pathlib import Path

from recdesk.domain.history import Reading, SkippedRow
from recdesk.domain.works import Kind
from tests.importers.conformance import Conformance, cases, read


class TestBookmarks(Conformance):
    source = "bookmarks"

    def held(self, file: Path) -> int:
        return len(re.findall("<DT><A ", file.read_text("utf-8")))


ROWS = read(cases("bookmarks")[0])[1]


def test_pages_of_works_are_wishes_under_their_folder() -> None:
    rows = {row.mention.title: row for row in ROWS if isinstance(row, Reading)}
    assert set(rows) == {"Night Garden Radio", "Night Garden", "The Long Field"}
    assert (rows["Night Garden Radio"].shelf, rows["Night Garden Radio"].tags) == (
        "Music",
        ("radio", "night"),
    )
    assert rows["Night Garden"].mention.kind is Kind.CHANNEL
    assert [g.kind for g in rows["The Long Field"].mention.guesses] == [Kind.SERIES, Kind.FILM]


def test_dates_in_seconds_and_in_microseconds_are_the_same_day() -> None:
    days = {row.when.date().isoformat() for row in ROWS if isinstance(row, Reading) and row.when}
    assert days == {"2016-06-15"}


def test_what_is_no_work_says_why() -> None:
    assert {row.rule for row in ROWS if isinstance(row, SkippedRow)} == {
        "a video whose maker the page does not name",
        "a page of a known service whose title names no work",
        "an article, not a film, book or piece of music",
        "not a web page",
    }
