"""What a card shows, and the Qt model of a row or grid of cards.

A card is complete when it is made: painting one asks nobody anything. Knows no widget, no library, no
ranking; the last home page is stored and shown again with nothing but this module.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import IntEnum
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from recdesk.domain.works import Kind
from recdesk.ui import words

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


@dataclass(frozen=True, slots=True)
class Card:
    """A work as a row of covers shows it. `reason` is one short true line, or empty while it is not known.
    `verdict` is the standing verdict's value, or empty."""

    work_id: int
    kind: Kind
    title: str
    year: int | None = None
    creator: str = ""
    genre: str = ""
    reason: str = ""
    verdict: str = ""
    trying: bool = False  # a dial brought it in, and the history says little for it


@dataclass(frozen=True, slots=True)
class Shelf:
    """One row of the home page. `key` is stable from one run to the next ("top", "because:12",
    "kind:film"); `subject` is the work or kind that the heading names."""

    key: str
    cards: tuple[Card, ...]
    subject: str = ""

    def without(self, work_id: int) -> Shelf:
        """The shelf with one card taken off."""
        return Shelf(self.key, tuple(card for card in self.cards if card.work_id != work_id), self.subject)


def kind_key(kind: Kind) -> str:
    """The key of the list of one kind."""
    return f"kind:{kind.value}"


class CardRole(IntEnum):
    """Roles beside Qt's own: the whole card, for whoever paints it."""

    CARD = Qt.ItemDataRole.UserRole + 1


class CardModel(QAbstractListModel):
    """Cards in the order they are shown. A new order of the same length moves nothing but the contents, so
    the view keeps its place."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._cards: tuple[Card, ...] = ()
        self._rows: dict[int, int] = {}

    @property
    def cards(self) -> tuple[Card, ...]:
        return self._cards

    def card(self, row: int) -> Card | None:
        return self._cards[row] if 0 <= row < len(self._cards) else None

    def row_of(self, work_id: int) -> int:
        """The row of a work, -1 where it is not among the cards."""
        return self._rows.get(work_id, -1)

    def show_cards(self, cards: Sequence[Card]) -> None:
        """Replace all cards. Rows come and go at the end only; the others change what they show."""
        old, new = self._cards, tuple(cards)
        if new == old:
            return
        if len(new) > len(old):
            self.beginInsertRows(_NOWHERE, len(old), len(new) - 1)
            self._take(old + new[len(old) :])
            self.endInsertRows()
        self._take(new + old[len(new) :])
        if shared := min(len(old), len(new)):
            self.dataChanged.emit(self.index(0), self.index(shared - 1))
        if len(new) < len(old):
            self.beginRemoveRows(_NOWHERE, len(new), len(old) - 1)
            self._take(new)
            self.endRemoveRows()

    def mark(self, work_id: int, verdict: str) -> None:
        """Show another verdict on one card, where it is among them."""
        row = self.row_of(work_id)
        if row < 0:
            return
        changed = list(self._cards)
        changed[row] = replace(changed[row], verdict=verdict)
        self._take(tuple(changed))
        self.dataChanged.emit(self.index(row), self.index(row))

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._cards)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        card = self.card(index.row()) if index.isValid() else None
        if card is None:
            return None
        if role == CardRole.CARD:
            return card
        if role == Qt.ItemDataRole.DisplayRole:
            return card.title
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return words.spoken_card(card, index.row() + 1, len(self._cards))
        return None

    def _take(self, cards: tuple[Card, ...]) -> None:
        self._cards = cards
        self._rows = {card.work_id: row for row, card in enumerate(cards)}


def to_stored(shelves: Sequence[Shelf]) -> list[Mapping[str, Any]]:
    """Shelves as JSON values: what the next start paints first."""
    return [
        {
            "key": shelf.key,
            "subject": shelf.subject,
            "cards": [
                [c.work_id, c.kind.value, c.title, c.year, c.creator, c.genre, c.reason, c.verdict, c.trying]
                for c in shelf.cards
            ],
        }
        for shelf in shelves
    ]


def from_stored(stored: object, hidden: frozenset[int] = frozenset()) -> tuple[Shelf, ...]:
    """The shelves in what `to_stored` made, without works that were sent away since; none at all where it is
    anything else (an older program's)."""
    try:
        return tuple(
            Shelf(
                str(shelf["key"]),
                tuple(_stored_card(card) for card in shelf["cards"] if int(card[0]) not in hidden),
                str(shelf["subject"]),
            )
            for shelf in (stored if isinstance(stored, list) else ())
        )
    except (KeyError, IndexError, TypeError, ValueError):
        return ()


def _stored_card(c: Sequence[Any]) -> Card:
    creator, genre, reason, verdict = map(str, c[4:8])
    trying = len(c) > 8 and bool(c[8])
    return Card(int(c[0]), Kind(c[1]), str(c[2]), c[3], creator, genre, reason, verdict, trying)
