"""AniList: lists with titles, a data request without, and scales that the person chose."""

from __future__ import annotations

import json
from pathlib import Path

from recdesk.domain.history import Action, Reading, SkippedRow
from recdesk.domain.works import Kind
from tests.importers.conformance import Conformance, cases, read

CASES = {case.name: case for case in cases("anilist")}


class TestAniList(Conformance):
    source = "anilist"

    def held(self, file: Path) -> int:
        told = json.loads(file.read_text("utf-8"))
        if "lists" in told:
            return len(told["lists"])
        return sum(len(one["entries"]) for kind in told["data"].values() for one in kind["lists"])


def test_the_data_request_has_numbers_only_and_says_so() -> None:
    (row,) = read(CASES["data_request"])[1]
    assert isinstance(row, SkippedRow) and row.rule == "only a number, no title"
    assert json.loads(row.raw)["series_id"] == 5114


def test_scores_are_of_ten_unless_one_is_higher() -> None:
    scores = {
        name: [row.rating_text for row in read(CASES[name])[1] if isinstance(row, Reading)]
        for name in ("lists", "hundred_points")
    }
    assert scores["lists"] == ["8 of 10", "", "3 of 10", "9.5 of 10"]
    assert scores["hundred_points"] == ["85 of 100", "9 of 100"]


def test_states_days_and_kinds_are_read() -> None:
    rows = {row.mention.title: row for row in read(CASES["lists"])[1] if isinstance(row, Reading)}
    assert rows["Shio"].when is not None and rows["Shio"].when.date().isoformat() == "2022-12-28"
    assert (rows["Fune"].mention.kind, rows["Fune"].action) == (Kind.FILM, Action.SAVED)
    assert rows["Kaze"].action is Action.ABANDONED
    assert (rows["Umi no Uta"].mention.kind, rows["Umi no Uta"].action) == (Kind.BOOK, Action.READ)
