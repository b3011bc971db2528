"""Dense linear algebra in slices: a stop is heard within a fraction of a second, however large the matrix.

LAPACK on 8,000 works answers after ten seconds and more, and nothing can interrupt it. The same sums block by
block cost as much, and between two blocks there is time to look up.

Torch on the processor. Knows matrices, nothing of works or people.
"""

from __future__ import annotations

from collections.abc import Iterator

import torch

from recdesk.domain.faults import Cancelled
from recdesk.domain.progress import Stop

_WORK = 4e9  # multiplications between two looks at `stop`: some 0.1 s of one core
_BLOCK = 512  # columns eliminated at a time
_OVERSAMPLED = 32  # directions more than asked for
_ROUNDS = 4  # of subspace iteration


def gram(matrix: torch.Tensor, stop: Stop) -> torch.Tensor:
    """(n, n) matrix' matrix."""
    n = matrix.shape[1]
    out = torch.zeros(n, n)
    for part in _slices(matrix, n * n):
        look(stop)
        out.addmm_(part.t(), part)
    return out


def cholesky(matrix: torch.Tensor, stop: Stop) -> torch.Tensor:
    """The lower factor of a positive definite matrix (n, n), written over it."""
    n = len(matrix)
    for first in range(0, n, _BLOCK):
        look(stop)
        last = min(first + _BLOCK, n)
        corner = torch.linalg.cholesky(matrix[first:last, first:last])
        matrix[first:last, first:last] = corner
        below = solve_lower(corner, matrix[last:, first:last].t(), stop).t().contiguous()
        matrix[last:, first:last] = below
        step = _rows(n * _BLOCK)
        for row in range(last, n, step):
            look(stop)
            end = min(row + step, n)
            matrix[row:end, last:end] -= below[row - last : end - last] @ below[: end - last].t()
    return matrix.tril_()


def solve_lower(factor: torch.Tensor, rows: torch.Tensor, stop: Stop) -> torch.Tensor:
    """(r, c) factor^-1 rows, for a lower `factor` (r, r)."""
    out = torch.empty_like(rows)
    step = _rows(len(factor) ** 2)
    for first in range(0, rows.shape[1], step):
        look(stop)
        part = slice(first, first + step)
        out[:, part] = torch.linalg.solve_triangular(factor, rows[:, part], upper=False)
    return out


def inverse(factor: torch.Tensor, stop: Stop) -> torch.Tensor:
    """(n, n) the inverse of factor factor', for a lower `factor`."""
    n = len(factor)
    turned = torch.zeros_like(factor)  # factor^-1, lower
    for first in range(0, n, step := min(_BLOCK, _rows(n * n))):
        look(stop)
        unit = torch.zeros(n - first, min(step, n - first))
        unit.diagonal().fill_(1.0)
        turned[first:, first : first + step] = torch.linalg.solve_triangular(
            factor[first:, first:], unit, upper=False
        )
    out = torch.empty_like(factor)
    for first in range(0, n, step):
        look(stop)
        last = min(first + step, n)
        block = turned[first:, first:last].t() @ turned[first:, :last]
        out[first:last, :last] = block
        out[:first, first:last] = block[:, :first].t()
    return out


def leading(matrix: torch.Tensor, dims: int, rng: torch.Generator, stop: Stop) -> torch.Tensor:
    """(n, dims) orthonormal, the span of the leading right singular directions of `matrix` (m, n).
    Randomised subspace iteration: Halko, Martinsson and Tropp, SIAM Review 53 (2011), algorithm 4.4."""
    dims = min(dims, *matrix.shape)
    wide = min(dims + _OVERSAMPLED, *matrix.shape)
    basis = orthonormal(torch.randn(matrix.shape[1], wide, generator=rng))
    each = matrix.shape[1] * wide
    for _ in range(_ROUNDS):
        pulled = torch.zeros_like(basis)
        for part in _slices(matrix, each):
            look(stop)
            pulled.addmm_(part.t(), part @ basis)
        basis = orthonormal(pulled)
    small = torch.zeros(wide, wide)
    for part in _slices(matrix, each):
        look(stop)
        turned = part @ basis
        small.addmm_(turned.t(), turned)
    _, turns = torch.linalg.eigh(small.double())
    found: torch.Tensor = basis @ turns.flip(1)[:, :dims].float()
    return found


def orthonormal(matrix: torch.Tensor) -> torch.Tensor:
    """(n, d) the same span with orthonormal columns, by the eigenvectors of the Gram matrix: ten times as
    fast as LAPACK's QR for tall matrices. What is 3,000 times weaker than the strongest is left as noise."""
    values, turns = torch.linalg.eigh((matrix.t() @ matrix).double())
    scale = values.clamp(min=1e-7 * float(values[-1]) + 1e-30).rsqrt()
    basis: torch.Tensor = matrix @ (turns * scale).float()
    return basis


def look(stop: Stop) -> None:
    """Raises Cancelled when `stop` says so."""
    if stop():
        raise Cancelled


def _slices(matrix: torch.Tensor, each: int) -> Iterator[torch.Tensor]:
    step = _rows(each)
    for first in range(0, len(matrix), step):
        yield matrix[first : first + step]


def _rows(each: int) -> int:
    """How many rows of so many multiplications each fit between two looks."""
    return max(16, int(_WORK / max(1, each)))
