"""How sure a pick is, in words, and which picks are a try.

A pick is a try when the sliders brought it in and the history says little for it: it would not stand among
the first n of the plain order, and its chance is that of a guess. With the sliders at rest nothing is a try.

Knows figures of picks. Knows no sentence; what the chance means is `learning.confidence`'s.
"""

from __future__ import annotations

from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from recdesk.domain.taste import Dials
from recdesk.ranking.choose import shortlist


class Sureness(StrEnum):
    """Words for a chance of which a half is a coin. Measured on people of the open packs
    (bench_confidence.py): of 100 cases SURE was right in 83 to 89, LIKELY in 69 to 74, GUESS in 33 to 45."""

    SURE = "sure"
    LIKELY = "likely"
    GUESS = "a guess"


_SURE, _LIKELY = 0.8, 0.6  # by feel: four of five, three of five


def how_sure(chance: float) -> Sureness:
    if chance >= _SURE:
        return Sureness.SURE
    return Sureness.LIKELY if chance >= _LIKELY else Sureness.GUESS


def explores(dials: Dials) -> bool:
    """Whether these sliders ask for more than what fits best."""
    return dials.novelty > 0.0 or dials.diversity > 0.0 or dials.popularity < 0.5


def tries(
    rows: NDArray[np.int64],
    relevance: NDArray[np.float64],
    among: NDArray[np.bool_],
    chances: NDArray[np.float32],
) -> NDArray[np.bool_]:
    """(k,) which of the picks at `rows` are a try, given the plain relevance (n,) and what the list was
    `among` (n,)."""
    if not len(rows) or np.count_nonzero(among) <= len(rows):
        return np.zeros(len(rows), np.bool_)
    bar = relevance[shortlist(relevance, len(rows), among)[-1]]
    return np.asarray((relevance[rows] < bar) & (chances[rows] < _LIKELY))
