"""What was shown often and never opened: how often, since when, when it comes back; one click to say more.

It stands beside what was sent away: both answer "why do I not see this any more?".
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QModelIndex
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QPushButton,
    QStackedWidget,
    QWidget,
)

from recdesk.domain.feedback import Verdict
from recdesk.domain.journal import Rest
from recdesk.domain.shown import PassedOver
from recdesk.library import Library
from recdesk.ui import shown_words, words
from recdesk.ui.intents import Intents
from recdesk.ui.models.shown import BACK, KIND, SHOWN, SINCE, TITLE, ShownTable
from recdesk.ui.pages import furniture
from recdesk.ui.parts.empty_note import EmptyNote
from recdesk.ui.reader import LibraryReader

_WIDTHS = {KIND: 80, SHOWN: 110, SINCE: 160, BACK: 210}
_REST_KEYS = {Rest.AGAIN: "R", Rest.NEVER: "N"}
_VERDICT_KEYS = {Verdict.LATER: "B", Verdict.NOT_INTERESTED: "X"}  # as on a card


class ShownPage(QWidget):
    """A table, a chip for each state, and four buttons for the chosen rows."""

    least_for_details = 1200

    def __init__(self, intents: Intents, reader: LibraryReader, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._intents = intents
        self._reader = reader
        self.works = ShownTable(self)
        self.table = furniture.table(self.works, self.tr("Shown often, never opened"), _WIDTHS, TITLE)
        self.count = furniture.soft()
        self.rests: dict[Rest, QPushButton] = {}
        self.verdicts: dict[Verdict, QPushButton] = {}
        self.empty = EmptyNote()
        self.body = QStackedWidget()
        self.body.addWidget(self.table)
        self.body.addWidget(self.empty)
        self._furnish()
        self._lay_out()
        self._connect()
        self._fit_buttons()

    def come_to_front(self) -> None:
        """Read the list anew; it arrives in a moment."""
        self._reader.ask("shown", _passed_over, self.show_works)

    def show_works(self, works: list[PassedOver]) -> None:
        """Show what was read."""
        row = self.table.currentIndex().row()
        self.works.show_works(works)
        self.count.setText(shown_words.count(works) if works else "")
        self.body.setCurrentWidget(self.table if works else self.empty)
        for button in (*self.choices.buttons(), *self.rests.values(), *self.verdicts.values()):
            button.setVisible(bool(works))
        if row >= 0 and self.works.works:  # the next one moves up: one can go on with the keys
            self.table.selectRow(min(row, len(self.works.works) - 1))

    def chosen(self) -> list[PassedOver]:
        """The works of the chosen rows."""
        rows = sorted({index.row() for index in self.table.selectionModel().selectedRows()})
        return [self.works.works[row] for row in rows if row < len(self.works.works)]

    def say_rest(self, rest: Rest) -> None:
        """Show the chosen again, or never again."""
        if chosen := self.chosen():
            self._intents.journal.rest(rest, [one.work_id for one in chosen], [one.title for one in chosen])

    def say_verdict(self, verdict: Verdict) -> None:
        """Judge the chosen."""
        for one in self.chosen():
            self._intents.browse.give(one.work_id, verdict)

    # -- building ------------------------------------------------------------------------------------

    def _furnish(self) -> None:
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.empty.say(
            self.tr("Nothing tires you yet"),
            self.tr(
                "What stands in your lists on several days and is never opened makes room for something "
                "else for a fortnight. It is listed here, and one click brings it back."
            ),
        )
        for rest, key in _REST_KEYS.items():
            self.rests[rest] = self._button(shown_words.ask(rest), shown_words.tip(rest))
            self.rests[rest].clicked.connect(partial(self.say_rest, rest))
            self._key(key, partial(self.say_rest, rest))
        for verdict, key in _VERDICT_KEYS.items():
            self.verdicts[verdict] = self._button(words.verdict_ask(verdict), words.quick_tip(verdict))
            self.verdicts[verdict].clicked.connect(partial(self.say_verdict, verdict))
            self._key(key, partial(self.say_verdict, verdict))

    def _button(self, text: str, tip: str) -> QPushButton:
        button = QPushButton(text)
        button.setToolTip(tip)
        button.setAccessibleDescription(tip)
        return button

    def _key(self, key: str, then: Callable[[], object]) -> None:
        shortcut = QShortcut(QKeySequence(key), self.table)
        shortcut.activated.connect(then)

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(14)
        top.addWidget(furniture.heading(self.tr("Shown often, never opened")))
        top.addWidget(self.count, 1)
        self.choices, line = furniture.chips(
            self, [(label, partial(self.works.show_if, passes)) for label, passes in self._choices()]
        )
        does = QHBoxLayout()
        does.setSpacing(6)
        for button in (*self.rests.values(), *self.verdicts.values()):
            does.addWidget(button)
        does.addStretch()
        column = furniture.column_of(self)
        column.addLayout(top)
        column.addLayout(line)
        column.addWidget(self.body, 1)
        column.addLayout(does)

    def _choices(self) -> list[tuple[str, Callable[[PassedOver], bool]]]:
        return [
            (self.tr("All"), lambda _one: True),
            (self.tr("Resting"), lambda one: one.back is not None),
            (self.tr("May be shown"), lambda one: one.back is None and one.said is not Rest.NEVER),
            (self.tr("Never again"), lambda one: one.said is Rest.NEVER),
        ]

    def _connect(self) -> None:
        self._intents.journal.changed.connect(self._follow)
        self.table.selectionModel().selectionChanged.connect(lambda _on, _off: self._fit_buttons())
        self.table.activated.connect(self._open)
        self.works.modelReset.connect(self._fit_buttons)

    # -- following -----------------------------------------------------------------------------------

    def _follow(self) -> None:
        if self.isVisible():
            self.come_to_front()

    def _open(self, index: QModelIndex) -> None:
        """Looking at one closely is opening it; it leaves this list with the end of the session."""
        self._intents.browse.open(self.works.works[index.row()].work_id)

    def _fit_buttons(self) -> None:
        chosen = self.chosen()
        for rest, button in self.rests.items():
            button.setEnabled(any(one.said is not rest for one in chosen))
        for button in self.verdicts.values():
            button.setEnabled(bool(chosen))


def _passed_over(library: Library) -> list[PassedOver]:
    return library.shown.passed_over()
