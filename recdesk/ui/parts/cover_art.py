"""Drawing a cover from a title: one composition a kind, varied by the title itself.

Text stands only on the two grounds its ink was chosen for. Knows a face, a rectangle and a painter.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from recdesk.domain.works import Kind
from recdesk.ui.parts.cover_book import paint_book
from recdesk.ui.parts.cover_face import Face
from recdesk.ui.parts.cover_inks import inks_of, seed_of
from recdesk.ui.parts.cover_screen import paint_film, paint_series
from recdesk.ui.parts.cover_sheet import Sheet
from recdesk.ui.parts.cover_sound import paint_album, paint_artist, paint_channel, paint_podcast

_KINDS: Mapping[Kind, Callable[[Sheet], None]] = {
    Kind.FILM: paint_film,
    Kind.BOOK: paint_book,
    Kind.SERIES: paint_series,
    Kind.ARTIST: paint_artist,
    Kind.ALBUM: paint_album,
    Kind.PODCAST: paint_podcast,
    Kind.CHANNEL: paint_channel,
}


def paint_cover(painter: QPainter, rect: QRectF, face: Face) -> None:
    """Draw the cover of `face` into `rect` (height about `RATIO` times its width)."""
    seed = seed_of(f"{face.kind.value}:{face.title}")
    inks = inks_of(face.genre, seed >> 3)
    painter.save()
    painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
    painter.translate(rect.topLeft())
    sheet = Sheet(painter, face, inks, seed, rect.width() / 100, rect.width(), rect.height())
    _KINDS[face.kind](sheet)
    painter.restore()
