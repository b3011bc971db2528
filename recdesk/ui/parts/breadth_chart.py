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
    QPainterPath,
    QPaintEvent,
    QPen,
    QPolygonF,
)
from PySide6.QtWidgets import QWidget

from recdesk.domain.bubble import MONTHS, Period
from recdesk.ranking.concentration import Breadth, Facet
from recdesk.ui import bubble_words, theme

HEIGHT = 280
_LEFT, _RIGHT, _TOP, _BELOW = 40.0, 118.0, 14.0, 26.0
_GAP = 3  # stretches without a solid point that a line may cross
_NEAR = 22.0  # pixels from a point to the pointer
_APART = 54.0  # pixels between two years below the chart
_ROOM = 1.15  # of the highest value


class BreadthChart(QWidget):
    """One facet. `chosen` tells the number of the point that is looked at, -1 for none."""

    chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._facet: Facet | None = None
        self._period = Period.MONTH
        self._scope = "film"
        self.current = -1
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setMinimumHeight(HEIGHT)

    def sizeHint(self) -> QSize:
        return QSize(640, HEIGHT)

    def show_facet(self, facet: Facet, period: Period, scope: str) -> None:
        self._facet, self._period, self._scope = facet, period, scope
        self.current = -1
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

    # -- places --------------------------------------------------------------------------------------

    def _span(self) -> tuple[int, int]:
        assert self._facet is not None
        ends = [p.months for p in (*self._facet.points, *self._facet.shown) if p.months is not None]
        return min(first for first, _ in ends), max(last for _, last in ends)

    def _highest(self) -> float:
        """The top of the scale: all solid values have room, a band may leave it."""
        assert self._facet is not None
        solid = [p.number for p in (*self._facet.points, *self._facet.shown) if p.solid]
        level = [self._facet.catalogue.number] if self._facet.catalogue else []
        return _ROOM * max((*solid, *level, 2.0))

    def _inside(self) -> QRectF:
        return QRectF(
            _LEFT, _TOP, max(60.0, self.width() - _LEFT - _RIGHT), max(60.0, self.height() - _TOP - _BELOW)
        )

    def _x(self, months: tuple[int, int]) -> float:
        first, last = self._span()
        inside = self._inside()
        half = MONTHS[self._period] / 2
        middle = (months[0] + months[1] + 1) / 2
        wide = max(last + 1 - first - 2 * half, 1.0)
        return inside.left() + inside.width() * min(1.0, max(0.0, (middle - first - half) / wide))

    def _y(self, value: float) -> float:
        inside = self._inside()
        return inside.bottom() - inside.height() * (value - 1.0) / max(self._highest() - 1.0, 1e-6)

    def place(self, number: int) -> QPointF:
        """Where a point stands."""
        assert self._facet is not None
        point = self._facet.points[number]
        assert point.months is not None
        return QPointF(self._x(point.months), self._y(min(point.number, self._highest())))

    # -- painting ------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        facet = self._facet
        if facet is None or not facet.points:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colours = theme.of(self.palette())
        painter.setFont(theme.scaled(self.font(), 0.92))
        self._scale(painter, colours)
        self._years(painter, colours)
        labels: list[tuple[QPointF, str, str]] = []
        if facet.catalogue is not None:
            level = self._y(facet.catalogue.number)
            painter.setPen(QPen(QColor(colours.edge), 1.4, Qt.PenStyle.DashLine))
            inside = self._inside()
            painter.drawLine(QPointF(inside.left(), level), QPointF(inside.right(), level))
            labels.append((QPointF(inside.right(), level), self.tr("catalogue"), colours.soft))
        self._band(painter, facet.points, colours)
        if ended := self._line(painter, facet.shown, QPen(QColor(colours.plus), 2.0, Qt.PenStyle.DotLine)):
            labels.append((ended, self.tr("shown to you"), colours.plus))
        if ended := self._line(painter, facet.points, QPen(QColor(colours.accent), 2.4)):
            labels.append((ended, self.tr("you"), colours.link))
        self._dots(painter, facet.points, colours.accent, colours)
        self._dots(painter, facet.shown, colours.plus, colours)
        self._names(painter, labels)
        self._mark(painter, colours)

    def _scale(self, painter: QPainter, colours: theme.Theme) -> None:
        inside, top = self._inside(), self._highest()
        step = next(s for s in (0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500) if (top - 1) / s <= 5)
        value = 1.0
        while value <= top:
            y = self._y(value)
            painter.setPen(QPen(QColor(colours.line), 1))
            painter.drawLine(QPointF(inside.left(), y), QPointF(inside.right(), y))
            painter.setPen(QColor(colours.soft))
            box = QRectF(0, y - 10, _LEFT - 8, 20)
            said = f"{value:g}"
            painter.drawText(box, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, said)
            value = step * (int(value / step + 1e-9) + 1)

    def _years(self, painter: QPainter, colours: theme.Theme) -> None:
        first, last = self._span()
        inside = self._inside()
        painter.setPen(QColor(colours.soft))
        begun = range(-(-first // 12), last // 12 + 1)  # years whose January is there
        if not begun:
            self._year(painter, inside.left(), first // 12)
            return
        wide = inside.width() * 12 / max(last + 1 - first, 12)
        every = next(n for n in (1, 2, 5, 10, 20, 50, 1000) if n * wide >= _APART)
        for year in begun:
            if year % every == 0:
                x = self._x((year * 12, year * 12))
                painter.setPen(QPen(QColor(colours.line), 1))
                painter.drawLine(QPointF(x, inside.bottom()), QPointF(x, inside.bottom() + 5))
                painter.setPen(QColor(colours.soft))
                self._year(painter, x, year)

    def _year(self, painter: QPainter, x: float, year: int) -> None:
        box = QRectF(x - 30, self._inside().bottom() + 6, 60, _BELOW - 6)
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

    def _band(self, painter: QPainter, points: Sequence[Breadth], colours: theme.Theme) -> None:
        ground = QColor(colours.accent)
        ground.setAlpha(46)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ground)
        painter.save()
        painter.setClipRect(self._inside())
        for run in self._runs(points):
            places = [(self._x(p.months), p.low, p.high) for p in run if p.months is not None]
            if len(places) == 1:
                x, low, high = places[0]
                painter.drawRect(QRectF(QPointF(x - 3, self._y(high)), QPointF(x + 3, self._y(low))))
            else:
                above = [QPointF(x, self._y(high)) for x, _, high in places]
                below = [QPointF(x, self._y(low)) for x, low, _ in reversed(places)]
                painter.drawPolygon(QPolygonF([*above, *below]))
        painter.restore()

    def _line(self, painter: QPainter, points: Sequence[Breadth], pen: QPen) -> QPointF | None:
        """Draw it; where it ends, or None where there is none."""
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        ended = None
        for run in self._runs(points):
            places = [QPointF(self._x(p.months), self._y(p.number)) for p in run if p.months is not None]
            path = QPainterPath(places[0])
            for place in places[1:]:
                path.lineTo(place)
            painter.drawPath(path)
            ended = places[-1]
        return ended

    def _dots(self, painter: QPainter, points: Sequence[Breadth], ink: str, colours: theme.Theme) -> None:
        few = len(points) <= 40
        for point in points:
            if point.months is None or (point.solid and not few):
                continue
            painter.setPen(QPen(QColor(ink if point.solid else colours.edge), 1.3))
            painter.setBrush(QColor(ink if point.solid else colours.raised))
            size = 3.2 if point.solid else 2.6
            y = self._y(min(point.number, self._highest()))
            painter.drawEllipse(QPointF(self._x(point.months), y), size, size)

    def _names(self, painter: QPainter, labels: list[tuple[QPointF, str, str]]) -> None:
        """What each line is, where it ends; those at the edge are pushed apart until all can be read."""
        high = painter.fontMetrics().height()
        edge = self._inside().right() - 60
        free = -1e9
        for ended, said, ink in sorted(labels, key=lambda label: label[0].y()):
            y = ended.y()
            if ended.x() > edge:
                y = max(y, free)
                free = y + high
            painter.setPen(QColor(ink))
            box = QRectF(ended.x() + 10, y - high / 2, _RIGHT - 12, high)
            painter.drawText(box, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, said)

    def _mark(self, painter: QPainter, colours: theme.Theme) -> None:
        if self.current >= 0:
            place, inside = self.place(self.current), self._inside()
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
