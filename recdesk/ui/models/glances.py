"""What a session shows and what is looked at, kept until it ends: a write in between could make a frame wait.

What is shown often and never opened rests for a while (see the library's feedback).
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from recdesk.library import Library
    from recdesk.ui.models.cards import Card, Shelf

SEEN_UNSCROLLED = 6
"""Cards of a shelf that a usual window shows before anyone scrolls."""
SEEN_IN_GRID = 12
"""The same of a page that is one grid."""


class Glances:
    """One session's."""

    def __init__(self) -> None:
        self._shown: dict[str, set[int]] = {}  # by shelf
        self._opened: set[int] = set()

    def show(self, shelves: Iterable[Shelf]) -> None:
        """These shelves stand on the page."""
        for shelf in shelves:
            seen = {card.work_id for card in shelf.cards[:SEEN_UNSCROLLED]}
            self._shown.setdefault(shelf.key, set()).update(seen)

    def show_page(self, key: str, cards: Iterable[Card]) -> None:
        """A page of one list is looked at. The backlog and what is known are not: they tire nobody, for the
        person put them there."""
        if key.startswith("kind:"):
            seen = {card.work_id for card in islice(cards, SEEN_IN_GRID)}
            self._shown.setdefault(key, set()).update(seen)

    def open(self, work_id: int) -> None:
        """The person looks at a work."""
        self._opened.add(work_id)

    def write(self, library: Library) -> None:
        """Write it all down and begin anew."""
        for key, work_ids in self._shown.items():
            library.feedback.note_shown(key, sorted(work_ids))
        for work_id in sorted(self._opened):
            library.feedback.note_opened("", work_id)
        self._shown, self._opened = {}, set()
