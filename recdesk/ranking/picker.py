"""Which works to ask somebody about of whom nothing is known yet: known to many, and telling.

    worth(i) = chance(i) * log(1 + spread(i) / noise)
    chance(i) = exp(1.5 (appeal(i) - best appeal of its kind)), at most 1

`appeal` is how widely a work is known (in spreads of its kind) plus a quarter of what the works liked so far
say of it; `spread` is what is still open about it, given all that was answered and is asked beside it: the
posterior variance of a Gaussian process over the factors (MacKay 1992: the largest expected gain of
information), where a work counts only as far as an answer is likely. Who has never heard of a work tells
nothing, so `spread` alone asks badly.

Knows a run and answers. Knows nothing of titles, of the library or of a page.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

import numpy as np
from numpy.typing import NDArray

from recdesk.domain.factors import Factors
from recdesk.domain.taste import KINDS, TasteRun
from recdesk.domain.works import Kind

SHARES = {Kind.FILM: 4, Kind.SERIES: 3, Kind.BOOK: 3, Kind.ARTIST: 3, Kind.PODCAST: 1.5, Kind.ALBUM: 1.5}
"""How many of each kind for one another's sake stand on a page of all kinds; by feel."""

_POOL = 300  # works of a kind that are looked at: the best known, as far as the answers say
_NOISE = 4.0  # of an answer, in squared lengths of factors (a work has 11); 1 to 16 are alike
_FALL = 1.5  # of the chance of an answer with each spread of appeal, as a power of e; validated
_PULL = (
    0.34  # of likeness to what was liked, over the answers + 1.25 to the 0.75: a quarter of what the model
)
# says of it; validated: all of it loses, for then one page asks what the last one knew

_Rows = NDArray[np.int64]
_Floats = NDArray[np.float64]


def questions(
    run: TasteRun,
    n: int,
    *,
    kinds: Collection[Kind] = (),
    liked: Collection[int] = (),
    disliked: Collection[int] = (),
    asked: Collection[int] = (),
) -> tuple[int, ...]:
    """Works to ask about next, at most `n`, most worth asking first; no two of one creator or series, none
    that the run calls known. `liked`, `disliked` and `asked` are work ids answered or shown before, `kinds`
    those wanted (none named: all that SHARES names). A page of 36 of 13,000 works: 90 ms."""
    wanted = [kind for kind in SHARES if not kinds or kind in kinds]
    spoken, voices = _voices(run, liked, disliked)
    barred = np.isin(run.work_ids, np.fromiter({*asked, *liked, *disliked}, np.int64)) | run.known
    rows, appeal = _pool(run, wanted, spoken, voices, barred)
    if not len(rows):
        return ()
    page = _Page(run, rows, appeal, spoken)
    while len(page.chosen) < n and page.add_one():
        pass
    return tuple(run.work_ids[rows[page.chosen]].tolist())


def _voices(run: TasteRun, liked: Collection[int], disliked: Collection[int]) -> tuple[_Rows, _Floats]:
    """Rows that speak, of answers and of the history, and +1 or -1 for each."""
    told = {int(row): float(np.sign(c)) for row, c in zip(run.evidence_rows, run.lasting)}
    ids = run.work_ids
    for answers, sign in ((liked, 1.0), (disliked, -1.0)):
        for work_id in answers:
            row = int(np.searchsorted(ids, work_id))
            if row < len(ids) and ids[row] == work_id:
                told[row] = sign
    return np.array(list(told), np.int64), np.array(list(told.values()), np.float64)


def _pool(
    run: TasteRun, wanted: Sequence[Kind], spoken: _Rows, voices: _Floats, barred: NDArray[np.bool_]
) -> tuple[_Rows, _Floats]:
    """The works of each kind with the most appeal, and that appeal less the best of their kind."""
    taste = run.factors[spoken].summed(voices[:, None] * _PULL / (1.25 + len(spoken)) ** 0.75)
    found: list[_Rows] = [np.zeros(0, np.int64)]
    appeals: list[_Floats] = [np.zeros(0)]
    for kind in wanted:
        rows = np.flatnonzero(run.candidate & ~barred & (run.kinds == KINDS.index(kind)))
        if len(rows):
            appeal = _known_to_many(run.popularity[rows], len(rows)) + run.factors[rows].along(taste)[:, 0]
            best = np.argsort(-appeal, kind="stable")[:_POOL]
            found.append(rows[best])
            appeals.append(appeal[best] - appeal[best[0]])
    return np.concatenate(found), np.concatenate(appeals)


def _known_to_many(popularity: NDArray[np.float32], count: int) -> _Floats:
    """Spreads from ranks, as if the logarithm of audiences fell off exponentially: it does, nearly, and the
    prior of a run with a history no longer says how well known a work is."""
    return -np.log(1.0 - np.minimum(popularity.astype(np.float64), 1.0 - 0.5 / count)) - 1.0


class _Page:
    """Works chosen so far, and what is still open about the others."""

    def __init__(self, run: TasteRun, rows: _Rows, appeal: _Floats, spoken: _Rows) -> None:
        self.chosen: list[int] = []
        self._chance = np.exp(_FALL * appeal)
        self._kinds, self._groups = run.kinds[rows], run.groups[rows]
        self._open = _once_told(run.factors[rows], run.factors[spoken])
        self._spread = np.square(self._open).sum(1)
        self._heard: list[_Floats] = []  # what each chosen work takes off the covariances, as a root
        self._free = ~np.isin(self._groups, run.groups[spoken][run.groups[spoken] >= 0])
        self._taken = dict.fromkeys(np.unique(self._kinds).tolist(), 0)

    def add_one(self) -> bool:
        """Choose the next work, of the kind that is furthest behind its share; False: none is left."""
        for kind in sorted(self._taken, key=lambda kind: (self._taken[kind] + 0.5) / SHARES[KINDS[kind]]):
            rows = np.flatnonzero(self._free & (self._kinds == kind))
            if len(rows):
                worth = self._chance[rows] * np.log1p(np.maximum(self._spread[rows], 0.0) / _NOISE)
                self._take(int(rows[np.argmax(worth)]))
                self._taken[kind] += 1
                return True
        return False

    def _take(self, at: int) -> None:
        self.chosen.append(at)
        self._free[at] = False
        if self._groups[at] >= 0:
            self._free &= self._groups != self._groups[at]
        # The answer will be heard as far as it is likely to come: one step of the posterior.
        shared = self._open @ self._open[at]
        for heard in self._heard:
            shared -= heard[at] * heard
        self._heard.append(shared * np.sqrt(self._chance[at] / (max(float(shared[at]), 0.0) + _NOISE)))
        self._spread -= np.square(self._heard[-1])


def _once_told(factors: Factors, told: Factors) -> _Floats:
    """(n, d) the factors as they look once the answers `told` are known: products of rows are covariances."""
    wide = factors.and_also(told).wide().astype(np.float64)
    rows, answers = wide[: len(factors)], wide[len(factors) :]
    if not len(answers):
        return rows
    inner = np.linalg.cholesky(answers.T @ answers / _NOISE + np.eye(answers.shape[1]))
    return np.asarray(np.linalg.solve(inner, rows.T).T)
