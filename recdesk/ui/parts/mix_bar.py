"""What a list is made of, as one bar: a part for each kind, with its sign and how many there are.

Signs and numbers say it all, so nothing hangs on colour. Knows counts and a palette.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QSizePolicy, QWidget

from recdesk.domain.works import Kind
from recdesk.ui import dial_words, icons, theme

_HIGH = 24
_SIGN = 15
_LEAST = 42.0  # so that a sign and two figures stand in every part
_SLIT = 2.0


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the bar, from left to right in the order of kinds."""

    kind: Kind
    count: int
    left: float
    wide: float


class MixBar(QWidget):
    """Of any width; parts grow with their counts."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.counts: dict[Kind, int] = {}
        self._signs: dict[tuple[Kind, str], QPixmap] = {}
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("What the list is made of"))

    def show_kinds(self, kinds: Iterable[Kind]) -> None:
        """Show a list by the kinds of its works."""
        given = list(kinds)
        counts = {kind: n for kind in Kind if (n := given.count(kind))}
        if counts != self.counts:
            self.counts = counts
            said = dial_words.held(counts)
            self.setToolTip(said)
            self.setAccessibleDescription(said)
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(260, _HIGH)

    def minimumSizeHint(self) -> QSize:
        return QSize(120, _HIGH)

    def parts(self) -> list[Part]:
        """Where each part lies: what every part needs, and the rest by the counts."""
        if not self.counts:
            return []
        room = self.width() - _SLIT * (len(self.counts) - 1)
        least = min(_LEAST, room / len(self.counts))
        spare, total = room - least * len(self.counts), sum(self.counts.values())
        placed, left = [], 0.0
        for kind, count in self.counts.items():
            wide = least + spare * count / total
            placed.append(Part(kind, count, left, wide))
            left += wide + _SLIT
        return placed

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colours = theme.of(self.palette())
        metrics = painter.fontMetrics()
        for part in self.parts():
            left = self.width() - part.left - part.wide if self.isRightToLeft() else part.left
            box = QRectF(left, 0.5, part.wide, _HIGH - 1)
            painter.setPen(QColor(colours.line))
            painter.setBrush(QColor(colours.hover))
            painter.drawRoundedRect(box, 5, 5)
            number = str(part.count)
            inside = _SIGN + 4 + metrics.horizontalAdvance(number)
            x = box.center().x() - inside / 2
            sign = self._sign(part.kind, colours.link)
            painter.drawPixmap(round(x), round(box.center().y() - _SIGN / 2), sign)
            painter.setPen(QColor(colours.text))
            where = QRectF(x + _SIGN + 4, box.top(), part.wide, box.height())
            painter.drawText(where, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, number)

    def _sign(self, kind: Kind, ink: str) -> QPixmap:
        if (kind, ink) not in self._signs:
            self._signs[kind, ink] = icons.pixmap(kind.value, QColor(ink), _SIGN)
        return self._signs[kind, ink]
