"""Feedback and impressions: what the person said of works, and what was shown to them."""

from __future__ import annotations

from collections.abc import Iterable
from time import time

from recdesk.domain.faults import UserFault
from recdesk.domain.feedback import HIDES, Opinion, Verdict
from recdesk.library._base import Section, moment

# Verdicts, blocks, ignored events, leanings and restings stand in one journal and share its numbers.
NEXT_ENTRY = (
    "(SELECT 1 + max(coalesce((SELECT max(id) FROM feedback), 0), "
    "coalesce((SELECT max(journal_id) FROM blocks), 0), "
    "coalesce((SELECT max(journal_id) FROM ignorings), 0), "
    "coalesce((SELECT max(journal_id) FROM leanings), 0), "
    "coalesce((SELECT max(journal_id) FROM restings), 0)))"
)


_WHOLE = "SELECT coalesce(merged_into, id) FROM works WHERE id=?"


class Feedback(Section):
    """The journal. An entry is never removed, only undone; the last live entry of a work counts."""

    def give(self, work_id: int, verdict: Verdict) -> int:
        """Write a verdict down and return its journal number. One on a part holds for the whole."""
        with self.writing() as db:
            whole = db.execute(_WHOLE, (work_id,)).fetchone()
            if whole is None:
                raise UserFault(f"There is no work number {work_id}.", "`recdesk search` finds works.")
            cursor = db.execute(
                f"INSERT INTO feedback(id, work_id, verdict, at) VALUES ({NEXT_ENTRY},?,?,?)",
                (whole[0], verdict, int(time())),
            )
            return int(cursor.lastrowid or 0)

    def take_back(self, work_id: int) -> int:
        """Undo the last live verdict on a work and return its journal number."""
        with self.writing() as db:
            row = db.execute(
                f"SELECT id FROM feedback WHERE work_id=({_WHOLE}) AND undone_at IS NULL "
                "ORDER BY id DESC LIMIT 1",
                (work_id,),
            ).fetchone()
            if row is None:
                raise UserFault("There is no feedback on this work to undo.", "")
            db.execute("UPDATE feedback SET undone_at=? WHERE id=?", (int(time()), row[0]))
            return int(row[0])

    def journal(self, limit: int = -1) -> list[Opinion]:
        """All entries, newest first."""
        rows = self.query(
            "SELECT f.id, f.work_id, f.verdict, f.at, f.undone_at IS NOT NULL, w.title FROM feedback f "
            "JOIN works w ON w.id = f.work_id ORDER BY f.id DESC LIMIT ?",
            (limit,),
        )
        return [
            Opinion(i, work_id, Verdict(v), moment(at), bool(undone), title)
            for i, work_id, v, at, undone, title in rows
        ]

    def standing(self) -> dict[int, Opinion]:
        """The verdict that counts now, by work."""
        live = [opinion for opinion in self.journal() if not opinion.undone]
        return {opinion.work_id: opinion for opinion in reversed(live)}

    def hidden(self) -> frozenset[int]:
        """Works that must not appear on any path: refused, or seen and disliked."""
        return frozenset(work_id for (work_id,) in self.query(_HIDDEN))

    def note_shown(self, shelf: str, work_ids: Iterable[int], now: float | None = None) -> None:
        """Count one showing of each work on a shelf on the day of `now` (default: today). A work that is gone
        meanwhile is passed over."""
        day = int((time() if now is None else now) // DAY)
        with self.writing() as db:
            db.executemany(
                "INSERT INTO impressions SELECT id, ?, ?, 1, 0 FROM works WHERE id=? "
                "ON CONFLICT DO UPDATE SET shown=shown+1",
                ((day, shelf, work_id) for work_id in work_ids),
            )

    def note_opened(self, shelf: str, work_id: int, now: float | None = None) -> None:
        """Count that the person looked at a work's details, if it is still there."""
        day = int((time() if now is None else now) // DAY)
        with self.writing() as db:
            db.execute(
                "INSERT INTO impressions SELECT id, ?, ?, 0, 1 FROM works WHERE id=? "
                "ON CONFLICT DO UPDATE SET opened=opened+1",
                (day, shelf, work_id),
            )

    def resting(self, now: float | None = None) -> frozenset[int]:
        """Works that were passed over so often that they rest: shown on `TIRING_DAYS` or a few more within
        `_WINDOW` days and neither opened nor judged since, until `REST_DAYS` after they were last shown.

        A few more, work by work: those that came together must not all leave on one day. `now` is in seconds
        since 1970; left out, it is the present moment. What the person said shall never come back rests for
        good; of what shall be shown again, showings count from then on.
        """
        today = int((time() if now is None else now) // DAY)
        rows = self.query(_PASSED_OVER, {"today": today, "window": _WINDOW})
        never = self.query(f"SELECT work_id FROM ({STANDING_RESTS}) WHERE rest = 'never-again'")
        return frozenset(work_id for (work_id,) in never) | frozenset(
            work_id
            for work_id, days, last in rows
            if today - last < REST_DAYS and days >= TIRING_DAYS + work_id % _STAGGERED
        )


# Asked before the first frame and after every click: of 5,000 verdicts 3 ms, where `standing` takes 18.
_HIDDEN = (
    "SELECT work_id FROM (SELECT work_id, verdict, max(id) FROM feedback WHERE undone_at IS NULL "
    f"GROUP BY work_id) WHERE verdict IN ({', '.join(repr(verdict.value) for verdict in sorted(HIDES))})"
)
DAY = 86_400  # seconds
# All by feel: a list looked at every day keeps most of its works for a week, and what leaves comes back in a
# fortnight. The window is shorter than the rest, so that a work comes back fresh.
TIRING_DAYS = 4
_STAGGERED = 4
_WINDOW = 13
REST_DAYS = 14
# The last word on each work; one on a work that became a part of another holds for that.
STANDING_RESTS = """
SELECT coalesce(w.merged_into, w.id) AS work_id, max(r.journal_id) AS journal_id, r.rest, r.at
FROM restings r JOIN works w ON w.id = r.work_id WHERE r.undone_at IS NULL GROUP BY 1"""
_PASSED_OVER = f"""
WITH rests AS ({STANDING_RESTS}), last AS (
    SELECT work_id, max(day) AS day FROM impressions WHERE shown > 0 AND day > :today - 60 GROUP BY work_id
), touched AS (
    SELECT work_id, max(day) AS day FROM (
        SELECT work_id, day FROM impressions WHERE opened > 0
        UNION ALL SELECT work_id, at / 86400 FROM feedback WHERE undone_at IS NULL
        UNION ALL SELECT work_id, at / 86400 FROM rests
    ) GROUP BY work_id
)
SELECT i.work_id, count(DISTINCT i.day), last.day
FROM impressions i JOIN last USING(work_id) LEFT JOIN touched USING(work_id)
WHERE i.shown > 0 AND i.day > last.day - :window AND i.day > coalesce(touched.day, -1)
GROUP BY i.work_id ORDER BY i.work_id"""
