"""A page that is one heading and one grid of cards, with a note where there are none."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QHBoxLayout, QLabel, QStackedWidget, QVBoxLayout, QWidget

from recdesk.ui import theme
from recdesk.ui.models.browse import Browse
from recdesk.ui.models.cards import Card
from recdesk.ui.parts.card_view import CardView
from recdesk.ui.parts.elided import Elided
from recdesk.ui.parts.empty_note import EmptyNote


class CardGridPage(QWidget):
    """What the grid pages have in common: `head` is the line of the heading, `below` that of the note."""

    def __init__(self, browse: Browse, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.browse = browse
        self.heading = QLabel()
        self.heading.setTextFormat(Qt.TextFormat.PlainText)
        self.heading.setFont(theme.scaled(self.font(), 1.6, QFont.Weight.Bold))
        self.note = Elided()
        self.note.setForegroundRole(self.note.palette().ColorRole.PlaceholderText)
        self.grid = CardView(browse, single_row=False)
        self.empty = EmptyNote()
        self._stack = QStackedWidget()
        self._stack.setContentsMargins(14, 0, 0, 0)  # so that covers stand below the heading's edge
        self._stack.addWidget(self.grid)
        self._stack.addWidget(self.empty)
        self.head = QHBoxLayout()
        self.head.setSpacing(8)
        self.head.addWidget(self.heading)
        self.head.addStretch()
        self.below = QHBoxLayout()
        self.below.setSpacing(10)
        self.below.addWidget(self.note)
        top = QVBoxLayout()
        top.setContentsMargins(28, 16, 20, 6)
        top.setSpacing(2)
        top.addLayout(self.head)
        top.addLayout(self.below)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(0)
        self.column.addLayout(top)
        self.column.addWidget(self._stack, 1)

    def show_cards(self, cards: Sequence[Card]) -> None:
        self.grid.show_cards(cards)
        self._stack.setCurrentWidget(self.grid if cards else self.empty)

    def entitle(self, heading: str, note: str = "") -> None:
        self.heading.setText(heading)
        self.note.setText(note)
        self.grid.setAccessibleName(heading)
        self.setAccessibleName(heading)
