"""Picks that are a try say so: brought in by a dial, with little of the history behind them."""

import numpy as np
import pytest

from recdesk.domain.taste import Dials, Request
from recdesk.ranking import Ranker, Sureness, how_sure
from tests.ranking.made_runs import made_run


@pytest.mark.parametrize("dials", [Dials(), Dials(lately=1.0), Dials(popularity=1.0)])
def test_nothing_is_a_try_while_no_dial_asks_for_something_new(dials: Dials) -> None:
    assert not any(pick.trying for pick in Ranker(made_run()).arrange(dials, Request(n=40)).picks)


@pytest.mark.parametrize("dials", [Dials(novelty=0.8), Dials(diversity=1.0), Dials(popularity=0.0)])
def test_a_try_came_in_by_a_dial_and_is_a_guess(dials: Dials) -> None:
    ranker = Ranker(made_run())
    plain = {pick.work_id for pick in ranker.arrange(Dials(), Request(n=20, per_group=20)).picks}
    picks = ranker.arrange(dials, Request(n=20, per_group=20)).picks
    tried = [pick for pick in picks if pick.trying]
    assert tried and len(tried) < len(picks)
    for pick in tried:
        assert pick.work_id not in plain
        assert how_sure(pick.confidence) is Sureness.GUESS
    for pick in picks:
        if pick.work_id not in plain and not pick.trying:
            assert how_sure(pick.confidence) is not Sureness.GUESS


def test_the_words_go_with_the_chance() -> None:
    words = [how_sure(float(chance)) for chance in np.linspace(0, 1, 21)]
    assert words == sorted(words, key=[Sureness.GUESS, Sureness.LIKELY, Sureness.SURE].index)
    assert how_sure(0.5) is Sureness.GUESS
