"""What was shown often and never opened: how often, since when, and when it comes back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from recdesk.domain.journal import Rest
from recdesk.domain.works import Kind


@dataclass(frozen=True, slots=True)
class PassedOver:
    """A work that was on show on several days and never looked at. `times` counts showings, `days` days. It
    rests until `back`; None: it does not rest now. `said` is the person's last word on that, with its number
    in the journal: `Rest.NEVER` has no `back`, because it does not come back."""

    work_id: int
    kind: Kind
    title: str
    year: int | None
    creators: tuple[str, ...]
    times: int
    days: int
    since: date
    last: date
    back: date | None
    said: Rest | None = None
    entry: int | None = None
