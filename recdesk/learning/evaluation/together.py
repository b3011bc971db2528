"""The hybrid as a contestant, and its features: centred text beside the leading sparse directions."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray

from recdesk.learning.config import FeatureConfig, LearnConfig
from recdesk.learning.evaluation.lesson import Lesson, Model, mean_aim
from recdesk.learning.evaluation.protocol import Case, given_matrix
from recdesk.learning.factors import project
from recdesk.learning.hybrid import Hybrid, HybridConfig, choose, learn_hybrid
from recdesk.learning.likes import dense
from recdesk.learning.one_person import faded

_SPARSE_DIMS = 256
_STANDARD = HybridConfig()


@dataclass(frozen=True, slots=True, eq=False)
class Folded:
    """Scores of cases from a function of what they were told, `lately` between all times alike (0) and the
    current taste (1)."""

    works: int
    of_told: Callable[[torch.Tensor], torch.Tensor]
    lately: float = 0.0

    def scores(self, cases: Sequence[Case]) -> NDArray[np.float32]:
        told = given_matrix(cases, self.works)
        for row, case in enumerate(cases):
            if self.lately and case.times is not None:
                told[row, case.given] += self.lately * (_lately(case.times) - 1.0)
        found: NDArray[np.float32] = self.of_told(torch.from_numpy(told)).numpy()
        return found


def _lately(times: NDArray[np.int64]) -> NDArray[np.float64]:
    """(m,) what each like counts in the current taste; all together as much as in the lasting one."""
    fresh, _ = faded((times.max() - times).astype(np.float64), np.ones(len(times)), LearnConfig().lately_half)
    return np.asarray(fresh * (len(fresh) / fresh.sum()), np.float64)


def features_of(centred: NDArray[np.float32], sparse: torch.Tensor, seed: int) -> torch.Tensor:
    """(n, 384 + 256) what is known about each work, of about unit length in either half."""
    counted = torch.ones(len(centred), dtype=torch.bool)
    rng = torch.Generator().manual_seed(seed)
    columns = project(sparse, counted, _SPARSE_DIMS, FeatureConfig().svd_rounds, rng)
    columns = columns - columns.mean(0)
    length = columns.norm(dim=1)
    typical = length[length > 0].mean() if bool((length > 0).any()) else torch.tensor(1.0)
    return torch.cat([torch.from_numpy(centred), columns / typical.clamp(min=1e-6)], 1)


def hybrid(lesson: Lesson, config: HybridConfig = _STANDARD) -> Model:
    """Numbers chosen on the validation people, then learned from everyone who is not tested."""
    model = learned(lesson, config)
    return Folded(len(lesson.works), model.scores)


def hybrid_lately(lesson: Lesson) -> Model:
    """The same model, told above all what was liked last. On 171 validation people of films (protocol
    "time") its NDCG@100 is 1.037 times that of the lasting taste at 0.7 and 1.052 at 1, NDCG@10 1.07 and
    1.13."""
    return Folded(len(lesson.works), learned(lesson).scores, lately=1.0)


def learned(lesson: Lesson, config: HybridConfig = _STANDARD) -> Hybrid:
    """Learned once for a lesson."""
    if config not in lesson.kept:
        lesson.kept[config] = _learned(lesson, config)
    made: Hybrid = lesson.kept[config]
    return made


def _learned(lesson: Lesson, config: HybridConfig) -> Hybrid:
    trial, seed = lesson.trial, lesson.split.seed
    features = features_of(lesson.centred, lesson.sparse, seed)

    def aim(of_told: Callable[[torch.Tensor], torch.Tensor]) -> float:
        return mean_aim(Folded(len(lesson.works), of_told), trial, lesson.stop)

    cold = len(lesson.split.cold) > 0
    choice = config.first  # where there is nobody to try numbers on
    if trial.cases:
        choice = choose(dense(trial.train), features, aim, config, seed, cold=cold, stop=lesson.stop)
    return learn_hybrid(dense(lesson.learned_from), features, choice, config, seed, stop=lesson.stop)
