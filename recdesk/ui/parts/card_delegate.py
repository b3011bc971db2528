"""How one card is painted: its cover, three lines of text, and the quick actions under the pointer.

Knows a card and a palette. Asks nobody anything; what the pointer is over is told by the view.
"""

from __future__ import annotations

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QColor, QFont, QFontMetrics, QHelpEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolTip,
    QWidget,
)

from recdesk.domain.feedback import Verdict
from recdesk.ui import theme, words
from recdesk.ui.models.cards import Card, CardRole
from recdesk.ui.parts.cover_face import RATIO
from recdesk.ui.parts.covers import CoverStore, face_of, ground_of
from recdesk.ui.parts.signs import SIGN_OF, draw_sign

COVER = QSize(148, round(148 * RATIO))
PAD = 8  # between a card's edge and its cover
_GAP = 9  # between the cover and the first line
_DOT = 30  # a quick action's size; 24 is the least WCAG 2.2 asks of a target
_KEPT_CUTS = 2000
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine

QUICK: tuple[Verdict, ...] = (Verdict.LIKE, Verdict.SEEN_LIKED, Verdict.LATER, Verdict.NOT_INTERESTED)
"""The quick actions from left to right. SEEN_LIKED stands for "seen": the view asks how it was."""


class CardDelegate(QStyledItemDelegate):
    """Paints cards. `hovered` is the row under the pointer, `pointed` the quick action under it."""

    def __init__(self, covers: CoverStore, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._covers = covers
        self.hovered = -1
        self.pointed: Verdict | None = None
        self.owes = False  # a cover found no room in this frame
        self._faces: dict[tuple[str, bool], tuple[QFont, QFontMetrics]] = {}
        self._cuts: dict[tuple[str, str], str] = {}

    def card_size(self, font: QFont) -> QSize:
        """The size of every card in this font."""
        title, small = QFontMetrics(_title_font(font)), QFontMetrics(_small_font(font))
        text = title.height() + 2 * small.height() + 4
        return QSize(COVER.width() + 2 * PAD, PAD + COVER.height() + _GAP + text + PAD)

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return self.card_size(option.font)

    def action_at(self, rect: QRect, point: QPoint) -> Verdict | None:
        """The quick action of the card at `rect` that `point` is on."""
        return next((verdict for verdict, box in _actions(rect) if box.contains(point)), None)

    def action_box(self, rect: QRect, verdict: Verdict) -> QRect:
        return next(box.toRect() for each, box in _actions(rect) if each is verdict)

    def helpEvent(
        self,
        event: QHelpEvent,
        view: QAbstractItemView,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> bool:
        if event.type() == QEvent.Type.ToolTip and self.pointed:
            QToolTip.showText(event.globalPos(), words.quick_tip(self.pointed), view)
            return True
        return super().helpEvent(event, view, option, index)

    def paint_card(
        self, painter: QPainter, widget: QWidget, rect: QRect, card: Card, row: int, state: QStyle.StateFlag
    ) -> None:
        """Paint `card` into `rect`."""
        colours = theme.of(widget.palette())
        selected = bool(state & QStyle.StateFlag.State_Selected)
        focused = bool(state & QStyle.StateFlag.State_HasFocus)
        hovered = row == self.hovered
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if selected or hovered:
            self._ground(painter, rect, colours.hover, colours.ring if selected else "")
        cover = QRect(rect.left() + PAD, rect.top() + PAD, COVER.width(), COVER.height())
        self._cover(painter, cover, card, widget.devicePixelRatioF())
        if card.verdict:
            self._badge(painter, cover, Verdict(card.verdict), colours)
        elif card.trying:
            self._try_sign(painter, cover, colours)
        if hovered:
            self._quick(painter, rect, card, colours)
        self._text(painter, rect, card, widget, colours)
        if focused:
            painter.setPen(QPen(QColor(colours.ring), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(rect).adjusted(1, 1, -1, -1), 10, 10)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        card = index.data(CardRole.CARD)
        if isinstance(card, Card):
            rect, widget, state = option.rect, option.widget, option.state
            self.paint_card(painter, widget, rect, card, index.row(), state)

    @staticmethod
    def _ground(painter: QPainter, rect: QRect, fill: str, edge: str) -> None:
        painter.setPen(QPen(QColor(edge), 1.2) if edge else Qt.PenStyle.NoPen)
        painter.setBrush(QColor(fill))
        painter.drawRoundedRect(QRectF(rect).adjusted(0.6, 0.6, -0.6, -0.6), 10, 10)

    def _cover(self, painter: QPainter, box: QRect, card: Card, ratio: float) -> None:
        face = face_of(card)
        pixmap = self._covers.cover(face, COVER, ratio)
        if pixmap is None:
            self.owes = True
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(ground_of(face)))
            painter.drawRoundedRect(box, 5, 5)
        else:
            painter.drawPixmap(box.topLeft(), pixmap)

    @staticmethod
    def _try_sign(painter: QPainter, cover: QRect, colours: theme.Theme) -> None:
        """A star of four points: not sure, and worth a look."""
        box = QRectF(cover.right() - 30, cover.top() + 7, 24, 24)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.raised))
        painter.drawEllipse(box)
        draw_sign(painter, box.adjusted(5, 5, -5, -5), "star", QColor(colours.link), filled=True)

    @staticmethod
    def _badge(painter: QPainter, cover: QRect, verdict: Verdict, colours: theme.Theme) -> None:
        box = QRectF(cover.right() - 30, cover.top() + 7, 24, 24)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.accent))
        painter.drawEllipse(box)
        draw_sign(
            painter, box.adjusted(6, 6, -6, -6), SIGN_OF[verdict], QColor(colours.on_accent), filled=False
        )

    def _quick(self, painter: QPainter, rect: QRect, card: Card, colours: theme.Theme) -> None:
        for verdict, box in _actions(rect):
            pointed = verdict is self.pointed
            given = card.verdict == verdict.value
            painter.setPen(QPen(QColor(colours.base), 1.5))
            painter.setBrush(QColor(colours.accent if pointed or given else colours.raised))
            painter.drawEllipse(box)
            sign = QColor(colours.on_accent if pointed or given else colours.text)
            draw_sign(painter, box.adjusted(9, 9, -9, -9), SIGN_OF[verdict], sign, filled=given)

    def _text(
        self, painter: QPainter, rect: QRect, card: Card, widget: QWidget, colours: theme.Theme
    ) -> None:
        top = rect.top() + PAD + COVER.height() + _GAP
        base = widget.font()
        lines = (
            (card.title, self._face(base, title=True), colours.text),
            (words.card_facts(card), self._face(base), colours.soft),
            (words.card_reason(card), self._face(base), colours.link),
        )
        for text, (font, metrics), colour in lines:
            box = QRect(rect.left() + PAD, top, COVER.width(), metrics.height())
            top += metrics.height() + 2
            if not text:
                continue
            painter.setFont(font)
            painter.setPen(QColor(colour))
            painter.drawText(box, _RIGHT if words.is_rtl(text) else _LEFT, self._cut(text, font, metrics))

    def _face(self, base: QFont, title: bool = False) -> tuple[QFont, QFontMetrics]:
        """A font and its metrics, made once for each font of the program."""
        key = (base.key(), title)
        if key not in self._faces:
            font = _title_font(base) if title else _small_font(base)
            self._faces[key] = (font, QFontMetrics(font))
        return self._faces[key]

    def _cut(self, text: str, font: QFont, metrics: QFontMetrics) -> str:
        """`text` as it fits below a cover. Half of the time of a card was this, for the same few texts."""
        key = (text, font.key())
        if key not in self._cuts:
            if len(self._cuts) > _KEPT_CUTS:
                self._cuts.clear()
            self._cuts[key] = metrics.elidedText(text, Qt.TextElideMode.ElideRight, COVER.width())
        return self._cuts[key]


def _title_font(font: QFont) -> QFont:
    return theme.scaled(font, 1.0, QFont.Weight.DemiBold)


def _small_font(font: QFont) -> QFont:
    return theme.scaled(font, 0.9)


def _actions(rect: QRect) -> list[tuple[Verdict, QRectF]]:
    """Where the quick actions of a card at `rect` lie: in a row over the foot of its cover."""
    step = (COVER.width() - _DOT - 8) / (len(QUICK) - 1)
    top = rect.top() + PAD + COVER.height() - _DOT - 6
    left = rect.left() + PAD + 4
    return [(verdict, QRectF(left + i * step, top, _DOT, _DOT)) for i, verdict in enumerate(QUICK)]
