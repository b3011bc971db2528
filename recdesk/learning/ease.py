"""EASE: how much liking one work says for another, from other people's likes, in closed form.

    B = argmin |A - A B|^2 + penalty |B|^2  with diag(B) = 0      (Steck, WWW 2019)
      = I - P diag(1 / P),   P = (A'A + penalty)^-1

The rows of A are people. Below them may stand rows of what is known about the works: if two works share tags
they "are liked" by the same rows, so that B explains both together (collective EASE; Jeunen et al., RecSys
2020). With fewer rows than works P is never formed: P = (I - Y'Y) / penalty with Y = L^-1 A and
L L' = A A' + penalty (Woodbury), so 1,900 people and 17,632 works take 130 MB where the matrix of works takes
1.2 GB and minutes.

Torch on the processor. Knows rows and columns, nothing of works or of the person.
"""

from __future__ import annotations

from dataclasses import dataclass

import torch

from recdesk.domain.progress import Stop, never_stop
from recdesk.learning.blocks import cholesky, gram, inverse, look, solve_lower


@dataclass(frozen=True, slots=True, eq=False)
class Ease:
    """B, as a way of multiplying with it. Exactly one of `inverse` and `rows` is there."""

    penalty: float
    diagonal: torch.Tensor  # (n,) of P
    inverse: torch.Tensor | None  # (n, n) P
    rows: torch.Tensor | None  # (r, n) Y

    def scores(self, told: torch.Tensor) -> torch.Tensor:
        """(b, n): told B. `told` (b, n) holds what each work of a history weighs, zeros elsewhere. A work
        says nothing for itself, so the score of a given work is that of the others for it."""
        return told - self._times(told) / self.diagonal

    def kernel(self, given: torch.Tensor) -> torch.Tensor:
        """(m, n): the rows of B for the works `given` (m,): what each says for each work."""
        at = torch.arange(len(given))
        if self.inverse is not None:
            spoken = self.inverse[given] / -self.diagonal
        else:
            assert self.rows is not None
            spoken = (self.rows[:, given].t() @ self.rows) / (self.penalty * self.diagonal)
        spoken[at, given] = 0.0
        return spoken

    def _times(self, told: torch.Tensor) -> torch.Tensor:
        if self.inverse is not None:
            return told @ self.inverse
        assert self.rows is not None
        return (told - (told @ self.rows.t()) @ self.rows) / self.penalty


class Evidence:
    """People and what is known about the works, multiplied out once, so that another penalty or another
    weight of the knowledge costs only an inversion."""

    def __init__(
        self, people: torch.Tensor, side: torch.Tensor | None = None, stop: Stop = never_stop
    ) -> None:
        """`people` (p, n) and `side` (q, n), dense float32. Raises Cancelled."""
        self._stop = stop
        self._people = len(people)
        self._rows = people if side is None else torch.cat([people, side])
        self._dual = len(self._rows) < people.shape[1]
        if self._dual:
            self._gram = gram(self._rows.t(), stop)
        else:
            self._gram = gram(people, stop)
            self._side_gram = None if side is None else gram(side, stop)

    def fit(self, penalty: float, side_weight: float = 1.0) -> Ease:
        """B with the side rows times `side_weight`. Costs min(rows, works)^3."""
        look(self._stop)
        if not self._dual:
            joint = self._gram.clone()
            if self._side_gram is not None:
                joint.add_(self._side_gram, alpha=side_weight**2)
            turned = inverse(_factor(joint, penalty, self._stop), self._stop)
            return Ease(penalty, turned.diagonal().clone(), turned, None)
        weights = torch.ones(len(self._rows))
        weights[self._people :] = side_weight
        factor = _factor(self._gram * weights[:, None] * weights, penalty, self._stop)
        rows = solve_lower(factor, self._rows * weights[:, None], self._stop)
        return Ease(penalty, (1.0 - rows.square().sum(0)) / penalty, None, rows)


def _factor(gram_matrix: torch.Tensor, penalty: float, stop: Stop) -> torch.Tensor:
    gram_matrix.diagonal().add_(penalty)
    # Single precision: the penalty keeps the condition number below some 10^4, and scores in double
    # precision differ from the sixth digit on.
    return cholesky(gram_matrix, stop)
