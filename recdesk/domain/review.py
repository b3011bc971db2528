"""Words of the review: questions that only the person can answer, and the answers they gave."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from recdesk.domain.history import Guess, Mention
from recdesk.domain.works import CatalogueWork, Kind, Work, work_uid

JOINED_WAITING = "joined_waiting"
"""The setting that says how many joined names are worth asking about."""


class AnswerKind(StrEnum):
    """What was answered. LINK: these rows mean that work. OWN: none of the candidates, it is a work of its
    own. MERGE: two works are one. JOINED: what a name like "A & B" means."""

    LINK = "link"
    OWN = "own"
    MERGE = "merge"
    JOINED = "joined"


@dataclass(frozen=True, slots=True)
class Possible:
    """A work that may be meant. `score` is 0..1, comparable within one question only."""

    work: Work
    score: float


@dataclass(frozen=True, slots=True)
class Question:
    """Rows that say the same, and the works they may mean. `id` is the number of their mention; answering it
    settles all `rows`. `plays` counts a row that stands for ten plays ten times. `places` are some of the
    rows ("diary.csv, row 12"), `details` some of their episodes or tracks. Until it is answered the rows
    count on the work `work_id`, which was made from what they say."""

    id: int
    work_id: int | None
    mention: Mention
    why: str
    rows: int
    plays: int
    sources: tuple[str, ...]
    first: datetime | None
    last: datetime | None
    places: tuple[str, ...] = ()
    details: tuple[str, ...] = ()
    candidates: tuple[Possible, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """One entry of the journal of answers. `work_id` is the work it led to."""

    id: int
    kind: AnswerKind
    title: str
    work_id: int | None
    when: datetime
    undone: bool


@dataclass(frozen=True, slots=True)
class Spelling:
    """One way in which rows name a work: a mention and how many rows say it."""

    mention_id: int
    mention: Mention
    rows: int
    settled: bool


def mention_of(body: str) -> Mention:
    """The mention that the library keeps as JSON text."""
    said = json.loads(body)
    return Mention(
        guesses=tuple(Guess(Kind(guess["kind"]), guess["title"]) for guess in said["guesses"]),
        creators=tuple(said["creators"]),
        year=said["year"],
        external_ids=tuple((scheme, value) for scheme, value in said["external_ids"]),
    )


def work_of_rows(mention: Mention, tags: Sequence[str] = (), description: str = "") -> CatalogueWork:
    """The work that rows with this mention are made into where no pack knows them: enough to be taste, never
    enough to be recommended."""
    creator = mention.creators[0] if mention.creators else ""
    return CatalogueWork(
        uid="history:" + work_uid(mention.kind, mention.title, mention.year, creator),
        kind=mention.kind,
        title=mention.title,
        year=mention.year,
        creators=mention.creators,
        tags=tuple(tags),
        description=description,
        external_ids=mention.external_ids,
    )
