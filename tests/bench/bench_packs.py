"""A pack of a million works, added, looked up, taken away.

    python tests/bench/bench_packs.py FOLDER [WORKS] [STEP...]

Steps, each in a process of its own so that its memory is its own: add, match, start, search, learn, remove.
The pack is made up (made_packs.py); making it is not counted. While it is added another process gives a
verdict every tenth of a second, as a window would, and tells how long it waited.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from recdesk.domain.progress import never_stop, say_nothing  # noqa: E402 - needs the path above
from recdesk.domain.works import CatalogueWork  # noqa: E402
from recdesk.library import Library  # noqa: E402
from tests.bench.made_packs import MadePack  # noqa: E402

STEPS = ("add", "match", "start", "search", "learn", "remove")
ASKED = 50_000


def main() -> None:
    folder, n = Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 1_000_000
    for step in sys.argv[3:] or STEPS:
        done = subprocess.run(
            [sys.executable, __file__, "--child", step, str(folder), str(n)],
            capture_output=True, text=True, cwd=ROOT, check=False,
        )  # fmt: skip
        print(f"{step:8}", done.stdout.strip() or done.stderr[-2000:], flush=True)


def child(step: str, folder: Path, n: int) -> None:
    started, burnt = time.monotonic(), time.process_time()
    figures = globals()[f"measure_{step}"](folder, n)
    figures.setdefault("seconds", round(time.monotonic() - started, 1))
    figures.setdefault("cpu", round(time.process_time() - burnt, 1))
    figures["peak_mb"] = round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
    print(json.dumps(figures))


def measure_add(folder: Path, n: int) -> dict[str, Any]:
    from recdesk import jobs
    from recdesk.matching import CatalogueNaming

    with Library.open(folder) as library:
        jobs.prepare(library, say_nothing, never_stop)
        pace = _Pace(MadePack(n).works())
        window = subprocess.Popen(
            ["nice", "-n", "0", sys.executable, __file__, "--child", "verdicts", str(folder), "0"],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT,
        )  # fmt: skip
        log = _Log(folder / "library.sqlite-wal")
        started, burnt = time.monotonic(), time.process_time()
        summary = library.packs.add(
            "made", pace, version="1", licence="none", naming=CatalogueNaming(), total=n
        )
        seconds = time.monotonic() - started - pace.seconds
        cpu = time.process_time() - burnt - pace.cpu
        waits, _ = window.communicate("\n")
    size = (folder / "library.sqlite").stat().st_size
    return {
        "seconds": round(seconds, 1), "cpu": round(cpu, 1), "summary": str(summary), "mb": size >> 20,
        "log_mb": log.stop(), "window": json.loads(waits),
    }  # fmt: skip


def measure_verdicts(folder: Path, n: int) -> dict[str, Any]:
    from contextlib import suppress

    from recdesk.domain.faults import UserFault
    from recdesk.domain.feedback import Verdict

    over = threading.Event()
    threading.Thread(target=lambda: (sys.stdin.readline(), over.set()), daemon=True).start()
    waits = []
    with Library.open(folder) as library:
        work = library.works.ids_of(["film:heat:1995"])[0]
        while not over.wait(0.1):
            asked = time.monotonic()
            with suppress(UserFault):  # it waited five seconds in vain, which the figures then show
                library.feedback.give(work, Verdict.LATER)
            waits.append((time.monotonic() - asked) * 1000)
    waits.sort()
    return {
        "verdicts": len(waits), "median_ms": round(waits[len(waits) // 2], 1),
        "p99_ms": round(waits[int(len(waits) * 0.99)], 1), "worst_ms": round(waits[-1], 1),
    }  # fmt: skip


def measure_match(folder: Path, n: int) -> dict[str, Any]:
    from collections import Counter

    mentions = MadePack(n).mentions(ASKED)
    started, burnt = time.monotonic(), time.process_time()
    from recdesk.matching import CatalogueNaming, TitleIndex

    with Library.open(folder) as library:
        library.names.bring_up_to_date(CatalogueNaming(), say_nothing)
        index = TitleIndex(library.names)
        states = Counter(index.match(mention).state.value for mention in mentions)
    return {
        "seconds": round(time.monotonic() - started, 1), "cpu": round(time.process_time() - burnt, 1),
        "titles": len(mentions), **states,
    }  # fmt: skip


def measure_start(folder: Path, n: int) -> dict[str, Any]:
    """What the window asks of the library before and just after its first frame."""
    started = time.monotonic()
    with Library.open(folder) as library:
        library.settings.get("last_home")
        library.is_bare()
        library.runs.latest()
        library.packs.all()
        library.history.batches()
    return {"ms": round((time.monotonic() - started) * 1000, 1)}


def measure_search(folder: Path, n: int) -> dict[str, Any]:
    times = {}
    with Library.open(folder) as library:
        for text in ("t", "th", "the", "the lo", "godfather", "matrix re", "zzzz", "anna ros"):
            started = time.monotonic()
            found = library.titles.like(text)
            times[text] = round((time.monotonic() - started) * 1000, 1), len({work for work, _ in found})
    return {"ms": times}


def measure_learn(folder: Path, n: int) -> dict[str, Any]:
    """Learning from the sample histories with made-up vectors for all works: embedding is not measured."""
    import numpy as np

    from recdesk import jobs
    from recdesk.jobs.health import MOST_WORKS

    with Library.open(folder) as library:
        jobs.import_samples(library, say_nothing, never_stop)
        embedder, _ = jobs.unembedded(library)
        draw = np.random.default_rng(0)
        missing = library.vectors.missing(embedder, MOST_WORKS)
        for at in range(0, len(missing), 10_000):
            part = missing[at : at + 10_000]
            codes = draw.integers(-127, 128, (len(part), 384), np.int8)
            library.vectors.put(
                embedder, part, [""] * len(part), codes, np.full(len(part), 0.0007, np.float32)
            )
        started, burnt = time.monotonic(), time.process_time()
        summary = jobs.learn(library, say_nothing, never_stop, force=True)
    return {
        "seconds": round(time.monotonic() - started, 1), "cpu": round(time.process_time() - burnt, 1),
        "works": summary.items, "events": summary.events,
    }  # fmt: skip


def measure_remove(folder: Path, n: int) -> dict[str, Any]:
    with Library.open(folder) as library:
        removed = library.packs.remove("made")
        return {"removed": removed, "left": library.works.count()}


class _Pace:
    """Works, and the time it took to make them."""

    def __init__(self, works: Iterator[CatalogueWork]) -> None:
        self._works = works
        self.seconds = self.cpu = 0.0

    def __iter__(self) -> Iterator[CatalogueWork]:
        return self

    def __next__(self) -> CatalogueWork:
        started, burnt = time.perf_counter(), time.process_time()
        try:
            return next(self._works)
        finally:
            self.seconds += time.perf_counter() - started
            self.cpu += time.process_time() - burnt


class _Log:
    """The largest size that the write-ahead log had."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._largest = 0
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)
        self._thread.start()

    def stop(self) -> int:
        self._over.set()
        self._thread.join()
        return self._largest >> 20

    def _watch(self) -> None:
        while not self._over.wait(0.2):
            if self._path.exists():
                self._largest = max(self._largest, self._path.stat().st_size)


if __name__ == "__main__":
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    if sys.argv[1] == "--child":
        child(sys.argv[2], Path(sys.argv[3]), int(sys.argv[4]))
    else:
        main()
