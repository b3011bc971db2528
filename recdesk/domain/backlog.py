"""What waits to be watched, heard or read: since when, and where it was put down."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from recdesk.domain.history import Precision

# Formats that list what somebody owns. A thing on one's own shelf is a wish as well, and a different one.
OWNED = frozenset({"audible", "calibre", "itunes", "kindle_amazon", "kobo", "kodi"})


@dataclass(frozen=True, slots=True)
class Waiting:
    """A work of the backlog. `since` is the earliest time it was saved, where any row says one; `sources` are
    the formats that say so, the one of `since` first. `later` is true where the person put it aside in
    RecDesk itself."""

    since: datetime | None
    precision: Precision
    sources: tuple[str, ...]
    later: bool = False

    @property
    def owned(self) -> bool:
        return bool(self.sources) and OWNED.issuperset(self.sources)
