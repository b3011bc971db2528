"""EASE: how much liking one work says for another, from other people's likes, in closed form.

    B = argmin |A - A B|^2 + penalty |B|^2  with diag(B) = 0      (Steck, WWW 2019)
      = I - P diag(1 / P),   P = (A'A + penalty)^-1

The rows of A are people; further rows may hold what is known about the works (see `hybrid`). With fewer rows
than works P is never formed: P = (I - Y'Y) / penalty with Y = L^-1 A, L L' = A A' + penalty (Woodbury), so
1,900 people and 17,632 works take 130 MB where the matrix of works takes 1.2 GB and minutes.

Torch on the processor. Knows rows and columns, nothing of works or of the person.
"""

from __future__ import annotations

from dataclasses import dataclass

import torch

from recdesk.domain.faults import Cancelled
from recdesk.domain.progress import Stop, never_stop

_CHUNK = 1024  # rows of A multiplied between two looks at `stop`


@dataclass(frozen=True, slots=True, eq=False)
class Ease:
    """B, as a way of multiplying with it. Exactly one of `inverse` and `rows` is there."""

    penalty: float
    diagonal: torch.Tensor  # (n,) of P
    inverse: torch.Tensor | None  # (n, n) P
    rows: torch.Tensor | None  # (r, n) Y

    def scores(self, told: torch.Tensor) -> torch.Tensor:
        """(b, n): told B. `told` (b, n) holds what each person's history weighs, zeros elsewhere. What a work
        says for itself is nothing, so the score of a given work is that of the others for it."""
        return told - self._times(told) / self.diagonal

    def kernel(self, given: torch.Tensor) -> torch.Tensor:
        """(m, n): the rows of B for the works `given` (m,): what each says for each work."""
        unit = torch.zeros(len(given), len(self.diagonal))
        unit[torch.arange(len(given)), given] = 1.0
        spoken = -self._times(unit) / self.diagonal
        spoken[torch.arange(len(given)), given] = 0.0
        return spoken

    def _times(self, told: torch.Tensor) -> torch.Tensor:
        if self.inverse is not None:
            return told @ self.inverse
        assert self.rows is not None
        return (told - (told @ self.rows.t()) @ self.rows) / self.penalty


def fit_ease(matrix: torch.Tensor, penalty: float, stop: Stop = never_stop) -> Ease:
    """B for `matrix` (rows, works), dense float32. Costs min(rows, works)^3. Raises Cancelled."""
    people, works = matrix.shape
    if people < works:
        factor = _cholesky(_gram(matrix.t(), stop), penalty)
        _look(stop)
        rows = torch.linalg.solve_triangular(factor, matrix, upper=False)
        diagonal = (1.0 - rows.square().sum(0)) / penalty
        return Ease(penalty, diagonal, None, rows)
    inverse = torch.cholesky_inverse(_cholesky(_gram(matrix, stop), penalty))
    _look(stop)
    return Ease(penalty, inverse.diagonal().clone(), inverse, None)


def _gram(matrix: torch.Tensor, stop: Stop) -> torch.Tensor:
    """matrix' matrix, in slices, so that Cancel is heard."""
    out = torch.zeros(matrix.shape[1], matrix.shape[1])
    for start in range(0, len(matrix), _CHUNK):
        _look(stop)
        part = matrix[start : start + _CHUNK]
        out.addmm_(part.t(), part)
    return out


def _cholesky(gram: torch.Tensor, penalty: float) -> torch.Tensor:
    gram.diagonal().add_(penalty)
    # In single precision: the penalty bounds the condition number at some 10^4 (largest eigenvalue of 1,000
    # people over 100); in double precision scores differ from the sixth digit on.
    factor: torch.Tensor = torch.linalg.cholesky(gram)
    return factor


def _look(stop: Stop) -> None:
    if stop():
        raise Cancelled
