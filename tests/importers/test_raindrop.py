"""Raindrop.io: pages about works are wishes, articles are no works."""

from __future__ import annotations

from recdesk.domain.history import Action, BadRow, Reading, SkippedRow
from tests.importers.conformance import Conformance, cases, read


class TestRaindrop(Conformance):
    source = "raindrop"


ROWS = [row for case in cases("raindrop") for row in read(case)[1]]


def test_a_favourite_page_about_a_book_is_liked() -> None:
    (book,) = (row for row in ROWS if isinstance(row, Reading))
    assert (book.mention.title, book.mention.creators) == ("The Long Field", ("Ada Moor",))
    assert (book.action, book.tags) == (Action.LIKED, ("book", "review"))


def test_an_article_is_left_out_and_a_page_without_a_time_is_told() -> None:
    articles = [row for row in ROWS if isinstance(row, SkippedRow) and row.rule.startswith("an article")]
    assert articles
    assert len([row for row in ROWS if isinstance(row, BadRow)]) == 1
