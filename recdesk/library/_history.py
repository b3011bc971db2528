"""The history: batches, the ledger of every row, mentions and events.

A row enters the ledger in the same transaction as its event, so the five counts always sum to the rows
that were read, and killing the program between two transactions loses nothing.
"""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from time import time
from typing import Any

from recdesk.domain.faults import UserFault
from recdesk.domain.history import (
    Action,
    BadRow,
    Batch,
    BatchStatus,
    Event,
    Precision,
    Reading,
    Row,
    RowState,
    SkippedRow,
    TimeKind,
)
from recdesk.domain.works import CatalogueWork, Kind
from recdesk.library._base import Section
from recdesk.library._works import create_works, drop_orphans

ALREADY = "already in the library"
COVERED = "the same event stands in a fuller row"


@dataclass(frozen=True, slots=True)
class OpenBatch:
    """A batch being filled. `rows_done` rows are in the ledger already: an import that was killed or
    cancelled goes on behind them."""

    id: int
    rows_done: int


@dataclass(frozen=True, slots=True)
class MentionLink:
    """What a mention leads to. `doubtful` mentions wait for the person; until then they lead to a work
    made from the row."""

    id: int
    work_id: int | None
    doubtful: bool


@dataclass(frozen=True, slots=True)
class NewMention:
    """A mention to be kept: either it leads to `work_id`, or `create` says which work to make of it, or
    neither (an album that no pack knows)."""

    key: str
    body: str
    method: str
    confidence: float
    work_id: int | None = None
    create: CatalogueWork | None = None
    doubtful: bool = False
    candidates: tuple[tuple[int, float], ...] = ()


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """One row of a file as the ledger keeps it."""

    n: int
    place: str
    state: RowState
    reason: str
    raw: str


class History(Section):
    """What the person did, and how we know it."""

    # -- batches -------------------------------------------------------------------------------------

    def begin_batch(self, source: str, path: str, digest: str) -> OpenBatch:
        """Open a batch for a file, or take up the unfinished one of the same content."""
        unfinished = (BatchStatus.RUNNING, BatchStatus.INTERRUPTED, BatchStatus.CANCELLED)
        with self.writing() as db:
            row = db.execute(
                "SELECT b.id, (SELECT count(*) FROM raw_rows r WHERE r.batch_id = b.id) FROM batches b "
                "WHERE b.source=? AND b.digest=? AND b.status IN (?,?,?) ORDER BY b.id DESC LIMIT 1",
                (source, digest, *unfinished),
            ).fetchone()
            if row:
                db.execute("UPDATE batches SET status='running', message='' WHERE id=?", (row[0],))
                return OpenBatch(*row)
            cursor = db.execute(
                "INSERT INTO batches(source, path, digest, status, started_at) VALUES (?,?,?,?,?)",
                (source, path, digest, BatchStatus.RUNNING, int(time())),
            )
            return OpenBatch(int(cursor.lastrowid or 0), 0)

    def finish_batch(self, batch_id: int, status: BatchStatus, seconds: float, message: str = "") -> None:
        with self.writing() as db:
            db.execute(
                "UPDATE batches SET status=?, seconds=seconds+?, message=? WHERE id=?",
                (status, seconds, message, batch_id),
            )

    def mark_interrupted(self) -> int:
        """Batches that were running when the program died. Called when no import can be running."""
        with self.writing() as db:
            return db.execute("UPDATE batches SET status='interrupted' WHERE status='running'").rowcount

    def batches(self) -> list[Batch]:
        """Every import, newest first."""
        return [_batch(row) for row in self.query(f"{_BATCHES} ORDER BY id DESC")]

    def batch(self, batch_id: int) -> Batch:
        rows = self.query(f"{_BATCHES} WHERE id=?", (batch_id,))
        if not rows:
            raise UserFault(f"There is no import number {batch_id}.", "`recdesk imports` lists them.")
        return _batch(rows[0])

    def ledger(
        self, batch_id: int, state: RowState | None = None, limit: int = -1, offset: int = 0
    ) -> list[LedgerRow]:
        """Rows of a batch in file order; `limit` -1 means all."""
        rows = self.query(
            "SELECT n, place, state, reason, raw FROM raw_rows WHERE batch_id=? AND (? IS NULL OR state=?) "
            "ORDER BY n LIMIT ? OFFSET ?",
            (batch_id, state, state, limit, offset),
        )
        return [LedgerRow(n, place, RowState(s), reason, raw) for n, place, s, reason, raw in rows]

    # -- mentions ------------------------------------------------------------------------------------

    def mentions(self, keys: Iterable[str]) -> dict[str, MentionLink]:
        """What is known already of these mention keys."""
        rows = self.query(
            "SELECT key, id, work_id, state FROM mentions WHERE key IN (SELECT value FROM json_each(?))",
            (json.dumps(list(keys)),),
        )
        return {key: MentionLink(i, work_id, state == "review") for key, i, work_id, state in rows}

    def add_mentions(self, new: Sequence[NewMention]) -> dict[str, MentionLink]:
        """Keep mentions and make the works they ask for, in one transaction."""
        with self.writing() as db:
            made = create_works(db, [m.create for m in new if m.create and m.work_id is None])
            db.executemany(
                "INSERT INTO mentions(key, body, work_id, state, method, confidence, candidates) "
                "VALUES (?,?,?,?,?,?,?) ON CONFLICT(key) DO NOTHING",
                (_mention_values(m, made) for m in new),
            )
        return self.mentions([m.key for m in new])

    # -- rows and events -----------------------------------------------------------------------------

    def add_rows(
        self,
        batch_id: int,
        first: int,
        rows: Sequence[Row],
        links: Mapping[int, tuple[MentionLink, MentionLink | None]],
    ) -> Counter[RowState]:
        """Put rows `first`, `first`+1 ... of a batch into the ledger, and their events into the history.

        `links` gives, by position in `rows`, the mention of every Reading and that of the larger thing
        it belongs to. Returns how many rows ended in each state.
        """
        with self.writing() as db:
            batch = db.execute("SELECT source, counts, reasons FROM batches WHERE id=?", (batch_id,))
            source, counts_text, reasons_text = batch.fetchone()
            entry = _Entry(db, source, batch_id)
            ledger = [entry.place(rows[i], links.get(i)) for i in range(len(rows))]
            entry.write_events()
            db.executemany(
                "INSERT INTO raw_rows VALUES (?,?,?,?,?,?,?)",
                ((batch_id, first + i, row.place, row.raw, *ledger[i]) for i, row in enumerate(rows)),
            )
            counts = Counter(RowState(state) for state, _, _ in ledger)
            total = Counter(json.loads(counts_text)) + Counter({s.value: c for s, c in counts.items()})
            reasons = Counter(json.loads(reasons_text)) + Counter(r for _, r, _ in ledger if r)
            db.execute(
                "UPDATE batches SET counts=?, reasons=? WHERE id=?",
                (json.dumps(total), json.dumps(reasons, ensure_ascii=False), batch_id),
            )
        return counts

    def undo(self, batch_id: int) -> int:
        """Take a batch back. Events that another import also holds move to that import; feedback stays.
        Returns how many events are gone."""
        batch = self.batch(batch_id)
        if batch.status is BatchStatus.UNDONE:
            raise UserFault(f"Import {batch_id} was undone before.", "")
        with self.writing() as db:
            self._hand_over(db, batch_id)
            gone = db.execute("SELECT count(*) FROM events WHERE batch_id=?", (batch_id,)).fetchone()[0]
            db.execute("DELETE FROM events WHERE batch_id=?", (batch_id,))
            db.execute("DELETE FROM raw_rows WHERE batch_id=?", (batch_id,))
            db.execute(
                "UPDATE batches SET status='undone', counts='{}', reasons='{}' WHERE id=?", (batch_id,)
            )
            drop_orphans(db)
        return int(gone)

    def _hand_over(self, db: sqlite3.Connection, batch_id: int) -> None:
        heirs = db.execute(
            "SELECT e.id, min(r.batch_id) FROM events e JOIN raw_rows r ON r.event_id = e.id "
            "WHERE e.batch_id=? AND r.batch_id != ? AND r.reason=? GROUP BY e.id",
            (batch_id, batch_id, ALREADY),
        ).fetchall()
        changed: Counter[int] = Counter()
        for event_id, heir in heirs:
            db.execute("UPDATE events SET batch_id=? WHERE id=?", (heir, event_id))
            db.execute(
                "UPDATE raw_rows SET state='new', reason='' WHERE (batch_id, n) = (SELECT batch_id, n "
                "FROM raw_rows WHERE batch_id=? AND event_id=? AND reason=? ORDER BY n LIMIT 1)",
                (heir, event_id, ALREADY),
            )
            changed[heir] += 1
        for heir, n in changed.items():
            batch = self.batch(heir)
            counts = Counter({s.value: c for s, c in batch.counts.items()})
            counts.update({"new": n, "duplicate": -n})
            reasons = Counter(batch.reasons)
            reasons[ALREADY] -= n
            db.execute(
                "UPDATE batches SET counts=?, reasons=? WHERE id=?",
                (json.dumps(counts), json.dumps(+reasons, ensure_ascii=False), heir),
            )

    def events(
        self,
        kinds: Iterable[Kind] = (),
        since: datetime | None = None,
        until: datetime | None = None,
        text: str = "",
        limit: int = -1,
        offset: int = 0,
    ) -> list[Event]:
        """Events newest first (undated last), those the person asked not to learn from left out."""
        wanted = json.dumps([Kind(kind).value for kind in kinds])
        rows = self.query(
            f"{_EVENTS} WHERE e.ignored=0 AND (?='[]' OR w.kind IN (SELECT value FROM json_each(?))) "
            "AND (? IS NULL OR e.at>=?) AND (? IS NULL OR e.at<=?) "
            "AND (?='' OR w.title LIKE ? OR e.detail LIKE ?) "
            "ORDER BY e.at IS NULL, e.at DESC, e.id LIMIT ? OFFSET ?",
            (
                wanted, wanted, _seconds(since), _seconds(since), _seconds(until), _seconds(until),
                text, f"%{text}%", f"%{text}%", limit, offset,
            ),
        )  # fmt: skip
        return [_event(row) for row in rows]

    def learnable_events(self) -> list[Event]:
        """Everything the model may learn from, in an order that does not depend on the order of imports.
        A track's event is given twice: for its artist, and for its album where a pack knows the album."""
        main = self.query(f"{_EVENTS} WHERE e.ignored=0 ORDER BY e.source, e.key")
        albums = self.query(
            f"{_EVENTS.replace('e.mention_id', 'e.also_mention_id')} WHERE e.ignored=0 "
            "ORDER BY e.source, e.key"
        )
        return [_event(row) for row in main] + [_event(row) for row in albums]

    def events_of(self, work_id: int, limit: int = -1) -> list[Event]:
        rows = self.query(
            f"{_EVENTS} WHERE m.work_id=? ORDER BY e.at IS NULL, e.at DESC, e.id LIMIT ?", (work_id, limit)
        )
        return [_event(row) for row in rows]

    def event_count(self) -> int:
        return int(self.query("SELECT count(*) FROM events WHERE ignored=0")[0][0])

    def ignore(self, event_id: int, ignored: bool = True) -> None:
        """Do not learn from this event (or do again)."""
        with self.writing() as db:
            done = db.execute("UPDATE events SET ignored=? WHERE id=?", (int(ignored), event_id)).rowcount
        if not done:
            raise UserFault(f"There is no event number {event_id}.", "`recdesk history` lists them.")


class _Entry:
    """Decides the state of each row of one transaction and gathers the events to insert."""

    def __init__(self, db: sqlite3.Connection, source: str, batch_id: int) -> None:
        self._db = db
        self._source = source
        self._batch_id = batch_id
        self._next_id = int(db.execute("SELECT coalesce(max(id), 0) + 1 FROM events").fetchone()[0])
        self._events: list[tuple[Any, ...]] = []
        self._covers: list[tuple[str, str, int]] = []
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
        event_id = self._known(row.key, self._fresh_covers, "covered_keys", "event_id")
        if event_id is not None:
            return RowState.DUPLICATE, COVERED, event_id
        assert links is not None, "every Reading needs its mention"
        event_id = self._add(row, *links)
        if links[0].doubtful:
            return RowState.REVIEW, "more than one work has this title", event_id
        return RowState.NEW, "", event_id

    def write_events(self) -> None:
        marks = ",".join("?" * 23)
        self._db.executemany(f"INSERT INTO events VALUES ({marks})", self._events)
        self._db.executemany("INSERT OR IGNORE INTO covered_keys VALUES (?,?,?)", self._covers)

    def _known(self, key: str, fresh: Mapping[str, int], table: str, column: str) -> int | None:
        if key in fresh:
            return fresh[key]
        found = self._db.execute(
            f"SELECT {column} FROM {table} WHERE source=? AND key=?", (self._source, key)
        ).fetchone()
        return int(found[0]) if found else None

    def _add(self, row: Reading, mention: MentionLink, also: MentionLink | None) -> int:
        event_id = self._next_id
        self._next_id += 1
        self._fresh[row.key] = event_id
        for key in row.covers:
            self._fresh_covers.setdefault(key, event_id)
            self._covers.append((self._source, key, event_id))
        self._events.append(
            (
                event_id, self._source, row.key, self._batch_id, mention.id, also.id if also else None,
                row.action, _seconds(row.when), row.precision, row.time_kind, row.rating, row.rating_text,
                int(row.liked), int(row.repeat), row.seconds, row.fraction, row.count, row.detail,
                row.profile, row.shelf, json.dumps(row.tags, ensure_ascii=False), row.review, 0,
            )
        )  # fmt: skip
        return event_id


_BATCHES = "SELECT id, source, path, status, counts, reasons, started_at, seconds, message FROM batches"

_EVENTS = (
    "SELECT e.id, m.work_id, e.action, e.at, e.precision, e.time_kind, e.rating, e.liked, e.repeat, "
    "e.seconds, e.fraction, e.count, e.detail, e.source, e.batch_id, w.title, w.kind, e.review "
    "FROM events e JOIN mentions m ON m.id = e.mention_id JOIN works w ON w.id = m.work_id"
)


def _batch(row: tuple[Any, ...]) -> Batch:
    counts = {RowState(state): n for state, n in json.loads(row[4]).items()}
    return Batch(
        id=row[0],
        source=row[1],
        path=row[2],
        status=BatchStatus(row[3]),
        rows=sum(counts.values()),
        counts={state: counts.get(state, 0) for state in RowState},
        reasons=json.loads(row[5]),
        started=_when(row[6]),
        seconds=row[7],
        message=row[8],
    )


def _event(row: tuple[Any, ...]) -> Event:
    return Event(
        id=row[0], work_id=row[1], action=Action(row[2]), when=_when(row[3]), precision=Precision(row[4]),
        time_kind=TimeKind(row[5]), rating=row[6], liked=bool(row[7]), repeat=bool(row[8]), seconds=row[9],
        fraction=row[10], count=row[11], detail=row[12], source=row[13], batch_id=row[14], title=row[15],
        kind=Kind(row[16]), review=row[17],
    )  # fmt: skip


def _mention_values(m: NewMention, made: Mapping[str, int]) -> tuple[Any, ...]:
    work_id = m.work_id if m.work_id is not None or m.create is None else made[m.create.uid]
    state = "review" if m.doubtful else "accepted" if m.work_id is not None else "created"
    return m.key, m.body, work_id, state, m.method, m.confidence, json.dumps(m.candidates)


def _seconds(when: datetime | None) -> int | None:
    return None if when is None else int(when.timestamp())


def _when(seconds: int | None) -> datetime | None:
    return None if seconds is None else datetime.fromtimestamp(seconds, UTC)
