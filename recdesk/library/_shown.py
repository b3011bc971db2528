"""What was shown often and never opened, and the person's word on it: show it again, or never again.

Knows impressions and restings. The rule by which a work rests is the feedback's (`Feedback.resting`).
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date
from time import time

from recdesk.domain.faults import UserFault
from recdesk.domain.journal import Rest
from recdesk.domain.shown import PassedOver
from recdesk.domain.works import Kind
from recdesk.library._base import Section, moment
from recdesk.library._feedback import DAY, NEXT_ENTRY, REST_DAYS, STANDING_RESTS, TIRING_DAYS, Feedback

_NEVER_OPENED = f"""
WITH rests AS ({STANDING_RESTS})
SELECT w.id, w.kind, w.title, w.year, w.creators, sum(i.shown), count(DISTINCT i.day), min(i.day), max(i.day),
    r.rest, r.journal_id
FROM works w JOIN impressions i ON i.work_id = w.id LEFT JOIN rests r ON r.work_id = w.id
WHERE w.merged_into IS NULL AND i.shown > 0 AND i.shelf != 'backlog'
    AND NOT EXISTS (SELECT 1 FROM impressions o WHERE o.work_id = w.id AND o.opened > 0)
    AND NOT EXISTS (SELECT 1 FROM feedback f WHERE f.work_id = w.id AND f.undone_at IS NULL)
    AND NOT EXISTS (SELECT 1 FROM blocked_works b WHERE b.work_id = w.id)
GROUP BY w.id HAVING count(DISTINCT i.day) >= {TIRING_DAYS} OR r.rest = '{Rest.NEVER.value}'
ORDER BY 7 DESC, 6 DESC, w.title, w.id"""


class Shown(Section):
    """See the module."""

    def passed_over(self, now: float | None = None) -> list[PassedOver]:
        """Works that were on show on so many days that they tire and were never opened, those on most days
        first. What was judged or blocked since is not among them, nor what stood there as saved. `now` is in
        seconds since 1970; left out, it is the present moment."""
        resting = Feedback(self._connection, self._path).resting(now)
        found = []
        for work_id, kind, title, year, creators, times, days, first, last, rest, entry in self.query(
            _NEVER_OPENED
        ):
            said = Rest(rest) if rest else None
            rests = work_id in resting and said is not Rest.NEVER
            found.append(
                PassedOver(
                    work_id, Kind(kind), title, year, tuple(json.loads(creators)), times, days, _date(first),
                    _date(last), _date(last + REST_DAYS) if rests else None, said, entry,
                )
            )  # fmt: skip
        return found

    def rest(self, rest: Rest, work_ids: Iterable[int], now: float | None = None) -> list[int]:
        """Let works be shown again from now on, or never again; returns the journal numbers. The last word on
        a work counts; it teaches nothing of other works."""
        at = int(time() if now is None else now)
        entries = []
        with self.writing() as db:
            for work_id in work_ids:
                if not db.execute("SELECT 1 FROM works WHERE id=?", (work_id,)).fetchone():
                    raise UserFault(f"There is no work number {work_id}.", "`recdesk shown` lists them.")
                row = db.execute(
                    f"INSERT INTO restings(journal_id, work_id, rest, at) VALUES ({NEXT_ENTRY},?,?,?) "
                    "RETURNING journal_id",
                    (work_id, rest, at),
                )
                entries.append(int(row.fetchone()[0]))
        return entries


def _date(day: int) -> date:
    return moment(day * DAY).date()
