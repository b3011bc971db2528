"""What the works say before anyone has done anything: factors, prior and the columns that need no person.

Half of a training run, and the half that can be kept while only the history changes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray

from recdesk.domain.factors import Factors
from recdesk.domain.faults import Cancelled
from recdesk.domain.progress import Progress, Say, Stop
from recdesk.domain.taste import KINDS, TasteInput
from recdesk.domain.works import Work
from recdesk.learning import columns
from recdesk.learning.config import LearnConfig
from recdesk.learning.device import repeatable
from recdesk.learning.factors import make_factors
from recdesk.learning.features import kinship_graph, sparse_block
from recdesk.learning.groups import groups_of

STEPS = 4  # of a whole run, as progress counts them


@dataclass(frozen=True, slots=True, eq=False)
class Ground:
    """n works, ascending by id."""

    works: Sequence[Work]
    ids: NDArray[np.int64]  # (n,)
    kinds: NDArray[np.int8]  # (n,) indices into KINDS
    candidate: NDArray[np.bool_]  # (n,) from a catalogue, not made from a row of the history
    described: NDArray[np.bool_]  # (n,) a catalogue says more of it than title, maker and year
    factors: Factors
    standing: NDArray[np.float64]  # (n,) of the audience within the kind, in spreads
    popularity: NDArray[np.float32]  # (n,) 0..1
    information: NDArray[np.float64]  # (n,) 0..1
    groups: NDArray[np.int32]  # (n,)
    vectors: NDArray[np.float16]  # (n, 384)
    centre: NDArray[np.float32]  # (384,)
    embedder: str

    def rows_of(self, ids: Sequence[int] | NDArray[np.int64]) -> NDArray[np.int64]:
        """Row numbers of works. ValueError for an id that is not among them: the caller mixed libraries."""
        return rows_of(self.ids, np.asarray(ids, np.int64))


def prepare(taste: TasteInput, config: LearnConfig, seed: int, say: Say, stop: Stop) -> Ground:
    """Looks at works, vectors and kinship only. Raises Cancelled when `stop` says so."""
    ids = np.array([work.id for work in taste.works], np.int64)
    if len(taste.vectors) != len(ids) or np.any(np.diff(ids) <= 0):
        raise ValueError("works must ascend by id and have one vector each")
    kinds = np.array([KINDS.index(work.kind) for work in taste.works], np.int8)
    candidate = np.array([work.origin != "history" for work in taste.works], np.bool_)
    step(1, say, stop)
    vectors, centre = centred(taste.vectors, candidate)
    sparse = sparse_block(taste.works, candidate, config.features)
    graph = kinship_graph(len(ids), rows_of(ids, taste.kinship), taste.kinship_ranks)
    audience = columns.audience_of(taste.works, kinds)
    standing = columns.standardised(audience, kinds, candidate)
    step(2, say, stop)
    with repeatable(config.features.threads):
        told = [1.0 if work.description else config.features.text_bare for work in taste.works]
        texts = torch.from_numpy(vectors * np.array(told, np.float32)[:, None])
        factors = make_factors(texts, sparse, graph, kinds, candidate, standing, config.features, seed, stop)
    step(3, say, stop)
    return Ground(
        works=taste.works,
        ids=ids,
        kinds=kinds,
        candidate=candidate,
        described=candidate & np.array([_described(work) for work in taste.works], np.bool_),
        factors=factors,
        standing=standing,
        popularity=columns.rank_within_kind(audience, kinds, candidate),
        information=columns.self_information(audience, kinds, candidate),
        groups=groups_of(taste.works),
        vectors=vectors.astype(np.float16),
        centre=centre,
        embedder=taste.embedder,
    )


def centred(
    vectors: NDArray[np.float32], candidate: NDArray[np.bool_]
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """(n, 384) unit vectors less the mean of the candidates, unit again, and that mean. Raw sentence vectors
    all point one way; the mean taken off is worth three to six times the accuracy. Zeros (no text) stay."""
    told = np.any(vectors != 0, axis=1)
    base = vectors[told & candidate]
    centre = base.mean(0, dtype=np.float64) if len(base) else np.zeros(vectors.shape[1])
    moved = np.where(told[:, None], vectors - centre.astype(np.float32), np.float32(0))
    length = np.linalg.norm(moved, axis=1, keepdims=True)
    return moved / np.maximum(length, np.float32(1e-6)), centre.astype(np.float32)


def _described(work: Work) -> bool:
    return bool(work.description or work.tags or work.genres)


def rows_of(all_ids: NDArray[np.int64], ids: NDArray[np.int64]) -> NDArray[np.int64]:
    """The places of `ids` (any shape) in the ascending `all_ids`. ValueError where one is missing."""
    rows = np.searchsorted(all_ids, ids)
    if ids.size and not (len(all_ids) and np.array_equal(all_ids[np.minimum(rows, len(all_ids) - 1)], ids)):
        raise ValueError("an event, opinion or kinship names a work that was not handed in")
    return rows.astype(np.int64)


def step(done: int, say: Say, stop: Stop) -> None:
    if stop():
        raise Cancelled
    say(Progress("learning", done, STEPS))
