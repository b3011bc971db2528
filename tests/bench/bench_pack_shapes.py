"""Packs of other shapes: is the hybrid ahead of EASE and item-kNN, and one person of popularity?

    python tests/bench/bench_pack_shapes.py --pack films books --shape half short few --seeds 0 1 2

Every shape is cut from the ratings of a pack; its works stay as they are, so texts are read once. Figures are
NDCG@100 with the ratio to EASE, paired, and its 95 % interval; the last is one person to popularity.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import os
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Callable
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from recdesk.domain.progress import never_stop, say_nothing  # noqa: E402 - needs the path above
from recdesk.jobs.evaluate import evaluate_pack  # noqa: E402

DATASETS = Path(os.environ.get("RECDESK_DATASETS", ROOT.parent / "shared" / "datasets"))
Row = dict[str, str]
_THIN, _SHORT, _KNOWN = 30, 25, 20


def half(rows: list[Row]) -> list[Row]:
    """Half of the people."""
    people = sorted({row["user_id"] for row in rows})
    kept = set(np.random.default_rng(0).permutation(people)[: len(people) // 2].tolist())
    return [row for row in rows if row["user_id"] in kept]


def known(rows: list[Row]) -> list[Row]:
    """Works that twenty people turned to."""
    counts = Counter(row["item_id"] for row in rows)
    return [row for row in rows if counts[row["item_id"]] >= _KNOWN]


def few(rows: list[Row]) -> list[Row]:
    """People with fewer than thirty works."""
    counts = Counter(row["user_id"] for row in rows)
    return [row for row in rows if counts[row["user_id"]] < _THIN]


def short(rows: list[Row]) -> list[Row]:
    """All people, 25 works of each at most."""
    of_person: defaultdict[str, list[Row]] = defaultdict(list)
    for row in rows:
        of_person[row["user_id"]].append(row)
    rng = np.random.default_rng(0)
    return [own[at] for own in of_person.values() for at in sorted(rng.permutation(len(own))[:_SHORT])]


def bare(rows: list[Row]) -> list[Row]:
    """Who turned to what, no rating and no time."""
    return [{**row, "rating": "", "timestamp": ""} for row in rows]


SHAPES: dict[str, Callable[[list[Row]], list[Row]]] = {
    "half": half, "known": known, "few": few, "short": short, "bare": bare,
}  # fmt: skip


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--pack", nargs="+", default=["films", "artists", "books"])
    ask.add_argument("--shape", nargs="+", choices=SHAPES, default=list(SHAPES))
    ask.add_argument("--seeds", nargs="+", type=int, default=[0])
    ask.add_argument("--cache", type=Path, default=Path(tempfile.gettempdir()) / "recdesk-bench")
    asked = ask.parse_args()
    for pack in asked.pack:
        if not (DATASETS / pack).is_dir():
            sys.exit(f"There is no pack at {DATASETS / pack}. Set RECDESK_DATASETS.")
        with gzip.open(DATASETS / pack / "ratings.csv.gz", "rt", encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        for shape in asked.shape:
            measure(pack, shape, SHAPES[shape](rows), asked.seeds, asked.cache)


def measure(pack: str, shape: str, rows: list[Row], seeds: list[int], cache: Path) -> None:
    with tempfile.TemporaryDirectory() as folder:
        ratings = Path(folder) / "ratings.csv"
        with ratings.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(rows[0]))
            writer.writeheader()
            writer.writerows(rows)
        items = DATASETS / pack / "items.csv.gz"
        report = evaluate_pack(cache, items, ratings, "strong", say_nothing, never_stop, seeds=seeds)
    value = {name: model.figures["ndcg@100"].value for name, model in report.models.items()}
    ratios = [
        f"{name} {value[name]:.3f}, {ratio.value:.3f} [{ratio.low:.3f}, {ratio.high:.3f}]"
        for name in ("item-kNN", "hybrid")
        for ratio in [report.models[name].ratios["ndcg@100"]]
    ]
    print(
        f"{pack}, {shape}: {report.people} tested, {report.works:,} works; EASE {value['EASE']:.3f}; "
        f"{'; '.join(ratios)}; one person {value['one person'] / value['popularity']:.3f}",
        flush=True,
    )


if __name__ == "__main__":
    main()
