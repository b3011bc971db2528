"""Lists in the proportions of the history (Steck, Calibrated recommendations, RecSys 2018).

Somebody whose history is 70 % drama and 30 % comedy is easily given a list of drama alone, since each drama
is a little surer than each comedy. In proportion, kinds get the places they have in the history (`mixing`),
and within a kind each next work is the best by

    score(i) + weight * sum over its genres g of gain(g),
    gain(g) = (k + c) * p_g * log(1 + w / (S_g + c * p_g))

with p the shares of genres in the history of that kind, S_g what the k works of it chosen so far have of a
genre, and w the share of a genre in one work (a third of each of three). The sum is what Steck's divergence
KL(p || q) falls by with that work, for a list that is lent c works in the history's own shares, times the
length of the list: without that factor only the first works would be in proportion. A genre that has what is
due to it gains w, one that stands behind more, one that ran ahead less, one foreign to the history nothing.

Knows rows, kinds and genres as numbers. Knows nothing of how scores come about.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from recdesk.domain.taste import KINDS, TasteRun
from recdesk.domain.works import Kind

_SMOOTHED = 10.0  # works in the history's own shares that a list is lent: with 2, NDCG@10 kept fell to .89
_OF_KIND = 64  # slots of one kind: 63 genres and "none"
_SLOTS = _OF_KIND * len(KINDS)
_VOID = _SLOTS  # where a work with fewer than three genres has the others

_NOTHING = 1e-12  # keeps the gain of a foreign genre at 0 instead of 0 / 0
_SHARES = 1.0 / np.arange(1.0, 4.0)[:, None]  # (3, 1) of a genre in a work with one, two or three

FloatArray = NDArray[np.float64]


class Proportions:
    """What the history consists of: kinds, and genres within each kind. Dislikes are no part of it."""

    def __init__(self, run: TasteRun) -> None:
        self._run = run
        liked = np.flatnonzero(np.asarray(run.lasting) > 0.0)
        rows = np.asarray(run.evidence_rows, np.int64)[liked]
        self._kinds = np.bincount(run.kinds[rows], minlength=len(KINDS)).astype(np.float64)
        self._offered = np.array([bool((run.candidate & (run.kinds == k)).any()) for k in range(len(KINDS))])
        shares = self._shares(rows)
        self._genres = shares / np.maximum(shares.sum(axis=1, keepdims=True), 1e-12)  # (kinds, 64)

    def mix(self, kinds: frozenset[Kind] | None) -> Mapping[Kind, float]:
        """Shares of the kinds that can be recommended and are asked for; empty where the history has none."""
        asked = np.array([kinds is None or kind in kinds for kind in KINDS])
        counts = np.where(asked & self._offered, self._kinds, 0.0)
        return {kind: float(n / counts.sum()) for kind, n in zip(KINDS, counts) if n > 0.0}

    def pull(self, rows: NDArray[np.int64], weight: float) -> Pull:
        """What draws the works at `rows` (k,) into a list, each gain counted `weight` times."""
        return Pull(self._slots(rows), self._genres, weight)

    def likeness(self, rows: NDArray[np.int64]) -> float:
        """How far the genres of a list have the shares of the history, kind by kind: 1 where they all do, 0
        where the list has none of them. What both have in common, summed over genres."""
        if not len(rows):
            return 0.0
        listed = self._shares(rows)
        wished = listed.sum(axis=1, keepdims=True) * self._genres
        return float(np.minimum(listed, wished).sum() / len(rows))

    def _slots(self, rows: NDArray[np.int64]) -> NDArray[np.int64]:
        """(k, 3) where the genres of each work are counted. A work without genres has the last slot of its
        kind; so has every work of a run that does not say genres."""
        first = self._run.kinds[rows].astype(np.int64)[:, None] * _OF_KIND
        none = np.full((len(rows), 3), -1, np.int64)
        genres = none if self._run.genres is None else self._run.genres[rows].astype(np.int64)
        slots = np.where(genres >= 0, first + genres, _VOID)
        slots[:, 0] = np.where(genres[:, 0] >= 0, slots[:, 0], first[:, 0] + _OF_KIND - 1)
        return slots

    def _shares(self, rows: NDArray[np.int64]) -> FloatArray:
        """(kinds, 64) the genres of some works, each work counted once."""
        slots = self._slots(rows)
        each = np.repeat(1.0 / (slots < _VOID).sum(axis=1), 3)
        counted = np.zeros(_SLOTS + 1)
        np.add.at(counted, slots.ravel(), each)
        return counted[:_VOID].reshape(len(KINDS), _OF_KIND)


class Pull:
    """What draws each work of a shortlist into the list, given what was chosen so far."""

    def __init__(self, slots: NDArray[np.int64], wished: FloatArray, weight: float) -> None:
        used, places = np.unique(slots, return_inverse=True)
        self._slots = places.reshape(slots.shape)  # (k, 3) into the slots that occur
        many = (slots < _VOID).sum(axis=1)
        self._of = 1.0 / many  # (k,) the share of each genre in a work
        self._at = np.ascontiguousarray(((many - 1)[:, None] * len(used) + self._slots).T)  # into the table
        self._wished = np.append(wished.ravel(), 0.0)[used]
        self._lent = np.maximum(_SMOOTHED * self._wished, _NOTHING)
        self._had = np.zeros(len(used))
        self._kind = used // _OF_KIND
        self._length = np.full(len(KINDS) + 1, _SMOOTHED)  # works of each kind in the list, and what is lent
        self._weight = weight

    def gains(self) -> FloatArray:
        """(k,) what each work would gain as the next one."""
        due = self._weight * self._length[self._kind] * self._wished
        table = (due * np.log1p(_SHARES / (self._had + self._lent))).ravel()
        first, second, third = self._at
        made: FloatArray = table[first] + table[second] + table[third]
        return made

    def take(self, index: int) -> None:
        """Let the work at `index` be in the list."""
        slots = self._slots[index]
        self._had[slots] += self._of[index]
        self._length[self._kind[slots[0]]] += 1.0
