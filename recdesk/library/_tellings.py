"""What several rows say of one event, and what the event therefore is.

An event's own columns are enough while every row says the same. From the first row on that says something
else (a newer export knows the rating, the extended history knows the second), what each row says is kept as
a telling and the event becomes their sum. The sum depends on the set of tellings alone, so the order of
imports does not matter, and without the tellings of a batch it is what it was before.

The sum: the telling of the latest day speaks first, among equals the more exact time, the later one, the
higher count, the fuller one, and at last the one whose text sorts last; what it leaves blank is taken from
the next. A mark that was taken back (a rating, a like) therefore stays: no export tells of that.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from recdesk.domain.history import Precision, Reading

_DAY = 86_400  # seconds
_EXACT = {precision.value: rank for rank, precision in enumerate(reversed(Precision))}


class Content(NamedTuple):
    """All that a row says of an event, as the columns of `events` hold it."""

    mention_id: int
    also_mention_id: int | None
    action: str
    at: int | None
    precision: str
    time_kind: str
    rating: float | None
    rating_text: str
    liked: int
    repeat: int
    seconds: float | None
    fraction: float | None
    times: int  # the column is called count, which a tuple has a method of
    detail: str
    profile: str
    shelf: str
    tags: str
    review: str


_NAMES = tuple("count" if name == "times" else name for name in Content._fields)
COLUMNS = ", ".join(_NAMES)
# What is blank is taken from the next telling; a rating and its words go together.
_FILLED = (
    ("also_mention_id",), ("rating", "rating_text"), ("liked",), ("repeat",), ("seconds",), ("fraction",),
    ("times",), ("detail",), ("profile",), ("shelf",), ("tags",), ("review",),
)  # fmt: skip
_BLANK = {"tags": "[]", "times": 1}


@dataclass(frozen=True, slots=True)
class Telling:
    """Row `n` of a batch says `content` of an event, and that it covers the keys `covers`."""

    event_id: int
    batch_id: int
    n: int
    content: Content
    covers: tuple[str, ...]


def content_of(row: Reading, mention_id: int, also_id: int | None) -> Content:
    # `_value_` is `value` without a call of Python's, which three times a row is a second of a million rows.
    return Content(
        mention_id, also_id, row.action._value_, seconds(row.when), row.precision._value_,
        row.time_kind._value_, row.rating, row.rating_text, 1 if row.liked else 0, 1 if row.repeat else 0,
        row.seconds, row.fraction, row.count, row.detail, row.profile, row.shelf,
        json.dumps(row.tags, ensure_ascii=False) if row.tags else "[]", row.review,
    )  # fmt: skip


def seconds(when: datetime | None) -> int | None:
    """Whole seconds since 1970, as times are stored."""
    return None if when is None else int(when.timestamp())


def tell(db: sqlite3.Connection, tellings: Sequence[Telling]) -> set[int]:
    """Keep these tellings. The rows that stand in the ledger for these events without a telling said what
    the event says so far: now that it will change, that is kept too. Returns the events to settle."""
    _insert(db, tellings)
    events = {telling.event_id for telling in tellings}
    for event_id in events - _told(db, events):
        content = Content(*db.execute(f"SELECT {COLUMNS} FROM events WHERE id=?", (event_id,)).fetchone())
        covers = covers_of(db, event_id)
        rows = db.execute("SELECT batch_id, n FROM raw_rows WHERE event_id=?", (event_id,)).fetchall()
        _insert(db, [Telling(event_id, batch_id, n, content, covers) for batch_id, n in rows])
    db.executemany("UPDATE events SET told=1 WHERE id=?", ((event_id,) for event_id in events))
    return events


def forget(db: sqlite3.Connection, batch_id: int) -> set[int]:
    """Drop the tellings of a batch. Returns the events to settle."""
    rows = db.execute("DELETE FROM tellings WHERE batch_id=? RETURNING event_id", (batch_id,))
    return {event_id for (event_id,) in rows.fetchall()}


def settle(db: sqlite3.Connection, event_id: int) -> set[str] | None:
    """Make the event the sum of its tellings; None if there is no such event (any more). Returns the keys
    that it covers."""
    told = _ranked(db, event_id)
    if not told or not db.execute("SELECT 1 FROM events WHERE id=?", (event_id,)).fetchone():
        return None
    different = len({(content, covers) for content, covers in told}) > 1
    if not different:
        db.execute("DELETE FROM tellings WHERE event_id=?", (event_id,))
    values = (*_sum([content for content, _ in told]), int(different), event_id)
    marks = ", ".join(f"{name}=?" for name in _NAMES)
    db.execute(f"UPDATE events SET {marks}, told=? WHERE id=?", values)
    return {key for _, covers in told for key in covers}


def covers_of(db: sqlite3.Connection, event_id: int) -> tuple[str, ...]:
    """What an event covers, as its rows say it: keys of its source, "source/key" of others."""
    rows = db.execute(
        "SELECT CASE c.source WHEN e.source THEN c.key ELSE c.source || '/' || c.key END AS cover "
        "FROM covered_keys c JOIN events e ON e.id = c.event_id WHERE c.event_id=? ORDER BY cover",
        (event_id,),
    )
    return tuple(cover for (cover,) in rows.fetchall())


def _told(db: sqlite3.Connection, events: Iterable[int]) -> set[int]:
    rows = db.execute(
        "SELECT id FROM events WHERE told=1 AND id IN (SELECT value FROM json_each(?))",
        (json.dumps(list(events)),),
    )
    return {event_id for (event_id,) in rows.fetchall()}


def _insert(db: sqlite3.Connection, tellings: Iterable[Telling]) -> None:
    db.executemany(
        "INSERT OR IGNORE INTO tellings VALUES (?,?,?,?,?,?)",
        (
            (t.event_id, t.batch_id, t.n, *t.content[:2], json.dumps((*t.content[2:], t.covers)))
            for t in tellings
        ),
    )


def _ranked(db: sqlite3.Connection, event_id: int) -> list[tuple[Content, tuple[str, ...]]]:
    """What the tellings of an event say, the first to speak first."""
    rows = db.execute(
        "SELECT t.mention_id, t.also_mention_id, t.body, m.key, coalesce(a.key, '') FROM tellings t "
        "JOIN mentions m ON m.id=t.mention_id LEFT JOIN mentions a ON a.id=t.also_mention_id "
        "WHERE t.event_id=?",
        (event_id,),
    ).fetchall()
    told = []
    for mention_id, also_id, body, *mention_keys in rows:
        *said, covers = json.loads(body)
        content = Content(mention_id, also_id, *said)
        told.append((_rank(content, body, mention_keys), content, tuple(covers)))
    told.sort(key=lambda t: t[0], reverse=True)
    return [(content, covers) for _, content, covers in told]


def _rank(content: Content, body: str, mention_keys: Sequence[str]) -> tuple[Any, ...]:
    """By days first: a day without a time is anchored at noon, which says nothing against 9 o'clock. The
    numbers of mentions depend on the order of imports, their keys do not."""
    day, at = (-1 << 40, 0) if content.at is None else (content.at // _DAY, content.at)
    filled = sum(not _blank(content, group[0]) for group in _FILLED)
    return day, _EXACT[content.precision], at, content.times, filled, body, *mention_keys


def _sum(ranked: Sequence[Content]) -> Content:
    best = ranked[0]
    if len(ranked) == 1:
        return best
    filled: dict[str, Any] = {}
    for group in _FILLED:
        speaker = next((content for content in ranked if not _blank(content, group[0])), best)
        filled |= {name: getattr(speaker, name) for name in group}
    return best._replace(**filled)


def _blank(content: Content, name: str) -> bool:
    value = getattr(content, name)
    return not value or bool(value == _BLANK.get(name))
