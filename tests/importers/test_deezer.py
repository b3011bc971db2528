"""Deezer: one sheet of a workbook, without the addresses that stand beside every play."""

from __future__ import annotations

from pathlib import Path

from recdesk.domain.history import Reading
from recdesk.importers import find_histories
from tests.importers.conformance import Conformance, cases, read


class TestDeezer(Conformance):
    source = "deezer"
    repeats = True

    def held(self, file: Path) -> int:
        return {"10_listeningHistory": 6}[file.name]  # counted by hand: a workbook is no text


def test_only_the_sheet_with_the_history_is_read() -> None:
    found = find_histories(cases("deezer")[0])
    assert [h.members for h in found.histories] == [("deezer-data_1234567890.xlsx/10_listeningHistory",)]
    assert [i.path for i in found.ignored] == ["deezer-data_1234567890.xlsx/01_account"]


def test_seconds_are_seconds() -> None:
    first = next(row for row in read(cases("deezer")[0])[1] if isinstance(row, Reading))
    assert (first.detail, first.seconds) == ("Low Tide", 201)
    assert first.when is not None and first.when.isoformat() == "2024-03-01T20:00:00+00:00"
