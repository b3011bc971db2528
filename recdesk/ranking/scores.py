"""The columns behind every score, ready for slider ticks.

Relevance is what the run says of a work: offset + prior + pull of the history. The history pulls in one way
or in two: by what the works are like and, where a pack brought them, by other people's likes. Relevance is
shifted and scaled to mean 0 and deviation 1 over the works that may be recommended; that is affine, so it
stays additive and keeps the order. The products with the factors are made when the run is opened and change
only with feedback: a tick is left with a handful of passes over n numbers.

Knows arrays and rows. Knows nothing of lists, rules, identities of works, or words.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from recdesk.domain.factors import Direction, Factors
from recdesk.domain.taste import TasteRun
from recdesk.ranking.mapped import give_back

FloatArray = NDArray[np.float64]

_BLOCK = 1024  # rows of factors widened to float64 at a time: 4 MB at 480 factors, stays in the cache
_KEPT_HEARD = 300  # works: 3 MiB at 1,400 voices
_FLAT = 1e-9  # a deviation below this is rounding; such a column tells no two works apart


@dataclass(frozen=True, slots=True, eq=False)
class Voices:
    """Works that speak, by row, and how strongly: the coefficients of the sum over the history. The trained
    ones come first; what follows was said in the window since. The last axis of coefficients is the way they
    speak: by likeness, and with w = 2 by other people's likes."""

    rows: NDArray[np.int64]  # (m,)
    factors: Factors  # m, in double precision
    says: FloatArray  # (m, r); r is 0 with one way
    lasting: FloatArray  # (m, w)
    current: FloatArray  # (m, w)

    def blended(self, lately: float) -> FloatArray:
        """(m, w) coefficients at one position of the slider between always (0) and lately (1)."""
        return (1.0 - lately) * self.lasting + lately * self.current

    def both(self) -> FloatArray:
        """(m, 2, w) lasting and current."""
        return np.stack([self.lasting, self.current], axis=1)

    def some(self, which: NDArray[np.int64]) -> Voices:
        return Voices(
            self.rows[which], self.factors[which], self.says[which], self.lasting[which], self.current[which]
        )

    def and_also(self, others: Voices) -> Voices:
        """These, and the others behind them."""
        return Voices(
            np.concatenate([self.rows, others.rows]),
            self.factors.and_also(others.factors),
            np.concatenate([self.says, others.says]),
            np.concatenate([self.lasting, others.lasting]),
            np.concatenate([self.current, others.current]),
        )


@dataclass(frozen=True, slots=True)
class Scale:
    """relevance = baseline + ratio * (prior + history): what standardising does at one `lately`."""

    baseline: float
    ratio: float


class Scores:
    """The columns of one run. Every array has one row per work unless it says otherwise."""

    def __init__(self, run: TasteRun) -> None:
        self._factors, self._hears, self._says = run.factors, run.hears, run.says
        self._share = None if run.own_share is None else np.asarray(run.own_share, np.float64)
        self.ways = 1 if run.says is None else 2
        pool = np.flatnonzero(run.candidate)
        self._pool = pool if len(pool) else np.arange(len(run.work_ids))
        self.prior = np.asarray(run.prior, np.float64)
        lasting, current = np.asarray(run.lasting)[:, None], np.asarray(run.current)[:, None]
        if run.told is not None:
            lasting = np.concatenate([lasting, run.told[:, :1]], axis=1)
            current = np.concatenate([current, run.told[:, 1:]], axis=1)
        self.trained = self.voices_of(np.asarray(run.evidence_rows, np.int64), lasting, current)
        self.voices = self._leaned = self.trained
        self._also = self.trained.some(np.zeros(0, np.int64))
        self._heard: dict[int, FloatArray] = {}
        self._trained_pulls = self._leaned_pulls = self.pulls(self.trained, self.trained.both())
        self._set_pulls(self._trained_pulls)
        self._moments = self._pool_moments()
        lately = self._lately[self._pool] if len(self._pool) else np.zeros(1)
        self._lean_range = float(lately.min()), float(lately.max())
        # Bonuses are ranks or their squares, 0..1: see `sliders`.
        self.novelty = self._ranked(run.novelty)
        self.hidden = (1.0 - run.popularity.astype(np.float64)) ** 2
        self.known = run.popularity.astype(np.float64) ** 2

    def factors_of(self, rows: NDArray[np.int64]) -> Factors:
        """The factors of a few works, in double precision."""
        return self._factors[rows].doubled()

    def voices_of(self, rows: NDArray[np.int64], lasting: FloatArray, current: FloatArray) -> Voices:
        """The works at `rows` as voices with these coefficients (m, w)."""
        says = np.zeros((len(rows), 0)) if self._says is None else np.asarray(self._says[rows], np.float64)
        made = np.asarray(lasting, np.float64), np.asarray(current, np.float64)
        return Voices(rows, self.factors_of(rows), says, *made)

    def pulls(self, voices: Voices, coefficients: FloatArray) -> FloatArray:
        """(n, c, w) what voices with `coefficients` (m, c, w) add to every work but themselves, in the run's
        units: nobody is told to watch Alien because of Alien, but a work that was liked unseen, or waits in
        the backlog, is evidence and may be recommended. 4 ms for 12,000 works and 480 factors, whatever m is.
        """
        rows = voices.rows
        made = np.empty((len(self._factors), *coefficients.shape[1:]))
        made[..., 0] = _along(self._factors, voices.factors.summed(coefficients[..., 0]))
        own = voices.factors.squares()[:, None]
        np.subtract.at(made[..., 0], rows, coefficients[..., 0] * own)
        if self._share is not None:
            made[..., 0] *= self._share[:, None]
        if self._hears is not None:
            made[..., 1] = _products(self._hears, voices.says.T @ coefficients[..., 1])
            own = (voices.says * self._hears[rows]).sum(axis=1)[:, None]
            np.subtract.at(made[..., 1], rows, coefficients[..., 1] * own)
        return made

    def likeness(self, row: int, weights: FloatArray) -> FloatArray:
        """(n, w) how much the work at `row` says for every work, each way by its weight (w,), and 0 for that
        work itself."""
        speaker = self.voices_of(np.array([row]), weights[None], weights[None])
        made: FloatArray = self.pulls(speaker, weights[None, None])[:, 0]
        made[row] = 0.0
        return made

    def heard(self, row: int) -> FloatArray:
        """(m, w) how much the work at `row` hears from each voice of weight 1. Kept for works looked at
        lately: a slider that moves asks for the same ones again, and 30 cards of 1,400 voices took 12 ms of
        each tick."""
        kept = self._heard.get(row)
        if kept is None:
            while len(self._heard) >= _KEPT_HEARD:
                self._heard.pop(next(iter(self._heard)))
            kept = self._heard[row] = self.heard_from(self.voices, row)
        return kept

    def heard_from(self, voices: Voices, row: int) -> FloatArray:
        """(m, w) the same of any voices, not kept."""
        share = 1.0 if self._share is None else self._share[row]
        ways = [share * voices.factors.likeness(self.factors_of(np.array([row])))[:, 0]]
        if self._hears is not None:
            ways.append(voices.says @ np.asarray(self._hears[row], np.float64))
        return np.stack(ways, axis=1)

    def turn(self, factors: FloatArray) -> None:
        """Let each trained voice count (m,) times what it was trained to. All ones give the trained columns
        back to the bit."""
        trained = self.trained
        self._leaned, self._leaned_pulls = trained, self._trained_pulls
        turned = np.flatnonzero(factors != 1.0)
        if len(turned):
            some = trained.some(turned)
            change = (factors[turned] - 1.0)[:, None, None] * some.both()
            times = factors[:, None]
            self._leaned = replace(trained, lasting=times * trained.lasting, current=times * trained.current)
            self._leaned_pulls = self._trained_pulls + self.pulls(some, change)
        self._speak()

    def say_also(self, rows: Sequence[int], coefficients: Sequence[FloatArray]) -> None:
        """Replace what was said in the window since the training, each with its weights (w,). Nothing said
        gives the trained columns back to the bit; the scale of the scores never moves, so unrelated works
        keep their scores."""
        made = np.asarray(coefficients, np.float64).reshape(len(rows), self.ways)
        self._also = self.voices_of(np.asarray(rows, np.int64), made, made)
        self._speak()

    def _speak(self) -> None:
        self.voices, pulls = self._leaned, self._leaned_pulls
        self._heard.clear()
        if len(self._also.rows):
            self.voices = self._leaned.and_also(self._also)
            pulls = pulls + self.pulls(self._also, self._also.lasting[:, None])
        self._set_pulls(pulls)

    def _set_pulls(self, pulls: FloatArray) -> None:
        self.lasting = np.ascontiguousarray(pulls[:, 0])  # (n, w) pull of the history, all times alike
        self.current = np.ascontiguousarray(pulls[:, 1])  # (n, w) the same, weighted towards lately
        self._always: FloatArray = self.prior + self.lasting.sum(axis=1)
        self._relevance: tuple[float, FloatArray] | None = None
        self._lately: FloatArray = (self.current - self.lasting).sum(axis=1)

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
        """Standardised relevance, read-only and kept for the next slider that moves: 2 ms for a million works
        where only novelty changes."""
        if self._relevance is not None and self._relevance[0] == lately:
            return self._relevance[1]
        scale = self.scale(lately)
        made = self._always + lately * self._lately if lately else self._always.copy()
        made *= scale.ratio
        made += scale.baseline
        made.flags.writeable = False
        self._relevance = lately, made
        return made

    def trained_relevance(self) -> FloatArray:
        """Standardised lasting relevance as the run has it, without what was said since."""
        scale = self.scale(0.0)
        made: FloatArray = (self.prior + self._trained_pulls[:, 0].sum(axis=1)) * scale.ratio
        return made + scale.baseline

    def deviation(self, column: FloatArray) -> float:
        """The deviation of a column over the pool; 1 where it tells no two works apart."""
        deviation = float(column[self._pool].std()) if len(self._pool) else 0.0
        return deviation if deviation > _FLAT else 1.0

    def lean(self, rows: NDArray[np.int64]) -> FloatArray:
        """(k,) how much more the current taste pulls on works than the lasting one, from 0 for the work where
        it does least to 1 where it does most, of those that may be recommended; what goes further goes as
        far. 0 for all if the two tastes are one."""
        low, high = self._lean_range
        lean = (self._lately[rows] - low) / (high - low) if high > low else np.zeros(len(rows))
        return np.clip(lean, 0.0, 1.0)

    def _ranked(self, values: NDArray[np.float32]) -> FloatArray:
        """0..1: the share of the pool below each work, equal values alike."""
        pool = np.sort(values[self._pool])
        below = np.searchsorted(pool, values, "left") + np.searchsorted(pool, values, "right")
        return below / (2.0 * max(1, len(pool)))


def _along(factors: Factors, taste: Direction) -> FloatArray:
    """(n, c) `Factors.along` of factors in a mapped file, a block at a time."""
    made = np.empty((len(factors), taste.shared.shape[1]))
    for first in range(0, len(made), _BLOCK):
        made[first : first + _BLOCK] = factors[first : first + _BLOCK].along(taste)
    for part in (factors.shared, factors.own):
        give_back(part)  # 25 MiB that only feedback and "because" look at again
    return made


def _products(rows: NDArray[np.floating], taste: FloatArray) -> FloatArray:
    """(n, c) rows (n, d) of a mapped file times `taste` (d, c), in double precision."""
    made = np.empty((len(rows), taste.shape[1]))
    for first in range(0, len(made), _BLOCK):
        made[first : first + _BLOCK] = rows[first : first + _BLOCK].astype(np.float64) @ taste
    give_back(rows)
    return made
