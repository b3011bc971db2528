"""Other people's likes: what of a ratings pack counts as liking, as rows per person.

Knows people and works as numbers, nothing of models.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray

from recdesk.domain.faults import UserFault
from recdesk.domain.ratings import RatingsTable

Rows = NDArray[np.int32]

STARS_LIKED = 4.0  # of packs whose ratings are stars up to 5
MOST_STARS = 5.0


@dataclass(frozen=True, slots=True, eq=False)
class Likes:
    """Who liked what. The rows of person p stand at `starts[p]` to `starts[p + 1]`."""

    works: int
    starts: NDArray[np.int64]  # (people + 1,)
    rows: Rows  # (k,)
    values: NDArray[np.float32]  # (k,) as the pack has them, NaN where it says no more than "liked"
    times: NDArray[np.int64] | None  # (k,) seconds since 1970

    @property
    def people(self) -> int:
        return len(self.starts) - 1

    def places(self, person: int) -> slice:
        return slice(int(self.starts[person]), int(self.starts[person + 1]))

    def of(self, people: NDArray[np.int64], without: Rows | None = None) -> Likes:
        """Those people only, in that order, and none of the works `without`."""
        counts = np.diff(self.starts)[people]
        owner = np.repeat(np.arange(len(people)), counts)
        keep = np.arange(len(owner)) + np.repeat(self.starts[people] - (np.cumsum(counts) - counts), counts)
        if without is not None and len(without):
            left = ~np.isin(self.rows[keep], without)
            keep, owner = keep[left], owner[left]
        return _likes(self.works, len(people), owner, keep, self)

    def counts(self) -> NDArray[np.int64]:
        """(works,) how many people liked each."""
        return np.bincount(self.rows, minlength=self.works)


def liked_in(table: RatingsTable) -> NDArray[np.bool_]:
    """(k,) which ratings of the table count as liking."""
    bar = bar_of(table)
    return np.ones(len(table.item), np.bool_) if bar is None else table.values >= bar


def bar_of(table: RatingsTable) -> float | None:
    """The rating from which on a work counts as liked. None: whoever chose a work liked it (no ratings,
    scales above five stars, plays). A pack in which nobody gives four has its own scale (a 1 for every like,
    liked or not, three steps), and four fifths of its best are as good. Where ratings go below nought, that
    is the middle."""
    told = table.values[~np.isnan(table.values)]
    if not len(told) or (told.max() > MOST_STARS and told.min() >= 0):
        return None
    if told.min() < 0:
        return float(np.nextafter(np.float32(0), np.float32(1)))
    top = float(told.max())
    return STARS_LIKED if top >= STARS_LIKED else STARS_LIKED / MOST_STARS * top


def likes_of(table: RatingsTable, least: int = 1) -> tuple[Likes, NDArray[np.int64]]:
    """(likes, kept): what of the table counts as liking, until every work and person has at least `least`;
    `kept` are the items of the table that are left, ascending. A pair that stands twice counts once, as it
    stands last. UserFault where nothing is left."""
    pair = table.person.astype(np.int64) * table.items + table.item
    _, last = np.unique(pair[::-1], return_index=True)
    at = len(pair) - 1 - last  # ascending by person, then item
    at = at[liked_in(table)[at]]
    while len(at):
        of_item = np.bincount(table.item[at], minlength=table.items)[table.item[at]]
        of_person = np.bincount(table.person[at], minlength=table.people)[table.person[at]]
        enough = (of_item >= least) & (of_person >= least)
        if enough.all():
            break
        at = at[enough]
    if not len(at):
        raise UserFault(
            "The ratings hold nothing to measure with: no work is left that enough people liked.",
            f"At least {least} likes are asked of every work and person; --least asks for fewer.",
        )
    kept, rows = np.unique(table.item[at], return_inverse=True)
    _, owner = np.unique(table.person[at], return_inverse=True)
    whole = Likes(
        works=len(kept),
        starts=np.zeros(1, np.int64),
        rows=rows.astype(np.int32),
        values=table.values[at] if _on_a_known_scale(table) else np.full(len(at), np.nan, np.float32),
        times=None if table.times is None else table.times[at],
    )
    return _likes(len(kept), int(owner.max()) + 1, owner, np.arange(len(at)), whole), kept.astype(np.int64)


def _on_a_known_scale(table: RatingsTable) -> bool:
    """Whether a liked work's value says how much, to somebody who sees nothing but values of liked works."""
    bar = bar_of(table)
    return bar is None or bar == STARS_LIKED


def joined(one: Likes, other: Likes) -> Likes:
    """The people of both."""
    times = None
    if one.times is not None and other.times is not None:
        times = np.concatenate([one.times, other.times])
    return Likes(
        works=one.works,
        starts=np.concatenate([one.starts, one.starts[-1] + other.starts[1:]]),
        rows=np.concatenate([one.rows, other.rows]),
        values=np.concatenate([one.values, other.values]),
        times=times,
    )


def dense(likes: Likes) -> torch.Tensor:
    """(people, works) ones where someone liked a work."""
    matrix = torch.zeros(likes.people, likes.works)
    owner = np.repeat(np.arange(likes.people), np.diff(likes.starts))
    matrix[torch.from_numpy(owner), torch.from_numpy(likes.rows.astype(np.int64))] = 1.0
    return matrix


def _likes(works: int, people: int, owner: NDArray[np.int64], at: NDArray[np.int64], whole: Likes) -> Likes:
    counts = np.bincount(owner, minlength=people)
    return Likes(
        works=works,
        starts=np.concatenate([[0], np.cumsum(counts)]).astype(np.int64),
        rows=whole.rows[at],
        values=whole.values[at],
        times=None if whole.times is None else whole.times[at],
    )
