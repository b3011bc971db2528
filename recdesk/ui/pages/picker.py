"""Tell RecDesk ten works you love: the way in for somebody without a history file."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QStackedWidget, QWidget

from recdesk.domain.cold_start import ENOUGH, FEWEST
from recdesk.domain.works import Kind
from recdesk.ui import words
from recdesk.ui.intents import Intents
from recdesk.ui.models.browse import Stage
from recdesk.ui.models.favourites import Favourites
from recdesk.ui.pages import furniture
from recdesk.ui.pages.furniture import heading, soft
from recdesk.ui.parts.empty_note import EmptyNote
from recdesk.ui.parts.pick_grid import CountDots, PickGrid
from recdesk.ui.reader import LibraryReader

TYPING_MS = 150
_TOGETHER = {Kind.ARTIST: frozenset({Kind.ARTIST, Kind.ALBUM})}  # one word for both: music


class PickerPage(QWidget):
    """A grid of covers; a click or Space loves. Ten are a good start, three give a first list."""

    left = Signal()
    begun = Signal()

    def __init__(self, intents: Intents, reader: LibraryReader, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._intents = intents
        self.favourites = Favourites(reader, self)
        self.field = QLineEdit()
        self.field.setPlaceholderText(self.tr("Find any film, series, book, artist or podcast"))
        self.field.setAccessibleName(self.tr("Find a work"))
        self.field.setClearButtonEnabled(True)
        self.field.setFixedWidth(360)
        self.kind_buttons = {kind: self._kind_button(kind) for kind in (
            Kind.FILM, Kind.SERIES, Kind.BOOK, Kind.ARTIST, Kind.PODCAST
        )}  # fmt: skip
        self.grid = PickGrid(self.favourites)
        self.empty = EmptyNote()
        self.dots = CountDots()
        self.count = soft()
        self.back = QPushButton(self.tr("Back"))
        self.others = QPushButton(self.tr("Show others"))
        self.others.setToolTip(self.tr("I do not know the rest: show me other works"))
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
        for button in self.kind_buttons.values():
            button.toggled.connect(self._choose_kinds)
        self.back.clicked.connect(self.left)
        self.others.clicked.connect(self.turn)
        self.begin.clicked.connect(self.start_learning)

    def come_to_front(self) -> None:
        """Put works on offer and the caret into the search field. What the works are like is learned
        meanwhile, where that was never done, so that the next page can ask what tells most."""
        self.favourites.offer()
        self.field.setFocus()
        if self._intents.browse.stage is Stage.NOTHING:
            self._intents.learn_now()

    def turn(self) -> None:
        """Other works, from the top."""
        self.favourites.turn()
        self.grid.scrollToTop()

    def start_learning(self) -> None:
        """Take the answers for the person's taste."""
        if self.favourites.enough:
            self._intents.begin_with(self.favourites.chosen, self.favourites.refused, self.favourites.passed)
            self.begun.emit()

    def _choose_kinds(self) -> None:
        chosen = [kind for kind, button in self.kind_buttons.items() if button.isChecked()]
        self.favourites.choose_kinds(
            frozenset().union(*(_TOGETHER.get(kind, frozenset({kind})) for kind in chosen))
        )

    def _note_works(self, changed: frozenset[str]) -> None:
        if "works" in changed and self.isVisible():
            self.favourites.note_works()
        self._follow()

    def _follow(self) -> None:
        n = len(self.favourites.chosen)
        self.dots.show_count(n)
        if n < FEWEST:
            said = self.tr("{n} of {wanted}, {more} more for a first list")
        elif n < ENOUGH:
            said = self.tr("{n} of {wanted}: each more makes the list better")
        else:
            said = self.tr("{n}: plenty to begin with")
        self.count.setText(said.format(n=n, wanted=ENOUGH, more=FEWEST - n))
        self.begin.setEnabled(self.favourites.enough)
        found = self.favourites.cards.rowCount()
        self.others.setEnabled(bool(found) and not self.favourites.text)
        if not found and self.favourites.text:
            self.empty.say(
                self.tr("No work of that name"),
                self.tr("The catalogue does not know it. Try the original title, or another work."),
            )
        elif not found and self.favourites.passed:
            self.empty.say(
                self.tr("That was all there is of these kinds"),
                self.tr("Choose other kinds above, or find a title with the field."),
            )
        elif not found and not self._is_setting_up():
            self.empty.say(self.tr("One moment"), self.tr("Works to choose from are on their way."))
        elif not found:
            self.empty.say(
                self.tr("The catalogue is being set up"),
                self.tr("This takes a few seconds, the first time only."),
            )
        self.body.setCurrentWidget(self.grid if found else self.empty)

    def _is_setting_up(self) -> bool:
        return any(job.do == "prepare" for job in self._intents.link.jobs)

    def _kind_button(self, kind: Kind) -> QPushButton:
        return furniture.chip(self.tr("Music") if kind is Kind.ARTIST else words.kind_plural(kind))

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(heading(self.tr("Ten works you love")))
        top.addStretch()
        top.addWidget(self.field)
        said = soft(
            self.tr(
                "Click what you love. A cross says that you know it and it is not for you, a question mark "
                "brings another work in its place. Nothing leaves this computer."
            )
        )
        chips = QHBoxLayout()
        chips.setSpacing(6)
        for button in self.kind_buttons.values():
            chips.addWidget(button)
        chips.addStretch()
        bottom = QHBoxLayout()
        bottom.setSpacing(12)
        bottom.addWidget(self.back)
        bottom.addStretch()
        self.count.setWordWrap(False)
        bottom.addWidget(self.dots)
        bottom.addWidget(self.count)
        bottom.addStretch()
        bottom.addWidget(self.others)
        bottom.addWidget(self.begin)
        column = furniture.column_of(self)
        column.addLayout(top)
        column.addWidget(said)
        column.addLayout(chips)
        column.addWidget(self.body, 1)
        column.addLayout(bottom)
