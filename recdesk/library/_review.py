"""The review: rows whose work is in doubt, and what the person answers of them.

One answer settles every row that says the same, in every import, now and later: it is kept with the mention,
which stays even when all its rows are taken back. A work that was made from rows and turns out to be another
one becomes a part of that one, so its names lead there from then on. Every answer can be undone (`_answers`).
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from recdesk.domain.faults import UserFault
from recdesk.domain.history import Mention
from recdesk.domain.review import Answer, AnswerKind, mention_of, work_of_rows
from recdesk.domain.works import CatalogueWork
from recdesk.library import _answers
from recdesk.library._answers import Before
from recdesk.library._base import moment
from recdesk.library._questions import OPEN, Questions
from recdesk.library._works import create_works, drop_orphans


@dataclass(frozen=True, slots=True)
class Unsettled:
    """A mention that may be matched again. `seen` is the earliest year in which the person met it; `work_id`
    the work made from its rows."""

    id: int
    mention: Mention
    work_id: int | None
    waiting: bool
    seen: int | None


@dataclass(frozen=True, slots=True)
class NewLink:
    """What matching says of a mention now: the work; or None and the works it may be, of which there may be
    none any more."""

    mention_id: int
    work_id: int | None
    method: str
    confidence: float
    candidates: tuple[tuple[int, float], ...] = ()


class Review(Questions):
    """Questions and answers."""

    # -- answers -------------------------------------------------------------------------------------

    def accept(self, mention_id: int, work_id: int) -> int:
        """These rows mean that work. Returns the number of the answer."""
        with self.writing() as db:
            into = _follow(db, work_id)
            asked = _mention(db, mention_id)
            if asked.work_id == into and asked.state == "settled":
                raise UserFault("These rows count on that work already.", "")
            before = Before()
            _move(db, before, asked.together, into, "you said so")
            return before.write(db, AnswerKind.LINK, asked.title, into)

    def reject(self, mention_id: int) -> int:
        """These rows mean none of the works they were thought to be: they keep, or get, one of their own."""
        with self.writing() as db:
            asked = _mention(db, mention_id)
            return _own(db, asked, work_of_rows(asked.mention))

    def create(self, mention_id: int, work: CatalogueWork) -> int:
        """These rows mean a work that no pack knows, and this is how it is called."""
        with self.writing() as db:
            return _own(db, _mention(db, mention_id), work)

    def merge(self, work_id: int, into: int) -> int:
        """Two works are one: rows, feedback and showings of the first follow to the second."""
        with self.writing() as db:
            gone, kept = _follow(db, work_id), _follow(db, into)
            if gone == kept:
                raise UserFault("These are one work already.", "")
            before = Before()
            mentions = db.execute("SELECT id FROM mentions WHERE work_id=?", (gone,)).fetchall()
            _settle(db, before, [i for (i,) in mentions], kept, "you said: one work")
            _move_guests(db, before, gone, kept)
            _answers.absorb(db, before, gone, kept)
            title = db.execute("SELECT title FROM works WHERE id=?", (gone,)).fetchone()[0]
            return before.write(db, AnswerKind.MERGE, title, kept)

    def split(self, work_id: int) -> Answer:
        """Take the last merge into a work apart again, exactly."""
        rows = self.query(
            "SELECT id FROM answers WHERE what='merge' AND work_id=? AND undone_at IS NULL "
            "ORDER BY id DESC LIMIT 1",
            (work_id,),
        )
        if not rows:
            raise UserFault(
                "Nothing was merged into this work.",
                "`recdesk review split ITEM ROW` gives the rows of one spelling a work of their own.",
            )
        return self.undo(rows[0][0])

    def undo(self, answer_id: int | None = None) -> Answer:
        """Take an answer back (default: the last one): what it changed is as it was."""
        with self.writing() as db:
            if answer_id is None:
                row = db.execute("SELECT max(id) FROM answers WHERE undone_at IS NULL").fetchone()
                if row[0] is None:
                    raise UserFault("There is no answer to undo.", "")
                answer_id = int(row[0])
            before = _answers.read(db, answer_id)
            _answers.refuse_if_built_upon(db, answer_id, before)
            _answers.restore(db, answer_id, before)
            if _leaves_mentions_without_rows(db, before.mentions):
                drop_orphans(db)
        return next(answer for answer in self.answers() if answer.id == answer_id)

    def answers(self, limit: int = -1) -> list[Answer]:
        """The journal of answers, newest first."""
        rows = self.query(
            "SELECT id, what, title, work_id, at, undone_at IS NOT NULL FROM answers "
            "ORDER BY id DESC LIMIT ?",
            (limit,),
        )
        return [
            Answer(i, AnswerKind(what), title, work_id, moment(at), bool(undone))
            for i, what, title, work_id, at, undone in rows
        ]

    # -- joined artists ------------------------------------------------------------------------------

    def joined_names(self) -> dict[str, tuple[int, ...]]:
        """What the person said of joined names: the band's work alone, or the works of the artists, the one
        whose row it is first."""
        names: dict[str, tuple[int, ...]] = {}
        for name, work_id in self.query("SELECT name, work_id FROM joined_names ORDER BY name, place"):
            names[name] = (*names.get(name, ()), work_id)
        return names

    def artist_mentions(self) -> list[tuple[int, str, int, str, int]]:
        """(mention, title, work, state, plays) of everything that rows call an artist."""
        return self.query(
            "SELECT m.id, json_extract(m.body, '$.guesses[0].title'), m.work_id, m.state, sum(e.count) "
            "FROM mentions m JOIN live_events e ON e.mention_id = m.id "
            "WHERE json_extract(m.body, '$.guesses[0].kind')='artist' GROUP BY m.id"
        )

    def artists_called(self, names: Iterable[str]) -> dict[str, list[tuple[int, bool]]]:
        """(work, whether of a pack) of the artists with each of these names, by the name in lower case; a
        leading "The" may stand on one side only."""
        forms: dict[str, set[str]] = {}
        for name in names:
            bare = name.casefold()
            for form in (name, bare, f"the {bare}", bare.removeprefix("the ")):
                forms.setdefault(form, set()).add(bare)
        rows = self.query(
            "SELECT coalesce(w.merged_into, w.id), w.title, p.origin != 'history' FROM works w "
            "JOIN works p ON p.id = coalesce(w.merged_into, w.id) "
            "WHERE w.kind='artist' AND w.title COLLATE NOCASE IN (SELECT value FROM json_each(?))",
            (json.dumps(list(forms)),),
        )
        found: dict[str, list[tuple[int, bool]]] = {}
        for work_id, title, of_a_pack in rows:
            for bare in forms.get(title, set()) | forms.get(title.casefold(), set()):
                found.setdefault(bare, []).append((work_id, bool(of_a_pack)))
        return found

    def say_joined(
        self, name: str, title: str, mention_ids: Sequence[int], makers: Sequence[int | CatalogueWork]
    ) -> int:
        """A joined name means these makers from now on: one is a band, of several the first leads and the
        others count too. `mention_ids` are the mentions that say the name."""
        with self.writing() as db:
            before = Before()
            works = [_maker(db, before, maker) for maker in makers]
            before.note_joined(db, name)
            _answers.put_joined(db, name, works)
            said = "you said: one band" if len(works) == 1 else f"you said: {len(works)} artists"
            _move(db, before, mention_ids, works[0], said)
            for mention_id in mention_ids:
                _answers.put_guests(db, mention_id, dict.fromkeys(works[1:]))
            return before.write(db, AnswerKind.JOINED, title, works[0])

    # -- matching again ------------------------------------------------------------------------------

    def unsettled(self) -> list[Unsettled]:
        """Mentions that no pack knew so far, or that are in doubt, and that the person has not answered."""
        rows = self.query(
            "SELECT m.id, m.body, m.work_id, m.state='review', "
            "(SELECT min(e.at) FROM live_events e WHERE e.mention_id = m.id) FROM mentions m "
            f"LEFT JOIN works w ON w.id = m.work_id WHERE m.state IN {OPEN} "
            "OR (m.state='accepted' AND w.origin='history') ORDER BY m.id"
        )
        return [
            Unsettled(
                i, mention_of(body), work_id, bool(waiting), None if seen is None else moment(seen).year
            )
            for i, body, work_id, waiting, seen in rows
        ]

    def made_from_rows(self) -> frozenset[int]:
        """Works that no pack knows."""
        return frozenset(i for (i,) in self.query("SELECT id FROM works WHERE origin='history'"))

    def relink(self, links: Sequence[NewLink]) -> None:
        """Take over what matching says now of mentions that nobody has answered, in one transaction. A work
        made from rows that are all known to be another's now becomes a part of that one."""
        with self.writing() as db:
            nobody: Before = Before()  # matching is no answer: it is asked again whenever a pack comes
            left: dict[int, set[int]] = {}
            done: list[int] = []
            for link in links:
                row = db.execute(
                    "SELECT m.work_id, w.origin, m.state FROM mentions m "
                    "LEFT JOIN works w ON w.id = m.work_id WHERE m.id=?",
                    (link.mention_id,),
                ).fetchone()
                if row is None or row[2] == "settled":
                    continue  # answered or taken back while matching ran
                _write_link(db, link)
                done.append(link.mention_id)
                if link.work_id is not None and row[1] == "history" and row[0] != link.work_id:
                    left.setdefault(row[0], set()).add(link.work_id)
            for work_id, went_to in left.items():
                if len(went_to) == 1 and not _spoken_of(db, work_id):
                    _answers.absorb(db, nobody, work_id, went_to.pop())
            _answers.align(db, done)


@dataclass(frozen=True, slots=True)
class _Asked:
    """The mention an answer is about; `together` are those that the same answer settles."""

    id: int
    mention: Mention
    work_id: int | None
    state: str
    together: tuple[int, ...]

    @property
    def title(self) -> str:
        return self.mention.title


def _mention(db: sqlite3.Connection, mention_id: int) -> _Asked:
    row = db.execute("SELECT body, work_id, state FROM mentions WHERE id=?", (mention_id,)).fetchone()
    if row is None:
        raise UserFault(f"There is no row number {mention_id}.", "`recdesk review list` lists them.")
    body, work_id, state = row
    together = [mention_id]
    if state in ("review", "created") and work_id is not None:
        # Mentions that made the same work say the same title, year and maker: one question, one answer.
        rows = db.execute(f"SELECT id FROM mentions WHERE work_id=? AND state IN {OPEN}", (work_id,))
        together = [i for (i,) in rows.fetchall()]
    return _Asked(mention_id, mention_of(body), work_id, state, tuple(together))


def _own(db: sqlite3.Connection, asked: _Asked, work: CatalogueWork) -> int:
    before = Before()
    into = _make(db, before, work)
    if asked.work_id == into and asked.state == "settled":
        raise UserFault("These rows have a work of their own already.", "")
    _move(db, before, asked.together, into, "you said: a work of its own")
    return before.write(db, AnswerKind.OWN, asked.title, into)


def _maker(db: sqlite3.Connection, before: Before, maker: int | CatalogueWork) -> int:
    return _follow(db, maker) if isinstance(maker, int) else _make(db, before, maker)


def _make(db: sqlite3.Connection, before: Before, work: CatalogueWork) -> int:
    """The work of origin 'history' with this uid, made or taken out of what it was merged into."""
    there = db.execute("SELECT 1 FROM works WHERE uid=?", (work.uid,)).fetchone()
    create_works(db, [work])
    (number,) = db.execute("SELECT id FROM works WHERE uid=?", (work.uid,)).fetchone()
    if there:
        before.note_merge(db, number)
        db.execute("UPDATE works SET merged_into=NULL WHERE id=?", (number,))
    else:
        before.made.append(number)
    return int(number)


def _move(db: sqlite3.Connection, before: Before, mention_ids: Sequence[int], into: int, said: str) -> None:
    """Settle mentions on a work. What was made of their rows, and nothing else speaks of, becomes part."""
    before.note_mentions(db, mention_ids)
    _settle(db, before, mention_ids, into, said)
    left = {before.mentions[i][3] for i in mention_ids} - {into, None}
    for work_id in sorted(left):
        (origin,) = db.execute("SELECT origin FROM works WHERE id=?", (work_id,)).fetchone()
        if origin == "history" and not _spoken_of(db, work_id):
            _answers.absorb(db, before, work_id, into)


def _settle(db: sqlite3.Connection, before: Before, mention_ids: Sequence[int], into: int, said: str) -> None:
    before.note_mentions(db, mention_ids)
    for mention_id in mention_ids:
        db.execute(
            "UPDATE mentions SET work_id=?, state='settled', method=?, confidence=1.0 WHERE id=?",
            (into, said, mention_id),
        )
        _answers.put_guests(db, mention_id, ())
    _answers.align(db, mention_ids)


def _move_guests(db: sqlite3.Connection, before: Before, gone: int, kept: int) -> None:
    """Where a work counts beside another, the one it was merged into counts from now on."""
    rows = db.execute("SELECT mention_id FROM mention_guests WHERE work_id=?", (gone,)).fetchall()
    before.note_mentions(db, [i for (i,) in rows])
    db.execute("UPDATE OR REPLACE mention_guests SET work_id=? WHERE work_id=?", (kept, gone))
    for (name,) in db.execute("SELECT DISTINCT name FROM joined_names WHERE work_id=?", (gone,)).fetchall():
        before.note_joined(db, name)
    db.execute("UPDATE joined_names SET work_id=? WHERE work_id=?", (kept, gone))


def _write_link(db: sqlite3.Connection, link: NewLink) -> None:
    if link.work_id is not None:
        db.execute(
            "UPDATE mentions SET work_id=?, state='accepted', method=?, confidence=?, candidates='[]' "
            "WHERE id=?",
            (link.work_id, link.method, link.confidence, link.mention_id),
        )
    else:
        db.execute(
            "UPDATE mentions SET state=?, method=?, confidence=?, candidates=? WHERE id=?",
            (
                "review" if link.candidates else "created",
                link.method,
                link.confidence,
                json.dumps(link.candidates),
                link.mention_id,
            ),
        )


def _follow(db: sqlite3.Connection, work_id: int) -> int:
    row = db.execute("SELECT coalesce(merged_into, id) FROM works WHERE id=?", (work_id,)).fetchone()
    if row is None:
        raise UserFault(f"There is no work number {work_id}.", "`recdesk search` finds works.")
    return int(row[0])


def _spoken_of(db: sqlite3.Connection, work_id: int) -> bool:
    row = db.execute(
        "SELECT EXISTS(SELECT 1 FROM mentions WHERE work_id=?1) OR EXISTS(SELECT 1 FROM mention_guests "
        "WHERE work_id=?1) OR EXISTS(SELECT 1 FROM joined_names WHERE work_id=?1)",
        (work_id,),
    ).fetchone()
    return bool(row[0])


def _leaves_mentions_without_rows(db: sqlite3.Connection, mention_ids: Iterable[int]) -> bool:
    """Whether one of these is answered no more and has lost its rows meanwhile."""
    row = db.execute(
        "SELECT EXISTS(SELECT 1 FROM mentions m WHERE m.id IN (SELECT value FROM json_each(?)) "
        "AND m.state != 'settled' AND NOT EXISTS (SELECT 1 FROM events e WHERE e.mention_id = m.id))",
        (json.dumps(list(mention_ids)),),
    ).fetchone()
    return bool(row[0])
