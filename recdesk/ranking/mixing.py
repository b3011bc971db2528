"""Wished shares of kinds: which share a work counts for, and a shortlist that has enough for each.

Knows kinds and scores. Knows nothing of diversity, groups or the order of a list (see `choose`).
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from recdesk.domain.taste import KINDS, TasteRun
from recdesk.domain.works import Kind
from recdesk.ranking.choose import shortlist

_LEAST = 8  # a kind with a small share still gets an eighth of the shortlist, for when others run out
_UNTRIED = 1.0  # weight of a kind in which nothing is known, as if one work were; by feel


class Mixing:
    """`shares` sum to 1, by bucket; none where the mix is free. Bucket 0 holds the kinds the mix does not
    name, which have what it leaves over: {film: 0.5} is half films, {film: 2, book: 1} two to one and no
    other kind until those run out."""

    def __init__(self, kinds: NDArray[np.int8], mix: Mapping[Kind, float] | None) -> None:
        wished = {kind: share for kind, share in (mix or {}).items() if share > 0.0}
        self.buckets = np.zeros(len(kinds), np.int8)  # (n,)
        self.shares: dict[int, float] = {}
        if not wished:
            return
        total = max(1.0, sum(wished.values()))
        self.shares[0] = 1.0 - sum(wished.values()) / total
        for bucket, (kind, share) in enumerate(wished.items(), start=1):
            self.shares[bucket] = share / total
            # Adding costs 0.03 ms for 100,000 works where assigning through a mask costs 0.4.
            self.buckets += np.int8(bucket) * (kinds == KINDS.index(kind)).view(np.int8)

    def shortlist(
        self, scores: NDArray[np.float64], size: int, allowed: NDArray[np.bool_]
    ) -> NDArray[np.int64]:
        """Rows of about `size` best works, best first; where kinds have shares, the best of each of them."""
        if not self.shares:
            return shortlist(scores, size, allowed)
        rows = np.concatenate(
            [
                shortlist(
                    scores, max(size // _LEAST, round(size * share)), allowed & (self.buckets == bucket)
                )
                for bucket, share in self.shares.items()
            ]
        )
        return rows[np.lexsort((rows, -scores[rows]))]


def _by_kind(run: TasteRun, among: NDArray[np.bool_]) -> NDArray[np.int64]:
    """How many works of each kind there are `among` (n,). A comparison for each kind takes 1 ms for a million
    works, where gathering the kinds and counting takes 20."""
    return np.array([np.count_nonzero(among & (run.kinds == kind)) for kind in range(len(KINDS))], np.int64)


def own_mix(run: TasteRun) -> Mapping[Kind, float]:
    """How a page that shows everything shares its places among the kinds: by the root of how many works of
    each the person knows, and a little for every kind there is, so that neither 800 artists nor 150 books
    fill a page alone and what somebody never tried still has its place. Empty without a history or a
    catalogue: there the list goes by score."""
    known = _by_kind(run, run.known)
    there = _by_kind(run, run.candidate & ~run.known) > 0
    if not known.any() or not there.any():
        return {}
    weights = np.where(there, np.sqrt(known) + _UNTRIED, 0.0)
    return {kind: float(weight) for kind, weight in zip(KINDS, weights / weights.sum()) if weight > 0.0}
