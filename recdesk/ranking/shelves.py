"""The page of shelves: one taste seen from several sides, no work twice.

Knows how to ask a `Ranker`. Knows nothing of titles: a shelf is named by a key and parameters, and a work in
them by its number.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from recdesk.domain.taste import KINDS, Dials, Mode, Pick, Request, Side, TasteRun
from recdesk.ranking.mixing import own_mix
from recdesk.ranking.ranker import Ranker
from recdesk.ranking.standing import Gate, Mask

_ANCHORS = 2  # shelves "because of" a work on one page
_ANCHOR_POOL = 8  # strongest works of the history that take turns
_ALIKE = 0.5  # cosine from which on two anchors are one theme; by feel


@dataclass(frozen=True, slots=True)
class Shelf:
    """`key` is one of top, because, lately, gems, outside, backlog, or a kind; its words are the template
    "shelf." + key. `work_id` is the work a "because" shelf is of. Picks are ranked from 1 on each shelf."""

    key: str
    picks: tuple[Pick, ...]
    work_id: int | None = None


def shelves(
    ranker: Ranker, dials: Dials, request: Request, turn: int = 0, within: Mask | None = None
) -> tuple[Shelf, ...]:
    """The page, top to bottom, each shelf with at most `request.n` works; empty ones are left out.

    `turn` chooses which works of the history the "because" shelves are of: the same turn gives the same page,
    the next one (a day, a visit) other works in rotation. Shelves of all kinds share their places by
    `dials.mix`, else by the person's own, levelled unless the list is to be in proportion. `within` (n,)
    narrows every shelf (a filter). Request.mode, because and side are not looked at.
    """
    request = replace(request, mode=Mode.NEW, because=None, side=None)
    page = _Page(ranker, within)
    mixed = dials if dials.mix or dials.in_proportion else replace(dials, mix=own_mix(ranker.run))
    anchors = because_of(ranker, mixed, request, turn)
    page.add("top", mixed, request)
    for anchor in anchors:
        page.add("because", dials, replace(request, because=anchor), work_id=anchor)
    if not np.array_equal(ranker.run.lasting, ranker.run.current):
        page.add("lately", replace(mixed, lately=1.0), request)
    for side in Side:
        page.add(side.value, mixed, replace(request, side=side))
    page.add("backlog", dials, replace(request, mode=Mode.BACKLOG))
    kinds = [kind for kind in KINDS if request.kinds is None or kind in request.kinds]
    for kind in kinds if len(kinds) > 1 else ():
        page.add(kind.value, dials, replace(request, kinds=frozenset({kind})))
    return tuple(page.shelves)


class _Page:
    """Shelves so far. What one holds is hidden from those below it."""

    def __init__(self, ranker: Ranker, within: Mask | None) -> None:
        self._ranker = ranker
        self._within = within
        self._shown: frozenset[int] = frozenset()
        self.shelves: list[Shelf] = []

    def add(self, key: str, dials: Dials, request: Request, work_id: int | None = None) -> None:
        request = replace(request, hidden=request.hidden | self._shown)
        picks = self._ranker.arrange(dials, request, self._within).picks
        if picks:
            self._shown |= {pick.work_id for pick in picks}
            self.shelves.append(Shelf(key, picks, work_id))


def because_of(ranker: Ranker, dials: Dials, request: Request, turn: int = 0) -> tuple[int, ...]:
    """Works of the history that say most about the present top list and differ from one another, at most two.

    Strength is the mean of lasting and current coefficient times the likeness to the top list, so what was
    done lately comes first among equals. The strongest eight take turns, two at a time; what was sent away
    since is not among them.
    """
    run = ranker.run
    top = ranker.arrange(dials, replace(request, n=100)).picks
    if not len(run.evidence_rows) or not top:
        return ()
    rows = np.searchsorted(run.work_ids, np.array([pick.work_id for pick in top]))
    likeness = np.maximum(run.factors[run.evidence_rows].likeness(run.factors[rows]), 0.0).mean(axis=1)
    shown = dict(ranker.gates(request))[Gate.HIDDEN][run.evidence_rows]
    strength = np.where(shown, ranker.speaking() * likeness, 0.0)
    order = np.lexsort((run.evidence_rows, -strength))
    pool = _by_turns(run, list(_distinct(ranker, run.evidence_rows[order[strength[order] > 0.0]])))
    start = turn * _ANCHORS % max(1, len(pool))
    turned = pool[start:] + pool[:start]
    return tuple(int(run.work_ids[row]) for row in turned[:_ANCHORS])


def _by_turns(run: TasteRun, rows: list[int]) -> list[int]:
    """The rows so that kinds take turns as long as there are several: two shelves because of two books tell
    a reader who also watches less than they could."""
    waiting: dict[int, list[int]] = {}
    for row in rows:
        waiting.setdefault(int(run.kinds[row]), []).append(row)
    made: list[int] = []
    while any(waiting.values()):
        made += [queue.pop(0) for queue in waiting.values() if queue]
    return made


def _distinct(ranker: Ranker, rows: NDArray[np.int32]) -> Iterator[int]:
    """The first few rows of which no two are of one group or one theme."""
    run = ranker.run
    taken: list[int] = []
    for row in rows.tolist():
        if len(taken) == _ANCHOR_POOL:
            return
        vectors = run.vectors[taken].astype(np.float32) @ run.vectors[row].astype(np.float32)
        same = run.groups[row] >= 0 and run.groups[row] in run.groups[taken]
        if not same and not (vectors > _ALIKE).any():
            taken.append(row)
            yield row
