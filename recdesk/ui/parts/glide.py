"""Cards on their way: from where the eye last saw them to where the new order has them.

Nothing is moved but what is painted: the model and the geometry are in the new order at once, so a click, a
key or a screen reader never waits. A new order in the middle of a glide starts where the cards are then, by
the clock and not by frames; under a fast hand the cards trail it by a few frames and never jump back. What
was not in sight before fades in at its place.

Knows a view of cards and places by work. Knows no list.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from time import perf_counter
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Qt, QTimer
from PySide6.QtGui import QColor, QPainter

from recdesk.ui import motion, theme

if TYPE_CHECKING:
    from recdesk.ui.parts.card_view import CardView

DURATION_S = 0.16  # by feel: long enough to be followed, over before the hand has decided on the next move
FRAME_MS = 16
_IN = 5  # what is left of a card's margin, so that a moving one has no frame
FAINTEST = 0.3  # a card that comes in is never invisible: under a fast hand the page would look empty


@dataclass(frozen=True, slots=True)
class _Start:
    """Where a card stood when the glide began, seen from its new place; how much of it was to be seen."""

    dx: float
    dy: float
    shown: float


_STILL = _Start(0.0, 0.0, 1.0)


class Glide(QObject):
    """Of one view, which paints itself through it while anything is `running`."""

    def __init__(self, view: CardView, clock: Callable[[], float] = perf_counter) -> None:
        super().__init__(view)
        self._view = view
        self._clock = clock
        self._starts: dict[int, _Start] = {}
        self._noted: dict[int, QPoint] = {}  # places before the new order, by work
        self._began = 0.0
        self._timer = QTimer(self)
        self._timer.setObjectName("cards glide")
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setSingleShot(True)
        self._timer.setInterval(FRAME_MS)
        self._timer.timeout.connect(self._tick)

    @property
    def running(self) -> bool:
        """Whether any card is still on its way."""
        return bool(self._starts)

    def note_places(self) -> None:
        """A new order is about to come."""
        view = self._view
        self._noted = self._places() if view.isVisible() and motion.may_move(view) else {}

    def begin(self) -> None:
        """The new order is there: let the cards go where it has them. Where none was in sight before there is
        nothing to follow: it is another list, and stands there at once."""
        before, after = self._noted, self._places() if self._noted else {}
        if before == after:
            return  # what glides, glides on
        if not before.keys() & after.keys():
            self.stop()
            return
        left, starts = self._left(), {}
        for work_id, place in after.items():
            seen = self._starts.get(work_id, _STILL)
            if work_id in before:
                way = before[work_id] - place
                shown = 1.0 - (1.0 - seen.shown) * left
                starts[work_id] = _Start(way.x() + seen.dx * left, way.y() + seen.dy * left, shown)
            else:
                starts[work_id] = _Start(0.0, 0.0, FAINTEST)
        self._starts = {work_id: start for work_id, start in starts.items() if start != _STILL}
        self._began = self._clock()
        if self._starts:
            self._timer.start()

    def paint(self, painter: QPainter, rows: Iterable[int]) -> None:
        """Paint these rows: what fades in, then what rests, and above them what is moving."""
        ground = QColor(theme.of(self._view.palette()).base)
        for row in sorted(rows, key=self._layer):
            rect = self._view.rect_of(row)
            way, shown = self.way_of(self._work_in(row))
            painter.setOpacity(shown)
            if not way.isNull():
                # No text of one over the cover of another. Round corners would cost 0.4 ms a card.
                painter.fillRect(rect.translated(way).adjusted(_IN, _IN, -_IN, -_IN), ground)
            self._view.paint_row(painter, row, rect.translated(way))
        painter.setOpacity(1.0)
        # The next frame is counted from here: on a busy machine frames give way to the hand, not it to them.
        self._timer.start()

    def stop(self) -> None:
        """Everything is at its place."""
        self._starts = {}
        self._timer.stop()

    def way_of(self, work_id: int) -> tuple[QPoint, float]:
        """How far from its place a card is to be painted now, and how much of it is to be seen, 0..1."""
        start = self._starts.get(work_id)
        if start is None:
            return QPoint(), 1.0
        left = self._left()
        return QPoint(round(start.dx * left), round(start.dy * left)), 1.0 - (1.0 - start.shown) * left

    def _places(self) -> dict[int, QPoint]:
        view = self._view
        return {self._work_in(row): view.rect_of(row).topLeft() for row in view.rows_in_sight()}

    def _work_in(self, row: int) -> int:
        card = self._view.cards.card(row)
        return card.work_id if card is not None else 0

    def _layer(self, row: int) -> int:
        start = self._starts.get(self._work_in(row), _STILL)
        return 2 if start.dx or start.dy else 1 if start.shown == 1.0 else 0

    def _left(self) -> float:
        """What is left of the way, 1..0: fast at first, then slower."""
        done = (self._clock() - self._began) / DURATION_S
        return (1.0 - done) ** 3 if done < 1.0 else 0.0

    def _tick(self) -> None:
        if self._clock() - self._began >= DURATION_S:
            self.stop()
        else:
            self._timer.start()  # should nothing be painted meanwhile, as in a window that was covered
        self._view.viewport().update()
