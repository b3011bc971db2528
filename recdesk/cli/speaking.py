"""Recommendations in the fields that the command line promises, with reasons in words."""

from __future__ import annotations

from typing import Any

from recdesk.domain.taste import Account, Pick
from recdesk.domain.works import Work
from recdesk.library import Library
from recdesk.ranking import Reason, Teller, say_reason


class Speaker:
    """Tells why, for one library as it is now. Reads the history once."""

    def __init__(self, library: Library) -> None:
        events = library.history.learnable_events()
        self._works = {work.id: work for work in library.works.all()}
        verdicts = {work_id: opinion.verdict for work_id, opinion in library.feedback.standing().items()}
        self._teller = Teller(self._works, events, verdicts)

    def work(self, work_id: int) -> Work:
        return self._works[work_id]

    def reasons(self, account: Account) -> list[dict[str, Any]]:
        """Weightiest first: each with its text and the events it stands on."""
        return [self._reason(reason) for reason in self._teller.reasons(account)]

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
            "novelty": pick.novelty,
            "reasons": self.reasons(account),
            "parts": dict(pick.parts),
        }

    def _reason(self, reason: Reason) -> dict[str, Any]:
        evidence = [
            {"event": event, "item": e.work_id, "title": self._works[e.work_id].title, "contribution": share}
            for e in reason.evidence
            for event, share in e.events or ((None, e.contribution),)
        ]
        return {"text": say_reason(reason), "evidence": evidence}
