"""Where months and values lie on a chart. Knows numbers and a rectangle."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF

from recdesk.domain.bubble import MONTHS, Period
from recdesk.ranking.concentration import Breadth, Facet

_ROOM = 1.15  # of the highest value
_STEPS = (0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)


@dataclass(frozen=True, slots=True)
class Scale:
    """`first` and `last` are months counted from the year 0, `top` is the value at the upper edge; the lower
    one is 1, the narrowest there is."""

    inside: QRectF
    first: int
    last: int
    top: float
    length: int  # months of a point

    @classmethod
    def of(cls, facet: Facet, period: Period, inside: QRectF) -> Scale:
        """All solid values have room; an interval may leave it."""
        points = (*facet.points, *facet.shown)
        spans = [point.months for point in points if point.months is not None]
        values = [point.number for point in points if point.solid]
        if facet.catalogue is not None:
            values.append(facet.catalogue.number)
        first, last = min(first for first, _ in spans), max(last for _, last in spans)
        return cls(inside, first, last, _ROOM * max((*values, 2.0)), MONTHS[period])

    def x(self, months: tuple[int, int]) -> float:
        """The middle of a stretch; the first and the last point stand at the edges."""
        half = self.length / 2
        along = (months[0] + months[1] + 1) / 2 - self.first - half
        whole = max(self.last + 1 - self.first - 2 * half, 1.0)
        return self.inside.left() + self.inside.width() * min(1.0, max(0.0, along / whole))

    def y(self, value: float) -> float:
        """May lie outside."""
        return self.inside.bottom() - self.inside.height() * (value - 1.0) / max(self.top - 1.0, 1e-6)

    def place(self, point: Breadth) -> QPointF:
        """Where a dot stands, never outside."""
        assert point.months is not None
        return QPointF(self.x(point.months), self.y(min(point.number, self.top)))

    def levels(self) -> list[float]:
        """Round values to draw lines at, 1 the first."""
        step = next(s for s in _STEPS if (self.top - 1.0) / s <= 5 or s == _STEPS[-1])
        found, value = [], 1.0
        while value <= self.top:
            found.append(value)
            value = step * (int(value / step + 1e-9) + 1)
        return found

    def years(self, apart: float) -> list[tuple[float, int]]:
        """(x, year) of Januaries at least so many pixels apart; without any, the year it begins in."""
        begun = range(-(-self.first // 12), self.last // 12 + 1)
        if not begun:
            return [(self.inside.left(), self.first // 12)]
        wide = self.inside.width() * 12 / max(self.last + 1 - self.first, 12)
        every = next(n for n in (1, 2, 5, 10, 20, 50, 1000) if n * wide >= apart or n == 1000)
        return [(self.x((year * 12, year * 12)), year) for year in begun if year % every == 0]
