"""Apple Music: three tables of the same plays, told finer and coarser, and favourites."""

from __future__ import annotations

from pathlib import Path

from recdesk.domain.history import Action, Reading, SkippedRow
from tests.importers.conformance import Conformance, cases, read

WHOLE = next(case for case in cases("apple_music") if case.name == "whole_download")


class TestAppleMusic(Conformance):
    source = "apple_music"  # equal rows of one table are numbered; a play told by two tables is covered


ROWS = [row for row in read(WHOLE)[1] if isinstance(row, Reading)]


def test_a_finer_row_covers_the_coarser_ones_of_the_same_play() -> None:
    tide = [row for row in ROWS if row.detail == "Low Tide" and row.action is Action.LISTENED]
    activity, daily, recent = tide
    assert daily.key in activity.covers and recent.key in activity.covers and recent.key in daily.covers
    dusk = next(row for row in ROWS if row.detail == "Dusk")
    assert not any(dusk.key in row.covers for row in ROWS) and dusk.count == 3


def test_a_natural_end_is_the_whole_and_a_quick_step_forward_is_a_skip() -> None:
    by_song = {row.detail: row for row in reversed(ROWS)}
    assert by_song["Low Tide"].fraction == 1.0
    assert by_song["High Tide"].action is Action.SKIPPED


def test_a_song_without_an_artist_counts_for_its_album() -> None:
    moths = next(row for row in ROWS if row.detail == "Moths")
    assert (moths.mention.kind.value, moths.mention.title) == ("album", "Moths of May")
    assert moths.when is not None and moths.when.isoformat() == "2024-03-01T23:28:20+00:00"


def test_only_the_first_dash_parts_artist_and_title() -> None:
    assert "Low Tide - Live" in {row.detail for row in ROWS}


def test_lyrics_shown_are_no_play() -> None:
    rules = {row.rule for row in read(WHOLE)[1] if isinstance(row, SkippedRow)}
    assert "not a play (lyrics shown, search within a track ...)" in rules


OTHER = [row for row in read(cases("apple_music")[-1])[1] if isinstance(row, Reading)]


def test_the_library_counts_plays_and_the_last_play_of_a_track_is_no_other_event() -> None:
    river = [row for row in OTHER if row.detail == "Über den Fluss" and row.action is Action.LISTENED]
    assert len(river) == 2 and river[0].key == river[1].key
    assert river[0].count == 14 and river[0].liked


def test_likes_and_dislikes_of_years_before_favourites_are_read() -> None:
    marks = {(row.detail, row.action) for row in OTHER if row.action is not Action.LISTENED}
    assert ("Über den Fluss", Action.LIKED) in marks and ("Noise", Action.DISLIKED) in marks


def test_a_playlist_a_song_was_played_from_is_not_taken_for_its_album(tmp_path: Path) -> None:
    header = (
        "Album Name,Container Artist Name,Container Name,Container Type,Event End Timestamp,Event Type,"
        "Play Duration Milliseconds,Song Name"
    )
    line = ",,Hits of Today,PLAYLIST,2023-11-14T22:13:20Z,PLAY_END,200000,Blinding"
    (tmp_path / "Apple Music Play Activity.csv").write_text(f"{header}\n{line}\n")
    (row,) = read(tmp_path)[1]
    assert isinstance(row, SkippedRow)
