"""The columns behind every score, ready for slider ticks.

Relevance is what the run says of a work: offset + prior + pull of the history. It is shifted and scaled to
mean 0 and deviation 1 over the works that may be recommended; that is affine, so it stays additive and keeps
the order. The products with the factors are made when the run is opened and change only with feedback: a tick
is left with a handful of passes over n numbers.

Knows arrays and rows. Knows nothing of lists, rules, identities of works, or words.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from recdesk.domain.taste import TasteRun
from recdesk.ranking.mapped import give_back

FloatArray = NDArray[np.float64]

_BLOCK = 2048  # rows of factors widened to float64 at a time: 4 MB at 256 factors, stays in the cache
_KEPT_HEARD = 300  # works: 3 MiB at 1,400 voices
_FLAT = 1e-9  # a deviation below this is rounding; such a column tells no two works apart


@dataclass(frozen=True, slots=True, eq=False)
class Voices:
    """Works that speak, by row, and how strongly: the coefficients of the sum over the history. The trained
    ones come first; what follows was said in the window since."""

    rows: NDArray[np.int64]  # (m,)
    factors: FloatArray  # (m, d)
    lasting: FloatArray  # (m,)
    current: FloatArray  # (m,)

    def blended(self, lately: float) -> FloatArray:
        """(m,) coefficients at one position of the slider between always (0) and lately (1)."""
        return (1.0 - lately) * self.lasting + lately * self.current


@dataclass(frozen=True, slots=True)
class Scale:
    """relevance = baseline + ratio * (prior + history): what standardising does at one `lately`."""

    baseline: float
    ratio: float


class Scores:
    """The columns of one run. Every array has one row per work unless it says otherwise."""

    def __init__(self, run: TasteRun) -> None:
        self._factors = run.factors
        pool = np.flatnonzero(run.candidate)
        self._pool = pool if len(pool) else np.arange(len(run.work_ids))
        self.prior = np.asarray(run.prior, np.float64)
        rows = np.asarray(run.evidence_rows, np.int64)
        lasting, current = np.asarray(run.lasting, np.float64), np.asarray(run.current, np.float64)
        self.trained = Voices(rows, self.wide(rows), lasting, current)
        self.voices = self._leaned = self.trained
        self._also: tuple[Sequence[int], Sequence[float]] = ((), ())
        self._heard: dict[int, FloatArray] = {}
        self._trained_pulls = self.pulls(self.trained.factors, np.stack([lasting, current], axis=1))
        self._trained_pulls -= self._own(rows, self.trained.factors, np.stack([lasting, current], axis=1))
        self._leaned_pulls = self._trained_pulls
        self._set_pulls(self._trained_pulls)
        self._moments = self._pool_moments()
        lately = self._lately[self._pool] if len(self._pool) else np.zeros(1)
        self._lean_range = float(lately.min()), float(lately.max())
        # Bonuses are squares of ranks, 0..1: see `sliders`.
        self.novelty = self._ranked(run.novelty) ** 2
        self.hidden = (1.0 - run.popularity.astype(np.float64)) ** 2
        self.known = run.popularity.astype(np.float64) ** 2

    def wide(self, rows: NDArray[np.int64]) -> FloatArray:
        """(m, d) the factors of a few works in float64."""
        return np.asarray(self._factors[rows], np.float64)

    def pulls(self, factors: FloatArray, coefficients: FloatArray) -> FloatArray:
        """(n, c) what works with `factors` (m, d) and `coefficients` (m, c) add to every work, in the run's
        units. 4 ms for 12,000 works and 128 factors, whatever m is."""
        taste = factors.T @ coefficients  # (d, c)
        made = np.empty((len(self._factors), coefficients.shape[1]))
        for first in range(0, len(made), _BLOCK):
            made[first : first + _BLOCK] = self._factors[first : first + _BLOCK].astype(np.float64) @ taste
        give_back(self._factors)  # 32 MiB that only feedback and "because" look at again
        return made

    def _own(self, rows: NDArray[np.int64], factors: FloatArray, coefficients: FloatArray) -> FloatArray:
        """(n, c) what works say of themselves. Nobody is told to watch Alien because of Alien, but a work
        that was liked unseen, or waits in the backlog, is evidence and may be recommended."""
        made = np.zeros((len(self._factors), coefficients.shape[1]))
        np.add.at(made, rows, coefficients * np.square(factors).sum(axis=1)[:, None])
        return made

    def likeness(self, row: int) -> FloatArray:
        """(n,) how alike every work is to the one at `row`: f . f, and 0 for that work itself."""
        made = self.pulls(self.wide(np.array([row])), np.ones((1, 1)))[:, 0]
        made[row] = 0.0
        return made

    def said_by(self, rows: NDArray[np.int64], factors: FloatArray, coefficients: FloatArray) -> FloatArray:
        """(n,) what some voices add to all works but themselves."""
        made = self.pulls(factors, coefficients[:, None]) - self._own(rows, factors, coefficients[:, None])
        return np.asarray(made[:, 0])

    def heard(self, row: int) -> FloatArray:
        """(m,) how alike the work at `row` is to each voice. Kept for works looked at lately: a slider that
        moves asks for the same ones again, and 30 cards of 1,400 voices took 12 ms of each tick."""
        kept = self._heard.get(row)
        if kept is None:
            while len(self._heard) >= _KEPT_HEARD:
                self._heard.pop(next(iter(self._heard)))
            kept = self._heard[row] = self.voices.factors @ self.wide(np.array([row]))[0]
        return kept

    def turn(self, factors: FloatArray) -> None:
        """Let each trained voice count (m,) times what it was trained to. All ones give the trained columns
        back to the bit."""
        trained = self.trained
        self._leaned, self._leaned_pulls = trained, self._trained_pulls
        turned = np.flatnonzero(factors != 1.0)
        if len(turned):
            change = factors[turned, None] - 1.0
            both = change * np.stack([trained.lasting, trained.current], axis=1)[turned]
            rows, wide = trained.rows[turned], trained.factors[turned]
            self._leaned = replace(
                trained, lasting=factors * trained.lasting, current=factors * trained.current
            )
            self._leaned_pulls = self._trained_pulls + self.pulls(wide, both) - self._own(rows, wide, both)
        self.say_also(*self._also)

    def say_also(self, rows: Sequence[int], coefficients: Sequence[float]) -> None:
        """Replace what was said in the window since the training. Nothing said gives the trained columns
        back to the bit; the scale of the scores never moves, so unrelated works keep their scores."""
        self._also = rows, coefficients
        self.voices, pulls = self._leaned, self._leaned_pulls
        self._heard.clear()
        if rows:
            at, more = np.asarray(rows, np.int64), np.asarray(coefficients, np.float64)
            wide = self.wide(at)
            self.voices = Voices(
                np.concatenate([self._leaned.rows, at]),
                np.concatenate([self._leaned.factors, wide]),
                np.concatenate([self._leaned.lasting, more]),
                np.concatenate([self._leaned.current, more]),
            )
            pulls = pulls + self.said_by(at, wide, more)[:, None]
        self._set_pulls(pulls)

    def _set_pulls(self, pulls: FloatArray) -> None:
        self.lasting = np.ascontiguousarray(pulls[:, 0])  # pull of the history, all times alike
        self.current = np.ascontiguousarray(pulls[:, 1])  # the same, weighted towards lately
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
        """The run's offset cancels against the mean; where every work is equal the deviation counts as 1."""
        mean, mean_lately, variance, variance_lately, covariance = self._moments
        spread = variance + lately * (2.0 * covariance + lately * variance_lately)
        ratio = 1.0 / float(np.sqrt(spread)) if spread > _FLAT**2 else 1.0
        return Scale(-(mean + lately * mean_lately) * ratio, ratio)

    def relevance(self, lately: float) -> FloatArray:
        """Standardised relevance; a new array."""
        scale = self.scale(lately)
        made = self._always + lately * self._lately if lately else self._always.copy()
        made *= scale.ratio
        made += scale.baseline
        return made

    def trained_relevance(self) -> FloatArray:
        """Standardised lasting relevance as the run has it, without what was said since."""
        scale = self.scale(0.0)
        return (self.prior + self._trained_pulls[:, 0]) * scale.ratio + scale.baseline

    def deviation(self, column: FloatArray) -> float:
        """The deviation of a column over the pool; 1 where it tells no two works apart."""
        deviation = float(column[self._pool].std()) if len(self._pool) else 0.0
        return deviation if deviation > _FLAT else 1.0

    def lean(self, rows: NDArray[np.int64]) -> FloatArray:
        """(k,) how much more the current taste pulls on works than the lasting one, from 0 for the work where
        it does least to 1 where it does most; 0 for all if the two tastes are one."""
        low, high = self._lean_range
        return (self._lately[rows] - low) / (high - low) if high > low else np.zeros(len(rows))

    def _ranked(self, values: NDArray[np.float32]) -> FloatArray:
        """0..1: the share of the pool below each work, equal values alike."""
        pool = np.sort(values[self._pool])
        below = np.searchsorted(pool, values, "left") + np.searchsorted(pool, values, "right")
        return below / (2.0 * max(1, len(pool)))
