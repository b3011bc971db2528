"""All that the detail pane says of one work, complete when it is made.

Knows the library and the words. Knows neither Qt widgets nor numpy, so a work can be looked at before a run
is loaded; what only a run knows (bars, sentence, confidence) is then empty.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from recdesk.domain.feedback import HIDES, Verdict
from recdesk.domain.works import Kind
from recdesk.ui import words
from recdesk.ui.models.cards import Card

if TYPE_CHECKING:
    from recdesk.domain.journal import Lean
    from recdesk.domain.works import Work
    from recdesk.library import Library


@dataclass(frozen=True, slots=True)
class Bar:
    """One contribution to a score. All bars of a work sum to its score."""

    name: str
    value: float


@dataclass(frozen=True, slots=True)
class Related:
    """One work of the person's history that speaks for (or against) the work looked at."""

    card: Card
    share: float  # its contribution, in score units
    what: str  # "watched in March 2021, rated 4.5 of 5"
    lean: Lean | None = None  # more or less because of it, as the person said


@dataclass(frozen=True, slots=True)
class Details:
    """`score` is None where no run is loaded. `own` is what the person did with this very work."""

    work: Work
    card: Card
    standing: Verdict | None
    sentence: str = ""
    confidence: str = ""
    score: float | None = None
    bars: tuple[Bar, ...] = ()
    related: tuple[Related, ...] = ()
    own: tuple[str, ...] = ()


_BROAD = frozenset({"Drama", "Comedy", "Literary-Fiction", "Classic", "Rock", "Pop", "Society"})


def telling_genre(genres: Sequence[str]) -> str:
    """The first genre that tells something; every third film is a drama."""
    return next((genre for genre in genres if genre not in _BROAD), genres[0] if genres else "")


def card_of(work: Work, reason: str = "", verdict: str = "") -> Card:
    """The card of a work of the library."""
    return Card(
        work.id,
        work.kind,
        work.title,
        work.year,
        # Who made an artist is the artist: the members of a band stand with its details.
        work.creators[0] if work.creators and work.kind is not Kind.ARTIST else "",
        telling_genre(work.genres),
        reason,
        verdict,
    )


def bare_details(library: Library, work_id: int) -> Details | None:
    """What the library alone knows of a work; None where it knows none of that number."""
    work = library.works.get(work_id)
    if work is None:
        return None
    opinion = library.feedback.standing().get(work_id)
    standing = opinion.verdict if opinion else None
    own = tuple(words.event_text(event) for event in library.history.events_of(work_id, limit=4))
    return Details(work, card_of(work, verdict=standing or ""), standing, own=own)


def refused_cards(library: Library) -> tuple[Card, ...]:
    """What was sent away."""
    standing = library.feedback.standing()
    hidden = [work_id for work_id, opinion in standing.items() if opinion.verdict in HIDES]
    works = library.works.some(hidden)
    return tuple(card_of(works[w], verdict=standing[w].verdict) for w in hidden if w in works)
