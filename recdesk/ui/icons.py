"""The line icons of the shell, drawn in the palette's colours at the screen's own resolution."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

SIZE = 20

# Bodies of 24 x 24 SVG pictures; strokes take the colour of the text beside them.
_SHAPES: Mapping[str, str] = {
    "home": '<path d="M4 11.2 12 4.5l8 6.7V20h-5.2v-5.6H9.2V20H4z"/>',
    "film": '<rect x="3.5" y="5" width="17" height="14" rx="2"/>'
    '<path d="M8 5v14M16 5v14M3.5 9.7H8M3.5 14.3H8M16 9.7h4.5M16 14.3h4.5"/>',
    "series": '<rect x="3.5" y="8" width="17" height="11.5" rx="2"/><path d="m8 4 4 4 4-4"/>',
    "book": '<path d="M12 6.5C10.2 5.2 7.4 4.8 4 5v13.2c3.4-.2 6.2.2 8 1.5 1.8-1.3 4.6-1.7 8-1.5V5'
    'c-3.4-.2-6.2.2-8 1.5zM12 6.5v13.2"/>',
    "music": '<path d="M9 17.5V6l10.5-2v11.5"/><circle cx="6.5" cy="17.5" r="2.5"/>'
    '<circle cx="17" cy="15.5" r="2.5"/>',
    "artist": '<circle cx="12" cy="8.2" r="3.7"/><path d="M4.8 20c.6-4.2 3.4-6.2 7.2-6.2s6.6 2 7.2 6.2"/>',
    "album": '<circle cx="12" cy="12" r="8"/><circle cx="12" cy="12" r="2.3"/>',
    "channel": '<rect x="3.5" y="5.5" width="17" height="13" rx="3.5"/><path d="m10.3 9 4.6 3-4.6 3z"/>',
    "podcast": '<rect x="9" y="3.5" width="6" height="11" rx="3"/>'
    '<path d="M5.8 11.2a6.2 6.2 0 0 0 12.4 0M12 17.4v3.1"/>',
    "saved": '<path d="M7 4.5h10V20l-5-3.8L7 20z"/>',
    "revisit": '<path d="M5 12a7 7 0 1 0 2.3-5.2M4.5 4.5v4h4"/>',
    "hidden": '<path d="M4 12s3-5.5 8-5.5 8 5.5 8 5.5-3 5.5-8 5.5S4 12 4 12z"/>'
    '<circle cx="12" cy="12" r="2.2"/><path d="M5 19 19 5"/>',
    "taste": '<circle cx="9" cy="10" r="5"/><circle cx="17" cy="7.5" r="2.8"/>'
    '<circle cx="16" cy="16.5" r="3.6"/>',
    "journal": '<path d="M6 4.5h12v15H6zM9 8.5h6M9 12h6M9 15.5h3.5"/>',
    "history": '<circle cx="12" cy="12" r="8"/><path d="M12 7.5V12l3.2 2"/>',
    "imports": '<path d="M12 4v10.5M7.6 10.3 12 14.7l4.4-4.4M4.5 16v3.5h15V16"/>',
    "review": '<circle cx="12" cy="12" r="8"/><path d="M9.6 9.8a2.5 2.5 0 1 1 3.7 2.2c-.9.5-1.3 1-1.3 1.9"/>'
    '<path d="M12 16.4v.2"/>',
    "catalogue": '<path d="M5 4.5h3.5V20H5zM10.2 4.5h3.5V20h-3.5zM15.6 5.4l3.3-.9 3.6 14.6-3.3.9z"/>',
    "search": '<circle cx="10.8" cy="10.8" r="6"/><path d="m15.4 15.4 4.6 4.6"/>',
    "theme": '<circle cx="12" cy="12" r="8"/><path d="M12 4a8 8 0 0 1 0 16z" fill="{colour}"/>',
    "lock": '<rect x="5.5" y="10.5" width="13" height="9" rx="2"/>'
    '<path d="M8.5 10.5V8a3.5 3.5 0 0 1 7 0v2.5"/>',
    "heart": '<path d="M12 19.5S4.5 15 4.5 9.6A4 4 0 0 1 12 7.7a4 4 0 0 1 7.5 1.9'
    'C19.5 15 12 19.5 12 19.5z"/>',
    "sparkle": '<path d="M12 4c.8 4.6 2.9 7.2 8 8-5.1.8-7.2 3.4-8 8-.8-4.6-2.9-7.2-8-8'
    ' 5.1-.8 7.2-3.4 8-8z"/>',
}


def icon(name: str, colour: QColor, chosen: QColor | None = None) -> QIcon:
    """An icon in `colour`, and in `chosen` where the item it stands on is selected."""
    made = QIcon(pixmap(name, colour))
    if chosen is not None:
        made.addPixmap(pixmap(name, chosen), QIcon.Mode.Selected)
    return made


def pixmap(name: str, colour: QColor, size: int = SIZE) -> QPixmap:
    """One icon as a picture of `size` device-independent pixels."""
    screen = QGuiApplication.primaryScreen()
    ratio = screen.devicePixelRatio() if screen else 1.0
    body = _SHAPES[name].replace("{colour}", colour.name())
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" fill="none" '
        f'stroke="{colour.name()}" stroke-width="1.7" stroke-linecap="round" stroke-linejoin="round">'
        f"{body}</svg>"
    )
    picture = QPixmap(QSize(size, size) * ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    QSvgRenderer(QByteArray(svg.encode())).render(painter, QRectF(picture.rect()))
    painter.end()
    picture.setDevicePixelRatio(ratio)
    return picture
