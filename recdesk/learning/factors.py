"""From blocks of features to factors whose inner product says how much one work speaks for another.

The blocks (text vectors, sparse columns, kinship graph) are reduced by randomised SVD, put side by side,
centred within each kind on what its audience mostly turns to, so that "more of a crime story than the films
that people see" meets "more of a crime story than the books that people read", and scaled so that the inner
product of two rows is the dual form of a ridge regression on all of them: f = X V (S^2 + penalty)^(-1/2),
hence f f' = X (X'X + penalty)^(-1) X'.

Statistics are taken over the candidates only; works known from a history alone are carried along.
Torch on the processor, seeded: see `device.repeatable`. Knows nothing of works or of the person.
"""

from __future__ import annotations

import numpy as np
import torch
from numpy.typing import NDArray

from recdesk.domain.factors import Factors
from recdesk.domain.faults import Cancelled
from recdesk.domain.progress import Stop, never_stop
from recdesk.domain.taste import KINDS
from recdesk.learning.config import FeatureConfig
from recdesk.learning.features import world_of

_WORLDS = tuple(sorted({world_of(kind) for kind in KINDS}))
_OVERSAMPLE = 16
_FEW = 50


def make_factors(
    texts: torch.Tensor,
    sparse: torch.Tensor,
    graph: torch.Tensor,
    kinds: NDArray[np.int8],
    candidate: NDArray[np.bool_],
    standing: NDArray[np.float64],
    config: FeatureConfig,
    seed: int,
    stop: Stop = never_stop,
) -> Factors:
    """n works, in float32. `texts` (n, 384) are centred unit
    vectors, `sparse` (n, columns) and `graph` (n, n) come from `features`; `standing` (n,) is that of the
    audience within the kind, in spreads."""
    rng = torch.Generator().manual_seed(seed)
    counted = torch.from_numpy(candidate)
    blocks = [config.text * texts, project(sparse, counted, config.sparse_dims, config.svd_rounds, rng)]
    _look(stop)
    if graph._nnz():
        lead = project(graph, counted, config.kin_dims, config.svd_rounds, rng)
        lead = walk(graph, lead, config.kin_steps - 1, config.kin_decay)
        typical = lead[counted].square().sum(1).mean().sqrt().clamp(min=1e-9)
        blocks.append(lead / typical)
    _look(stop)
    crowd = torch.from_numpy(np.exp(config.crowd * standing) * candidate).float()
    centred = [centre_within_kind(block, kinds, crowd, config.kind_pull) for block in blocks]
    shared, own = (
        torch.cat([*centred[:2], *(kin * lead for lead in centred[2:])], 1)
        for kin in (config.kin, config.kin_own)
    )
    return side_by_side(shared, own, kinds, counted, config)


def project(
    matrix: torch.Tensor, counted: torch.Tensor, dims: int, rounds: int, rng: torch.Generator
) -> torch.Tensor:
    """(n, dims) rows of a sparse matrix on the leading right singular directions of its counted rows.
    Randomised subspace iteration: Halko, Martinsson and Tropp, SIAM Review 53 (2011), algorithm 4.4."""
    rows = torch.nonzero(counted).squeeze(1)
    part = matrix.index_select(0, rows).coalesce()
    flipped = part.t().coalesce()
    dims = min(dims, *part.shape)
    if dims == 0:
        return torch.zeros(matrix.shape[0], 0)
    wide = min(dims + _OVERSAMPLE, *part.shape)
    basis = _orthonormal(torch.sparse.mm(part, torch.randn(part.shape[1], wide, generator=rng)))
    for _ in range(rounds):
        basis = _orthonormal(torch.sparse.mm(flipped, basis))
        basis = _orthonormal(torch.sparse.mm(part, basis))
    small = torch.sparse.mm(flipped, basis)  # (columns, wide)
    values, turns = torch.linalg.eigh((small.t() @ small).double())
    scale = values.clamp(min=1e-9).rsqrt()
    directions = small @ (turns * scale).flip(1)[:, :dims].float()  # (columns, dims), orthonormal
    projected: torch.Tensor = torch.sparse.mm(matrix, directions)
    return projected


def walk(graph: torch.Tensor, start: torch.Tensor, steps: int, decay: float) -> torch.Tensor:
    """start + decay G start + decay^2 G^2 start + ...: what a work's kin, and theirs, add to it."""
    total, here = start, start
    for _ in range(steps):
        here = decay * torch.sparse.mm(graph, here)
        total = total + here
    return total


def centre_within_kind(
    rows: torch.Tensor, kinds: NDArray[np.int8], crowd: torch.Tensor, pull: float
) -> torch.Tensor:
    """Rows less the mean of their kind, in which a work counts times its `crowd` (n,), 0 for what is no
    candidate: what everyone turns to is what says nothing of a taste. A kind with few works borrows from
    the mean of all."""
    everything = _mean(rows, crowd)
    out = rows.clone()
    for kind in np.unique(kinds):
        members = torch.from_numpy(kinds == kind)
        own = crowd[members]
        count = int((own > 0).sum())
        out[members] -= (count * _mean(rows[members], own) + pull * everything) / (count + pull)
    return out


def _mean(rows: torch.Tensor, weights: torch.Tensor) -> torch.Tensor:
    return (weights @ rows) / weights.sum().clamp(min=1e-9)


def side_by_side(
    all_kinds: torch.Tensor,
    own_world: torch.Tensor,
    kinds: NDArray[np.int8],
    counted: torch.Tensor,
    config: FeatureConfig,
) -> Factors:
    """Shared factors, in which all kinds meet, and beside them those of each world (what is seen, read,
    heard), from rows (n, columns) of the same works. `config.shared` is the shared factors' share of a
    likeness within a world, and all there is between worlds: much music must not decide which films are
    shown."""
    whole = torch.ones(len(all_kinds), dtype=torch.bool)
    shared = balanced(whiten(all_kinds, whole, counted, config.shared_dims, config), kinds, counted)
    worlds = np.array([_WORLDS.index(world_of(kind)) for kind in KINDS], np.int8)[kinds]
    own = torch.zeros(len(own_world), config.dims)
    for world in np.unique(worlds):
        members = torch.from_numpy(worlds == world)
        found = balanced(whiten(own_world, members, counted, config.dims, config), kinds, counted)
        own[members, : found.shape[1]] = found[members]
    own = own[:, : int(own.any(0).nonzero().max()) + 1] if bool(own.any()) else own[:, :0]
    return Factors(
        (config.shared**0.5 * shared).numpy(), ((1.0 - config.shared) ** 0.5 * own).numpy(), worlds
    )


def whiten(
    rows: torch.Tensor, members: torch.Tensor, counted: torch.Tensor, dims: int, config: FeatureConfig
) -> torch.Tensor:
    """(n, dims) the dual form of ridge on the members, cut to the leading directions; zeros elsewhere."""
    base = rows[members & counted]
    dims = min(dims, len(base), rows.shape[1])
    out = torch.zeros(len(rows), dims)
    if not dims:
        return out
    values, directions = torch.linalg.eigh((base.t() @ base).double())
    penalty = config.shrink * values.clamp(min=0).mean() + 1e-9
    values, directions = values[-dims:].clamp(min=0), directions[:, -dims:]
    out[members] = rows[members] @ (directions * (values + penalty).rsqrt()).float()
    length = out.norm(dim=1, keepdim=True).clamp(min=1e-6)
    typical = float(length[members & counted].square().mean().sqrt())
    # Every candidate speaks equally loud. Of a work known from a history alone often just a title is known:
    # it stays as short as it came, so that it says as little.
    return out / torch.where(counted[:, None], length, length.clamp(min=typical))


def balanced(rows: torch.Tensor, kinds: NDArray[np.int8], counted: torch.Tensor) -> torch.Tensor:
    """Rows scaled kind by kind so that two candidates of one kind, taken at random, have an inner product
    of 0 give or take 1. So a score means the same for a film and a podcast, with 100 works or 100,000."""
    overall = _spread(rows[counted & rows.any(dim=1)])
    out = rows.clone()
    for kind in np.unique(kinds):
        members = torch.from_numpy(kinds == kind)
        own = rows[members & counted]
        # A kind of a few works has no spread of its own worth the name.
        out[members] /= (_spread(own) if len(own) >= _FEW else overall) ** 0.5
    return out


def _spread(rows: torch.Tensor) -> float:
    """Root mean square of the inner products of all pairs of rows."""
    if not len(rows):
        return 1.0
    gram = (rows.t() @ rows).double() / len(rows)
    return max(float(gram.norm()), 1e-6)


def _orthonormal(matrix: torch.Tensor) -> torch.Tensor:
    """The same span with orthonormal columns, by the eigenvectors of the Gram matrix: 0.03 s where LAPACK's
    QR of 13,000 x 272 took 0.5. Loses what is 3,000 times weaker than the leading direction: nothing kept."""
    values, turns = torch.linalg.eigh((matrix.t() @ matrix).double())
    scale = values.clamp(min=1e-7 * float(values[-1]) + 1e-30).rsqrt()
    basis: torch.Tensor = matrix @ (turns * scale).float()
    return basis


def _look(stop: Stop) -> None:
    if stop():
        raise Cancelled
