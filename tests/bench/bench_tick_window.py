"""From a slider's tick to the repainted window, in a large catalogue. Prints figures; fails nothing.

    python tests/bench/bench_tick_window.py 100000 1000000 [--ticks 200]

A real window without a screen, on a run of our own making over so many works. The library holds the twenty
thousand of them that lists can reach (the rest stands in the run and is scored like all others), so that
making the profile takes seconds. One figure is a tick alone: the slider's new value, the new order, the
cards, the repaint. The other is a hand: a value every 16 ms from a timer, whether the window is ready or not;
a value that came two frames after the one before is late, one that never reached the list is dropped.
"""

from __future__ import annotations

import argparse
import math
import os
import shutil
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(Path(__file__).parent)]
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["OPENBLAS_NUM_THREADS"] = "1"  # as the window does, before numpy

import numpy as np  # noqa: E402
from bench_window import Stopwatch, _settle  # noqa: E402
from PySide6.QtCore import QEventLoop, QTimer  # noqa: E402
from PySide6.QtWidgets import QApplication, QSlider  # noqa: E402

from recdesk.domain.taste import KINDS, TasteRun  # noqa: E402
from recdesk.domain.works import CatalogueWork, work_uid  # noqa: E402
from recdesk.library import Library  # noqa: E402
from recdesk.ranking import save_run  # noqa: E402
from recdesk.ui import app as ours  # noqa: E402
from tests.ranking.made_runs import made_run  # noqa: E402

HELD = 20_000
FRAME_MS = 16
PAGES = {"home": ("novelty", "diversity", "popularity", "lately"), "film": ("novelty", "diversity")}


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("works", nargs="*", type=int, default=[100_000, 1_000_000])
    ask.add_argument("--ticks", type=int, default=200)
    asked = ask.parse_args()
    app = ours.make_application()
    for works in asked.works:
        folder = Path(tempfile.mkdtemp(prefix="recdesk-ticks-"))
        try:
            _profile(folder, works)
            _window(app, folder, works, asked.ticks)
        finally:
            shutil.rmtree(folder)


def _profile(folder: Path, works: int) -> None:
    run = _reachable(made_run(works, 500, factors=480))
    rng = np.random.default_rng(1)
    made = []
    for row in range(HELD):
        kind, title = KINDS[run.kinds[row]], f"Work Number {row}"
        creators, genres = (f"Maker {row // 4}",), ("Drama", f"Genre {row % 30}")
        tags = tuple(f"tag {tag}" for tag in rng.integers(0, 400, 6).tolist())
        made.append(
            CatalogueWork(
                work_uid(kind, title, 1950 + row % 70), kind, title, 1950 + row % 70, creators, genres, tags
            )
        )
    with Library.open(folder) as library:
        library.packs.add("made", version="1", licence="ours", works=made)
        ids = np.array([library.works.by_uid(work.uid).id for work in made], np.int64)  # type: ignore[union-attr]
        rest = ids.max() + 1 + np.arange(works - HELD)
        number, target = library.runs.reserve()
        save_run(replace(run, work_ids=np.concatenate([ids, rest])), target)
        library.runs.add(
            number, seconds=1.0, seed=0, embedder="made/384", events=0, works=works, basis="made",
            learned_feedback=0, facts={},
        )  # fmt: skip


def _reachable(run: TasteRun) -> TasteRun:
    """The run with its history and its best works among those that the library holds."""
    held = np.arange(len(run.work_ids)) < HELD
    rows = np.sort(np.random.default_rng(0).choice(HELD, len(run.evidence_rows), replace=False))
    known = np.zeros(len(held), np.bool_)
    known[rows] = True
    prior = np.where(held, run.prior + 40.0, run.prior)
    novelty = np.where(held, run.novelty, 0.0).astype(np.float32)
    popularity = np.where(held, run.popularity, 0.5).astype(np.float32)
    return replace(
        run, prior=prior, known=known, backlog=run.backlog & ~known, evidence_rows=rows.astype(np.int32),
        novelty=novelty, popularity=popularity,
    )  # fmt: skip


def _window(app: QApplication, folder: Path, works: int, count: int) -> None:
    desk = ours.Desk(folder, [sys.executable, "-c", ""])
    desk.window.resize(1440, 900)
    desk.open()
    _settle(2.0 + works / 2e5)
    print(f"\n{works:,} works, {len(desk.browse.shelves)} shelves; {count} ticks each, in ms", flush=True)
    heard: list[str] = []
    desk.browse.list_changed.connect(heard.append)
    for page, names in PAGES.items():
        desk.window.show_page(page)
        _settle(1.0)
        for name in names:
            slider = desk.window.detail.dials.dials[name].slider
            slider.setSliderDown(True)
            heard.clear()
            alone = _alone(slider, count)
            cards = len(desk.browse.cards(desk.browse.live_key))
            told = f"{len(heard)} of {count} came to the list"
            late, dropped = _by_hand(slider, count, heard)
            slider.setSliderDown(False)
            print(f"  {page} {name:11} {cards:3} cards: {alone.spread()}; {told};", end=" ")
            print(f"by hand {late} late, {dropped} dropped", flush=True)
            _settle(0.8 + works / 2e6)
    desk.close()
    app.processEvents()


def _alone(slider: QSlider, count: int) -> Stopwatch:
    watch = Stopwatch()
    for i in range(count):
        value = round(50 + 45 * math.sin(i / 9))
        if value == slider.value():
            value += 1
        with watch:
            slider.setValue(value)
            QApplication.processEvents()
    return watch


def _by_hand(slider: QSlider, count: int, heard: list[str]) -> tuple[int, int]:
    """Values every 16 ms: how many found the window busy for longer, and how many never reached the list."""
    heard.clear()
    loop, late, given = QEventLoop(), 0, 0
    last = time.perf_counter()

    def move() -> None:
        nonlocal late, given, last
        now = time.perf_counter()
        late += now - last > 0.034  # two frames
        last = now
        value = round(50 + 45 * math.cos(given / 9))
        slider.setValue(value if value != slider.value() else value + 1)
        given += 1
        if given == count:
            QTimer.singleShot(0, loop.quit)

    timer = QTimer()
    timer.setInterval(FRAME_MS)
    timer.timeout.connect(move)
    timer.start()
    loop.exec()
    timer.stop()
    QApplication.processEvents()
    return late, count - len(heard)


if __name__ == "__main__":
    main()
