"""What a person can answer: which work rows mean, which works are one, what a joined name means.

Answers are written on the reader's thread (one about 40,000 rows takes 100 ms of processor time), each in
its turn; then the lists are told, and learning follows when the hand rests. What needs the matcher is asked
of the worker.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from recdesk.domain.review import JOINED_WAITING, Answer, AnswerKind, Question
from recdesk.domain.works import CatalogueWork, Kind, work_uid
from recdesk.library import Library
from recdesk.ui import review_words
from recdesk.ui.intents import Intents
from recdesk.ui.link import End, JobEnd
from recdesk.ui.notices import Notice
from recdesk.ui.reader import LibraryReader

MOST_ANSWERS = 1_000  # of the journal on show


class ReviewIntents(QObject):
    """See the module. All functions return at once."""

    questions_read = Signal(list)  # of Question
    answers_read = Signal(list)  # of (Answer, title of the work it led to)
    joined_read = Signal(list)  # of mappings, as the worker tells them
    waiting_changed = Signal(int)  # questions, of rows and of joined names
    answered = Signal()
    taken_back = Signal()

    def __init__(self, intents: Intents, reader: LibraryReader, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.intents = intents
        self.reader = reader
        self._count = 0
        intents.history_changed.connect(self.count_waiting)
        intents.link.job_ended.connect(self._follow)

    # -- reading -------------------------------------------------------------------------------------

    def read_questions(self) -> None:
        """Have the questions about rows read; they arrive in a moment."""
        self.reader.ask("review queue", lambda library: library.review.queue(), self._pass_questions)

    def read_answers(self) -> None:
        """Have the journal of answers read."""

        def answers(library: Library) -> list[tuple[Answer, str]]:
            told = library.review.answers(MOST_ANSWERS)
            works = library.works.some(answer.work_id for answer in told if answer.work_id is not None)
            titles = {work_id: work.title for work_id, work in works.items()}
            return [(answer, titles.get(answer.work_id or 0, "")) for answer in told]

        self.reader.ask("review answers", answers, self.answers_read.emit)

    def read_joined(self) -> None:
        """Have the names found that may be one band or several artists."""
        if not any(job.do == "joined" for job in self.intents.link.jobs):
            self.intents.link.ask("joined")

    def ask_about_event(self, event_id: int, then: Callable[[Question], object]) -> None:
        """The question that can be asked about the rows of an event."""
        self.reader.ask("row of an event", lambda library: library.review.question_of_event(event_id), then)

    def count_waiting(self) -> None:
        """How many questions there are, for the navigation."""
        self.reader.ask("review count", _count_questions, self.waiting_changed.emit)

    # -- answering -----------------------------------------------------------------------------------

    def accept(self, question: Question, work_id: int, title: str) -> None:
        """These rows mean that work."""
        said = review_words.accepted(question.mention.title, title)
        self._answer(lambda library: library.review.accept(question.id, work_id), said)

    def reject(self, question: Question) -> None:
        """They mean none of the candidates: a work of their own."""
        said = review_words.own_work(question.mention.title)
        self._answer(lambda library: library.review.reject(question.id), said)

    def create(
        self, question: Question, title: str, kind: Kind, year: int | None, creators: tuple[str, ...]
    ) -> None:
        """They mean a work that is called as it says here."""
        uid = "history:" + work_uid(kind, title, year, creators[0] if creators else "")
        work = CatalogueWork(uid, kind, title, year, creators)
        said = review_words.accepted(question.mention.title, title)
        self._answer(lambda library: library.review.create(question.id, work), said)

    def merge(self, gone: int, kept: int, title: str, kept_title: str) -> None:
        """Two works are one."""
        said = review_words.one_work(title, kept_title)
        self._answer(lambda library: library.review.merge(gone, kept), said)

    def say_joined(self, name: str, band: bool) -> None:
        """A name is one band, or several artists."""
        self.intents.link.ask("say_joined", name=name, band=band)

    def undo(self, answer_id: int | None = None) -> None:
        """Take an answer back (default: the last one)."""

        def tell(answer: Answer) -> None:
            self.taken_back.emit()
            self._told(Notice(review_words.undone(answer.title)))
            if answer.kind is AnswerKind.JOINED:
                self.read_joined()

        self.reader.ask(self._topic(), lambda library: library.review.undo(answer_id), tell)

    def rematch(self) -> None:
        """Have what no catalogue knew matched again."""
        self.intents.link.ask("rematch")

    # -- what follows --------------------------------------------------------------------------------

    def _answer(self, write: Callable[[Library], int], said: str) -> None:
        self.reader.ask(self._topic(), write, lambda number: self._confirm(number, said))

    def _topic(self) -> str:
        self._count += 1  # the reader drops a question that is asked anew: every answer is one of its own
        return f"review answer {self._count}"

    def _confirm(self, number: int, said: str) -> None:
        undo = self.tr("Undo")
        self._told(Notice(said, action=undo, then=lambda: self.undo(number)))

    def _told(self, notice: Notice) -> None:
        self.intents.told.emit(notice)
        self.intents.history_changed.emit()
        self.answered.emit()

    def _pass_questions(self, questions: list[Question]) -> None:
        self.questions_read.emit(questions)
        self.count_waiting()

    def _follow(self, ended: JobEnd) -> None:
        if ended.end is not End.FINISHED:
            return
        result = ended.result
        if ended.job.do == "joined":
            self.joined_read.emit(list(result.get("names") or ()))
            self.count_waiting()
        elif ended.job.do == "say_joined":
            said = review_words.joined_answer(str(result["name"]), bool(result["band"]))
            self._confirm(int(result["answer"]), said)
        elif ended.job.do == "rematch":
            said = review_words.rematched(int(result["found"]), int(result["doubtful"]))
            self._told(Notice(said))


def _count_questions(library: Library) -> int:
    return library.review.waiting()[0] + int(library.settings.get(JOINED_WAITING, 0))
