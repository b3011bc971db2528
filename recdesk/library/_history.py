"""The history: batches, the ledger of every row, mentions and events.

A row enters the ledger in the same transaction as its event, so the five counts always sum to the rows
that were read, and killing the program between two transactions loses nothing.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import chain
from pathlib import Path
from time import time
from typing import Any

from recdesk.domain.faults import UserFault
from recdesk.domain.history import (
    Action,
    Batch,
    BatchStatus,
    Event,
    Precision,
    Row,
    RowState,
    TimeKind,
)
from recdesk.domain.works import CatalogueWork, Kind
from recdesk.library import _export, _ledger
from recdesk.library._base import Section, moment
from recdesk.library._ledger import MentionLink
from recdesk.library._tellings import seconds
from recdesk.library._works import create_works, drop_orphans


@dataclass(frozen=True, slots=True)
class OpenBatch:
    """A batch being filled. `rows_done` rows are in the ledger already: an import that was killed or
    cancelled goes on behind them."""

    id: int
    rows_done: int


class Overtaken(UserFault):
    """Two programs import the same file: its batch is the one's that wrote last."""


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
    settled: bool = False  # by a rule of the person's
    guests: tuple[int, ...] = ()  # works that its events count for as well


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
        """Rows of a batch in file order; `limit` -1 means all. Of all rows together the last of a million
        come as quickly as the first, for they are numbered from 1; of one state after 0.1 s."""
        before, passed = (offset, 0) if state is None else (0, offset)
        rows = self.query(
            "SELECT n, place, state, reason, raw FROM raw_rows WHERE batch_id=? AND n>? "
            "AND (? IS NULL OR state=?) ORDER BY n LIMIT ? OFFSET ?",
            (batch_id, before, state, state, limit, passed),
        )
        return [LedgerRow(n, place, RowState(s), reason, raw) for n, place, s, reason, raw in rows]

    def export_ledger(self, batch_id: int, file: Path, state: RowState | None = None) -> int:
        """Write the rows of a batch to a CSV file: row, where, state, reason, raw. Returns how many."""
        return _export.write_ledger(self._ledger_rows(self.batch(batch_id).id, state), file)

    def _ledger_rows(self, batch_id: int, state: RowState | None) -> Iterator[LedgerRow]:
        """Rows from one to the last, some at a time: a million of them at once would take 500 MB."""
        last = 0
        while rows := self.query(
            "SELECT n, place, state, reason, raw FROM raw_rows WHERE batch_id=? AND n>? AND (? IS NULL OR "
            "state=?) ORDER BY n LIMIT 2000",
            (batch_id, last, state, state),
        ):
            yield from (LedgerRow(n, place, RowState(s), reason, raw) for n, place, s, reason, raw in rows)
            last = rows[-1][0]

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
            answered = _answered(db, made)
            db.executemany(
                "INSERT INTO mentions(key, body, work_id, state, method, confidence, candidates) "
                "VALUES (?,?,?,?,?,?,?) ON CONFLICT(key) DO NOTHING",
                (_mention_values(m, made, answered) for m in new),
            )
            db.executemany(
                "INSERT OR IGNORE INTO mention_guests SELECT id, ? FROM mentions WHERE key=?",
                ((guest, m.key) for m in new for guest in m.guests),
            )
        return self.mentions([m.key for m in new])

    # -- rows and events -----------------------------------------------------------------------------

    def add_rows(
        self,
        batch_id: int,
        first: int,
        rows: Sequence[Row],
        links: Mapping[int, tuple[MentionLink, MentionLink | None]],
    ) -> None:
        """Put rows `first`, `first`+1 ... of a batch into the ledger, and their events into the history.

        `links` gives, by position in `rows`, the mention of every Reading and that of the larger thing
        it belongs to. Raises `Overtaken` where row `first` - 1 is not the last one in the ledger.
        """
        with self.writing() as db:
            last = db.execute("SELECT coalesce(max(n), 0) FROM raw_rows WHERE batch_id=?", (batch_id,))
            if last.fetchone()[0] != first - 1:
                raise Overtaken(
                    f"Import {batch_id} was gone on with, or undone, by another RecDesk at the same time.",
                    "Wait until that one is through, then look at `recdesk imports`; nothing was lost.",
                )
            _ledger.enter(db, batch_id, first, rows, links)

    def undo(self, batch_id: int) -> int:
        """Take a batch back. Events that another import also holds move to that import, weaker rows that
        this batch had covered count again, feedback stays. Returns how many events are gone."""
        batch = self.batch(batch_id)
        if batch.status is BatchStatus.UNDONE:
            raise UserFault(f"Import {batch_id} was undone before.", "")
        before = self.event_count()
        with self.writing() as db:
            _ledger.withdraw(db, batch_id)
            drop_orphans(db)
        return before - self.event_count()

    def events(
        self,
        kinds: Iterable[Kind] = (),
        since: datetime | None = None,
        until: datetime | None = None,
        limit: int = -1,
    ) -> list[Event]:
        """Events newest first (undated last), those the person asked not to learn from left out."""
        wanted = json.dumps([Kind(kind).value for kind in kinds])
        first, last = seconds(since), seconds(until)
        rows = self.query(
            f"{_EVENTS} WHERE (?='[]' OR w.kind IN (SELECT value FROM json_each(?))) "
            "AND (? IS NULL OR e.at>=?) AND (? IS NULL OR e.at<=?) "
            "ORDER BY e.at IS NULL, e.at DESC, e.id LIMIT ?",
            (wanted, wanted, first, first, last, last, limit),
        )
        return [_event(row) for row in rows]

    def learnable_events(self) -> list[Event]:
        """Everything the model may learn from, in an order that does not depend on the order of imports.
        A track's event is given twice: for its artist, and for its album where a pack knows the album; of
        joined artists it is given for each."""
        main = self.query(f"{_EVENTS} ORDER BY e.source, e.key")
        albums = self.query(
            f"{_EVENTS.replace('e.mention_id', 'e.also_mention_id')} ORDER BY e.source, e.key"
        )
        guests = self.query(f"{_GUEST_EVENTS} ORDER BY e.source, e.key, w.uid")
        return [_event(row) for row in chain(main, albums, guests)]

    def events_of(self, work_id: int, limit: int = -1) -> list[Event]:
        rows = self.query(
            f"{_EVENTS} WHERE m.id IN (SELECT id FROM mentions WHERE work_id=? UNION "
            "SELECT mention_id FROM mention_guests WHERE work_id=?) "
            "ORDER BY e.at IS NULL, e.at DESC, e.id LIMIT ?",
            (work_id, work_id, limit),
        )
        return [_event(row) for row in rows]

    def event_count(self) -> int:
        return int(self.query("SELECT count(*) FROM live_events")[0][0])


_BATCHES = "SELECT id, source, path, status, counts, reasons, started_at, seconds, message FROM batches"

_EVENTS = (
    "SELECT e.id, m.work_id, e.action, e.at, e.precision, e.time_kind, e.rating, e.liked, e.repeat, "
    "e.seconds, e.fraction, e.count, e.detail, e.source, e.batch_id, w.title, w.kind, e.review "
    "FROM live_events e JOIN mentions m ON m.id = e.mention_id JOIN works w ON w.id = m.work_id"
)


_GUEST_EVENTS = _EVENTS.replace(
    "JOIN mentions m ON m.id = e.mention_id", "JOIN mention_guests m ON m.mention_id = e.mention_id"
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
        started=moment(row[6]),
        seconds=row[7],
        message=row[8],
    )


def _event(row: tuple[Any, ...]) -> Event:
    return Event(
        id=row[0], work_id=row[1], action=Action(row[2]), when=None if row[3] is None else moment(row[3]),
        precision=Precision(row[4]), time_kind=TimeKind(row[5]), rating=row[6], liked=bool(row[7]),
        repeat=bool(row[8]), seconds=row[9], fraction=row[10], count=row[11], detail=row[12], source=row[13],
        batch_id=row[14], title=row[15], kind=Kind(row[16]), review=row[17],
    )  # fmt: skip


def _answered(db: sqlite3.Connection, made: Mapping[str, int]) -> set[str]:
    """Those works made from rows of which the person has said already what they are: other rows that make
    the same work ask nothing again."""
    rows = db.execute(
        "SELECT uid FROM works w WHERE uid IN (SELECT value FROM json_each(?)) AND (merged_into IS NOT NULL "
        "OR EXISTS (SELECT 1 FROM mentions m WHERE m.work_id = w.id AND m.state = 'settled'))",
        (json.dumps(list(made)),),
    )
    return {uid for (uid,) in rows.fetchall()}


def _mention_values(m: NewMention, made: Mapping[str, int], answered: Collection[str]) -> tuple[Any, ...]:
    work_id, method, confidence = m.work_id, m.method, m.confidence
    state = (
        "settled" if m.settled else "review" if m.doubtful else "created" if work_id is None else "accepted"
    )
    if work_id is None and m.create is not None:
        work_id = made[m.create.uid]
        if m.create.uid in answered and not m.settled:
            state, method, confidence = "accepted", "as you said of the same title", 1.0
    return m.key, m.body, work_id, state, method, confidence, json.dumps(m.candidates)
