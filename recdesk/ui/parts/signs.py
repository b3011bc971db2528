"""The small signs of the four quick actions and of the arrows, drawn as paths: no icon font, any size, any
colour."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPainterPath, QPen, QPixmap

from recdesk.domain.feedback import Verdict

SIGN_OF = {
    Verdict.LIKE: "heart",
    Verdict.SEEN_LIKED: "check",
    Verdict.SEEN_NEUTRAL: "check",
    Verdict.SEEN_DISLIKED: "check",
    Verdict.NOT_INTERESTED: "cross",
    Verdict.LATER: "mark",
}


def draw_sign(painter: QPainter, box: QRectF, sign: str, colour: QColor, filled: bool = False) -> None:
    """Draw heart, check, cross, mark (a book mark), star, left, right, up or down into `box`."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    pen = QPen(colour, max(1.4, box.width() / 9))
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.setBrush(colour if filled else Qt.BrushStyle.NoBrush)
    painter.drawPath(_path(box, sign))
    painter.restore()


def sign_icon(sign: str, colour: QColor, ratio: float, filled: bool = False) -> QIcon:
    """A sign as the icon of a button, 16 points."""
    pixmap = QPixmap(round(16 * ratio), round(16 * ratio))
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    draw_sign(painter, QRectF(1.5, 1.5, 13, 13), sign, colour, filled)
    painter.end()
    return QIcon(pixmap)


def _path(box: QRectF, sign: str) -> QPainterPath:
    def at(x: float, y: float) -> QPointF:
        return QPointF(box.left() + x * box.width(), box.top() + y * box.height())

    path = QPainterPath()
    if sign == "heart":
        path.moveTo(at(0.5, 0.9))
        path.cubicTo(at(-0.25, 0.42), at(0.14, -0.1), at(0.5, 0.24))
        path.cubicTo(at(0.86, -0.1), at(1.25, 0.42), at(0.5, 0.9))
    elif sign == "check":
        path.moveTo(at(0.1, 0.55))
        path.lineTo(at(0.4, 0.84))
        path.lineTo(at(0.92, 0.2))
    elif sign == "cross":
        path.moveTo(at(0.16, 0.16))
        path.lineTo(at(0.84, 0.84))
        path.moveTo(at(0.84, 0.16))
        path.lineTo(at(0.16, 0.84))
    elif sign == "mark":
        path.moveTo(at(0.22, 0.06))
        path.lineTo(at(0.78, 0.06))
        path.lineTo(at(0.78, 0.94))
        path.lineTo(at(0.5, 0.68))
        path.lineTo(at(0.22, 0.94))
        path.closeSubpath()
    elif sign == "star":  # of four points
        near, far = 0.38, 0.62
        path.moveTo(at(0.5, 0.0))
        for x, y in ((far, near), (1.0, 0.5), (far, far), (0.5, 1.0), (near, far), (0.0, 0.5), (near, near)):
            path.lineTo(at(x, y))
        path.closeSubpath()
    elif sign in ("up", "down"):
        rise = 1.0 if sign == "up" else -1.0
        path.moveTo(at(0.12, 0.5 + 0.18 * rise))
        path.lineTo(at(0.5, 0.5 - 0.2 * rise))
        path.lineTo(at(0.88, 0.5 + 0.18 * rise))
    else:
        back = 1.0 if sign == "left" else -1.0
        path.moveTo(at(0.5 + 0.18 * back, 0.12))
        path.lineTo(at(0.5 - 0.2 * back, 0.5))
        path.lineTo(at(0.5 + 0.18 * back, 0.88))
    return path
