"""The grid of the cold start: covers to answer with one click, and how far one has come.

A click or Space loves a work; under the pointer, or with X and N, one says "known, not for me" and "not
known". Knows the answers' model and paints; what an answer means is the model's.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyleOptionViewItem,
    QToolTip,
    QWidget,
)

from recdesk.domain.cold_start import ENOUGH
from recdesk.ui import theme
from recdesk.ui.models.cards import Card, CardRole
from recdesk.ui.models.favourites import LOVED, REFUSED, Favourites
from recdesk.ui.parts.candidates import lay_cards_out
from recdesk.ui.parts.card_delegate import COVER, PAD, CardDelegate
from recdesk.ui.parts.covers import CoverStore
from recdesk.ui.parts.signs import draw_sign

Index = QModelIndex | QPersistentModelIndex
_BUTTON = 32
_SIGNS = ("heart", "cross", "?")  # love, known and not for me, not known
_KEYS = {
    Qt.Key.Key_Space: "heart",
    Qt.Key.Key_Return: "heart",
    Qt.Key.Key_Enter: "heart",
    Qt.Key.Key_L: "heart",
    Qt.Key.Key_X: "cross",
    Qt.Key.Key_N: "?",
    Qt.Key.Key_Delete: "?",
}


class PickDelegate(CardDelegate):
    """Cards as everywhere else, with the three answers in place of the quick actions. `touched` is the sign
    under the pointer; what was searched for has no other in its place, so there "?" is not offered."""

    touched = ""
    signs: tuple[str, ...] = _SIGNS

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        card = index.data(CardRole.CARD)
        if not isinstance(card, Card):
            return
        answer = {LOVED: "heart", REFUSED: "cross"}.get(card.verdict, "")
        state = option.state & ~QStyle.StateFlag.State_Selected
        if answer == "heart":
            state |= QStyle.StateFlag.State_Selected
        plain = Card(card.work_id, card.kind, card.title, card.year, card.creator, card.genre, card.reason)
        hovered, self.hovered = self.hovered, -1
        painter.save()
        if answer == "cross":
            painter.setOpacity(0.45)
        self.paint_card(painter, option.widget, option.rect, plain, index.row(), state)
        painter.restore()
        self.hovered = hovered
        colours = theme.of(option.widget.palette())
        if index.row() == hovered:
            for sign, box in self._buttons(option.rect):
                lit = sign in (self.touched, answer)
                _button(painter, box, sign, colours, lit=lit, filled=sign == answer)
        elif answer:
            box = QRectF(option.rect.left() + PAD + COVER.width() - 32, option.rect.top() + PAD + 6, 26, 26)
            _button(painter, box, answer, colours, lit=answer == "heart", filled=answer == "heart")

    def sign_at(self, rect: QRect, point: QPoint) -> str:
        """The answer of the card at `rect` that `point` is on; empty for none."""
        return next((sign for sign, box in self._buttons(rect) if box.contains(point)), "")

    def _buttons(self, rect: QRect) -> list[tuple[str, QRectF]]:
        return [(sign, box) for sign, box in buttons(rect) if sign in self.signs]


def buttons(rect: QRect) -> list[tuple[str, QRectF]]:
    """Where the answers of a card at `rect` lie: in a row over the foot of its cover."""
    step = (COVER.width() - _BUTTON - 24) / (len(_SIGNS) - 1)
    top = rect.top() + PAD + COVER.height() - _BUTTON - 8
    left = rect.left() + PAD + 12
    return [(sign, QRectF(left + n * step, top, _BUTTON, _BUTTON)) for n, sign in enumerate(_SIGNS)]


def _button(
    painter: QPainter, box: QRectF, sign: str, colours: theme.Theme, *, lit: bool, filled: bool
) -> None:
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(colours.base), 1.5))
    painter.setBrush(QColor(colours.accent if lit else colours.raised))
    painter.drawEllipse(box)
    ink = QColor(colours.on_accent if lit else colours.text)
    if sign == "?":
        painter.setPen(ink)
        painter.setFont(theme.scaled(painter.font(), 1.15))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, "?")
    else:
        edge = box.width() * 0.3
        draw_sign(painter, box.adjusted(edge, edge, -edge, -edge), sign, ink, filled=filled)


class PickGrid(QListView):
    """The covers on offer. A loved one is framed and carries its heart, a refused one fades."""

    def __init__(self, favourites: Favourites, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._favourites = favourites
        self._delegate = PickDelegate(CoverStore.shared(), self)
        self._does: dict[str, Callable[[int], None]] = {
            "heart": favourites.toggle,
            "cross": favourites.refuse,
            "?": favourites.pass_over,
        }
        self.setItemDelegate(self._delegate)
        self.setModel(favourites.cards)
        self.setAccessibleName(self.tr("Works to choose from"))
        self.setAccessibleDescription(
            self.tr("Space: I love it. X: I know it, not for me. N: I do not know it, show another.")
        )
        lay_cards_out(self)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        CoverStore.shared().room_again.connect(self.viewport().update)
        favourites.changed.connect(self._follow_search)

    def _follow_search(self) -> None:
        self._delegate.signs = _SIGNS[:2] if self._favourites.text else _SIGNS

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and index.isValid():
            self._answer(index, self._sign_at(index, event.position().toPoint()) or "heart")

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        self._follow(event.position().toPoint())

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._delegate.hovered, self._delegate.touched = -1, ""
        self.viewport().update()

    def viewportEvent(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            index = self.indexAt(event.pos())
            said = {
                "heart": self.tr("I love it"),
                "cross": self.tr("I know it: not for me"),
                "?": self.tr("I do not know it: show another"),
            }.get(self._sign_at(index, event.pos()))
            if said:
                QToolTip.showText(event.globalPos(), said, self)
                return True
        return super().viewportEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        sign = _KEYS.get(Qt.Key(event.key()))
        if sign is not None and self.currentIndex().isValid():
            self._answer(self.currentIndex(), sign)
        else:
            super().keyPressEvent(event)

    def _answer(self, index: QModelIndex, sign: str) -> None:
        self._does[sign](index.row())
        self.viewport().update()

    def _sign_at(self, index: QModelIndex, point: QPoint) -> str:
        return self._delegate.sign_at(self.visualRect(index), point) if index.isValid() else ""

    def _follow(self, point: QPoint) -> None:
        index = self.indexAt(point)
        now = index.row(), self._sign_at(index, point)
        if now != (self._delegate.hovered, self._delegate.touched):
            self._delegate.hovered, self._delegate.touched = now
            self.viewport().update()


class CountDots(QWidget):
    """Ten dots: as many are filled as works were loved."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._count = 0
        self.setFixedSize(QSize(ENOUGH * 16, 16))

    def show_count(self, count: int) -> None:
        self._count = min(count, ENOUGH)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colours = theme.of(self.palette())
        for n in range(ENOUGH):
            filled = n < self._count
            painter.setPen(QPen(QColor(colours.accent if filled else colours.edge), 1.4))
            painter.setBrush(QColor(colours.accent) if filled else Qt.BrushStyle.NoBrush)
            painter.drawEllipse(QRectF(n * 16 + 3, 3, 10, 10))
