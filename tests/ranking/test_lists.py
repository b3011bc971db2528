"""What holds for every list, whatever the run, the sliders and the request."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from functools import cache

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from recdesk.domain.taste import KINDS, Dials, Mode, Request, TasteRun
from recdesk.domain.works import Kind
from recdesk.ranking import Ranker
from tests.ranking.made_runs import empty_run, made_run

REST = Dials()
FREE = Request(n=50, per_group=1000)  # no rule for groups
LAW = settings(max_examples=60, deadline=None)


@cache
def ranker(works: int = 300, evidence: int = 30, seed: int = 0) -> Ranker:
    return Ranker(made_run(works, evidence, seed, factors=16, width=48))


def tight(seed: int) -> Ranker:
    """Few works in few groups, so that rules bite and lists run dry."""
    run = made_run(60, 5, seed, factors=8, width=16)
    return Ranker(replace(run, groups=np.arange(60, dtype=np.int32) % 4))


unit = st.floats(0.0, 1.0)
mixes = st.none() | st.dictionaries(st.sampled_from(KINDS[:5]), st.floats(0.05, 1.0), min_size=1, max_size=3)
dials = st.builds(
    Dials,
    novelty=unit,
    diversity=unit,
    popularity=unit,
    lately=unit,
    mix=mixes,
    in_proportion=st.booleans(),
)
requests = st.builds(
    Request,
    n=st.integers(1, 60),
    kinds=st.none() | st.frozensets(st.sampled_from(KINDS[:5]), min_size=1),
    mode=st.sampled_from(Mode),
    because=st.none() | st.integers(1, 300).map(lambda row: 10 * row),
    hidden=st.frozensets(st.integers(1, 300).map(lambda row: 10 * row), max_size=60),
    per_group=st.integers(1, 3),
)
rankers = st.builds(ranker, evidence=st.sampled_from([0, 1, 30]), seed=st.integers(0, 2))


def relevance(run: TasteRun, lately: float = 0.0) -> np.ndarray:
    """The formula of the contract, written out."""
    coefficients = (1.0 - lately) * run.lasting + lately * run.current
    kernel = run.factors.doubled().likeness(run.factors[run.evidence_rows].doubled())
    return run.offset + run.prior + kernel @ coefficients


def new_rows(run: TasteRun) -> np.ndarray:
    return np.flatnonzero(run.candidate & ~run.known & ~run.backlog)


@LAW
@given(rankers, dials, requests)
def test_ranks_count_up_and_no_work_comes_twice(ranker: Ranker, dials: Dials, request: Request) -> None:
    picks = ranker.arrange(dials, request).picks
    assert [pick.rank for pick in picks] == list(range(1, len(picks) + 1))
    assert len({pick.work_id for pick in picks}) == len(picks) <= request.n


@LAW
@given(rankers, dials, requests)
def test_parts_sum_to_the_score_and_the_account_says_the_same(
    ranker: Ranker, dials: Dials, request: Request
) -> None:
    for pick in ranker.arrange(dials, request).picks[:10]:
        assert abs(sum(pick.parts.values()) - pick.score) < 1e-6
        account = ranker.account(pick.work_id, dials, request)
        assert dict(account.parts) == dict(pick.parts) and account.score == pick.score
        assert abs(sum(e.contribution for e in account.evidence) - account.parts["history"]) < 1e-6


@LAW
@given(rankers, dials, requests)
def test_only_allowed_works_appear(ranker: Ranker, dials: Dials, request: Request) -> None:
    run = ranker.run
    for pick in ranker.arrange(dials, request).picks:
        row = pick.work_id // 10 - 1
        assert pick.work_id not in request.hidden | {request.because}
        assert request.kinds is None or KINDS[run.kinds[row]] in request.kinds
        assert run.known[row] == (request.mode is Mode.REVISIT)
        if request.mode is Mode.NEW:
            assert run.candidate[row] and not run.backlog[row]
        if request.mode is Mode.BACKLOG:
            assert run.backlog[row]


@LAW
@given(st.integers(0, 5), dials, st.integers(1, 3), st.integers(1, 60))
def test_of_one_group_there_are_at_most_so_many_in_any_twenty(
    seed: int, dials: Dials, per_group: int, n: int
) -> None:
    ranker = tight(seed)
    picks = ranker.arrange(dials, Request(n=n, per_group=per_group)).picks
    groups = [int(ranker.run.groups[pick.work_id // 10 - 1]) for pick in picks]
    for first in range(len(groups)):
        assert max(Counter(groups[first : first + 20]).values()) <= per_group


@LAW
@given(st.integers(0, 5), dials, st.integers(1, 60))
def test_a_list_is_full_unless_the_rules_allow_no_more(seed: int, dials: Dials, n: int) -> None:
    ranker = tight(seed)
    picks = ranker.arrange(dials, Request(n=n)).picks
    if len(picks) < n:
        shown = {pick.work_id // 10 - 1 for pick in picks}
        left = [row for row in new_rows(ranker.run) if row not in shown]
        last = Counter(int(ranker.run.groups[pick.work_id // 10 - 1]) for pick in picks[-19:])
        assert all(last[int(ranker.run.groups[row])] >= 2 for row in left)


@LAW
@given(rankers, dials, st.integers(1, 80), st.integers(1, 80))
def test_a_short_list_is_the_beginning_of_a_longer_one(
    ranker: Ranker, dials: Dials, one: int, other: int
) -> None:
    short, long = sorted((one, other))
    first = [pick.work_id for pick in ranker.arrange(dials, Request(n=short)).picks]
    assert [pick.work_id for pick in ranker.arrange(dials, Request(n=long)).picks][:short] == first


@LAW
@given(rankers, unit)
def test_sliders_at_rest_give_exactly_the_order_of_relevance(ranker: Ranker, lately: float) -> None:
    run = ranker.run
    values = relevance(run, lately)
    expected = sorted(new_rows(run), key=lambda row: (-values[row], row))[: FREE.n]
    picks = ranker.arrange(Dials(lately=lately), FREE).picks
    assert [pick.work_id // 10 - 1 for pick in picks] == expected
    assert all("novelty" not in pick.parts and "popularity" not in pick.parts for pick in picks)


def test_equal_scores_stand_in_the_order_of_work_ids() -> None:
    run = made_run(80, 0, width=16)
    flat = replace(run, prior=np.zeros(80), candidate=np.ones(80, np.bool_), backlog=np.zeros(80, np.bool_))
    picks = Ranker(flat).arrange(REST, FREE).picks
    assert [pick.work_id for pick in picks] == [10 * row for row in range(1, 51)]
    assert {pick.score for pick in picks} == {0.0}


def test_the_three_modes_share_no_work() -> None:
    shown = [
        {pick.work_id for pick in ranker().arrange(REST, Request(n=300, mode=mode, per_group=300)).picks}
        for mode in Mode
    ]
    assert all(shown) and len(set.union(*shown)) == sum(map(len, shown))


def test_hidden_works_are_replaced_by_the_next_ones() -> None:
    whole = [pick.work_id for pick in ranker().arrange(REST, replace(FREE, n=60)).picks]
    without = ranker().arrange(REST, replace(FREE, n=20, hidden=frozenset(whole[:20:2]))).picks
    assert [pick.work_id for pick in without] == whole[1:20:2] + whole[20:30]


def test_a_list_can_be_longer_than_the_shortlist() -> None:
    ranker = Ranker(made_run(3000, 30, factors=8, width=16))
    everything = ranker.arrange(Dials(diversity=0.5), Request(n=3000, per_group=3000)).picks
    assert len(everything) == len(new_rows(ranker.run))


def test_a_shortlist_of_one_creator_is_looked_past() -> None:
    run = made_run(3000, 30, factors=8, width=16)
    best = np.argsort(-relevance(run))[:1500]
    groups = np.full(3000, -1, np.int32)
    groups[best] = 7
    picks = Ranker(replace(run, groups=groups)).arrange(REST, Request(n=20)).picks
    assert len(picks) == 20
    assert sum(run_row in set(best.tolist()) for run_row in (p.work_id // 10 - 1 for p in picks)) == 2


def test_kinds_have_their_shares_from_the_first_places_on() -> None:
    ranker = Ranker(made_run(3000, 30, factors=8, width=16))
    mix = {Kind.FILM: 0.5, Kind.BOOK: 0.25}
    picks = ranker.arrange(Dials(mix=mix, diversity=0.3), Request(n=60)).picks
    kinds = [KINDS[ranker.run.kinds[pick.work_id // 10 - 1]] for pick in picks]
    for length in range(1, 61):
        so_far = Counter(kinds[:length])
        assert all(abs(so_far[kind] - share * length) <= 1.0 for kind, share in mix.items())


def test_shares_above_one_leave_no_room_for_other_kinds() -> None:
    picks = ranker().arrange(Dials(mix={Kind.FILM: 2.0, Kind.BOOK: 1.0}), Request(n=12)).picks
    kinds = Counter(KINDS[ranker().run.kinds[pick.work_id // 10 - 1]] for pick in picks)
    assert kinds == {Kind.FILM: 8, Kind.BOOK: 4}


def test_a_kind_that_runs_out_leaves_its_places_to_the_others() -> None:
    picks = ranker().arrange(Dials(mix={Kind.CHANNEL: 1.0}), Request(n=20)).picks
    assert len(picks) == 20  # no channel can be recommended


def test_because_of_a_work_lists_what_that_work_speaks_for() -> None:
    run = ranker().run
    spoken_for = run.factors.doubled().likeness(run.factors[run.evidence_rows[:1]].doubled())[:, 0]
    anchor = int(run.work_ids[run.evidence_rows[0]])
    request = replace(FREE, n=20, because=anchor)
    picks = ranker().arrange(REST, request).picks
    rows = [pick.work_id // 10 - 1 for pick in picks]
    assert all(spoken_for[row] > 0.0 for row in rows)
    best = np.sort(spoken_for[new_rows(run)])[-60:]
    assert np.median(spoken_for[rows]) >= best[0]
    for pick in picks[:5]:
        assert ranker().account(pick.work_id, REST, request).evidence[0].work_id == anchor


def test_because_of_a_work_that_is_no_part_of_the_history_names_it_as_evidence() -> None:
    anchor = next(10 * (row + 1) for row in new_rows(ranker().run))
    request = Request(because=anchor)
    pick = ranker().arrange(REST, request).picks[0]
    evidence = ranker().account(pick.work_id, REST, request).evidence
    assert evidence[0].work_id == anchor and evidence[0].events == ()


def test_a_filter_narrows_a_list_and_keeps_its_scores() -> None:
    everything = {pick.work_id: pick.score for pick in ranker().arrange(REST, replace(FREE, n=300)).picks}
    even = np.arange(300) % 2 == 0
    picks = ranker().arrange(REST, FREE, even).picks
    assert picks and all((pick.work_id // 10 - 1) % 2 == 0 for pick in picks)
    assert all(pick.score == everything[pick.work_id] for pick in picks)


def test_equal_calls_give_equal_lists() -> None:
    turned = Dials(0.4, 0.6, 0.2, 0.5, {Kind.FILM: 0.5})
    again = Ranker(made_run(300, 30, 0, factors=16, width=48))
    assert again.arrange(turned, Request()) == ranker().arrange(turned, Request())


def test_a_library_without_works_gives_an_empty_list() -> None:
    listing = Ranker(empty_run()).arrange(Dials(0.5, 0.5, 0.1, 0.5), Request())
    assert listing.picks == () and listing.measures.size == 0


def test_a_person_without_history_gets_what_is_widely_known() -> None:
    ranker = Ranker(made_run(300, 0, width=16))
    picks = ranker.arrange(REST, Request()).picks
    assert min(ranker.run.popularity[pick.work_id // 10 - 1] for pick in picks) > 0.8
