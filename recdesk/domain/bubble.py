"""The bubble's words: what a person turned to and what they were shown, as columns, and a way out.

Apart from `taste`, which is on the way to the first list: these are first needed when one looks.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from recdesk.domain.taste import Filter
from recdesk.domain.works import Kind

SCOPES: Mapping[str, tuple[Kind, ...]] = {
    "film": (Kind.FILM,),
    "series": (Kind.SERIES,),
    "book": (Kind.BOOK,),
    "music": (Kind.ARTIST, Kind.ALBUM),
    "podcast": (Kind.PODCAST,),
}
"""What is measured together. Genres of books and of bands are not the same genres, and ten thousand plays
would drown two hundred films: nothing is measured across these."""


class Dimension(StrEnum):
    """By what a bubble is measured. A genre, tag or country is a name; a decade is its first year ("1990"), a
    reach "1" (known to few) to "5" (a household name)."""

    GENRE = "genre"
    TAG = "tag"
    COUNTRY = "country"
    DECADE = "decade"
    REACH = "reach"


class Period(StrEnum):
    """How long a point of the chart lasts."""

    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


MONTHS: Mapping[Period, int] = {Period.MONTH: 1, Period.QUARTER: 3, Period.YEAR: 12}
NO_MONTH = -1


@dataclass(frozen=True, slots=True, eq=False)
class Doings:
    """Works at months, k of them in any order. `months` count from the year 0 (12 * year + month - 1);
    `NO_MONTH` where a time is unknown, known to the year only, or a bulk mark's. `weights` are how often:
    plays, viewings, days on show; 0 for a judgement alone, which counts once where nothing says more."""

    rows: NDArray[np.int64]  # (k,) of `Habits.works`
    months: NDArray[np.int64]  # (k,)
    weights: NDArray[np.float64]  # (k,)


@dataclass(frozen=True, slots=True, eq=False)
class Traits:
    """Which names of one dimension each of n works has: those of work i are
    `values[starts[i] : starts[i + 1]]`, indices into `names`; none where the work does not say."""

    names: tuple[str, ...]
    starts: NDArray[np.int64]  # (n + 1,)
    values: NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Habits:
    """All that the bubble of one scope is measured from."""

    scope: str
    scopes: Mapping[str, int]  # works turned to, by scope, of all scopes that have any
    works: NDArray[np.int64]  # (n,) ids, ascending
    traits: Mapping[Dimension, Traits]
    consumed: Doings
    shown: Doings
    catalogue: NDArray[np.int64]  # rows of works that stand for the catalogue


@dataclass(frozen=True, slots=True)
class WayOut:
    """A setting of the list page that leads out of a bubble. `dials` are those that are turned, by name; the
    others stay as they are. `names` are what it leads away from, or for decades what it leads to."""

    dimension: Dimension
    scope: str
    names: tuple[str, ...]
    filter: Filter
    dials: Mapping[str, float] = field(default_factory=dict)
