"""One step of a funnel: how much came in at its top and what goes on at its foot, with the number.

Widths follow a root, or twenty of fifteen thousand would be nothing to see. Knows numbers and a palette.
"""

from __future__ import annotations

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from recdesk.ui import theme

WIDE = 176
_LEAST = 0.58  # of the width, so that the words stand inside
_ROOT = 0.45  # by feel


class FunnelStep(QWidget):
    """As high as what stands beside it. `of` is how many there were before the first step."""

    def __init__(self, came: int, went: int, of: int, said: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._top, self._foot = (_share(number, of) for number in (came, went))
        self._said = said
        self._last = False
        self.setFixedWidth(WIDE)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        self.setFont(theme.scaled(self.font(), 1.0, QFont.Weight.DemiBold))
        self.setAccessibleName(said)

    def end_here(self) -> None:
        """This is the list itself."""
        self._last = True

    def sizeHint(self) -> QSize:
        return QSize(WIDE, self.fontMetrics().height() + 14)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colours = theme.of(self.palette())
        middle, high = self.width() / 2, self.height()
        top, foot = self._top * middle, self._foot * middle
        neck = min(high, 26.0)  # it narrows at its head; below that it goes straight down
        shape = QPolygonF(
            [
                QPointF(middle - top, 0),
                QPointF(middle + top, 0),
                QPointF(middle + foot, neck),
                QPointF(middle + foot, high),
                QPointF(middle - foot, high),
                QPointF(middle - foot, neck),
            ]
        )
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.accent if self._last else colours.hover))
        painter.drawPolygon(shape)
        painter.setPen(QColor(colours.on_accent if self._last else colours.text))
        where = self.rect().adjusted(0, round(neck / 2) - 6 if high > 40 else 0, 0, 0)
        side = Qt.AlignmentFlag.AlignHCenter
        side |= Qt.AlignmentFlag.AlignTop if high > 60 and not self._last else Qt.AlignmentFlag.AlignVCenter
        if high > 60 and not self._last:
            where.translate(0, round(neck / 2) + 4)
        painter.drawText(where, side, self._said)


def _share(number: int, of: int) -> float:
    return _LEAST + (1.0 - _LEAST) * float((number / max(1, of)) ** _ROOT)
