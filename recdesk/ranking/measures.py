"""What a list is like: novelty, diversity, reach, how far from the usual, how recent.

Knows a run and rows of it. Knows nothing of sliders or words.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from recdesk.domain.taste import Measures, TasteRun
from recdesk.domain.works import Work

_USUAL_MASS = 0.6  # by feel: 5 genres of 28 on the films of 60 people, and one film in six has none of them


def measure(run: TasteRun, rows: NDArray[np.int64], lean: NDArray[np.float64]) -> Measures:
    """The measures of the list at `rows`, given how much each work leans to the current taste (0..1)."""
    if not len(rows):
        return Measures(0.0, 0.0, 0.0, 0, 0.0)
    return Measures(
        novelty=float(np.mean(run.novelty[rows], dtype=np.float64)),
        diversity=_mean_distance(run.vectors[rows].astype(np.float64)),
        median_reach=_median_reach(run, rows),
        outside_usual=0 if run.usual is None else int(np.count_nonzero(~run.usual[rows])),
        recent_share=float(lean.mean()),
        size=len(rows),
    )


def _mean_distance(vectors: NDArray[np.float64]) -> float:
    """Mean of 1 - cosine over all pairs, from the length of the sum: no matrix of pairs is needed."""
    k = len(vectors)
    if k < 2:
        return 0.0
    total = vectors.sum(axis=0)
    pairs = float(total @ total) - float(np.einsum("ij,ij->", vectors, vectors))
    return 1.0 - pairs / (k * (k - 1))


def _median_reach(run: TasteRun, rows: NDArray[np.int64]) -> float:
    """1..5. Fifths of popularity stand in for works that carry no reach."""
    fifths = np.clip(np.floor(run.popularity[rows] * 5.0) + 1.0, 1.0, 5.0)
    if run.reach is None:
        return float(np.median(fifths))
    reach = run.reach[rows]
    return float(np.median(np.where(reach > 0, reach, fifths)))


def with_reach_and_usual(run: TasteRun, works: Iterable[Work]) -> TasteRun:
    """The run with two columns that only the works themselves can tell: their reach, and whether a work has
    one of the person's usual genres. Works without genres count as usual: nothing says they are not."""
    rows = {int(work_id): row for row, work_id in enumerate(run.work_ids)}
    found = [(rows[work.id], work) for work in works if work.id in rows]
    usual = usual_genres(work for row, work in found if run.known[row])
    reach, inside = np.zeros(len(rows), np.int8), np.ones(len(rows), np.bool_)
    for row, work in found:
        reach[row] = work.reach or 0
        inside[row] = not work.genres or not usual.isdisjoint(work.genres)
    return replace(run, reach=reach, usual=inside)


def usual_genres(known: Iterable[Work]) -> frozenset[str]:
    """The most frequent genres of what the person knows that together make up 60 % of it. A work
    counts once, shared evenly among its genres; equal genres come in alphabetical order."""
    mass: dict[str, float] = {}
    for work in known:
        for genre in work.genres:
            mass[genre] = mass.get(genre, 0.0) + 1.0 / len(work.genres)
    total, usual, covered = sum(mass.values()), set(), 0.0
    for genre in sorted(mass, key=lambda genre: (-mass[genre], genre)):
        if covered >= _USUAL_MASS * total:
            break
        usual.add(genre)
        covered += mass[genre]
    return frozenset(usual)
