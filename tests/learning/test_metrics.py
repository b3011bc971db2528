"""The measures against ranx, and against what they mean."""

from __future__ import annotations

import numpy as np
import pytest

from recdesk.learning.evaluation.interval import difference_figure, mean_figure, ratio_figure
from recdesk.learning.evaluation.metrics import (
    Yardstick,
    accuracy,
    beyond,
    coverage,
    divergence,
    spread,
    top_rows,
)
from recdesk.learning.evaluation.protocol import Case
from recdesk.learning.likes import Rows


def rows(*numbers: int) -> Rows:
    return np.array(numbers, np.int32)


def case(given: Rows, hidden: Rows) -> Case:
    return Case(given, np.full(len(given), np.nan, np.float32), None, hidden)


def cases(count: int, works: int) -> list[tuple[Case, np.ndarray]]:
    """Made-up people with 1 to 60 hidden works and scores that lean to them; no two scores are equal."""
    rng = np.random.default_rng(5)
    made = []
    for _ in range(count):
        mixed = rng.permutation(works).astype(np.int32)
        hidden = np.sort(mixed[: int(rng.integers(1, 61))])
        scores = rng.permutation(works).astype(np.float64)
        scores[hidden] += rng.integers(0, works, len(hidden))
        made.append((case(np.sort(mixed[61:90]), hidden), scores + rng.random(works)))
    return made


@pytest.mark.slow  # ranx brings pandas and numba with it: 8 s of imports
@pytest.mark.filterwarnings("ignore")  # of ranx and numba themselves
def test_accuracy_is_what_ranx_measures(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NUMBA_DISABLE_JIT", "1")  # compiling takes 20 s, reckoning these lists a moment
    import ranx

    made = cases(40, 300)
    everything = np.arange(300, dtype=np.int32)
    names = {"ndcg@10": "ndcg@10", "ndcg@100": "ndcg@100", "precision@10": "precision@10"}
    ours = [accuracy(top_rows(scores, one, everything), one.hidden) for one, scores in made]
    wanted = ranx.Qrels({f"p{n:02}": {f"w{row}": 1 for row in one.hidden} for n, (one, _) in enumerate(made)})
    lists = ranx.Run(
        {
            f"p{n:02}": {f"w{row}": float(scores[row]) for row in np.setdiff1d(everything, one.given)}
            for n, (one, scores) in enumerate(made)
        }
    )
    theirs = ranx.evaluate(
        wanted, lists, [*names.values(), "recall@10", "recall@20", "recall@50"], return_mean=False
    )
    for name, theirs_of in names.items():
        assert np.allclose([own[name] for own in ours], theirs[theirs_of], atol=1e-12), name
    for k in (10, 20, 50):
        # ranx divides by all that is hidden, also when a list of k cannot hold it; here it is min(k, hidden).
        total = np.array([len(one.hidden) for one, _ in made])
        expected = theirs[f"recall@{k}"] * total / np.minimum(k, total)
        assert np.allclose([own[f"recall@{k}"] for own in ours], expected, atol=1e-12), k
    f1 = [
        2 * o["precision@10"] * o["recall@10"] / max(o["precision@10"] + o["recall@10"], 1e-9) for o in ours
    ]
    assert np.allclose([own["f1@10"] for own in ours], f1, atol=1e-6)


def test_a_model_that_gives_all_works_one_score_finds_nothing() -> None:
    one = case(rows(0), rows(3, 7))
    best = top_rows(np.ones(1000), one, np.arange(1000, dtype=np.int32))
    assert not np.isin(best, one.hidden).any()
    assert accuracy(best, one.hidden)["ndcg@100"] == 0.0


def test_what_the_person_was_told_of_is_never_ranked() -> None:
    one = case(rows(0, 1), rows(2))
    best = top_rows(np.array([9.0, 8.0, 7.0, 1.0]), one, np.arange(4, dtype=np.int32))
    assert best.tolist() == [2, 3]


def test_a_score_that_is_no_number_is_a_bug_and_not_a_rank() -> None:
    with pytest.raises(ValueError, match="not a number"):
        top_rows(np.array([1.0, np.nan]), case(rows(), rows(1)), np.arange(2, dtype=np.int32))


def test_a_perfect_list_has_all_measures_at_one_that_can_be() -> None:
    hidden = np.arange(30, dtype=np.int32)
    found = accuracy(np.arange(100, dtype=np.int32), hidden)
    assert found == pytest.approx(dict.fromkeys(found, 1.0))


def test_novelty_is_the_self_information_in_bits() -> None:
    yardstick = Yardstick(np.array([0.5, 0.25, 1.0]), np.zeros((3, 4), np.float32), np.zeros((3, 1)))
    assert beyond(rows(0, 1), rows(2), yardstick)["novelty@10"] == 1.5


def test_a_list_of_equal_texts_has_no_spread_and_one_of_unrelated_texts_has_all() -> None:
    assert spread(np.tile(np.eye(4, dtype=np.float32)[0], (5, 1))) == pytest.approx(0.0)
    assert spread(np.eye(4, dtype=np.float32)) == pytest.approx(1.0)
    assert np.isnan(spread(np.zeros((4, 3), np.float32)))


def test_calibration_is_nought_for_the_historys_own_shares_and_grows_with_distance() -> None:
    history = np.array([[1.0, 0, 0], [0, 1.0, 0]])
    near, far = np.array([[0.8, 0.2, 0]]), np.array([[0, 0, 1.0]])
    assert divergence(history, history) == pytest.approx(0.0)
    assert 0 < divergence(history, near) < divergence(history, far)
    # Steck's formula by hand: p = (1/2, 1/2), the list lends 0.01 of p to each.
    assert divergence(history, far) == pytest.approx(np.log(0.5 / 0.005))


def test_coverage_is_the_share_of_works_that_any_top_ten_shows() -> None:
    assert coverage([rows(*range(12)), rows(0, 1)], np.arange(40, dtype=np.int32)) == 10 / 40


def test_an_interval_holds_the_truth_about_as_often_as_it_says() -> None:
    rng = np.random.default_rng(0)
    held = 0
    for seed in range(200):
        figure = mean_figure(rng.normal(1.0, 1.0, 60), seed)
        held += figure.low <= 1.0 <= figure.high
    assert 180 <= held <= 200


def test_pairing_people_makes_small_differences_visible() -> None:
    rng = np.random.default_rng(0)
    base = rng.random(100)
    better = base * 1.05
    assert mean_figure(better, 0).low < mean_figure(base, 0).high
    ratio = ratio_figure(better, base, 0)
    assert ratio.low == pytest.approx(1.05) == ratio.high
    assert difference_figure(better, base, 0).low > 0
