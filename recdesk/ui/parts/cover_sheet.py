"""The sheet a cover is drawn on: its inks, its measures, and the few shapes all covers are made of.

Knows a painter and four inks. Knows no kind of work and no composition.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QLinearGradient, QPainter, QPainterPath, QPen, QPolygonF

from recdesk.ui.parts.cover_face import Face
from recdesk.ui.parts.cover_inks import Inks
from recdesk.ui.parts.lettering import SANS, Type, set_title

TOP, MIDDLE, BOTTOM = Qt.AlignmentFlag.AlignTop, Qt.AlignmentFlag.AlignVCenter, Qt.AlignmentFlag.AlignBottom
BLACK, BOLD, MEDIUM = QFont.Weight.Black, QFont.Weight.Bold, QFont.Weight.Medium


@dataclass(frozen=True, slots=True)
class Sheet:
    """One cover being drawn. `unit` is a hundredth of its width."""

    painter: QPainter
    face: Face
    inks: Inks
    seed: int
    unit: float
    width: float
    height: float

    def colour(self, ink: str, alpha: float = 1.0) -> QColor:
        colour = QColor(getattr(self.inks, ink))
        colour.setAlphaF(alpha)
        return colour

    def box(self, left: float, top: float, right: float, bottom: float) -> QRectF:
        """A box by its distance from the left and the right in hundredths of the width, and from top and
        bottom in hundredths of the height."""
        u, v = self.unit, self.height / 100
        return QRectF(left * u, top * v, self.width - (left + right) * u, self.height - (top + bottom) * v)

    def fill(self, shape: QRectF, brush: QColor | QBrush | QLinearGradient) -> None:
        self.painter.fillRect(shape, brush)

    def disc(self, x: float, y: float, radius: float, colour: QColor) -> None:
        self.painter.setPen(Qt.PenStyle.NoPen)
        self.painter.setBrush(colour)
        self.painter.drawEllipse(
            QPointF(x * self.unit, y * self.unit), radius * self.unit, radius * self.unit
        )

    def ring(self, x: float, y: float, radius: float, colour: QColor, thick: float) -> None:
        self.painter.setPen(QPen(colour, thick * self.unit))
        self.painter.setBrush(Qt.BrushStyle.NoBrush)
        self.painter.drawEllipse(
            QPointF(x * self.unit, y * self.unit), radius * self.unit, radius * self.unit
        )

    def polygon(self, points: list[tuple[float, float]], colour: QColor) -> None:
        self.painter.setPen(Qt.PenStyle.NoPen)
        self.painter.setBrush(colour)
        self.painter.drawPolygon(QPolygonF([QPointF(x * self.unit, y * self.unit) for x, y in points]))

    def small(self, box: QRectF, text: str, where: Qt.AlignmentFlag = BOTTOM, centred: bool = False) -> None:
        """A line of small capitals: a name or a year."""
        if text and self.unit > 0.8:  # on a thumbnail it could not be read
            size = 6.6 * self.unit
            kind = Type(SANS, MEDIUM, size, size * 0.8, 1, capitals=True, spacing=0.5 * self.unit)
            set_title(self.painter, box, text, kind, self.colour("ink"), where, centred)


def clip(s: Sheet, radius: float) -> None:
    path = QPainterPath()
    path.addRoundedRect(QRectF(0, 0, s.width, s.height), radius * s.unit, radius * s.unit)
    s.painter.setClipPath(path)
