"""The additive score of every work, recomputed on each slider tick.

    score(i) = baseline + prior(i) + history(i) + novelty(i) + popularity(i)

The first three terms are the run's relevance, shifted and scaled to mean 0 and deviation 1 over the works
that may be recommended; that is affine, so it stays additive and keeps the order. The sliders add multiples
of standardised columns. A tick is a handful of passes over n numbers: the products with the factors were
made when the run was opened and change only with feedback.

Knows arrays and rows. Knows nothing of lists, rules, identities of works, or words.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from recdesk.domain.taste import Dials, TasteRun

FloatArray = NDArray[np.float64]

_BLOCK = 8192  # rows of factors widened to float64 at a time: 6 MB at 96 factors, stays in the cache
_NOVELTY_WEIGHT = 2.0  # see slider_weights
_POPULARITY_WEIGHT = 2.0


@dataclass(frozen=True, slots=True, eq=False)
class Voices:
    """Works that speak, by row, and how strongly: the coefficients of the sum over the history.
    m counts the trained ones first; what follows was said in the window since."""

    rows: NDArray[np.int64]  # (m,)
    lasting: FloatArray  # (m,)
    current: FloatArray  # (m,)

    def blended(self, lately: float) -> FloatArray:
        return (1.0 - lately) * self.lasting + lately * self.current

    def plus(self, rows: Sequence[int], coefficients: Sequence[float]) -> Voices:
        """With more works, each with the same coefficient in lasting and current taste."""
        more = np.asarray(coefficients, np.float64)
        return Voices(
            np.concatenate([self.rows, np.asarray(rows, np.int64)]),
            np.concatenate([self.lasting, more]),
            np.concatenate([self.current, more]),
        )


@dataclass(frozen=True, slots=True)
class Weights:
    """What the sliders multiply: standardised novelty and popularity, and closeness to what is already in
    the list (`variety`, which moves works and adds nothing to a score)."""

    novelty: float = 0.0
    popularity: float = 0.0
    variety: float = 0.0


@dataclass(frozen=True, slots=True)
class Scale:
    """score = baseline + ratio * (prior + history): what standardising does at one position of `lately`."""

    baseline: float
    ratio: float


class Scores:
    """The columns of one run, ready for ticks. All arrays have one row per work of the run."""

    def __init__(self, run: TasteRun) -> None:
        self._factors = run.factors
        pool = np.flatnonzero(run.candidate)
        self._pool = pool if len(pool) else np.arange(len(run.work_ids))
        self.prior = np.asarray(run.prior, np.float64)
        self.trained = Voices(
            np.asarray(run.evidence_rows, np.int64),
            np.asarray(run.lasting, np.float64),
            np.asarray(run.current, np.float64),
        )
        self.voices = self.trained
        pulls = self.pulls(self.trained.rows, np.stack([self.trained.lasting, self.trained.current], axis=1))
        self._trained_pulls = pulls
        self._set_pulls(pulls)
        self._moments = self._pool_moments()
        self.novelty = _standardised(run.novelty, self._pool)
        self.popularity = _standardised(run.popularity, self._pool)

    def pulls(self, rows: NDArray[np.int64], coefficients: FloatArray) -> FloatArray:
        """(n, c) what works at `rows` with `coefficients` (m, c) add to every work, in the run's units."""
        taste = np.asarray(self._factors[rows], np.float64).T @ coefficients  # (d, c)
        made = np.empty((len(self._factors), coefficients.shape[1]))
        for first in range(0, len(made), _BLOCK):
            made[first : first + _BLOCK] = self._factors[first : first + _BLOCK].astype(np.float64) @ taste
        return made

    def likeness(self, row: int) -> FloatArray:
        """(n,) how alike every work is to the one at `row` in factors: f . f."""
        return self.pulls(np.array([row]), np.ones((1, 1)))[:, 0]

    def kernel(self, rows: NDArray[np.int64], row: int) -> FloatArray:
        """(m,) how alike the works at `rows` are to the one at `row` in factors: f . f."""
        return np.asarray(self._factors[rows], np.float64) @ np.asarray(self._factors[row], np.float64)

    def say_also(self, rows: Sequence[int], coefficients: Sequence[float]) -> None:
        """Replace what was said in the window since the training. Nothing said gives the trained columns
        back to the bit; the scale of the scores never moves, so other works keep their scores."""
        self.voices = self.trained.plus(rows, coefficients)
        pulls = self._trained_pulls
        if rows:
            column = np.asarray(coefficients, np.float64)[:, None]
            pulls = pulls + self.pulls(np.asarray(rows, np.int64), column)
        self._set_pulls(pulls)

    def _set_pulls(self, pulls: FloatArray) -> None:
        self.lasting = np.ascontiguousarray(pulls[:, 0])  # (n,) pull of the history, all times alike
        self.current = np.ascontiguousarray(pulls[:, 1])  # (n,) the same, weighted towards lately
        self._always = self.prior + self.lasting
        self._lately = self.current - self.lasting

    def _pool_moments(self) -> tuple[float, float, float, float, float]:
        """Means, variances and covariance of relevance and its change towards lately, over the pool as it
        was trained. With them the scale of any blend is exact without another pass."""
        if not len(self._pool):
            return 0.0, 0.0, 0.0, 0.0, 0.0
        always, lately = self._always[self._pool], self._lately[self._pool]
        covariance = float(np.mean((always - always.mean()) * (lately - lately.mean())))
        return (
            float(always.mean()),
            float(lately.mean()),
            float(always.var()),
            float(lately.var()),
            covariance,
        )

    def scale(self, lately: float) -> Scale:
        """The offset cancels against the mean; where every work is equal the deviation counts as 1."""
        mean, mean_lately, variance, variance_lately, covariance = self._moments
        spread = variance + lately * (2.0 * covariance + lately * variance_lately)
        ratio = 1.0 / np.sqrt(spread) if spread > 1e-18 else 1.0
        return Scale(float(-(mean + lately * mean_lately) * ratio), float(ratio))

    def trained_relevance(self) -> FloatArray:
        """(n,) standardised lasting relevance as the run has it, without what was said since."""
        scale = self.scale(0.0)
        return (self.prior + self._trained_pulls[:, 0]) * scale.ratio + scale.baseline

    def relevance(self, lately: float) -> FloatArray:
        """(n,) standardised relevance, without any slider but `lately`."""
        scale = self.scale(lately)
        made = self._always + lately * self._lately if lately else self._always.copy()
        made *= scale.ratio
        made += scale.baseline
        return made

    def spread_of(self, values: FloatArray) -> float:
        """The deviation of a column over the pool, 1 where it has none."""
        deviation = float(values[self._pool].std()) if len(self._pool) else 0.0
        return deviation if deviation > 1e-9 else 1.0


def slider_weights(dials: Dials, step: float) -> Weights:
    """`step` is what the list costs: the relevance of its 10th work less that of its 200th. Measuring weights
    in steps makes the sliders feel alike on every history; a square makes the first half of the way gentle
    (a discount that is linear in the weight has a cliff between 1 and 2: novelty 4.3 to 7.3 bits)."""
    towards = 2.0 * dials.popularity - 1.0
    return Weights(
        novelty=_NOVELTY_WEIGHT * step * dials.novelty**2,
        popularity=_POPULARITY_WEIGHT * step * towards * abs(towards),
        variety=step * dials.diversity**2,
    )


def _standardised(column: NDArray[np.float32], pool: NDArray[np.int64]) -> FloatArray:
    made = np.asarray(column, np.float64)
    if not len(pool):
        return made
    deviation = float(made[pool].std())
    return (made - float(made[pool].mean())) / (deviation if deviation > 1e-9 else 1.0)
