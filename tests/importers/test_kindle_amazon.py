"""Kindle in the data request: sessions, titles told elsewhere, samples and games."""

from __future__ import annotations

import json
from pathlib import Path

from recdesk.domain.history import Action, Reading, SkippedRow
from recdesk.importers import find_histories
from tests.importers.conformance import Conformance, cases, read, rows_in


class TestKindleAmazon(Conformance):
    source = "kindle_amazon"
    repeats = True

    def held(self, file: Path) -> int:
        return 1 if file.suffix == ".json" and json.loads(file.read_text("utf-8")) else rows_in(file)


ROWS = read(cases("kindle_amazon")[0])[1]


def test_a_session_finds_its_title_in_the_files_of_ownership() -> None:
    sessions = [row for row in ROWS if isinstance(row, Reading) and row.action is Action.READ]
    assert [(row.mention.title, row.seconds) for row in sessions] == [
        ("The Long Field", 1700),
        ("The Long Field", 60),
    ]
    assert sessions[1].when is not None and sessions[1].when.isoformat() == "2024-01-03T20:29:00+00:00"


def test_what_is_no_reading_of_a_known_book_is_left_out_by_name() -> None:
    assert sorted({row.rule for row in ROWS if isinstance(row, SkippedRow)}) == [
        "a book known by its number only",
        "a document of one's own",
        "a sample",
        "a sample or a document of one's own",
        "not a book",
        "not read (0 seconds)",
    ]


def test_the_folders_of_one_request_are_one_history() -> None:
    assert len(find_histories(cases("kindle_amazon")[0]).histories) == 1
