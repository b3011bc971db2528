"""Readwise: books by the highlights made in them, without the highlights."""

from __future__ import annotations

import csv
from pathlib import Path

from recdesk.domain.history import Reading, SkippedRow
from tests.importers.conformance import Conformance, cases, read


class TestReadwise(Conformance):
    source = "readwise"

    def held(self, file: Path) -> int:
        with file.open(newline="", encoding="utf-8") as lines:
            return sum(1 for _ in csv.reader(lines)) - 1


ROWS = read(cases("readwise")[0])[1]


def test_a_book_is_told_once_with_the_number_of_its_highlights() -> None:
    told = [(r.mention.title, r.mention.creators, r.detail) for r in ROWS if isinstance(r, Reading)]
    assert told == [
        ("The Long Field", ("Ada Moor", "Ben Reed"), "2 highlights"),
        ("夜の庭", ("佐藤 夏",), "1 highlight"),
        ("Salt", ("C. Voice",), "1 highlight"),
    ]


def test_articles_and_tweets_are_no_books() -> None:
    rules = [row.rule for row in ROWS if isinstance(row, SkippedRow)]
    assert rules.count("an article, not a book") == 2
