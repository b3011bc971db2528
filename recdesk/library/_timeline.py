"""The history as a long list to look through: the order first, then a page of it at a time.

Sorting 400,000 events takes 0.3 s, fetching 200 of them by number 2 ms: whoever shows them asks for the
numbers once and for the rows that come into view.
"""

from __future__ import annotations

import json
import sqlite3
import unicodedata
from array import array
from collections.abc import Iterable
from pathlib import Path

from recdesk.domain.history import Event
from recdesk.domain.works import Kind
from recdesk.library._base import Section
from recdesk.library._history import _EVENTS, _event


class Timeline(Section):
    """Events newest first, undated ones last."""

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        super().__init__(connection, path)
        connection.create_function("folded", 1, folded, deterministic=True)

    def numbers(self, kinds: Iterable[Kind] = (), text: str = "") -> array[int]:
        """The numbers of all events of these kinds (none: all) that hold `text` in the work's title, its
        creators (without regard to case and accents) or the event's detail."""
        wanted = json.dumps([Kind(kind).value for kind in kinds])
        text = text.strip()
        like, plain = f"%{_escaped(folded(text))}%", f"%{_escaped(text)}%"
        rows = self.query(
            "SELECT e.id FROM live_events e JOIN mentions m ON m.id = e.mention_id "
            "WHERE m.work_id IN (SELECT id FROM works "
            "WHERE ?='[]' OR kind IN (SELECT value FROM json_each(?))) "
            "AND (?='' OR e.detail LIKE ? ESCAPE '\\' OR m.work_id IN (SELECT id FROM works "
            "WHERE folded(title) LIKE ? ESCAPE '\\' OR folded(creators) LIKE ? ESCAPE '\\')) "
            "ORDER BY e.at IS NULL, e.at DESC, e.id",
            (wanted, wanted, text, plain, like, like),
        )
        return array("q", (number for (number,) in rows))

    def events(self, numbers: Iterable[int]) -> list[Event]:
        """These events, in the order asked; those that are gone are left out."""
        wanted = list(numbers)
        rows = self.query(f"{_EVENTS} WHERE e.id IN (SELECT value FROM json_each(?))", (json.dumps(wanted),))
        found = {row[0]: _event(row) for row in rows}
        return [found[number] for number in wanted if number in found]


def folded(text: str) -> str:
    """`text` without case and accents."""
    if text.isascii():
        return text.lower()
    plain = unicodedata.normalize("NFKD", text).casefold()
    return "".join(c for c in plain if not unicodedata.combining(c))


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
