"""Time: what people turned to next, found by the lasting taste, the current one and both.

    python tests/bench/bench_time.py --seeds 0 1 2

films       the last fifth of each test person's liked films, by their times (protocol "time")
scrobbles   plays of a person among the artists of the open pack: at forty moments, the artists of the next
            twentieth of the plays: those new to them, and all, where no artist speaks for itself

Ratios are to the lasting taste, paired person by person (or moment by moment), with 95 % intervals.
"""

from __future__ import annotations

import argparse
import csv
import os
import sys
import tempfile
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(Path(__file__).parent)]

import one_person as lab  # noqa: E402 - needs the path above

from recdesk.domain.history import Action, Event, Precision, TimeKind  # noqa: E402
from recdesk.domain.progress import never_stop, say_nothing  # noqa: E402
from recdesk.domain.taste import TasteRun  # noqa: E402
from recdesk.domain.works import Kind  # noqa: E402
from recdesk.learning import LearnConfig, prepare, taste_of  # noqa: E402

DATASETS = Path(os.environ.get("RECDESK_DATASETS", ROOT.parent / "shared" / "datasets"))
LATELY = (0.0, 0.5, 1.0)
MOMENTS = 40
NEXT = 0.05  # share of the plays that are looked for
Measured = tuple[float, float, float]


def scores(run: TasteRun, lately: float) -> NDArray[np.float64]:
    weights = (1.0 - lately) * run.lasting + lately * run.current
    taste = run.factors[run.evidence_rows].summed(weights[:, None])
    found: NDArray[np.float64] = run.prior + run.factors.along(taste)[:, 0]
    return found


def without_itself(run: TasteRun, lately: float) -> NDArray[np.float64]:
    """Scores as the app has them for what is known: a work does not count for itself."""
    found = scores(run, lately)
    weights = (1.0 - lately) * run.lasting + lately * run.current
    found[run.evidence_rows] -= weights * run.factors[run.evidence_rows].squares()
    return found


def films(seeds: Sequence[int], cache: Path, config: LearnConfig, validation: bool) -> list[list[Measured]]:
    folder = DATASETS / "films"
    people = lab.read_people(folder, cache)
    times = {(r["user_id"], r["item_id"]): int(r["timestamp"]) for r in lab._rows(folder, "ratings")}
    _, deeds, _ = lab._read(folder)
    names = sorted({person for person, _, _ in lab._dense(deeds)})
    rows: list[list[Measured]] = []
    for seed in seeds:
        tested, training = _chosen(people, seed, validation)
        ground = prepare(lab.with_counts(people, training.tolist()), config, 0, say_nothing, never_stop)
        rng = np.random.default_rng(seed)
        for person in tested:
            history = people.histories[person]
            when = np.array([times[names[person], people.taste.works[deed.row].uid] for deed in history])
            order = np.lexsort((rng.random(len(history)), when))  # of equal times chance decides
            cut = len(history) - max(1, round(lab.HIDDEN_SHARE * len(history)))
            given, hidden = [history[at] for at in order[:cut]], [history[at] for at in order[cut:]]
            events = [
                _at(event, int(time)) for event, time in zip(lab.events_of(given, people), when[order[:cut]])
            ]
            run = taste_of(ground, events, (), config)
            rows.append([lab.measure(scores(run, part), given, hidden, people.pool)[:3] for part in LATELY])
    return rows


def _chosen(people: lab.People, seed: int, validation: bool) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """(tested, training)"""
    if validation:
        return lab.validation_people(people, seed)
    tested = lab.test_people(people, seed)
    return tested, np.setdiff1d(np.arange(len(people.histories)), tested)


def scrobbles(cache: Path, config: LearnConfig) -> tuple[list[list[Measured]], list[list[Measured]]]:
    """(new artists, all artists)"""
    people = lab.read_people(DATASETS / "artists", cache)
    taste = lab.with_counts(people, range(len(people.histories)))
    ground = prepare(taste, config, 0, say_nothing, never_stop)
    named = {name: row for row, work in enumerate(taste.works) if (name := lab._folded(work.title))}
    pool = people.pool
    plays: dict[str, list[tuple[int, int]]] = defaultdict(list)
    path = next((DATASETS / "scrobbles").glob("*.tsv"))
    with path.open(encoding="utf-8", newline="") as file:
        for line in csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            if (row := named.get(lab._folded(line[3]))) is not None:
                plays[line[0]].append((int(datetime.fromisoformat(line[1]).timestamp()), row))
    fresh: list[list[Measured]] = []
    every: list[list[Measured]] = []
    for told in plays.values():
        told.sort()
        for cut in np.linspace(0.3, 1.0 - NEXT, MOMENTS):
            at, to = int(cut * len(told)), int((cut + NEXT) * len(told))
            known = {row for _, row in told[:at]}
            coming = {row for _, row in told[at:to]}
            events = [_play(n, ground.works[row].id, time) for n, (time, row) in enumerate(told[:at])]
            run = taste_of(ground, events, (), config)
            given = [lab.Deed(row, None) for row in known]
            new = [lab.Deed(row, None) for row in sorted(coming - known)]
            both = [lab.Deed(row, None) for row in sorted(coming)]
            if new:
                fresh.append([lab.measure(scores(run, part), given, new, pool)[:3] for part in LATELY])
            if both:
                own = [lab.measure(without_itself(run, part), [], both, pool)[:3] for part in LATELY]
                every.append(own)
    return fresh, every


def _at(event: Event, time: int) -> Event:
    return replace(
        event,
        when=datetime.fromtimestamp(time, UTC),
        precision=Precision.SECOND,
        time_kind=TimeKind.LOGGED,
    )


def _play(number: int, work_id: int, time: int) -> Event:
    return Event(
        id=number + 1,
        work_id=work_id,
        action=Action.LISTENED,
        when=datetime.fromtimestamp(time, UTC),
        precision=Precision.SECOND,
        time_kind=TimeKind.CONSUMED,
        rating=None,
        liked=False,
        repeat=False,
        seconds=None,
        fraction=None,
        count=1,
        detail="",
        source="bench",
        batch_id=1,
        title="",
        kind=Kind.ARTIST,
    )


def say(name: str, rows: list[list[Measured]]) -> None:
    table = np.array(rows)  # cases x lately x measures
    print(
        f"\n{name}: {len(table)} cases\nlately   NDCG@10  NDCG@100  Recall@20   NDCG@100 to the lasting taste"
    )
    drawn = np.random.default_rng(0).integers(len(table), size=(2000, len(table)))
    for at, part in enumerate(LATELY):
        mean = table[:, at].mean(0)
        ratios = table[drawn, at, 1].mean(1) / table[drawn, 0, 1].mean(1)
        low, high = np.quantile(ratios, [0.025, 0.975])
        print(
            f"{part:4.1f}     {mean[0]:.3f}    {mean[1]:.3f}     {mean[2]:.3f}       "
            f"{mean[1] / table[:, 0, 1].mean():.3f} ({low:.3f} to {high:.3f})",
            flush=True,
        )


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--seeds", nargs="+", type=int, default=[0, 1, 2])
    ask.add_argument("--half", type=float, nargs="+", default=[LearnConfig().lately_half])
    ask.add_argument("--validation", action="store_true", help="films of other people, to choose numbers")
    ask.add_argument("--cache", type=Path, default=Path(tempfile.gettempdir()) / "recdesk-bench")
    asked = ask.parse_args()
    for half in asked.half:
        config = replace(LearnConfig(), lately_half=half)
        new, every = scrobbles(asked.cache, config)
        say(f"scrobbles, artists new to them, half {half}", new)
        say(f"scrobbles, all artists, half {half}", every)
        told = films(asked.seeds, asked.cache, config, asked.validation)
        say(f"films, seeds {asked.seeds}, half {half}", told)


if __name__ == "__main__":
    main()
