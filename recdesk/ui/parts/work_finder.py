"""Dialogs that say which work rows mean: any work of the catalogue, found by its title, or one of its own."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QDialog,
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListView,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from recdesk.domain.review import Question
from recdesk.domain.works import Kind, Work
from recdesk.library import Library
from recdesk.ui import review_words, words
from recdesk.ui.models.cards import Card, CardModel
from recdesk.ui.models.details import card_of
from recdesk.ui.models.favourites import make_finder
from recdesk.ui.pages.furniture import heading, soft
from recdesk.ui.parts.choice import Choice
from recdesk.ui.parts.covers import CoverStore
from recdesk.ui.parts.mini_list import CardLine
from recdesk.ui.reader import LibraryReader

TYPING_MS = 150
FOUND = 40


class WorkFinder(QDialog):
    """What the rows say, the works they may mean, and a field to find any other. Answers with a signal and
    closes itself."""

    work_chosen = Signal(int, str)  # work id, title
    own_wanted = Signal()
    merge_wanted = Signal(int, str)  # all that counts on the present work is that other work

    def __init__(
        self, question: Question, now: Work | None, reader: LibraryReader, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._question = question
        self._now = now
        self._reader = reader
        self._find = make_finder()
        self._candidates = [card_of(possible.work) for possible in question.candidates]
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Which work is it?"))
        self.field = QLineEdit()
        self.field.setPlaceholderText(self.tr("Find a film, series, book, artist or podcast"))
        self.field.setAccessibleName(self.tr("Find a work"))
        self.field.setClearButtonEnabled(True)
        self.cards = CardModel(self)
        self.list = self._make_list()
        self.note = soft()
        self.own = QPushButton(self.tr("None of these: a work of its own"))
        self.merge = QPushButton(self.tr("The two are one work"))
        self.take = QPushButton(self.tr("This one"))
        self._typing = QTimer(self, singleShot=True, interval=TYPING_MS)
        self._typing.setObjectName("work finder")
        self._lay_out()
        self._connect()
        self.resize(560, 620)
        self.field.setText(question.mention.title)
        self.field.selectAll()
        self._show([])
        self._look()

    def _connect(self) -> None:
        self.field.textChanged.connect(lambda _text: self._typing.start())
        self.field.returnPressed.connect(self._choose)
        self._typing.timeout.connect(self._look)
        self.list.doubleClicked.connect(lambda _index: self._choose())
        self.list.activated.connect(lambda _index: self._choose())
        self.list.selectionModel().currentChanged.connect(self._follow)
        self.take.clicked.connect(self._choose)
        self.merge.clicked.connect(self._choose_for_all)
        self.own.clicked.connect(self._choose_own)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and down move in the list while the caret stays in the field."""
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
            return
        row = self.list.currentIndex().row() + step
        if 0 <= row < self.cards.rowCount():
            self.list.setCurrentIndex(self.cards.index(row))

    def _look(self) -> None:
        find, text = self._find, self.field.text().strip()

        def found(library: Library) -> list[Work]:
            return find(library, text)[:FOUND] if text else []

        self._reader.ask("work finder", found, self._show)

    def _show(self, works: Sequence[Work]) -> None:
        known = {card.work_id for card in self._candidates}
        known.add(self._question.work_id or 0)  # what the rows count on now is no answer
        found = [card_of(work) for work in works if work.id not in known]
        self.cards.show_cards([*self._candidates, *found])
        if self.cards.rowCount():
            self.list.setCurrentIndex(self.cards.index(0))
        nothing = self.tr("No other work has that title. It can be a work of its own.")
        self.note.setText("" if self.cards.rowCount() else nothing)
        self.note.setVisible(not self.cards.rowCount())
        self._follow()

    def _follow(self, *_indexes: QModelIndex) -> None:
        chosen = self._card() is not None
        self.take.setEnabled(chosen)
        self.merge.setEnabled(chosen)

    def _card(self) -> Card | None:
        return self.cards.card(self.list.currentIndex().row())

    def _choose(self) -> None:
        if card := self._card():
            self.work_chosen.emit(card.work_id, card.title)
            self.accept()

    def _choose_for_all(self) -> None:
        if card := self._card():
            self.merge_wanted.emit(card.work_id, card.title)
            self.accept()

    def _choose_own(self) -> None:
        self.own_wanted.emit()
        self.accept()

    def _make_list(self) -> QListView:
        view = QListView()
        view.setModel(self.cards)
        view.setItemDelegate(CardLine(view))
        view.setFrameShape(QFrame.Shape.NoFrame)
        view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        view.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        view.setAccessibleName(self.tr("Works of that title"))
        CoverStore.shared().room_again.connect(view.viewport().update)
        return view

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(22, 18, 22, 16)
        column.setSpacing(10)
        title = heading(words.isolated(self._question.mention.title))
        title.setWordWrap(True)
        title.setTextFormat(Qt.TextFormat.PlainText)
        column.addWidget(title)
        column.addWidget(soft(self._told()))
        column.addWidget(self.field)
        column.addWidget(self.note)
        column.addWidget(self.list, 1)
        column.addWidget(soft(review_words.settles(self._question.rows)))
        row = QHBoxLayout()
        row.addWidget(self.own)
        row.addStretch()
        row.addWidget(self.merge)
        row.addWidget(self.take)
        column.addLayout(row)
        self.take.setProperty("primary", True)
        self.take.setDefault(True)
        self.own.setAutoDefault(False)
        self.merge.setAutoDefault(False)
        # Only what was made from rows can be another work as a whole; a catalogue's work is what it is.
        self.merge.setVisible(self._now is not None and self._now.origin == "history")
        self.merge.setToolTip(
            self.tr("Everything that counts on the present work, not only the rows with these words")
        )

    def _told(self) -> str:
        said = " · ".join(
            filter(None, (review_words.said_of(self._question.mention), review_words.facts(self._question)))
        )
        if self._now is None:
            return said
        now = self.tr("Counts now on {title}, {facts}.").format(
            title=words.quoted(self._now.title), facts=words.card_facts(card_of(self._now))
        )
        return f"{said}\n{now}"


class NamingDialog(QDialog):
    """How a work of one's own is called: title, kind, year and maker, as the rows have them."""

    named = Signal(str, object, object, tuple)  # title, Kind, year or None, makers

    def __init__(self, question: Question, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        mention = question.mention
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("A work of its own"))
        self.setMinimumWidth(440)
        self.title = QLineEdit(mention.title)
        self.kind = Choice()
        for kind in Kind:
            self.kind.addItem(words.kind_name(kind), kind)
        self.kind.setCurrentIndex(list(Kind).index(mention.kind))
        self.title.setCursorPosition(0)
        self.year = QLineEdit("" if mention.year is None else str(mention.year))
        self.year.setPlaceholderText(self.tr("not known"))
        self.maker = QLineEdit(", ".join(mention.creators))
        self.maker.setPlaceholderText(self.tr("not known"))
        self.keep = QPushButton(self.tr("Keep it so"))
        self.keep.setProperty("primary", True)
        self.keep.setDefault(True)
        form = QFormLayout()
        form.addRow(self.tr("Title"), self.title)
        form.addRow(self.tr("Kind"), self.kind)
        form.addRow(self.tr("Year"), self.year)
        form.addRow(self.tr("By"), self.maker)
        row = QHBoxLayout()
        row.addStretch()
        row.addWidget(self.keep)
        column = QVBoxLayout(self)
        column.setContentsMargins(22, 18, 22, 16)
        column.setSpacing(12)
        label = QLabel(review_words.settles(question.rows))
        label.setObjectName("soft")
        label.setWordWrap(True)
        column.addLayout(form)
        column.addWidget(label)
        column.addLayout(row)
        self.title.textChanged.connect(lambda _text: self._follow())
        self.year.textChanged.connect(lambda _text: self._follow())
        self.keep.clicked.connect(self._tell)

    def _follow(self) -> None:
        self.keep.setEnabled(bool(self.title.text().strip()) and self._year_is_one())

    def _year_is_one(self) -> bool:
        text = self.year.text().strip()
        return not text or (
            text.removeprefix("-").isascii() and text.removeprefix("-").isdecimal() and len(text) < 6
        )

    def _tell(self) -> None:
        year = int(self.year.text()) if self.year.text().strip() else None
        makers = tuple(filter(None, (name.strip() for name in self.maker.text().split(","))))
        self.named.emit(self.title.text().strip(), Kind(self.kind.currentData()), year, makers)
        self.accept()
