"""What every model has to be measured beside, from chance to EASE.

Each is a small class that scores cases, made from a `Lesson`. None sees more of a tested person than
`Case.given`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray

from recdesk.domain.works import Work
from recdesk.learning.ease import Ease, Evidence
from recdesk.learning.evaluation.lesson import Lesson, Model, tuned
from recdesk.learning.evaluation.protocol import Case, given_matrix
from recdesk.learning.likes import Likes, dense
from recdesk.learning.neighbours import neighbours

Scores = NDArray[np.floating]

# EASE's best was 50 to 200 on the open packs; with thin histories of many people it was 800.
PENALTIES = (25.0, 50.0, 100.0, 200.0, 400.0, 800.0, 1600.0)
NEIGHBOURS = ((20, 0.0), (100, 0.0), (100, 10.0), (400, 10.0))  # (how many, shrinkage in people)
NEAREST_TEXTS = 5  # of the history, by which a text is judged
MAPPED_DIMS = 128  # directions of taste that texts are mapped to
MAP_PENALTIES = (1.0, 3.0, 10.0, 30.0)
_TOKEN = re.compile(r"[^\W_]{2,}")


@dataclass(frozen=True, slots=True, eq=False)
class Fixed:
    """The same order for everyone: popularity."""

    order: Scores  # (n,)

    def scores(self, cases: Sequence[Case]) -> Scores:
        return np.tile(self.order, (len(cases), 1))


@dataclass(frozen=True, slots=True, eq=False)
class Chance:
    """An order of its own for everyone."""

    works: int
    seed: int

    def scores(self, cases: Sequence[Case]) -> Scores:
        return np.stack(
            [np.random.default_rng([self.seed, *case.given.tolist()]).random(self.works) for case in cases]
        )


@dataclass(frozen=True, slots=True, eq=False)
class Nearest:
    """The mean similarity to the few works of the history that are nearest in text."""

    vectors: NDArray[np.float32]  # (n, 384) centred, unit

    def scores(self, cases: Sequence[Case]) -> Scores:
        return np.stack([self._one(case) for case in cases])

    def _one(self, case: Case) -> Scores:
        alike = self.vectors @ self.vectors[case.given].T  # (n, m)
        k = min(NEAREST_TEXTS, alike.shape[1])
        return np.asarray(np.partition(alike, alike.shape[1] - k, axis=1)[:, -k:].mean(1))


@dataclass(frozen=True, slots=True, eq=False)
class Profile:
    """The inner product of a work's row with the sum of the history's: TF-IDF, and texts mapped to taste."""

    given: torch.Tensor  # (n, columns), dense or sparse: a work as part of a history
    wanted: torch.Tensor  # (n, columns): and as one that might come next

    def scores(self, cases: Sequence[Case]) -> Scores:
        told = torch.from_numpy(given_matrix(cases, len(self.given))).t()
        sums: torch.Tensor = torch.mm(self.given.t(), told)
        found: torch.Tensor = torch.mm(self.wanted, sums)
        return found.t().numpy()


@dataclass(frozen=True, slots=True, eq=False)
class Neighbours:
    """Item-kNN: cosine of the people who liked both works, the nearest few of each work only."""

    alike: torch.Tensor  # (n, n) or sparse: alike[j, i] is what j says for i

    def scores(self, cases: Sequence[Case]) -> Scores:
        told = torch.from_numpy(given_matrix(cases, self.alike.shape[0]))
        scores: torch.Tensor = torch.sparse.mm(self.alike.t(), told.t())
        return scores.t().numpy()


@dataclass(frozen=True, slots=True, eq=False)
class ClosedForm:
    """EASE, with its penalty chosen on validation people."""

    ease: Ease

    def scores(self, cases: Sequence[Case]) -> Scores:
        return self.ease.scores(torch.from_numpy(given_matrix(cases, len(self.ease.diagonal)))).numpy()


def popularity(lesson: Lesson) -> Model:
    return Fixed(lesson.learned_from.counts().astype(np.float64))


def chance(lesson: Lesson) -> Model:
    return Chance(len(lesson.works), lesson.split.seed)


def nearest_texts(lesson: Lesson) -> Model:
    return Nearest(lesson.centred)


def tf_idf(lesson: Lesson) -> Model:
    rows = tf_idf_rows(lesson.works)
    return Profile(rows, rows)


def ease(lesson: Lesson) -> Model:
    def make(likes: Likes, penalty: float) -> Model:
        if likes is not made.get("likes"):
            made.update(likes=likes, evidence=Evidence(dense(likes), stop=lesson.stop))
        return ClosedForm(made["evidence"].fit(penalty))

    made: dict[str, Any] = {}  # the likes at hand, multiplied out once for all penalties
    return tuned(lesson, PENALTIES, make)


def item_knn(lesson: Lesson) -> Model:
    def make(likes: Likes, choice: tuple[int, float]) -> Model:
        return Neighbours(neighbours(dense(likes), *choice))

    return tuned(lesson, NEIGHBOURS, make)


def text_map(lesson: Lesson) -> Model:
    """Ridge regression from centred text to the directions of taste of the training people."""

    def make(likes: Likes, penalty: float) -> Model:
        return Profile(*mapped(torch.from_numpy(lesson.centred), dense(likes), penalty))

    return tuned(lesson, MAP_PENALTIES, make)


def tf_idf_rows(works: Sequence[Work]) -> torch.Tensor:
    """(n, words) sparse, rows of length 1: words of title, genres, tags and makers, rare ones count more. No
    description: machine-written ones name similar works, and that leaks."""
    numbers: dict[str, int] = {}
    rows, columns = [], []
    for row, work in enumerate(works):
        said = " ".join((work.title, *work.genres, *work.tags, *work.creators)).casefold()
        for token in _TOKEN.findall(said):
            rows.append(row)
            columns.append(numbers.setdefault(token, len(numbers)))
    size = (len(works), max(1, len(numbers)))
    places = torch.tensor([rows, columns], dtype=torch.int64).reshape(2, -1)
    counts = torch.sparse_coo_tensor(places, torch.ones(len(rows)), size, check_invariants=True).coalesce()
    at = counts.indices()
    spread = torch.bincount(at[1], minlength=size[1]).float()
    weights = counts.values() * (torch.log((1 + size[0]) / (1 + spread)) + 1)[at[1]]
    length = torch.zeros(size[0]).index_add_(0, at[0], weights.square()).sqrt().clamp(min=1e-9)
    return torch.sparse_coo_tensor(at, weights / length[at[0]], size, check_invariants=True).coalesce()


def mapped(texts: torch.Tensor, likes: torch.Tensor, penalty: float) -> tuple[torch.Tensor, torch.Tensor]:
    """(place, foretold), both (n, MAPPED_DIMS): where works lie among the leading directions of the likes,
    and where their text says they do. A work that nobody liked lies where its text says."""
    liked = likes.any(0)
    known = likes[:, liked]
    balanced = known / known.sum(0).sqrt()
    dual = len(known) < known.shape[1]
    values, turns = torch.linalg.eigh(balanced @ balanced.t() if dual else balanced.t() @ balanced)
    lead = turns.flip(1)[:, :MAPPED_DIMS]
    if dual:
        lead = balanced.t() @ lead / values.flip(0)[:MAPPED_DIMS].clamp(min=1e-6).sqrt()
    factors = lead
    factors = factors / factors.norm(dim=1, keepdim=True).clamp(min=1e-6)
    own = texts[liked]
    gram = (own.t() @ own).double()
    gram.diagonal().add_(penalty)
    foretold = texts @ torch.linalg.solve(gram, (own.t() @ factors).double()).float()
    place = foretold.clone()
    place[liked] = factors
    return place, foretold
