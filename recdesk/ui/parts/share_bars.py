"""The largest shares now, each as three bars: of the person, of what was shown, of the catalogue."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from recdesk.ranking.concentration import Facet, Share
from recdesk.ui import bubble_words, theme

_BAR, _NEXT = 7.0, 11.0  # height of a bar, and from one to the next
_VALUE = 58.0


class ShareBars(QWidget):
    """One facet. Every bar bears its number; the whole is also text for a screen reader."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._facet: Facet | None = None
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)  # as time and bars run
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("The largest shares"))

    def show_facet(self, facet: Facet) -> None:
        self._facet = facet
        told = [self._told(share) for share in facet.shares]
        self.setAccessibleDescription("; ".join(told))
        self.setToolTip("\n".join(told))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        shares = self._facet.shares if self._facet else ()
        return QSize(320, round(self._high(shares[0]) * len(shares) + self._legend()) if shares else 0)

    def minimumSizeHint(self) -> QSize:
        return QSize(220, self.sizeHint().height())

    def _sides(self, share: Share) -> list[tuple[str, float, str]]:
        """(name, value, which colour) of each side that has anything."""
        sides = [
            (self.tr("you"), share.consumed, "accent"),
            (self.tr("shown to you"), share.shown, "plus"),
            (self.tr("catalogue"), share.catalogue, "edge"),
        ]
        return [(name, value, ink) for name, value, ink in sides if value is not None]

    def _told(self, share: Share) -> str:
        assert self._facet is not None
        sides = ", ".join(f"{name} {bubble_words.percent(value)}" for name, value, _ in self._sides(share))
        return f"{bubble_words.name_of(self._facet.dimension, share.name)}: {sides}"

    def _high(self, share: Share) -> float:
        return self.fontMetrics().height() + 4 + _NEXT * len(self._sides(share)) + 8

    def _legend(self) -> float:
        return self.fontMetrics().height() + 4.0

    def paintEvent(self, event: QPaintEvent) -> None:
        facet = self._facet
        if facet is None or not facet.shares:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colours = theme.of(self.palette())
        largest = max(value for share in facet.shares for _, value, _ in self._sides(share))
        top = 0.0
        for share in facet.shares:
            self._paint(painter, share, top, max(largest, 1e-9), colours)
            top += self._high(share)
        self._paint_legend(painter, facet.shares[0], top, colours)

    def _paint(
        self, painter: QPainter, share: Share, top: float, largest: float, colours: theme.Theme
    ) -> None:
        assert self._facet is not None
        name = bubble_words.name_of(self._facet.dimension, share.name)
        painter.setFont(theme.scaled(self.font(), 1.0, QFont.Weight.DemiBold))
        painter.setPen(QColor(colours.text))
        line = QRectF(0, top, self.width() - _VALUE, self.fontMetrics().height() + 2)
        name = painter.fontMetrics().elidedText(name, Qt.TextElideMode.ElideRight, int(line.width()))
        painter.drawText(line, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, name)
        y = line.bottom() + 2
        room = self.width() - _VALUE
        painter.setFont(theme.scaled(self.font(), 0.88))
        for n, (_, value, ink) in enumerate(self._sides(share)):
            bar = QRectF(0, y + n * _NEXT, max(2.0, room * value / largest), _BAR)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(getattr(colours, ink)))
            if ink == "edge":  # a frame, not a fill: told apart without colour
                painter.setPen(QPen(QColor(colours.edge), 1))
                painter.setBrush(QColor(colours.raised))
            painter.drawRoundedRect(bar, 3, 3)
            if n == 0:
                painter.setPen(QColor(colours.text))
                box = QRectF(room, line.top(), _VALUE, line.height())
                said = bubble_words.percent(value)
                painter.drawText(box, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, said)

    def _paint_legend(self, painter: QPainter, share: Share, top: float, colours: theme.Theme) -> None:
        x = 0.0
        painter.setFont(theme.scaled(self.font(), 0.9))
        metrics = painter.fontMetrics()
        for name, _, ink in self._sides(share):
            square = QRectF(x, top + metrics.height() / 2 - 4, 12, _BAR)
            painter.setPen(QPen(QColor(getattr(colours, ink)), 1))
            painter.setBrush(QColor(colours.raised if ink == "edge" else getattr(colours, ink)))
            painter.drawRoundedRect(square, 3, 3)
            painter.setPen(QColor(colours.soft))
            wide = metrics.horizontalAdvance(name) + 4
            box = QRectF(x + 18, top, wide, metrics.height())
            painter.drawText(box, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, name)
            x += 18 + wide + 14
