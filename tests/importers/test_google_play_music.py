"""Google Play Music: thousands of small tables that are one history."""

from __future__ import annotations

from recdesk.domain.history import Action, Reading
from recdesk.importers import find_histories
from tests.importers.conformance import Conformance, cases, read


class TestGooglePlayMusic(Conformance):
    source = "google_play_music"


def test_the_files_of_all_folders_are_one_history_and_a_track_of_two_playlists_is_one_event() -> None:
    (history,) = find_histories(cases("google_play_music")[0]).histories
    assert len(history.members) == 7
    rows = [row for row in history.rows() if isinstance(row, Reading)]
    tide = [row for row in rows if row.detail == "Low Tide"]
    assert len(tide) == 2 and tide[0].key == tide[1].key


def test_thumbs_and_plays() -> None:
    rows = {row.detail: row for row in read(cases("google_play_music")[0])[1] if isinstance(row, Reading)}
    assert (rows["Low Tide"].action, rows["Low Tide"].count, rows["Low Tide"].liked) == (
        Action.LISTENED,
        79,
        True,
    )
    assert rows["Bang"].action is Action.DISLIKED
    assert rows["Moths & more"].action is Action.SAVED
