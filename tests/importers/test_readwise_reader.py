"""Readwise Reader: pages chosen, and feeds that nobody chose."""

from __future__ import annotations

from recdesk.domain.history import Action, BadRow, Reading, SkippedRow
from tests.importers.conformance import Conformance, cases, read


class TestReadwiseReader(Conformance):
    source = "readwise_reader"


ROWS = [row for case in cases("readwise_reader") for row in read(case)[1]]


def test_a_record_is_a_wish_and_an_item_of_a_feed_is_not_even_named() -> None:
    (record,) = (row for row in ROWS if isinstance(row, Reading))
    assert (record.mention.title, record.mention.creators, record.action) == (
        "Moths of May",
        ("Night Garden",),
        Action.SAVED,
    )
    feed = next(row for row in ROWS if isinstance(row, SkippedRow) and row.rule == "an item of a feed")
    assert "secret" not in feed.raw


def test_an_article_is_left_out_and_a_page_without_a_time_is_told() -> None:
    articles = [row for row in ROWS if isinstance(row, SkippedRow) and row.rule.startswith("an article")]
    assert articles
    assert len([row for row in ROWS if isinstance(row, BadRow)]) == 1
