"""Omnivore: twenty pages a file, one history."""

from __future__ import annotations

from recdesk.domain.history import Action, BadRow, Reading, SkippedRow
from tests.importers.conformance import Conformance, cases, read


class TestOmnivore(Conformance):
    source = "omnivore"


ROWS = [row for case in cases("omnivore") for row in read(case)[1]]


def test_the_page_of_an_artist_is_a_wish() -> None:
    (artist,) = (row for row in ROWS if isinstance(row, Reading))
    assert (artist.mention.title, artist.action) == ("The Pier Band", Action.SAVED)


def test_an_article_is_left_out_and_a_page_without_a_time_is_told() -> None:
    articles = [row for row in ROWS if isinstance(row, SkippedRow) and row.rule.startswith("an article")]
    assert articles
    assert len([row for row in ROWS if isinstance(row, BadRow)]) == 1
