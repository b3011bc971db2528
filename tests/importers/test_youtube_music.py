"""YouTube Music library: saved songs, and a file whose owner emptied it."""

from __future__ import annotations

from recdesk.domain.history import Action, Reading, SkippedRow
from tests.importers.conformance import Conformance, cases, read

CASES = {case.name: case for case in cases("youtube_music")}


class TestYouTubeMusic(Conformance):
    source = "youtube_music"


def test_a_saved_song_counts_for_its_artist_and_album() -> None:
    first = next(row for row in read(CASES["library"])[1] if isinstance(row, Reading))
    assert (first.action, first.mention.title, first.detail) == (Action.SAVED, "The Pier Band", "Low Tide")
    assert first.also is not None and first.also.title == "Salt"


def test_addresses_without_names_are_left_out_by_name() -> None:
    (row,) = read(CASES["emptied_columns"])[1]
    assert isinstance(row, SkippedRow) and row.rule == "no artist named"
