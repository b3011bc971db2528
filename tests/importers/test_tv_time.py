"""TV Time: two exports of one history, marks for whole seasons, and lists that repeat the viewings."""

from __future__ import annotations

import json
from pathlib import Path

from recdesk.domain.history import Action, Reading, TimeKind
from recdesk.domain.works import Kind
from tests.importers.conformance import Conformance, cases, ledger, read

CASES = {case.name: case for case in cases("tv_time")}
REQUEST = read(CASES["data_request"])[1]


class TestTvTime(Conformance):
    source = "tv_time"

    def held(self, file: Path) -> int:
        if "series" not in file.name or file.suffix != ".json":
            return super().held(file)
        series = json.loads(file.read_text("utf-8"))
        return len(series) + sum(len(season["episodes"]) for one in series for season in one["seasons"])


def test_a_whole_season_marked_at_once_says_not_when_it_was_watched() -> None:
    bulk = [row for row in REQUEST if isinstance(row, Reading) and row.time_kind is TimeKind.BULK]
    assert [(row.mention.title, row.mention.year, row.detail) for row in bulk] == [
        ("Harbour Lights", 2011, "S01E03")
    ]


def test_viewings_cover_the_lists_that_only_name_their_work() -> None:
    events = ledger(REQUEST)
    assert [(e.action, e.detail) for e in events if e.mention.title == "Vloed"] == [
        (Action.WATCHED, "S01E01")
    ]
    assert [e.action for e in events if e.mention.title == "Salt"] == [Action.WATCHED]
    assert [e.action for e in events if e.mention.kind is Kind.SERIES and e.mention.title == "Low Tide"] == [
        Action.SAVED
    ]


def test_the_extension_adds_no_episode_that_the_request_tells() -> None:
    for case in ("extension", "extension_tables"):
        added = ledger([*REQUEST, *read(CASES[case])[1]])[len(ledger(REQUEST)) :]
        assert not [e for e in added if e.mention.title == "Vloed"], case


def test_json_and_tables_of_the_extension_name_the_same_events() -> None:
    keys = [
        {row.key for row in read(CASES[case])[1] if isinstance(row, Reading) and row.mention.title == "Salt"}
        for case in ("extension", "extension_tables")
    ]
    assert keys[0] == keys[1]
