"""A short list of small cards, one a line: "more like this" in the detail pane."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QFrame, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from recdesk.ui import theme, words
from recdesk.ui.models.browse import Browse
from recdesk.ui.models.cards import Card, CardModel, CardRole
from recdesk.ui.parts.cover_face import RATIO
from recdesk.ui.parts.covers import CoverStore, face_of, ground_of

COVER = QSize(40, round(40 * RATIO))
_HIGH = COVER.height() + 10


class MiniList(QListView):
    """As high as its cards. One click or Enter looks at a work."""

    def __init__(self, browse: Browse, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._browse = browse
        self._cards = CardModel(self)
        self.setModel(self._cards)
        self.setItemDelegate(CardLine(self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.viewport().setAutoFillBackground(False)
        self.setAccessibleName(self.tr("More like this"))
        self.clicked.connect(self._open)
        self.activated.connect(self._open)
        CoverStore.shared().room_again.connect(self.viewport().update)
        self.show_cards(())

    def show_cards(self, cards: Sequence[Card]) -> None:
        self._cards.show_cards(cards)
        self.clearSelection()
        self.setFixedHeight(_HIGH * len(cards) + 2)
        self.setVisible(bool(cards))

    def _open(self, index: QModelIndex) -> None:
        card = self._cards.card(index.row())
        if card is not None:
            self._browse.open(card.work_id)


class CardLine(QStyledItemDelegate):
    """Paints a card as one line: a small cover, title, facts, reason."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(200, _HIGH)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        card = index.data(CardRole.CARD)
        if not isinstance(card, Card):
            return
        rect, widget, state = option.rect, option.widget, option.state
        colours = theme.of(widget.palette())
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        focused = bool(state & QStyle.StateFlag.State_HasFocus)
        if focused or state & (QStyle.StateFlag.State_MouseOver | QStyle.StateFlag.State_Selected):
            painter.setPen(QPen(QColor(colours.ring), 2) if focused else Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colours.hover))
            painter.drawRoundedRect(QRectF(rect).adjusted(1, 1, -1, -1), 8, 8)
        face = face_of(card)
        box = QRect(rect.left() + 6, rect.top() + 5, COVER.width(), COVER.height())
        rtl = widget.isRightToLeft()
        if rtl:
            box.moveLeft(rect.right() - 6 - COVER.width())
        pixmap = CoverStore.shared().cover(face, COVER, widget.devicePixelRatioF())
        if pixmap is None:
            painter.fillRect(box, QColor(ground_of(face)))
        else:
            painter.drawPixmap(box.topLeft(), pixmap)
        self._text(painter, rect, card, widget.font(), colours, rtl)
        painter.restore()

    @staticmethod
    def _text(
        painter: QPainter, rect: QRect, card: Card, font: QFont, colours: theme.Theme, rtl: bool
    ) -> None:
        indent = COVER.width() + 16
        room = rect.width() - indent - 6
        left = rect.left() + 6 if rtl else rect.left() + indent
        lines = (
            (card.title, theme.scaled(font, 0.98, QFont.Weight.DemiBold), colours.text),
            (words.card_facts(card), theme.scaled(font, 0.88), colours.soft),
            (card.reason, theme.scaled(font, 0.88), colours.link),
        )
        high = sum(QFontMetrics(f).height() for text, f, _ in lines if text)
        top = rect.top() + (rect.height() - high) // 2
        side = Qt.AlignmentFlag.AlignRight if rtl else Qt.AlignmentFlag.AlignLeft
        for text, face, colour in lines:
            if not text:
                continue
            painter.setFont(face)
            painter.setPen(QColor(colour))
            metrics = painter.fontMetrics()
            box = QRect(left, top, room, metrics.height())
            shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room)
            painter.drawText(box, side | Qt.AlignmentFlag.AlignAbsolute | Qt.TextFlag.TextSingleLine, shown)
            top += metrics.height()
