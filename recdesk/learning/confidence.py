"""How sure the model is of a work: a chance that is right as often as it says.

The figure means one thing: of two works of a kind that equally many people know, of which the person would
turn to one and not to the other, the chance that it is this one they would turn to. A half is a coin: the
history says nothing. The audience is left out on purpose, for a work is not a sure pick because it is famous.

    logit(chance of i) = x (PULL + MORE log(1 + m)) - SHARE s

x is what the history adds to the score of i beyond its mean over the kind, at a `strength` of 1; m how much
evidence there is (the score divides by it, but more evidence is surer); s how well the history foretells
itself: the mean, over the works the person likes, of what the others say of each, in spreads of the kind,
drawn to 0 while there are few. That is the person's own backtest in closed form: where it is good, the rest
falls behind.

The three numbers are fitted on people of the open packs with 1 to all of their likes given and measured on
others (bench_confidence.py). Knows arrays, nothing of works.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

PULL, MORE, SHARE = 0.611, 0.279, 0.570  # validated
_FEW = 5.0  # liked works at which half of how they foretell each other is believed
_BEST = 3.0  # spreads: above, a history of one theme only foretells itself
_BINS = 10


def chances(
    pulled: NDArray[np.float64],
    kinds: NDArray[np.int8],
    candidate: NDArray[np.bool_],
    liked: NDArray[np.int64],
    evidence: float,
) -> NDArray[np.float32]:
    """(n,) the figure for every work. `pulled` (n,) is what the history adds to each work but itself, at a
    strength of 1; `liked` are the rows of the works that speak for others; `evidence` is the m above, in
    weights."""
    beyond, spreads = within_kinds(pulled, kinds, candidate)
    odds = beyond * (PULL + MORE * np.log1p(evidence)) - SHARE * foretold(spreads[liked])
    return np.asarray(1.0 / (1.0 + np.exp(-odds)), np.float32)


def within_kinds(
    pulled: NDArray[np.float64], kinds: NDArray[np.int8], candidate: NDArray[np.bool_]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """(n,) each: the pull less the mean of its kind, in units of score and in spreads of the kind."""
    beyond, spreads = np.zeros(len(pulled)), np.zeros(len(pulled))
    for kind in np.unique(kinds):
        of_kind = kinds == kind
        base = pulled[of_kind & candidate]
        if len(base):
            beyond[of_kind] = pulled[of_kind] - base.mean()
            spreads[of_kind] = beyond[of_kind] / max(float(base.std()), 1e-6)
    return beyond, spreads


def foretold(spreads: NDArray[np.float64]) -> float:
    """0..3, how well a history foretells itself."""
    if len(spreads) < 2:
        return 0.0
    return float(np.clip(spreads.mean(), 0.0, _BEST)) * len(spreads) / (len(spreads) + _FEW)


def calibration_error(
    said: NDArray[np.floating], right: NDArray[np.bool_], weights: NDArray[np.float64], bins: int = _BINS
) -> float:
    """The expected calibration error (Naeini and others 2015): the mean distance between what was said and
    how often it was right, over `bins` that hold equal weight. NaN where nothing was said."""
    if not len(said) or not weights.sum():
        return float("nan")
    order = np.argsort(said, kind="stable")
    upto = np.cumsum(weights[order])
    of_bin = np.minimum((upto - weights[order] / 2) / upto[-1] * bins, bins - 1).astype(int)
    apart = weights[order] * (said[order] - right[order])
    return float(np.abs(np.bincount(of_bin, apart, bins)).sum() / upto[-1])


def beside_equally_known(
    sought: NDArray[np.int64],
    rivals: NDArray[np.int64],
    standing: NDArray[np.float64],
    said: NDArray[np.floating],
    near: int = 60,
) -> tuple[NDArray[np.floating], NDArray[np.bool_], NDArray[np.float64]]:
    """What was said of works that were turned to and of those `near` places above and below each in the order
    of the audience that were not: (said, right, weights), both sides of a pair weighing the same. `rivals`
    are rows of one kind; `sought` are among them or not."""
    others = rivals[~np.isin(rivals, sought)]
    others = others[np.argsort(-standing[others], kind="stable")]
    if not len(others):
        return said[:0], np.zeros(0, np.bool_), np.zeros(0)
    places = np.searchsorted(-standing[others], -standing[sought])
    parts = [others[max(0, place - near) : place + near] for place in places]
    return (
        np.concatenate([said[sought], *(said[part] for part in parts)]),
        np.repeat([True, False], [len(sought), sum(map(len, parts))]),
        np.concatenate([np.ones(len(sought)), *(np.full(len(part), 1.0 / len(part)) for part in parts)]),
    )
