"""What a ranked list of one tested person is worth, in the strict reading of every measure.

All works the person was not told about compete, none is sampled. Of equal scores the hidden works come last,
so that a model that gives every work the same score finds nothing. Recall is divided by min(k, hidden), NDCG
by the gain of the best list that is possible. Knows arrays, nothing of models or files.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from recdesk.learning.evaluation.protocol import Case
from recdesk.learning.likes import Rows

DEEPEST = 100  # ranks that any measure looks at
TOP = 10
ACCURACY = ("ndcg@10", "ndcg@100", "recall@20", "recall@50", "precision@10", "recall@10", "f1@10")
BEYOND = ("novelty@10", "ild@10", "calibration@10")
_SMOOTHED = 0.01  # Steck's alpha: how much of the history's share every genre of a list is lent
_GAIN = 1.0 / np.log2(np.arange(2, DEEPEST + 2))


@dataclass(frozen=True, slots=True, eq=False)
class Yardstick:
    """What the works are like, for measures beyond accuracy. `shares` (n,) of the learned-from people who
    liked each work; `vectors` (n, d) centred unit text vectors, zeros where there is no text; `genres` (n, g)
    each row sums to 1, or to 0 where none is known."""

    shares: NDArray[np.float64]
    vectors: NDArray[np.float32]
    genres: NDArray[np.float64]


def top_rows(scores: NDArray[np.floating], case: Case, ranked: Rows) -> Rows:
    """The 100 best of `ranked` that the person was not told about, best first. `scores` (n,) must be finite:
    a score that is not a number has no rank."""
    rivals = ranked[~np.isin(ranked, case.given)]
    said = scores[rivals]
    if not np.isfinite(said).all():
        raise ValueError("a model gave a score that is not a number")
    if len(rivals) > DEEPEST:
        bar = np.partition(said, len(said) - DEEPEST)[len(said) - DEEPEST]
        rivals = rivals[said >= bar]  # all that are as good as the hundredth: ties are settled below
        said = scores[rivals]
    order = np.lexsort((np.isin(rivals, case.hidden), -said))[:DEEPEST]
    best: Rows = rivals[order]
    return best


def accuracy(best: Rows, hidden: Rows) -> dict[str, float]:
    """The measures of ACCURACY for one list. `hidden` is not empty."""
    hits = np.isin(best, hidden)
    found = {k: float(hits[:k].sum()) for k in (10, 20, 50)}
    precision, recall = found[10] / TOP, found[10] / min(TOP, len(hidden))
    return {
        "ndcg@10": ndcg(hits, len(hidden), 10),
        "ndcg@100": ndcg(hits, len(hidden), 100),
        "recall@20": found[20] / min(20, len(hidden)),
        "recall@50": found[50] / min(50, len(hidden)),
        "precision@10": precision,
        "recall@10": recall,
        "f1@10": 2 * precision * recall / (precision + recall) if precision + recall else 0.0,
    }


def ndcg(hits: NDArray[np.bool_], hidden: int, k: int) -> float:
    """Järvelin and Kekäläinen's discounted gain, gains 0 and 1, over that of the best list possible."""
    top = hits[:k]
    # The two sums may differ in the last bit where the list is the best one.
    return min(1.0, float(top @ _GAIN[: len(top)] / _GAIN[: min(k, hidden)].sum()))


def beyond(best: Rows, given: Rows, yardstick: Yardstick) -> dict[str, float]:
    """The measures of BEYOND for one list: how little known, how unlike each other, how unlike in genres to
    the history. NaN where the works say nothing of it."""
    top = best[:TOP]
    return {
        "novelty@10": float(-np.log2(yardstick.shares[top]).mean()) if len(top) else np.nan,
        "ild@10": spread(yardstick.vectors[top]),
        "calibration@10": divergence(yardstick.genres[given], yardstick.genres[top]),
    }


def spread(vectors: NDArray[np.float32]) -> float:
    """Mean of 1 - cosine over all pairs of unit vectors; NaN for fewer than two with text."""
    told = vectors[np.any(vectors != 0, axis=1)].astype(np.float64)
    k = len(told)
    if k < 2:
        return float("nan")
    alike = float(np.square(told.sum(0)).sum() - np.square(told).sum()) / (k * (k - 1))
    return 1.0 - alike


def divergence(history: NDArray[np.float64], listed: NDArray[np.float64]) -> float:
    """Steck's miscalibration (RecSys 2018): KL divergence in nats of the list's genres from the history's,
    0 where the list has the history's shares. NaN where either has no genres."""
    p, q = history.sum(0), listed.sum(0)
    if not p.sum() or not q.sum():
        return float("nan")
    p, q = p / p.sum(), q / q.sum()
    mixed = (1 - _SMOOTHED) * q + _SMOOTHED * p
    on = p > 0
    return float((p[on] * np.log(p[on] / mixed[on])).sum())


def coverage(lists: Sequence[Rows], ranked: Rows) -> float:
    """The share of the works that compete which stand in any of the top tens."""
    shown = np.unique(np.concatenate([best[:TOP] for best in lists])) if lists else np.zeros(0)
    return len(shown) / max(1, len(ranked))
