"""Runs and requests with next to nothing in them: no catalogue, no work, no place in the list."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from recdesk.domain.taste import Dials, Mode, Request
from recdesk.ranking import Ranker, Wish, own_mix, shelves
from tests.ranking.made_runs import empty_run, made_run

TURNED = Dials(novelty=1.0, diversity=1.0, popularity=0.0, lately=1.0, in_proportion=True)


@pytest.mark.parametrize("dials", [Dials(), TURNED])
@pytest.mark.parametrize("mode", Mode)
def test_a_history_without_any_catalogue_has_its_own_lists_and_no_new_ones(dials: Dials, mode: Mode) -> None:
    run = made_run(60, 5, factors=8, width=16)
    ranker = Ranker(replace(run, candidate=np.zeros(60, np.bool_)))
    assert bool(ranker.arrange(dials, Request(mode=mode)).picks) is (mode is not Mode.NEW)
    assert own_mix(ranker.run) == {}
    assert {shelf.key for shelf in shelves(ranker, dials, Request())} <= {"backlog"}


@pytest.mark.parametrize("dials", [Dials(), TURNED])
def test_a_list_of_no_places_is_empty(dials: Dials) -> None:
    assert Ranker(made_run(60, 5, factors=8, width=16)).arrange(dials, Request(n=0)).picks == ()


def test_a_search_among_no_works_finds_none() -> None:
    ranker = Ranker(empty_run())
    wish = Wish(np.ones(8, np.float32), ranker.run.embedder)
    assert ranker.search(wish, Dials(), Request()).picks == ()


def test_a_list_of_known_works_leans_no_further_than_wholly() -> None:
    run = made_run(300, 30, factors=16, width=48)
    ranker = Ranker(replace(run, candidate=~run.known))  # what is known was no measure for what leans most
    known = ranker.arrange(Dials(), Request(n=60, mode=Mode.REVISIT, per_group=60)).picks
    for pick in known:
        assert 0.0 <= ranker.measures([pick]).recent_share <= 1.0
