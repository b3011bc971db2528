"""Item-kNN: which works are liked by the same people, the nearest few of each only.

The oldest of the collaborative models, and on packs of thin histories (books) still the best of the single
ones. Torch, no randomness. Knows a matrix of likes, nothing of works.
"""

from __future__ import annotations

import torch

from recdesk.domain.progress import Stop, never_stop
from recdesk.learning.blocks import look

_WORK = 4e9  # multiplications between two looks at `stop`
_ROWS = 1024  # works compared with all others at a time, at most


def neighbours(likes: torch.Tensor, nearest: int, shrinkage: float, stop: Stop = never_stop) -> torch.Tensor:
    """(n, n) sparse: for every work i, the `nearest` works j that are most alike; column i holds them.
    Raises Cancelled."""
    counts = likes.sum(0)
    scaled = (likes / (counts + shrinkage).clamp(min=1e-9).sqrt()).t()  # (n, people)
    n = len(counts)
    nearest = min(nearest, n - 1)
    rows, columns, values = [], [], []
    step = min(_ROWS, max(16, int(_WORK / (n * max(1, len(likes))))))
    for start in range(0, n, step):
        look(stop)
        alike = scaled[start : start + step] @ scaled.t()
        alike[torch.arange(len(alike)), torch.arange(start, start + len(alike))] = 0.0
        best = alike.topk(nearest, dim=1)
        rows.append(best.indices.flatten())
        columns.append(torch.arange(start, start + len(alike)).repeat_interleave(nearest))
        values.append(best.values.flatten())
    places = torch.stack([torch.cat(rows), torch.cat(columns)])
    return torch.sparse_coo_tensor(places, torch.cat(values), (n, n), check_invariants=True).coalesce()
