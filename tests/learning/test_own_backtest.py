"""The person's own backtest: it sees taste where there is some, and says so where there is none."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from recdesk.domain.faults import UserFault
from recdesk.domain.history import Event
from recdesk.domain.measured import Figure
from recdesk.domain.taste import TasteInput
from recdesk.domain.works import Kind, Work
from recdesk.learning.evaluation import backtest
from recdesk.learning.evaluation.own import verdict_of
from tests.learning.starter import did


def films(small: TasteInput) -> list[Work]:
    return [work for work in small.works if work.kind is Kind.FILM]


def watched(works: list[Work], *, timed: bool = True) -> list[Event]:
    return [did(n, work, days_ago=3000.0 - n if timed else None) for n, work in enumerate(works, start=1)]


def test_a_history_of_one_taste_is_found_out(small: TasteInput) -> None:
    loved = [work for work in films(small) if "Horror" in work.genres or "Thriller" in work.genres][:60]
    report = backtest(replace(small, events=watched(loved)))
    assert report.by_time
    assert report.hidden == round(0.2 * len(loved))
    assert report.ahead.low > 0
    assert report.verdict.startswith("better than popularity")
    gains = {name: figures["gain"].value for name, figures in report.figures.items()}
    assert gains["one person"] > gains["random"]


def test_a_history_without_taste_is_not_called_better_than_popularity(small: TasteInput) -> None:
    """Eight people who took films as they came. By chance one in a hundred is called better."""
    better = 0
    for seed in range(8):
        mixed = np.random.default_rng(seed).permutation(len(films(small)))[:60]
        report = backtest(replace(small, events=watched([films(small)[at] for at in mixed])), seed=seed)
        better += report.verdict.startswith("better")
    assert better <= 1


def test_without_times_a_fifth_at_random_is_hidden_and_said_so(small: TasteInput) -> None:
    report = backtest(replace(small, events=watched(films(small)[:50], timed=False)))
    assert not report.by_time
    assert report.hidden == 10


def test_nothing_that_was_done_later_is_learned_from(small: TasteInput) -> None:
    """Events of known works after the cut are out, so adding some changes nothing."""
    events = watched(films(small)[:50])
    again = [did(900 + n, work, days_ago=1.0) for n, work in enumerate(films(small)[:10])]
    one, two = (backtest(replace(small, events=own)) for own in (events, events + again))
    assert (one.ahead, one.hidden, one.given) == (two.ahead, two.hidden, two.given)


def test_the_hidden_works_move_no_score(small: TasteInput) -> None:
    """A planted target: works hidden in both, liked loudly in one of them."""
    events = watched(films(small)[:50])
    loud = [replace(event, liked=True, rating=1.0) if n >= 40 else event for n, event in enumerate(events)]
    one, two = (backtest(replace(small, events=own)) for own in (events, loud))
    assert one.ahead == two.ahead
    for name, figures in one.figures.items():
        assert figures["gain"] == two.figures[name]["gain"], name


def test_too_little_history_is_said_and_not_measured(small: TasteInput) -> None:
    with pytest.raises(UserFault, match="too little history"):
        backtest(replace(small, events=watched(films(small)[:10])))


@pytest.mark.parametrize(
    ("ahead", "said"),
    [
        (Figure(0.1, 0.02, 0.2), "better than popularity"),
        (Figure(0.1, -0.02, 0.2), "not better than popularity: the difference may be chance"),
        (Figure(-0.1, -0.2, -0.05), "not better than popularity: the best-known"),
    ],
)
def test_the_verdict_goes_by_the_interval(ahead: Figure, said: str) -> None:
    assert verdict_of(ahead).startswith(said)
