"""Covers of what is read: cloth with a spine, a label or a frame, and a printer's emblem."""

from __future__ import annotations

import math

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QLinearGradient, QPainterPath, QPen

from recdesk.ui.parts.cover_sheet import BOLD, BOTTOM, MIDDLE, Sheet
from recdesk.ui.parts.lettering import SERIF, Type, set_title

# -- book: bound cloth --------------------------------------------------------------------------------


def paint_book(s: Sheet) -> None:
    path = QPainterPath()
    path.addRoundedRect(QRectF(0, 0, s.width, s.height), 1.6 * s.unit, 1.6 * s.unit)
    s.painter.setClipPath(path)
    s.fill(QRectF(0, 0, s.width, s.height), s.colour("ground"))
    (_book_label, _book_bands, _book_frame)[s.seed % 3](s)
    hinge = QLinearGradient(0, 0, 9 * s.unit, 0)
    for at, black in ((0.0, 70), (0.35, 20), (0.62, 60), (0.72, 90), (0.8, 10), (1.0, 0)):
        hinge.setColorAt(at, QColor(0, 0, 0, black))
    s.fill(QRectF(0, 0, 9 * s.unit, s.height), hinge)


def _bookish(s: Sheet, largest: float = 14.5) -> Type:
    return Type(SERIF, BOLD, largest * s.unit, 7.6 * s.unit, 5, leading=0.92)


def _book_label(s: Sheet) -> None:
    """A pasted label in the upper part, an ornament below."""
    label = s.box(17, 13, 9, 46)
    s.fill(label, s.colour("ink"))
    s.painter.setBrush(Qt.BrushStyle.NoBrush)
    s.painter.setPen(QPen(s.colour("ground"), 0.9 * s.unit))
    s.painter.drawRect(label.adjusted(2.6 * s.unit, 2.6 * s.unit, -2.6 * s.unit, -2.6 * s.unit))
    inside = label.adjusted(6 * s.unit, 5 * s.unit, -6 * s.unit, -5 * s.unit)
    set_title(s.painter, inside, s.face.title, _bookish(s, 13), s.colour("ground"), MIDDLE, centred=True)
    _ornament(s, 54, 94)
    s.small(s.box(15, 60, 8, 6), s.face.creator, BOTTOM, centred=True)


def _book_bands(s: Sheet) -> None:
    """Three bands: name, title, pattern."""
    s.fill(s.box(0, 0, 0, 84), s.colour("deep"))
    s.fill(s.box(0, 62, 0, 0), s.colour("deep"))
    s.small(s.box(15, 4, 8, 87), s.face.creator, MIDDLE, centred=True)
    s.fill(s.box(0, 16, 0, 83), s.colour("mark"))
    s.fill(s.box(0, 61, 0, 38), s.colour("mark"))
    set_title(
        s.painter, s.box(16, 19, 8, 40), s.face.title, _bookish(s), s.colour("ink"), MIDDLE, centred=True
    )
    step, turn = 11, s.seed // 3 % 3
    for row in range(4):
        for column in range(8):
            x, y = 16 + column * step + (row % 2) * step / 2, 96 + row * step
            if turn == 0:
                s.disc(x, y, 2.0, s.colour("mark"))
            elif turn == 1:
                s.ring(x, y, 4.6, s.colour("mark"), 0.9)
            else:
                s.polygon([(x, y - 4), (x + 2.6, y), (x, y + 4), (x - 2.6, y)], s.colour("mark"))


def _book_frame(s: Sheet) -> None:
    """A double frame, the title high, an emblem in the middle, the name low."""
    s.painter.setBrush(Qt.BrushStyle.NoBrush)
    for inset, thick in ((5.5, 1.3), (8.2, 0.6)):
        s.painter.setPen(QPen(s.colour("mark"), thick * s.unit))
        frame = QRectF(0, 0, s.width, s.height)
        s.painter.drawRect(
            frame.adjusted((inset + 7) * s.unit, inset * s.unit, -inset * s.unit, -inset * s.unit)
        )
    set_title(
        s.painter, s.box(20, 11, 12, 46), s.face.title, _bookish(s), s.colour("ink"), MIDDLE, centred=True
    )
    _ornament(s, 53, 98)
    s.small(s.box(20, 70, 12, 9), s.face.creator, BOTTOM, centred=True)


def _ornament(s: Sheet, x: float, y: float) -> None:
    """A printer's emblem: moon, sun, eye or leaf."""
    turn = s.seed // 7 % 4
    if turn == 0:
        s.disc(x, y, 13, s.colour("mark"))
        s.disc(x + 5, y - 3, 11, s.colour("ground"))
    elif turn == 1:
        for i in range(12):
            a = math.tau * i / 12
            s.polygon(
                [
                    (x + 15 * math.cos(a), y + 15 * math.sin(a)),
                    (x + 8 * math.cos(a + 0.16), y + 8 * math.sin(a + 0.16)),
                    (x + 8 * math.cos(a - 0.16), y + 8 * math.sin(a - 0.16)),
                ],
                s.colour("mark"),
            )
        s.disc(x, y, 6, s.colour("mark"))
    elif turn == 2:
        for radius in (14, 10.5, 7):
            s.ring(x, y, radius, s.colour("mark"), 1.1)
        s.disc(x, y, 3.4, s.colour("mark"))
    else:
        path = QPainterPath(QPointF(x * s.unit, (y - 15) * s.unit))
        for side in (1, -1):
            bend = QPointF((x + side * 17) * s.unit, y * s.unit)
            path.quadTo(bend, QPointF(x * s.unit, (y + (15 if side == 1 else -15)) * s.unit))
        s.painter.fillPath(path, s.colour("mark"))
        s.fill(QRectF((x - 0.6) * s.unit, (y - 10) * s.unit, 1.2 * s.unit, 29 * s.unit), s.colour("ground"))
