"""One dimension of the bubble as a button: its number, the catalogue's beside it, and how it went."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QEnterEvent, QFont, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from recdesk.ranking.concentration import Facet
from recdesk.ui import bubble_words, theme

_ROUND = 10.0
_PAD = 14.0
_MOST = 60  # points that so small a line can show


class FacetTile(QAbstractButton):
    """Checked while its facet is the one on the chart."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._facet: Facet | None = None
        self.setCheckable(True)
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)  # as time and bars run
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def show_facet(self, facet: Facet) -> None:
        self._facet = facet
        self.setAccessibleName(bubble_words.tile(facet))
        self.setToolTip(bubble_words.tile(facet))
        self.update()

    def sizeHint(self) -> QSize:
        high = self.fontMetrics().height()
        return QSize(150, round(2 * _PAD + 2 * high + 2.2 * high))

    def minimumSizeHint(self) -> QSize:
        return QSize(112, self.sizeHint().height())

    def enterEvent(self, event: QEnterEvent) -> None:
        self.update()
        super().enterEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colours = theme.of(self.palette())
        box = QRectF(self.rect()).adjusted(1.5, 1.5, -1.5, -1.5)
        edge, wide = (colours.accent, 2.0) if self.isChecked() else (colours.line, 1.0)
        if self.hasFocus():
            edge, wide = (colours.text if self.isChecked() else colours.ring), 2.4
        painter.setPen(QPen(QColor(edge), wide))
        painter.setBrush(QColor(colours.hover if self.underMouse() else colours.raised))
        painter.drawRoundedRect(box, _ROUND, _ROUND)
        if self._facet is not None:
            self._words(painter, box.adjusted(_PAD, _PAD - 2, -_PAD, -_PAD + 2), colours)

    def _words(self, painter: QPainter, room: QRectF, colours: theme.Theme) -> None:
        facet = self._facet
        assert facet is not None
        high = self.fontMetrics().height()
        name = bubble_words.facet_name(facet.dimension)
        painter.setFont(theme.scaled(self.font(), 0.95, QFont.Weight.DemiBold))
        painter.setPen(QColor(colours.soft))
        self._put(painter, QRectF(room.left(), room.top(), room.width(), high), name)
        recent = facet.recent
        painter.setFont(theme.scaled(self.font(), 1.9, QFont.Weight.Bold))
        unsure = recent is None or not recent.solid
        ink = colours.link if bubble_words.is_narrow(facet) else colours.soft if unsure else colours.text
        painter.setPen(QColor(ink))
        said = bubble_words.number(recent.number) if recent else "–"
        big = QRectF(room.left(), room.top() + high, room.width(), 2.1 * high)
        self._put(painter, big, said)
        taken = painter.fontMetrics().horizontalAdvance(said) + 10.0
        self._spark(
            painter,
            QRectF(room.left() + taken, big.top() + 6, room.width() - taken, big.height() - 12),
            colours,
        )
        if facet.catalogue is not None:
            painter.setFont(theme.scaled(self.font(), 0.88))
            painter.setPen(QColor(colours.soft))
            of = self.tr("catalogue {n}").format(n=bubble_words.number(facet.catalogue.number))
            self._put(painter, QRectF(room.left(), room.bottom() - high, room.width(), high), of)

    @staticmethod
    def _put(painter: QPainter, box: QRectF, text: str) -> None:
        fitting = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, int(box.width()))
        painter.drawText(box, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, fitting)

    def _spark(self, painter: QPainter, room: QRectF, colours: theme.Theme) -> None:
        """The line of its solid points, without a scale."""
        assert self._facet is not None
        points = [point for point in self._facet.points if point.solid and point.months][-_MOST:]
        if len(points) < 3 or room.width() < 24:
            return
        first, last = points[0].months, points[-1].months
        assert first is not None and last is not None
        most = max(point.number for point in points)
        line = QPolygonF(
            [
                QPointF(
                    room.left() + room.width() * (p.months[0] - first[0]) / max(1, last[0] - first[0]),
                    room.bottom() - room.height() * (p.number - 1.0) / max(most - 1.0, 0.5),
                )
                for p in points
                if p.months is not None
            ]
        )
        painter.setPen(QPen(QColor(colours.accent if self.isChecked() else colours.edge), 1.5))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPolyline(line)
