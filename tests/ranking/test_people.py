"""Other people's likes in a list: a part of its own, exact like the rest, and true sentences."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from recdesk.domain.faults import UserFault
from recdesk.domain.feedback import Verdict
from recdesk.domain.history import Action
from recdesk.domain.journal import Lean
from recdesk.domain.taste import Dials, Evidence, Request, TasteRun
from recdesk.ranking import Ranker, Teller, load_run, save_run, say_reason, why_not
from recdesk.ranking.runfile import FILE_NAME
from tests.ranking.made_runs import made_run, with_people
from tests.ranking.test_reasons import account, event, work

ALONE = made_run(600, 40, width=32)
RUN = with_people(ALONE)
REST, NEW = Dials(), Request(n=60)
TURNED = Dials(novelty=0.4, diversity=0.3, popularity=0.3, lately=0.6)
DARK, TENET, PICNIC = work(2, "Dark"), work(8, "Tenet"), work(4, "Picnic")


@pytest.fixture
def ranker() -> Ranker:
    return Ranker(RUN)


def by_hand(run: TasteRun, row: int, lately: float) -> tuple[np.ndarray, np.ndarray]:
    """What each work of the history says of the work at `row`: by likeness, and by other people's likes."""
    assert run.says is not None and run.hears is not None
    assert run.told is not None and run.own_share is not None
    at = run.evidence_rows
    own = (1 - lately) * run.lasting + lately * run.current
    like = run.factors[at].doubled().likeness(run.factors[[row]].doubled())[:, 0]
    own = own * run.own_share[row] * like
    others = (1 - lately) * run.told[:, 0] + lately * run.told[:, 1]
    others = others * (run.says[at].astype(float) @ run.hears[row].astype(float))
    other_works = at != row
    return own * other_works, others * other_works


@pytest.mark.parametrize("dials", [REST, TURNED])
def test_parts_sum_to_scores_and_evidence_to_its_two_parts(ranker: Ranker, dials: Dials) -> None:
    for request in (NEW, replace(NEW, because=int(RUN.work_ids[RUN.evidence_rows[3]]))):
        for pick in ranker.arrange(dials, request).picks:
            told = ranker.account(pick.work_id, dials, request)
            assert told.parts == pick.parts and "people" in told.parts
            assert sum(told.parts.values()) == pytest.approx(pick.score, abs=1e-9)
            assert ranker.place(pick.work_id, dials, request)[0] == pytest.approx(pick.score, abs=1e-9)
            by_others = sum(e.by_others for e in told.evidence)
            assert by_others == pytest.approx(told.parts["people"], abs=1e-9)
            whole = sum(e.contribution for e in told.evidence)
            assert whole - by_others == pytest.approx(told.parts["history"], abs=1e-9)
            for evidence in told.evidence:
                assert sum(said for _, said in evidence.events) == pytest.approx(evidence.contribution)


def test_an_account_is_what_the_run_says(ranker: Ranker) -> None:
    for pick in ranker.arrange(TURNED, NEW).picks[:20]:
        told = ranker.account(pick.work_id, TURNED, NEW)
        row = int(np.searchsorted(RUN.work_ids, pick.work_id))
        own, others = by_hand(RUN, row, TURNED.lately)
        ratio = told.parts["prior"] / RUN.prior[row]
        assert told.parts["history"] == pytest.approx(ratio * own.sum())
        assert told.parts["people"] == pytest.approx(ratio * others.sum())


def test_without_its_strongest_evidence_a_work_scores_what_silence_gives(ranker: Ranker) -> None:
    for pick in ranker.arrange(REST, NEW).picks[:10]:
        told = ranker.counterfactual(pick.work_id, 2, REST, NEW)
        ranker.silence(told.without)
        assert ranker.place(pick.work_id, REST, NEW)[0] == pytest.approx(told.score_without, abs=1e-9)
        ranker.silence(())
        assert ranker.place(pick.work_id, REST, NEW)[0] == told.score


def test_more_like_this_speaks_through_other_people_too_and_taking_it_back_changes_nothing(
    ranker: Ranker,
) -> None:
    assert RUN.says is not None
    spoken = np.any(RUN.says != 0, axis=1) & RUN.candidate & ~RUN.known
    row = int(np.flatnonzero(spoken)[0])
    said = int(RUN.work_ids[row])
    before = ranker.arrange(REST, NEW)
    moved = [pick.work_id for pick in before.picks if pick.work_id != said]
    parts = {w: ranker.account(w, REST, NEW).parts["people"] for w in moved}
    ranker.nudge(said, Verdict.LIKE)
    for work_id in moved:
        told = ranker.account(work_id, REST, NEW)
        fresh = next(e for e in told.evidence if e.work_id == said)
        assert told.parts["people"] - parts[work_id] == pytest.approx(fresh.by_others, abs=1e-9)
    assert any(told.by_others > 0 for told in ranker.strongest(moved[0], REST, NEW, 40))
    ranker.unnudge(said)
    assert ranker.arrange(REST, NEW) == before


def test_a_leaning_counts_in_both_ways(ranker: Ranker) -> None:
    pick = ranker.arrange(REST, NEW).picks[0]
    first = ranker.strongest(pick.work_id, REST, NEW, 1)[0]
    ranker.lean({first.work_id: Lean.LESS})
    less = next(e for e in ranker.account(pick.work_id, REST, NEW).evidence if e.work_id == first.work_id)
    assert less.contribution / first.contribution == pytest.approx(less.by_others / first.by_others)
    assert 0 < less.contribution < first.contribution


def test_works_that_no_pack_covers_keep_their_place_among_each_other() -> None:
    alone, together = Ranker(ALONE), Ranker(RUN)
    assert RUN.hears is not None
    outside = ~np.any(RUN.hears != 0, axis=1)
    request = replace(NEW, n=100)
    orders = [
        [pick.work_id for pick in ranker.arrange(REST, request, outside).picks]
        for ranker in (alone, together)
    ]
    assert orders[0] == orders[1]


def test_a_work_that_is_not_listed_is_told_why(ranker: Ranker) -> None:
    last = int(RUN.work_ids[RUN.candidate & ~RUN.known & ~RUN.backlog][-1])
    answer = why_not(ranker, last, REST, replace(NEW, n=5))
    assert answer.numbers["score"] == pytest.approx(ranker.account(last, REST, NEW).score)


def test_it_comes_back_from_disk_as_it_was_and_half_of_it_is_refused(tmp_path: Path) -> None:
    save_run(RUN, tmp_path)
    assert Ranker(load_run(tmp_path, thorough=True)).arrange(TURNED, NEW) == Ranker(RUN).arrange(TURNED, NEW)
    with pytest.raises(ValueError, match="other people is not whole"):
        save_run(replace(RUN, told=None), tmp_path / "half")
    assert not (tmp_path / "half" / FILE_NAME).exists()


def test_a_run_of_before_still_gives_its_lists(tmp_path: Path) -> None:
    save_run(ALONE, tmp_path)
    again = load_run(tmp_path)
    assert again.says is None and "people" not in Ranker(again).arrange(REST, NEW).picks[0].parts


def test_a_damaged_part_about_other_people_is_noticed(tmp_path: Path) -> None:
    file = save_run(RUN, tmp_path)
    content = bytearray(file.read_bytes())
    assert RUN.told is not None
    content[content.index(RUN.told.tobytes())] ^= 1
    file.write_bytes(content)
    with pytest.raises(UserFault, match="“told” has changed"):
        load_run(tmp_path)


def reason(
    by_others: dict[int, float],
    contributions: dict[int, float],
    foretold: bool = False,
    together: tuple[int, ...] = (2, 4),
) -> str:
    told = account(8, contributions)
    evidence = tuple(
        replace(e, by_others=by_others.get(e.work_id, 0.0), together=e.work_id in together)
        for e in told.evidence
    )
    teller = Teller({w.id: w for w in (DARK, TENET, PICNIC)}, [event(2, Action.WATCHED)])
    return say_reason(teller.reasons(replace(told, evidence=evidence, foretold=foretold))[0])


def test_other_people_are_named_only_where_they_weigh_more_than_likeness() -> None:
    both = {2: 0.8, 4: 0.6}
    assert reason({2: 0.7, 4: 0.5}, both) == "People who like Dark and Picnic tend to like this too"
    assert reason({2: 0.7, 4: 0.1}, both) == "People who like Dark tend to like this too"
    assert reason({2: 0.3, 4: 0.5}, both).startswith("Because you watched Dark")


def test_where_nobody_likes_both_it_is_not_said(ranker: Ranker) -> None:
    both = {2: 0.8, 4: 0.6}
    said = reason({2: 0.7, 4: 0.5}, both, together=(2,))
    assert said == "Other people's likes lead from Dark and Picnic to this"
    for pick in ranker.arrange(REST, NEW).picks:
        told = ranker.account(pick.work_id, REST, NEW)
        assert all(e.together == (not told.foretold and told.parts["people"] != 0) for e in told.evidence)


def test_of_a_work_that_nobody_liked_it_is_not_said_that_they_like_it() -> None:
    said = reason({2: 0.7}, {2: 0.8}, foretold=True)
    assert said == "People who like Dark tend to like works such as this"


def test_the_bars_show_both_ways_and_sum_to_the_score(ranker: Ranker) -> None:
    pick = ranker.arrange(TURNED, NEW).picks[0]
    told = ranker.account(pick.work_id, TURNED, NEW)
    bars = Teller({}, []).bars(told, 8)
    assert sum(bar.contribution for bar in bars) == pytest.approx(told.score)
    assert {"bar.evidence", "bar.people", "bar.rest"} <= {bar.key for bar in bars}
    assert next(bar for bar in bars if bar.key == "bar.rest").params["count"] == 36
    one = Teller({}, []).bars(replace(told, evidence=(Evidence(1, 0.5, (), 0.2),)), 8)
    assert [round(bar.contribution, 9) for bar in one[:2]] == [0.3, 0.2]
