"""An import in a child process that is killed at given moments, begun again each time, and left to end."""

from __future__ import annotations

import json
import shutil
import signal
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

from recdesk.library import Library

ROOT = Path(__file__).resolve().parents[2]
# What the person did, with nothing of the library's own numbers.
_LINES = (
    "SELECT e.source, e.key, w.kind, w.title, e.action, e.at, e.precision, e.time_kind, e.rating, "
    "e.rating_text, e.liked, e.repeat, e.seconds, e.fraction, e.count, e.detail, e.profile, e.shelf, e.tags, "
    "e.review FROM live_events e JOIN mentions m ON m.id=e.mention_id JOIN works w ON w.id=m.work_id "
    "ORDER BY e.source, e.key"
)


def mixed_folder(folder: Path, plays: int) -> Path:
    """The shipped samples of five services, and a Spotify history of `plays` plays in two parts."""
    shutil.copytree(ROOT / "resources" / "samples", folder)
    half = plays // 2
    for part in range(2):
        rows = [_play(n) for n in range(part * half, (part + 1) * half)]
        path = folder / "spotify" / f"Streaming_History_Audio_{part}.json"
        path.parent.mkdir(exist_ok=True)
        path.write_text(json.dumps(rows), "utf-8")
    return folder


def _play(n: int) -> dict[str, object]:
    end = datetime(2010, 1, 1, tzinfo=UTC) + timedelta(minutes=7 * n)
    return {
        "ts": end.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "ms_played": 40_000 + n % 977,
        "master_metadata_track_name": f"Track {n % 11}",
        "master_metadata_album_artist_name": f"Artist {n % 701}",
        "master_metadata_album_album_name": f"Album {n % 3}",
        "spotify_track_uri": f"spotify:track:{n % 7711}",
        "reason_end": "trackdone",
        "skipped": False,
        "incognito_mode": False,
    }


def killed_import(profile: Path, files: Path, moments: list[float]) -> tuple[list[tuple[object, ...]], int]:
    """Imports `files` into a new library; the child is killed after each of `moments` (seconds) and begun
    again, the last one ends by itself. Returns the events, and how often the child was still alive."""
    command = [sys.executable, "-m", "recdesk", "--profile", str(profile), "import", str(files)]
    alive = 0
    for moment in [*moments, None]:
        child = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=ROOT)
        try:
            child.wait(moment)
        except subprocess.TimeoutExpired:
            child.send_signal(signal.SIGKILL)
            child.wait()
            alive += 1
    with Library.open(profile) as library:
        assert library.check() == []
        for batch in library.history.batches():
            assert batch.rows == sum(batch.counts.values()) == len(library.history.ledger(batch.id))
        return library.history.query(_LINES), alive
