"""What a slider move costs, and what the sliders do. Prints figures; asserts nothing.

    python tests/bench/bench_slider.py [12000 100000 1000000]

1. A tick (blend over all works, shortlist, diversity, rules, parts, measures) on generated runs, each slider
   moving through 100 positions, one BLAS thread, lists of 60 and 200.
2. Five ways to diversify, on people's films and artists where the data sets are there: what NDCG@10 and
   relevance cost when the distance within the list has grown by so much.
3. The sliders themselves and the switch for proportions, on the same people.
"""

from __future__ import annotations

import os

os.environ["OPENBLAS_NUM_THREADS"] = "1"  # as the window does, before numpy

import statistics
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from recdesk.domain.taste import KINDS, Dials, Pick, Request, TasteRun  # noqa: E402
from recdesk.domain.works import Kind  # noqa: E402
from recdesk.learning.evaluation.metrics import divergence  # noqa: E402
from recdesk.ranking import Ranker, shelves  # noqa: E402
from recdesk.ranking.choose import Rules, choose  # noqa: E402
from tests.ranking.made_runs import made_run  # noqa: E402
from tests.ranking.personas import Persona, listeners, personas  # noqa: E402

LIST = 10
PEOPLE = 200
REST = Dials()

Diversify = Callable[[np.ndarray, np.ndarray, float, int], list[int]]  # scores, vectors, weight, n


def main() -> None:
    for works in [int(size) for size in sys.argv[1:]] or [12_000, 100_000, 1_000_000]:
        ticks(works)
    folder = Path(os.environ.get("RECDESK_DATASETS") or ROOT.parent / "shared" / "datasets")
    if not folder.is_dir():
        print(f"{folder} is not here: nothing to compare on. Set RECDESK_DATASETS.")
        return
    found = []
    for name, gather in (("films", personas), ("artists", listeners)):
        people = gather(folder, PEOPLE)
        compare(people, name)
        found.append(effects(people, name))
        proportions(people, name)
    middles(found)


def ticks(works: int) -> None:
    run = made_run(works, 500, factors=480)
    started = time.perf_counter()
    ranker = Ranker(run)
    opened = 1e3 * (time.perf_counter() - started)
    print(f"\n{works:,} works: opened in {opened:.1f} ms; a tick in ms: p50 / p95 (on the processor)")
    way = np.linspace(0.0, 1.0, 100).tolist()
    moves: dict[str, Callable[[float], Dials]] = {
        "novelty": lambda x: Dials(novelty=x),
        "diversity": lambda x: Dials(diversity=x),
        "popularity": lambda x: Dials(popularity=x),
        "lately": lambda x: Dials(lately=x),
        "all at once": lambda x: Dials(x, 0.5, 0.3, 0.4),
        "novelty, films half": lambda x: Dials(novelty=x, mix={Kind.FILM: 0.5}),
        "novelty, in proportion": lambda x: Dials(novelty=x, in_proportion=True),
    }
    for name, dials in moves.items():
        cells = []
        for n in (60, 200):
            ranker.arrange(dials(0.5), Request(n=n))
            spent = [
                _timed(lambda x=x, n=n, dials=dials: ranker.arrange(dials(x), Request(n=n))) for x in way
            ]
            wall, busy = zip(*spent)
            late = f"{np.quantile(wall, 0.95):6.2f} ({np.quantile(busy, 0.95):5.2f})"
            cells.append(f"n={n}: {statistics.median(wall):6.2f} / {late}")
        print(f"  {name:22} " + "   ".join(cells))
    page = [_timed(lambda turn=turn: shelves(ranker, REST, Request(), turn))[0] for turn in range(8)]
    print(f"  page of shelves        {statistics.median(page):6.2f} / {max(page):6.2f} (worst of 8)")


def _timed(work: Callable[[], object]) -> tuple[float, float]:
    """Milliseconds on the clock and on the processor: they differ where other programs want it too."""
    started, busy = time.perf_counter(), time.process_time()
    work()
    return 1e3 * (time.perf_counter() - started), 1e3 * (time.process_time() - busy)


def compare(people: Sequence[Persona], name: str) -> None:
    """Every method over a grid of weights; what is kept where the mean distance has grown by so much."""
    print(f"\nDiversity, {name} of {len(people)} people, lists of {LIST}: NDCG@10 kept (relevance lost)")
    wanted = (1.05, 1.10, 1.15, 1.20)
    print(
        f"  {'distance within the list':30} "
        + "  ".join(f"x{w:.2f}      " for w in wanted)
        + "steps back > 1 %"
    )
    lists = [_pure_list(person) for person in people]
    grid = np.array([0, 0.5, 1, 1.5, 2, 3, 4, 5, 6, 8, 10, 14, 20, 30, 45])
    methods: dict[str, tuple[Diversify, float]] = {
        "ours: chances, sum of closeness": (_ours, 0.15),
        "MMR, sum over the first ten": (_mmr_sum, 1.7),
        "MMR, mean similarity": (lambda s, v, w, n: _mmr(s, v, w, n, mean=True), 1.7),
        "MMR, greatest similarity": (lambda s, v, w, n: _mmr(s, v, w, n, mean=False), 1.0),
        "DPP, greedy MAP": (_dpp, 0.4),
    }
    for method, (diversify, unit) in methods.items():
        distance, kept, lost = (np.empty((len(grid), len(people))) for _ in range(3))
        for p, (person, ids, scores, vectors) in enumerate(lists):
            for g, weight in enumerate(grid):
                order = diversify(scores, vectors, float(weight) * unit, LIST)
                distance[g, p] = _distance(vectors[order])
                kept[g, p] = _ndcg(ids[order].tolist(), person)
                lost[g, p] = scores[:LIST].mean() - scores[order].mean()
        grown, share = distance.mean(1) / distance[0].mean(), kept.mean(1) / kept[0].mean()
        cells = [
            f"{np.interp(w, grown, share):.2f} ({np.interp(w, grown, lost.mean(1)):.2f})" for w in wanted
        ]
        back = int((np.diff(distance, axis=0) < -0.01 * distance[:-1]).any(axis=0).sum())
        print(f"  {method:30} " + "  ".join(cells) + f"   {back} of {len(people)}", flush=True)


def _pure_list(person: Persona) -> tuple[Persona, np.ndarray, np.ndarray, np.ndarray]:
    """The first 400 works by relevance: person, ids, scores, vectors."""
    run = person.run
    request = Request(n=400, kinds=frozenset({person.kind}), per_group=400)
    listing = Ranker(run).arrange(REST, request, _judged(person))
    ids = np.array([pick.work_id for pick in listing.picks])
    scores = np.array([pick.score for pick in listing.picks])
    return person, ids, scores, run.vectors[np.searchsorted(run.work_ids, ids)].astype(np.float32)


def _judged(person: Persona) -> np.ndarray:
    return np.isin(person.run.work_ids, list(person.known_to))


def _ours(scores: np.ndarray, vectors: np.ndarray, weight: float, n: int) -> list[int]:
    nothing = np.full(len(scores), -1, np.int32)
    return choose(n, scores, nothing, np.zeros(len(scores), np.int8), Rules(1, {}), weight, vectors)


def _mmr_sum(scores: np.ndarray, vectors: np.ndarray, weight: float, n: int) -> list[int]:
    value, near, order = scores.copy(), np.zeros(len(scores)), []
    for place in range(n):
        order.append(int((value - weight * near / max(10, place)).argmax()))
        value[order[-1]] = -np.inf
        near += vectors @ vectors[order[-1]]
    return order


def _mmr(scores: np.ndarray, vectors: np.ndarray, weight: float, n: int, *, mean: bool) -> list[int]:
    value, near, order = scores.copy(), np.zeros(len(scores)), []
    for place in range(n):
        order.append(int((value - weight * (near / max(1, place) if mean else near)).argmax()))
        value[order[-1]] = -np.inf
        closeness = vectors @ vectors[order[-1]]
        near = near + closeness if mean else np.maximum(near, closeness)
    return order


def _dpp(scores: np.ndarray, vectors: np.ndarray, weight: float, n: int) -> list[int]:
    """Greedy MAP of a determinantal point process (Chen et al. 2018), quality exp(score / 2 weight)."""
    if not weight:
        return list(range(n))
    quality = np.exp((scores - scores[0]) / (2.0 * weight))
    kernel = quality[:, None] * quality * ((1.0 + vectors @ vectors.T) / 2.0)
    left, rows, order = np.diag(kernel).copy(), np.zeros((n, len(scores))), list[int]()
    for place in range(n):
        best = int(left.argmax())
        if left[best] < 1e-14:
            return (order + [i for i in range(len(scores)) if i not in set(order)])[:n]
        order.append(best)
        rows[place] = (kernel[best] - rows[:place, best] @ rows[:place]) / np.sqrt(left[best])
        left = left - rows[place] ** 2
        left[order] = -np.inf
    return order


WAYS = {
    "novelty": np.linspace(0.0, 1.0, 11),
    "diversity": np.linspace(0.0, 1.0, 11),
    "popularity": np.linspace(0.5, 0.0, 6),
    "lately": np.linspace(0.0, 1.0, 11),
}


def effects(people: Sequence[Persona], name: str) -> dict[str, np.ndarray]:
    """Each slider from rest to its end: what it is there for, and what NDCG@10 pays."""
    rankers, made = [Ranker(person.run) for person in people], {}
    for dial, way in WAYS.items():
        print(f"\n{dial}, {name} of {len(people)} people: position, NDCG@10 kept, ", end="")
        print("self-information, novelty, distance, popularity, lean, in proportion")
        each = np.array(
            [[_effect(r, p, replace(REST, **{dial: float(x)})) for r, p in zip(rankers, people)] for x in way]
        )
        table = made[dial] = each.mean(axis=1)
        for x, (kept, bits, novelty, distance, *rest) in zip(way, table):
            grown = f"x{bits / table[0, 1]:.2f}  x{novelty / table[0, 2]:.2f}  x{distance / table[0, 3]:.2f}"
            print(f"  {x:.1f}  {kept / table[0, 0]:.2f}  {grown}  " + "  ".join(f"{v:.3f}" for v in rest))
        own = each[:, :, {"novelty": 2, "diversity": 3, "popularity": 4, "lately": 5}[dial]]
        sign = -1.0 if dial == "popularity" else 1.0
        back = (sign * np.diff(own, axis=0) < -0.01 * own[:-1]).any(axis=0).sum()
        print(f"  a step back of more than 1 %: {back} of {len(people)} people", flush=True)
    return made


def middles(found: Sequence[dict[str, np.ndarray]]) -> None:
    """The promise at the middle of two sliders, over all people of all sets."""
    print("\nAt the middle, films and artists together:")
    for dial, column, what in (("novelty", 1, "self-information"), ("diversity", 3, "distance")):
        rest, middle = (np.mean([table[dial][at] for table in found], axis=0) for at in (0, 5))
        print(
            f"  {dial}: NDCG@10 kept {middle[0] / rest[0]:.3f}, {what} x{middle[column] / rest[column]:.3f}"
        )


def _effect(ranker: Ranker, person: Persona, dials: Dials) -> tuple[float, ...]:
    listing = ranker.arrange(dials, Request(n=LIST, kinds=frozenset({person.kind})), _judged(person))
    ids = [pick.work_id for pick in listing.picks]
    bits = [-np.log2((person.known_to[i] + 0.5) / (person.people + 0.5)) for i in ids]
    return (
        _ndcg(ids, person),
        float(np.mean(bits)),
        listing.measures.novelty,
        listing.measures.diversity,
        _popularity(ranker, listing.picks),
        listing.measures.recent_share,
        listing.measures.proportion,
    )


def proportions(people: Sequence[Persona], name: str) -> None:
    """The switch, on and off: Steck's divergence of a list's genres from the history's, and NDCG@10."""
    shares = _genre_shares(people[0].run)
    print(
        f"\nIn proportion, {name} of {len(people)} people: divergence off > on (0: the history's own shares)"
    )
    for n in (10, 20, 60):
        cells = np.empty((2, len(people), 2))
        for at, dials in enumerate((REST, Dials(in_proportion=True))):
            for p, person in enumerate(people):
                request = Request(n=n, kinds=frozenset({person.kind}))
                picks = Ranker(person.run).arrange(dials, request, _judged(person)).picks
                rows = np.searchsorted(person.run.work_ids, [pick.work_id for pick in picks])
                liked = person.run.evidence_rows[person.run.lasting > 0.0]
                ids = [pick.work_id for pick in picks]
                cells[at, p] = divergence(shares[liked], shares[rows]), _ndcg(ids, person)
        (off, before), (on, after) = cells.mean(axis=1)
        print(f"  first {n}: {off:.3f} > {on:.3f}   NDCG@10 kept {after / before:.3f}", flush=True)


def _genre_shares(run: TasteRun) -> np.ndarray:
    assert run.genres is not None
    shares = np.zeros((len(run.kinds), 64 * len(KINDS)))
    for column in run.genres.T:
        there = column >= 0
        shares[there, 64 * run.kinds[there].astype(int) + column[there]] = 1.0
    return shares / np.maximum(shares.sum(axis=1, keepdims=True), 1.0)


def _popularity(ranker: Ranker, picks: Sequence[Pick]) -> float:
    rows = np.searchsorted(ranker.run.work_ids, [pick.work_id for pick in picks])
    return float(ranker.run.popularity[rows].mean())


def _distance(vectors: np.ndarray) -> float:
    total, k = vectors.sum(axis=0), len(vectors)
    return float(1.0 - (total @ total - (vectors**2).sum()) / (k * (k - 1)))


def _ndcg(ids: Sequence[int], person: Persona) -> float:
    gain = sum(
        1.0 / np.log2(place + 2) for place, work_id in enumerate(ids[:LIST]) if work_id in person.hidden
    )
    return float(gain / sum(1.0 / np.log2(place + 2) for place in range(min(LIST, len(person.hidden)))))


if __name__ == "__main__":
    main()
