"""The score of a work as bars: to the right what speaks for it, to the left what speaks against it.

Every bar carries its sign and number, so nothing hangs on colour; the whole chart is also text for a screen
reader. Knows bars and a palette.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from recdesk.ui import theme, words
from recdesk.ui.models.details import Bar

_BAR = 8  # height of a bar
_VALUE = 50  # width of the number beside it


class WhyChart(QWidget):
    """Bars below their names: names are titles, and titles are long."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.bars: tuple[Bar, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("What the score is made of"))

    def show_bars(self, bars: Sequence[Bar]) -> None:
        self.bars = tuple(bars)
        total = sum(bar.value for bar in bars)
        said = [f"{bar.name} {words.signed(bar.value)}" for bar in bars]
        said.append(self.tr("Together {score}").format(score=words.signed(total)))
        self.setAccessibleDescription("; ".join(said))
        self.setToolTip(said[-1])
        self.updateGeometry()
        self.update()

    def _line(self) -> int:
        return QFontMetrics(theme.scaled(self.font(), 0.92)).height() + _BAR + 9

    def sizeHint(self) -> QSize:
        return QSize(260, self._line() * (len(self.bars) + 1))

    def minimumSizeHint(self) -> QSize:
        return QSize(180, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colours = theme.of(self.palette())
        painter.setFont(theme.scaled(self.font(), 0.92))
        metrics = painter.fontMetrics()
        reach = max((abs(bar.value) for bar in self.bars), default=0.0) or 1.0
        # Where all bars point one way the axis stands at the edge, not in the middle of nothing.
        against = max((-bar.value for bar in self.bars), default=0.0) / reach
        room = self.width() - _VALUE
        zero = room * max(0.0, against) / (1.0 + max(0.0, against))
        for i, bar in enumerate(self.bars):
            top = i * self._line()
            name = metrics.elidedText(bar.name, Qt.TextElideMode.ElideRight, room)
            painter.setPen(QColor(colours.text))
            self._put(painter, QRect(0, top, room, metrics.height()), name, Qt.AlignmentFlag.AlignLeft)
            painter.setPen(QColor(colours.text if bar.value >= 0 else colours.minus))
            number = QRect(room, top, _VALUE, metrics.height())
            self._put(painter, number, words.signed(bar.value), Qt.AlignmentFlag.AlignRight)
            track = QRectF(0, top + metrics.height() + 2, self.width(), _BAR)
            self._bar(painter, track, zero, (self.width() - zero) * bar.value / reach, colours)
        self._total(painter, metrics, colours)

    def _bar(self, painter: QPainter, track: QRectF, zero: float, long: float, colours: theme.Theme) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.line))
        painter.drawRoundedRect(track, 4, 4)
        if long < 0:
            long = max(long, -zero)
        left, wide = (zero + min(long, 0.0), max(abs(long), 2.5))
        if self.isRightToLeft():
            left = self.width() - left - wide
        painter.setBrush(QColor(colours.plus if long >= 0 else colours.minus))
        painter.drawRoundedRect(QRectF(left, track.top(), wide, _BAR), 4, 4)

    def _total(self, painter: QPainter, metrics: QFontMetrics, colours: theme.Theme) -> None:
        top = len(self.bars) * self._line() + 4
        painter.setPen(QColor(colours.soft))
        score = words.signed(sum(bar.value for bar in self.bars))
        said = self.tr("Together, the score")
        self._put(
            painter,
            QRect(0, top, self.width() - _VALUE, metrics.height()),
            said,
            Qt.AlignmentFlag.AlignLeft,
        )
        number = QRect(self.width() - _VALUE, top, _VALUE, metrics.height())
        self._put(painter, number, score, Qt.AlignmentFlag.AlignRight)

    def _put(self, painter: QPainter, box: QRect, text: str, side: Qt.AlignmentFlag) -> None:
        if self.isRightToLeft():
            box = QRect(self.width() - box.right() - 1, box.top(), box.width(), box.height())
            flip = {
                Qt.AlignmentFlag.AlignLeft: Qt.AlignmentFlag.AlignRight,
                Qt.AlignmentFlag.AlignRight: Qt.AlignmentFlag.AlignLeft,
            }
            side = flip[side]
        flags = side | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
        painter.drawText(box, flags | Qt.AlignmentFlag.AlignAbsolute, text)
