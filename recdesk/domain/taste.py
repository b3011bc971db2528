"""Taste in numbers: what one training run leaves behind, and what a ranked list is.

The score of work i is additive over the history, so exact explanations cost nothing:

    relevance(i) = offset + prior[i] + sum_j ((1 - lately) * lasting[j] + lately * current[j]) * f[e_j] . f[i]

with f = `factors` and e_j = `evidence_rows[j]`, over all j but the work itself: no work speaks for itself.
Where a pack brought other people's likes, a second sum over the history stands beside the first:

    relevance(i) = offset + prior[i] + own_share[i] * (the sum above)
                   + sum_j ((1 - lately) * told[j, 0] + lately * told[j, 1]) * says[e_j] . hears[i]

The sliders add named parts of their own. Every array of a run has one row per work, in the order of
`work_ids`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from recdesk.domain.factors import Factors
from recdesk.domain.feedback import Opinion
from recdesk.domain.history import Event
from recdesk.domain.journal import Lean
from recdesk.domain.works import Kind, Work

KINDS: tuple[Kind, ...] = tuple(Kind)  # `kinds` of a run are indices into this


@dataclass(frozen=True, slots=True, eq=False)
class TasteInput:
    """All that one training run may look at. `now` is handed in, so the same input gives the same run."""

    works: Sequence[Work]  # n, ascending by id
    vectors: NDArray[np.float32]  # (n, 384) unit text vectors as the embedder gives them, not centred
    embedder: str
    kinship: NDArray[np.int64]  # (k, 2) work ids: lovers of the first love the second too
    kinship_ranks: NDArray[np.int32]  # (k,) 0 is the most telling of its work
    events: Sequence[Event]
    opinions: Sequence[Opinion]
    now: datetime
    leanings: Mapping[int, Lean] = field(default_factory=dict)  # by work: more or less of what is like it


@dataclass(frozen=True, slots=True, eq=False)
class TasteRun:
    """What `learning` hands to `ranking`. n works, m works of the history with weight."""

    work_ids: NDArray[np.int64]  # (n,) ascending
    kinds: NDArray[np.int8]  # (n,)
    factors: Factors  # n
    offset: float
    prior: NDArray[np.float64]  # (n,) what the audience figure adds, in score units
    evidence_rows: NDArray[np.int32]  # (m,) rows of the works that count as evidence
    lasting: NDArray[np.float64]  # (m,) coefficient of each, all times alike
    current: NDArray[np.float64]  # (m,) coefficient of each, weighted towards lately
    evidence_events: tuple[tuple[tuple[int, float], ...], ...]  # m x (event id, share); shares sum to 1
    novelty: NDArray[np.float32]  # (n,) 0..1: self-information of popularity and distance from the known
    popularity: NDArray[np.float32]  # (n,) 0..1, rank-normalised audience
    confidence: NDArray[np.float32]  # (n,) 0..1, a half is a coin: see learning.confidence
    groups: NDArray[np.int32]  # (n,) works of one creator or series share a number; -1: none
    known: NDArray[np.bool_]  # (n,) watched, listened to, read, rated: not new to the person
    backlog: NDArray[np.bool_]  # (n,) saved, and not yet known
    candidate: NDArray[np.bool_]  # (n,) may be recommended at all: a catalogue work
    vectors: NDArray[np.float16]  # (n, 384) centred unit text vectors: diversity, search by meaning
    centre: NDArray[np.float32]  # (384,) what was subtracted; a query needs the same
    embedder: str
    seed: int
    facts: Mapping[str, float | str] = field(default_factory=dict)  # for the model card: half-life ...
    reach: NDArray[np.int8] | None = None  # (n,) 1..5, 0: unknown; None: fifths of `popularity` stand in
    kin: NDArray[np.int32] | None = None  # (k, 2) rows: lovers of the first love the second too
    kin_ranks: NDArray[np.int32] | None = None  # (k,) 0 is the most telling of its work
    leaned: NDArray[np.float64] | None = None  # (m,) what leanings multiplied the coefficients by; None: 1
    usual: NDArray[np.bool_] | None = None  # (n,) shares a genre with the person's usual ones; None: unknown
    genres: NDArray[np.int8] | None = None  # (n, 3) numbered within each kind, -1: none; None: unknown
    says: NDArray[np.float16] | None = None  # (n, r) what liking a work says, by other people's likes
    hears: NDArray[np.float16] | None = None  # (n, r) and what speaks for it; 0: nobody's likes reach it
    told: NDArray[np.float64] | None = None  # (m, 2) coefficients of that sum: all times alike, and lately
    own_share: NDArray[np.float32] | None = None  # (n,) of the history's own word where others speak, too
    together: NDArray[np.uint8] | None = None  # (m, n / 8) bits: likers of the first like the second more
    foretold: NDArray[np.bool_] | None = None  # (n,) hears by its features alone: nobody has liked it yet


class Mode(StrEnum):
    """What a list is taken from. The three share no work: new is neither known nor saved, the backlog is
    saved and not yet known, revisit is known."""

    NEW = "new"
    BACKLOG = "backlog"
    REVISIT = "revisit"


@dataclass(frozen=True, slots=True)
class Dials:
    """The sliders, each 0..1. Novelty, diversity and lately at 0 and popularity at 0.5 (between hidden gems
    at 0 and well known at 1) are the plain order of relevance. `mix` is a wished share per kind.
    `in_proportion` gives kinds (unless `mix` does) and genres the shares they have in the history."""

    novelty: float = 0.0
    diversity: float = 0.0
    popularity: float = 0.5
    lately: float = 0.0
    mix: Mapping[Kind, float] | None = None
    in_proportion: bool = False


class Side(StrEnum):
    """One side of a taste: works that few know, or that have none of the usual genres."""

    GEMS = "gems"
    OUTSIDE = "outside"


@dataclass(frozen=True, slots=True)
class Request:
    """Which list is wanted. `hidden` are works that must not appear on any path (feedback)."""

    n: int = 20
    kinds: frozenset[Kind] | None = None
    mode: Mode = Mode.NEW
    because: int | None = None  # a work: only what it speaks for
    side: Side | None = None  # only works of this side
    hidden: frozenset[int] = frozenset()
    resting: frozenset[int] = frozenset()  # shown often and passed over: not among the new for a while
    per_group: int = 2  # at most so many of one creator or series in every 20


@dataclass(frozen=True, slots=True)
class Filter:
    """Which works a person wants to see at all, for now; saved with the sliders. Names of genres, languages
    (BCP 47), countries (ISO 3166) and tags are compared without regard to case. A work that does not say
    what is asked for is left out; one that does not say what is refused stays."""

    since: int | None = None  # years, both included
    until: int | None = None
    genres: frozenset[str] = frozenset()  # any of these; none named: all
    languages: frozenset[str] = frozenset()
    countries: frozenset[str] = frozenset()
    without: frozenset[str] = frozenset()  # tags or genres
    abroad: frozenset[str] = frozenset()  # made in none of these countries, and in some other

    @property
    def is_open(self) -> bool:
        """Whether it lets every work through."""
        return self == Filter()


@dataclass(frozen=True, slots=True)
class Pick:
    """One recommended work. `parts` sum to `score` within 1e-6."""

    rank: int
    work_id: int
    score: float
    parts: Mapping[str, float]
    confidence: float
    novelty: float
    trying: bool = False  # a slider brought it in, and the history says little for it


@dataclass(frozen=True, slots=True)
class Measures:
    """What a list is like, for the words beside the sliders. `diversity` is the mean pairwise distance of
    centred text vectors, `novelty` the mean of the works' novelty, `median_reach` 1..5, `outside_usual` how
    many works have none of the person's usual genres."""

    novelty: float
    diversity: float
    median_reach: float
    outside_usual: int  # 0 where the run does not say what is usual
    recent_share: float  # how far the list leans to the current taste: 0 least of all works, 1 most
    size: int = 0  # works in the list
    proportion: float = 0.0  # 0..1, how far its genres have the shares of the history, kind by kind


@dataclass(frozen=True, slots=True)
class Listing:
    picks: tuple[Pick, ...]
    measures: Measures


@dataclass(frozen=True, slots=True)
class Evidence:
    """One work of the history that speaks for (or against) a recommendation."""

    work_id: int
    contribution: float
    events: tuple[tuple[int, float], ...]  # (event id, its contribution)
    by_others: float = 0.0  # the share of `contribution` that other people's likes carry
    together: bool = False  # people who like it like the recommended work more often than others do


@dataclass(frozen=True, slots=True)
class Account:
    """The whole reckoning of one work: parts sum to the score; evidence sums to parts["history"], and with
    other people's likes to parts["history"] + parts["people"], of which `by_others` sums to the latter."""

    work_id: int
    score: float
    parts: Mapping[str, float]
    evidence: tuple[Evidence, ...]  # largest absolute contribution first
    foretold: bool = False  # nobody has liked it yet: what other people's likes say goes by its features
