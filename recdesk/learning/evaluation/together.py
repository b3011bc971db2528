"""The hybrid as a contestant, and its features: centred text beside the leading sparse directions."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray

from recdesk.learning.config import FeatureConfig
from recdesk.learning.evaluation.lesson import Lesson, Model, mean_aim
from recdesk.learning.evaluation.protocol import Case, given_matrix
from recdesk.learning.factors import project
from recdesk.learning.hybrid import Hybrid, HybridConfig, choose, learn_hybrid
from recdesk.learning.likes import dense

_SPARSE_DIMS = 256
_STANDARD = HybridConfig()


@dataclass(frozen=True, slots=True, eq=False)
class Folded:
    """Scores of cases from a function of what they were told."""

    works: int
    of_told: Callable[[torch.Tensor], torch.Tensor]

    def scores(self, cases: Sequence[Case]) -> NDArray[np.float32]:
        found: NDArray[np.float32] = self.of_told(torch.from_numpy(given_matrix(cases, self.works))).numpy()
        return found


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


def learned(lesson: Lesson, config: HybridConfig = _STANDARD) -> Hybrid:
    trial, seed = lesson.trial, lesson.split.seed
    features = features_of(lesson.centred, lesson.sparse, seed)

    def aim(of_told: Callable[[torch.Tensor], torch.Tensor]) -> float:
        return mean_aim(Folded(len(lesson.works), of_told), trial, lesson.stop)

    cold = len(lesson.split.cold) > 0
    choice = config.first  # where there is nobody to try numbers on
    if trial.cases:
        choice = choose(dense(trial.train), features, aim, config, seed, cold=cold, stop=lesson.stop)
    return learn_hybrid(dense(lesson.learned_from), features, choice, config, seed, stop=lesson.stop)
