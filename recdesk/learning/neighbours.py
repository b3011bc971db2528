"""Item-kNN: which works are liked by the same people, the nearest few of each only.

The oldest of the collaborative models, and on packs of thin histories (books) still the best of the single
ones. Torch, no randomness. Knows a matrix of likes, nothing of works.
"""

from __future__ import annotations

import torch

_ROWS = 1024  # works compared with all others at a time


def neighbours(likes: torch.Tensor, nearest: int, shrinkage: float) -> torch.Tensor:
    """(n, n) sparse: for every work i, the `nearest` works j that are most alike; column i holds them."""
    counts = likes.sum(0)
    scaled = (likes / (counts + shrinkage).clamp(min=1e-9).sqrt()).t()  # (n, people)
    n = len(counts)
    nearest = min(nearest, n - 1)
    rows, columns, values = [], [], []
    for start in range(0, n, _ROWS):
        alike = scaled[start : start + _ROWS] @ scaled.t()
        alike[torch.arange(len(alike)), torch.arange(start, start + len(alike))] = 0.0
        best = alike.topk(nearest, dim=1)
        rows.append(best.indices.flatten())
        columns.append(torch.arange(start, start + len(alike)).repeat_interleave(nearest))
        values.append(best.values.flatten())
    places = torch.stack([torch.cat(rows), torch.cat(columns)])
    return torch.sparse_coo_tensor(places, torch.cat(values), (n, n), check_invariants=True).coalesce()
