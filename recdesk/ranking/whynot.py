"""Why a work is not in a list, and how a list came about, stage by stage.

The answer is found by asking the ranker itself, never by telling its rules a second time: each gate says
which works pass it, and each rule that moves works is lifted alone to see whether the work comes in.

Knows a ranker and requests. Knows nothing of titles, of the library or of words.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

import numpy as np

from recdesk.domain.taste import Dials, Mode, Request
from recdesk.ranking.ranker import Ranker
from recdesk.ranking.standing import Gate, Mask

LONGEST = 400  # works: as far as a longer list only adds to a shorter one


class Rule(StrEnum):
    """What can keep a work out although it passed every gate; LISTED: nothing does."""

    LISTED = "listed"
    GROUP = "group"  # too many of its creator or series stand there already
    MIX = "mix"  # its kind has its share
    PROPORTION = "proportion"  # its genres have their shares
    DIVERSITY = "diversity"  # too like what stands there already
    SCORE = "score"


class Remedy(StrEnum):
    """What can be done about it, in one click."""

    REVISIT = "revisit"  # ask for known works
    BACKLOG = "backlog"  # ask for saved works
    NEW = "new"  # ask for new works
    SHOW_AGAIN = "show-again"  # take the verdict or the block back
    WAKE = "wake"  # do not wait for what rests
    ANY_KIND = "any-kind"
    NO_FILTER = "no-filter"
    ANY_WORK = "any-work"  # not only because of one work
    FREE_MIX = "free-mix"
    NO_DIVERSITY = "no-diversity"
    FREE_PROPORTION = "free-proportion"
    LONGER = "longer"  # a list of numbers["appears_at"] works
    LATER = "later"  # save it


@dataclass(frozen=True, slots=True)
class Stop:
    """Where a work was stopped. `numbers`: what the stage decided by, see `why_not`."""

    work_id: int
    stage: Gate | Rule
    numbers: Mapping[str, float] = field(default_factory=dict)
    remedies: tuple[Remedy, ...] = ()


@dataclass(frozen=True, slots=True)
class Step:
    """How many works were left after a stage."""

    stage: str
    left: int


def why_not(ranker: Ranker, work_id: int, dials: Dials, request: Request, within: Mask | None = None) -> Stop:
    """What keeps a work out of the list that `ranker.arrange` gives for the same words.

    Of numbers there is "score", "rank" by score among what the list may hold, "places" of the list, "needed"
    (the lowest score in it) and, for a rule, "appears_at": how long the list must be to hold it. A work that
    the run does not know is a UserFault.
    """
    row = ranker.row(work_id)
    for gate, passing in ranker.gates(request, within):
        if not passing[row]:
            return Stop(work_id, gate, {}, _open(ranker, row, gate, request))
    picks = ranker.arrange(dials, request, within).picks
    score, rank = ranker.place(work_id, dials, request, within)
    numbers: dict[str, float] = {"score": score, "rank": rank, "places": len(picks)}
    if picks:
        numbers["needed"] = min(pick.score for pick in picks)
    for pick in picks:
        if pick.work_id == work_id:
            return Stop(work_id, Rule.LISTED, numbers | {"place": pick.rank})
    longer = ranker.arrange(dials, replace(request, n=LONGEST), within).picks
    at = next((pick.rank for pick in longer if pick.work_id == work_id), 0)
    if at:
        numbers["appears_at"] = at
    after = (Remedy.LONGER,) if at else ()
    later = (Remedy.LATER,) if request.mode is Mode.NEW else ()
    for rule, remedies, eased, asked in _eased(dials, request):
        if any(pick.work_id == work_id for pick in ranker.arrange(eased, asked, within).picks):
            return Stop(work_id, rule, numbers, (*remedies, *after, *later))
    return Stop(work_id, Rule.SCORE, numbers, (*after, *later))


def how_picked(ranker: Ranker, dials: Dials, request: Request, within: Mask | None = None) -> list[Step]:
    """The whole way of one list: all works, what each gate left, and the list."""
    left = np.ones(len(ranker.run.work_ids), np.bool_)
    steps = [Step("works", len(left))]
    for gate, passing in ranker.gates(request, within):
        left = left & passing
        steps.append(Step(gate.value, int(left.sum())))
    steps.append(Step("list", len(ranker.arrange(dials, request, within).picks)))
    return steps


def _eased(dials: Dials, request: Request) -> list[tuple[Rule, tuple[Remedy, ...], Dials, Request]]:
    """Each rule that is in force, and the same question without it."""
    made: list[tuple[Rule, tuple[Remedy, ...], Dials, Request]] = [
        (Rule.GROUP, (), dials, replace(request, per_group=request.n))
    ]
    if dials.mix:
        made.append((Rule.MIX, (Remedy.FREE_MIX,), replace(dials, mix=None), request))
    if dials.in_proportion:
        free = replace(dials, in_proportion=False)
        made.append((Rule.PROPORTION, (Remedy.FREE_PROPORTION,), free, request))
    if dials.diversity > 0.0:
        made.append((Rule.DIVERSITY, (Remedy.NO_DIVERSITY,), replace(dials, diversity=0.0), request))
    return made


def _open(ranker: Ranker, row: int, gate: Gate, request: Request) -> tuple[Remedy, ...]:
    """What opens a gate for the work at `row`."""
    if gate is Gate.NOT_SAVED or gate is Gate.NOT_KNOWN:
        return _where_it_belongs(ranker, row, request)
    return {
        Gate.CATALOGUE: (Remedy.LATER,),
        Gate.KNOWN: (Remedy.REVISIT,),
        Gate.SAVED: (Remedy.BACKLOG,),
        Gate.HIDDEN: (Remedy.SHOW_AGAIN,),
        Gate.RESTING: (Remedy.WAKE,),
        Gate.KIND: (Remedy.ANY_KIND,),
        Gate.WELL_KNOWN: (),
        Gate.USUAL: (),
        Gate.UNRELATED: (Remedy.ANY_WORK,),
        Gate.FILTER: (Remedy.NO_FILTER,),
    }[gate]


def _where_it_belongs(ranker: Ranker, row: int, request: Request) -> tuple[Remedy, ...]:
    """The mode in whose lists a work may stand."""
    belongs = {Mode.REVISIT: Remedy.REVISIT, Mode.BACKLOG: Remedy.BACKLOG, Mode.NEW: Remedy.NEW}
    for mode, remedy in belongs.items():
        gates = dict(ranker.gates(replace(request, mode=mode, kinds=None, because=None)))
        gates.pop(Gate.HIDDEN)
        if all(passing[row] for passing in gates.values()):
            return (remedy,)
    return (Remedy.LATER,)
