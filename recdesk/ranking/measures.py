"""What a list is like: novelty, diversity, reach, how far from the usual, how recent.

Knows a run and rows of it. Knows nothing of sliders or words.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from recdesk.domain.taste import Measures, TasteRun


def measure(run: TasteRun, rows: NDArray[np.int64], lean: NDArray[np.float64], proportion: float) -> Measures:
    """The measures of the list at `rows`, given how much each work leans to the current taste (0..1) and how
    far the list is in the proportions of the history."""
    if not len(rows):
        return Measures(0.0, 0.0, 0.0, 0, 0.0)
    return Measures(
        novelty=float(np.mean(run.novelty[rows], dtype=np.float64)),
        diversity=_mean_distance(run.vectors[rows].astype(np.float64)),
        median_reach=_median_reach(run, rows),
        outside_usual=0 if run.usual is None else int(np.count_nonzero(~run.usual[rows])),
        recent_share=float(lean.mean()),
        size=len(rows),
        proportion=proportion,
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
