"""The ledger of imports: which state each row ends in, and what an undo gives back.

An event is known by (source, key). A row whose key is there already is a duplicate. A row may also cover
keys of weaker rows that say the same (a diary entry covers the film's line in the list of watched films):
the weaker event is kept but superseded, whichever of the two came first, so the order of imports does not
matter and an undo can let it count again.
"""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from recdesk.domain.history import BadRow, Reading, Row, RowState, SkippedRow

ALREADY = "already in the library"
COVERED = "the same event stands in a fuller row"
DOUBTFUL = "more than one work has this title"


@dataclass(frozen=True, slots=True)
class MentionLink:
    """What a mention leads to. `doubtful` mentions wait for the person; until then they lead to a work
    made from the row."""

    id: int
    work_id: int | None
    doubtful: bool


Links = Mapping[int, tuple[MentionLink, MentionLink | None]]


def enter(db: sqlite3.Connection, batch_id: int, first: int, rows: Sequence[Row], links: Links) -> None:
    """Inside a transaction: rows `first`, `first`+1 ... into the ledger, their events into the history."""
    batch = db.execute("SELECT source, counts, reasons FROM batches WHERE id=?", (batch_id,))
    source, counts_text, reasons_text = batch.fetchone()
    entry = _Entry(db, source, batch_id)
    ledger = [entry.place(row, links.get(i)) for i, row in enumerate(rows)]
    entry.write_events()
    db.executemany(
        "INSERT INTO raw_rows VALUES (?,?,?,?,?,?,?)",
        ((batch_id, first + i, row.place, row.raw, *ledger[i]) for i, row in enumerate(rows)),
    )
    counts = Counter(RowState(state) for state, _, _ in ledger)
    total = Counter(json.loads(counts_text)) + Counter({s.value: c for s, c in counts.items()})
    reasons = Counter(json.loads(reasons_text)) + Counter(r for _, r, _ in ledger if r)
    _write_counts(db, batch_id, total, reasons)
    retire(db, source, entry.covered)


def retire(db: sqlite3.Connection, source: str, covers: Sequence[tuple[str, int]]) -> None:
    """Let (key, event) pairs supersede the live events that have these keys."""
    touched: set[int] = set()
    for key, event_id in covers:
        weaker = db.execute(
            "SELECT id FROM events WHERE source=? AND key=? AND superseded_by IS NULL AND id != ?",
            (source, key, event_id),
        ).fetchone()
        if weaker:
            db.execute("UPDATE events SET superseded_by=? WHERE id=?", (event_id, weaker[0]))
            touched |= _mark(db, weaker[0], "state IN ('new', 'review')", RowState.DUPLICATE, COVERED)
    _recount(db, touched)


def withdraw(db: sqlite3.Connection, batch_id: int) -> None:
    """Inside a transaction: take a batch out of the history."""
    touched = _hand_over(db, batch_id)
    orphaned = [
        row[0]
        for row in db.execute(
            "SELECT w.id FROM events w JOIN events s ON s.id = w.superseded_by "
            "WHERE s.batch_id=? AND w.batch_id != ?",
            (batch_id, batch_id),
        )
    ]
    db.execute("UPDATE events SET superseded_by=NULL WHERE batch_id=?", (batch_id,))
    db.execute("DELETE FROM events WHERE batch_id=?", (batch_id,))
    db.execute("DELETE FROM raw_rows WHERE batch_id=?", (batch_id,))
    db.execute("UPDATE batches SET status='undone', counts='{}', reasons='{}' WHERE id=?", (batch_id,))
    for event_id in orphaned:
        touched |= _revive(db, event_id)
    _recount(db, touched - {batch_id})


def _hand_over(db: sqlite3.Connection, batch_id: int) -> set[int]:
    """Events of this batch that another one also holds become that one's own."""
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
    return {heir for _, heir in heirs}


def _revive(db: sqlite3.Connection, event_id: int) -> set[int]:
    """An event whose better is gone counts again, unless yet another row covers it."""
    other = db.execute(
        "SELECT c.event_id FROM covered_keys c JOIN events e ON e.source=c.source AND e.key=c.key "
        "WHERE e.id=? ORDER BY c.event_id LIMIT 1",
        (event_id,),
    ).fetchone()
    if other:
        db.execute("UPDATE events SET superseded_by=? WHERE id=?", (other[0], event_id))
        return set()
    return _mark(db, event_id, f"reason='{COVERED}'", RowState.NEW, "")


def _mark(db: sqlite3.Connection, event_id: int, where: str, state: RowState, reason: str) -> set[int]:
    """Rows of an event into another state; returns the batches they stand in."""
    rows = db.execute(
        f"UPDATE raw_rows SET state=?, reason=? WHERE event_id=? AND {where} RETURNING batch_id",
        (state, reason, event_id),
    )
    return {row[0] for row in rows.fetchall()}


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
    """Decides the state of each row of one transaction and gathers the events to insert."""

    def __init__(self, db: sqlite3.Connection, source: str, batch_id: int) -> None:
        self.covered: list[tuple[str, int]] = []
        self._db = db
        self._source = source
        self._batch_id = batch_id
        self._next_id = int(db.execute("SELECT coalesce(max(id), 0) + 1 FROM events").fetchone()[0])
        self._events: list[tuple[Any, ...]] = []
        self._fresh: dict[str, int] = {}
        self._fresh_covers: dict[str, int] = {}

    def place(
        self, row: Row, links: tuple[MentionLink, MentionLink | None] | None
    ) -> tuple[str, str, int | None]:
        """(state, reason, event id) of a row."""
        if isinstance(row, BadRow):
            return RowState.UNREADABLE, row.why, None
        if isinstance(row, SkippedRow):
            return RowState.SKIPPED, row.rule, None
        event_id = self._known(row.key, self._fresh, "events", "id")
        if event_id is not None:
            return RowState.DUPLICATE, ALREADY, event_id
        assert links is not None, "every Reading needs its mention"
        better = self._known(row.key, self._fresh_covers, "covered_keys", "event_id")
        event_id = self._add(row, *links, better)
        if better is not None:
            return RowState.DUPLICATE, COVERED, event_id
        if links[0].doubtful:
            return RowState.REVIEW, DOUBTFUL, event_id
        return RowState.NEW, "", event_id

    def write_events(self) -> None:
        marks = ",".join("?" * 24)
        self._db.executemany(f"INSERT INTO events VALUES ({marks})", self._events)
        self._db.executemany(
            "INSERT OR IGNORE INTO covered_keys VALUES (?,?,?)",
            ((self._source, key, event_id) for key, event_id in self.covered),
        )

    def _known(self, key: str, fresh: Mapping[str, int], table: str, column: str) -> int | None:
        if key in fresh:
            return fresh[key]
        found = self._db.execute(
            f"SELECT {column} FROM {table} WHERE source=? AND key=?", (self._source, key)
        ).fetchone()
        return int(found[0]) if found else None

    def _add(self, row: Reading, mention: MentionLink, also: MentionLink | None, better: int | None) -> int:
        event_id = self._next_id
        self._next_id += 1
        self._fresh[row.key] = event_id
        for key in row.covers:
            self._fresh_covers.setdefault(key, event_id)
            self.covered.append((key, event_id))
        tags = json.dumps(row.tags, ensure_ascii=False) if row.tags else "[]"
        self._events.append(
            (
                event_id, self._source, row.key, self._batch_id, mention.id, also.id if also else None,
                row.action, seconds(row.when), row.precision, row.time_kind, row.rating, row.rating_text,
                int(row.liked), int(row.repeat), row.seconds, row.fraction, row.count, row.detail,
                row.profile, row.shelf, tags, row.review, 0, better,
            )
        )  # fmt: skip
        return event_id


def seconds(when: datetime | None) -> int | None:
    """Whole seconds since 1970, as times are stored."""
    return None if when is None else int(when.timestamp())
