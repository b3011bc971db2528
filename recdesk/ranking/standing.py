"""Which works a list may hold: what is known, what waits, what was sent away, and what was said just now.

Feedback given in the window counts from the next list on, until a training has learned it. Only the verdicts
that hold matter, never the order they came in, so taking one back gives the very same lists again.

Knows a run and verdicts. Knows nothing of scores.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from recdesk.domain.faults import UserFault
from recdesk.domain.feedback import Verdict
from recdesk.domain.taste import KINDS, Mode, Request, Side, TasteRun

_SEEN = frozenset({Verdict.SEEN_LIKED, Verdict.SEEN_NEUTRAL, Verdict.SEEN_DISLIKED})
_GONE = frozenset({Verdict.NOT_INTERESTED, Verdict.SEEN_DISLIKED})
_LITTLE_KNOWN = 2  # reach of a hidden gem, at most
_FAR = 0.8  # quantile of novelty that counts as outside the usual where no genres say it
_STRENGTH = {
    Verdict.LIKE: 1.0,
    Verdict.SEEN_LIKED: 1.0,
    Verdict.SEEN_DISLIKED: -1.0,
    Verdict.NOT_INTERESTED: -0.1,  # by feel: it must hide the work without lowering its relatives much
}

Mask = NDArray[np.bool_]


class Gate(StrEnum):
    """What can keep a work out of a list before any score is looked at."""

    CATALOGUE = "catalogue"  # it is known from the history alone: no catalogue holds it
    KNOWN = "known"
    SAVED = "saved"  # it waits in the backlog
    NOT_SAVED = "not-saved"
    NOT_KNOWN = "not-known"
    HIDDEN = "hidden"  # refused, disliked or blocked
    RESTING = "resting"  # shown often and passed over
    KIND = "kind"
    WELL_KNOWN = "well-known"  # in a list of hidden gems, and more than a few know it
    USUAL = "usual"  # in a list outside the usual, and of what the person usually turns to
    UNRELATED = "unrelated"  # in a list because of a work that it has nothing in common with
    FILTER = "filter"


class Standing:
    """What each work is to the person, as trained and with the verdicts given since."""

    def __init__(self, run: TasteRun) -> None:
        self._run = run
        self.verdicts: dict[int, Verdict] = {}  # by work id
        self._known, self._backlog = run.known, run.backlog
        self._gone = np.zeros(len(run.work_ids), np.bool_)

    def knows(self, work_id: int) -> bool:
        ids = self._run.work_ids
        at = int(np.searchsorted(ids, work_id))
        return at < len(ids) and int(ids[at]) == work_id

    def row(self, work_id: int) -> int:
        """Where a work stands in the arrays of the run; a UserFault if the run does not know it."""
        if not self.knows(work_id):
            raise UserFault(
                f"Work {work_id} is not part of the trained taste.",
                "It may be newer than the last training: train again, or check the number.",
            )
        return int(np.searchsorted(self._run.work_ids, work_id))

    def say(self, work_id: int, verdict: Verdict | None) -> None:
        """Let a verdict hold for a work in place of the one before; None takes it back."""
        self.row(work_id)
        if verdict is None:
            self.verdicts.pop(work_id, None)
        else:
            self.verdicts[work_id] = verdict
        self._known, self._backlog = self._run.known.copy(), self._run.backlog.copy()
        self._gone = np.zeros(len(self._run.work_ids), np.bool_)
        for each, said in self.verdicts.items():
            row = self.row(each)
            self._known[row] |= said in _SEEN
            self._backlog[row] |= said is Verdict.LATER
            self._gone[row] = said in _GONE

    def strengths(self) -> list[tuple[int, float]]:
        """Rows of works whose verdict teaches, in ascending order, and how strongly, -1 to 1."""
        found = ((self.row(work_id), _STRENGTH.get(said, 0.0)) for work_id, said in self.verdicts.items())
        return sorted((row, strength) for row, strength in found if strength)

    def shown(self, request: Request) -> Mask:
        """(n,) every work that was not sent away and is not hidden by the request."""
        return ~self._gone & self._without(request.hidden)

    def _without(self, work_ids: frozenset[int]) -> Mask:
        """(n,) all works but these; numbers that the run does not know are passed over."""
        others = np.ones(len(self._run.work_ids), np.bool_)
        ids = self._run.work_ids
        if work_ids and len(ids):
            named = np.fromiter(work_ids, np.int64, len(work_ids))
            rows = np.minimum(np.searchsorted(ids, named), len(ids) - 1)
            others[rows[ids[rows] == named]] = False
        return others

    def allowed(self, request: Request) -> Mask:
        """(n,) what the list of `request` may hold."""
        return _through(self.gates(request))

    def allowed_as_trained(self, request: Request) -> Mask:
        """(n,) the same without any feedback since, and with nothing hidden."""
        return _through(self._mode_gates(request, self._run.known, self._run.backlog))

    def gates(self, request: Request) -> list[tuple[Gate, Mask]]:
        """What a work has to pass, in order, and which pass each (n,)."""
        gates = self._mode_gates(request, self._known, self._backlog)
        gates.append((Gate.HIDDEN, self.shown(request)))
        if request.resting and request.mode is Mode.NEW:
            gates.append((Gate.RESTING, self._without(request.resting)))
        return gates

    def _mode_gates(self, request: Request, known: Mask, backlog: Mask) -> list[tuple[Gate, Mask]]:
        """NEW is neither known nor waiting in the backlog: the three modes share no work. What waits or is
        known may come back even if no catalogue holds it."""
        if request.mode is Mode.NEW:
            gates = [(Gate.CATALOGUE, self._run.candidate), (Gate.KNOWN, ~known), (Gate.SAVED, ~backlog)]
        elif request.mode is Mode.BACKLOG:
            gates = [(Gate.NOT_SAVED, backlog), (Gate.KNOWN, ~known)]
        else:
            gates = [(Gate.NOT_KNOWN, known)]
        if request.kinds is not None:
            # A comparison for each kind costs 0.04 ms for a million works, looking each up 1.9.
            wanted = [self._run.kinds == KINDS.index(kind) for kind in request.kinds]
            nothing = np.zeros(len(self._run.kinds), np.bool_)
            gates.append((Gate.KIND, np.logical_or.reduce(wanted) if wanted else nothing))
        if request.side is Side.GEMS:
            gates.append((Gate.WELL_KNOWN, _little_known(self._run)))
        elif request.side is Side.OUTSIDE:
            gates.append((Gate.USUAL, _outside(self._run)))
        return gates


def _through(gates: Sequence[tuple[Gate, Mask]]) -> Mask:
    passed = gates[0][1].copy()
    for _, passing in gates[1:]:
        passed &= passing
    return passed


def _little_known(run: TasteRun) -> Mask:
    by_popularity = run.popularity < _LITTLE_KNOWN / 5.0
    if run.reach is None:
        return by_popularity
    return np.where(run.reach > 0, run.reach <= _LITTLE_KNOWN, by_popularity)


def _outside(run: TasteRun) -> Mask:
    """Works with none of the person's usual genres; where the run does not say, the least familiar fifth."""
    if run.usual is not None:
        return ~run.usual
    new = run.novelty[run.candidate]
    return run.novelty >= (np.quantile(new, _FAR) if len(new) else 1.0)
