"""The backlog: what was saved for later and is not known yet, wherever it was saved."""

from __future__ import annotations

import json
from collections.abc import Iterable

from recdesk.domain.backlog import Waiting
from recdesk.domain.feedback import Verdict
from recdesk.domain.history import Action, Precision
from recdesk.library._base import Section, moment

_SAVED = (
    "SELECT m.work_id, e.at, e.precision, e.source FROM mentions m "
    "JOIN live_events e ON e.mention_id = m.id WHERE e.action = 'saved' "
    "AND (? IS NULL OR m.work_id IN (SELECT value FROM json_each(?))) "
    "ORDER BY m.work_id, e.at IS NULL, e.at, e.source"
)
_KNOWN = (
    "SELECT DISTINCT m.work_id FROM mentions m JOIN live_events e ON e.mention_id = m.id "
    f"WHERE e.action NOT IN ('{Action.SAVED.value}', '{Action.SKIPPED.value}') "
    "AND m.work_id IN (SELECT value FROM json_each(?))"
)
_VERDICTS = (
    "SELECT work_id, verdict, at FROM feedback WHERE id IN (SELECT max(id) FROM feedback "
    "WHERE undone_at IS NULL GROUP BY work_id) AND (? IS NULL OR work_id IN (SELECT value FROM json_each(?)))"
)
_SEEN = frozenset({Verdict.SEEN_LIKED, Verdict.SEEN_NEUTRAL, Verdict.SEEN_DISLIKED})


class Backlog(Section):
    """Since when works wait, and from where."""

    def waiting(self, work_ids: Iterable[int] | None = None) -> dict[int, Waiting]:
        """Those of these works (None: of all) that were saved or put aside and are not known."""
        wanted = None if work_ids is None else json.dumps([int(work_id) for work_id in work_ids])
        found: dict[int, Waiting] = {}
        for work_id, at, precision, source in self.query(_SAVED, (wanted, wanted)):
            one = found.get(work_id)
            if one is None:
                found[work_id] = Waiting(None if at is None else moment(at), Precision(precision), (source,))
            elif source not in one.sources:
                found[work_id] = Waiting(one.since, one.precision, (*one.sources, source))
        seen = set()
        for work_id, verdict, at in self.query(_VERDICTS, (wanted, wanted)):
            if verdict == Verdict.LATER:
                found.setdefault(work_id, Waiting(moment(at), Precision.SECOND, (), later=True))
            elif verdict in _SEEN:
                seen.add(work_id)
        seen |= {work_id for (work_id,) in self.query(_KNOWN, (json.dumps(list(found)),))}
        return {work_id: waiting for work_id, waiting in found.items() if work_id not in seen}
