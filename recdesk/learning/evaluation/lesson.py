"""What a model may learn from in one measurement, and how it chooses numbers without the tested people."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Protocol, TypeVar

import numpy as np
import torch
from numpy.typing import NDArray

from recdesk.domain.faults import Cancelled
from recdesk.domain.progress import Stop
from recdesk.domain.works import Work
from recdesk.learning.config import FeatureConfig
from recdesk.learning.evaluation.metrics import accuracy, top_rows
from recdesk.learning.evaluation.protocol import Case, Split, cases_of
from recdesk.learning.features import sparse_block
from recdesk.learning.ground import centred
from recdesk.learning.likes import Likes, Rows, joined

AIM = "ndcg@100"  # what numbers are chosen by: the least noisy of the measures
_MOST_TRIED = 250  # validation people: with more, choosing takes longer than learning
_AT_ONCE = 64  # cases scored at a time: 64 x 17,632 float32 are 4.5 MB

Choice = TypeVar("Choice")


class Model(Protocol):
    """Anything that can give every work a score for a person it was told about."""

    def scores(self, cases: Sequence[Case]) -> NDArray[np.floating]:
        """(len(cases), n); reads the given works of a case, never the hidden ones."""
        ...


@dataclass(frozen=True, slots=True, eq=False)
class Trial:
    """What numbers are chosen by: likes to learn from, people to try on, the works that compete."""

    train: Likes
    cases: Sequence[Case]
    ranked: Rows


@dataclass(eq=False)
class Lesson:
    """The works with their texts, and the likes of the people who are not tested."""

    works: Sequence[Work]  # n
    texts: NDArray[np.float32]  # (n, 384) as the embedder gives them, zeros where there is none
    split: Split
    stop: Stop
    kept: dict[Hashable, Any] = field(default_factory=dict)  # what several rows of a report learn alike

    @cached_property
    def centred(self) -> NDArray[np.float32]:
        """(n, 384) unit, less the mean of all."""
        return centred(self.texts, np.ones(len(self.works), np.bool_))[0]

    @cached_property
    def sparse(self) -> torch.Tensor:
        """(n, columns) what a catalogue says besides the description."""
        return sparse_block(self.works, np.ones(len(self.works), np.bool_), FeatureConfig())

    @cached_property
    def trial(self) -> Trial:
        """A smaller measurement of the same sort, on the validation people, to choose numbers by. Where cold
        works are asked for, a fifth of the warm ones is cold in it."""
        split = self.split
        cold = split.cold
        if len(cold):
            warm = np.setdiff1d(np.arange(len(self.works), dtype=np.int32), cold)
            mixed = np.random.default_rng([split.seed, 2]).permutation(warm)
            cold = np.sort(mixed[: len(warm) // 5])
        everything = np.arange(len(self.works), dtype=np.int32)
        return Trial(
            train=split.train.of(np.arange(split.train.people), cold),
            cases=cases_of(split.validation, split.seed, cold)[:_MOST_TRIED],
            ranked=cold if len(cold) else everything,
        )

    @cached_property
    def learned_from(self) -> Likes:
        """Everyone who is not tested: what a model is made of once its numbers are chosen."""
        return joined(self.split.train, self.split.validation)


def tuned(lesson: Lesson, choices: Sequence[Choice], make: Callable[[Likes, Choice], Model]) -> Model:
    """The model with the choice that does best on the validation people, made anew of everyone."""
    trial = lesson.trial
    if len(choices) == 1 or not trial.cases:
        return make(lesson.learned_from, choices[0])
    aims = [mean_aim(make(trial.train, choice), trial, lesson.stop) for choice in choices]
    return make(lesson.learned_from, choices[int(np.argmax(aims))])


def mean_aim(model: Model, trial: Trial, stop: Stop) -> float:
    """The mean of AIM over the cases of the trial."""
    found = [
        accuracy(top_rows(row, case, trial.ranked), case.hidden)[AIM]
        for scores, cases in scored(model, trial.cases, stop)
        for row, case in zip(scores, cases)
    ]
    return float(np.mean(found))


def scored(
    model: Model, cases: Sequence[Case], stop: Stop
) -> Iterator[tuple[NDArray[np.floating], Sequence[Case]]]:
    """(scores, cases) a few at a time: all at once are 300 people times 17,632 works, model by model."""
    for start in range(0, len(cases), _AT_ONCE):
        if stop():
            raise Cancelled
        part = cases[start : start + _AT_ONCE]
        yield model.scores(part), part
