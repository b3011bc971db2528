"""A check box that looks like the switch it is: on or off at a glance, in light and dark.

A long line is cut where there is no room for it; the whole of it is its accessible name and tool tip.
"""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QCheckBox, QWidget

from recdesk.ui import theme

_WIDE, _HIGH = 28, 16
_GAP = 8


class Switch(QCheckBox):
    """`line` is what is switched."""

    def __init__(self, line: str, parent: QWidget | None = None) -> None:
        super().__init__(line, parent)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def sizeHint(self) -> QSize:
        text = self.fontMetrics().horizontalAdvance(self.text())
        return QSize(_WIDE + _GAP + text + 2, max(24, self.fontMetrics().height() + 8))

    def minimumSizeHint(self) -> QSize:
        return QSize(_WIDE + _GAP + 60, self.sizeHint().height())

    def hitButton(self, point: QPoint) -> bool:
        return self.rect().contains(point)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colours = theme.of(self.palette())
        backwards = self.isRightToLeft()
        top = (self.height() - _HIGH) / 2
        pill = QRectF(self.width() - _WIDE - 1 if backwards else 1, top, _WIDE, _HIGH)
        self._pill(painter, pill, colours, backwards)
        rest = self.rect().adjusted(0, 0, -_WIDE - _GAP, 0)
        if not backwards:
            rest.translate(_WIDE + _GAP, 0)
        said = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, rest.width())
        painter.setPen(QColor(colours.text if self.isEnabled() else colours.edge))
        side = Qt.AlignmentFlag.AlignRight if backwards else Qt.AlignmentFlag.AlignLeft
        absolute = Qt.AlignmentFlag.AlignAbsolute
        painter.drawText(rest, side | absolute | Qt.AlignmentFlag.AlignVCenter, said)

    def _pill(self, painter: QPainter, pill: QRectF, colours: theme.Theme, backwards: bool) -> None:
        on = self.isChecked()
        fill = colours.edge if not self.isEnabled() else colours.accent if on else colours.raised
        painter.setPen(QPen(QColor(colours.edge if not on or not self.isEnabled() else colours.accent), 1.4))
        painter.setBrush(QColor(fill))
        painter.drawRoundedRect(pill.adjusted(0.7, 0.7, -0.7, -0.7), _HIGH / 2, _HIGH / 2)
        at_right = on is not backwards
        knob = QRectF(pill.right() - _HIGH + 3.5 if at_right else pill.left() + 3.5, pill.top() + 3.5, 9, 9)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.on_accent if on else colours.edge))
        painter.drawEllipse(knob)
        if self.hasFocus():
            painter.setPen(QPen(QColor(colours.ring), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 6, 6)
