"""How sure the model is: a chance that means what it says, and a coin where nothing is known."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from recdesk.domain.taste import TasteInput, TasteRun
from recdesk.domain.works import Kind
from recdesk.learning import Ground, taste_of
from recdesk.learning.confidence import beside_equally_known, calibration_error
from recdesk.learning.evaluation import backtest
from tests.learning.starter import did, named

HEISTS = ("Heat", "Inside Man", "Ocean's Eleven", "The Italian Job", "Ronin", "Baby Driver")


def sure(ground: Ground, run: TasteRun, kind: Kind, title: str) -> float:
    return float(run.confidence[np.searchsorted(run.work_ids, named(ground.works, kind, title).id)])


def history(ground: Ground, *titles: str) -> TasteRun:
    works = [named(ground.works, Kind.FILM, title) for title in titles]
    return taste_of(ground, [did(n, work) for n, work in enumerate(works, start=1)], ())


def test_somebody_of_whom_nothing_is_known_gets_a_coin_for_every_work(ground: Ground) -> None:
    assert np.all(taste_of(ground, (), ()).confidence == 0.5)


def test_it_grows_surer_with_every_work_that_says_the_same(ground: Ground) -> None:
    said = [sure(ground, history(ground, *HEISTS[:n]), Kind.FILM, "The Town") for n in (1, 3, 6)]
    assert 0.5 < said[0] < said[1] < said[2] < 1.0


def test_it_is_less_sure_of_works_unlike_the_history_than_a_coin(ground: Ground) -> None:
    assert sure(ground, history(ground, *HEISTS), Kind.FILM, "Frozen") < 0.5


def test_fame_makes_no_work_a_sure_one(ground: Ground) -> None:
    run = history(ground, *HEISTS)
    films = np.flatnonzero(run.candidate & (run.kinds == 0) & ~run.known)
    famous = films[run.popularity[films] > 0.9]
    assert abs(float(run.confidence[famous].mean()) - float(run.confidence[films].mean())) < 0.1


def test_a_chance_that_is_right_as_often_as_it_says_has_no_error() -> None:
    rng = np.random.default_rng(0)
    said = rng.random(20_000)
    right = rng.random(20_000) < said
    assert calibration_error(said, right, np.ones(20_000)) < 0.02
    assert calibration_error(said**3, right, np.ones(20_000)) > 0.1
    assert np.isnan(calibration_error(said[:0], right[:0], np.ones(0)))


def test_each_side_of_a_pair_weighs_the_same_and_is_equally_known() -> None:
    standing = np.linspace(3.0, -3.0, 600)
    sought = np.array([100, 400])
    said, right, weights = beside_equally_known(sought, np.arange(600), standing, standing)
    assert weights[right].sum() == pytest.approx(weights[~right].sum())
    assert abs(float(np.average(said[~right], weights=weights[~right])) - standing[sought].mean()) < 0.02


def test_the_own_backtest_says_how_far_the_chances_are_off(small: TasteInput) -> None:
    films = [work for work in small.works if work.kind is Kind.FILM][:60]
    events = [did(n, work, days_ago=3000.0 - n) for n, work in enumerate(films, start=1)]
    assert 0.0 <= backtest(replace(small, events=events)).calibration_error < 0.5
