"""Douban, as the userscripts' tables and as Tofu's workbook."""

from __future__ import annotations

from pathlib import Path

from recdesk.domain.history import Action, Reading, SkippedRow
from tests.importers.conformance import Conformance, cases, read, rows_in

TOFU, SCRIPT = (
    next(case for case in cases("douban") if case.name == name) for name in ("tofu", "userscript")
)


class TestDouban(Conformance):
    source = "douban"

    def held(self, file: Path) -> int:
        return 1 if ".xlsx" in str(file) else rows_in(file)


def test_names_behind_slashes_are_names_of_one_work() -> None:
    rows = {row.mention.title: row for row in read(SCRIPT)[1] if isinstance(row, Reading)}
    film, series = rows["长夜"], rows["海港灯火"]
    assert [g.title for g in film.mention.guesses][:2] == ["长夜", "The Long Field"]
    assert (film.mention.year, film.rating, film.action) == (2006, None, Action.WATCHED)
    assert series.mention.kind == "series"  # a season has the name of its series
    assert (series.rating, series.review) == (1.0, "好看, 真的(1 有用)")
    assert rows["夜の庭"].mention.creators == ("佐藤 夏", "林")


def test_the_sheets_name_says_what_was_done() -> None:
    rows = [row for row in read(TOFU)[1] if isinstance(row, Reading)]
    told = {(row.mention.title, row.mention.kind.value, row.action) for row in rows}
    assert told == {
        ("盐", "film", Action.WATCHED),
        ("长夜", "film", Action.SAVED),
        ("木板", "album", Action.LISTENED),
        ("夜の庭", "book", Action.READ),
    }
    assert {row.mention.year for row in rows} == {2019, 2006, 2018, 2010}


def test_games_and_plays_are_left_out_by_name() -> None:
    for case in (TOFU, SCRIPT):
        assert "a game or a play" in {row.rule for row in read(case)[1] if isinstance(row, SkippedRow)}
