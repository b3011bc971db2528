"""Other people's likes: what of a ratings pack counts as liking, as rows per person.

Knows people and works as numbers, nothing of models.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray

from recdesk.domain.faults import UserFault
from recdesk.domain.progress import Stop, never_stop
from recdesk.domain.ratings import RatingsTable
from recdesk.learning.blocks import look

Rows = NDArray[np.int32]

STARS_LIKED = 4.0  # of packs whose ratings are stars up to 5
MOST_STARS = 5.0
_AT_ONCE = 1_000_000  # ratings between two looks at `stop`: some 0.1 s


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


def likes_of(table: RatingsTable, least: int = 1, stop: Stop = never_stop) -> tuple[Likes, NDArray[np.int64]]:
    """(likes, kept): what of the table counts as liking, until every work and person has at least `least`;
    `kept` are the items of the table that are left, ascending. A pair that stands twice counts once, as it
    stands last. UserFault where nothing is left; raises Cancelled."""
    at = _as_last_said(table, stop)
    at = at[liked_in(table)[at]]
    while len(at):
        look(stop)
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
    kept, rows = _renumbered(table.item[at], table.items)
    look(stop)
    people, owner = _renumbered(table.person[at], table.people)
    whole = Likes(
        works=len(kept),
        starts=np.zeros(1, np.int64),
        rows=rows.astype(np.int32),
        values=table.values[at] if _on_a_known_scale(table) else np.full(len(at), np.nan, np.float32),
        times=None if table.times is None else table.times[at],
    )
    return _likes(len(kept), len(people), owner, np.arange(len(at)), whole), kept


def _as_last_said(table: RatingsTable, stop: Stop) -> NDArray[np.int64]:
    """(k,) the places of the ratings that stand, one for each pair, ascending by person, then item. Some
    people at a time: 25 million ratings in one go took four seconds in which no stop was heard, so less than
    one passes between two looks."""
    found, first = [np.zeros(0, np.int64)], 0
    while first < len(table.person):
        look(stop)
        last_one = table.person[min(first + _AT_ONCE, len(table.person)) - 1]
        end = int(np.searchsorted(table.person, last_one, "right"))
        pair = table.person[first:end].astype(np.int64) * table.items + table.item[first:end]
        _, last = np.unique(pair[::-1], return_index=True)
        found.append(end - 1 - last)
        first = end
    return np.concatenate(found)


def _renumbered(values: NDArray[np.int32], most: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The values there are, ascending, and for each its place among them; `most` is above all of them."""
    there = np.bincount(values, minlength=most) > 0
    return np.flatnonzero(there), (np.cumsum(there) - 1)[values]


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
