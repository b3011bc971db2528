"""Learning from other people's likes: the formulas, exact reasons, and works that nobody liked."""

from __future__ import annotations

from dataclasses import fields

import numpy as np
import pytest
import torch

from recdesk.domain.faults import Cancelled
from recdesk.domain.progress import never_stop
from recdesk.learning.device import repeatable
from recdesk.learning.ease import Evidence
from recdesk.learning.evaluation import MODELS, Protocol, measure
from recdesk.learning.evaluation.baselines import PENALTIES
from recdesk.learning.evaluation.lesson import Lesson
from recdesk.learning.evaluation.protocol import given_matrix, split
from recdesk.learning.evaluation.together import features_of, learned
from recdesk.learning.hybrid import Choice, Hybrid, HybridConfig, learn_hybrid
from recdesk.learning.likes import dense, likes_of
from recdesk.learning.lowrank import LowRankConfig, learn_low_rank
from tests.learning.made_packs import MadePack, made_pack

SMALL = HybridConfig(
    penalties=(20.0, 80.0),
    side_weights=(0.0, 2.0),
    shares=(0.0, 0.5),
    near_shares=(0.0, 0.5),
    chart_dims=16,
    chart_penalties=(5.0,),
    feature_dims=32,
    low_rank=LowRankConfig(dims=16, steps=40),
)
CHOICE = Choice(penalty=40.0, side_weight=2.0, share=0.5, near_share=0.5, chart_penalty=5.0)


@pytest.fixture(scope="module")
def pack() -> MadePack:
    return made_pack()


@pytest.fixture(scope="module")
def lesson(pack: MadePack) -> Lesson:
    return Lesson(pack.works, pack.texts, split(likes_of(pack.table)[0], Protocol.STRONG, 0), never_stop)


@pytest.fixture(scope="module")
def features(lesson: Lesson) -> torch.Tensor:
    return features_of(lesson.centred, lesson.sparse, 0)


@pytest.fixture(scope="module")
def model(lesson: Lesson, features: torch.Tensor) -> Hybrid:
    with repeatable(1):
        return learn_hybrid(dense(lesson.learned_from), features, CHOICE, SMALL, 0)


def by_hand(rows: torch.Tensor, penalty: float) -> torch.Tensor:
    """EASE as its paper writes it, in double precision."""
    gram = rows.double().t() @ rows.double() + penalty * torch.eye(rows.shape[1], dtype=torch.float64)
    inverse = torch.linalg.inv(gram)
    weights = inverse / -inverse.diagonal()
    return weights.fill_diagonal_(0.0)


@pytest.mark.parametrize("people", [30, 200])
def test_ease_is_the_papers_formula_with_few_people_and_with_many(people: int) -> None:
    rng = torch.Generator().manual_seed(1)
    likes = (torch.rand(people, 60, generator=rng) < 0.2).float()
    side = torch.randn(12, 60, generator=rng)
    for given_side, rows in ((None, likes), (side, torch.cat([likes, 0.5 * side]))):
        ease = Evidence(likes, given_side).fit(7.0, 0.5)
        expected = by_hand(rows, 7.0)
        told = (torch.rand(5, 60, generator=rng) < 0.2).float()
        assert torch.allclose(ease.scores(told).double(), told.double() @ expected, atol=1e-4)
        assert torch.allclose(ease.kernel(torch.arange(60)).double(), expected, atol=1e-4)


def test_the_hybrid_may_be_as_cautious_as_ease_alone_and_do_without_features() -> None:
    """On thin histories without texts the best penalty lay at the end of the grid, and EASE's beyond it."""
    config = HybridConfig()
    assert max(config.penalties) >= max(PENALTIES)
    assert all(0.0 in grid for grid in (config.side_weights, config.shares, config.near_shares))


def test_every_score_is_the_prior_and_one_term_for_each_work_of_the_history(
    model: Hybrid, lesson: Lesson
) -> None:
    for case in lesson.split.tested[:10]:
        told = torch.from_numpy(given_matrix([case], len(lesson.works)))
        given = torch.from_numpy(case.given.astype(np.int64))
        terms = model.kernel(given) / len(given) ** 0.5
        open_ = told[0] == 0
        summed = (model.prior() + terms.sum(0))[open_]
        assert torch.allclose(summed, model.scores(told)[0][open_], atol=1e-5)


def test_taking_the_strongest_term_away_lowers_the_work(model: Hybrid, lesson: Lesson) -> None:
    fell = tried = 0
    for case in lesson.split.tested[:40]:
        told = torch.from_numpy(given_matrix([case], len(lesson.works)))
        given = torch.from_numpy(case.given.astype(np.int64))
        scores = model.scores(told)[0].masked_fill(told[0] > 0, -torch.inf)
        best = int(scores.argmax())
        less = told.clone()
        less[0, given[int(model.kernel(given)[:, best].argmax())]] = 0.0
        fell += bool(model.scores(less)[0, best] < scores[best])
        tried += 1
    assert fell == tried


def test_the_same_seed_gives_the_same_model_to_the_last_bit(lesson: Lesson, features: torch.Tensor) -> None:
    told = torch.from_numpy(given_matrix(lesson.split.tested, len(lesson.works)))

    def scores(seed: int) -> torch.Tensor:
        with repeatable(1):
            return learn_hybrid(dense(lesson.learned_from), features, CHOICE, SMALL, seed).scores(told)

    first = scores(3)
    assert torch.equal(first, scores(3))
    assert not torch.equal(first, scores(4))


def test_a_work_that_nobody_liked_is_scored_by_what_its_text_foretells(pack: MadePack) -> None:
    found = split(likes_of(pack.table)[0], Protocol.COLD, 0)
    with repeatable(1):
        cold = learned(Lesson(pack.works, pack.texts, found, never_stop), SMALL)
    assert not cold.liked[torch.from_numpy(found.cold.astype(np.int64))].any()
    theme = 0
    told = torch.zeros(1, len(pack.works))
    warm = np.setdiff1d(np.flatnonzero(pack.themes == theme), found.cold)
    told[0, torch.from_numpy(warm)] = 1.0
    scores = cold.scores(told)[0].numpy()
    own = scores[[row for row in found.cold if pack.themes[row] == theme]]
    others = scores[[row for row in found.cold if pack.themes[row] != theme]]
    assert own.mean() > others.mean() + others.std()


def test_new_works_stand_among_the_others_and_not_above_or_below_them_all(pack: MadePack) -> None:
    found = split(likes_of(pack.table)[0], Protocol.COLD, 0)
    lesson = Lesson(pack.works, pack.texts, found, never_stop)
    with repeatable(1):
        cold = learned(lesson, SMALL)
    scores = cold.scores(torch.from_numpy(given_matrix(found.tested, len(pack.works))))
    new, known = scores[:, ~cold.liked], scores[:, cold.liked]
    assert known.quantile(0.1) < new.mean() < known.quantile(0.9)


def test_the_hybrid_is_ahead_of_ease_where_tags_tell_what_likes_tell(pack: MadePack) -> None:
    chosen = {name: MODELS[Protocol.STRONG][name] for name in ("popularity", "EASE", "hybrid")}
    report = measure(pack.works, pack.texts, pack.table, Protocol.STRONG, seeds=(0, 1), models=chosen)
    ratio = report.models["hybrid"].ratios["ndcg@100"]
    assert ratio.value > 1.0
    assert (
        report.models["hybrid"].figures["ndcg@100"].value
        > report.models["popularity"].figures["ndcg@100"].value
    )


def test_learning_stops_when_asked(lesson: Lesson, features: torch.Tensor) -> None:
    for answers in (0, 1, 3, 12):
        left = iter([False] * answers + [True] * 10_000)
        with pytest.raises(Cancelled):
            learn_hybrid(
                dense(lesson.learned_from), features, CHOICE, SMALL, 0, stop=lambda left=left: next(left)
            )


def test_a_warm_start_goes_on_from_what_was_learned(lesson: Lesson, features: torch.Tensor) -> None:
    likes, config = dense(lesson.learned_from), LowRankConfig(dims=16, steps=60)
    told: list[int] = []
    with repeatable(1):
        first = learn_low_rank(likes, features, config, 0)
        again = learn_low_rank(
            likes, features, config, 1, start=first.state, say=lambda progress: told.append(progress.total)
        )
        fresh = learn_low_rank(likes, features, LowRankConfig(dims=16, steps=30), 1)
    assert set(told) == {30}  # half the steps
    moved = [(again.inward - first.inward).norm(), (fresh.inward - first.inward).norm()]
    assert moved[0] < moved[1] / 2
    assert {field.name for field in fields(first)} >= {"inward", "outward", "bias"}
