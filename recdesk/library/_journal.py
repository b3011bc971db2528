"""The journal: all that the person told RecDesk, newest first, and the way back from each line of it."""

from __future__ import annotations

from collections.abc import Iterable
from time import time

from recdesk.domain.faults import UserFault
from recdesk.domain.journal import Deed, Entry, Lean, Leaning
from recdesk.library._base import Section, moment
from recdesk.library._feedback import NEXT_ENTRY


class Journal(Section):
    """Verdicts, blocks and ignored events under one numbering. An entry is never removed, only undone."""

    def entries(self, limit: int = -1) -> list[Entry]:
        """Everything, newest first."""
        return [_entry(row) for row in self.query(f"{_ENTRIES} ORDER BY 1 DESC LIMIT ?", (limit,))]

    def undo(self, journal_id: int) -> Entry:
        """Take one entry back, whichever it is; the others stay. Returns it as it was."""
        found = self.query(f"SELECT * FROM ({_ENTRIES}) WHERE entry = ?", (journal_id,))
        if not found:
            raise UserFault(f"There is no entry {journal_id} in the journal.", "See `recdesk journal`.")
        entry = _entry(found[0])
        if entry.undone:
            raise UserFault(f"Entry {journal_id} is undone already.", "")
        now = int(time())
        with self.writing() as db:
            if entry.deed is Deed.VERDICT:
                db.execute("UPDATE feedback SET undone_at=? WHERE id=?", (now, journal_id))
            elif entry.deed is Deed.LEANING:
                db.execute("UPDATE leanings SET undone_at=? WHERE journal_id=?", (now, journal_id))
            elif entry.deed is Deed.REST:
                db.execute("UPDATE restings SET undone_at=? WHERE journal_id=?", (now, journal_id))
            elif entry.deed is Deed.BLOCK:
                db.execute("UPDATE blocks SET undone_at=? WHERE journal_id=?", (now, journal_id))
                db.execute("DELETE FROM blocked_works WHERE journal_id=?", (journal_id,))
            else:
                db.execute("UPDATE ignorings SET undone_at=? WHERE journal_id=?", (now, journal_id))
                db.execute(
                    "UPDATE events SET ignored=0 "
                    "WHERE id=(SELECT event_id FROM ignorings WHERE journal_id=?)",
                    (journal_id,),
                )
        return entry

    def ignore(self, event_id: int) -> int:
        """Do not learn from this event any more, also when its import is taken back and it comes again.
        Returns the journal number."""
        with self.writing() as db:
            ignored = db.execute("SELECT ignored FROM events WHERE id=?", (event_id,)).fetchone()
            if ignored is None:
                raise UserFault(f"There is no event number {event_id}.", "`recdesk history` lists them.")
            if ignored[0]:
                raise UserFault(f"Event {event_id} is left out of learning already.", "")
            db.execute("UPDATE events SET ignored=1 WHERE id=?", (event_id,))
            row = db.execute(
                f"INSERT INTO ignorings SELECT {NEXT_ENTRY}, ?, NULL, e.id, e.source, e.key, e.action, "
                "coalesce(w.title, '') FROM events e JOIN mentions m ON m.id = e.mention_id "
                "LEFT JOIN works w ON w.id = m.work_id WHERE e.id=? RETURNING journal_id",
                (int(time()), event_id),
            )
            return int(row.fetchone()[0])

    def lean(self, lean: Lean, name: str, work_ids: Iterable[int]) -> int:
        """More or less of an interest from now on: what its works, as they are now, speak for; those that are
        gone are left out. Returns the journal number. A later leaning of a work takes the place of an earlier
        one."""
        with self.writing() as db:
            row = db.execute(
                f"INSERT INTO leanings(journal_id, lean, name, at) VALUES ({NEXT_ENTRY},?,?,?) "
                "RETURNING journal_id",
                (lean, name, int(time())),
            )
            entry = int(row.fetchone()[0])
            db.executemany(
                "INSERT INTO leaning_works SELECT ?, id FROM works WHERE id=?",
                ((entry, work) for work in work_ids),
            )
            return entry

    def leanings(self) -> dict[int, Leaning]:
        """The leaning that holds, by work; one that became a part of another has given it on."""
        rows = self.query(
            "SELECT DISTINCT l.journal_id, lean, name, at, coalesce(w.merged_into, w.id) FROM leanings l "
            "JOIN leaning_works k USING(journal_id) JOIN works w ON w.id = k.work_id "
            "WHERE undone_at IS NULL ORDER BY 1, 5"
        )
        works: dict[int, list[int]] = {}
        for row in rows:
            works.setdefault(row[0], []).append(row[4])
        made = {
            entry: Leaning(entry, Lean(lean), name, moment(at), False, tuple(works[entry]))
            for entry, lean, name, at, _ in rows
        }
        return {work: made[entry] for entry, _, _, _, work in rows}


_ENTRIES = """
SELECT f.id AS entry, 'verdict', f.verdict, w.title, f.at, f.undone_at IS NOT NULL, f.work_id
    FROM feedback f JOIN works w ON w.id = f.work_id
UNION ALL
SELECT journal_id, 'block', what, value, at, undone_at IS NOT NULL, NULL FROM blocks
UNION ALL
SELECT journal_id, 'leaning', lean, name, at, undone_at IS NOT NULL, NULL FROM leanings
UNION ALL
SELECT r.journal_id, 'rest', r.rest, w.title, r.at, r.undone_at IS NOT NULL, r.work_id
    FROM restings r JOIN works w ON w.id = r.work_id
UNION ALL
SELECT i.journal_id, 'ignore', i.said, coalesce(w.title, i.subject), i.at, i.undone_at IS NOT NULL, w.id
    FROM ignorings i LEFT JOIN events e ON e.id = i.event_id
    LEFT JOIN mentions m ON m.id = e.mention_id LEFT JOIN works w ON w.id = m.work_id"""


def _entry(row: tuple[int, str, str, str, int, int, int | None]) -> Entry:
    entry, deed, said, subject, at, undone, work_id = row
    return Entry(entry, Deed(deed), said, subject, moment(at), bool(undone), work_id)
