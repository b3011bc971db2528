"""Setting a title into a box: as large as it fits, broken between words, cut with an ellipsis at the last.

Works for any script: Chinese and Japanese break between characters, Arabic and Hebrew run from the right.
Knows fonts and boxes; knows nothing of works or covers.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QTextLayout, QTextOption

from recdesk.ui.words import is_rtl

SERIF = ("Noto Serif", "Georgia", "Cambria", "DejaVu Serif", "serif")
SANS = ("Noto Sans", "Segoe UI", "Helvetica Neue", "DejaVu Sans", "sans-serif")
_STEP = 0.88  # each try is this much smaller; finer steps are not seen and cost a layout each


@dataclass(frozen=True, slots=True)
class Type:
    """How a title is set. Sizes are pixels before scaling for the screen."""

    families: tuple[str, ...]
    weight: QFont.Weight
    largest: float
    smallest: float
    lines: int
    capitals: bool = False
    spacing: float = 0.0  # extra pixels between letters
    leading: float = 1.0  # line height as a share of the font's own


def set_title(
    painter: QPainter,
    box: QRectF,
    text: str,
    kind: Type,
    colour: QColor,
    where: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignTop,
    centred: bool = False,
) -> QRectF:
    """Draw `text` into `box` and return what it covers. `where` is AlignTop, AlignVCenter or AlignBottom."""
    font, lines, height = _fitted(box.width(), box.height(), text, kind)
    top = box.top()
    if where == Qt.AlignmentFlag.AlignVCenter:
        top += (box.height() - height * len(lines)) / 2
    elif where == Qt.AlignmentFlag.AlignBottom:
        top = box.bottom() - height * len(lines)
    painter.setFont(font)
    painter.setPen(colour)
    side = Qt.AlignmentFlag.AlignHCenter if centred else Qt.AlignmentFlag.AlignLeft
    if not centred and is_rtl(text):
        side = Qt.AlignmentFlag.AlignRight
    for i, line in enumerate(lines):
        row = QRectF(box.left(), top + i * height, box.width(), height)
        painter.drawText(row, side | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextDontClip, line)
    return QRectF(box.left(), top, box.width(), height * len(lines))


def _font(kind: Type, pixels: float) -> QFont:
    font = QFont()
    font.setFamilies(list(kind.families))
    font.setWeight(kind.weight)
    font.setPixelSize(max(6, round(pixels)))
    if kind.capitals:
        font.setCapitalization(QFont.Capitalization.AllUppercase)
    if kind.spacing:
        font.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, kind.spacing)
    return font


def _fitted(width: float, height: float, text: str, kind: Type) -> tuple[QFont, list[str], float]:
    """The largest font in which the text fits, its lines, and the height of one."""
    size = kind.largest
    while True:
        last = size <= kind.smallest
        font = _font(kind, max(size, kind.smallest))
        metrics = QFontMetricsF(font)
        line_height = metrics.height() * kind.leading
        room = max(1, min(kind.lines, int((height + 1) / line_height)))
        lines = _broken(text, font, width, anywhere=last)
        wide = any(metrics.horizontalAdvance(line) > width + 0.5 for line in lines)
        if len(lines) <= room and not wide:
            return font, lines, line_height
        if last:
            return font, _cut(text, lines, room, metrics, width), line_height
        size *= _STEP


def _broken(text: str, font: QFont, width: float, anywhere: bool) -> list[str]:
    option = QTextOption()
    mode = QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere if anywhere else QTextOption.WrapMode.WordWrap
    option.setWrapMode(mode)
    layout = QTextLayout(text, font)
    layout.setTextOption(option)
    layout.beginLayout()
    lines: list[str] = []
    while (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        line.setPosition(QPointF(0, 0))
        lines.append(text[line.textStart() : line.textStart() + line.textLength()].strip())
    layout.endLayout()
    return lines or [text]


def _cut(text: str, lines: list[str], room: int, metrics: QFontMetricsF, width: float) -> list[str]:
    """The first `room` lines, the last of them ending in an ellipsis where something is left out."""
    kept = lines[:room]
    if len(lines) > room:
        rest = " ".join(lines[room - 1 :])
        kept[-1] = metrics.elidedText(rest, Qt.TextElideMode.ElideRight, width)
    return [metrics.elidedText(line, Qt.TextElideMode.ElideRight, width) for line in kept]
