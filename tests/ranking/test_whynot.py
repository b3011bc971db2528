"""Why a work is not in a list: the stage named is where the work was lost, and each remedy helps."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import numpy as np
import pytest

from recdesk.domain.feedback import Verdict
from recdesk.domain.taste import KINDS, Dials, Mode, Request, Side
from recdesk.domain.works import Kind
from recdesk.ranking import Ranker
from recdesk.ranking.standing import Gate, Mask
from recdesk.ranking.whynot import Remedy, Rule, Stop, how_picked, why_not
from tests.ranking.made_runs import made_run

DIALS = Dials(novelty=0.3, diversity=0.6, mix={Kind.FILM: 0.5, Kind.BOOK: 0.5})


@cache
def ranker() -> Ranker:
    return Ranker(made_run(900, 40, 3, factors=16, width=48))


def _requests() -> list[tuple[Dials, Request, Mask | None]]:
    rng = np.random.default_rng(5)
    run = ranker().run
    hidden = frozenset(rng.choice(run.work_ids, 60, replace=False).tolist())
    filtered = rng.random(len(run.work_ids)) < 0.7
    anchor = int(run.work_ids[run.known][0])
    plain = Request(n=20, hidden=hidden)
    return [
        (Dials(), plain, None),
        (DIALS, plain, None),
        (DIALS, replace(plain, kinds=frozenset({KINDS[0]})), filtered),
        (Dials(diversity=0.9), replace(plain, mode=Mode.BACKLOG), None),
        (Dials(popularity=0.1), replace(plain, mode=Mode.REVISIT), filtered),
        (Dials(), replace(plain, because=anchor), None),
        (Dials(), replace(plain, resting=frozenset(run.work_ids[~run.known][::3].tolist())), None),
        (Dials(in_proportion=True), plain, None),
        (Dials(), replace(plain, side=Side.GEMS), None),
        (DIALS, replace(plain, side=Side.OUTSIDE), filtered),
        (Dials(0.4, 0.7, 0.2, 0.5, in_proportion=True), replace(plain, because=anchor), filtered),
    ]


@cache
def _stops(number: int) -> tuple[Stop, ...]:
    """Two hundred works of the catalogue and all of the list, asked after."""
    dials, request, within = _requests()[number]
    works = np.random.default_rng(number).choice(ranker().run.work_ids, 200, replace=False)
    listed = [pick.work_id for pick in ranker().arrange(dials, request, within).picks]
    return tuple(why_not(ranker(), work, dials, request, within) for work in [*works.tolist(), *listed])


@cache
def _alone(dials: Dials, request: Request) -> frozenset[int]:
    """All that a list may hold, whatever moves works in it."""
    picks = ranker().arrange(dials, replace(request, n=10_000, per_group=10_000)).picks
    return frozenset(pick.work_id for pick in picks)


def _lost_at(work_id: int, dials: Dials, request: Request, within: Mask | None) -> str:
    """The same told by counting: which gate the work does not pass, or whether the list holds it."""
    run, row = ranker().run, int(np.searchsorted(ranker().run.work_ids, work_id))
    if request.mode is Mode.NEW:
        if not run.candidate[row]:
            return Gate.CATALOGUE
        if run.known[row]:
            return Gate.KNOWN
        if run.backlog[row]:
            return Gate.SAVED
    elif request.mode is Mode.BACKLOG and not run.backlog[row]:
        return Gate.NOT_SAVED
    elif request.mode is Mode.REVISIT and not run.known[row]:
        return Gate.NOT_KNOWN
    if request.kinds and KINDS[run.kinds[row]] not in request.kinds:
        return Gate.KIND
    if request.side is Side.GEMS and run.popularity[row] >= 0.4:
        return Gate.WELL_KNOWN
    if request.side is Side.OUTSIDE and run.novelty[row] < np.quantile(run.novelty[run.candidate], 0.8):
        return Gate.USUAL
    if work_id in request.hidden:
        return Gate.HIDDEN
    if request.mode is Mode.NEW and work_id in request.resting:
        return Gate.RESTING
    if request.because is not None and work_id not in _alone(Dials(), request):
        return Gate.UNRELATED
    if within is not None and not within[row]:
        return Gate.FILTER
    return Rule.LISTED if work_id in _ids(dials, request, within) else "a rule"


def _ids(dials: Dials, request: Request, within: Mask | None = None) -> set[int]:
    return {pick.work_id for pick in ranker().arrange(dials, request, within).picks}


@pytest.mark.parametrize("number", range(len(_requests())))
def test_the_stage_named_is_the_one_where_the_work_was_lost(number: int) -> None:
    dials, request, within = _requests()[number]
    for stop in _stops(number):
        truth = _lost_at(stop.work_id, dials, request, within)
        assert stop.stage == truth if truth != "a rule" else isinstance(stop.stage, Rule)


def test_two_hundred_works_of_each_list_meet_every_stage() -> None:
    met = {stop.stage for number in range(len(_requests())) for stop in _stops(number)}
    assert met >= {*Gate, *Rule} - {Rule.GROUP}  # two creators with too many works: a test of its own


@pytest.mark.parametrize("number", range(len(_requests())))
def test_every_remedy_offered_brings_the_work_past_its_stage(number: int) -> None:
    dials, request, within = _requests()[number]
    for stop in _stops(number):
        if stop.stage is not Rule.LISTED:
            for remedy in stop.remedies:
                after = _remedied(stop, remedy, dials, request, within)
                assert after.stage != stop.stage, (stop, remedy)


def _remedied(stop: Stop, remedy: Remedy, dials: Dials, request: Request, within: Mask | None) -> Stop:
    """What becomes of the work when the remedy is taken."""
    modes = {Remedy.REVISIT: Mode.REVISIT, Remedy.BACKLOG: Mode.BACKLOG, Remedy.NEW: Mode.NEW}
    if remedy in modes:
        request = replace(request, mode=modes[remedy])
    elif remedy is Remedy.SHOW_AGAIN:
        request = replace(request, hidden=request.hidden - {stop.work_id})
    elif remedy is Remedy.WAKE:
        request = replace(request, resting=frozenset())
    elif remedy is Remedy.ANY_KIND:
        request = replace(request, kinds=None)
    elif remedy is Remedy.NO_FILTER:
        within = None
    elif remedy is Remedy.ANY_WORK:
        request = replace(request, because=None)
    elif remedy is Remedy.FREE_MIX:
        dials = replace(dials, mix=None)
    elif remedy is Remedy.FREE_PROPORTION:
        dials = replace(dials, in_proportion=False)
    elif remedy is Remedy.NO_DIVERSITY:
        dials = replace(dials, diversity=0.0)
    elif remedy is Remedy.LONGER:
        request = replace(request, n=int(stop.numbers["appears_at"]))
    else:
        own = Ranker(ranker().run)
        own.nudge(stop.work_id, Verdict.LATER)
        if not isinstance(stop.stage, Rule):
            request = replace(request, mode=Mode.BACKLOG, because=None)
        return why_not(own, stop.work_id, dials, request, within)
    return why_not(ranker(), stop.work_id, dials, request, within)


def test_each_rule_that_moves_works_is_told_apart() -> None:
    run = ranker().run
    two = replace(run, groups=np.arange(len(run.work_ids), dtype=np.int32) % 3)
    crowded = Ranker(two)
    by_score = crowded.arrange(Dials(), Request(n=20, per_group=20)).picks
    kept = {pick.work_id for pick in crowded.arrange(Dials(), Request(n=20)).picks}
    out = next(pick.work_id for pick in by_score if pick.work_id not in kept)
    assert why_not(crowded, out, Dials(), Request(n=20)).stage is Rule.GROUP

    films = Dials(mix={Kind.FILM: 1.0})
    best = next(
        pick for pick in ranker().arrange(Dials(), Request(n=20)).picks
        if KINDS[run.kinds[np.searchsorted(run.work_ids, pick.work_id)]] is not Kind.FILM
    )  # fmt: skip
    assert why_not(ranker(), best.work_id, films, Request(n=20)).stage is Rule.MIX

    last = ranker().arrange(Dials(), Request(n=300)).picks[-1]
    stop = why_not(ranker(), last.work_id, Dials(), Request(n=20))
    assert stop.stage is Rule.SCORE and stop.remedies == (Remedy.LONGER, Remedy.LATER)
    assert stop.numbers["appears_at"] == 300 and stop.numbers["score"] < stop.numbers["needed"]


def test_the_way_of_a_list_is_told_stage_by_stage() -> None:
    dials, request, within = _requests()[2]
    steps = how_picked(ranker(), dials, request, within)
    assert [step.stage for step in steps] == [
        "works", "catalogue", "known", "saved", "kind", "hidden", "filter", "list",
    ]  # fmt: skip
    lefts = [step.left for step in steps]
    assert lefts == sorted(lefts, reverse=True) and lefts[0] == 900 and lefts[-1] == 20
