"""The line over a list while a way out of the bubble is on: which one, and one click back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget

from recdesk.ui import bubble_words, icons, theme

if TYPE_CHECKING:
    from recdesk.ui.ways_out import WaysOut

_SIDES = 28  # where a page's heading begins


class WayStrip(QWidget):
    """Follows `WaysOut`; not there while none is on."""

    def __init__(self, ways: WaysOut, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ways = ways
        self.said = QLabel()
        self.said.setTextFormat(Qt.TextFormat.PlainText)
        self.said.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.back = QPushButton(self.tr("Back to the list as it was"))
        self.back.setProperty("chip", True)
        self.back.clicked.connect(ways.go_back)
        self._sign = QLabel()
        row = QHBoxLayout(self)
        row.setContentsMargins(_SIDES, 8, 20, 8)
        row.setSpacing(10)
        row.addWidget(self._sign)
        row.addWidget(self.said, 1)
        row.addWidget(self.back)
        ways.changed.connect(self._follow)
        self._dress()
        self._follow()

    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())

    def _follow(self) -> None:
        way = self._ways.way
        self.setVisible(way is not None)
        if way is not None:
            text = bubble_words.led(way)
            self.said.setText(text)
            self.said.setToolTip(text)
            self.setAccessibleName(text)
            self.back.setAccessibleDescription(text)

    def _dress(self) -> None:
        self._sign.setPixmap(icons.pixmap("sparkle", QColor(theme.of(self.palette()).link), 16))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.PaletteChange:
            self._dress()
        super().changeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        colours = theme.of(self.palette())
        painter.fillRect(self.rect(), QColor(colours.raised))
        painter.fillRect(0, 0, 4, self.height(), QColor(colours.accent))
        painter.fillRect(0, self.height() - 1, self.width(), 1, QColor(colours.line))
