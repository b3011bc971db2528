"""How concentrated what a person turns to is: the effective number of genres, countries, decades, over time.

The measure is the inverse of the sum of squared shares: Simpson (Nature 163, 1949) and Herfindahl for the
sum, Laakso and Taagepera (Comparative Political Studies 12, 1979) and Jost (Oikos 113, 2006: the Hill number
of order 2) for its inverse, "as many as so many equal ones": 4.2 genres are as varied as 4.2 genres of one
size each. Of the Hill numbers it depends least on rare names that a short month has not met yet. Beside it
stands what people say themselves: half of it came from three genres.

A work with several names of a dimension counts in equal parts for each. Works, not plays, are what a month
has drawn by chance: forty episodes of one series are one draw that weighs forty. The sum of squared shares of
a sample is too large by its variance, which is therefore subtracted (for plain counts that is Simpson's own
unbiased form); the interval is the delta method's, on the logarithm, with the works as clusters. Where shares
are nearly equal its linear term vanishes, and the term of second order keeps the interval open.

Knows columns of works. Knows nothing of the library, of sentences or of Qt.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from recdesk.domain.bubble import MONTHS, NO_MONTH, Dimension, Doings, Habits, Period, Traits

LEAST_WORKS = 8  # by feel: with fewer the interval spans most of what is possible
WIDEST = 8.0  # times its lower end, by feel: an interval that reaches further says nothing
RECENT_MONTHS = 12
TOP = 5
HALF = 0.5
_NAMED = 8  # names kept of those that make up half
_SIGMAS = 1.96  # 95 %
_COUNTED = (
    8_000_000  # keys are told apart by a table of so many, 64 MB at most: five times faster than sorting
)

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Breadth:
    """How broad one stretch of time was in one dimension. `months` are its first and last (see `Doings`),
    None for all times, undated ones too. `weight` counts plays and viewings, `told` is the share of them
    whose work says its names. `number` is the effective number with its 95 % interval; `half` names make up
    half of it, the first of them in `names`. Not `solid`: too little to compare it by."""

    months: tuple[int, int] | None
    works: int
    weight: float
    told: float
    number: float
    low: float
    high: float
    half: int
    names: tuple[str, ...]
    solid: bool


@dataclass(frozen=True, slots=True)
class Share:
    """How much of each side one name makes up, 0..1; None where that side has nothing."""

    name: str
    consumed: float
    shown: float | None
    catalogue: float | None


@dataclass(frozen=True, slots=True)
class Facet:
    """One dimension. Points are in order of time, stretches without any work left out; `recent` and
    `shown_recent` are the last twelve months that have any, or all there is where that is too little."""

    dimension: Dimension
    points: tuple[Breadth, ...]
    shown: tuple[Breadth, ...]
    recent: Breadth | None
    shown_recent: Breadth | None
    catalogue: Breadth | None
    shares: tuple[Share, ...]  # the largest of `recent`, largest first


@dataclass(frozen=True, slots=True)
class Bubble:
    """One scope, measured. `dated` and `undated` count plays and viewings with and without a month."""

    scope: str
    period: Period
    facets: tuple[Facet, ...]
    works: int
    dated: float
    undated: float


def concentration(habits: Habits, period: Period | None = None) -> Bubble:
    """Every dimension of a scope; without a period, by the shortest in which most stretches are solid."""
    consumed = _once_judged(habits.consumed, len(habits.works))
    draws = _Draws.of(consumed)
    period = period or _fitting_period(draws)
    sides = _Side(draws, period), _Side(_Draws.of(habits.shown), period)
    catalogue = _Draws(habits.catalogue, np.zeros_like(habits.catalogue), np.ones(len(habits.catalogue)))
    dated = consumed.months != NO_MONTH
    facets = tuple(
        _facet(dimension, traits, *sides, catalogue) for dimension, traits in habits.traits.items()
    )
    return Bubble(
        habits.scope,
        period,
        facets,
        len(np.unique(consumed.rows)),
        float(np.maximum(consumed.weights, 1.0)[dated].sum()),
        float(np.maximum(consumed.weights, 1.0)[~dated].sum()),
    )


def _once_judged(doings: Doings, works: int) -> Doings:
    """Without judgements on works of which something else is known: a film watched in May and rated in June
    was not turned to twice."""
    enjoyed = np.bincount(doings.rows, doings.weights, works) > 0
    kept = (doings.weights > 0) | ~enjoyed[doings.rows]
    return Doings(doings.rows[kept], doings.months[kept], doings.weights[kept])


def _fitting_period(draws: _Draws) -> Period:
    dated = draws.where(draws.months != NO_MONTH)
    for period in (Period.MONTH, Period.QUARTER):
        works = np.bincount(stretches := dated.at(dated.months // MONTHS[period]).months)
        if len(stretches) and np.median(works[works > 0]) >= LEAST_WORKS:
            return period
    return Period.YEAR


@dataclass(frozen=True, slots=True, eq=False)
class _Draws:
    """Works at months, each work once a month."""

    rows: Ints  # (k,)
    months: Ints  # (k,)
    weights: Floats  # (k,)

    @classmethod
    def of(cls, doings: Doings) -> _Draws:
        return cls(doings.rows, doings.months, doings.weights).at(doings.months)

    def at(self, slots: Ints) -> _Draws:
        """The same at other marks of time, each work once at each."""
        if not len(slots):
            return self
        first, last = int(slots.min()), int(slots.max())
        span = int(self.rows.max()) + 1
        keys, back = _distinct((slots - first) * span + self.rows, (last - first + 1) * span)
        weights = np.maximum(np.bincount(back, self.weights, len(keys)), 1.0)
        return _Draws(keys % span, keys // span + first, weights)

    def together(self) -> _Draws:
        """All of it at one mark, 0."""
        return self.at(np.zeros(len(self.rows), np.int64))

    def where(self, kept: NDArray[np.bool_]) -> _Draws:
        return _Draws(self.rows[kept], self.months[kept], self.weights[kept])


def _distinct(keys: Ints, below: int) -> tuple[Ints, Ints]:
    """The distinct keys, ascending, and where among them each key is; all lie from 0 to `below`."""
    if below > _COUNTED:
        return np.unique(keys, return_inverse=True)
    there = np.zeros(below, np.bool_)
    there[keys] = True
    found = np.flatnonzero(there)
    places = np.empty(below, np.int64)
    places[found] = np.arange(len(found))
    return found, places[keys]


class _Side:
    """One side's draws as every dimension needs them: by stretch, of late, and all together."""

    def __init__(self, draws: _Draws, period: Period) -> None:
        length = MONTHS[period]
        dated = draws.where(draws.months != NO_MONTH)
        self.by_stretch = dated.at(dated.months // length)
        starts = np.unique(self.by_stretch.months)
        self.slots = np.searchsorted(starts, self.by_stretch.months)
        self.spans = [(int(at) * length, int(at) * length + length - 1) for at in starts]
        self.late: _Draws | None = None
        if len(dated.rows):
            last = int(dated.months.max())
            self.late_span = (max(last - RECENT_MONTHS + 1, int(dated.months.min())), last)
            self.late = dated.where(dated.months >= self.late_span[0]).together()
        self.whole = draws.together()

    def points(self, traits: Traits) -> tuple[Breadth, ...]:
        return _measured(self.by_stretch, traits, self.slots, self.spans)[0]

    def recent(self, traits: Traits) -> tuple[Breadth | None, dict[str, float]]:
        """The last twelve months there are, if they are enough."""
        if self.late is not None:
            points, shares = _measured(self.late, traits, self.late.months, [self.late_span])
            if points and points[0].solid:
                return points[0], shares
        return _whole(self.whole, traits)


def _facet(dimension: Dimension, traits: Traits, consumed: _Side, shown: _Side, catalogue: _Draws) -> Facet:
    recent, recent_shares = consumed.recent(traits)
    shown_recent, shown_shares = shown.recent(traits)
    whole, whole_shares = _whole(catalogue, traits)
    top = sorted(recent_shares, key=lambda name: (-recent_shares[name], name))[:TOP]
    return Facet(
        dimension,
        consumed.points(traits),
        shown.points(traits),
        recent,
        shown_recent,
        whole,
        tuple(
            Share(
                name,
                recent_shares[name],
                shown_shares.get(name, 0.0) if shown_recent else None,
                whole_shares.get(name, 0.0) if whole else None,
            )
            for name in top
        ),
    )


def _whole(merged: _Draws, traits: Traits) -> tuple[Breadth | None, dict[str, float]]:
    """What is marked with one time alone."""
    points, shares = _measured(merged, traits, merged.months, [None])
    return (points[0] if points else None), shares


def _measured(
    draws: _Draws, traits: Traits, slots: Ints, spans: Sequence[tuple[int, int] | None]
) -> tuple[tuple[Breadth, ...], dict[str, float]]:
    """The breadth of each of t slots that has anything, and what each name makes up of the first of them.
    `slots` (k,) are indices into `spans` (t,)."""
    t = len(spans)
    weight = np.bincount(slots, draws.weights, t)
    said = np.diff(traits.starts)[draws.rows]
    telling = said > 0
    rows, slots, weights, said = draws.rows[telling], slots[telling], draws.weights[telling], said[telling]
    if not len(rows):
        return (), {}
    draw = np.repeat(np.arange(len(rows)), said)  # (p,) which draw each pair of draw and name is of
    within = np.arange(len(draw)) - np.repeat(np.cumsum(said) - said, said)
    names = traits.values[np.repeat(traits.starts[rows], said) + within]
    width = len(traits.names)
    keys, back = _distinct(slots[draw] * width + names, t * width)
    slot_of, name_of = keys // width, keys % width
    told = np.bincount(slots, weights, t)
    shares = np.bincount(back, (weights / said)[draw], len(keys)) / told[slot_of]
    overlap = np.bincount(draw, shares[back] / said[draw], len(rows)).astype(np.float64)
    squares = np.bincount(slot_of, shares**2, t).astype(np.float64)
    number, low, high = _numbers(slots, weights / told[slots], said, overlap, squares, width)
    half, leading = _halves(slot_of, name_of, shares, t)
    works = np.bincount(slots, minlength=t)
    points = tuple(
        Breadth(
            months=spans[at],
            works=int(works[at]),
            weight=float(weight[at]),
            told=float(told[at] / weight[at]),
            number=float(number[at]),
            low=float(low[at]),
            high=float(high[at]),
            half=int(half[at]),
            names=tuple(traits.names[name] for name in leading[at]),
            solid=bool(works[at] >= LEAST_WORKS and high[at] <= WIDEST * low[at]),
        )
        for at in np.flatnonzero(works).tolist()
    )
    first = slot_of == slot_of[0]
    named = zip((traits.names[name] for name in name_of[first]), shares[first].tolist(), strict=True)
    return points, dict(named)


def _numbers(
    slots: Ints, parts: Floats, said: Ints, overlap: Floats, squares: Floats, most: int
) -> tuple[Floats, Floats, Floats]:
    """(t,) each: effective numbers, and the two ends of their intervals. Of each draw (k,): the part of its
    slot that it makes up, how many names it says, and its overlap with its slot, the sum over names of the
    product of both shares. `squares` (t,) are sums of squared shares."""
    t = len(squares)
    n = np.bincount(slots, minlength=t)
    small = n / np.maximum(n - 1, 1)
    spread = np.maximum(1.0 / said - 2.0 * overlap + squares[slots], 0.0)
    noise = small * np.bincount(slots, parts**2 * spread, t)
    concentrated = np.clip(squares - noise, 1.0 / most, 1.0)
    number = 1.0 / concentrated
    first = small * np.bincount(slots, (2.0 * parts * (overlap - squares[slots])) ** 2, t)
    second = 2.0 * noise**2 / np.maximum(number - 1.0, 1.0)
    wide = math.log(most) + 1.0  # as good as unknown, and no overflow
    factor = np.exp(np.minimum(_SIGMAS * np.sqrt(first + second) / concentrated, wide))
    alone = n < 2  # one work says nothing of how far others may lie from it
    low = np.where(alone, 1.0, np.maximum(number / factor, 1.0))
    return number, low, np.where(alone, float(most), np.minimum(number * factor, most))


def _halves(slot_of: Ints, name_of: Ints, shares: Floats, t: int) -> tuple[Ints, list[list[int]]]:
    """How many names make up half of each slot, and the first of these, largest first."""
    order = np.lexsort((name_of, -shares, slot_of))
    sums = np.cumsum(shares[order])
    starts = np.searchsorted(slot_of[order], np.arange(t))
    ends = np.searchsorted(slot_of[order], np.arange(t), side="right")
    before = np.where(starts > 0, sums[starts - 1], 0.0)
    reached = np.searchsorted(sums, before + HALF - 1e-9)
    half = np.minimum(reached + 1, ends) - starts
    leading = [name_of[order[start : start + min(int(k), _NAMED)]].tolist() for start, k in zip(starts, half)]
    return half, leading
