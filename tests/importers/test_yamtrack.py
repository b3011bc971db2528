"""Yamtrack: seasons and series that say what their episodes say."""

from __future__ import annotations

from recdesk.domain.history import Action, Reading, SkippedRow
from recdesk.domain.works import Kind
from tests.importers.conformance import Conformance, cases, ledger, read

ROWS = read(cases("yamtrack")[0])[1]


class TestYamtrack(Conformance):
    source = "yamtrack"


def test_a_series_told_by_its_episodes_is_not_told_again_but_a_rating_stays() -> None:
    events = [e for e in ledger(ROWS) if e.mention.title == "Harbour Lights"]
    assert [(e.action, e.detail, e.rating) for e in events] == [
        (Action.WATCHED, "S01E02", None),
        (Action.WATCHED, "S01E01", None),
        (Action.RATED, "S01", 0.8),
    ]


def test_anime_may_be_either_manga_is_read_and_games_are_left_out() -> None:
    named = {row.mention.title: row for row in ROWS if isinstance(row, Reading)}
    assert [g.kind for g in named["Shio"].mention.guesses] == [Kind.SERIES, Kind.FILM]
    assert (named["Umi"].mention.kind, named["Umi"].action) == (Kind.BOOK, Action.SAVED)
    assert named["The Odes"].action is Action.ABANDONED
    assert [row.rule for row in ROWS if isinstance(row, SkippedRow)] == ["a game"]
