"""Feedback: what a person can say about a work, each with a meaning of its own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Verdict(StrEnum):
    """LIKE: more like this. NOT_INTERESTED: never show it again, without lowering its relatives much.
    SEEN_*: known already; liked and disliked teach, neutral changes no other work's score.
    LATER: keep it in the backlog."""

    LIKE = "like"
    SEEN_LIKED = "seen-liked"
    SEEN_NEUTRAL = "seen-neutral"
    SEEN_DISLIKED = "seen-disliked"
    NOT_INTERESTED = "not-interested"
    LATER = "later"


@dataclass(frozen=True, slots=True)
class Opinion:
    """One entry of the feedback journal. `undone` entries stay in the journal and count for nothing."""

    journal_id: int
    work_id: int
    verdict: Verdict
    when: datetime
    undone: bool
    title: str = ""


# Never shown again on any path. What was seen and liked, or seen and left the person indifferent, is known:
# it may come back where known works are asked for.
HIDES = frozenset({Verdict.NOT_INTERESTED, Verdict.SEEN_DISLIKED})
