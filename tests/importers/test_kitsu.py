"""Kitsu: entries that name their works by number, and the works beside them."""

from __future__ import annotations

import json
from pathlib import Path

from recdesk.domain.history import Action, Reading, SkippedRow
from recdesk.domain.works import Kind
from tests.importers.conformance import Conformance, cases, read

ROWS = read(next(case for case in cases("kitsu") if case.name == "anime"))[1]


class TestKitsu(Conformance):
    source = "kitsu"

    def held(self, file: Path) -> int:
        return len(json.loads(file.read_text("utf-8"))["data"])


def test_an_entry_finds_its_title_its_numbers_and_its_rating_of_twenty() -> None:
    row = ROWS[0]
    assert isinstance(row, Reading)
    assert [g.title for g in row.mention.guesses] == ["Shio", "Salt"]
    assert row.mention.external_ids == (("kitsu", "anime/11"), ("mal", "anime/901"))
    assert (row.rating, row.rating_text, row.repeat) == (0.9, "18 of 20", True)


def test_an_entry_whose_work_is_not_included_is_left_out_by_name() -> None:
    assert [row.rule for row in ROWS if isinstance(row, SkippedRow)] == ["only a number, no title"]


def test_states_and_kinds_are_told_apart() -> None:
    named = {row.mention.title: row for row in ROWS if isinstance(row, Reading)}
    assert (named["Fune"].mention.kind, named["Fune"].action) == (Kind.FILM, Action.SAVED)
    assert named["Kaze"].action is Action.ABANDONED
