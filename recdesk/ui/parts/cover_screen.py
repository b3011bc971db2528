"""Covers of what is watched: a film is a poster, a series is a screen with its episodes."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainterPath, QPen

from recdesk.ui.parts.cover_sheet import BLACK, BOLD, BOTTOM, TOP, Sheet, clip
from recdesk.ui.parts.lettering import SANS, Type, set_title

# -- film: a poster -----------------------------------------------------------------------------------


def paint_film(s: Sheet) -> None:
    clip(s, 3)
    s.fill(QRectF(0, 0, s.width, s.height), s.colour("ground"))
    (_film_sun, _film_beam, _film_cut, _film_rings, _film_night)[s.seed % 5](s)


def _poster(s: Sheet, capitals: bool) -> Type:
    return Type(
        SANS, BLACK, 21 * s.unit, 8.5 * s.unit, 5, capitals=capitals and len(s.face.title) < 22, leading=0.84
    )


def _credit(s: Sheet, top: bool) -> None:
    line = " · ".join(part for part in (s.face.creator, s.face.year) if part)
    s.small(s.box(8, 5, 8, 4), line, TOP if top else BOTTOM)


def _film_sun(s: Sheet) -> None:
    """A disc over a horizon of bands; the title below."""
    s.fill(QRectF(0, 0, s.width, 0.52 * s.height), s.colour("deep"))
    x = 30 + s.seed % 40
    s.disc(x, 44, 27, s.colour("mark"))
    for i in range(4):
        y = 0.37 + i * 0.04
        s.fill(QRectF(0, y * s.height, s.width, (0.008 + i * 0.006) * s.height), s.colour("deep"))
    set_title(s.painter, s.box(8, 55, 8, 12), s.face.title, _poster(s, False), s.colour("ink"), TOP)
    _credit(s, top=False)


def _film_beam(s: Sheet) -> None:
    """A cone of light falls from a corner; the title above it."""
    side = s.seed // 5 % 2
    tip, left, right = ((112, 48), (-30, 152), (62, 152)) if side else ((-12, 48), (38, 152), (130, 152))
    s.polygon([tip, left, right], s.colour("mark"))
    middle = (left[0] + right[0]) / 2
    s.polygon([tip, (middle - 12, 152), (middle + 12, 152)], s.colour("ink", 0.22))
    s.disc(middle, 128, 6, s.colour("deep"))
    s.polygon([(middle - 6, 144), (middle - 3, 131), (middle + 3, 131), (middle + 6, 144)], s.colour("deep"))
    s.fill(QRectF(0, 0, s.width, 0.4 * s.height), s.colour("ground"))
    set_title(s.painter, s.box(8, 11, 8, 62), s.face.title, _poster(s, True), s.colour("ink"), TOP)
    _credit(s, top=True)


def _film_cut(s: Sheet) -> None:
    """Cut paper: three uneven slabs leaning on each other."""
    lean = [(s.seed >> (4 * i)) % 16 - 8 for i in range(6)]
    s.polygon([(0, 0), (100, 0), (100, 40 + lean[0]), (0, 52 + lean[1])], s.colour("deep"))
    s.polygon([(12, 0), (46 + lean[2], 0), (34, 74 + lean[3]), (22, 70)], s.colour("mark"))
    s.polygon([(58 + lean[4], 0), (84, 0), (74 + lean[5], 56), (64, 58)], s.colour("ink", 0.9))
    set_title(s.painter, s.box(8, 56, 8, 12), s.face.title, _poster(s, True), s.colour("ink"), BOTTOM)
    _credit(s, top=False)


def _film_rings(s: Sheet) -> None:
    """Rings that spread from beyond the lower edge; the title above."""
    x = 22 if s.seed // 5 % 2 else 78
    for i in range(5, 0, -1):
        s.disc(x, 142, 13.5 * i, s.colour("deep" if i % 2 else "mark", 1.0 if i % 2 else 0.35 + 0.1 * i))
    s.disc(x, 142, 7, s.colour("mark"))
    s.fill(QRectF(0, 0, s.width, 0.5 * s.height), s.colour("ground"))
    set_title(s.painter, s.box(8, 11, 8, 54), s.face.title, _poster(s, False), s.colour("ink"), TOP)
    _credit(s, top=True)


def _film_night(s: Sheet) -> None:
    """A skyline of narrow blocks with a few lit windows under a small moon."""
    s.fill(QRectF(0, 0, s.width, 0.55 * s.height), s.colour("deep"))
    s.disc(20 + s.seed % 55, 22, 9, s.colour("mark"))
    bits, x = s.seed, 0.0
    while x < 100:
        bits = (bits * 1103515245 + 12345) & 0x7FFFFFFF
        wide, tall = 8 + bits % 9, 18 + (bits >> 8) % 34
        s.fill(
            QRectF(x * s.unit, (79 - tall) * s.unit, (wide + 0.5) * s.unit, tall * s.unit), s.colour("ground")
        )
        if bits >> 5 & 1:
            s.fill(
                QRectF((x + 2) * s.unit, (84 - tall) * s.unit, 2.6 * s.unit, 3.4 * s.unit), s.colour("mark")
            )
        x += wide
    set_title(s.painter, s.box(8, 57, 8, 12), s.face.title, _poster(s, True), s.colour("ink"), TOP)
    _credit(s, top=False)


# -- series: a screen ---------------------------------------------------------------------------------


def paint_series(s: Sheet) -> None:
    clip(s, 5)
    s.fill(QRectF(0, 0, s.width, s.height), s.colour("ground"))
    screen = QRectF(7 * s.unit, 8 * s.unit, 86 * s.unit, 56 * s.unit)
    path = QPainterPath()
    path.addRoundedRect(screen, 5 * s.unit, 5 * s.unit)
    s.painter.fillPath(path, s.colour("deep"))
    s.painter.save()
    s.painter.setClipPath(path, Qt.ClipOperation.IntersectClip)
    (_screen_hills, _screen_panels, _screen_doors)[s.seed % 3](s)
    s.painter.restore()
    s.painter.setPen(QPen(s.colour("ink", 0.55), 1.0 * s.unit))
    s.painter.setBrush(Qt.BrushStyle.NoBrush)
    s.painter.drawRoundedRect(screen, 5 * s.unit, 5 * s.unit)
    kind = Type(SANS, BOLD, 16 * s.unit, 8 * s.unit, 4, leading=0.9)
    set_title(s.painter, s.box(8, 49, 8, 14), s.face.title, kind, s.colour("ink"), TOP)
    for i in range(8):
        bar = QRectF((8 + i * 6.2) * s.unit, s.height - 9.5 * s.unit, 4.6 * s.unit, 2.2 * s.unit)
        s.fill(bar, s.colour("mark") if i < 1 + s.seed // 11 % 6 else s.colour("ink", 0.35))
    s.small(s.box(60, 80, 8, 4.4), s.face.year, BOTTOM, centred=True)


def _screen_hills(s: Sheet) -> None:
    s.disc(30 + s.seed % 40, 34, 13, s.colour("mark"))
    for i, (ink, alpha) in enumerate((("mark", 0.35), ("mark", 0.55), ("ground", 1.0))):
        y, dip = 42 + i * 7, (s.seed >> (3 * i)) % 14 - 7
        path = QPainterPath(QPointF(0, 70 * s.unit))
        path.lineTo(0, (y + dip) * s.unit)
        path.cubicTo(
            QPointF(33 * s.unit, (y - 14 - dip) * s.unit),
            QPointF(60 * s.unit, (y + 14 + dip) * s.unit),
            QPointF(100 * s.unit, (y - dip) * s.unit),
        )
        path.lineTo(100 * s.unit, 70 * s.unit)
        s.painter.fillPath(path, s.colour(ink, alpha))


def _screen_panels(s: Sheet) -> None:
    for i in range(3):
        x = 7 + i * 28.9
        s.fill(
            QRectF(x * s.unit, 0, 27.6 * s.unit, s.height),
            s.colour("mark", (0.25, 0.9, 0.5)[(i + s.seed) % 3]),
        )
        s.disc(
            x + 13.5, 30 + (s.seed >> (4 * i)) % 14, 9, s.colour(("ink", "deep", "ground")[(i + s.seed) % 3])
        )
        s.polygon([(x - 1, 66), (x + 13.5, 44), (x + 28, 66)], s.colour("ground", 0.85))


def _screen_doors(s: Sheet) -> None:
    x = 50 + s.seed % 20 - 10
    for i in range(5):
        half, top = 34 - i * 6.5, 12 + i * 5.5
        s.fill(
            QRectF((x - half) * s.unit, top * s.unit, 2 * half * s.unit, 70 * s.unit),
            s.colour("mark" if i % 2 == 0 else "deep", 1.0 if i % 2 else 0.35 + 0.15 * i),
        )
    s.disc(x, 51, 3.2, s.colour("ink"))
    s.polygon([(x - 3, 66), (x - 2, 54), (x + 2, 54), (x + 3, 66)], s.colour("ink"))
