"""What an answer of the person changes, and taking it back exactly.

An answer is one transaction over mentions, works, feedback and what was shown. Everything it touches is
written down as it was before, so that an undo restores just that: what came in between (new plays, new
feedback) stays. Knows rows of tables; what an answer means is `_review`'s matter.
"""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from time import time
from typing import Any

from recdesk.domain.faults import UserFault
from recdesk.domain.history import RowState
from recdesk.library._ledger import DOUBTFUL, DOUBTFUL_BEFORE
from recdesk.library._works import drop_unused

_MENTION = "id, key, body, work_id, state, method, confidence, candidates"
_WORK = (
    "id, uid, kind, title, year, creators, genres, tags, countries, languages, reach, audience, "
    "description, origin"
)


@dataclass(slots=True)
class Before:
    """What an answer touches, as it was. Each row once: the first look is the one that counts."""

    mentions: dict[int, list[Any]] = field(default_factory=dict)
    guests: dict[int, list[int]] = field(default_factory=dict)  # mention -> works
    works: dict[int, list[Any]] = field(default_factory=dict)  # whole, in case one is gone by then
    merged: dict[int, int | None] = field(default_factory=dict)  # work -> merged into
    feedback: dict[int, int] = field(default_factory=dict)  # journal number -> work
    shown: list[list[Any]] = field(default_factory=list)  # [work, to work, day, shelf, shown, opened]
    joined: dict[str, list[int]] = field(default_factory=dict)  # name -> works, none if it was not there
    made: list[int] = field(default_factory=list)  # works that were not there

    def note_mentions(self, db: sqlite3.Connection, mention_ids: Iterable[int]) -> None:
        new = json.dumps([i for i in mention_ids if i not in self.mentions])
        rows = db.execute(
            f"SELECT {_MENTION} FROM mentions WHERE id IN (SELECT value FROM json_each(?))", (new,)
        )
        for row in rows.fetchall():
            self.mentions[row[0]] = list(row)
            guests = db.execute("SELECT work_id FROM mention_guests WHERE mention_id=?", row[:1]).fetchall()
            self.guests[row[0]] = [work for (work,) in guests]
            for work in (row[3], *self.guests[row[0]]):
                if work is not None:
                    self.note_work(db, work)

    def note_work(self, db: sqlite3.Connection, work_id: int) -> None:
        if work_id not in self.works:
            row = db.execute(f"SELECT {_WORK} FROM works WHERE id=?", (work_id,)).fetchone()
            self.works[work_id] = list(row)

    def note_merge(self, db: sqlite3.Connection, work_id: int) -> None:
        self.note_work(db, work_id)
        row = db.execute("SELECT merged_into FROM works WHERE id=?", (work_id,)).fetchone()
        self.merged.setdefault(work_id, row[0])

    def note_joined(self, db: sqlite3.Connection, name: str) -> None:
        rows = db.execute("SELECT work_id FROM joined_names WHERE name=? ORDER BY place", (name,)).fetchall()
        self.joined.setdefault(name, [work for (work,) in rows])
        for work in self.joined[name]:
            self.note_work(db, work)

    def write(self, db: sqlite3.Connection, what: str, title: str, work_id: int | None) -> int:
        """Enter the answer into the journal and return its number."""
        body = json.dumps(
            {
                "mentions": list(self.mentions.values()), "guests": list(self.guests.items()),
                "works": list(self.works.values()), "merged": list(self.merged.items()),
                "feedback": list(self.feedback.items()), "shown": self.shown,
                "joined": list(self.joined.items()), "made": self.made,
            },
            ensure_ascii=False,
        )  # fmt: skip
        cursor = db.execute(
            "INSERT INTO answers(at, what, title, work_id, before) VALUES (?,?,?,?,?)",
            (int(time()), what, title, work_id, body),
        )
        return int(cursor.lastrowid or 0)


def read(db: sqlite3.Connection, answer_id: int) -> Before:
    """What an answer that still holds had changed."""
    row = db.execute("SELECT before FROM answers WHERE id=? AND undone_at IS NULL", (answer_id,)).fetchone()
    if row is None:
        raise UserFault(
            f"There is no answer number {answer_id} to undo.", "`recdesk review answers` lists them."
        )
    body = json.loads(row[0])
    return Before(
        mentions={mention[0]: mention for mention in body["mentions"]},
        guests=dict(body["guests"]),
        works={work[0]: work for work in body["works"]},
        merged=dict(body["merged"]),
        feedback=dict(body["feedback"]),
        shown=body["shown"],
        joined=dict(body["joined"]),
        made=body["made"],
    )


def refuse_if_built_upon(db: sqlite3.Connection, answer_id: int, before: Before) -> None:
    """An answer that a later one rests on cannot be taken back alone: there would be no way to say what the
    later one then means."""
    later = db.execute(
        "SELECT id, title FROM answers WHERE id>? AND undone_at IS NULL ORDER BY id DESC", (answer_id,)
    ).fetchall()
    for number, title in later:
        newer = read(db, number)
        if any(
            getattr(before, kind).keys() & getattr(newer, kind).keys()
            for kind in ("mentions", "merged", "feedback", "joined")
        ):
            raise UserFault(
                f"A later answer, about {title}, speaks of the same rows or works.",
                f"Undo answer {number} first: `recdesk review undo {number}`.",
            )


def restore(db: sqlite3.Connection, answer_id: int, before: Before) -> None:
    """Inside a transaction: everything the answer touched as it was, what came since left alone. A work that
    went and came back meanwhile (its pack was removed and added again) is found by its uid."""
    numbers = {work_id: _bring_back(db, row) for work_id, row in before.works.items()}

    def now(work_id: int) -> int:
        return numbers.get(work_id, work_id)

    for work_id, into in before.merged.items():
        whole = None if into is None else now(into)
        db.execute("UPDATE works SET merged_into=? WHERE id=?", (whole, now(work_id)))
    for mention in before.mentions.values():
        mention[3] = None if mention[3] is None else now(mention[3])
        db.execute(
            f"INSERT INTO mentions({_MENTION}) VALUES (?,?,?,?,?,?,?,?) ON CONFLICT(id) DO UPDATE SET "
            "work_id=excluded.work_id, state=excluded.state, method=excluded.method, "
            "confidence=excluded.confidence, candidates=excluded.candidates",
            mention,
        )
        put_guests(db, mention[0], map(now, before.guests[mention[0]]))
    for journal_id, work_id in before.feedback.items():
        db.execute("UPDATE feedback SET work_id=? WHERE id=?", (now(work_id), journal_id))
    for work_id, into, *shown in before.shown:
        _take_showings_back(db, now(work_id), now(into), *shown)
    for name, works in before.joined.items():
        put_joined(db, name, [*map(now, works)])
    drop_unused(db, before.made)
    db.execute("UPDATE answers SET undone_at=? WHERE id=?", (int(time()), answer_id))
    align(db, before.mentions)


def _bring_back(db: sqlite3.Connection, row: Sequence[Any]) -> int:
    """The number of a work now; one that is gone is made again, with its old number if that is free. Where
    another pack has taken a work over, its uid may be another, too."""
    number, uid, *told = row
    kind, title = told[:2]
    there = db.execute(
        "SELECT id FROM works WHERE uid=?1 OR (id=?2 AND kind=?3 AND title=?4) ORDER BY uid=?1 DESC LIMIT 1",
        (uid, number, kind, title),
    ).fetchone()
    if there is None:
        there = db.execute(
            f"INSERT INTO works({_WORK}) VALUES ((SELECT ?1 WHERE NOT EXISTS (SELECT 1 FROM works "
            "WHERE id=?1)),?,?,?,?,?,?,?,?,?,?,?,?,"
            "coalesce((SELECT name FROM packs WHERE name=?), 'history')) RETURNING id",
            (number, uid, *told),
        ).fetchone()
    return int(there[0])


def absorb(db: sqlite3.Connection, before: Before, work_id: int, into: int) -> None:
    """Inside a transaction: make one work a part of another. Its feedback and showings follow; mentions are
    the caller's matter."""
    before.note_merge(db, work_id)
    before.note_work(db, into)
    for (part,) in db.execute("SELECT id FROM works WHERE merged_into=?", (work_id,)).fetchall():
        before.note_merge(db, part)
        db.execute("UPDATE works SET merged_into=? WHERE id=?", (into, part))
    db.execute("UPDATE works SET merged_into=? WHERE id=?", (into, work_id))
    for (entry,) in db.execute("SELECT id FROM feedback WHERE work_id=?", (work_id,)).fetchall():
        before.feedback.setdefault(entry, work_id)
    db.execute("UPDATE feedback SET work_id=? WHERE work_id=?", (into, work_id))
    rows = db.execute("SELECT day, shelf, shown, opened FROM impressions WHERE work_id=?", (work_id,))
    for day, shelf, shown, opened in rows.fetchall():
        before.shown.append([work_id, into, day, shelf, shown, opened])
        db.execute(
            "INSERT INTO impressions VALUES (?,?,?,?,?) ON CONFLICT DO UPDATE SET "
            "shown=shown+excluded.shown, opened=opened+excluded.opened",
            (into, day, shelf, shown, opened),
        )
    db.execute("DELETE FROM impressions WHERE work_id=?", (work_id,))


def put_guests(db: sqlite3.Connection, mention_id: int, works: Iterable[int]) -> None:
    db.execute("DELETE FROM mention_guests WHERE mention_id=?", (mention_id,))
    db.executemany("INSERT INTO mention_guests VALUES (?,?)", ((mention_id, work) for work in works))


def put_joined(db: sqlite3.Connection, name: str, works: Sequence[int]) -> None:
    db.execute("DELETE FROM joined_names WHERE name=?", (name,))
    db.executemany(
        "INSERT INTO joined_names VALUES (?,?,?)", ((name, place, work) for place, work in enumerate(works))
    )


def align(db: sqlite3.Connection, mention_ids: Iterable[int]) -> None:
    """Rows whose event counts wait for review exactly while the event's mention does. The counters of their
    batches move along: counted anew, a batch of a million rows would take half a second for one answer."""
    for mention_id in mention_ids:
        row = db.execute("SELECT state FROM mentions WHERE id=?", (mention_id,)).fetchone()
        if row is None:
            continue
        there, reason = (RowState.REVIEW, DOUBTFUL) if row[0] == "review" else (RowState.NEW, "")
        other = RowState.NEW if there is RowState.REVIEW else RowState.REVIEW
        moved = db.execute(
            "UPDATE raw_rows SET state=?, reason=? WHERE state=? AND event_id IN "
            "(SELECT id FROM events WHERE mention_id=?) RETURNING batch_id",
            (there.value, reason, other.value, mention_id),
        ).fetchall()
        for batch_id, n in Counter(batch for (batch,) in moved).items():
            _move_counts(db, batch_id, n if there is RowState.REVIEW else -n)


def _move_counts(db: sqlite3.Connection, batch_id: int, waiting: int) -> None:
    """`waiting` more rows of a batch wait for review (fewer, if below zero)."""
    counts, reasons = map(
        json.loads, db.execute("SELECT counts, reasons FROM batches WHERE id=?", (batch_id,)).fetchone()
    )
    if DOUBTFUL_BEFORE in reasons:
        reasons[DOUBTFUL] = reasons.get(DOUBTFUL, 0) + reasons.pop(DOUBTFUL_BEFORE)
    for tally, name, more in (
        (counts, RowState.REVIEW.value, waiting),
        (counts, RowState.NEW.value, -waiting),
        (reasons, DOUBTFUL, waiting),
    ):
        tally[name] = tally.get(name, 0) + more
        if not tally[name]:
            del tally[name]
    db.execute(
        "UPDATE batches SET counts=?, reasons=? WHERE id=?",
        (json.dumps(counts), json.dumps(reasons, ensure_ascii=False), batch_id),
    )


def _take_showings_back(
    db: sqlite3.Connection, work_id: int, into: int, day: int, shelf: str, shown: int, opened: int
) -> None:
    db.execute(
        "UPDATE impressions SET shown=max(0, shown-?), opened=max(0, opened-?) "
        "WHERE work_id=? AND day=? AND shelf=?",
        (shown, opened, into, day, shelf),
    )
    db.execute(
        "DELETE FROM impressions WHERE work_id=? AND day=? AND shelf=? AND shown=0 AND opened=0",
        (into, day, shelf),
    )
    db.execute(
        "INSERT INTO impressions VALUES (?,?,?,?,?) ON CONFLICT DO UPDATE SET "
        "shown=shown+excluded.shown, opened=opened+excluded.opened",
        (work_id, day, shelf, shown, opened),
    )
