"""Last.fm: many shapes of the same plays, devices without a clock, and what is playing right now."""

from __future__ import annotations

import json
from pathlib import Path

from recdesk.domain.history import BadRow, Precision, Reading, SkippedRow
from tests.importers.conformance import Conformance, cases, read, rows_in

CASES = {path.name: path for path in cases("lastfm")}


class TestLastfm(Conformance):
    source = "lastfm"
    repeats = True

    def held(self, file: Path) -> int:
        text = file.read_text("utf-8")
        if file.suffix == ".json":
            told = json.loads(text)
            return len(told["scrobbles"]) if isinstance(told, dict) else sum(len(p["track"]) for p in told)
        if file.parent.name == "without_a_header":
            return len(text.splitlines())
        return rows_in(file) - (3 if text.startswith("+ACM-") else 0)


def plays(case: str) -> list[Reading]:
    return [row for row in read(CASES[case])[1] if isinstance(row, Reading)]


def test_a_play_told_to_the_second_and_to_the_minute_has_one_key() -> None:
    exact = {row.key for row in plays("to_the_second")}
    for case in ("to_the_minute", "without_a_header"):
        assert {row.key for row in plays(case)} <= exact
    assert plays("pages")[0].key == plays("lastfmstats")[0].key == plays("librefm")[0].key
    assert plays("to_the_second")[0].precision is Precision.SECOND
    assert plays("to_the_minute")[0].precision is Precision.MINUTE


def test_a_comma_in_an_artist_and_quotes_in_a_title_stay() -> None:
    row = plays("without_a_header")[1]
    assert (row.mention.title, row.detail, row.also) == ("Earth, Moss & Fern", 'September "Live"', None)


def test_a_play_of_1970_counts_without_a_time() -> None:
    row = next(row for row in plays("to_the_second") if row.detail == "Ebb")
    assert row.when is None and row.precision is Precision.NONE


def test_what_is_playing_at_the_moment_is_no_play_yet() -> None:
    rules = [row.rule for row in read(CASES["pages"])[1] if isinstance(row, SkippedRow)]
    assert rules == ["playing at the time of the export"]


def test_a_play_without_a_time_is_told() -> None:
    assert [row.why for row in read(CASES["to_the_second"])[1] if isinstance(row, BadRow)] == [
        "it has no time",
        "the time soon is not a time",
    ]


def test_a_lone_carriage_return_in_a_file_without_header_breaks_nothing(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(b"Can,Future Days,Moon\rshake,01 Jan 2020 10:00\nCan,x,y,z\nCan,x,y,z\n")
    found, rows = read(tmp_path)
    assert found.ignored or rows


def test_a_table_without_a_header_is_known_though_what_was_playing_has_no_time(tmp_path: Path) -> None:
    file = tmp_path / "someone.csv"
    file.write_text(
        "Vloed,Ebbe,Tide,\nAda Moor,Salt,Tide,14 Nov 2023 22:13\nAda Moor,Salt,Pier,14 Nov 2023 22:10\n"
    )
    rows = read(file)[1]
    assert [row.detail for row in rows if isinstance(row, Reading)] == ["Tide", "Pier"]
    assert isinstance(rows[0], BadRow) and rows[0].why == "it has no time"
