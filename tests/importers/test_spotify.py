"""Spotify: plays by their end, skips, private sessions, and two exports that tell of the same plays."""

from __future__ import annotations

import json
import shutil
from collections import Counter
from pathlib import Path

from recdesk.domain.history import Action, Reading, SkippedRow
from recdesk.domain.works import Kind
from recdesk.importers import find_histories
from tests.importers.conformance import Conformance, cases, read


class TestSpotify(Conformance):
    source = "spotify"  # equal rows of one export are numbered; a play told by both exports keeps one key


EXTENDED = next(case for case in cases("spotify") if case.name == "extended_and_account")


def test_a_track_is_its_artist_and_its_album() -> None:
    first = next(row for row in read(EXTENDED)[1] if isinstance(row, Reading))
    assert (first.mention.kind, first.mention.title, first.detail) == (
        Kind.ARTIST,
        "The Pier Band",
        "Low Tide",
    )
    assert first.also is not None
    assert (first.also.kind, first.also.title, first.also.creators) == (
        Kind.ALBUM,
        "Salt",
        ("The Pier Band",),
    )
    assert first.when is not None and first.when.isoformat() == "2023-05-01T10:00:00+00:00"
    assert first.fraction == 1.0


def test_a_track_skipped_within_thirty_seconds_is_a_skip_and_a_short_one_left_otherwise_is_not() -> None:
    plays = {row.detail: row.action for row in read(EXTENDED)[1] if isinstance(row, Reading)}
    assert plays["High Tide"] is Action.SKIPPED
    assert plays["Ebb"] is Action.LISTENED


def test_what_was_heard_in_a_private_session_is_not_even_named() -> None:
    private = [
        row for row in read(EXTENDED)[1] if isinstance(row, SkippedRow) and row.rule == "private session"
    ]
    assert [json.loads(row.raw) for row in private] == [{"ts": "2023-05-01T10:08:00Z"}]


def test_equal_rows_of_one_export_are_plays_of_their_own() -> None:
    keys = [row.key for row in read(EXTENDED)[1] if isinstance(row, Reading)]
    assert any(key.endswith(":2") for key in keys)


def test_the_same_play_in_both_exports_has_the_same_key(tmp_path: Path) -> None:
    account, extended = tmp_path / "account.json", tmp_path / "extended.json"
    shutil.copy(EXTENDED / "StreamingHistory_music_0.json", account)
    shutil.copy(EXTENDED / "Streaming_History_Audio_2022-2023_0.json", extended)
    a = {row.key for row in read(account)[1] if isinstance(row, Reading)}
    e = {row.key for row in read(extended)[1] if isinstance(row, Reading)}
    assert len(a & e) == 1


def test_a_play_told_by_both_exports_of_one_folder_is_one_event() -> None:
    keys = Counter(row.key for row in read(EXTENDED)[1] if isinstance(row, Reading))
    assert sorted(keys.values())[-2:] == [1, 2]


def test_a_part_that_lies_there_twice_is_read_once(tmp_path: Path) -> None:
    shutil.copytree(EXTENDED, tmp_path / "export")
    part = tmp_path / "export" / "Streaming_History_Audio_2023_1.json"
    shutil.copy(part, part.with_name("Streaming_History_Audio_2023_1 (1).json"))
    found, rows = read(tmp_path / "export")
    assert len(rows) == len(read(EXTENDED)[1])
    assert any("copy" in i.why for i in found.ignored)


def test_parts_become_one_history_and_the_rest_of_the_download_is_left_aside() -> None:
    account = next(case for case in cases("spotify") if case.name == "account")
    found = find_histories(account)
    assert len(found.histories) == 1
    assert len(found.histories[0].members) == 3
    assert [i.path for i in found.ignored] == ["Userdata.json"]


def test_a_play_has_one_key_however_its_time_is_written(tmp_path: Path) -> None:
    keys = set()
    for n, ts in enumerate(
        (
            "2024-01-02T10:05:07Z",
            "2024-01-02T10:05:07+00:00",
            "2024-01-02T11:05:59+01:00",
            "20240102T100507.000Z",
        )
    ):
        play = {
            "ts": ts, "ms_played": 60_000, "master_metadata_track_name": "Low Tide",
            "master_metadata_album_artist_name": "The Pier Band", "incognito_mode": False,
        }  # fmt: skip
        file = tmp_path / f"Streaming_History_Audio_{n}.json"
        file.write_text(json.dumps([play]), "utf-8")
        keys |= {row.key for row in read(file)[1] if isinstance(row, Reading)}
    assert len(keys) == 1
