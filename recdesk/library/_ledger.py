"""The ledger of imports: which state each row ends in, and what an undo gives back.

An event is known by (source, key). A row whose key is there already is a duplicate; what it says more goes
into the event (`_tellings`). A row may also cover keys of weaker rows that say the same (a diary entry covers
the film's line in the list of watched films), even of another source (Netflix' full report and its short
history): the weaker event is kept but superseded, whichever of the two came first, so the order of imports
does not matter and an undo can let it count again.
"""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from recdesk.domain.history import BadRow, Reading, Row, RowState, SkippedRow
from recdesk.library import _keys, _tellings
from recdesk.library._tellings import COLUMNS, Content, Telling, content_of

ALREADY = "already in the library"
COVERED = "the same event stands in a fuller row"
DOUBTFUL = "it is not sure which work is meant"
DOUBTFUL_BEFORE = "more than one work has this title"  # in older libraries; untrue where one may be meant


@dataclass(frozen=True, slots=True)
class MentionLink:
    """What a mention leads to. `doubtful` mentions wait for the person; until then they lead to a work
    made from the row."""

    id: int
    work_id: int | None
    doubtful: bool


# Plain strings: sqlite3 looks for an adapter of each value whose type is not exactly str.
_NEW, _DUPLICATE, _SKIPPED, _REVIEW, _UNREADABLE = (
    RowState.NEW.value, RowState.DUPLICATE.value, RowState.SKIPPED.value, RowState.REVIEW.value,
    RowState.UNREADABLE.value,
)  # fmt: skip
_INSERT = (
    f"INSERT INTO events(id, source, key, batch_id, superseded_by, {COLUMNS}) "
    f"VALUES (?,?,?,?,?{',?' * len(Content._fields)})"
)

Links = Mapping[int, tuple[MentionLink, MentionLink | None]]


def enter(db: sqlite3.Connection, batch_id: int, first: int, rows: Sequence[Row], links: Links) -> None:
    """Inside a transaction: rows `first`, `first`+1 ... into the ledger, their events into the history."""
    batch = db.execute("SELECT source, counts, reasons FROM batches WHERE id=?", (batch_id,))
    source, counts_text, reasons_text = batch.fetchone()
    entry = _Entry(db, source, batch_id, rows)
    ledger = [entry.place(first + i, row, links.get(i)) for i, row in enumerate(rows)]
    entry.write_events()
    db.executemany(
        "INSERT INTO raw_rows VALUES (?,?,?,?,?,?,?)",
        [(batch_id, first + i, row.place, row.raw) + ledger[i] for i, row in enumerate(rows)],
    )
    total, reasons = Counter(json.loads(counts_text)), Counter(json.loads(reasons_text))
    total.update(state for state, _, _ in ledger)
    reasons.update(reason for _, reason, _ in ledger if reason)
    _write_counts(db, batch_id, total, reasons)
    retire(db, source, entry.covered)
    if entry.told:
        events = _tellings.tell(db, entry.told)
        touched = _settle(db, events)
        _recount(db, touched | _ask_or_not(db, events))


def retire(db: sqlite3.Connection, source: str, covers: Sequence[tuple[str, int]]) -> None:
    """Let (cover, event) pairs of a source supersede the live events that have these keys."""
    touched: set[int] = set()
    names = {key: _keys.name_of(*_keys.owned(source, key)) for key, _ in covers}
    there = _keys.find(db, list(names.values()))
    for key, event_id in covers:
        weaker = there.get(names[key], event_id)
        if weaker == event_id:
            continue
        retired = db.execute(
            "UPDATE events SET superseded_by=? WHERE id=? AND superseded_by IS NULL", (event_id, weaker)
        )
        if retired.rowcount:
            touched |= _mark(db, weaker, "state IN ('new', 'review')", RowState.DUPLICATE, COVERED)
    _recount(db, touched)


def _as_rows(source: str, covers: Iterable[tuple[str, int]]) -> Iterator[tuple[str, str, int]]:
    """(cover, event) pairs of a source as covered_keys holds them."""
    return ((*_keys.owned(source, cover), event_id) for cover, event_id in covers)


def withdraw(db: sqlite3.Connection, batch_id: int) -> None:
    """Inside a transaction: take a batch out of the history."""
    heirs = _hand_over(db, batch_id)
    touched = set(heirs.values())
    changed = _tellings.forget(db, batch_id)
    orphaned = [
        row[0]
        for row in db.execute(
            "SELECT w.id FROM events w JOIN events s ON s.id = w.superseded_by "
            "WHERE s.batch_id=? AND w.batch_id != ?",
            (batch_id, batch_id),
        )
    ]
    db.execute(
        "UPDATE events SET superseded_by=NULL WHERE batch_id=? AND superseded_by IS NOT NULL", (batch_id,)
    )
    gone = db.execute("DELETE FROM events WHERE batch_id=? RETURNING source, key", (batch_id,))
    _keys.drop(db, [_keys.name_of(source, key) for source, key in gone.fetchall()])
    db.execute("DELETE FROM raw_rows WHERE batch_id=?", (batch_id,))
    db.execute("UPDATE batches SET status='undone', counts='{}', reasons='{}' WHERE id=?", (batch_id,))
    for event_id in orphaned:
        touched |= _revive(db, event_id)
    touched |= _settle(db, changed)
    touched |= _ask_or_not(db, {*heirs, *changed})
    _recount(db, touched - {batch_id})


def _settle(db: sqlite3.Connection, events: Iterable[int]) -> set[int]:
    """Events whose tellings have changed become their sum anew; what they no longer cover counts again.
    Returns the batches whose rows change state."""
    touched: set[int] = set()
    for event_id in events:
        covers = _tellings.settle(db, event_id)
        before = set(_tellings.covers_of(db, event_id))
        if covers is None or covers == before:
            continue
        (source,) = db.execute("SELECT source FROM events WHERE id=?", (event_id,)).fetchone()
        for cover in before - covers:
            named = (*_keys.owned(source, cover), event_id)
            db.execute("DELETE FROM covered_keys WHERE source=? AND key=? AND event_id=?", named)
            freed = db.execute(
                "UPDATE events SET superseded_by=NULL WHERE source=? AND key=? AND superseded_by=? "
                "RETURNING id",
                named,
            ).fetchall()
            for (weaker,) in freed:
                touched |= _revive(db, weaker)
        added = [(cover, event_id) for cover in sorted(covers - before)]
        db.executemany("INSERT INTO covered_keys VALUES (?,?,?)", _as_rows(source, added))
        retire(db, source, added)
    return touched


def _hand_over(db: sqlite3.Connection, batch_id: int) -> dict[int, int]:
    """Events of this batch that another one also holds become that one's own. Returns event -> batch."""
    heirs = db.execute(
        "SELECT e.id, min(r.batch_id) FROM events e JOIN raw_rows r ON r.event_id = e.id "
        "WHERE e.batch_id=? AND r.batch_id != ? AND r.reason=? GROUP BY e.id",
        (batch_id, batch_id, ALREADY),
    ).fetchall()
    for event_id, heir in heirs:
        db.execute("UPDATE events SET batch_id=? WHERE id=?", (heir, event_id))
        db.execute(
            "UPDATE raw_rows SET (state, reason) = (SELECT CASE WHEN superseded_by IS NULL THEN 'new' "
            "ELSE 'duplicate' END, CASE WHEN superseded_by IS NULL THEN '' ELSE ? END FROM events "
            "WHERE id=?) WHERE (batch_id, n) = (SELECT batch_id, n FROM raw_rows WHERE batch_id=? AND "
            "event_id=? AND reason=? ORDER BY n LIMIT 1)",
            (COVERED, event_id, heir, event_id, ALREADY),
        )
    return dict(heirs)


def _revive(db: sqlite3.Connection, event_id: int) -> set[int]:
    """An event whose better is gone counts again, unless yet another row covers it; it waits for review again
    where its mention does. Returns the batches whose rows change state."""
    other = db.execute(
        "SELECT c.event_id FROM covered_keys c JOIN events e ON e.source=c.source AND e.key=c.key "
        "WHERE e.id=? ORDER BY c.event_id LIMIT 1",
        (event_id,),
    ).fetchone()
    if other:
        db.execute("UPDATE events SET superseded_by=? WHERE id=?", (other[0], event_id))
        return set()
    return _mark(db, event_id, f"reason='{COVERED}'", RowState.NEW, "") | _ask_or_not(db, [event_id])


def _mark(db: sqlite3.Connection, event_id: int, where: str, state: RowState, reason: str) -> set[int]:
    """Rows of an event into another state; returns the batches they stand in."""
    rows = db.execute(
        f"UPDATE raw_rows SET state=?, reason=? WHERE event_id=? AND {where} RETURNING batch_id",
        (state, reason, event_id),
    )
    return {row[0] for row in rows.fetchall()}


def _ask_or_not(db: sqlite3.Connection, events: Iterable[int]) -> set[int]:
    """Rows of events that count wait for review exactly while the event's mention does: another mention may
    speak for the event now. Returns the batches whose rows change state."""
    touched: set[int] = set()
    for state, reason, waits in ((_REVIEW, DOUBTFUL, 1), (_NEW, "", 0)):
        rows = db.execute(
            "UPDATE raw_rows SET state=?, reason=? WHERE state=? AND event_id IN (SELECT e.id FROM events e "
            "JOIN mentions m ON m.id = e.mention_id WHERE (m.state = 'review') = ? "
            "AND e.id IN (SELECT value FROM json_each(?))) RETURNING batch_id",
            (state, reason, _NEW if waits else _REVIEW, waits, json.dumps(list(events))),
        )
        touched |= {batch_id for (batch_id,) in rows.fetchall()}
    return touched


def _recount(db: sqlite3.Connection, batch_ids: Iterable[int]) -> None:
    for batch_id in batch_ids:
        rows = db.execute(
            "SELECT state, reason, count(*) FROM raw_rows WHERE batch_id=? GROUP BY state, reason",
            (batch_id,),
        ).fetchall()
        counts: Counter[str] = Counter()
        reasons: Counter[str] = Counter()
        for state, reason, n in rows:
            counts[state] += n
            if reason:
                reasons[reason] += n
        _write_counts(db, batch_id, counts, reasons)


def _write_counts(
    db: sqlite3.Connection, batch_id: int, counts: Mapping[str, int], reasons: Mapping[str, int]
) -> None:
    db.execute(
        "UPDATE batches SET counts=?, reasons=? WHERE id=?",
        (json.dumps(counts), json.dumps(reasons, ensure_ascii=False), batch_id),
    )


class _Entry:
    """Decides the state of each row of one transaction and gathers what is to be inserted."""

    def __init__(self, db: sqlite3.Connection, source: str, batch_id: int, rows: Sequence[Row]) -> None:
        self.covered: list[tuple[str, int]] = []
        self.told: list[Telling] = []
        self._db = db
        self._source = source
        self._batch_id = batch_id
        self._next_id = int(db.execute("SELECT coalesce(max(id), 0) + 1 FROM events").fetchone()[0])
        self._events: list[tuple[Any, ...]] = []
        keys = {row.key for row in rows if isinstance(row, Reading)}
        self._names = {key: _keys.name_of(source, key) for key in keys}
        # Most formats have no weaker and fuller rows: their events are not asked what they cover.
        covering = "SELECT EXISTS(SELECT 1 FROM covered_keys WHERE source=?)"
        self._covered = bool(db.execute(covering, (source,)).fetchone()[0])
        self._covering = self._covered or any(isinstance(row, Reading) and row.covers for row in rows)
        self._known = self._events_of()
        self._better = self._covers_of(keys) if self._covered else {}

    def place(
        self, n: int, row: Row, links: tuple[MentionLink, MentionLink | None] | None
    ) -> tuple[str, str, int | None]:
        """(state, reason, event id) of row `n`."""
        if isinstance(row, BadRow):
            return _UNREADABLE, row.why, None
        if isinstance(row, SkippedRow):
            return _SKIPPED, row.rule, None
        assert links is not None, "every Reading needs its mention"
        mention, also = links
        content = content_of(row, mention.id, also.id if also else None)
        known = self._known.get(row.key)
        if known is not None:
            event_id, said, covers = known
            if content != said or tuple(sorted(row.covers)) != covers:
                self.told.append(Telling(event_id, self._batch_id, n, content, tuple(sorted(row.covers))))
            return _DUPLICATE, ALREADY, event_id
        better = self._better.get(row.key)
        event_id = self._add(row, content, better)
        if better is not None:
            return _DUPLICATE, COVERED, event_id
        if mention.doubtful:
            return _REVIEW, DOUBTFUL, event_id
        return _NEW, "", event_id

    def write_events(self) -> None:
        self._db.executemany(_INSERT, self._events)
        _keys.add(self._db, {self._names[event[2]]: event[0] for event in self._events})
        self._db.executemany(
            "INSERT OR IGNORE INTO covered_keys VALUES (?,?,?)",
            _as_rows(self._source, self.covered),
        )
        self._take_up_ignorings()

    def _take_up_ignorings(self) -> None:
        """What the person said not to learn from, and lost when its import was taken back, holds again."""
        lost = self._db.execute(
            "SELECT journal_id, key, undone_at IS NULL FROM ignorings WHERE event_id IS NULL AND source=?",
            (self._source,),
        ).fetchall()
        events = {event[2]: event[0] for event in self._events} if lost else {}
        for entry, key, holds in lost:
            if (event_id := events.get(key)) is not None:
                self._db.execute("UPDATE ignorings SET event_id=? WHERE journal_id=?", (event_id, entry))
                if holds:
                    self._db.execute("UPDATE events SET ignored=1 WHERE id=?", (event_id,))

    def _events_of(self) -> dict[str, tuple[int, Content | None, tuple[str, ...]]]:
        """By key: the event that is there, what it says (None: its rows differ already) and covers. One
        question for all rows: asked row by row they took a sixth of an import."""
        there = _keys.find(self._db, list(self._names.values()))
        if not there:
            return {}
        numbers = json.dumps(list(there.values()))
        rows = self._db.execute(
            f"SELECT key, id, told, {COLUMNS} FROM events WHERE id IN (SELECT value FROM json_each(?))",
            (numbers,),
        )
        covers = self._covered_by(numbers) if self._covering else {}
        return {
            key: (event_id, None if told else Content._make(said), tuple(covers.get(event_id, ())))
            for key, event_id, told, *said in rows
        }

    def _covered_by(self, numbers: str) -> dict[int, list[str]]:
        """By event: what it covers, as rows say it, in order."""
        covers: dict[int, list[str]] = {}
        for event_id, cover in self._db.execute(
            "SELECT event_id, CASE source WHEN ? THEN key ELSE source || '/' || key END AS cover "
            "FROM covered_keys WHERE event_id IN (SELECT value FROM json_each(?)) ORDER BY cover",
            (self._source, numbers),
        ):
            covers.setdefault(event_id, []).append(cover)
        return covers

    def _covers_of(self, keys: Iterable[str]) -> dict[str, int]:
        """By key: an event that covers it."""
        rows = self._db.execute(
            "SELECT key, min(event_id) FROM covered_keys WHERE source=? AND key IN "
            "(SELECT value FROM json_each(?)) GROUP BY key",
            (self._source, json.dumps(list(keys))),
        )
        return dict(rows.fetchall())

    def _add(self, row: Reading, content: Content, better: int | None) -> int:
        event_id = self._next_id
        self._next_id += 1
        covers = tuple(sorted(row.covers)) if row.covers else ()
        self._known[row.key] = (event_id, content, covers)
        for key in covers:
            self._better.setdefault(key, event_id)
            self.covered.append((key, event_id))
        self._events.append((event_id, self._source, row.key, self._batch_id, better, *content))
        return event_id
