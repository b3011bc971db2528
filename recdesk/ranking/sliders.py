"""What a slider weighs at each of its positions, so that it feels alike on every history.

A slider adds weight * bonus(i) to every score. The weight is not a fixed number: one that changes nothing for
one person turns the whole list over for another. It is read off the list's own prices instead. With T the
relevance of the 20th work and b the mean bonus of the first 20, a work below them comes into the list at

    price(i) = (T - relevance(i)) / (bonus(i) - b)

and the slider at position p pays for the k cheapest of them, k = 9.5 p + (most - 9.5) p^5: one work in
the first tenth of the way, five or six at the middle, and then ever more until the whole list has turned.

Bonuses are squares of ranks: they leave the familiar works in their order and lift unusual ones in between.
NDCG@10 kept on films of 120 people when mean self-information has grown by a quarter: .63 with a weight in
fixed steps, .92 with prices on plain ranks, .93 with prices on squares, which also reach further at the end.

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

_LIST = 20  # works of the list that prices are asked for
_EASY = 9.5  # works a slider would pay for at its end if it went on as it starts
_MOST = {"novelty": 36, "hidden": 80, "known": 80}  # works it does pay for there; by feel: the end is the end
_STEP = (10, 200)  # places whose difference in relevance is one step of variety
_VARIETY = 32.0  # steps at the end of diversity: 25 % more distance within a list of ten; 15 % at the middle
_VARIETY_GENTLE = 1.5
# Steps that a gain of 1 in proportion is worth. Films and artists of 60 people each, lists of ten: divergence
# from the history's genres .94 to .45 and 1.13 to .58, NDCG@10 kept .99 and .96; twice as much: .36 and .42
# with .95 and .91 kept.
_PROPORTION = 2.0


@dataclass(frozen=True, slots=True)
class Weights:
    """What the sliders multiply: the bonus for novelty, for being little known (`hidden`) or well known, and
    closeness to what is already in the list (`variety`), which moves works and adds nothing to a score."""

    novelty: float = 0.0
    hidden: float = 0.0
    known: float = 0.0
    variety: float = 0.0
    proportion: float = 0.0  # what a gain of 1 in proportion is worth, see `proportion`


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
            variety=self._variety(dials.diversity),
            proportion=_PROPORTION * self.step() if dials.in_proportion else 0.0,
        )

    def _variety(self, position: float) -> float:
        return _VARIETY * self.step() * position**_VARIETY_GENTLE if position > 0.0 else 0.0

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
        if name not in self._curves:
            self._curves[name] = price_curve(self._market.relevance(), self._market.bonus(name), _MOST[name])
        curve = self._curves[name]
        paid = _EASY * position + (_MOST[name] - _EASY) * position**5
        return float(np.interp(paid, np.arange(len(curve)), curve))


def price_curve(relevance: FloatArray, bonus: FloatArray, most: int) -> FloatArray:
    """(at most 1 + `most`,) the weight from which on k works have come into the list, k = 0 first; ascending.
    A list of fewer than 40 works has prices for its upper half."""
    length = min(_LIST, math.ceil(len(relevance) / 2))
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
