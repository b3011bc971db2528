"""What imports cost, in the real child process: python tests/bench/bench_import.py [--rows N] [--page-mb M]

Prints a table: rows, seconds by the clock and of the processor (others may share the machine: the load is
printed too), rows a second, the child's peak memory, and how long verdicts waited that the window gave
meanwhile, one every 50 ms.

The last line is the floor of any importer, in the same run: it reads the same JSON files with `json` and
inserts every row, as JSON, into one plain table and every event (key, time, length, track, artist, album)
into another, both with bare `executemany`, one transaction a file. The events have the unique key that ours
have, because without it nothing would be imported only once. The floor makes no dates and no works, skips
nothing, folds nothing and can neither resume nor undo; making the key (blake2b) is not counted.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import random
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import suppress
from itertools import count
from pathlib import Path
from typing import Any

from recdesk.domain.faults import UserFault
from recdesk.domain.feedback import Verdict
from recdesk.library import Library

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


_CELL = (
    '<div class="outer-cell mdl-cell mdl-cell--12-col mdl-shadow--2dp"><div class="mdl-grid"><div '
    'class="header-cell mdl-cell mdl-cell--12-col"><p class="mdl-typography--title">YouTube<br></p></div>'
    '<div class="content-cell mdl-cell mdl-cell--6-col mdl-typography--body-1">Watched <a href="https://www.youtube.com/'
    'watch?v=%011d">Video number %d of them all</a><br><a href="https://www.youtube.com/channel/UC%022d">'
    'Channel %d</a><br>%s UTC<br></div><div class="content-cell mdl-cell mdl-cell--6-col mdl-typography'
    '--body-1 mdl-typography--text-right"></div><div class="content-cell mdl-cell mdl-cell--12-col mdl-'
    'typography--caption"><b>Products:</b><br>&emsp;YouTube<br><b>Why is this here?</b><br>&emsp;This '
    "activity was saved to your Google Account because the following settings were on:&nbsp;YouTube watch "
    'history.&nbsp;You can control these settings &nbsp;<a href="https://myaccount.google.com/activitycontrols">here'
    "</a>.</div></div></div>"
)


def youtube_page(path: Path, megabytes: int) -> Path:
    """A watch history of Takeout as a page of so many megabytes, newest first, of 3,000 channels."""
    rng = random.Random(7)
    left = megabytes * 1_000_000
    with path.open("w", encoding="utf-8") as file:
        file.write('<html><head><link href="material-design-lite"></head><body><div class="mdl-grid">')
        for n in count():
            channel = int(rng.paretovariate(0.6)) % 3_000
            when = time.strftime("%b %d, %Y, %I:%M:%S %p", time.gmtime(1_700_000_000 - n * 900))
            left -= file.write(_CELL % (n, n, channel, channel, when))
            if left <= 0:
                break
        file.write("</div></body></html>")
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

    def worked(self) -> float:
        """Seconds of the processor so far, the system's part included."""
        fields = Path(f"/proc/{self._process.pid}/stat").read_text("utf-8").rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def peak_mib(self) -> float:
        status = Path(f"/proc/{self._process.pid}/status").read_text("utf-8")
        line = next(line for line in status.splitlines() if line.startswith("VmHWM"))
        return int(line.split()[1]) / 1024

    def end(self) -> None:
        assert self._process.stdin and self._process.stdout
        self._process.stdin.close()
        self._process.wait()
        self._process.stdout.close()


class Verdicts(threading.Thread):
    """The window: gives a verdict every 50 ms and notes how long each waited, in ms."""

    def __init__(self, profile: Path) -> None:
        super().__init__()
        self.waited: list[float] = []
        self._profile = profile
        self._over = threading.Event()

    def run(self) -> None:
        with Library.open(self._profile) as library:
            work = library.works.all()[0].id
            while not self._over.wait(0.05):
                began = time.perf_counter()
                with suppress(UserFault):  # a wait of 5 s, after which the window gives up
                    library.feedback.give(work, Verdict.LIKE)
                self.waited.append(1000 * (time.perf_counter() - began))

    def end(self) -> str:
        self._over.set()
        self.join()
        ordered = sorted(self.waited) or [0.0]
        return (
            f"{ordered[len(ordered) // 2]:4.0f} {ordered[len(ordered) * 99 // 100]:5.0f} {ordered[-1]:5.0f}"
        )


def bare(parts: list[Path], file: Path) -> tuple[float, float]:
    """(seconds, seconds of the processor) of the floor: see the module."""
    seconds = worked = 0.0
    with sqlite3.connect(file) as db:
        db.execute("PRAGMA journal_mode=WAL")
        db.execute("PRAGMA synchronous=NORMAL")
        db.execute("CREATE TABLE rows(part INTEGER, n INTEGER, raw TEXT)")
        db.execute(
            "CREATE TABLE events(key TEXT UNIQUE, ts TEXT, ms INTEGER, track TEXT, artist TEXT, album TEXT)"
        )
        for number, part in enumerate(parts):
            keys = [hashlib.blake2b(f"{part}{n}".encode(), digest_size=12).hexdigest() for n in range(PART)]
            began, worked_before = time.perf_counter(), time.process_time()
            plays = json.loads(part.read_text("utf-8"))
            db.executemany(
                "INSERT INTO rows VALUES (?,?,?)", [(number, n, json.dumps(p)) for n, p in enumerate(plays)]
            )
            db.executemany(
                "INSERT INTO events VALUES (?,?,?,?,?,?)",
                [
                    (key, p["ts"], p["ms_played"], p["master_metadata_track_name"],
                     p["master_metadata_album_artist_name"], p["master_metadata_album_album_name"])
                    for key, p in zip(keys, plays)
                ],
            )  # fmt: skip
            db.commit()
            seconds += time.perf_counter() - began
            worked += time.process_time() - worked_before
    return seconds, worked


HEAD = (
    f"{'what':40} {'rows':>8} {'seconds':>8} {'CPU s':>7} {'rows/s':>8} {'MiB':>5}  a verdict waited (ms): "
    "median, 99 %, most"
)


def measure(child: Child, profile: Path, name: str, path: Path) -> float:
    """Import a path twice, printing a line each; seconds of the first time."""
    took = []
    for again in ("first", "again"):
        verdicts = Verdicts(profile)
        verdicts.start()
        began, before = time.perf_counter(), child.worked()
        report = child.ask(do="import", paths=[str(path)])
        took.append(time.perf_counter() - began)
        worked, waited = child.worked() - before, verdicts.end()
        read = sum(batch["rows"] for batch in report["result"]["batches"])
        new = sum(batch["new"] for batch in report["result"]["batches"])
        line = f"{name} ({again}: {new} new)"
        print(
            f"{line:40} {read:8} {took[-1]:8.2f} {worked:7.2f} {read / took[-1]:8.0f} "
            f"{child.peak_mib():5.0f}  {waited}",
            flush=True,
        )
    return took[0]


def main() -> None:
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("--rows", type=int, default=200_000)
    words.add_argument("--page-mb", type=int, default=0, help="also a page of YouTube's of this size")
    given = words.parse_args()
    with tempfile.TemporaryDirectory(prefix="recdesk-bench-") as folder:
        root = Path(folder)
        parts = spotify_history(root / "spotify", given.rows)
        paths = {
            "Netflix CSV": netflix_history(root / "NetflixViewingHistory.csv", 5_000),
            "Spotify extended": root / "spotify",
        }
        if given.page_mb:
            paths["YouTube page"] = youtube_page(root / "watch-history.html", given.page_mb)
        print(f"load before: {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors\n{HEAD}")
        floor, floor_worked = bare(parts, root / "bare.sqlite")
        seconds = {}
        for name, path in paths.items():
            child = Child(root / name)
            child.ask(do="prepare")
            seconds[name] = measure(child, root / name, name, path)
            child.end()
        name = "bare json + sqlite3, same rows as Spotify"
        print(f"{name:40} {given.rows:8} {floor:8.2f} {floor_worked:7.2f} {given.rows / floor:8.0f}")
        ratio = seconds["Spotify extended"] / floor
        print(f"Spotify takes {ratio:.1f} times the floor; load after: {os.getloadavg()[0]:.1f}")


if __name__ == "__main__":
    main()
