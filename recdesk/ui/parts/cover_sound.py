"""Covers of what is heard: an artist is a round of pure form, an album a sleeve with the record half out, a
podcast is sound."""

from __future__ import annotations

import math

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainterPath, QPen

from recdesk.ui.parts.cover_sheet import BLACK, BOLD, BOTTOM, MIDDLE, TOP, Sheet, clip
from recdesk.ui.parts.lettering import SANS, Type, set_title

# -- artist, album, podcast, channel: sound -----------------------------------------------------------


def paint_artist(s: Sheet) -> None:
    clip(s, 5)
    s.fill(QRectF(0, 0, s.width, s.height), s.colour("ground"))
    path = QPainterPath()
    path.addEllipse(QPointF(50 * s.unit, 50 * s.unit), 41 * s.unit, 41 * s.unit)
    s.painter.save()
    s.painter.setClipPath(path, Qt.ClipOperation.IntersectClip)
    s.fill(QRectF(0, 0, s.width, s.width), s.colour("deep"))
    (_portrait_dots, _portrait_strings, _portrait_rays)[s.seed % 3](s)
    s.painter.restore()
    kind = Type(SANS, BLACK, 14.5 * s.unit, 7.6 * s.unit, 3, leading=0.88)
    set_title(s.painter, s.box(6, 67, 6, 4), s.face.title, kind, s.colour("ink"), MIDDLE, centred=True)


def _portrait_dots(s: Sheet) -> None:
    """Half-tone: dots grow towards one side."""
    a = math.tau * (s.seed % 16) / 16
    for row in range(11):
        for column in range(11):
            x, y = 10 + column * 8 + (row % 2) * 4, 10 + row * 8
            near = ((x - 50) * math.cos(a) + (y - 50) * math.sin(a)) / 41
            s.disc(x, y, max(0.5, 2.4 + 2.2 * near), s.colour("mark"))


def _portrait_strings(s: Sheet) -> None:
    """Strings of a chord, drawn from rim to rim, that leave an eye of calm."""
    steps, leap = 36, 11 + s.seed % 5
    for i in range(steps):
        a, b = math.tau * i / steps, math.tau * (i + leap) / steps
        ends = [QPointF((50 + 41 * math.cos(t)) * s.unit, (50 + 41 * math.sin(t)) * s.unit) for t in (a, b)]
        s.painter.setPen(QPen(s.colour("mark", 0.9 if i % 3 else 0.55), 0.8 * s.unit))
        s.painter.drawLine(*ends)
    s.disc(50, 50, 6, s.colour("mark"))


def _portrait_rays(s: Sheet) -> None:
    rays = 9 + s.seed % 5
    for i in range(rays):
        a, b = math.tau * i / rays, math.tau * (i + 0.5) / rays
        s.polygon(
            [
                (50, 62),
                (50 + 70 * math.cos(a), 62 + 70 * math.sin(a)),
                (50 + 70 * math.cos(b), 62 + 70 * math.sin(b)),
            ],
            s.colour("mark", 0.8),
        )
    s.disc(50, 62, 19, s.colour("deep"))
    s.disc(50, 62, 12, s.colour("ink"))


def paint_album(s: Sheet) -> None:
    """A square sleeve; the record looks out above it."""
    top = s.height / s.unit - 100
    s.disc(50, top + 12, 47, QColor("#2b2b30"))  # the rim: on a dark page black would have no edge
    s.disc(50, top + 12, 46, QColor("#101012"))
    for radius in (44, 40.5, 37, 33.5, 30):
        s.ring(50, top + 12, radius, QColor(255, 255, 255, 26), 0.5)
    s.disc(50, top + 12, 19, s.colour("mark"))
    sleeve = QRectF(0, top * s.unit, s.width, s.width)
    path = QPainterPath()
    path.addRoundedRect(sleeve, 2 * s.unit, 2 * s.unit)
    s.painter.fillPath(path, s.colour("ground"))
    s.painter.setClipPath(path)
    s.painter.translate(0, top * s.unit)
    (_sleeve_bars, _sleeve_circle, _sleeve_grid, _sleeve_steps)[s.seed % 4](s)
    kind = Type(SANS, BOLD, 12.5 * s.unit, 7.2 * s.unit, 3, leading=0.9)
    box = QRectF(7 * s.unit, 60 * s.unit, 86 * s.unit, 26 * s.unit)
    set_title(s.painter, box, s.face.title, kind, s.colour("ink"), BOTTOM)
    s.small(QRectF(7 * s.unit, 87 * s.unit, 86 * s.unit, 8 * s.unit), s.face.creator, MIDDLE)


def _sleeve_bars(s: Sheet) -> None:
    for i in range(9):
        tall = 8 + (s.seed >> (2 * i)) % 44
        ink = s.colour("mark") if (s.seed >> i) & 1 else s.colour("deep")
        s.fill(QRectF((7 + i * 9.7) * s.unit, 8 * s.unit, 7 * s.unit, tall * s.unit), ink)


def _sleeve_circle(s: Sheet) -> None:
    x = 30 + s.seed % 40
    s.disc(x, 30, 24, s.colour("mark"))
    s.fill(QRectF(0, 30 * s.unit, s.width, 26 * s.unit), s.colour("deep"))
    for i in range(4):
        y = 33 + i * 5.5
        half = max(3.0, 22 - i * 5)
        s.fill(
            QRectF((x - half) * s.unit, y * s.unit, 2 * half * s.unit, 1.6 * s.unit), s.colour("mark", 0.8)
        )


def _sleeve_grid(s: Sheet) -> None:
    bits = s.seed
    for row in range(3):
        for column in range(5):
            bits = (bits * 1103515245 + 12345) & 0x7FFFFFFF
            x, y, turn = 7 + column * 17.4, 7 + row * 17.4, bits >> 7 & 3
            ink = s.colour("mark" if bits >> 12 & 1 else "deep")
            if turn == 0:
                s.disc(x + 8, y + 8, 8, ink)
            elif turn == 1:
                s.polygon([(x, y), (x + 16, y), (x, y + 16)], ink)
            elif turn == 2:
                s.polygon([(x + 16, y), (x + 16, y + 16), (x, y + 16)], ink)
            else:
                s.fill(QRectF(x * s.unit, y * s.unit, 16 * s.unit, 16 * s.unit), ink)


def _sleeve_steps(s: Sheet) -> None:
    for i in range(6):
        inset = i * 7.5
        ink = s.colour("mark" if i % 2 else "deep")
        s.fill(
            QRectF((8 + inset) * s.unit, (7 + inset * 0.55) * s.unit, (84 - 2 * inset) * s.unit, 6 * s.unit),
            ink,
        )
    s.disc(50, 51, 4, s.colour("mark"))


def paint_podcast(s: Sheet) -> None:
    clip(s, 12)
    s.fill(QRectF(0, 0, s.width, s.height), s.colour("ground"))
    kind = Type(SANS, BOLD, 16.5 * s.unit, 8 * s.unit, 4, leading=0.9)
    set_title(s.painter, s.box(10, 8, 10, 52), s.face.title, kind, s.colour("ink"), TOP)
    (_sound_bars, _sound_waves, _sound_arcs)[s.seed % 3](s)


def _sound_bars(s: Sheet) -> None:
    s.painter.setPen(Qt.PenStyle.NoPen)
    s.painter.setBrush(s.colour("mark"))
    for i in range(13):
        swell = math.sin(math.pi * (i + 0.5) / 13)
        tall = 6 + swell * (14 + (s.seed >> (i * 2)) % 30)
        bar = QRectF((10 + i * 6.3) * s.unit, (104 - tall / 2) * s.unit, 3.6 * s.unit, tall * s.unit)
        s.painter.drawRoundedRect(bar, 1.8 * s.unit, 1.8 * s.unit)


def _sound_waves(s: Sheet) -> None:
    s.painter.setBrush(Qt.BrushStyle.NoBrush)
    for i in range(6):
        s.painter.setPen(QPen(s.colour("mark", 1.0 - i * 0.13), 1.7 * s.unit))
        path = QPainterPath()
        beat = 1.5 + s.seed % 3 * 0.5
        for step in range(0, 101, 4):
            swell = math.sin(math.pi * step / 100)
            y = 104 + (20 - i * 3.4) * swell * math.sin(math.tau * beat * step / 100 + i * 0.55)
            point = QPointF(step * s.unit, y * s.unit)
            path.lineTo(point) if step else path.moveTo(point)
        s.painter.drawPath(path)


def _sound_arcs(s: Sheet) -> None:
    x = 24 if s.seed // 3 % 2 else 76
    for i in range(6, 0, -1):
        s.ring(x, 122, 6 + i * 8.5, s.colour("mark", 1.0 - i * 0.12), 2.6)
    s.disc(x, 122, 7, s.colour("mark"))
    s.fill(QRectF(0, 0, s.width, 0.0), s.colour("ground"))


def paint_channel(s: Sheet) -> None:
    clip(s, 8)
    s.fill(QRectF(0, 0, s.width, s.height), s.colour("deep"))
    s.polygon([(36, 26), (36, 66), (70, 46)], s.colour("mark"))
    kind = Type(SANS, BOLD, 15 * s.unit, 8 * s.unit, 4, leading=0.9)
    set_title(s.painter, s.box(9, 55, 9, 7), s.face.title, kind, s.colour("ink"), BOTTOM)
