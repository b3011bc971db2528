"""What a slider weighs at each of its positions, so that it feels alike on every history.

A slider adds weight * bonus(i) to every score. The weight is not a fixed number: one that changes nothing for
one person turns the whole list over for another. It is read off the list's own prices instead. With T the
relevance of the 10th work (popularity: the 20th) and b the mean bonus down to it, a work below comes in at

    price(i) = (T - relevance(i)) / (bonus(i) - b)

and the slider at position p pays for the k cheapest of them, k = 10 p + (most - 10) p^5: one in the
first tenth of the way, five or six at the middle, and then ever more until the whole list has turned.

The bonus of novelty is a rank, those of popularity are squares. Squares keep a little more of NDCG@10 (films
of 190 people, a quarter more self-information: .90 for .89) and pay for it with works that have nothing to do
with the person: the least relevant of ten stood at 1.3 deviations where it stands at 2.6 by ranks. Prices are
asked for the first ten works, because those of the first twenty are nearly all for places 11 to 20: artists
then gained 3 % at the middle where films gained 36. Now films gain 45 % there and keep .86 of NDCG@10,
artists gain 19 % and keep .91 (190 and 300 people).

Knows numbers only.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from recdesk.domain.taste import Dials

FloatArray = NDArray[np.float64]

# Works of the list that prices are asked for; works a slider would pay for at its end if it went on as it
# starts; works it does pay for there, by feel: the end is the end.
_WAYS = {"novelty": (10, 10.0, 40), "hidden": (20, 9.5, 80), "known": (20, 9.5, 80)}
_STEP = (10, 200)  # places whose difference in relevance is one step
_VARIETY = 3.8  # of the worth of a work, for one as close to the list as the list is in itself, see `variety`
_VARIETY_GENTLE = 1.5
# Steps that a gain of 1 in proportion is worth. Films and artists of 60 people each, lists of ten: divergence
# from the history's genres .94 to .45 and 1.13 to .58, NDCG@10 kept .99 and .96; twice as much: .36 and .42
# with .95 and .91 kept.
_PROPORTION = 2.0


@dataclass(frozen=True, slots=True)
class Weights:
    """What the sliders multiply: the bonus for novelty, for being little known (`hidden`) or well known, and
    closeness to what is already in the list (`variety`) and the proportions of the history, which move works
    and add nothing to a score."""

    novelty: float = 0.0
    hidden: float = 0.0
    known: float = 0.0
    variety: float = 0.0
    proportion: float = 0.0


@dataclass(frozen=True, slots=True)
class Market:
    """What is asked of a list before sliders weigh: its relevance (m,) and, by name, the bonuses (m,)."""

    relevance: Callable[[], FloatArray]
    bonus: Callable[[str], FloatArray]


class Prices:
    """The prices of one list, worked out when a slider first leaves its rest and kept."""

    def __init__(self, market: Market) -> None:
        self._market = market
        self._curves: dict[str, FloatArray] = {}
        self._step = 0.0

    def weights(self, dials: Dials) -> Weights:
        """The weights at one position of the sliders; those at rest weigh exactly nothing."""
        towards = 2.0 * dials.popularity - 1.0
        return Weights(
            novelty=self._weight("novelty", dials.novelty),
            hidden=self._weight("hidden", -towards),
            known=self._weight("known", towards),
            variety=_VARIETY * dials.diversity**_VARIETY_GENTLE,
            proportion=_PROPORTION * self.step() if dials.in_proportion else 0.0,
        )

    def step(self) -> float:
        """The relevance of the 10th work less that of the 200th, or of the last; 1 where they are equal."""
        if not self._step:
            relevance = self._market.relevance()
            first, last = (min(place, len(relevance)) for place in _STEP)
            best = np.sort(np.partition(relevance, len(relevance) - last)[len(relevance) - last :])
            step = float(best[last - first] - best[0]) if last else 0.0
            self._step = step if step > 1e-9 else 1.0
        return self._step

    def _weight(self, name: str, position: float) -> float:
        if position <= 0.0:
            return 0.0
        length, easy, most = _WAYS[name]
        if name not in self._curves:
            relevance, bonus = self._market.relevance(), self._market.bonus(name)
            self._curves[name] = price_curve(relevance, bonus, length, most)
        curve = self._curves[name]
        paid = easy * position + (most - easy) * position**5
        return float(np.interp(paid, np.arange(len(curve)), curve))


def price_curve(relevance: FloatArray, bonus: FloatArray, length: int, most: int) -> FloatArray:
    """(at most 1 + `most`,) the weight from which on k works have come into a list of `length`, k = 0 first;
    ascending. Of few works the list is their upper half."""
    length = min(length, math.ceil(len(relevance) / 2))
    if not length:
        return np.zeros(1)
    top = np.argpartition(-relevance, length - 1)[:length]
    gain = bonus - float(bonus[top].mean())
    loss = float(relevance[top].min()) - relevance
    able = (gain > 1e-9) & (loss > 0.0)
    prices = loss[able] / gain[able]
    if len(prices) > most:
        prices = np.partition(prices, most - 1)[:most]
    return np.concatenate([np.zeros(1), np.sort(prices)])
