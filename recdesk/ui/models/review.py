"""The questions of the review, one after the other, as the page shows them.

Knows which one is in front, which were skipped, and how many are done. Knows no widget and no library: what
an answer does is `review_intents`' matter.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from recdesk.domain.review import Answer, Question
from recdesk.ui import review_words, words
from recdesk.ui.models.cards import Card
from recdesk.ui.models.details import card_of

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


@dataclass(frozen=True, slots=True)
class Ask:
    """One question as it is shown. `joined` is set where it is asked whether a name is one band; there are
    no candidates then."""

    key: str
    title: str
    said: str
    facts: str
    where: str
    places: str
    settles: str
    rows: int
    cards: tuple[Card, ...] = ()
    scores: tuple[float, ...] = ()
    question: Question | None = None
    joined: Mapping[str, Any] | None = field(default=None, compare=False)


def ask_of(question: Question) -> Ask:
    """A question about rows."""
    return Ask(
        key=f"row {question.id}",
        title=question.mention.title,
        said=review_words.said_of(question.mention),
        facts=review_words.facts(question),
        where=review_words.where(question),
        places=review_words.places(question),
        settles=review_words.settles(question.rows),
        rows=question.rows,
        cards=tuple(card_of(possible.work) for possible in question.candidates),
        scores=tuple(possible.score for possible in question.candidates),
        question=question,
    )


def ask_of_joined(joined: Mapping[str, Any]) -> Ask:
    """A question about a name like "A & B", as the worker tells of it."""
    return Ask(
        key=f"joined {joined['name']}",
        title=str(joined["title"]),
        said="",
        facts=review_words.plays(int(joined["plays"])),
        where="",
        places="",
        settles=review_words.settles(
            len(joined["mentions"]) if joined["plays"] == 1 else int(joined["plays"])
        ),
        rows=int(joined["plays"]),
        joined=joined,
    )


class Questions(QObject):
    """See the module. `done` counts what was answered since the page was last empty."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[Ask] = []
        self._joined: list[Ask] = []
        self._answered: set[str] = set()
        self._skipped: list[str] = []
        self._front = ""
        self.done = 0
        self.table = QuestionTable(self)

    @property
    def waiting(self) -> list[Ask]:
        """What is left, in the order it is asked: skipped questions come back at the end."""
        left = [ask for ask in (*self._rows, *self._joined) if ask.key not in self._answered]
        later = {key: place for place, key in enumerate(self._skipped)}
        return sorted(left, key=lambda ask: later.get(ask.key, -1))

    @property
    def current(self) -> Ask | None:
        waiting = self.waiting
        return next((ask for ask in waiting if ask.key == self._front), waiting[0] if waiting else None)

    @property
    def place(self) -> int:
        return self.done + 1

    @property
    def total(self) -> int:
        return self.done + len(self.waiting)

    @property
    def rows_waiting(self) -> int:
        return sum(ask.rows for ask in self.waiting if ask.question is not None)

    def show_rows(self, questions: Sequence[Question]) -> None:
        """Take over what the library asks now."""
        self._rows = [ask_of(question) for question in questions]
        self._forget_gone()

    def show_joined(self, names: Sequence[Mapping[str, Any]]) -> None:
        """Take over the names that may be one band or several artists."""
        self._joined = [ask_of_joined(name) for name in names]
        self._forget_gone()

    def choose(self, key: str) -> None:
        """Put one question in front."""
        self._front = key
        self.changed.emit()

    def skip(self) -> None:
        """Ask this one again after all others."""
        if (ask := self.current) is not None:
            if ask.key in self._skipped:
                self._skipped.remove(ask.key)
            self._skipped.append(ask.key)
            self._front = ""
            self._tell()

    def take_answer(self) -> None:
        """The question in front is answered: the next one, at once."""
        if (ask := self.current) is not None:
            self._answered.add(ask.key)
            self.done += 1
            self._front = ""
            self._tell()

    def take_back(self) -> None:
        """An answer was undone: its question comes again with the next look at the library."""
        self._answered.clear()
        self.done = max(0, self.done - 1)
        self._tell()

    def _forget_gone(self) -> None:
        """What was read may be older than an answer that is still being written: an answered question stays
        away until it is gone from what the library asks."""
        self._answered &= {ask.key for ask in (*self._rows, *self._joined)}
        self._tell()

    def _tell(self) -> None:
        if not self.waiting:
            self.done = 0
        self.table.show_asks(self.waiting)
        self.changed.emit()


SAYS, ROWS, WHERE, BEST = range(4)


class QuestionTable(QAbstractTableModel):
    """The questions as a list, for those who would rather see them all."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._asks: list[Ask] = []

    def show_asks(self, asks: Sequence[Ask]) -> None:
        self.beginResetModel()
        self._asks = list(asks)
        self.endResetModel()

    def ask(self, row: int) -> Ask | None:
        return self._asks[row] if 0 <= row < len(self._asks) else None

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._asks)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else 4

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if role != Qt.ItemDataRole.DisplayRole or orientation != Qt.Orientation.Horizontal:
            return None
        return (self.tr("The rows say"), self.tr("Rows"), self.tr("Where"), self.tr("Perhaps"))[section]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        ask = self.ask(index.row()) if index.isValid() else None
        if ask is None:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column() == ROWS:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if role == Qt.ItemDataRole.ToolTipRole:
            return ask.title
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        best = ""
        if ask.cards:
            best = " · ".join(
                filter(None, (words.isolated(ask.cards[0].title), words.card_facts(ask.cards[0])))
            )
        elif ask.joined is not None:
            best = self.tr("One band, or several artists?")
        return (words.isolated(ask.title), str(ask.rows), ask.where, best)[index.column()]


class AnswerTable(QAbstractTableModel):
    """What was answered, newest first; what was taken back is left out."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._answers: list[tuple[Answer, str]] = []

    def show_answers(self, answers: Sequence[tuple[Answer, str]]) -> None:
        self.beginResetModel()
        self._answers = [(answer, title) for answer, title in answers if not answer.undone]
        self.endResetModel()

    def answer(self, row: int) -> Answer | None:
        return self._answers[row][0] if 0 <= row < len(self._answers) else None

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._answers)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else 4

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if role != Qt.ItemDataRole.DisplayRole or orientation != Qt.Orientation.Horizontal:
            return None
        return (self.tr("When"), self.tr("The rows said"), self.tr("Your answer"), self.tr("They count on"))[
            section
        ]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        answer, title = self._answers[index.row()]
        return (
            review_words.day(answer.when.astimezone()),
            words.isolated(answer.title),
            review_words.answer_kind(answer.kind),
            words.isolated(title),
        )[index.column()]
