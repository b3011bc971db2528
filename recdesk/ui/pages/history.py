"""History: everything the person watched, heard and read, newest first, to look through and to search."""

from __future__ import annotations

from array import array
from functools import partial

from PySide6.QtCore import QModelIndex, QPoint, Qt, QTimer
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QMenu,
    QPushButton,
    QStackedWidget,
    QTableView,
    QWidget,
)

from recdesk.domain.review import Question
from recdesk.domain.works import Kind
from recdesk.library import Library
from recdesk.ui import job_words, words
from recdesk.ui.intents import Intents
from recdesk.ui.models.events import DATE, KIND, RATING, SOURCE, TITLE, WHAT, EventTable
from recdesk.ui.pages import furniture
from recdesk.ui.pages.furniture import heading, soft
from recdesk.ui.parts.empty_note import EmptyNote
from recdesk.ui.reader import LibraryReader
from recdesk.ui.review_intents import ReviewIntents

TYPING_MS = 180
_WIDTHS = {DATE: 110, TITLE: 240, KIND: 80, RATING: 76, SOURCE: 104}


class HistoryPage(QWidget):
    """A table of events under a filter by kind and a search field."""

    least_for_details = 1300  # six columns need the room more than the pane does

    def __init__(
        self, intents: Intents, reader: LibraryReader, review: ReviewIntents, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._intents = intents
        self._reader = reader
        self._review = review
        self._stale = True
        self._kinds: tuple[Kind, ...] = ()
        self.events = EventTable(intents.library, self)
        self.field = QLineEdit()
        self.field.setPlaceholderText(self.tr("Title, creator, episode…"))
        self.field.setAccessibleName(self.tr("Search the history"))
        self.field.setClearButtonEnabled(True)
        self.field.setFixedWidth(260)
        self.count = soft()
        self.mend = QPushButton(self.tr("Not this work…"))
        self.mend.setToolTip(self.tr("The rows of the chosen line mean another work"))
        self.mend.setEnabled(False)
        self.table = self._make_table()
        self.empty = EmptyNote()
        self.body = QStackedWidget()
        self.body.addWidget(self.table)
        self.body.addWidget(self.empty)
        self._lay_out()
        self._typing = QTimer(self, singleShot=True, interval=TYPING_MS)
        self._typing.setObjectName("history search")
        self._connect()

    def _connect(self) -> None:
        self._intents.history_changed.connect(self._note_change)
        self.field.textChanged.connect(lambda _text: self._typing.start())
        self._typing.timeout.connect(self.look_up)
        self.table.selectionModel().currentRowChanged.connect(self._select)
        self.table.customContextMenuRequested.connect(self._offer)
        self.mend.clicked.connect(self.mend_chosen)

    # -- what is shown -------------------------------------------------------------------------------

    def come_to_front(self) -> None:
        if self._stale:
            self.look_up()

    def show_kinds(self, *kinds: Kind) -> None:
        """Only these kinds; none means all."""
        self._kinds = kinds
        self.look_up()

    def look_up(self) -> None:
        """Ask for the events that fit the filter; they arrive in a moment."""
        self._stale = False
        self._typing.stop()
        kinds, text = self._kinds, self.field.text()

        def numbers(library: Library) -> array[int]:
            return library.timeline.numbers(kinds, text)

        self._reader.ask("history", numbers, self._show)

    def _show(self, numbers: array[int]) -> None:
        self.events.show_numbers(numbers)
        self.count.setText(job_words.events_text(len(numbers)))
        filtered = bool(self._kinds or self.field.text().strip())
        if filtered and not numbers:
            self.empty.say(self.tr("Nothing fits"), self.tr("Try another word, or show all kinds."))
        elif not numbers:
            self.empty.say(*self._nothing_yet())
        self.body.setCurrentWidget(self.table if numbers else self.empty)

    def _nothing_yet(self) -> tuple[str, str]:
        return (
            self.tr("No history yet"),
            self.tr("Drop an export of Netflix, Letterboxd, Spotify, Goodreads or YouTube on the window."),
        )

    def _note_change(self) -> None:
        self._stale = True
        if self.isVisible():
            self.look_up()

    # -- a wrong match -------------------------------------------------------------------------------

    def mend_chosen(self) -> None:
        """Ask which work the chosen line really means; the answer holds for all rows that say the same."""
        event = self.events.row(self.table.currentIndex().row())
        if event is not None:
            self._review.ask_about_event(event.id, self._ask_which)

    def _ask_which(self, question: Question) -> None:
        from recdesk.ui.parts.work_finder import WorkFinder

        now = None if question.work_id is None else self._intents.library.works.get(question.work_id)
        finder = WorkFinder(question, now, self._reader, self)
        finder.work_chosen.connect(partial(self._review.accept, question))
        finder.own_wanted.connect(partial(self._review.reject, question))
        if now is not None:
            finder.merge_wanted.connect(
                lambda kept, title: self._review.merge(now.id, kept, now.title, title)
            )
        finder.open()

    def _offer(self, place: QPoint) -> None:
        index = self.table.indexAt(place)
        if not index.isValid():
            return
        self.table.setCurrentIndex(index)
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(self.mend.text(), self.mend_chosen)
        menu.popup(self.table.viewport().mapToGlobal(place))

    def _select(self, index: QModelIndex) -> None:
        event = self.events.row(index.row()) if index.isValid() else None
        self.mend.setEnabled(event is not None)
        if event is not None:
            self._intents.browse.select(event.work_id)

    # -- building ------------------------------------------------------------------------------------

    def _make_table(self) -> QTableView:
        table = furniture.table(self.events, self.tr("Your history"), _WIDTHS, WHAT)
        table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        table.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        return table

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.addWidget(heading(self.tr("History")))
        top.addWidget(self.count)
        top.addStretch()
        top.addWidget(self.field)
        column = furniture.column_of(self)
        column.addLayout(top)
        column.addLayout(self._kind_row())
        column.addWidget(self.body, 1)

    def _kind_row(self) -> QHBoxLayout:
        choices: list[tuple[str, tuple[Kind, ...]]] = [
            (self.tr("All"), ()),
            *((words.kind_plural(kind), (kind,)) for kind in (Kind.FILM, Kind.SERIES, Kind.BOOK)),
            (self.tr("Music"), (Kind.ARTIST, Kind.ALBUM)),
            *((words.kind_plural(kind), (kind,)) for kind in (Kind.PODCAST, Kind.CHANNEL)),
        ]
        self.kinds, row = furniture.chips(
            self, [(name, partial(self.show_kinds, *kinds)) for name, kinds in choices]
        )
        row.addWidget(self.mend)
        return row
