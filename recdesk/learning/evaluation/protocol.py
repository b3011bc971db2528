"""Who is learned from, who is tested, and what of a tested person is hidden.

    strong   tested people are never learned from; 20 % of what each liked, at random, is hidden
    single   the same people and the same hidden works; models see no other person, only how many liked a work
    time     the same people; the last 20 % of each by time is hidden
    cold     the same people; 20 % of the works are taken out of training, and only those are ranked

Equal seeds give equal splits, whatever is measured. Knows rows and people as numbers, nothing of models.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from recdesk.domain.faults import UserFault
from recdesk.learning.likes import Likes, Rows

TESTED_SHARE = 0.1
FEWEST_TESTED = 100
HIDDEN_SHARE = 0.2
MOST_CELLS = 300_000_000  # people learned from times works: 1.2 GB. A hundred people for each work say it all


class Protocol(StrEnum):
    """What is asked of the models."""

    STRONG = "strong"
    SINGLE = "single"
    TIME = "time"
    COLD = "cold"


@dataclass(frozen=True, slots=True, eq=False)
class Case:
    """One tested person: what a model is told, and what it should find."""

    given: Rows
    values: NDArray[np.float32]  # of the given
    times: NDArray[np.int64] | None  # of the given
    hidden: Rows


@dataclass(frozen=True, slots=True, eq=False)
class Split:
    """`train` and `validation` are what may be learned from; `ranked` are the rows that compete."""

    protocol: Protocol
    seed: int
    train: Likes
    validation: Likes
    tested: tuple[Case, ...]
    ranked: Rows  # (r,) ascending
    cold: Rows  # works that training never saw, ascending; empty but for the protocol "cold"


def split(likes: Likes, protocol: Protocol, seed: int, most_tested: int | None = None) -> Split:
    """A tenth of the people are tested, at least 100 (a third where there are fewer than 300), as many more
    are for validation. UserFault where the protocol asks for what the pack does not have."""
    if protocol is Protocol.TIME and (likes.times is None or not np.any(np.diff(likes.times))):
        raise UserFault(
            "These ratings have no times, so what came last is not known.",
            "Choose the protocol strong, or a pack with a timestamp column.",
        )
    order = np.random.default_rng(seed).permutation(likes.people)
    count = min(max(FEWEST_TESTED, likes.people // round(1 / TESTED_SHARE)), likes.people // 3)
    room = max(2 * count, MOST_CELLS // likes.works)
    tested, validation, train = order[:count], order[count : 2 * count], np.sort(order[2 * count :][:room])
    cold = np.zeros(0, np.int32)
    if protocol is Protocol.COLD:
        mixed = np.random.default_rng([seed, 1]).permutation(likes.works)
        cold = np.sort(mixed[: round(HIDDEN_SHARE * likes.works)]).astype(np.int32)
    cases = [_case(likes, int(person), protocol, seed, cold) for person in tested[:most_tested]]
    return Split(
        protocol=protocol,
        seed=seed,
        train=likes.of(train, cold),
        validation=likes.of(validation, cold),
        tested=tuple(case for case in cases if len(case.given) and len(case.hidden)),
        ranked=cold if len(cold) else np.arange(likes.works, dtype=np.int32),
        cold=cold,
    )


def cases_of(likes: Likes, seed: int, cold: Rows) -> tuple[Case, ...]:
    """Every person of `likes` with a random fifth hidden, or the `cold` works where there are any: for
    choosing numbers on validation people."""
    protocol = Protocol.COLD if len(cold) else Protocol.STRONG
    cases = (_case(likes, person, protocol, seed, cold) for person in range(likes.people))
    return tuple(case for case in cases if len(case.given) and len(case.hidden))


def _case(likes: Likes, person: int, protocol: Protocol, seed: int, cold: Rows) -> Case:
    at = likes.places(person)
    rows = likes.rows[at]
    mixed = np.random.default_rng([seed, person]).permutation(len(rows))
    hidden = np.zeros(len(rows), np.bool_)
    if protocol is Protocol.COLD:
        hidden = np.isin(rows, cold)
    else:
        if protocol is Protocol.TIME and likes.times is not None:
            # Of equal times the order is chance: exports bunch ratings, and row order leaks what was shown.
            mixed = mixed[np.argsort(-likes.times[at][mixed], kind="stable")]
        hidden[mixed[: max(1, round(HIDDEN_SHARE * len(rows)))]] = True
    return Case(
        given=rows[~hidden],
        values=likes.values[at][~hidden],
        times=None if likes.times is None else likes.times[at][~hidden],
        hidden=rows[hidden],
    )


def given_matrix(cases: Sequence[Case], works: int) -> NDArray[np.float32]:
    """(len(cases), works) ones where a work is given."""
    told = np.zeros((len(cases), works), np.float32)
    for row, case in enumerate(cases):
        told[row, case.given] = 1.0
    return told
