"""Other people's ratings, as a pack of them is kept in memory: three columns, no names."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True, eq=False)
class RatingsTable:
    """k ratings of `people` persons and `items` items, both counted from 0, ordered by person.

    `values` are in the pack's own scale (stars, plays), NaN where the pack only says that there was
    something; `times` are seconds since 1970, or None where the pack has none.
    """

    people: int
    items: int
    person: NDArray[np.int32]  # (k,) ascending
    item: NDArray[np.int32]  # (k,)
    values: NDArray[np.float32]  # (k,)
    times: NDArray[np.int64] | None = None  # (k,)
