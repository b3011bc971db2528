"""The whole program as a person lives it: the real worker, a real window. Prints figures; fails nothing.

    .venv/bin/python tests/bench/bench_journey.py [--rows 200000] [--where] [--only drop|long|start]

drop   a first-ever start, a Netflix CSV of 5,000 rows dropped on the window, until recommendations are
       painted; split by stage. Then 5,000 plays of music on top.
long   a Spotify history of 200,000 rows imported and learned while pages are turned: how long the window was
       deaf at most. A timer of 10 ms is the heartbeat; beside each gap stands the processor time that the
       window's thread spent in it, because on a busy machine the clock alone accuses the innocent.
start  the profile of "drop" (10,000 events, the last list stored) opened again: first paint beside that of a
       bare QMainWindow, in turn.

With DISPLAY set, "drop" and "long" are done on that display as well. `--where` also says in which lines of
the program the worst gaps were spent.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
import threading
import time
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(Path(__file__).parent)]

BEAT_MS = 10
PAGE_MS = 1_700  # a page is turned this often while the long import runs
TOLD = 45  # ms; shorter gaps are not listed
SEASONS = {
    "en": "Season {}: Episode {}",
    "de": "Staffel {}: Folge {}",
    "ja": "シーズン{}: エピソード{}",
    "es": "Temporada {}: Episodio {}",
    "it": "Stagione {}: Episodio {}",
    "pl": "Sezon {}: Odcinek {}",
}


# -- what is imported ---------------------------------------------------------------------------------


def netflix_history(path: Path, rows: int) -> Path:
    """A viewing history as people have it, seeded: 120 known series (a third under a name of another
    language), 250 known films, 60 series and 140 films that no catalogue knows."""
    from recdesk import catalogue
    from recdesk.domain.works import Kind

    rng = random.Random(7)
    works = sorted(catalogue.load_starter().works, key=lambda work: -(work.audience or 0))
    series = rng.sample([w for w in works if w.kind is Kind.SERIES][:900], 120)
    films = rng.sample([w for w in works if w.kind is Kind.FILM][:1_500], 250)
    shows = []
    for work in series:
        local = [alias for alias in work.aliases if alias.language in SEASONS]
        alias = rng.choice(local) if local and rng.random() < 0.33 else None
        shows.append((alias.title, alias.language) if alias else (work.title, "en"))
    shows += [(f"The Unheard-of Case of Number {n}", "en") for n in range(60)]
    seen = [film.title for film in films] + [f"A Film That Nobody Knows {n}" for n in range(140)]
    lines = ["Title,Date"]
    for n in range(rows):
        day = time.gmtime(1_700_000_000 - n * 20_000)
        if rng.random() < 0.12:
            title = rng.choice(seen)
        else:
            show, language = shows[min(int(rng.paretovariate(0.7)) - 1, len(shows) - 1)]
            title = f"{show}: {SEASONS[language].format(1 + n % 4, 1 + rng.randrange(12))}"
        title = title.replace('"', '""')
        lines.append(f'"{title}","{day[1]}/{day[2]}/{day[0] % 100}"')
    path.write_text("\n".join(lines) + "\n", "utf-8")
    return path


# -- the window's own process ---------------------------------------------------------------------------


class Heart:
    """Beats every 10 ms of the event loop and remembers when it could not."""

    def __init__(self, parent: Any, doing: Callable[[], str], where: bool) -> None:
        from PySide6.QtCore import Qt, QTimer

        self.gaps: list[dict[str, Any]] = []
        self._doing = doing
        self._last, self._busy = time.perf_counter(), time.thread_time()
        self._seen: list[str] = []
        self._owner = threading.get_ident()
        timer = QTimer(parent, interval=BEAT_MS, timerType=Qt.TimerType.PreciseTimer)
        timer.timeout.connect(self._beat)
        timer.start()
        if where:
            threading.Thread(target=self._watch, daemon=True, name="gap watch").start()

    def _beat(self) -> None:
        now, busy = time.perf_counter(), time.thread_time()
        gap, spent = 1e3 * (now - self._last), 1e3 * (busy - self._busy)
        self._last, self._busy = now, busy
        seen, self._seen = self._seen, []
        if gap >= TOLD:
            at = {"ms": round(gap), "cpu_ms": round(spent), "during": self._doing()}
            self.gaps.append(at | ({"in": seen[len(seen) // 2]} if seen else {}))

    def _watch(self) -> None:
        """Runs beside the window: where its thread is while the heart is late."""
        while True:
            threading.Event().wait(0.004)
            if time.perf_counter() - self._last > 0.03 and len(self._seen) < 200:
                frame = sys._current_frames().get(self._owner)
                ours = [f for f in traceback.extract_stack(frame) if "recdesk/" in f.filename]
                self._seen.append(" < ".join(f"{Path(f.filename).stem}.{f.name}" for f in ours[:-6:-1]))

    def worst(self) -> dict[str, Any]:
        by_clock = max(self.gaps, key=lambda gap: gap["ms"], default={"ms": 0})
        by_cpu = max(self.gaps, key=lambda gap: gap["cpu_ms"], default={"cpu_ms": 0})
        over = [gap for gap in self.gaps if gap["ms"] > 100]
        return {"longest": by_clock, "most_cpu": by_cpu, "over_100_ms": len(over), "listed": self.gaps}


class Person:
    """Drives one window: drops files, turns pages, and writes down when what happened."""

    def __init__(self, profile: Path, spawned: float, where: bool) -> None:
        from recdesk.ui import app as ours

        ours.quiet_numpy()
        self.app = ours.make_application()
        self.desk = ours.Desk(profile, ours.worker_command(profile))
        self.spawned = spawned
        self.stages: dict[str, float] = {}
        self.doing = "start"
        self.imported: dict[str, int] = {}
        self._since = spawned
        self._where = where
        self._connect()

    def _connect(self) -> None:
        link = self.desk.link
        link.job_progressed.connect(self._note_progress)
        link.job_ended.connect(self._note_end)
        self.desk.window.first_painted.connect(self._begin_to_beat)

    def _begin_to_beat(self) -> None:
        self.mark("first paint")
        self.heart = Heart(self.desk, lambda: self.doing, self._where)

    def mark(self, stage: str) -> None:
        now = time.time()
        self.stages[stage] = round(self.stages.get(stage, 0) + now - self._since, 2)
        self._since = now

    def _note_progress(self, job: Any, progress: Any) -> None:
        if progress.stage != self.doing:
            self.mark(self.doing if self.doing != "start" else "worker up")
            self.doing = progress.stage

    def _note_end(self, ended: Any) -> None:
        self.mark(self.doing)
        self.doing = f"after {ended.job.do}"
        for batch in ended.result.get("batches") or ():
            self.imported[batch["source"]] = batch["rows"]

    def wait(self, until: Callable[[], bool], most: float = 900) -> None:
        """Let the window live until something is so."""
        from PySide6.QtCore import QEventLoop, QTimer

        loop, ends = QEventLoop(), time.time() + most

        def look() -> None:
            if until() or time.time() > ends:
                loop.quit()

        timer = QTimer(interval=BEAT_MS)
        timer.timeout.connect(look)
        timer.start()
        loop.exec()
        timer.stop()

    def drop(self, path: Path) -> None:
        """As the mouse does it."""
        from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
        from PySide6.QtGui import QDragEnterEvent, QDropEvent

        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(path))])
        how = (Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
        self.app.sendEvent(self.desk.window, QDragEnterEvent(QPoint(300, 300), *how))
        self.app.sendEvent(self.desk.window.overlay, QDropEvent(QPointF(300, 300), *how))

    def wait_for_list(self) -> None:
        """Until nothing runs, a list of a new run is there, and it is painted."""
        before = self.desk.library.runs.latest()
        known = before.id if before else 0

        def there() -> bool:
            run = self.desk.library.runs.latest()
            live = self.desk.browse.stage.value == "live" and bool(self.desk.browse.shelves)
            return not self.desk.link.jobs and live and run is not None and run.id > known

        self.wait(there)
        self.desk.window.repaint()
        self.mark("list on screen")

    def turn_pages(self) -> None:
        """Goes on turning pages by itself."""
        from itertools import cycle

        from PySide6.QtCore import QTimer

        pages = cycle(("imports", "history", "home", "film", "search", "saved", "music", "hidden"))
        timer = QTimer(self.desk, interval=PAGE_MS)

        def turn() -> None:
            page, before = next(pages), self.doing
            self.doing = f"{before}, turning to {page}"
            self.desk.window.show_page(page)
            QTimer.singleShot(3 * BEAT_MS, lambda: self._turned(before))

        timer.timeout.connect(turn)
        timer.start()

    def _turned(self, before: str) -> None:
        if ", turning to" in self.doing:
            self.doing = before

    def rss_mib(self) -> int:
        pages = int(Path("/proc/self/statm").read_text().split()[1])
        return round(pages * os.sysconf("SC_PAGE_SIZE") / 2**20)


def live(what: str, profile: Path, paths: list[Path], spawned: float, where: bool) -> dict[str, Any]:
    """One window's life, in this process."""
    person = Person(profile, spawned, where)
    person.desk.open()
    person.wait(lambda: "first paint" in person.stages)
    person.drop(paths[0])
    if what == "long":
        person.turn_pages()
    person.wait_for_list()
    figures: dict[str, Any] = {"seconds": round(time.time() - spawned, 1), "stages": person.stages.copy()}
    shelves = person.desk.browse.shelves
    figures |= {
        "shelves": len(shelves),
        "top": [f"{c.title} ({c.reason})" for c in shelves[0].cards[:3]],
        "rows": person.imported,
        "rss_mib_at_first_list": person.rss_mib(),
    }
    for path in paths[1:]:
        person.drop(path)
        person.wait_for_list()
    person.wait(lambda: False, 2.0)  # what follows the list: shelves, covers, the stored copy
    figures |= {"events": person.desk.library.history.event_count(), "rss_mib": person.rss_mib()}
    figures["gaps"] = person.heart.worst()
    person.desk.close()
    person.app.processEvents()
    return figures


# -- the bench --------------------------------------------------------------------------------------------


def spawn(what: str, platform: str, profile: Path, paths: list[Path], where: bool) -> dict[str, Any]:
    command = [sys.executable, __file__, "--live", what, str(profile), *map(str, paths)]
    surroundings = os.environ | {"QT_QPA_PLATFORM": platform, "PYTHONPATH": str(ROOT)}
    surroundings.pop("PYTHONDONTWRITEBYTECODE", None)  # an installed program has its byte code
    if where:
        command.append("--where")
    command += ["--spawned", str(time.time())]
    done = subprocess.run(command, env=surroundings, stdout=subprocess.PIPE, text=True, check=True)
    figures: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return figures


def main() -> None:
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    words.add_argument("--rows", type=int, default=200_000)
    words.add_argument("--starts", type=int, default=9)
    words.add_argument("--where", action="store_true")
    words.add_argument("--only", choices=["drop", "long", "start"])
    words.add_argument("--live", nargs="+", help=argparse.SUPPRESS)
    words.add_argument("--spawned", type=float, help=argparse.SUPPRESS)
    given = words.parse_args()
    if given.live:
        what, profile, *paths = given.live
        figures = live(what, Path(profile), [Path(p) for p in paths], given.spawned, given.where)
        print(json.dumps(figures, ensure_ascii=False))
        return
    platforms = ["offscreen"] + (["xcb"] if os.environ.get("DISPLAY") else [])
    with tempfile.TemporaryDirectory(prefix="recdesk-bench-") as folder:
        for name, figures in _figures(Path(folder), platforms, given):
            load = os.getloadavg()[0]
            print(f"== {name} (load {load:.1f})", json.dumps(figures, indent=1, ensure_ascii=False), sep="\n")


def _figures(root: Path, platforms: list[str], given: argparse.Namespace) -> Any:
    from bench_import import spotify_history
    from bench_window import starts

    netflix = netflix_history(root / "NetflixViewingHistory.csv", 5_000)
    spotify_history(root / "music", 5_000)
    if given.only in (None, "drop", "start"):
        for platform in platforms if given.only != "start" else platforms[:1]:
            profile = root / f"drop-{platform}"
            yield (
                f"drop, {platform}",
                spawn("drop", platform, profile, [netflix, root / "music"], given.where),
            )
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
        os.environ["PYTHONPATH"] = str(ROOT)
        yield "start, offscreen", starts(root / "drop-offscreen", given.starts)
    if given.only in (None, "long"):
        spotify_history(root / "long", given.rows)
        for platform in platforms:
            profile = root / f"long-{platform}"
            yield f"long, {platform}", spawn("long", platform, profile, [root / "long"], given.where)


if __name__ == "__main__":
    main()
