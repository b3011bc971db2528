"""How long imports take, in the real child process: python tests/bench/bench_import.py

Prints a table: rows, seconds, rows a second, the child's peak memory. Beside it, in the same run, what
reading the same JSON and inserting it into a bare SQLite table costs, as the floor of any importer.
"""

from __future__ import annotations

import argparse
import json
import random
import sqlite3
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

PART = 15_000  # rows a part, as Spotify splits them (12 MB)


def spotify_history(folder: Path, rows: int) -> list[Path]:
    """A history of `rows` plays by 3,000 artists in parts, seeded."""
    rng = random.Random(7)
    folder.mkdir(parents=True, exist_ok=True)
    parts = []
    for first in range(0, rows, PART):
        plays = [_play(rng, n) for n in range(first, min(rows, first + PART))]
        path = folder / f"Streaming_History_Audio_{first // PART}.json"
        path.write_text(json.dumps(plays), "utf-8")
        parts.append(path)
    return parts


def _play(rng: random.Random, n: int) -> dict[str, Any]:
    artist = int(rng.paretovariate(0.6)) % 3_000
    seconds = 1_500_000_000 + n * 600
    return {
        "ts": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(seconds)),
        "platform": "linux", "ms_played": rng.randrange(1_000, 400_000), "conn_country": "DE",
        "ip_addr": "0.0.0.0", "master_metadata_track_name": f"Track {rng.randrange(12)} of {artist}",
        "master_metadata_album_artist_name": f"Artist {artist}",
        "master_metadata_album_album_name": f"Album {rng.randrange(4)} of {artist}",
        "spotify_track_uri": f"spotify:track:{rng.getrandbits(60):022x}"[:36], "episode_name": None,
        "episode_show_name": None, "spotify_episode_uri": None, "reason_start": "trackdone",
        "reason_end": rng.choice(["trackdone", "fwdbtn"]), "shuffle": False, "skipped": None,
        "offline": False, "offline_timestamp": None, "incognito_mode": False,
    }  # fmt: skip


def netflix_history(path: Path, rows: int) -> Path:
    """A viewing history of `rows` rows, newest first."""
    rng = random.Random(7)
    lines = ["Title,Date"]
    for n in range(rows):
        day = time.gmtime(1_700_000_000 - n * 20_000)
        show = rng.randrange(400)
        lines.append(
            f'"Show {show}: Season 1: Episode {rng.randrange(12)}","{day[1]}/{day[2]}/{day[0] % 100}"'
        )
    path.write_text("\n".join(lines), "utf-8")
    return path


class Child:
    """The worker of a throw-away profile."""

    def __init__(self, profile: Path) -> None:
        command = [sys.executable, "-m", "recdesk", "--profile", str(profile), "worker"]
        self._process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
        )

    def ask(self, **command: Any) -> dict[str, Any]:
        assert self._process.stdin and self._process.stdout
        self._process.stdin.write(json.dumps({"id": 1, **command}) + "\n")
        self._process.stdin.flush()
        for line in self._process.stdout:
            report: dict[str, Any] = json.loads(line)
            if report["report"] in ("finished", "failed", "cancelled"):
                return report
        raise SystemExit("the child ended")

    def peak_mib(self) -> float:
        status = Path(f"/proc/{self._process.pid}/status").read_text("utf-8")
        line = next(line for line in status.splitlines() if line.startswith("VmHWM"))
        return int(line.split()[1]) / 1024

    def end(self) -> None:
        assert self._process.stdin and self._process.stdout
        self._process.stdin.close()
        self._process.wait()
        self._process.stdout.close()


def bare(parts: list[Path], file: Path) -> float:
    """Seconds to read the parts with `json` and insert every row into one SQLite table."""
    started = time.perf_counter()
    with sqlite3.connect(file) as db:
        db.execute("CREATE TABLE plays(ts TEXT, ms INTEGER, track TEXT, artist TEXT, raw TEXT)")
        for part in parts:
            plays = json.loads(part.read_text("utf-8"))
            db.executemany(
                "INSERT INTO plays VALUES (?,?,?,?,?)",
                [
                    (p["ts"], p["ms_played"], p["master_metadata_track_name"],
                     p["master_metadata_album_artist_name"], json.dumps(p))
                    for p in plays
                ],
            )  # fmt: skip
    return time.perf_counter() - started


def main() -> None:
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--rows", type=int, default=200_000)
    rows = words.parse_args().rows
    with tempfile.TemporaryDirectory(prefix="recdesk-bench-") as folder:
        root = Path(folder)
        parts = spotify_history(root / "spotify", rows)
        netflix = netflix_history(root / "NetflixViewingHistory.csv", 5_000)
        floor = bare(parts, root / "bare.sqlite")
        child = Child(root / "profile")
        prepared = time.perf_counter()
        child.ask(do="prepare")
        prepared = time.perf_counter() - prepared
        print(f"{'what':34} {'rows':>8} {'seconds':>8} {'rows/s':>8} {'peak MiB':>8}")
        print(f"{'install the starter catalogue':34} {'':>8} {prepared:8.2f}")
        for name, path in (("Netflix CSV", netflix), ("Spotify extended", root / "spotify")):
            for again in ("first", "again"):
                started = time.perf_counter()
                report = child.ask(do="import", paths=[str(path)])
                seconds = time.perf_counter() - started
                read = sum(batch["rows"] for batch in report["result"]["batches"])
                new = sum(batch["new"] for batch in report["result"]["batches"])
                line = f"{name} ({again}: {new} new)"
                print(f"{line:34} {read:8} {seconds:8.2f} {read / seconds:8.0f} {child.peak_mib():8.0f}")
        print(f"{'bare json + sqlite3, same rows':34} {rows:8} {floor:8.2f} {rows / floor:8.0f}")
        child.end()


if __name__ == "__main__":
    main()
