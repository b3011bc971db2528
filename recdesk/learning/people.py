"""Learning from the people of a ratings pack: numbers chosen on some of them, then the hybrid of them all.

Everything that takes long is kept in a book, so that a run that was killed is gone on with and ends with the
same bits. Knows likes, works and texts; knows nothing of the person who will be recommended anything.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np
import torch
from numpy.typing import NDArray

from recdesk.domain.faults import UserFault
from recdesk.domain.progress import Progress, Say, Stop, never_stop, say_nothing
from recdesk.domain.ratings import RatingsTable
from recdesk.domain.works import Work
from recdesk.learning.blocks import gram, look
from recdesk.learning.book import Book
from recdesk.learning.config import FeatureConfig
from recdesk.learning.device import pick_device, repeatable
from recdesk.learning.evaluation.lesson import Trial, mean_aim
from recdesk.learning.evaluation.protocol import cases_of
from recdesk.learning.evaluation.together import Folded, features_of
from recdesk.learning.features import sparse_block
from recdesk.learning.ground import centred
from recdesk.learning.hybrid import Choice, Hybrid, HybridConfig, choose, learn_hybrid
from recdesk.learning.likes import Likes, Rows, dense, liked_in, likes_of
from recdesk.learning.people_model import PeopleModel

_ROWS = 256  # of the kernel at a time


@dataclass(frozen=True, slots=True)
class PeopleConfig:
    """What of a pack is learned from, and how the numbers are chosen."""

    hybrid: HybridConfig = field(default_factory=HybridConfig)
    least: int = 5  # likes that a work and a person must have; a work with fewer is foretold
    most_works: int = (
        8_000  # the most liked: their kernel takes 128 MB on disk and 0.5 GB while it is learned
    )
    most_cells: int = 100_000_000  # people times works: 0.4 GB. A hundred people for each work say it all
    tried: int = 250  # people that numbers are chosen on, at most, and at most a fifth
    fewest_tried: int = 20  # with fewer the numbers are those where the search begins
    sampled: int = 200  # people whose scores are kept
    threads: int = 1  # a float sum depends on their number, and on a busy machine two wait for each other:
    # the films took 33 s of processor time instead of 6


@dataclass(frozen=True, slots=True, eq=False)
class Liked:
    """What of a pack can be learned from."""

    likes: Likes
    works: NDArray[np.int64]  # (w,) of its columns, ascending by the library's number
    rare: NDArray[np.int64]  # (q,) works that too few liked for a column, ascending
    rare_counts: NDArray[np.int64]  # (q,) by how many; none counts, too


def likes_in(
    table: RatingsTable, numbers: NDArray[np.int64], config: PeopleConfig, stop: Stop = never_stop
) -> Liked | None:
    """`numbers` are those of the table's items, -1 where the library has the work no more; items that are one
    work count as one. None where too little is left to learn from. Raises Cancelled."""
    works, item_of = np.unique(numbers, return_inverse=True)
    there = (numbers >= 0)[table.item]
    item = item_of[table.item[there]].astype(np.int32)
    whole = RatingsTable(table.people, len(works), table.person[there], item, table.values[there])
    try:
        likes, kept = likes_of(whole, config.least, stop)
        if likes.works > config.most_works:
            loved = np.sort(np.argsort(-likes.counts(), kind="stable")[: config.most_works])
            likes, kept = likes_of(_only(whole, kept[loved]), config.least, stop)
    except UserFault:  # nothing to measure with is nothing to learn from
        return None
    most = max(1, config.most_cells // likes.works)
    if likes.people > most:
        chosen = np.sort(np.random.default_rng(0).permutation(likes.people)[:most])
        likes = likes.of(chosen)
    counts = np.bincount(whole.item[liked_in(whole)], minlength=len(works))
    rare = np.setdiff1d(np.flatnonzero(works >= 0), kept)
    return Liked(likes, works[kept], works[rare], counts[rare])


def learn_people(
    pack: str,
    basis: str,
    liked: Liked,
    works: Sequence[Work],
    texts: NDArray[np.float32],
    *,
    config: PeopleConfig | None = None,
    seed: int = 0,
    before: PeopleModel | None = None,
    book: Book | None = None,
    say: Say = say_nothing,
    stop: Stop = never_stop,
) -> PeopleModel:
    """The model of a pack. `works` (w, ascending by id) and `texts` (w, 384) are the columns of the likes.
    `before` is the model of the same pack as it was: its numbers are taken over, and it is gone on from.
    Raises Cancelled."""
    config, book, likes = config or PeopleConfig(), book or Book(None, basis), liked.likes
    say(Progress("people"))
    device = _device()
    with repeatable(config.threads):
        look(stop)
        features = _features(works, texts, seed, stop)
        look(stop)
        told = _Teller(say)
        choice = before.choice if before else None
        choice = choice or _chosen(likes, features, config, seed, device, book, told, stop)
        told.second = True
        matrix = dense(likes)
        start = None if before is None else _carried(before, liked.works, matrix, features, config, seed)
        model = learn_hybrid(
            matrix, features, choice, config.hybrid, seed,
            start=start, device=device, say=told, stop=stop, book=book,
        )  # fmt: skip
        sample = matrix[:: max(1, len(matrix) // config.sampled)][: config.sampled]
        return PeopleModel(
            pack=pack,
            basis=basis,
            people=likes.people,
            works=liked.works,
            counts=likes.counts(),
            rare=liked.rare,
            rare_counts=liked.rare_counts,
            kernel=_kernel(model, stop),
            together=_together(matrix, stop),
            prior=model.prior().numpy(),
            place=model.chart.place.numpy().astype(np.float16),
            sample=sample.bool().numpy(),
            sampled=model.scores(sample).numpy().astype(np.float16),
            choice=choice,
            state=model.low_rank.state,
        )


def _device() -> torch.device:
    """A graphics card of NVIDIA's, or the processor: there a step takes 6 ms and is repeatable."""
    device = pick_device()
    return device if device.type == "cuda" else torch.device("cpu")


class _Teller:
    """The steps of both low-rank models as one progress."""

    def __init__(self, say: Say) -> None:
        self._say = say
        self.second = False

    def __call__(self, progress: Progress, /) -> None:
        if progress.total:
            done = progress.done + (progress.total if self.second else 0)
            self._say(Progress("people", done, 2 * progress.total))


def _features(works: Sequence[Work], texts: NDArray[np.float32], seed: int, stop: Stop) -> torch.Tensor:
    counted = np.ones(len(works), np.bool_)
    sparse = sparse_block(works, counted, FeatureConfig())
    look(stop)
    return features_of(centred(texts, counted)[0], sparse, seed)


def _chosen(
    likes: Likes,
    features: torch.Tensor,
    config: PeopleConfig,
    seed: int,
    device: torch.device,
    book: Book,
    say: Say,
    stop: Stop,
) -> Choice:
    """The numbers that do best on some people, learned from the others."""
    tried = min(config.tried, likes.people // 5)
    if tried < config.fewest_tried:
        return config.hybrid.first
    order = np.random.default_rng(seed).permutation(likes.people)
    nothing: Rows = np.zeros(0, np.int32)
    trial = Trial(
        train=likes.of(np.sort(order[tried:])),
        cases=cases_of(likes.of(order[:tried]), seed, nothing),
        ranked=np.arange(likes.works, dtype=np.int32),
    )
    if not trial.cases:
        return config.hybrid.first

    def aim(of_told: Callable[[torch.Tensor], torch.Tensor]) -> float:
        return mean_aim(Folded(likes.works, of_told), trial, stop)

    return choose(
        dense(trial.train), features, aim, config.hybrid, seed, device=device, say=say, stop=stop, book=book
    )


def _carried(
    before: PeopleModel,
    ids: NDArray[np.int64],
    likes: torch.Tensor,
    features: torch.Tensor,
    config: PeopleConfig,
    seed: int,
) -> dict[str, torch.Tensor] | None:
    """The low-rank state of the earlier model on the works of now: those it knew keep their vectors, the
    others begin at nothing and at their popularity. None where few are the same or the widths differ."""
    same = np.isin(ids, before.works)
    if same.mean() < 0.5 or before.state["inward"].shape[1] != config.hybrid.low_rank.dims:
        return None
    now, then = np.flatnonzero(same), np.searchsorted(before.works, ids[same])
    state = {name: part for name, part in before.state.items() if name.startswith("features")}
    for name in ("inward", "outward"):
        state[name] = torch.zeros(len(ids), before.state[name].shape[1])
        state[name][now] = before.state[name][then]
    state["bias"] = torch.log1p(likes.sum(0))
    state["bias"][now] = before.state["bias"][then]
    return state


def _kernel(model: Hybrid, stop: Stop) -> NDArray[np.float16]:
    """(w, w) what every work says for every work, before the root of the history's length."""
    n = len(model.liked)
    made = np.empty((n, n), np.float16)
    for first in range(0, n, _ROWS):
        look(stop)
        rows = torch.arange(first, min(first + _ROWS, n))
        made[first : first + _ROWS] = model.kernel(rows).numpy()
    return made


def _together(likes: torch.Tensor, stop: Stop) -> NDArray[np.uint8]:
    """(w, w / 8) bits of the pairs that more people like both of than chance would have it."""
    expected = likes.sum(0) / max(1, len(likes))
    both = gram(likes, stop)
    rows = [
        np.packbits((own > expected * count).numpy(), bitorder="little")
        for own, count in zip(both, likes.sum(0))
    ]
    return np.stack(rows)


def _only(table: RatingsTable, items: NDArray[np.int64]) -> RatingsTable:
    on = np.isin(table.item, items)
    return RatingsTable(table.people, table.items, table.person[on], table.item[on], table.values[on])
