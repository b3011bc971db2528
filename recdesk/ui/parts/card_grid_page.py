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
from recdesk.ui.parts.empty_note import EmptyNote


class CardGridPage(QWidget):
    """What the grid pages have in common."""

    def __init__(self, browse: Browse, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.browse = browse
        self.heading = QLabel()
        self.heading.setTextFormat(Qt.TextFormat.PlainText)
        self.heading.setFont(theme.scaled(self.font(), 1.6, QFont.Weight.Bold))
        self.note = QLabel()
        self.note.setTextFormat(Qt.TextFormat.PlainText)
        self.note.setForegroundRole(self.note.palette().ColorRole.PlaceholderText)
        self.grid = CardView(browse, single_row=False)
        self.empty = EmptyNote()
        self._stack = QStackedWidget()
        self._stack.setContentsMargins(14, 0, 0, 0)  # so that covers stand below the heading's edge
        self._stack.addWidget(self.grid)
        self._stack.addWidget(self.empty)
        self.head = QHBoxLayout()
        self.head.setContentsMargins(28, 18, 20, 6)
        self.head.setSpacing(14)
        self.head.addWidget(self.heading, 0, Qt.AlignmentFlag.AlignBaseline)
        self.head.addWidget(self.note, 1, Qt.AlignmentFlag.AlignBaseline)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(0)
        self.column.addLayout(self.head)
        self.column.addWidget(self._stack, 1)

    def show_cards(self, cards: Sequence[Card]) -> None:
        self.grid.show_cards(cards)
        self._stack.setCurrentWidget(self.grid if cards else self.empty)

    def entitle(self, heading: str, note: str = "") -> None:
        self.heading.setText(heading)
        self.note.setText(note)
        self.grid.setAccessibleName(heading)
        self.setAccessibleName(heading)
