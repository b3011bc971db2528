"""The window's figures on a trained profile: first paint beside a bare QMainWindow, memory, slider ticks.

    .venv/bin/python tests/bench/bench_window.py PROFILE [--starts 9] [--ticks 240]

PROFILE is a profile folder that was trained (`recdesk demo --headless` leaves one, `recdesk train` makes
one). Ratios compare medians of this very run. Prints one JSON document; fails nothing.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
BARE = """
import sys
from PySide6.QtWidgets import QApplication, QMainWindow
class Bare(QMainWindow):
    def paintEvent(self, event):
        super().paintEvent(event)
        print("painted", flush=True)
        QApplication.instance().quit()
app = QApplication(sys.argv)
window = Bare()
window.resize(1440, 900)
window.show()
app.exec()
"""
OURS = """
import gc
gc.disable()  # as the door does
import sys, os
from pathlib import Path
from recdesk.ui import app as ours
ours.quiet_numpy()
app = ours.make_application()
desk = ours.Desk(Path(sys.argv[1]), [sys.executable, "-c", ""])
def painted():
    heavy = [name for name in ("numpy", "torch", "sqlite_utils", "apscheduler") if name in sys.modules]
    print("painted", *heavy, flush=True)
    os._exit(0)
desk.window.first_painted.connect(painted)
desk.open()
app.exec()
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("profile", type=Path)
    parser.add_argument("--starts", type=int, default=9)
    parser.add_argument("--ticks", type=int, default=240)
    given = parser.parse_args()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.environ["OPENBLAS_NUM_THREADS"] = "1"
    os.environ["PYTHONPATH"] = str(ROOT)
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # an installed program has its byte code
    sys.path.insert(0, str(ROOT))
    figures = {**starts(given.profile, given.starts), **ticks(given.profile, given.ticks)}
    print(json.dumps(figures, indent=1))


def starts(profile: Path, count: int) -> dict[str, object]:
    """Whole processes, from spawn to the first paint, bare and ours in turn."""
    bare, ours, loaded = [], [], ""
    for _ in range(count + 1):
        bare.append(_until_painted(BARE)[0])
        took, loaded = _until_painted(OURS, str(profile))
        ours.append(took)
    bare, ours = bare[1:], ours[1:]  # the first of each fills the page cache
    ratio = statistics.median(ours) / statistics.median(bare)
    return {
        "bare_first_paint_ms": round(statistics.median(bare)),
        "first_paint_ms": round(statistics.median(ours)),
        "ratio": round(ratio, 2),
        "loaded_before_first_paint": loaded,
    }


def _until_painted(program: str, *arguments: str) -> tuple[float, str]:
    began = time.perf_counter()
    child = subprocess.Popen(
        [sys.executable, "-c", program, *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert child.stdout is not None
    said = child.stdout.readline()
    took = 1000 * (time.perf_counter() - began)
    child.wait()
    return took, said.removeprefix("painted").strip()


class Stopwatch:
    """Wall and CPU milliseconds of repeated steps: on a busy machine only the CPU figure means much."""

    def __init__(self) -> None:
        self.wall: list[float] = []
        self.cpu: list[float] = []

    def __enter__(self) -> None:
        self._began = time.perf_counter(), time.thread_time()

    def __exit__(self, *_: object) -> None:
        self.wall.append(1000 * (time.perf_counter() - self._began[0]))
        self.cpu.append(1000 * (time.thread_time() - self._began[1]))

    def spread(self) -> str:
        return "; ".join(f"{name} {_spread(took)}" for name, took in (("wall", self.wall), ("cpu", self.cpu)))


def ticks(profile: Path, count: int) -> dict[str, object]:
    """In this process: the window, its run, and a slider that is dragged to and fro. A tick is everything
    from the slider's new value to the repainted shelf."""
    from PySide6.QtWidgets import QApplication

    from recdesk.ui import app as ours

    app = ours.make_application()
    desk = ours.Desk(profile, [sys.executable, "-c", ""])
    desk.window.resize(1440, 900)
    desk.open()
    _settle(1.0)
    after_load = _rss_mib()
    dials = desk.window.detail.dials
    figures: dict[str, object] = {"rss_mib_loaded": after_load}
    pages = {"home": ("novelty", "diversity", "popularity", "lately"), "film": ("novelty", "diversity")}
    for page, names in pages.items():
        desk.window.show_page(page)
        _settle(0.6)
        for name in names:
            slider, watch = dials.dials[name].slider, Stopwatch()
            slider.setSliderDown(True)
            for i in range(count // 4):
                with watch:
                    slider.setValue(round(50 + 45 * math.sin(i / 9)))
                    QApplication.processEvents()  # coalesced re-ranking, and the paint it asked for
            slider.setSliderDown(False)
            figures[f"tick_ms_{page}_{name}"] = watch.spread()
            _settle(0.4)
    desk.window.show_page("home")
    _settle(0.3)
    figures |= {"verdict_ms": _verdicts(desk), "arrow_key_ms": _arrows(desk), "search_ms": _search(desk)}
    figures["rss_mib_after_use"] = _rss_mib()
    desk.close()
    app.processEvents()
    return figures


def _verdicts(desk: object) -> str:
    from PySide6.QtWidgets import QApplication

    watch = Stopwatch()
    for _ in range(12):
        browse = desk.browse  # type: ignore[attr-defined]
        work_id = browse.shelves[0].cards[3].work_id
        with watch:
            browse.give(work_id, "not-interested")
            QApplication.processEvents()
        _settle(0.3)
    for _ in range(12):
        desk.browse.undo_last()  # type: ignore[attr-defined]
        _settle(0.2)
    return watch.spread()


def _arrows(desk: object) -> str:
    from PySide6.QtWidgets import QApplication

    watch = Stopwatch()
    for card in desk.browse.shelves[0].cards:  # type: ignore[attr-defined]
        with watch:
            desk.browse.select(card.work_id)  # type: ignore[attr-defined]
            QApplication.processEvents()
    _settle(0.4)
    return watch.spread()


def _search(desk: object) -> str:
    from PySide6.QtWidgets import QApplication

    desk.window.show_page("search")  # type: ignore[attr-defined]
    _settle(1.5)  # the titles are indexed beside the window when the page is first shown
    watch = Stopwatch()
    text = "the silent moon over norwegian wood"
    for i in range(1, len(text)):
        with watch:
            desk.browse.search(text[:i])  # type: ignore[attr-defined]
            QApplication.processEvents()
    _settle(0.8)
    return watch.spread()


def _settle(seconds: float) -> None:
    from PySide6.QtCore import QEventLoop, QTimer

    loop = QEventLoop()
    QTimer.singleShot(round(1000 * seconds), loop.quit)
    loop.exec()


def _spread(took: list[float]) -> str:
    ordered = sorted(took)
    middle, high = ordered[len(ordered) // 2], ordered[int(len(ordered) * 0.95)]
    return f"p50 {middle:.1f} p95 {high:.1f} max {ordered[-1]:.1f}"


def _rss_mib() -> int:
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return round(pages * os.sysconf("SC_PAGE_SIZE") / 2**20)


if __name__ == "__main__":
    main()
