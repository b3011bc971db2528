"""Instapaper: three generations of columns; articles are no works."""

from __future__ import annotations

from recdesk.domain.history import Action, BadRow, Reading, SkippedRow
from tests.importers.conformance import Conformance, cases, read


class TestInstapaper(Conformance):
    source = "instapaper"


ROWS = [row for case in cases("instapaper") for row in read(case)[1]]


def test_a_starred_page_of_a_film_is_liked_and_an_article_is_left_out() -> None:
    (film,) = (row for row in ROWS if isinstance(row, Reading))
    assert (film.mention.title, film.mention.year, film.action) == ("Harbour", 1999, Action.LIKED)


def test_an_article_is_left_out_and_a_page_without_a_time_is_told() -> None:
    articles = [row for row in ROWS if isinstance(row, SkippedRow) and row.rule.startswith("an article")]
    assert articles
    assert len([row for row in ROWS if isinstance(row, BadRow)]) == 1
