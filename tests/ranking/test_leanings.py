"""More or less of an interest counts at once, in the scores and in the reasons alike."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import numpy as np
import pytest

from recdesk.domain.feedback import Verdict
from recdesk.domain.journal import LEANING, Lean
from recdesk.domain.taste import Dials, Request
from recdesk.ranking import Ranker
from tests.ranking.made_runs import made_run

LATELY = Dials(lately=0.4)


@cache
def run_and_liked():  # type: ignore[no-untyped-def]
    run = made_run(300, 30, 2, factors=16, width=48)
    speaking = np.flatnonzero(run.lasting + run.current > 0)
    return run, run.work_ids[run.evidence_rows[speaking[:5]]].tolist()


def _scores(ranker: Ranker) -> dict[int, float]:
    return {p.work_id: p.score for p in ranker.arrange(LATELY, Request(n=300, per_group=300)).picks}


@pytest.mark.parametrize("lean", Lean)
def test_what_a_work_speaks_for_counts_times_what_was_asked(lean: Lean) -> None:
    run, liked = run_and_liked()
    ranker = Ranker(run)
    some = ranker.arrange(LATELY, Request()).picks[0].work_id
    before = {e.work_id: e.contribution for e in ranker.account(some, LATELY, Request()).evidence}
    ranker.lean(dict.fromkeys(liked, lean))
    account = ranker.account(some, LATELY, Request())
    after = {e.work_id: e.contribution for e in account.evidence}
    for work_id, contribution in before.items():
        times = LEANING[lean] if work_id in liked else 1.0
        assert after[work_id] == pytest.approx(times * contribution)
    assert sum(account.parts.values()) == pytest.approx(account.score, abs=1e-9)
    assert account.parts["history"] == pytest.approx(sum(after.values()), abs=1e-9)
    assert _scores(ranker)[some] == pytest.approx(account.score, abs=1e-9)


def test_taking_a_leaning_back_gives_the_very_same_lists() -> None:
    run, liked = run_and_liked()
    ranker = Ranker(run)
    before = _scores(ranker)
    ranker.lean({liked[0]: Lean.NEVER})
    assert _scores(ranker) != before
    ranker.lean({})
    assert _scores(ranker) == before


def test_a_leaning_holds_beside_a_verdict_whichever_came_first() -> None:
    run, liked = run_and_liked()
    new = int(run.work_ids[~run.known][0])
    first, second = Ranker(run), Ranker(run)
    first.lean({liked[0]: Lean.MORE})
    first.nudge(new, Verdict.LIKE)
    second.nudge(new, Verdict.LIKE)
    second.lean({liked[0]: Lean.MORE})
    assert _scores(first) == pytest.approx(_scores(second), abs=1e-9)


def test_a_run_that_was_trained_with_a_leaning_is_not_turned_twice() -> None:
    run, liked = run_and_liked()
    place = int(np.flatnonzero(run.work_ids[run.evidence_rows] == liked[0])[0])
    factor = np.ones(len(run.evidence_rows))
    factor[place] = LEANING[Lean.NEVER]
    trained = Ranker(replace(run, lasting=run.lasting * factor, current=run.current * factor, leaned=factor))
    as_trained = _scores(trained)
    trained.lean({liked[0]: Lean.NEVER})
    assert _scores(trained) == as_trained
    trained.lean({})
    other = trained.arrange(LATELY, Request()).picks[0].work_id
    plain = {e.work_id: e.contribution for e in Ranker(run).account(other, LATELY, Request()).evidence}
    turned = {e.work_id: e.contribution for e in trained.account(other, LATELY, Request()).evidence}
    assert turned[liked[0]] * plain[liked[0]] > 0  # it speaks for what it spoke for before


def test_silent_works_say_nothing_and_speak_again_to_the_bit() -> None:
    run, liked = run_and_liked()
    ranker = Ranker(run)
    before = _scores(ranker)
    ranker.lean({liked[1]: Lean.MORE})
    leaning = _scores(ranker)
    ranker.silence(liked[:2])
    some = ranker.arrange(LATELY, Request()).picks[0].work_id
    said = {e.work_id: e.contribution for e in ranker.account(some, LATELY, Request()).evidence}
    assert said.get(liked[0], 0.0) == said.get(liked[1], 0.0) == 0.0
    ranker.silence(())
    assert _scores(ranker) == leaning
    ranker.lean({})
    assert _scores(ranker) == before
