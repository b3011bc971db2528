"""How broad a history was over time: a line with its band, what was shown, and the catalogue's level.

What has too few works to be compared is a hollow dot and bears no line. Nothing hangs on colour alone: the
three lines differ in how they are drawn and are named where they end, and every point can be reached with the
arrow keys and is told in words.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
    QResizeEvent,
)
from PySide6.QtWidgets import QWidget

from recdesk.domain.bubble import MONTHS, Period
from recdesk.ranking.concentration import Breadth, Facet
from recdesk.ui import bubble_words, theme
from recdesk.ui.parts.chart_scale import Scale

HEIGHT = 280
_LEFT, _RIGHT, _TOP, _BELOW = 40.0, 118.0, 14.0, 26.0
_GAP = 3  # stretches without a solid point that a line may cross
_NEAR = 22.0  # pixels from a point to the pointer
_APART = 54.0  # pixels between two years below the chart
_DOTTED = 40  # points; of more the line alone is drawn


class BreadthChart(QWidget):
    """One facet. `chosen` tells the number of the point that is looked at, -1 for none."""

    chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._facet: Facet | None = None
        self._period = Period.MONTH
        self._scope = "film"
        self._scale: Scale | None = None
        self.current = -1
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)  # as time and bars run
        self.setMinimumHeight(HEIGHT)

    def sizeHint(self) -> QSize:
        return QSize(640, HEIGHT)

    def show_facet(self, facet: Facet, period: Period, scope: str) -> None:
        self._facet, self._period, self._scope = facet, period, scope
        self.current = -1
        self._measure()
        self.setAccessibleName(
            self.tr("Chart: {name} over time").format(name=bubble_words.facet_name(facet.dimension))
        )
        self._tell()
        self.update()

    def choose(self, number: int) -> None:
        """Look at one point."""
        points = self._facet.points if self._facet else ()
        number = number if 0 <= number < len(points) else -1
        if number != self.current:
            self.current = number
            self._tell()
            self.chosen.emit(number)
            self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._measure()

    def _measure(self) -> None:
        self._scale = None
        if self._facet is not None and self._facet.points:
            wide, high = self.width() - _LEFT - _RIGHT, self.height() - _TOP - _BELOW
            inside = QRectF(_LEFT, _TOP, max(60.0, wide), max(60.0, high))
            self._scale = Scale.of(self._facet, self._period, inside)

    def place(self, number: int) -> QPointF:
        """Where a point stands."""
        assert self._facet is not None and self._scale is not None
        return self._scale.place(self._facet.points[number])

    # -- painting ------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        facet, scale = self._facet, self._scale
        if facet is None or scale is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colours = theme.of(self.palette())
        painter.setFont(theme.scaled(self.font(), 0.92))
        self._ground(painter, scale, colours)
        labels: list[tuple[QPointF, str, str]] = []
        if facet.catalogue is not None:
            level, right = scale.y(facet.catalogue.number), scale.inside.right()
            painter.setPen(QPen(QColor(colours.edge), 1.4, Qt.PenStyle.DashLine))
            painter.drawLine(QPointF(scale.inside.left(), level), QPointF(right, level))
            labels.append((QPointF(right, level), self.tr("catalogue"), colours.soft))
        self._band(painter, scale, facet.points, colours)
        shown = QPen(QColor(colours.plus), 2.0, Qt.PenStyle.DotLine)
        if ended := self._line(painter, scale, facet.shown, shown):
            labels.append((ended, self.tr("shown to you"), colours.plus))
        if ended := self._line(painter, scale, facet.points, QPen(QColor(colours.accent), 2.4)):
            labels.append((ended, self.tr("you"), colours.link))
        self._dots(painter, scale, facet.points, colours.accent, colours)
        self._dots(painter, scale, facet.shown, colours.plus, colours)
        self._names(painter, scale, labels)
        self._mark(painter, scale, colours)

    def _ground(self, painter: QPainter, scale: Scale, colours: theme.Theme) -> None:
        """Levels and years."""
        inside = scale.inside
        for value in scale.levels():
            y = scale.y(value)
            painter.setPen(QPen(QColor(colours.line), 1))
            painter.drawLine(QPointF(inside.left(), y), QPointF(inside.right(), y))
            painter.setPen(QColor(colours.soft))
            box = QRectF(0, y - 10, _LEFT - 8, 20)
            painter.drawText(box, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, f"{value:g}")
        for x, year in scale.years(_APART):
            painter.setPen(QPen(QColor(colours.line), 1))
            painter.drawLine(QPointF(x, inside.bottom()), QPointF(x, inside.bottom() + 5))
            painter.setPen(QColor(colours.soft))
            box = QRectF(x - 30, inside.bottom() + 6, 60, _BELOW - 6)
            painter.drawText(box, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop, str(year))

    def _runs(self, points: Sequence[Breadth]) -> list[list[Breadth]]:
        """Solid points that a line may join."""
        length = MONTHS[self._period]
        runs: list[list[Breadth]] = []
        last = None
        for point in points:
            if not point.solid or point.months is None:
                continue
            if last is None or point.months[0] - last > (_GAP + 1) * length:
                runs.append([])
            runs[-1].append(point)
            last = point.months[0]
        return runs

    def _band(self, painter: QPainter, scale: Scale, points: Sequence[Breadth], colours: theme.Theme) -> None:
        ground = QColor(colours.accent)
        ground.setAlpha(46)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ground)
        painter.save()
        painter.setClipRect(scale.inside)
        for run in self._runs(points):
            places = [(scale.x(p.months), scale.y(p.low), scale.y(p.high)) for p in run if p.months]
            if len(places) == 1:
                x, low, high = places[0]
                painter.drawRect(QRectF(QPointF(x - 3, high), QPointF(x + 3, low)))
            else:
                above = [QPointF(x, high) for x, _, high in places]
                below = [QPointF(x, low) for x, low, _ in reversed(places)]
                painter.drawPolygon(QPolygonF([*above, *below]))
        painter.restore()

    def _line(self, painter: QPainter, scale: Scale, points: Sequence[Breadth], pen: QPen) -> QPointF | None:
        """Draw it; where it ends, or None where there is none."""
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        ended = None
        for run in self._runs(points):
            places = [scale.place(point) for point in run]
            painter.drawPolyline(QPolygonF(places))
            ended = places[-1]
        return ended

    def _dots(
        self, painter: QPainter, scale: Scale, points: Sequence[Breadth], ink: str, colours: theme.Theme
    ) -> None:
        few = len(points) <= _DOTTED
        for point in points:
            if point.months is None or (point.solid and not few):
                continue
            painter.setPen(QPen(QColor(ink if point.solid else colours.edge), 1.3))
            painter.setBrush(QColor(ink if point.solid else colours.raised))
            size = 3.2 if point.solid else 2.6
            painter.drawEllipse(scale.place(point), size, size)

    def _names(self, painter: QPainter, scale: Scale, labels: list[tuple[QPointF, str, str]]) -> None:
        """What each line is, where it ends; those at the edge are pushed apart until all can be read."""
        high = painter.fontMetrics().height()
        edge = scale.inside.right() - 60
        free = -1e9
        for ended, said, ink in sorted(labels, key=lambda label: label[0].y()):
            y = ended.y()
            if ended.x() > edge:
                y = max(y, free)
                free = y + high
            painter.setPen(QColor(ink))
            box = QRectF(ended.x() + 10, y - high / 2, _RIGHT - 12, high)
            painter.drawText(box, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, said)

    def _mark(self, painter: QPainter, scale: Scale, colours: theme.Theme) -> None:
        if self.current >= 0:
            place, inside = self.place(self.current), scale.inside
            painter.setPen(QPen(QColor(colours.edge), 1))
            painter.drawLine(QPointF(place.x(), inside.top()), QPointF(place.x(), inside.bottom()))
            painter.setPen(QPen(QColor(colours.text), 2))
            painter.setBrush(QColor(colours.raised))
            painter.drawEllipse(place, 5, 5)
        if self.hasFocus():
            painter.setPen(QPen(QColor(colours.ring), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 6, 6)

    # -- looking -------------------------------------------------------------------------------------

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self.choose(self._at(event.position().x()))

    def leaveEvent(self, event: object) -> None:
        if not self.hasFocus():
            self.choose(-1)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.choose(-1)
        super().focusOutEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        count = len(self._facet.points) if self._facet else 0
        to = {
            Qt.Key.Key_Right: self.current + 1,
            Qt.Key.Key_Left: (self.current if self.current >= 0 else count) - 1,
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: count - 1,
        }.get(Qt.Key(event.key()))
        if to is None or not count:
            super().keyPressEvent(event)
            return
        self.choose(min(max(to, 0), count - 1))

    def _at(self, x: float) -> int:
        """The point nearest to a place, -1 where none is near."""
        if self._facet is None or not self._facet.points:
            return -1
        far = [abs(self.place(n).x() - x) for n in range(len(self._facet.points))]
        nearest = min(range(len(far)), key=far.__getitem__)
        return nearest if far[nearest] <= _NEAR else -1

    def _tell(self) -> None:
        """The point that is looked at in words; of all, where none is."""
        if self._facet is None:
            return
        points = self._facet.points
        if self.current >= 0:
            said = bubble_words.point(self._facet, points[self.current], self._scope)
        else:
            said = " ".join(
                (bubble_words.half(self._facet, self._scope), bubble_words.compared(self._facet, self._scope))
            )
        self.setAccessibleDescription(said)
