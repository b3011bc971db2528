"""How fast histories are read, and how much memory that takes.

    python tests/bench/bench_import_read.py [rows]

Writes a made-up Spotify extended history (200,000 rows in parts of some 12 MB, as Spotify cuts them), the
same in one file of more than 64 MB, a Netflix file and a YouTube file; reads each through `find_histories`
in a process of its own and prints rows per second, the seconds it worked (others may share the machine), and
the peak resident memory of that process.
"""

from __future__ import annotations

import csv
import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

START = datetime(2015, 1, 1, tzinfo=UTC)
PART_ROWS = 16_000  # about 12 MB


def play(rng: random.Random, n: int) -> dict[str, object]:
    """One made-up row with all the columns of a real one."""
    artist = min(int(rng.paretovariate(0.9)), 5000)
    track = rng.randrange(40)
    return {
        "ts": (START + timedelta(seconds=150 * n + rng.randrange(100))).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "platform": "android",
        "ms_played": rng.choice([0, 1200, 9000, 31_000, 180_000, 240_000]),
        "conn_country": "DE",
        "ip_addr": "10.0.0.1",
        "master_metadata_track_name": f"Track {track} of the artist",
        "master_metadata_album_artist_name": f"Artist {artist}",
        "master_metadata_album_album_name": f"Album {track // 10} of Artist {artist}",
        "spotify_track_uri": f"spotify:track:{artist:011d}{track:011d}",
        "episode_name": None,
        "episode_show_name": None,
        "spotify_episode_uri": None,
        "audiobook_title": None,
        "audiobook_uri": None,
        "audiobook_chapter_uri": None,
        "audiobook_chapter_title": None,
        "reason_start": "trackdone",
        "reason_end": rng.choice(["trackdone", "fwdbtn", "endplay"]),
        "shuffle": True,
        "skipped": rng.choice([True, False, None]),
        "offline": False,
        "offline_timestamp": None,
        "incognito_mode": rng.random() < 0.01,
    }


def write_spotify(folder: Path, rows: int, part_rows: int) -> Path:
    folder.mkdir()
    rng = random.Random(7)
    for part, first in enumerate(range(0, rows, part_rows)):
        plays = [play(rng, n) for n in range(first, min(rows, first + part_rows))]
        (folder / f"Streaming_History_Audio_{part}.json").write_text(json.dumps(plays, indent=2))
    return folder


def write_netflix(path: Path, rows: int) -> Path:
    rng = random.Random(7)
    with path.open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["Title", "Date"])
        for n in range(rows):
            day = (START + timedelta(hours=5 * (rows - n))).strftime("%m/%d/%y")
            writer.writerow([f"Show {rng.randrange(80)}: Season {n % 4 + 1}: Episode {n}", day])
    return path


def write_youtube(path: Path, rows: int) -> Path:
    rng = random.Random(7)
    entries = [
        {
            "header": "YouTube",
            "title": f"Watched Video number {n}",
            "titleUrl": f"https://www.youtube.com/watch?v={n:011d}",
            "subtitles": [
                {
                    "name": f"Channel {rng.randrange(900)}",
                    "url": f"https://www.youtube.com/channel/UC{n % 900:022d}",
                }
            ],
            "time": (START + timedelta(minutes=7 * n)).isoformat().replace("+00:00", "Z"),
            "products": ["YouTube"],
        }
        for n in range(rows)
    ]
    path.write_text(json.dumps(entries, indent=2))
    return path


def peak_mib() -> float:
    """The peak of this process alone: `ru_maxrss` on Linux is handed down from the parent that wrote the
    files (1,092 MiB measured for all four cases)."""
    status = Path("/proc/self/status")
    if status.exists():
        line = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
        return int(line.split()[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def read(path: Path) -> None:
    """Runs in the child: reads everything and prints what it took."""
    from recdesk.importers import find_histories

    begun, cpu_begun = time.perf_counter(), time.process_time()
    found = find_histories(path)
    rows = sum(1 for history in found.histories for _ in history.rows())
    seconds, cpu = time.perf_counter() - begun, time.process_time() - cpu_begun
    peak = peak_mib()
    size = sum(history.size for history in found.histories) / 1e6
    worked = f"{seconds:>6.2f} s ({cpu:.2f} s of CPU)"
    print(f"{rows:>9,} rows {size:>6.0f} MB {worked} {rows / seconds:>9,.0f} rows/s {peak:>5.0f} MiB")


def main() -> None:
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 200_000
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        cases = {
            "spotify, parts of 12 MB": write_spotify(folder / "parts", rows, PART_ROWS),
            "spotify, one file": write_spotify(folder / "one", rows, rows),
            "netflix": write_netflix(folder / "NetflixViewingHistory.csv", rows // 4),
            "youtube": write_youtube(folder / "watch-history.json", rows // 4),
        }
        for label, path in cases.items():
            print(f"{label:<24}", end=" ", flush=True)
            subprocess.run([sys.executable, __file__, "--read", str(path)], check=True)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--read"]:
        read(Path(sys.argv[2]))
    else:
        main()
