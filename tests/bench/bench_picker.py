"""What to ask a person of whom nothing is known: ten liked works, found on as few pages as may be.

    python tests/bench/bench_picker.py --pack films artists --seeds 0 1 2

Pages of twelve works are shown until ten are liked or five pages are through; of each the simulated person
says that they like it, where they do, and nothing otherwise. From these answers alone the one-person model
makes its list. A fifth of what everybody likes is hidden and looked for among all works but those that they
like besides (no picker is rewarded or punished for what it did not ask). Beside `ranking.picker` stand the
best known works in their order, and works drawn from the 200 best known.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(Path(__file__).parent)]

import one_person as lab  # noqa: E402 - needs the path above
from bench_one_person import relevance  # noqa: E402

from recdesk.domain.feedback import Opinion, Verdict  # noqa: E402
from recdesk.domain.progress import never_stop, say_nothing  # noqa: E402
from recdesk.domain.taste import TasteRun  # noqa: E402
from recdesk.learning import LearnConfig, prepare, taste_of  # noqa: E402
from recdesk.ranking.picker import questions  # noqa: E402

DATASETS = Path(os.environ.get("RECDESK_DATASETS", ROOT.parent / "shared" / "datasets"))
PAGE, PAGES, ENOUGH = 12, 5, 10
NOW = datetime(2026, 1, 1, tzinfo=UTC)
# (run, the best known first, liked, asked, chance) -> work ids of the next page
Picker = Callable[[TasteRun, Sequence[int], list[int], list[int], np.random.Generator], Sequence[int]]


def best_known(
    run: TasteRun, known: Sequence[int], liked: list[int], asked: list[int], rng: np.random.Generator
) -> Sequence[int]:
    return [work for work in known if work not in asked][:PAGE]


def drawn(
    run: TasteRun, known: Sequence[int], liked: list[int], asked: list[int], rng: np.random.Generator
) -> Sequence[int]:
    return rng.permutation([work for work in known[:200] if work not in asked])[:PAGE].tolist()


def telling(
    run: TasteRun, known: Sequence[int], liked: list[int], asked: list[int], rng: np.random.Generator
) -> Sequence[int]:
    return questions(run, PAGE, liked=liked, asked=asked)


PICKERS: dict[str, Picker] = {"best known": best_known, "drawn of 200": drawn, "telling": telling}


def ask(
    pick: Picker, run: TasteRun, known: Sequence[int], likes: set[int], rng: np.random.Generator
) -> tuple[list[int], int]:
    """(liked, how many were shown)."""
    liked: list[int] = []
    asked: list[int] = []
    for _ in range(PAGES):
        for work in pick(run, known, liked, asked, rng):
            asked.append(work)
            if work in likes:
                liked.append(work)
                if len(liked) == ENOUGH:
                    return liked, len(asked)
    return liked, len(asked)


def measure(people: lab.People, seeds: Sequence[int], validation: bool, most: int) -> None:
    found: dict[str, list[tuple[float, ...]]] = {name: [] for name in PICKERS}
    for seed in seeds:
        if validation:
            chosen, training = lab.validation_people(people, seed)
        else:
            chosen = lab.test_people(people, seed)
            training = np.setdiff1d(np.arange(len(people.histories)), chosen)
        taste = lab.with_counts(people, training.tolist())
        ground = prepare(taste, LearnConfig(), 0, say_nothing, never_stop)
        bare = taste_of(ground, (), ())
        in_pool = np.zeros(len(bare.work_ids), np.bool_)
        in_pool[people.pool] = True
        bare.candidate[:] &= in_pool  # what the pack does not have cannot be liked
        known = bare.work_ids[people.pool[np.argsort(-ground.standing[people.pool], kind="stable")]].tolist()
        for person in chosen[:most]:
            given, hidden = lab.fold(people.histories[person], np.random.default_rng([seed, int(person)]))
            likes = {int(bare.work_ids[deed.row]) for deed in given}
            for name, pick in PICKERS.items():
                liked, shown = ask(pick, bare, known, likes, np.random.default_rng([seed, int(person), 1]))
                said = [Opinion(n, w, Verdict.SEEN_LIKED, NOW, False) for n, w in enumerate(liked, 1)]
                ndcg10, ndcg100, recall, _ = lab.measure(
                    relevance(taste_of(ground, (), said)), given, hidden, people.pool
                )
                found[name].append((ndcg10, ndcg100, recall, len(liked), shown))
    print(f"\n{people.name}: {len(people.pool):,} works, seeds {list(seeds)}, {len(found['telling'])} people")
    print(f"{'':14}NDCG@10  NDCG@100  Recall@20  liked  shown   NDCG@100 less that of the best known")
    base = np.array(found["best known"])
    for name, rows in found.items():
        values = np.array(rows)
        mean, ahead = values.mean(0), values[:, 1] - base[:, 1]
        error = 1.96 * ahead.std() / np.sqrt(len(ahead))
        print(
            f"{name:14}{mean[0]:.4f}   {mean[1]:.4f}    {mean[2]:.4f}     {mean[3]:5.2f}  {mean[4]:5.1f}   "
            f"{ahead.mean():+.4f} +- {error:.4f}",
            flush=True,
        )


def main() -> None:
    ask_for = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    ask_for.add_argument("--pack", nargs="+", default=["films", "artists"], help="name of an open pack")
    ask_for.add_argument("--starter", action="store_true", help="on the works of the starter catalogue")
    ask_for.add_argument("--seeds", nargs="+", type=int, default=[0, 1, 2])
    ask_for.add_argument("--people", type=int, default=150, help="of each seed, at most")
    ask_for.add_argument("--validation", action="store_true", help="on other people, to choose numbers")
    asked = ask_for.parse_args()
    cache = Path(tempfile.gettempdir()) / "recdesk-bench"
    for pack in asked.pack:
        folder = DATASETS / pack
        if not folder.is_dir():
            sys.exit(f"There is no pack at {folder}. Set RECDESK_DATASETS.")
        people = lab.read_people_on_starter(folder) if asked.starter else lab.read_people(folder, cache)
        measure(people, asked.seeds, asked.validation, asked.people)


if __name__ == "__main__":
    main()
