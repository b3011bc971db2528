"""Pocket: the table and the older page; articles are no works."""

from __future__ import annotations

from pathlib import Path

from recdesk.domain.history import Action, BadRow, Reading, SkippedRow
from tests.importers.conformance import Conformance, cases, read, rows_in


class TestPocket(Conformance):
    source = "pocket"

    def held(self, file: Path) -> int:
        return file.read_text("utf-8").count("<li>") if file.suffix == ".html" else rows_in(file)


ROWS = {case.name: read(case)[1] for case in cases("pocket")}


def test_a_saved_record_film_or_podcast_is_a_wish() -> None:
    saved = {r.mention.title for rows in ROWS.values() for r in rows if isinstance(r, Reading)}
    assert saved == {"Salt", "The Long Field", "Night Garden Radio"}
    assert {r.action for rows in ROWS.values() for r in rows if isinstance(r, Reading)} == {Action.SAVED}


def test_articles_are_left_out_and_the_archive_is_told_from_the_unread() -> None:
    articles = [r for r in ROWS["table"] if isinstance(r, SkippedRow)]
    assert len(articles) == 3
    shelves = [r.shelf for r in ROWS["page"] if isinstance(r, Reading)]
    assert shelves == ["unread", "archive"]
    assert len([r for r in ROWS["page"] if isinstance(r, BadRow)]) == 1
