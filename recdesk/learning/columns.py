"""The columns beside relevance: audience as a prior, popularity, novelty.

All are per work, computed once per run, so that a slider in the window only changes the weights of a sum.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import torch
from numpy.typing import NDArray

from recdesk.domain.factors import Factors
from recdesk.domain.faults import Cancelled
from recdesk.domain.progress import Stop
from recdesk.domain.works import Work

_CHUNK = 1024  # works of the history compared at once: 13,000 x 1,024 float32 are 53 MB


def audience_of(works: Sequence[Work], kinds: NDArray[np.int8]) -> NDArray[np.float64]:
    """(n,) log10 of the audience. Where a pack gives none: the mean of its kind's works of equal reach,
    else the kind's lowest tenth, for what nobody counted few know."""
    audience = np.array([np.nan if work.audience is None else work.audience for work in works], np.float64)
    reach = np.array([work.reach or 0 for work in works])
    filled = audience.copy()
    for kind in np.unique(kinds):
        of_kind = kinds == kind
        counted = of_kind & ~np.isnan(audience)
        low = float(np.quantile(audience[counted], 0.1)) if counted.any() else 0.0
        filled[of_kind & np.isnan(audience)] = low
        for step in range(1, 6):
            alike = counted & (reach == step)
            if alike.any():
                filled[of_kind & np.isnan(audience) & (reach == step)] = audience[alike].mean()
    return filled


def standardised(
    values: NDArray[np.float64], kinds: NDArray[np.int8], candidate: NDArray[np.bool_]
) -> NDArray[np.float64]:
    """Mean 0 and spread 1 over the candidates of each kind: IMDb's votes and Spotify's listeners are not on
    one scale, so an audience only says where a work stands among its own kind."""
    out = np.zeros(len(values))
    for kind in np.unique(kinds):
        of_kind = kinds == kind
        base = values[of_kind & candidate]
        if len(base) and base.std() > 0:
            out[of_kind] = (values[of_kind] - base.mean()) / base.std()
    return out


def rank_within_kind(
    values: NDArray[np.float64], kinds: NDArray[np.int8], candidate: NDArray[np.bool_]
) -> NDArray[np.float32]:
    """(n,) 0..1: the share of the kind's candidates below it, equal values alike."""
    out = np.zeros(len(values), np.float32)
    for kind in np.unique(kinds):
        of_kind = kinds == kind
        base = np.sort(values[of_kind & candidate])
        if len(base) > 1:
            below = np.searchsorted(base, values[of_kind], "left") + np.searchsorted(
                base, values[of_kind], "right"
            )
            out[of_kind] = np.clip((below - 1) / 2 / (len(base) - 1), 0.0, 1.0)
    return out


def self_information(
    audience: NDArray[np.float64], kinds: NDArray[np.int8], candidate: NDArray[np.bool_]
) -> NDArray[np.float64]:
    """(n,) 0..1: -log of the share of the kind's audience that knows the work, between the best known
    candidate (0) and the least known (1)."""
    out = np.ones(len(audience))
    for kind in np.unique(kinds):
        of_kind = kinds == kind
        base = audience[of_kind & candidate]
        if len(base) and base.max() > base.min():
            out[of_kind] = np.clip((base.max() - audience[of_kind]) / (base.max() - base.min()), 0.0, 1.0)
    return out


def nearest_to(factors: Factors, rows: NDArray[np.int64], stop: Stop) -> NDArray[np.float64]:
    """(n,) the largest cosine of each work to those at `rows`; 0 where there are none, or none is near."""
    length = torch.from_numpy(np.sqrt(factors.squares()).astype(np.float32)).clamp(min=1e-6)[:, None]
    shared, own = torch.from_numpy(factors.shared) / length, torch.from_numpy(factors.own) / length
    nearest = torch.zeros(len(factors))
    for world in np.unique(factors.world[rows]):
        mine = torch.from_numpy(np.flatnonzero(factors.world == world))
        here = rows[factors.world[rows] == world]
        for start in range(0, len(here), _CHUNK):
            if stop():
                raise Cancelled
            part = torch.from_numpy(here[start : start + _CHUNK])
            alike = shared @ shared[part].t()
            alike[mine] += own[mine] @ own[part].t()
            nearest = torch.maximum(nearest, alike.amax(1))
    return nearest.clamp(max=1.0).double().numpy()
