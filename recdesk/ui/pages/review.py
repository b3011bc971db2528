"""Review: rows whose work is in doubt, one question at a time, answered with one key."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractTableModel, QModelIndex, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QPushButton,
    QStackedWidget,
    QTableView,
    QWidget,
)

from recdesk.domain.review import Answer
from recdesk.domain.works import Kind
from recdesk.ui import review_words
from recdesk.ui.models.review import ROWS, SAYS, WHERE, AnswerTable, Questions
from recdesk.ui.pages import furniture
from recdesk.ui.pages.furniture import heading, soft
from recdesk.ui.parts.empty_note import EmptyNote
from recdesk.ui.parts.question_card import QuestionCard
from recdesk.ui.review_intents import ReviewIntents

if TYPE_CHECKING:
    from recdesk.ui.parts.work_finder import NamingDialog, WorkFinder

_WIDTHS = {SAYS: 280, ROWS: 64, WHERE: 260}
_ANSWER_WIDTHS = {0: 120, 1: 340, 2: 160}
MOST_KEYS = 5


class ReviewPage(QWidget):
    """The question in front, or all of them in a list."""

    wants_details = False

    def __init__(self, review: ReviewIntents, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._review = review
        self._stale = True
        self.questions = Questions(self)
        self.count = soft()
        self.count.setWordWrap(False)
        self.one = furniture.chip(self.tr("One at a time"))
        self.all = furniture.chip(self.tr("List"))
        self.told = furniture.chip(self.tr("Answered"))
        self.card = QuestionCard()
        self.table = self._make_table(self.questions.table, self.tr("Questions"), _WIDTHS)
        self.answers = AnswerTable(self)
        self.journal = self._make_table(self.answers, self.tr("Your answers"), _ANSWER_WIDTHS)
        self.empty = EmptyNote()
        self.body = QStackedWidget()
        for part in (self.card, self.table, self.journal, self.empty):
            self.body.addWidget(part)
        self.back = QPushButton(self.tr("Take back"))
        self.back.setToolTip(self.tr("Undo the chosen answer: everything is as it was"))
        self.again = QPushButton(self.tr("Match again"))
        self.again.setToolTip(self.tr("Ask the catalogue again for everything that no work was found for"))
        self._lay_out()
        self._add_keys()
        self._connect()
        self._follow()

    def _connect(self) -> None:
        self.questions.changed.connect(self._follow)
        self._review.questions_read.connect(self.questions.show_rows)
        self._review.joined_read.connect(self.questions.show_joined)
        self._review.answers_read.connect(self._show_answers)
        self._review.taken_back.connect(self.questions.take_back)
        self._review.reader.fault_met.connect(self._begin_again)
        self._review.intents.history_changed.connect(self._note_change)
        self.card.candidate_chosen.connect(self.take)
        self.card.none_wanted.connect(self.take_none)
        self.card.other_wanted.connect(self.find_other)
        self.card.naming_wanted.connect(self.name_it)
        self.card.skip_wanted.connect(self.questions.skip)
        self.card.undo_wanted.connect(self._review.undo)
        self.table.activated.connect(self._open_row)
        self.table.doubleClicked.connect(self._open_row)
        self.one.clicked.connect(self._follow)
        self.all.clicked.connect(self._follow)
        self.told.clicked.connect(self._review.read_answers)
        self.told.clicked.connect(self._follow)
        self.back.clicked.connect(self._take_back)
        self.journal.selectionModel().currentChanged.connect(lambda *_: self._enable_back())
        self.answers.modelReset.connect(self._enable_back)
        self.again.clicked.connect(self._review.rematch)

    def come_to_front(self) -> None:
        if self._stale:
            self._stale = False
            self._review.read_questions()
            self._review.read_answers()
            self._review.read_joined()
        self.card.setFocus()

    # -- answers -------------------------------------------------------------------------------------

    def take(self, place: int) -> None:
        """The candidate at this place, from 0; of a joined name 0 is the band and 1 the artists."""
        ask = self.questions.current
        if ask is None:
            return
        if ask.joined is not None and place < 2:
            self._review.say_joined(ask.title, band=place == 0)
            self.questions.take_answer()
        elif ask.question is not None and place < len(ask.cards):
            self._review.accept(ask.question, ask.cards[place].work_id, ask.cards[place].title)
            self.questions.take_answer()

    def take_none(self) -> None:
        """None of the candidates: the rows keep a work of their own."""
        ask = self.questions.current
        if ask is not None and ask.question is not None:
            self._review.reject(ask.question)
            self.questions.take_answer()

    def find_other(self) -> WorkFinder | None:
        """Look for the work by its title."""
        from recdesk.ui.parts.work_finder import WorkFinder

        ask = self.questions.current
        if ask is None or ask.question is None:
            return None
        question = ask.question
        finder = WorkFinder(question, None, self._review.reader, self)

        def accept(work_id: int, title: str) -> None:
            self._review.accept(question, work_id, title)
            self.questions.take_answer()

        finder.work_chosen.connect(accept)
        finder.own_wanted.connect(self.take_none)
        finder.open()
        return finder

    def name_it(self) -> NamingDialog | None:
        """A work of its own, called as it should be."""
        from recdesk.ui.parts.work_finder import NamingDialog

        ask = self.questions.current
        if ask is None or ask.question is None:
            return None
        question = ask.question
        dialog = NamingDialog(question, self)

        def create(title: str, kind: Kind, year: int | None, makers: tuple[str, ...]) -> None:
            self._review.create(question, title, kind, year, makers)
            self.questions.take_answer()

        dialog.named.connect(create)
        dialog.open()
        return dialog

    # -- what is shown -------------------------------------------------------------------------------

    def _follow(self) -> None:
        ask = self.questions.current
        waiting = self.questions.waiting
        joined = sum(one.joined is not None for one in waiting)
        self.count.setText(review_words.waiting(len(waiting) - joined, self.questions.rows_waiting, joined))
        for part in (self.one, self.all, self.told):
            part.setVisible(bool(waiting) or self.answers.rowCount() > 0)
        telling = self.told.isChecked() and self.answers.rowCount() > 0
        self.back.setVisible(telling)
        self.again.setVisible(not telling)
        if telling:
            self.body.setCurrentWidget(self.journal)
            return
        if ask is None:
            self.empty.say(
                self.tr("Nothing waits for you"),
                self.tr(
                    "When a title in a file may mean several works, it is asked here, once: "
                    "your answer holds for every row that says the same, also in later imports. "
                    "A wrong match is mended on the History page."
                ),
            )
            self.body.setCurrentWidget(self.empty)
            return
        self.card.show_ask(ask, self.questions.place, self.questions.total)
        self.body.setCurrentWidget(self.table if self.all.isChecked() else self.card)

    def _note_change(self) -> None:
        if self.isVisible():
            self._review.read_questions()
            self._review.read_answers()
        else:
            self._stale = True

    def _begin_again(self) -> None:
        """An answer may not have been written (a full disk): its question is asked again."""
        if self.isVisible():
            self.questions.take_back()
            self._review.read_questions()

    def _show_answers(self, answers: list[tuple[Answer, str]]) -> None:
        self.answers.show_answers(answers)
        self._follow()

    def _enable_back(self) -> None:
        self.back.setEnabled(self.answers.answer(self.journal.currentIndex().row()) is not None)

    def _take_back(self) -> None:
        answer = self.answers.answer(self.journal.currentIndex().row())
        if answer is not None:
            self._review.undo(answer.id)

    def _open_row(self, index: QModelIndex) -> None:
        ask = self.questions.table.ask(index.row())
        if ask is not None:
            self.one.setChecked(True)
            self.questions.choose(ask.key)
            self.card.setFocus()

    # -- building ------------------------------------------------------------------------------------

    def _add_keys(self) -> None:
        keys: list[tuple[str, Callable[[], object]]] = [
            *((str(n + 1), lambda place=n: self.take(place)) for n in range(MOST_KEYS)),
            ("N", self.take_none),
            ("C", self.name_it),
            ("F", self.find_other),
            ("S", self.questions.skip),
            ("U", self._review.undo),
        ]
        for key, then in keys:
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(lambda then=then: then())

    def _make_table(self, model: QAbstractTableModel, name: str, widths: Mapping[int, int]) -> QTableView:
        return furniture.table(model, name, widths, wide=model.columnCount() - 1)

    def _lay_out(self) -> None:
        group = QButtonGroup(self)
        group.addButton(self.one)
        group.addButton(self.all)
        group.addButton(self.told)
        self.one.setChecked(True)
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(heading(self.tr("Review")))
        top.addWidget(self.count)
        top.addStretch()
        top.addWidget(self.one)
        top.addWidget(self.all)
        top.addWidget(self.told)
        top.addWidget(self.again)
        top.addWidget(self.back)
        column = furniture.column_of(self)
        column.addLayout(top)
        column.addWidget(self.body, 1)
