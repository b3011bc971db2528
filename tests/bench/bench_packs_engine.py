"""The engine on ratings packs, beside its baselines, and how long it learns.

    python tests/bench/bench_packs_engine.py --pack films artists books --protocol strong cold --seeds 0 1 2
    python tests/bench/bench_packs_engine.py --speed

Texts are title, genres, makers and tags, never descriptions. Every model's numbers are chosen on validation
people of the same seed; ratios are paired person by person over all seeds, with 95 % bootstrap intervals.
`--speed` makes a pack of 1,000,000 likes of 6,000 people and 4,000 works, learns it whole (numbers chosen on
validation people, then everyone), and folds one person with 10,000 events in.
"""

from __future__ import annotations

import argparse
import os
import resource
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
import torch

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from recdesk.domain.measured import PackReport  # noqa: E402 - needs the path above
from recdesk.domain.progress import Progress, never_stop  # noqa: E402
from recdesk.jobs.evaluate import evaluate_pack  # noqa: E402
from recdesk.learning.device import repeatable  # noqa: E402
from recdesk.learning.evaluation.lesson import Lesson  # noqa: E402
from recdesk.learning.evaluation.protocol import Protocol, split  # noqa: E402
from recdesk.learning.evaluation.together import learned  # noqa: E402
from recdesk.learning.likes import likes_of  # noqa: E402
from tests.learning.made_packs import made_pack  # noqa: E402

DATASETS = Path(os.environ.get("RECDESK_DATASETS", ROOT.parent / "shared" / "datasets"))
SHOWN = ("ndcg@10", "ndcg@100", "recall@20", "coverage@10", "novelty@10", "ild@10", "calibration@10")
RATIOS = ("ndcg@10", "ndcg@100", "recall@20")


def tell(progress: Progress) -> None:
    if progress.stage == "measuring":
        print(f"  ... {progress.detail}", file=sys.stderr, flush=True)


def show(pack: str, report: PackReport) -> None:
    print(
        f"\n{pack}, {report.protocol}: {report.works:,} works, learned from {report.learned_from:,} people, "
        f"{report.people} tested over seeds {', '.join(map(str, report.seeds))}"
    )
    print(f"{'':20}{'  '.join(f'{name:>10}' for name in SHOWN)}   {' / '.join(RATIOS)} to {report.reference}")
    for name, model in report.models.items():
        cells = "  ".join(f"{model.figures[measure].value:10.3f}" for measure in SHOWN)
        ratios = "  ".join(
            f"{figure.value:.3f} [{figure.low:.3f}, {figure.high:.3f}]"
            for figure in (model.ratios[measure] for measure in RATIOS)
        )
        print(f"{name:20}{cells}   {ratios}   {model.seconds:.0f} s of CPU", flush=True)


def speed(threads: int) -> None:
    pack = made_pack(6_000, 4_000, told=True, likes=(40, 293), themes=40)
    likes, kept = likes_of(pack.table)
    works = [pack.works[row] for row in kept]
    print(
        f"{len(likes.rows):,} likes of {likes.people:,} people and {likes.works:,} works, {threads} threads"
    )
    lesson = Lesson(works, pack.texts[kept], split(likes, Protocol.STRONG, 0, most_tested=1), never_stop)
    with repeatable(threads):
        started, worked = time.perf_counter(), time.process_time()
        model = learned(lesson)
        wall, cpu = time.perf_counter() - started, time.process_time() - worked
        told = torch.zeros(1, likes.works)
        plays = np.random.default_rng(0).integers(0, likes.works, 10_000)
        started = time.perf_counter()
        told[0, torch.from_numpy(np.unique(plays))] = 1.0
        model.scores(told)
        folded = time.perf_counter() - started
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"learned in {wall:.1f} s ({cpu:.1f} s of CPU), peak memory {peak:.0f} MiB")
    print(f"one person with 10,000 events folded in: {folded * 1000:.0f} ms")


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--pack", nargs="+", default=["films", "artists", "books"])
    ask.add_argument("--protocol", nargs="+", default=["strong"])
    ask.add_argument("--seeds", nargs="+", type=int, default=[0, 1, 2])
    ask.add_argument("--least", type=int, default=None)
    ask.add_argument("--speed", action="store_true")
    ask.add_argument("--threads", type=int, default=2, help="of --speed")
    ask.add_argument("--cache", type=Path, default=Path(tempfile.gettempdir()) / "recdesk-bench")
    asked = ask.parse_args()
    if asked.speed:
        speed(asked.threads)
        return
    for pack in asked.pack:
        folder = Path(pack) if Path(pack).is_dir() else DATASETS / pack
        if not folder.is_dir():
            sys.exit(f"There is no pack at {folder}. Name its folder, or set RECDESK_DATASETS.")
        for protocol in asked.protocol:
            report = evaluate_pack(
                asked.cache, folder, folder, protocol, tell, never_stop, seeds=asked.seeds, least=asked.least
            )
            show(pack, report)


if __name__ == "__main__":
    main()
