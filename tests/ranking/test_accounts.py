"""What an account says is what moved the list."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from recdesk.domain.faults import UserFault
from recdesk.domain.taste import Dials, Request
from recdesk.ranking import Ranker
from tests.ranking.made_runs import made_run

RUN = made_run(600, 40, width=32)
REST, NEW = Dials(), Request(n=100)
TURNED = Dials(novelty=0.4, diversity=0.3, popularity=0.3, lately=0.6)


@pytest.fixture
def ranker() -> Ranker:
    return Ranker(RUN)


def test_evidence_sums_to_history_and_events_sum_to_their_evidence(ranker: Ranker) -> None:
    for pick in ranker.arrange(TURNED, NEW).picks:
        account = ranker.account(pick.work_id, TURNED, NEW)
        assert len(account.evidence) == 40
        assert sum(e.contribution for e in account.evidence) == pytest.approx(
            account.parts["history"], abs=1e-9
        )
        for evidence in account.evidence:
            assert sum(share for _, share in evidence.events) == pytest.approx(
                evidence.contribution, abs=1e-9
            )


def test_the_largest_contribution_comes_first(ranker: Ranker) -> None:
    account = ranker.account(ranker.arrange(REST, NEW).picks[0].work_id, REST, NEW)
    sizes = [abs(evidence.contribution) for evidence in account.evidence]
    assert sizes == sorted(sizes, reverse=True)


def test_the_strongest_evidence_is_the_top_of_the_account(ranker: Ranker) -> None:
    work_id = ranker.arrange(TURNED, NEW).picks[3].work_id
    speaking = [e for e in ranker.account(work_id, TURNED, NEW).evidence if e.contribution > 0.0]
    assert ranker.strongest(work_id, TURNED, NEW, 5) == tuple(speaking[:5])


def test_a_work_that_is_not_in_the_list_has_an_account_too(ranker: Ranker) -> None:
    known = int(RUN.work_ids[RUN.evidence_rows[0]])
    assert ranker.account(known, REST, NEW).score != 0.0


def test_without_its_top_evidence_a_work_scores_what_a_run_without_it_says(ranker: Ranker) -> None:
    for pick in ranker.arrange(REST, NEW).picks[:20]:
        told = ranker.counterfactual(pick.work_id, 1, REST, NEW)
        gone = np.searchsorted(RUN.work_ids, told.without[0])
        silent = np.where(RUN.evidence_rows == gone, 0.0, RUN.lasting)
        row = pick.work_id // 10 - 1
        kernel = RUN.factors[RUN.evidence_rows].doubled().likeness(RUN.factors[[row]].doubled())[:, 0]
        ratio = pick.parts["prior"] / RUN.prior[row]
        assert told.score == pytest.approx(pick.score)
        assert told.score_without == pytest.approx(
            pick.score - ratio * float(kernel @ (RUN.lasting - silent))
        )


def test_removing_the_top_evidence_lowers_every_work(ranker: Ranker) -> None:
    for pick in ranker.arrange(TURNED, NEW).picks:
        told = ranker.counterfactual(pick.work_id, 1, TURNED, NEW)
        assert len(told.without) == 1 and told.score_without < told.score


def test_removing_all_that_speaks_for_it_sends_a_work_down(ranker: Ranker) -> None:
    first = ranker.arrange(REST, NEW).picks[0]
    told = ranker.counterfactual(first.work_id, 40, REST, NEW)
    assert told.rank == 1 and told.rank_without > 20


def test_a_rank_counts_the_works_of_the_same_request(ranker: Ranker) -> None:
    for pick in ranker.arrange(REST, replace(NEW, per_group=600)).picks:
        assert ranker.counterfactual(pick.work_id, 0, REST, NEW).rank == pick.rank


def test_nothing_speaks_for_a_work_without_history() -> None:
    ranker = Ranker(made_run(100, 0, width=16))
    told = ranker.counterfactual(ranker.arrange(REST, NEW).picks[0].work_id, 3, REST, NEW)
    assert told.without == () and told.score == told.score_without and told.rank == told.rank_without == 1


def test_a_work_the_run_does_not_have_is_said_so(ranker: Ranker) -> None:
    assert not ranker.knows(5) and ranker.knows(10)
    with pytest.raises(UserFault, match="Work 5 is not part of the trained taste"):
        ranker.account(5, REST, NEW)
