"""Short words in rounded boxes that wrap: genres and tags.

One widget paints them all: forty labels would cost more than the rest of the pane.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from recdesk.ui import theme, words

_PAD, _GAP = 8, 6


class Chips(QWidget):
    """Genres first, filled; then tags, outlined."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._genres: tuple[str, ...] = ()
        self._tags: tuple[str, ...] = ()
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setFont(theme.scaled(self.font(), 0.9))

    def show_words(self, genres: Sequence[str], tags: Sequence[str]) -> None:
        self._genres, self._tags = tuple(genres), tuple(tags)
        self.setAccessibleName(self.tr("Genres and tags"))
        self.setAccessibleDescription(words.listed([*genres, *tags]))
        self.setVisible(bool(genres or tags))
        self.updateGeometry()
        self.update()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        boxes = self._boxes(width)
        return max((box.bottom() + 1 for _, _, box in boxes), default=0)

    def sizeHint(self) -> QSize:
        return QSize(260, self.heightForWidth(max(260, self.width())))

    def _boxes(self, width: int) -> list[tuple[str, bool, QRect]]:
        metrics = QFontMetrics(self.font())
        high = metrics.height() + 6
        x = y = 0
        placed = []
        for text, filled in [*((g, True) for g in self._genres), *((t, False) for t in self._tags)]:
            wide = min(metrics.horizontalAdvance(text) + 2 * _PAD, width)
            if x and x + wide > width:
                x, y = 0, y + high + _GAP
            placed.append((text, filled, QRect(x, y, wide, high)))
            x += wide + _GAP
        return placed

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colours = theme.of(self.palette())
        for text, filled, box in self._boxes(self.width()):
            if self.isRightToLeft():
                box.moveLeft(self.width() - box.right() - 1)
            painter.setPen(QPen(QColor(colours.hover if filled else colours.line), 1))
            painter.setBrush(QColor(colours.hover) if filled else Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
            painter.setPen(QColor(colours.text if filled else colours.soft))
            shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, box.width() - _PAD)
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextSingleLine, shown)
