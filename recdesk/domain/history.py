"""History: what importers read, what the library keeps as events, and the ledger of an import."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from recdesk.domain.works import Kind


class Action(StrEnum):
    """What the person did. A rating is not a viewing, and a viewing is not a like."""

    WATCHED = "watched"
    LISTENED = "listened"
    READ = "read"
    RATED = "rated"
    LIKED = "liked"
    DISLIKED = "disliked"
    SAVED = "saved"  # watchlist, to-read, library: the backlog, not taste in full
    ABANDONED = "abandoned"
    SKIPPED = "skipped"


class Precision(StrEnum):
    """How exact a time is. A day without a time is anchored at noon UTC so that no zone moves its date."""

    SECOND = "second"
    MINUTE = "minute"
    DAY = "day"
    MONTH = "month"
    YEAR = "year"
    NONE = "none"


class TimeKind(StrEnum):
    """What a time means: when it was consumed, when it was logged, or a bulk mark that says neither."""

    CONSUMED = "consumed"
    LOGGED = "logged"
    BULK = "bulk"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Guess:
    """One thing a row's words may mean."""

    kind: Kind
    title: str


@dataclass(frozen=True, slots=True)
class Mention:
    """How a history names a work. `guesses` are tried in order of trust; the first one is what a new work
    is made from if the catalogue has none of them. Equal mentions always lead to the same work, so one
    answer of the person settles every row that says the same."""

    guesses: tuple[Guess, ...]
    creators: tuple[str, ...] = ()
    year: int | None = None
    external_ids: tuple[tuple[str, str], ...] = ()

    @property
    def kind(self) -> Kind:
        return self.guesses[0].kind

    @property
    def title(self) -> str:
        return self.guesses[0].title


@dataclass(frozen=True, slots=True)
class Reading:
    """One good row of a history: one thing the person did.

    `place` says where the row stands, in the person's words ("diary.csv, row 12"). `raw` is the row as
    JSON text, only the columns that were mapped (exports also hold addresses, e-mail and tokens, which are
    never copied). `key` identifies the event within its source, with the precision that the format really
    has. `covers` are keys of weaker rows that say the same thing (a diary entry covers the film's line in
    the list of watched films); a later row of the same source with a covered key is a duplicate. A key of
    another source of the same service is written "source/key".
    """

    place: str
    raw: str
    key: str
    mention: Mention
    action: Action
    when: datetime | None = None  # aware, UTC
    precision: Precision = Precision.NONE
    time_kind: TimeKind = TimeKind.UNKNOWN
    rating: float | None = None  # 0..1
    rating_text: str = ""  # as the file had it: "4.5 of 5"
    liked: bool = False
    repeat: bool = False
    seconds: float | None = None
    fraction: float | None = None  # of the whole that was consumed, 0..1
    count: int = 1
    detail: str = ""  # episode, track, video
    also: Mention | None = None  # a second, larger thing it belongs to (the album of a track)
    profile: str = ""
    shelf: str = ""
    tags: tuple[str, ...] = ()
    review: str = ""
    covers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SkippedRow:
    """A well-formed row that is left out by a named rule: "advert", "removed video", "trailer" ..."""

    place: str
    raw: str
    rule: str


@dataclass(frozen=True, slots=True)
class BadRow:
    """A row that cannot be read. `why` is plain: "the date 31/31/2020 is not a date"."""

    place: str
    raw: str
    why: str


Row = Reading | SkippedRow | BadRow


class RowState(StrEnum):
    """The five states. Every row of an imported file ends in exactly one."""

    NEW = "new"
    DUPLICATE = "duplicate"
    SKIPPED = "skipped"
    REVIEW = "review"
    UNREADABLE = "unreadable"


class BatchStatus(StrEnum):
    RUNNING = "running"
    DONE = "done"
    CANCELLED = "cancelled"
    INTERRUPTED = "interrupted"  # the program died; importing the same file again goes on from there
    FAILED = "failed"
    UNDONE = "undone"


NOTHING_TO_USE = "nothing to use"


@dataclass(frozen=True, slots=True)
class Batch:
    """One import of one history. The five counts sum to `rows`."""

    id: int
    source: str
    path: str
    status: BatchStatus
    rows: int
    counts: Mapping[RowState, int]
    reasons: Mapping[str, int] = field(default_factory=dict)
    started: datetime | None = None
    seconds: float = 0.0
    message: str = ""

    @property
    def outcome(self) -> str:
        """The status, or `NOTHING_TO_USE` where "done" would be a lie."""
        return NOTHING_TO_USE if self.is_useless else self.status.value

    @property
    def is_useless(self) -> bool:
        """Whether it was read to its end and no row of it is new, known already or waiting: nothing failed,
        and yet it must not be called done."""
        useful = sum(self.counts[s] for s in (RowState.NEW, RowState.DUPLICATE, RowState.REVIEW))
        return self.status is BatchStatus.DONE and self.rows > 0 and not useful


@dataclass(frozen=True, slots=True)
class Event:
    """One thing the person did with a work at a time, as the library keeps it."""

    id: int
    work_id: int
    action: Action
    when: datetime | None
    precision: Precision
    time_kind: TimeKind
    rating: float | None
    liked: bool
    repeat: bool
    seconds: float | None
    fraction: float | None
    count: int
    detail: str
    source: str
    batch_id: int
    title: str  # of the work
    kind: Kind
    review: str = ""
    sentiment: float = 0.0  # -1 disliked .. 1 liked, as the review reads; 0: it says nothing, or was not read
