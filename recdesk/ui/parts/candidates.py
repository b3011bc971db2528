"""The works that rows may mean, as covers with a number each: press the number, or click."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QStyleOptionViewItem, QWidget

from recdesk.ui import review_words, theme
from recdesk.ui.models.cards import Card, CardModel, CardRole
from recdesk.ui.parts.card_delegate import PAD, CardDelegate
from recdesk.ui.parts.covers import CoverStore

_BADGE = 28


def lay_cards_out(view: QListView) -> None:
    """Let a list show cards in rows that wrap, none of them chosen for good."""
    view.setFrameShape(QFrame.Shape.NoFrame)
    view.setViewMode(QListView.ViewMode.IconMode)
    view.setResizeMode(QListView.ResizeMode.Adjust)
    view.setMovement(QListView.Movement.Static)
    view.setUniformItemSizes(True)
    view.setSpacing(3)
    view.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
    view.setMouseTracking(True)
    view.viewport().setAutoFillBackground(False)


class CandidateDelegate(CardDelegate):
    """Cards as everywhere else, with the key that chooses each in place of quick actions."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        card = index.data(CardRole.CARD)
        if not isinstance(card, Card):
            return
        self.paint_card(painter, option.widget, option.rect, card, index.row(), option.state)
        colours = theme.of(option.widget.palette())
        rect: QRect = option.rect
        box = QRectF(rect.left() + PAD + 6, rect.top() + PAD + 6, _BADGE, _BADGE)
        if option.widget.isRightToLeft():
            box.moveRight(rect.right() - PAD - 6)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(colours.on_accent), 1.5))
        painter.setBrush(QColor(colours.accent))
        painter.drawEllipse(box)
        painter.setFont(theme.scaled(option.font, 1.0, QFont.Weight.Bold))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, str(index.row() + 1))
        painter.restore()


class CandidateGrid(QListView):
    """As high as its covers. `chosen` tells the place of the one that was taken, from 0."""

    chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.cards = CardModel(self)
        self._delegate = CandidateDelegate(CoverStore.shared(), self)
        self.setItemDelegate(self._delegate)
        self.setModel(self.cards)
        self.setAccessibleName(self.tr("Works it may be"))
        lay_cards_out(self)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.clicked.connect(lambda index: self.chosen.emit(index.row()))
        CoverStore.shared().room_again.connect(self.viewport().update)

    def show_candidates(self, cards: Sequence[Card], scores: Sequence[float]) -> None:
        """These works, each with how alike its title, year and makers are."""
        told = [
            replace(card, reason=review_words.alike(score)) for card, score in zip(cards, scores, strict=True)
        ]
        self.cards.show_cards(told)
        self._fit()

    def resizeEvent(self, event: object) -> None:
        super().resizeEvent(event)  # type: ignore[arg-type]
        self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.chosen.emit(self.currentIndex().row())
        else:
            super().keyPressEvent(event)

    def _fit(self) -> None:
        size: QSize = self._delegate.card_size(self.font())
        wide = size.width() + 2 * self.spacing()
        in_row = max(1, (self.viewport().width() - 2 * self.spacing()) // wide)
        rows = -(-len(self.cards.cards) // in_row)
        self.setFixedHeight(rows * (size.height() + 2 * self.spacing()) + 2 * self.spacing())
