"""What it costs that cards glide while a dial moves: ticks and frames with motion and without, in one table.

    .venv/bin/python tests/bench/bench_glide.py [--works 100000] [--ticks 200] [--profile FOLDER]

A made profile of so many works (kept and used again where FOLDER is named), a whole window on it, and a hand
that moves a slider every 16 ms. A tick is everything from the slider's new value to the repainted list;
between two ticks the event loop runs, and paints what glides. With DISPLAY set the window is on that screen.
Figures are p50 / p95 / worst in ms; those on the processor are the steadier ones. Prints; fails nothing.
"""

from __future__ import annotations

import argparse
import math
import os
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(Path(__file__).parent)]
os.environ["OPENBLAS_NUM_THREADS"] = "1"
if not os.environ.get("DISPLAY"):
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from bench_window import Stopwatch, _settle  # noqa: E402

HAND_MS = 16


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--works", type=int, default=100_000)
    parser.add_argument("--ticks", type=int, default=200)
    parser.add_argument("--profile", type=Path)
    given = parser.parse_args()
    kept = nullcontext(given.profile) if given.profile else tempfile.TemporaryDirectory()
    with kept as folder:
        profile = Path(folder) / "profile"
        if not profile.exists():
            make_profile(profile, given.works)
        measure(profile, given.ticks)


def make_profile(profile: Path, count: int) -> None:
    """Works that say little, and a run over all of them."""
    import numpy as np

    from recdesk.domain.feedback import Verdict
    from recdesk.domain.taste import KINDS
    from recdesk.domain.works import CatalogueWork
    from recdesk.library import Library
    from recdesk.ranking import save_run
    from tests.ranking.made_runs import made_run

    began = time.perf_counter()
    run = made_run(count, 500, factors=480)
    works = [
        CatalogueWork(
            f"made:{n}", KINDS[kind], f"The Made Work of Number {n}", year=1950 + n % 70,
            creators=(f"Somebody {n % 9000}",), genres=("Drama",), audience=1.0,
        )
        for n, kind in enumerate(run.kinds.tolist())
    ]  # fmt: skip
    with Library.open(profile) as library:
        library.packs.add("made", works, version="1", licence="ours")
        ids = sorted(work.id for work in library.works.all())[: len(works)]
        library.feedback.give(ids[0], Verdict.LATER)  # a library without any history shows no shelves
        number, folder = library.runs.reserve()
        save_run(replace(run, work_ids=np.array(ids, np.int64)), folder)
        library.runs.add(
            number, seconds=1.0, seed=0, embedder="made", events=0, works=count, basis="made",
            learned_feedback=0, facts={},
        )  # fmt: skip
    print(f"a profile of {count:,} works, made in {time.perf_counter() - began:.0f} s")


def measure(profile: Path, count: int) -> None:
    from recdesk.ui import app as ours
    from recdesk.ui import motion

    frames = _time_frames()
    app = ours.make_application()
    desk = ours.Desk(profile, [sys.executable, "-c", ""])
    desk.window.resize(1440, 900)
    desk.open()
    while desk.browse.picker is None:
        _settle(0.2)
    _settle(1.0)
    print(f"{app.platformName()}, {count} ticks {HAND_MS} ms apart; ms p50 / p95 / worst (on the processor)")
    print(f"{'':22} {'tick':>36}   {'a frame of the page':>36}   painted   late > {HAND_MS} ms")
    sliders: dict[str, Callable[[], Any]] = {
        "novelty": lambda: desk.window.detail.dials.dials["novelty"].slider,
        "diversity": lambda: desk.window.detail.dials.dials["diversity"].slider,
        "mix": lambda: next(iter(desk.window.detail.dials.mix.faders.values())).slider,
    }
    for page, names in {"home": ("novelty", "diversity", "mix"), "film": ("novelty", "diversity")}.items():
        desk.window.show_page(page)
        _settle(0.6)
        for name in names:
            for less in (True, False):
                motion.ask_for_less(less)
                row = f"{page + ' ' + name:14} {'still' if less else 'gliding':8}"
                print(row + _drag(sliders[name](), count, frames))
                _settle(0.5)
    motion.ask_for_less(False)
    desk.close()
    app.processEvents()


def _drag(slider: Any, count: int, frames: Stopwatch) -> str:
    """A hand that goes to and fro over the whole way."""
    from PySide6.QtWidgets import QApplication

    ticks = Stopwatch()
    frames.wall.clear()
    frames.cpu.clear()
    slider.setSliderDown(True)
    for n in range(count):
        with ticks:
            slider.setValue(round(50 + 48 * math.sin(n / 9)))
            QApplication.processEvents()  # coalesced re-ranking, and the paint it asked for
        _settle(max(1, HAND_MS - ticks.wall[-1]) / 1000)
    slider.setSliderDown(False)
    late = sum(took > HAND_MS for took in ticks.cpu)
    return f"{_spread(ticks):>36}   {_spread(frames):>36}   {len(frames.wall):7}   {late:4}"


def _time_frames() -> Stopwatch:
    """Times every paint of a row or grid of cards. Must come before the first one is made: Qt asks only once
    which method paints."""
    from recdesk.ui.parts.card_view import CardView

    frames, plain = Stopwatch(), CardView.paintEvent

    def timed(view: CardView, event: Any) -> None:
        with frames:
            plain(view, event)

    CardView.paintEvent = timed  # type: ignore[method-assign]
    return frames


def _spread(watch: Stopwatch) -> str:
    told = []
    for took in (watch.wall, watch.cpu):
        ordered = sorted(took) or [0.0]
        at = (ordered[len(ordered) // 2], ordered[int(len(ordered) * 0.95)], ordered[-1])
        told.append(" / ".join(f"{value:.1f}" for value in at))
    return f"{told[0]} ({told[1]})"


if __name__ == "__main__":
    main()
