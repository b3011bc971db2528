"""What a list is like: novelty, diversity, reach, how far from the usual, how recent.

Knows a run and rows of it. Knows nothing of sliders or words.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from recdesk.domain.taste import Measures, TasteRun


def measure(
    run: TasteRun, rows: NDArray[np.int64], lasting: NDArray[np.float64], current: NDArray[np.float64]
) -> Measures:
    """The measures of the list at `rows`, given the two pulls of the history on each of them."""
    if not len(rows):
        return Measures(0.0, 0.0, 0.0, 0, 0.0)
    return Measures(
        novelty=float(np.mean(run.novelty[rows], dtype=np.float64)),
        diversity=_mean_distance(run.vectors[rows].astype(np.float64)),
        median_reach=_median_reach(run, rows),
        outside_usual=0 if run.usual is None else int(np.count_nonzero(~run.usual[rows])),
        recent_share=_recent_share(lasting, current),
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


def _recent_share(lasting: NDArray[np.float64], current: NDArray[np.float64]) -> float:
    recent, always = float(np.maximum(current, 0.0).sum()), float(np.maximum(lasting, 0.0).sum())
    return recent / (recent + always) if recent + always > 0.0 else 0.0
