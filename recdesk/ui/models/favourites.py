"""The cold start: well-known works of every kind to choose loved ones from, and the ones chosen so far."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from itertools import chain, zip_longest

from PySide6.QtCore import QObject, Signal

from recdesk.domain.feedback import Verdict
from recdesk.domain.works import Kind, Work
from recdesk.library import Library
from recdesk.ui.models.cards import Card, CardModel
from recdesk.ui.models.details import card_of
from recdesk.ui.reader import LibraryReader

OFFERED: Mapping[Kind, int] = {
    Kind.FILM: 16,
    Kind.SERIES: 12,
    Kind.BOOK: 12,
    Kind.ARTIST: 12,
    Kind.PODCAST: 6,
    Kind.ALBUM: 6,
}
ENOUGH = 3
CHOSEN = Verdict.SEEN_LIKED.value


class Favourites(QObject):
    """`cards` holds what is on offer or found; a chosen work is marked as known and liked. What was chosen
    stays chosen while the person searches for more."""

    changed = Signal()  # other cards, or another choice

    def __init__(self, reader: LibraryReader, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._reader = reader
        self._find = make_finder()
        self._chosen: dict[int, Card] = {}
        self.cards = CardModel(self)
        self.text = ""

    @property
    def chosen(self) -> tuple[int, ...]:
        """Work ids in the order they were chosen."""
        return tuple(self._chosen)

    @property
    def enough(self) -> bool:
        return len(self._chosen) >= ENOUGH

    def offer(self) -> None:
        """Put well-known works of every kind on offer; they arrive in a moment."""
        self.search("")

    def search(self, text: str) -> None:
        """Works whose title fits `text`; the well-known ones where it is empty."""
        self.text = text.strip()
        find = self._find
        wanted = self.text
        self._reader.ask("favourites", lambda library: find(library, wanted), self._show)

    def toggle(self, row: int) -> None:
        """Choose the work in a row, or leave it again."""
        card = self.cards.card(row)
        if card is None:
            return
        if card.work_id in self._chosen:
            del self._chosen[card.work_id]
            self.cards.mark(card.work_id, "")
        else:
            self._chosen[card.work_id] = card
            self.cards.mark(card.work_id, CHOSEN)
        self.changed.emit()

    def _show(self, works: list[Work]) -> None:
        cards = [card_of(work) for work in works]
        if not self.text:
            # What was found by searching stays in sight when the search is over.
            offered = {card.work_id for card in cards}
            cards = [card for card in self._chosen.values() if card.work_id not in offered] + cards
        self.cards.show_cards(
            [replace(card, verdict=CHOSEN if card.work_id in self._chosen else "") for card in cards]
        )
        self.changed.emit()


def make_finder() -> Callable[[Library, str], list[Work]]:
    """A question for the reader. It keeps its index of titles from one search to the next."""
    from recdesk.ranking import TitleIndex

    index: TitleIndex | None = None

    def find(library: Library, text: str) -> list[Work]:
        nonlocal index
        if not text:
            return well_known(library)
        if library.titles.are_few():
            if index is None:
                index = TitleIndex(library.titles.all(), library.works.audiences())
            ids = index.hits(text)
        else:
            pairs = library.titles.like(text)
            ids = TitleIndex(pairs, library.works.audiences(i for i, _ in pairs)).hits(text)
        found = library.works.some(ids)
        return [found[i] for i in ids if i in found]

    return find


def well_known(library: Library) -> list[Work]:
    """The works with the largest audience, the kinds taking turns so that none fills the first screen."""
    by_kind = [library.works.well_known(kind, n) for kind, n in OFFERED.items()]
    return [work for work in chain.from_iterable(zip_longest(*by_kind)) if work is not None]
