"""Other people's likes in the product's own lists, beside the models of `recdesk evaluate`.

    python tests/bench/bench_people.py --pack films artists --seeds 0 1 2

For every seed the people are split as `recdesk evaluate` splits them. A library of the starter catalogue and
the pack is made, with the ratings of everybody but the tested people; `jobs.people` learns from them as it
would in the worker. Each tested person's given works become events, the run is folded in from them, and the
list is the ranker's plain order. EASE, the hybrid and "one person" of `recdesk evaluate` answer for the same
people.

Lists are taken twice: among the works of the pack that evaluate ranks, and among all works of the kind, where
the starter catalogue competes. "everything rated" hands the low ratings in as well, as an import would.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from recdesk import jobs  # noqa: E402 - needs the path above
from recdesk.catalogue.ratings_pack import read_ratings_pack  # noqa: E402
from recdesk.domain.history import Event  # noqa: E402
from recdesk.domain.progress import Progress, never_stop, say_nothing  # noqa: E402
from recdesk.domain.ratings import RatingsTable  # noqa: E402
from recdesk.domain.taste import KINDS, Dials, Request  # noqa: E402
from recdesk.domain.works import Work, embedding_text, text_hash  # noqa: E402
from recdesk.jobs.evaluate import _embedded, _numbered  # noqa: E402
from recdesk.jobs.learn import taste_input  # noqa: E402
from recdesk.jobs.packs import add_pack  # noqa: E402
from recdesk.jobs.people import people_models  # noqa: E402
from recdesk.learning import Ground, LearnConfig, prepare, taste_of  # noqa: E402
from recdesk.learning.device import repeatable  # noqa: E402
from recdesk.learning.evaluation import Protocol, alone, baselines, together  # noqa: E402
from recdesk.learning.evaluation.interval import ratio_figure  # noqa: E402
from recdesk.learning.evaluation.lesson import Lesson  # noqa: E402
from recdesk.learning.evaluation.metrics import accuracy, top_rows  # noqa: E402
from recdesk.learning.evaluation.protocol import Case, Split, split  # noqa: E402
from recdesk.learning.likes import Likes, likes_of  # noqa: E402
from recdesk.learning.people_model import PeopleModel  # noqa: E402
from recdesk.library import Library  # noqa: E402
from recdesk.ranking import Ranker  # noqa: E402

DATASETS = Path(os.environ.get("RECDESK_DATASETS", ROOT.parent / "shared" / "datasets"))
LEAST = 5
EVERYTHING = 100_000  # of one creator: the plain order knows no rule
Sheet = dict[str, list[tuple[float, float]]]  # model: (NDCG@10, NDCG@100) of each person


@dataclass(frozen=True, slots=True, eq=False)
class Pack:
    """A pack of the datasets, and what of it evaluate measures with."""

    name: str
    folder: Path
    table: RatingsTable
    likes: Likes
    kept: NDArray[np.int64]  # items by column of the likes
    people: NDArray[np.int64]  # persons of the table by person of the likes
    works: Sequence[Work]
    texts: NDArray[np.float32]
    told: dict[str, NDArray[np.float32]]  # every text of the pack and its vector


def read(name: str, cache: Path) -> Pack:
    folder = Path(name) if Path(name).is_dir() else DATASETS / name
    if not folder.is_dir():
        sys.exit(f"There is no pack at {folder}. Name its folder, or set RECDESK_DATASETS.")
    works, _, table = read_ratings_pack(folder, folder)
    plain = [replace(work, description="") for work in works]
    texts = _embedded(plain, cache, say_nothing, never_stop)
    likes, kept = likes_of(table, LEAST)
    core = np.isin(table.item, kept)
    if rating_scale(table):
        core &= table.values >= 4.0
    pairs = np.unique(np.stack([table.person[core], table.item[core]], 1), axis=0)
    people = np.flatnonzero(np.bincount(pairs[:, 0], minlength=table.people) >= LEAST)
    assert len(people) == likes.people
    own = [_numbered(number, plain[row]) for number, row in enumerate(kept, start=1)]
    told = {embedding_text(work): vector for work, vector in zip(plain, texts)}
    return Pack(folder.name, folder, table, likes, kept, people, own, texts[kept], told)


def rating_scale(table: RatingsTable) -> float | None:
    return alone.rating_scale(table.values)


def profile_of(pack: Pack, at: Path, hidden: NDArray[np.int64] | None) -> list[int]:
    """Add the pack to the profile without the ratings of the people `hidden`, read all texts, and return
    the library's number of every item (-1: none)."""
    folder = at.parent / f"{pack.name}-pack"
    folder.mkdir(parents=True, exist_ok=True)
    gone = set() if hidden is None else set(hidden.tolist())
    people: dict[str, int] = {}
    with (
        gzip.open(pack.folder / "items.csv.gz", "rt", newline="") as source,
        (folder / "items.csv").open("w", newline="") as target,
    ):
        rows = csv.reader(source)
        head = next(rows)
        made = csv.writer(target)
        made.writerow(head)
        made.writerows(
            ["" if name == "description" else cell for name, cell in zip(head, row)] for row in rows
        )
    with (
        gzip.open(pack.folder / "ratings.csv.gz", "rt", newline="") as source,
        (folder / "ratings.csv").open("w", newline="") as target,
    ):
        rows = csv.reader(source)
        made = csv.writer(target)
        made.writerow(next(rows))
        made.writerows(row for row in rows if people.setdefault(row[0], len(people)) not in gone)
    with Library.open(at) as library:
        jobs.prepare(library, say_nothing, never_stop)
        add_pack(library, folder, say_nothing, never_stop, name=pack.name)
        hand_over(pack, library)
        jobs.embed_missing(library, tell, never_stop)
        found = library.pack_figures.ratings(pack.name)
        assert found is not None
        return list(found[0].tolist())


def hand_over(pack: Pack, library: Library) -> None:
    """Give the library the vectors that evaluate has made of the same texts: three minutes for 16,000."""
    embedder, _ = jobs.unembedded(library)
    works = library.works.some(library.vectors.missing(embedder, jobs.MOST_WORKS))
    texts = {i: text for i, work in works.items() if (text := embedding_text(work)) in pack.told}
    if texts:
        vectors = np.stack([pack.told[text] for text in texts.values()])
        library.vectors.put_floats(embedder, list(texts), list(map(text_hash, texts.values())), vectors)


def tell(progress: Progress) -> None:
    if progress.total and progress.done in (0, progress.total):
        print(f"  ... {progress.stage} {progress.done:,}/{progress.total:,}", file=sys.stderr, flush=True)


def measure(pack: Pack, seed: int, base: Path, most: int | None, sheet: Sheet) -> None:
    parted = split(pack.likes, Protocol.STRONG, seed, most)
    order = np.random.default_rng(seed).permutation(pack.likes.people)
    tested = pack.people[order[: len(split(pack.likes, Protocol.STRONG, seed).tested)]]
    references(pack, parted, sheet)
    profile = base.with_name(f"{base.name}-{seed}")
    shutil.rmtree(profile, ignore_errors=True)
    shutil.copytree(base, profile)
    numbers = np.array(profile_of(pack, profile, tested), np.int64)
    with Library.open(profile) as library:
        taste = taste_input(library, [], [])
        started, worked = time.perf_counter(), time.process_time()
        models = people_models(library, taste, 0, tell, never_stop)
        print(
            f"  learned from {models[0].people:,} people about {len(models[0].works):,} works in "
            f"{time.perf_counter() - started:.0f} s ({time.process_time() - worked:.0f} s of CPU), "
            f"{library.pack_figures.people_file(pack.name).stat().st_size / 1e6:.0f} MB",
            flush=True,
        )
        ground = prepare(taste, LearnConfig(), 0, say_nothing, never_stop)
    shutil.rmtree(profile)
    Asked(pack, ground, models, numbers).measure(parted, order, sheet)


@dataclass(frozen=True, slots=True, eq=False)
class Asked:
    """The product, asked for the lists of tested people."""

    pack: Pack
    ground: Ground
    models: list[PeopleModel]
    numbers: NDArray[np.int64]  # of every item

    def measure(self, parted: Split, order: NDArray[np.int64], sheet: Sheet) -> None:
        ranked = np.isin(self.ground.ids, self.numbers[self.pack.kept])
        outside: dict[str, list[float]] = {"one person": [], "product": []}
        folded, slowest = [], 0.0
        for at, case in enumerate(parted.tested):
            asked = [("one person", case, []), ("product", case, self.models)]
            if rating_scale(self.pack.table):
                rated = self._all(case, int(order[at]))
                asked.append(("product, everything rated", rated, self.models))
            for name, given, people in asked:
                started = time.process_time()
                run = taste_of(self.ground, self._events(given), (), people=people)
                if people:
                    folded.append(time.process_time() - started)
                    slowest = max(slowest, folded[-1])
                ranker = Ranker(run)
                for where, within in (("", ranked), (", whole kind", None)):
                    best = self._best(ranker, within)
                    found = accuracy(best, self.numbers[self.pack.kept[case.hidden]].astype(np.int32))
                    sheet.setdefault(name + where, []).append((found["ndcg@10"], found["ndcg@100"]))
                    if name in outside and where:
                        outside[name].append(1.0 - float(np.isin(best[:20], self.numbers).mean()))
        kind = self.ground.kinds == self.ground.kinds[ranked][0]
        share = float((~np.isin(self.ground.ids[kind], self.numbers)).mean())
        print(
            f"  of the kind {share:.2f} are not in the pack; of the first 20 "
            + ", ".join(f"{np.mean(values):.2f} ({name})" for name, values in outside.items())
            + f"; taste_of {np.mean(folded):.2f} s of CPU, at most {slowest:.2f}",
            flush=True,
        )

    def _all(self, case: Case, person: int) -> Case:
        """The case with all else that the person rated and nobody looks for."""
        table, kept = self.pack.table, self.pack.kept
        on = table.person == self.pack.people[person]
        columns = np.searchsorted(kept, table.item[on])
        inside = (columns < len(kept)) & (kept[np.minimum(columns, len(kept) - 1)] == table.item[on])
        columns, values = columns[inside].astype(np.int32), table.values[on][inside]
        open_ = ~np.isin(columns, case.hidden)
        return replace(case, given=columns[open_], values=values[open_], times=None)

    def _events(self, case: Case) -> list[Event]:
        events = alone.events_of(case, self.pack.works, rating_scale(self.pack.table))
        items = self.pack.kept[case.given]
        return [replace(event, work_id=int(self.numbers[item])) for event, item in zip(events, items)]

    def _best(self, ranker: Ranker, within: NDArray[np.bool_] | None) -> NDArray[np.int32]:
        kind = KINDS[self.ground.kinds[np.isin(self.ground.ids, self.numbers[self.pack.kept])][0]]
        asked = Request(n=100, kinds=frozenset({kind}), per_group=EVERYTHING)
        return np.array([p.work_id for p in ranker.arrange(Dials(), asked, within).picks], np.int32)


def references(pack: Pack, parted: Split, sheet: Sheet) -> None:
    """The models of `recdesk evaluate`."""
    makers: dict[str, Callable[[Lesson], object]] = {
        "evaluate: one person": alone.one_person,
        "evaluate: EASE": baselines.ease,
        "evaluate: hybrid": together.hybrid,
    }
    lesson = Lesson(pack.works, pack.texts, parted, never_stop)
    with repeatable(1):
        for name, make in makers.items():
            model = make(lesson)
            for first in range(0, len(parted.tested), 64):
                cases = parted.tested[first : first + 64]
                for scores, case in zip(model.scores(cases), cases):  # type: ignore[attr-defined]
                    found = accuracy(top_rows(scores, case, parted.ranked), case.hidden)
                    sheet.setdefault(name, []).append((found["ndcg@10"], found["ndcg@100"]))


def show(pack: Pack, sheet: Sheet, seeds: list[int]) -> None:
    hybrid = np.array(sheet["evaluate: hybrid"])
    print(f"\n{pack.name}: {len(hybrid)} people over seeds {', '.join(map(str, seeds))}")
    print(f"{'':42}NDCG@10  NDCG@100  to evaluate's hybrid: NDCG@10, NDCG@100")
    for name, rows in sheet.items():
        values = np.array(rows)
        ratios = [ratio_figure(values[:, column], hybrid[:, column], 0) for column in (0, 1)]
        said = ", ".join(f"{r.value:.3f} [{r.low:.3f}, {r.high:.3f}]" for r in ratios)
        print(f"{name:42}{values[:, 0].mean():.3f}    {values[:, 1].mean():.3f}     {said}", flush=True)


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--pack", nargs="+", default=["films", "artists"])
    ask.add_argument("--seeds", nargs="+", type=int, default=[0, 1, 2])
    ask.add_argument("--people", type=int, default=None, help="tested people of each seed, at most")
    ask.add_argument("--cache", type=Path, default=Path(tempfile.gettempdir()) / "recdesk-bench")
    asked = ask.parse_args()
    for name in asked.pack:
        pack = read(name, asked.cache / "evaluation")
        base = asked.cache / f"people-{pack.name}"
        if not base.is_dir():
            profile_of(pack, base, None)
        sheet: Sheet = {}
        for seed in asked.seeds:
            measure(pack, seed, base, asked.people, sheet)
        show(pack, sheet, asked.seeds)


if __name__ == "__main__":
    main()
