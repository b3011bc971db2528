"""What the window asks the worker of the review."""

from __future__ import annotations

import json
from pathlib import Path

from recdesk.domain.progress import never_stop, say_nothing
from recdesk.domain.review import JOINED_WAITING
from recdesk.domain.works import CatalogueWork, Kind
from recdesk.library import Library
from recdesk.worker import commands


def _plays(file: Path, *artists: str) -> Path:
    plays = [
        {
            "ts": f"2024-03-{day:02}T10:00:00Z",
            "ms_played": 200_000,
            "master_metadata_track_name": f"Song {day}",
            "master_metadata_album_artist_name": artist,
            "master_metadata_album_album_name": None,
            "spotify_track_uri": f"spotify:track:{day}",
            "reason_end": "trackdone",
        }
        for day, artist in enumerate(artists, start=1)
    ]
    file.write_text(json.dumps(plays), "utf-8")
    return file


def test_joined_names_are_counted_after_an_import_and_answered_in_the_worker(tmp_path: Path) -> None:
    profile = tmp_path / "profile"
    file = _plays(tmp_path / "plays.json", "Radiohead & Nobody Known", "Radiohead", "Nobody & No One")
    with Library.open(profile) as library:
        artists = [CatalogueWork("artist:radiohead", Kind.ARTIST, "Radiohead", audience=7.4)]
        library.packs.add("made", version="1", licence="ours", works=artists)
    commands.COMMANDS["import"](profile, {"paths": [str(file)]}, say_nothing, never_stop)
    with Library.open(profile) as library:
        assert library.settings.get(JOINED_WAITING) == 1  # two strangers may wait
    result, changed = commands.COMMANDS["joined"](profile, {}, say_nothing, never_stop)
    assert [name["title"] for name in result["names"]] == ["Radiohead & Nobody Known"] and changed == []
    json.dumps(result)
    words = {"name": "Radiohead & Nobody Known", "band": False}
    result, changed = commands.COMMANDS["say_joined"](profile, words, say_nothing, never_stop)
    assert changed == ["events", "works"]
    with Library.open(profile) as library:
        assert library.settings.get(JOINED_WAITING) == 0
        learned = sorted(event.title for event in library.history.learnable_events())
        assert learned == ["Nobody & No One", "Nobody Known", "Radiohead", "Radiohead"]
        library.review.undo(result["answer"])
    result, changed = commands.COMMANDS["rematch"](profile, {}, say_nothing, never_stop)
    assert result["found"] >= 0 and not result["cancelled"]
