"""Recommendations in the fields that the command line promises, with reasons in words."""

from __future__ import annotations

from typing import Any

from recdesk import importers
from recdesk.domain.backlog import Waiting
from recdesk.domain.history import Precision
from recdesk.domain.taste import Account, Pick
from recdesk.domain.works import Work
from recdesk.library import Library
from recdesk.ranking import Reason, Teller, how_sure, say_reason


class Speaker:
    """Tells why, for one library as it is now. Reads the history once."""

    def __init__(self, library: Library) -> None:
        events = library.history.learnable_events()
        # What was learned before two works became one may still name the one that is a part now.
        self._works = library.works.lookup()
        self._waiting = library.backlog.waiting()
        verdicts = {work_id: opinion.verdict for work_id, opinion in library.feedback.standing().items()}
        self._teller = Teller(self._works, events, verdicts)

    def work(self, work_id: int) -> Work:
        return self._works[work_id]

    def reasons(self, account: Account) -> list[dict[str, Any]]:
        """Weightiest first: each with its text and the events it stands on. Where the work waits in the
        backlog, that is said last: it is why the work is in that list, and adds nothing to its score."""
        said = [self._reason(reason) for reason in self._teller.reasons(account)]
        if waiting := self._waiting.get(account.work_id):
            said.append({"text": waiting_text(waiting), "evidence": []})
        return said

    def item(self, pick: Pick, account: Account) -> dict[str, Any]:
        """One recommended work. `parts` sum to `score` within 1e-6."""
        work = self._works[pick.work_id]
        return {
            "rank": pick.rank,
            "id": work.id,
            "kind": work.kind.value,
            "title": work.title,
            "year": work.year,
            "creators": list(work.creators),
            "score": pick.score,
            "confidence": pick.confidence,
            "sure": how_sure(pick.confidence).value,
            "try": pick.trying,
            "novelty": pick.novelty,
            "reasons": self.reasons(account),
            "parts": dict(pick.parts),
            "backlog": _waiting_account(self._waiting.get(work.id)),
        }

    def _reason(self, reason: Reason) -> dict[str, Any]:
        evidence = [
            {"event": event, "item": e.work_id, "title": self._works[e.work_id].title, "contribution": share}
            for e in reason.evidence
            for event, share in e.events or ((None, e.contribution),)
        ]
        return {"text": say_reason(reason), "evidence": evidence}


def waiting_text(waiting: Waiting) -> str:
    """ "In your backlog since 4 Mar 2021, from Goodreads"."""
    since = f" since {_day(waiting)}" if waiting.since else ""
    if waiting.later:
        return f"Put aside for later{since}"
    names = {source.id: source.name for source in importers.sources()}
    where = " and ".join(names.get(source, source) for source in waiting.sources)
    return f"{'On your shelf' if waiting.owned else 'In your backlog'}{since}, from {where}"


def _day(waiting: Waiting) -> str:
    assert waiting.since is not None
    pattern = {Precision.YEAR: "%Y", Precision.MONTH: "%b %Y"}.get(waiting.precision, "%d %b %Y")
    return waiting.since.strftime(pattern).lstrip("0")


def _waiting_account(waiting: Waiting | None) -> dict[str, Any] | None:
    if waiting is None:
        return None
    return {
        "since": waiting.since.isoformat() if waiting.since else None,
        "sources": list(waiting.sources),
        "owned": waiting.owned,
        "later": waiting.later,
    }
