"""A map of interests: a circle each, as large as its share of the taste, near to what is alike.

The filled circle is the lasting share, the ring around it the share lately: a ring wider than its circle is
an interest that grows. Click, or the arrow keys, choose one.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QWidget

from recdesk.ui import taste_words, theme
from recdesk.ui.models.taste import InterestView

HEIGHT = 300
_COVERED = 0.30  # of the picture, by all circles together
_GAP = 10.0
_LEAST = 15.0  # pixels of radius: a small interest can still be clicked
_ROUNDS = 200


class InterestMap(QWidget):
    """See the module."""

    chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._interests: Sequence[InterestView] = ()
        self._circles: list[tuple[QPointF, float]] = []
        self.current = 0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self.tr("Map of your interests"))
        self.setMinimumHeight(HEIGHT)
        self.setMouseTracking(True)

    def sizeHint(self) -> QSize:
        return QSize(640, HEIGHT)

    def show_interests(self, interests: Sequence[InterestView]) -> None:
        self._interests = interests
        self.current = min(self.current, max(0, len(interests) - 1))
        self._place()
        self._tell()
        self.update()

    def choose(self, number: int) -> None:
        """Mark one interest."""
        if 0 <= number < len(self._interests) and number != self.current:
            self.current = number
            self._tell()
            self.update()

    def circle(self, number: int) -> tuple[QPointF, float]:
        """Centre and radius of an interest."""
        return self._circles[number]

    # -- placing -------------------------------------------------------------------------------------

    def _place(self) -> None:
        """Circles where the map wants them, then pushed apart until none touch and all are inside."""
        wide, high = float(max(200, self.width())), float(max(160, self.height()))
        whole = sum(interest.lasting for interest in self._interests) or 1.0
        unit = math.sqrt(_COVERED * wide * high / math.pi)
        radii = [
            min(0.42 * high, max(_LEAST, unit * math.sqrt(interest.lasting / whole)))
            for interest in self._interests
        ]
        spots = [
            [wide * (0.5 + 0.42 * interest.x), high * (0.5 + 0.40 * interest.y)]
            for interest in self._interests
        ]
        for _ in range(_ROUNDS):
            if not _push_apart(spots, radii):
                break
            for spot, radius in zip(spots, radii):
                spot[0] = min(max(spot[0], radius + _GAP), wide - radius - _GAP)
                spot[1] = min(max(spot[1], radius + _GAP), high - radius - _GAP)
        self._circles = [(QPointF(*spot), radius) for spot, radius in zip(spots, radii)]

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    # -- painting ------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colours = theme.of(self.palette())
        for number, (interest, (centre, radius)) in enumerate(zip(self._interests, self._circles)):
            chosen = number == self.current
            fill = QColor(colours.accent if chosen else colours.hover)
            painter.setPen(QPen(QColor(colours.accent if chosen else colours.edge), 1.2))
            painter.setBrush(fill)
            painter.drawEllipse(centre, radius, radius)
            self._ring(painter, interest, centre, radius, colours)
            if chosen and self.hasFocus():
                painter.setPen(QPen(QColor(colours.ring), 2.5))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawEllipse(centre, radius + 4, radius + 4)
            self._label(painter, interest, centre, radius, colours.on_accent if chosen else colours.text)

    def _ring(
        self, painter: QPainter, interest: InterestView, centre: QPointF, radius: float, colours: theme.Theme
    ) -> None:
        """How large the circle would be by the share lately."""
        if not interest.trend or interest.lasting <= 0.0:
            return
        lately = radius * math.sqrt(interest.current / interest.lasting)
        lately = min(max(lately, 6.0), radius + _GAP - 2.0) if interest.trend > 0 else max(lately, 6.0)
        pen = QPen(QColor(colours.plus if interest.trend > 0 else colours.minus), 2.0)
        pen.setStyle(Qt.PenStyle.SolidLine if interest.trend > 0 else Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(centre, lately, lately)

    def _label(
        self, painter: QPainter, interest: InterestView, centre: QPointF, radius: float, ink: str
    ) -> None:
        """The name inside its circle where it fits, else nothing: the list below has it."""
        painter.setFont(theme.scaled(self.font(), 0.95, QFont.Weight.DemiBold))
        metrics = painter.fontMetrics()
        text = label(taste_words.short(interest), metrics, 1.8 * radius)
        painter.setPen(QColor(ink))
        box = QRectF(centre.x() - radius, centre.y() - metrics.height(), 2 * radius, 2.0 * metrics.height())
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)

    # -- choosing ------------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if (number := self._at(event.position())) is not None:
            self.choose(number)
            self.chosen.emit(number)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        number = self._at(event.position())
        shape = Qt.CursorShape.ArrowCursor if number is None else Qt.CursorShape.PointingHandCursor
        self.setCursor(shape)
        self.setToolTip("" if number is None else taste_words.spoken(self._interests[number]))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1, Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1}
        if (by := step.get(Qt.Key(event.key()))) is None or not self._interests:
            super().keyPressEvent(event)
            return
        number = (self.current + by) % len(self._interests)
        self.choose(number)
        self.chosen.emit(number)

    def _at(self, where: QPointF) -> int | None:
        for number, (centre, radius) in enumerate(self._circles):
            if math.dist((centre.x(), centre.y()), (where.x(), where.y())) <= radius:
                return number
        return None

    def _tell(self) -> None:
        if self._interests:
            self.setAccessibleDescription(taste_words.spoken(self._interests[self.current]))


def label(name: str, metrics: QFontMetrics, room: float) -> str:
    """A name as it stands in a circle with so much room across: in one line, in two if it has two words and
    they fit, else cut; nothing where only a letter or two would be left of it."""
    if metrics.horizontalAdvance(name) <= room:
        return name
    first, _, rest = name.partition(" ")
    if rest and max(map(metrics.horizontalAdvance, (first, rest))) <= 0.9 * room:  # a circle narrows
        return f"{first}\n{rest}"
    cut = metrics.elidedText(name, Qt.TextElideMode.ElideRight, int(room))
    return cut if len(cut) > 3 else ""


def _push_apart(spots: list[list[float]], radii: Sequence[float]) -> bool:
    """Move every touching pair half the way apart each. Whether any pair touched."""
    touched = False
    for i in range(len(spots)):
        for j in range(i):
            dx, dy = spots[i][0] - spots[j][0], spots[i][1] - spots[j][1]
            apart = math.hypot(dx, dy)
            lacking = radii[i] + radii[j] + 2 * _GAP - apart
            if lacking <= 0.5:
                continue
            touched = True
            if apart < 1e-6:
                dx, dy, apart = 1.0, float(i - j), math.hypot(1.0, i - j)
            shift = lacking / (2 * apart)
            spots[i][0] += dx * shift
            spots[i][1] += dy * shift
            spots[j][0] -= dx * shift
            spots[j][1] -= dy * shift
    return touched
