"""Pick a few works you love: the way in for somebody without a history file."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QListView,
    QPushButton,
    QStackedWidget,
    QStyle,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from recdesk.ui.intents import Intents
from recdesk.ui.models.cards import Card, CardRole
from recdesk.ui.models.favourites import ENOUGH, Favourites
from recdesk.ui.pages.furniture import heading, soft
from recdesk.ui.parts.card_delegate import CardDelegate
from recdesk.ui.parts.covers import CoverStore
from recdesk.ui.parts.empty_note import EmptyNote
from recdesk.ui.reader import LibraryReader

TYPING_MS = 150


class PickerPage(QWidget):
    """A grid of covers; a click or Space chooses. Three are enough."""

    left = Signal()
    begun = Signal()

    def __init__(self, intents: Intents, reader: LibraryReader, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._intents = intents
        self.favourites = Favourites(reader, self)
        self.field = QLineEdit()
        self.field.setPlaceholderText(self.tr("Find a film, series, book, artist or podcast"))
        self.field.setAccessibleName(self.tr("Find a work"))
        self.field.setClearButtonEnabled(True)
        self.field.setFixedWidth(320)
        self.grid = PickGrid(self.favourites)
        self.empty = EmptyNote()
        self.count = soft()
        self.back = QPushButton(self.tr("Back"))
        self.begin = QPushButton(self.tr("Show my recommendations"))
        self.begin.setProperty("primary", True)
        self.body = QStackedWidget()
        self.body.addWidget(self.grid)
        self.body.addWidget(self.empty)
        self._typing = QTimer(self, singleShot=True, interval=TYPING_MS)
        self._typing.setObjectName("picker search")
        self._lay_out()
        self._connect()
        self._follow()

    def _connect(self) -> None:
        self.favourites.changed.connect(self._follow)
        self.field.textChanged.connect(lambda _text: self._typing.start())
        self._typing.timeout.connect(lambda: self.favourites.search(self.field.text()))
        self._intents.link.job_ended.connect(lambda ended: self._note_works(ended.changed))
        self.back.clicked.connect(self.left)
        self.begin.clicked.connect(self.start_learning)

    def come_to_front(self) -> None:
        """Put works on offer and the caret into the search field."""
        self.favourites.offer()
        self.field.setFocus()

    def start_learning(self) -> None:
        """Take the chosen works for the person's taste."""
        if self.favourites.enough:
            self._intents.begin_with(self.favourites.chosen)
            self.begun.emit()

    def _note_works(self, changed: frozenset[str]) -> None:
        if "works" in changed and self.isVisible():
            self.favourites.search(self.field.text())  # the catalogue has arrived

    def _follow(self) -> None:
        n = len(self.favourites.chosen)
        if n < ENOUGH:
            said = self.tr("{n} chosen, {more} more to go").format(n=n, more=ENOUGH - n)
        else:
            said = self.tr("{n} chosen. More make it better.").format(n=n)
        self.count.setText(said)
        self.begin.setEnabled(self.favourites.enough)
        found = self.favourites.cards.rowCount()
        if not found and self.favourites.text:
            self.empty.say(
                self.tr("No work of that name"),
                self.tr("The catalogue does not know it. Try the original title, or another work."),
            )
        elif not found:
            self.empty.say(
                self.tr("The catalogue is being set up"),
                self.tr("This takes a few seconds, the first time only."),
            )
        self.body.setCurrentWidget(self.grid if found else self.empty)

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.addWidget(heading(self.tr("Pick at least three you love")))
        top.addStretch()
        top.addWidget(self.field)
        bottom = QHBoxLayout()
        bottom.addWidget(self.back)
        bottom.addStretch()
        self.count.setWordWrap(False)
        bottom.addWidget(self.count)
        bottom.addSpacing(12)
        bottom.addWidget(self.begin)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 18, 20, 14)
        column.setSpacing(12)
        column.addLayout(top)
        column.addWidget(self.body, 1)
        column.addLayout(bottom)


class PickDelegate(CardDelegate):
    """Cards as everywhere else, without the quick actions: here a click means one thing only."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        card = index.data(CardRole.CARD)
        if not isinstance(card, Card):
            return
        state = option.state & ~QStyle.StateFlag.State_Selected
        if card.verdict:
            state |= QStyle.StateFlag.State_Selected
        self.paint_card(painter, option.widget, option.rect, card, index.row(), state)


class PickGrid(QListView):
    """The covers on offer. A chosen one is framed and carries its sign."""

    def __init__(self, favourites: Favourites, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._favourites = favourites
        self._delegate = PickDelegate(CoverStore.shared(), self)
        self.setItemDelegate(self._delegate)
        self.setModel(favourites.cards)
        self.setAccessibleName(self.tr("Works to choose from"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setMovement(QListView.Movement.Static)
        self.setUniformItemSizes(True)
        self.setSpacing(3)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.viewport().setAutoFillBackground(False)
        self.clicked.connect(lambda index: favourites.toggle(index.row()))
        CoverStore.shared().room_again.connect(self.viewport().update)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._favourites.toggle(self.currentIndex().row())
        else:
            super().keyPressEvent(event)
