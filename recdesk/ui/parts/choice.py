"""A box to choose one of several from, with an arrow in the window's own colours.

The style sheet leaves the arrow to us: the part that Qt draws it in has corners of its own.
"""

from __future__ import annotations

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import QComboBox, QWidget

from recdesk.ui import theme

_FROM_EDGE = 17


class Choice(QComboBox):
    """The wheel passes over it: scrolling a page of them must change none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        colours = theme.of(self.palette())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(colours.soft if self.isEnabled() else colours.edge), 1.6))
        x, y = _FROM_EDGE if self.isRightToLeft() else self.width() - _FROM_EDGE, self.height() / 2
        painter.drawPolyline([QPointF(x - 4, y - 2), QPointF(x, y + 2), QPointF(x + 4, y - 2)])
        painter.end()
