"""One person alone on the open packs, and whether reasons are true.

    python tests/bench/bench_one_person.py --pack films artists --seeds 0 1 2
    python tests/bench/bench_one_person.py --pack films --starter --cases 200

The model sees one person's history, the works' texts and how many of the training people liked each work,
through the same `prepare` and `taste_of` that `learn` is made of. Test people are never among those. With
`--starter` the works are those of the starter catalogue that the pack also has, and the prior is the
catalogue's own audience: no other person is seen at all. With `--cases` the evidence that an item's reasons
cite first is taken out of the history, everything is learned again, and the item's score must have fallen.

    python tests/bench/bench_one_person.py --validation --set strength=1.0 --set features.era=0

`--validation` measures people who are test people of none of the seeds 0 to 2: the config was chosen there.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(Path(__file__).parent)]

import one_person as lab  # noqa: E402 - needs the path above

from recdesk.domain.progress import never_stop, say_nothing  # noqa: E402
from recdesk.domain.taste import TasteRun  # noqa: E402
from recdesk.learning import Ground, LearnConfig, prepare, taste_of  # noqa: E402

DATASETS = Path(os.environ.get("RECDESK_DATASETS", ROOT.parent / "shared" / "datasets"))
Scorer = Callable[[TasteRun], NDArray[np.float64]]


def relevance(run: TasteRun) -> NDArray[np.float64]:
    """(n,) the plain order: prior and history, summed in double precision."""
    return run.offset + run.prior + pulls(run).sum(0)


def pulls(run: TasteRun) -> NDArray[np.float64]:
    """(m, n) what each work of the history adds to each work."""
    factors = run.factors.doubled()
    return run.lasting[:, None] * factors[run.evidence_rows].likeness(factors)


SCORERS: dict[str, Scorer] = {
    "popularity": lambda run: run.prior,
    "history alone": lambda run: relevance(run) - run.prior,
    "one person": relevance,
}


def accuracy(people: lab.People, seeds: list[int], validation: bool, config: LearnConfig) -> None:
    """One line per scorer: the mean over the seeds of the mean over the test people."""
    table: dict[str, list[NDArray[np.float64]]] = {name: [] for name in SCORERS}
    tops: dict[str, set[int]] = {name: set() for name in SCORERS}
    for seed in seeds:
        chosen, training = lab.validation_people(people, seed) if validation else _test(people, seed)
        ground = _ground(people, training, config)
        rng = np.random.default_rng(seed)
        rows: dict[str, list[tuple[float, float, float]]] = {name: [] for name in SCORERS}
        for person in chosen:
            given, hidden = lab.fold(people.histories[person], rng)
            run = taste_of(ground, lab.events_of(given, people), (), config)
            for name, scorer in SCORERS.items():
                *measured, best = lab.measure(scorer(run), given, hidden, people.pool)
                rows[name].append((measured[0], measured[1], measured[2]))
                tops[name].update(best.tolist())
        for name in SCORERS:
            table[name].append(np.mean(rows[name], axis=0))
    print(f"\n{people.name}: {len(people.pool):,} works, {len(people.histories):,} people, seeds {seeds}")
    print(f"{'':16}NDCG@10  NDCG@100  Recall@20  coverage@10   NDCG@10 by seed")
    for name, means in table.items():
        mean, by_seed = np.mean(means, axis=0), " ".join(f"{seed[0]:.3f}" for seed in means)
        share = len(tops[name]) / len(people.pool)
        print(
            f"{name:16}{mean[0]:.3f}    {mean[1]:.3f}     {mean[2]:.3f}      {share:.2f}          {by_seed}"
        )


def faithfulness(people: lab.People, cases: int, seed: int, config: LearnConfig) -> None:
    """Recommended items of test people, their first-cited evidence removed, everything learned again."""
    chosen, training = _test(people, seed)
    ground = _ground(people, training, config)
    rng = np.random.default_rng(seed)
    fell = fell_standardised = tried = 0
    worst = 0.0
    for person in np.resize(chosen, cases):
        given, _ = lab.fold(people.histories[person], rng)
        events = lab.events_of(given, people)
        run = taste_of(ground, events, (), config)
        scores, parts = relevance(run), pulls(run)
        rank = int(rng.integers(20))
        open_rows = np.flatnonzero(run.candidate & ~run.known)
        item = int(open_rows[np.argsort(-scores[open_rows], kind="stable")[rank]])
        worst = max(worst, abs(run.offset + run.prior[item] + float(parts[:, item].sum()) - scores[item]))
        cited = int(np.argmax(parts[:, item]))  # a reason for an item is what speaks for it
        gone = {number for number, _ in run.evidence_events[cited]}
        again = taste_of(ground, [event for event in events if event.id not in gone], (), config)
        tried += 1
        fell += relevance(again)[item] < scores[item]
        fell_standardised += _standing(again)[item] < _standing(run)[item]
    print(f"\n{people.name}: first-cited evidence removed and learned again, {tried} cases (ranks 1 to 20)")
    print(
        f"score fell in {fell / tried:.1%}; in spreads of all candidates in {fell_standardised / tried:.1%}"
    )
    print(f"largest difference between a score and the sum of its parts: {worst:.1e}")


def _standing(run: TasteRun) -> NDArray[np.float64]:
    """Scores as the window shows them: mean 0 and spread 1 over the candidates."""
    scores = relevance(run)
    pool = scores[run.candidate]
    return (scores - pool.mean()) / pool.std()


def _test(people: lab.People, seed: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    tested = lab.test_people(people, seed)
    return tested, np.setdiff1d(np.arange(len(people.histories)), tested)


def _ground(people: lab.People, training: NDArray[np.int64], config: LearnConfig) -> Ground:
    return prepare(lab.with_counts(people, training.tolist()), config, 0, say_nothing, never_stop)


def _config(changes: list[str]) -> LearnConfig:
    """The standard config with "strength=1.0" or "features.era=0" changed."""
    config = LearnConfig()
    for change in changes:
        path, value = change.split("=")
        part, _, name = path.rpartition(".")
        old = getattr(config, part) if part else config
        new = replace(old, **{name: type(getattr(old, name))(value)})
        config = replace(config, **{part: new}) if part else new
    return config


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument(
        "--pack", nargs="+", default=["films", "artists"], help="folder, or name of an open pack"
    )
    ask.add_argument("--seeds", nargs="+", type=int, default=[0, 1, 2])
    ask.add_argument("--starter", action="store_true", help="on the works of the starter catalogue")
    ask.add_argument("--cases", type=int, default=0, help="how many reasons to put to the test instead")
    ask.add_argument("--validation", action="store_true", help="on other people, to choose numbers")
    ask.add_argument("--set", action="append", default=[], metavar="NAME=VALUE", help="change the config")
    ask.add_argument(
        "--cache", type=Path, default=Path(tempfile.gettempdir()) / "recdesk-bench", help="for vectors"
    )
    asked = ask.parse_args()
    config = _config(asked.set)
    for pack in asked.pack:
        folder = Path(pack) if Path(pack).is_dir() else DATASETS / pack
        if not folder.is_dir():
            sys.exit(f"There is no pack at {folder}. Name its folder, or set RECDESK_DATASETS.")
        started = time.monotonic()
        people = lab.read_people_on_starter(folder) if asked.starter else lab.read_people(folder, asked.cache)
        if asked.cases:
            faithfulness(people, asked.cases, asked.seeds[0], config)
        else:
            accuracy(people, asked.seeds, asked.validation, config)
        print(f"({time.monotonic() - started:.0f} s)", flush=True)


if __name__ == "__main__":
    main()
