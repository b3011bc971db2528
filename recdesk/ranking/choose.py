"""From scores to an order: the shortlist, diversity, at most so many of one group, shares of kinds.

Each place goes to the best by score of those that the rules allow there; with diversity to the one that is
worth most (`variety`), in proportion to the best by score and what draws it in (`proportion`). With both at
rest the order is that of the scores and nothing else.

Knows rows, scores, groups and buckets as small numbers. Knows nothing of taste, kinds or identities.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from recdesk.ranking.proportion import Pull
from recdesk.ranking.variety import Variety

WINDOW = 20  # "at most two of one creator in every twenty"
_MANY, _EACH = 30_000, 64  # works from which on a sample pays, and one in so many is looked at
MOVED = 120  # places that diversity and proportion fill, two screens of cards; 200 cost 7 ms


@dataclass(frozen=True, slots=True)
class Rules:
    """`per_group` of one group in any `WINDOW` places in a row. `shares` of the places per bucket, summing
    to 1; empty when the mix is free and every work is in bucket 0."""

    per_group: int
    shares: Mapping[int, float]


def shortlist(scores: NDArray[np.float64], count: int, among: NDArray[np.bool_]) -> NDArray[np.int64]:
    """Rows of the `count` best scores where `among`, best first, equal scores by row. A full ordering would
    take 8 ms for 100,000 works, a partition 0.2; of a million works most are left out beforehand."""
    rows = _likely(scores, count, among)
    values = scores[rows]
    if count < len(rows):
        edge = np.partition(values, len(values) - count)[len(values) - count]
        kept = values >= edge
        rows, values = rows[kept], values[kept]
    return rows[np.argsort(-values, kind="stable")][:count]


def _likely(scores: NDArray[np.float64], count: int, among: NDArray[np.bool_]) -> NDArray[np.int64]:
    """Rows where `among` that surely hold the `count` best, in order: those above a bar that a sample puts at
    about four times as many, or all of them where that was too high. For a million works 0.8 ms, not 4."""
    if len(scores) >= _MANY:
        sample = scores[::_EACH][among[::_EACH]]
        kept = 8 + 4 * count // _EACH
        if kept < len(sample):
            rows = np.flatnonzero(scores >= np.partition(sample, len(sample) - kept)[len(sample) - kept])
            rows = rows[among[rows]]
            if len(rows) >= count:
                return rows
    return np.flatnonzero(among)


def choose(
    n: int,
    scores: NDArray[np.float64],
    groups: NDArray[np.int32],
    buckets: NDArray[np.int8],
    rules: Rules,
    variety: float = 0.0,
    vectors: NDArray[np.float32] | None = None,
    pull: Pull | None = None,
) -> list[int]:
    """Indices into the shortlist (k works, best first) in the order of the list, at most `n`.

    `groups` (k,) with -1 for none; `buckets` (k,); `vectors` (k, 384) unit or zero, needed when `variety` is
    above 0; `pull` draws towards the proportions of the history, as far down as variety goes. Fewer than `n`
    come back only when the rules allow nothing more of this shortlist.
    """
    state = _State(groups.tolist(), buckets.tolist(), rules)
    spread = Variety(scores, buckets, vectors, variety) if variety > 0.0 and vectors is not None else None
    if len(scores) and (spread or pull):
        _move(min(n, MOVED), scores, spread, pull, state)
    _walk(n, state)
    return state.chosen


class _State:
    """What was chosen so far and what that rules out for the next place."""

    def __init__(self, groups: Sequence[int], buckets: Sequence[int], rules: Rules) -> None:
        self.chosen: list[int] = []
        self.full: set[int] = set()  # groups that may not have the next place
        self.groups, self.buckets = groups, buckets
        self._per_group = max(1, rules.per_group)
        self._shares = dict(rules.shares) or {0: 1.0}
        self._taken = dict.fromkeys(self._shares, 0)
        self._recent: deque[int] = deque()  # groups of the last WINDOW - 1 places
        self._count: dict[int, int] = {}

    def hungry(self) -> list[int]:
        """Buckets, the one furthest behind its share first."""
        if len(self._shares) == 1:
            return list(self._shares)
        place = len(self.chosen) + 1
        behind = {b: share * place - self._taken[b] for b, share in self._shares.items()}
        return sorted(behind, key=lambda b: (-behind[b], -self._shares[b], b))

    def take(self, index: int) -> None:
        self.chosen.append(index)
        self._taken[self.buckets[index]] += 1
        group = self.groups[index]
        self._recent.append(group)
        if group >= 0:
            self._count[group] = self._count.get(group, 0) + 1
            if self._count[group] >= self._per_group:
                self.full.add(group)
        if len(self._recent) == WINDOW:
            gone = self._recent.popleft()
            if gone >= 0:
                self._count[gone] -= 1
                if self._count[gone] < self._per_group:
                    self.full.discard(gone)


def _walk(n: int, state: _State) -> None:
    """Fill up to place `n` in the order of the scores. A work whose group is full waits for its turn."""
    done = set(state.chosen)
    waiting: dict[int, list[int]] = {bucket: [] for bucket in state.hungry()}
    for index in range(len(state.groups) - 1, -1, -1):  # the best one last: lists are popped from the end
        if index not in done:
            waiting[state.buckets[index]].append(index)
    while len(state.chosen) < n:
        for bucket in state.hungry():
            queue = waiting[bucket]
            at = next(
                (i for i in range(len(queue) - 1, -1, -1) if state.groups[queue[i]] not in state.full), -1
            )
            if at >= 0:
                state.take(queue.pop(at))
                break
        else:
            return


def _move(
    n: int, scores: NDArray[np.float64], variety: Variety | None, pull: Pull | None, state: _State
) -> None:
    """Fill up to place `n` one place after the other, each seeing what stands before it. One product with
    the vectors a place (0.02 ms for 1,000 works) instead of all pairs at once (3.3 ms), so a short list costs
    what a short list should."""
    gate = np.zeros(len(scores))  # -inf while the work's group is full
    members = _members(state.groups)
    outside = {b: np.where(np.asarray(state.buckets) == b, 0.0, -np.inf) for b in state.hungry()}
    taken = np.zeros(len(scores))  # -inf once chosen
    shut: set[int] = set()
    while len(state.chosen) < n:
        for group in state.full ^ shut:
            gate[members[group]] = -np.inf if group in state.full else 0.0
        shut = set(state.full)
        drawn = scores if pull is None else scores + pull.gains()
        for bucket in state.hungry():
            worth = gate + taken
            worth += drawn if variety is None else variety.worths(drawn, bucket)
            if len(outside) > 1:
                worth += outside[bucket]
            best = int(worth.argmax())
            if worth[best] > -np.inf:
                break
        else:
            return
        state.take(best)
        taken[best] = -np.inf
        if variety is not None:
            variety.take(best, bucket)
        if pull is not None:
            pull.take(best)


def _members(groups: Sequence[int]) -> dict[int, list[int]]:
    made: dict[int, list[int]] = {}
    for index, group in enumerate(groups):
        if group >= 0:
            made.setdefault(group, []).append(index)
    return made
