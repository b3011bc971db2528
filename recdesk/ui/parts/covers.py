"""Covers as pixmaps: drawn once, kept within a bound, and never more at a time than a frame has room for.

A cold cover takes about a millisecond; a page that scrolls to thirty new ones must not stop for them. What
finds no room in this turn of the event loop is drawn in the next; until then a card shows its plain ground.
"""

from __future__ import annotations

from collections import OrderedDict
from time import perf_counter

from PySide6.QtCore import QCoreApplication, QObject, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QPixmap

from recdesk.ui import words
from recdesk.ui.models.cards import Card
from recdesk.ui.parts.cover_face import Face
from recdesk.ui.parts.cover_inks import inks_of, seed_of

BUDGET_S = 0.004  # of drawing in one turn: a 60 Hz frame has 16 ms, the re-ranking takes up to 7 of them
KEPT_BYTES = 28 * 2**20  # 220 covers at 1x, 55 at 2x: what two pages show

_Key = tuple[Face, int, int, float]


def face_of(card: Card) -> Face:
    return Face(card.kind, card.title, card.creator, words.year_text(card.year), card.genre)


def ground_of(face: Face) -> str:
    """The colour a cover is before it is drawn."""
    return inks_of(face.genre, seed_of(f"{face.kind.value}:{face.title}") >> 3).ground


class CoverStore(QObject):
    """One for the whole program: `CoverStore.shared()`."""

    room_again = Signal()  # covers that found no room may be asked for again

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._kept: OrderedDict[_Key, QPixmap] = OrderedDict()
        self._bytes = 0
        self._spent = BUDGET_S  # the first frame shows titles on plain grounds; covers follow in the next
        self._turn = QTimer(self)
        self._turn.setObjectName("next turn of drawing")
        self._turn.setSingleShot(True)
        self._turn.setInterval(0)
        self._turn.timeout.connect(self._begin_turn)
        self._refused = False

    @classmethod
    def shared(cls) -> CoverStore:
        app = QCoreApplication.instance()
        assert app is not None, "covers need an application"
        found = app.findChild(cls)
        return found if found is not None else cls(app)

    def __len__(self) -> int:
        return len(self._kept)

    @property
    def bytes(self) -> int:
        """What the kept covers take."""
        return self._bytes

    def cover(self, face: Face, size: QSize, ratio: float, patient: bool = False) -> QPixmap | None:
        """The cover in device-independent `size`, for a screen with `ratio` pixels to a point. None if this
        turn has no time left for it: `room_again` follows. `patient` callers always get one."""
        key = (face, size.width(), size.height(), ratio)
        if (kept := self._kept.get(key)) is not None:
            self._kept.move_to_end(key)
            return kept
        if self._spent >= BUDGET_S and not patient:
            self._refused = True
            self._turn.start()
            return None
        began = perf_counter()
        made = _draw(face, size, ratio)
        self._spent += perf_counter() - began
        self._turn.start()
        self._keep(key, made)
        return made

    def _keep(self, key: _Key, made: QPixmap) -> None:
        self._kept[key] = made
        self._bytes += _bytes_of(made)
        while self._bytes > KEPT_BYTES and len(self._kept) > 1:
            _, dropped = self._kept.popitem(last=False)
            self._bytes -= _bytes_of(dropped)

    def _begin_turn(self) -> None:
        self._spent = 0.0
        if self._refused:
            self._refused = False
            self.room_again.emit()


def _draw(face: Face, size: QSize, ratio: float) -> QPixmap:
    from recdesk.ui.parts.cover_art import paint_cover  # 10 ms, after the first frame

    made = QPixmap(size * ratio)
    made.setDevicePixelRatio(ratio)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    paint_cover(painter, QRectF(0, 0, size.width(), size.height()), face)
    painter.end()
    return made


def _bytes_of(pixmap: QPixmap) -> int:
    return pixmap.width() * pixmap.height() * 4
