"""How this list came about: a funnel from all works to the list, with what each step left out and what helps.

Every title that was left out can be asked after; the answer stands below it, and the pane shows the work.
Follows the lists of `Browse` when the hand rests.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QFont, QShowEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from recdesk.ui import filter_words, how_words, theme, words
from recdesk.ui.models.browse import Browse
from recdesk.ui.models.cards import Card, Shelf
from recdesk.ui.models.dial_values import FADERS
from recdesk.ui.pages import furniture
from recdesk.ui.parts.empty_note import EmptyNote
from recdesk.ui.parts.funnel import FunnelStep
from recdesk.ui.parts.where_note import WhereNote
from recdesk.ui.parts.wrap import Wrap

if TYPE_CHECKING:
    from recdesk.ui.models.how import How, Stage

_LONGEST = 230  # a title on a button
_PLACES = {"known": "revisit", "saved": "saved", "hidden": "hidden", "resting": "shown", "kind": "home"}
"""Where the works are that a stage left out."""


class StageRow(QWidget):
    """One stage: its part of the funnel, what it left out, some titles, what helps."""

    def __init__(self, browse: Browse, how: How, stage: Stage, came: int, subject: str) -> None:
        super().__init__()
        self._browse = browse
        self._how = how
        self.stage = stage
        self._subject = subject
        self.titles: dict[int, QPushButton] = {}
        self.remedies: dict[str, QPushButton] = {}
        said = how_words.left(stage.name, stage.left)
        self.step = FunnelStep(came, stage.left, how.stages[0].left, said)
        self.said = QLabel(how_words.out(stage.name, stage.out))
        self.said.setWordWrap(True)
        self.said.setTextFormat(Qt.TextFormat.PlainText)
        self.where = WhereNote(browse)
        self._chips, self._buttons = Wrap(), Wrap()
        self._lay_out()
        self._offer()

    def _lay_out(self) -> None:
        if self.stage.name == "list":
            self.step.end_here()
        if not self.stage.out:
            self.said.setForegroundRole(self.said.palette().ColorRole.PlaceholderText)
        beside = QVBoxLayout()
        beside.setContentsMargins(0, 9, 0, 12)
        beside.setSpacing(8)
        beside.addWidget(self.said)
        note = self._note()
        if note:
            beside.addWidget(furniture.soft(note))
        beside.addLayout(self._chips)
        beside.addWidget(self.where)
        beside.addLayout(self._buttons)
        beside.addStretch()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(22)
        row.addWidget(self.step)
        row.addLayout(beside, 1)

    def _note(self) -> str:
        if self.stage.name == "rules":
            return how_words.rules(self._how.dials, bool(self._how.dials.mix))
        if self.stage.name == "filter" and self._browse.filter is not None:
            return filter_words.summary(self._browse.filter)
        return ""

    def _offer(self) -> None:
        """A button for each thing that helps."""
        name, dials = self.stage.name, self._how.dials
        if not self.stage.out:
            return
        if name in _PLACES:
            place = _PLACES[name]
            self._add_remedy(place, partial(self._browse.place_wanted.emit, place))
        elif name == "filter":
            self._add_remedy("widen", self._browse.widen_wanted.emit)
        elif name == "rules":
            if dials.diversity > 0.0:
                self._add_remedy("diversity", partial(self._rest, {"diversity": 0.0}))
            if any(self._browse.dial_values[fader] != 0.5 for fader in FADERS.values()):
                self._add_remedy("mix", partial(self._rest, dict.fromkeys(FADERS.values(), 0.5)))
            if dials.in_proportion:
                self._add_remedy("in_proportion", partial(self._rest, {"in_proportion": 0.0}))

    def _add_remedy(self, what: str, do: object) -> None:
        button = self.remedies[what] = QPushButton(how_words.remedy(what))
        button.setProperty("quiet", True)
        button.setStyleSheet("QPushButton { padding: 3px 6px; margin-left: -6px; }")
        assert callable(do)
        button.clicked.connect(lambda: do())
        self._buttons.addWidget(button)

    def _rest(self, values: dict[str, float]) -> None:
        self._browse.set_dials({**self._browse.dial_values, **values})

    def show_titles(self, cards: tuple[Card, ...]) -> None:
        """Some works that were left out here, the best first."""
        for card in cards:
            button = self.titles[card.work_id] = QPushButton()
            button.setProperty("chip", True)
            button.setCheckable(True)
            cut = self.fontMetrics().elidedText(card.title, Qt.TextElideMode.ElideRight, _LONGEST)
            button.setText(cut.replace("&", "&&"))
            button.setAccessibleName(how_words.ask(card.title))
            button.setToolTip(f"{words.card_facts(card)}\n{how_words.ask(card.title)}")
            button.clicked.connect(partial(self.ask_after, card.work_id))
            self._chips.addWidget(button)

    def ask_after(self, work_id: int, _on: bool = False) -> None:
        """Say below the titles why this one is not in the list; a second press takes the answer away."""
        on = self.titles[work_id].isChecked()
        for each, button in self.titles.items():
            button.setChecked(each == work_id and on)
        work = self._browse.library.works.get(work_id) if on else None
        self.where.show_work(work, self._how.key, self._subject)
        offered = {button.text() for button in self.where.buttons.values()}
        for button in self.remedies.values():  # not the same twice
            button.setVisible(button.text() not in offered)
        if on:
            self._browse.select(work_id)


class HowPage(QWidget):
    """`back_wanted` carries the key of the list that was asked about."""

    back_wanted = Signal(str)

    def __init__(self, browse: Browse, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._browse = browse
        self._key = "top"
        self._shelf = False
        self.rows: list[StageRow] = []
        self.back = QPushButton(self.tr("Back to the list"))
        self.back.setProperty("quiet", True)
        self.heading = QLabel()
        self.heading.setFont(theme.scaled(self.font(), 1.6, QFont.Weight.Bold))
        self.heading.setTextFormat(Qt.TextFormat.PlainText)
        self.heading.setWordWrap(True)
        self.summary = furniture.soft()
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.empty = EmptyNote()
        self.empty.say(
            self.tr("Not learned yet"), self.tr("There is a way to tell of once a list has been learned.")
        )
        self._more = QTimer(self)
        self._more.setObjectName("titles of one more stage")
        self._more.setSingleShot(True)
        self._more.setInterval(0)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        head = QVBoxLayout()
        head.setContentsMargins(28, 12, 20, 10)
        head.setSpacing(4)
        self.back.setStyleSheet("QPushButton { padding: 3px 8px; margin-left: -8px; }")
        head.addWidget(self.back, 0, Qt.AlignmentFlag.AlignLeft)
        head.addWidget(self.heading)
        head.addWidget(self.summary)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self._area, 1)
        column.addWidget(self.empty, 1)

    def _connect(self) -> None:
        self.back.clicked.connect(lambda: self.back_wanted.emit("home" if self._shelf else self._key))
        self._more.timeout.connect(self._name_one_more)
        self._browse.shelves_changed.connect(self._follow)
        self._browse.stage_changed.connect(self._follow)

    def show_list(self, key: str, shelf: bool) -> None:
        """Tell of this list; `shelf` where it is meant as it stands on the home page."""
        self._key, self._shelf = key, shelf
        self._area.verticalScrollBar().setValue(0)
        self._follow()

    def refresh(self) -> None:
        """Ask anew how the list comes about."""
        from recdesk.ui.models.how import How

        browse, picker = self._browse, self._browse.picker
        shelf = browse.shelf(self._key)
        subject = shelf.subject if shelf is not None else ""
        name = words.shelf_heading(Shelf(self._key, (), subject))
        self.heading.setText(words.breakable(how_words.heading(name)))
        self.setAccessibleName(self.heading.text())
        self._area.setVisible(picker is not None)
        self.empty.setVisible(picker is None)
        self.rows = []
        if picker is None:
            self.summary.setText("")
            return
        above = self._above() if self._shelf else None
        self._how = how = How(picker, self._key, browse.dial_values, above)
        self.summary.setText(how_words.summary(how.stages[0].left, how.stages[-1].left))
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(28, 6, 20, 24)
        column.setSpacing(0)
        came = how.stages[0].left
        for stage in how.stages:
            row = StageRow(browse, how, stage, came, subject)
            column.addWidget(row)
            self.rows.append(row)
            came = stage.left
        column.addStretch()
        self._area.setWidget(inside)
        inside.setAutoFillBackground(False)
        self._area.viewport().setAutoFillBackground(False)
        self._waiting = list(self.rows)
        self._more.start()

    def _above(self) -> list[int]:
        """Works on the shelves above this one: a work stands on one shelf only."""
        found: list[int] = []
        for shelf in self._browse.shelves:
            if shelf.key == self._key:
                break
            found += [card.work_id for card in shelf.cards]
        return found

    def _name_one_more(self) -> None:
        """Titles of one stage: each costs a list, so they come one a turn of the event loop."""
        if self._waiting and self._browse.picker is not None:
            row = self._waiting.pop(0)
            row.show_titles(self._how.titles(row.stage))
            self._more.start()

    def _follow(self) -> None:
        if self.isVisible():
            self.refresh()

    def showEvent(self, event: QShowEvent) -> None:
        self.refresh()
        super().showEvent(event)
