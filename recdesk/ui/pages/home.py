"""Home: the shelves, one below the other.

Shows what `Browse` has at once: in the first frame that is the list of the last session, read from the
library and painted without numpy. Knows shelves; computes none.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QStackedLayout, QVBoxLayout, QWidget

from recdesk.ui.models.browse import Browse, Stage
from recdesk.ui.models.cards import Shelf
from recdesk.ui.parts.empty_note import EmptyNote
from recdesk.ui.parts.shelf_row import ShelfRow

AT_ONCE = 3
"""Shelves that are in sight on a usual screen."""


class HomePage(QWidget):
    """`whole_list_wanted` carries the key of a shelf whose page should open ("kind:film", "backlog").
    `make_strip` makes what stands above all shelves."""

    whole_list_wanted = Signal(str)
    how_wanted = Signal(str)  # key: how did this shelf come about?

    def __init__(
        self,
        browse: Browse,
        make_strip: Callable[[], QWidget] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._browse = browse
        self._make_strip = make_strip  # not before a run is loaded, so not before the first frame
        self.rows: list[ShelfRow] = []
        self._area = QScrollArea()
        self._area.setViewport(QWidget())  # see CardView
        self._area.setWidgetResizable(True)
        self._area.verticalScrollBar().setSingleStep(40)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inside = QWidget()
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(14, 18, 6, 18)
        self._column.setSpacing(22)
        self._column.addStretch()
        self._area.setWidget(inside)
        for ground in (inside, self._area.viewport()):
            ground.setAutoFillBackground(False)  # the window's own ground shows through
        self._empty = EmptyNote()
        self._whole = QVBoxLayout(self)
        self._whole.setContentsMargins(0, 0, 0, 0)
        self._whole.setSpacing(0)
        self._stack = QStackedLayout()
        self._whole.addLayout(self._stack, 1)
        self._stack.addWidget(self._area)
        self._stack.addWidget(self._empty)
        self.setAccessibleName(self.tr("Home"))
        self._more = QTimer(self)
        self._more.setObjectName("one more shelf")
        self._more.setSingleShot(True)
        self._more.setInterval(0)
        self._connect()
        self.show_shelves()

    def _connect(self) -> None:
        self._more.timeout.connect(self._show_one_more)
        self._browse.shelves_changed.connect(self.show_shelves)
        self._browse.stage_changed.connect(self.show_shelves)
        self._browse.list_changed.connect(self._show_list)

    def show_shelves(self) -> None:
        """Show every shelf `Browse` has, reusing the rows that are there. Rows beyond the first few are
        made one a turn of the event loop, so that neither the first frame nor a click waits for them."""
        shelves = self._browse.shelves
        if self._make_strip is not None and self._browse.stage is Stage.LIVE:
            self._whole.insertWidget(0, self._make_strip())
            self._make_strip = None
        while len(self.rows) < min(len(shelves), AT_ONCE):
            self._add_row()
        if len(self.rows) < len(shelves):
            self._more.start()
        for row, shelf in zip(self.rows, shelves):
            self._fill(row, shelf)
            row.show()
        for row in self.rows[len(shelves) :]:
            row.hide()
        if not shelves:
            self._say_why()
        self._stack.setCurrentWidget(self._area if shelves else self._empty)

    def _show_one_more(self) -> None:
        if len(self.rows) < len(self._browse.shelves):
            self._add_row()
            self.rows[-1].follow_in_tabs(self.rows[-2])
            self._fill(self.rows[-1], self._browse.shelves[len(self.rows) - 1])
            self._more.start()

    def _fill(self, row: ShelfRow, shelf: Shelf) -> None:
        row.show_shelf(shelf)
        if self._browse.stage is Stage.LIVE:
            row.offer_how()

    def row_of(self, key: str) -> ShelfRow | None:
        return next((row for row in self.rows if row.key == key and not row.isHidden()), None)

    def _show_list(self, key: str) -> None:
        shelf = self._browse.shelf(key)
        row = self.row_of(key)
        if shelf is not None and row is not None:
            row.show_shelf(Shelf(key, shelf.cards, shelf.subject))

    def _say_why(self) -> None:
        if self._browse.stage is Stage.LIVE:
            self._empty.say(
                self.tr("Nothing is left to recommend"),
                self.tr(
                    "Everything that fits is known to you or was sent away. Take a refusal back under "
                    "Hidden, or add a catalogue pack."
                ),
            )
        else:
            self._empty.say(
                self.tr("Your shelves fill up from what you already know"),
                self.tr(
                    "Drop a history file anywhere on this window: an export of Netflix, Letterboxd, Spotify, "
                    "Goodreads, YouTube or a CSV of your own. It stays on this computer."
                ),
            )

    def _add_row(self) -> None:
        row = ShelfRow(self._browse)
        place = len(self.rows)
        row.left_upwards.connect(lambda x: self._go(place - 1, x))
        row.left_downwards.connect(lambda x: self._go(place + 1, x))
        row.whole_list_wanted.connect(self.whole_list_wanted)
        row.how_wanted.connect(self.how_wanted)
        self.rows.append(row)
        self._column.insertWidget(place, row)

    def _go(self, place: int, x: int) -> None:
        """Move the keyboard to the shelf at `place`, staying in the same column."""
        if 0 <= place < len(self.rows) and not self.rows[place].isHidden():
            self.rows[place].focus_near(x)
            self._area.ensureWidgetVisible(self.rows[place], 0, 12)

    def showEvent(self, event: QShowEvent) -> None:
        self._browse.watch("top")
        super().showEvent(event)
