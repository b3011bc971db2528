"""How many things wait on a page, as a small number beside its name in the navigation."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from recdesk.ui import theme
from recdesk.ui.navigation import COUNT

_HIGH = 20
_MOST = 99  # more are "99+": the number says that there is work, not how much to the last row


class NavBadge(QStyledItemDelegate):
    """Paints an item as ever, and its `COUNT` in a pill at the end of the line."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().paint(painter, option, index)
        count = int(index.data(COUNT) or 0)
        if count <= 0:
            return
        colours = theme.of(option.widget.palette())
        text = str(count) if count <= _MOST else f"{_MOST}+"
        font = theme.scaled(option.font, 0.82, QFont.Weight.Bold)
        wide = max(_HIGH, QFontMetrics(font).horizontalAdvance(text) + 12)
        rect = QRectF(option.rect)
        pill = QRectF(rect.right() - wide - 10, rect.center().y() - _HIGH / 2, wide, _HIGH)
        if option.widget.isRightToLeft():
            pill.moveLeft(rect.left() + 10)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.accent))
        painter.drawRoundedRect(pill, _HIGH / 2, _HIGH / 2)
        painter.setPen(QColor(colours.on_accent))
        painter.setFont(font)
        painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, text)
        painter.restore()
