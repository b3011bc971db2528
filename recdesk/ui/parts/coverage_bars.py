"""How much of the history is recognised: a bar for each kind, and the pack that would help, in words."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QSizePolicy, QWidget

from recdesk.ui import pack_words, theme, words
from recdesk.ui.models.packs import CoverageRow
from recdesk.ui.pages.furniture import soft

HEIGHT = 10


class ShareBar(QWidget):
    """One bar: how much of the plays is known. Says it in words to a screen reader."""

    def __init__(self, share: float, said: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.share = share
        self.setAccessibleName(said)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(160, HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return QSize(60, HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        colours = theme.of(self.palette())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        whole = QRectF(0, (self.height() - HEIGHT) / 2, self.width(), HEIGHT)
        rounded = QPainterPath()
        rounded.addRoundedRect(whole, HEIGHT / 2, HEIGHT / 2)
        painter.setClipPath(rounded)
        painter.fillRect(whole, QColor(colours.line))
        known = QRectF(whole)
        known.setWidth(whole.width() * self.share)
        if self.isRightToLeft():
            known.moveRight(whole.right())
        painter.fillRect(known, QColor(colours.plus))
        painter.end()


class CoverageBars(QWidget):
    """A line for each kind of the history."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnStretch(1, 1)

    def show_rows(self, rows: Sequence[CoverageRow]) -> None:
        """Replace what is shown."""
        while (item := self._grid.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for number, row in enumerate(rows):
            self._add(2 * number, row)

    def _add(self, line: int, row: CoverageRow) -> None:
        one = row.coverage
        name, counts = words.kind_plural(one.kind), pack_words.coverage_counts(one)
        bar = ShareBar(one.known_plays / one.plays if one.plays else 0.0, f"{name}: {counts}")
        label, said = QLabel(name), QLabel(counts)
        said.setAlignment(Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter)
        parts: tuple[QWidget, ...] = (label, bar, said)
        for column, part in enumerate(parts):
            part.setToolTip(pack_words.unknown_titles(one))
            self._grid.addWidget(part, line, column)
        advice = soft(pack_words.advice(one, row.helpful))
        advice.setContentsMargins(0, 0, 0, 8)
        advice.setVisible(bool(advice.text()))
        self._grid.addWidget(advice, line + 1, 1, 1, 2)
