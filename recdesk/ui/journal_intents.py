"""What a person can ask of the journal: to block, more or less of an interest, to take a word back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from recdesk.domain.faults import UserFault
from recdesk.library import Library
from recdesk.ui.notices import Notice

if TYPE_CHECKING:
    from recdesk.domain.journal import BlockWhat, Lean, Rest
    from recdesk.ui.models.browse import Browse


class JournalIntents(QObject):
    """Each writes one entry, lets the lists follow at once, and offers the way back. Its words are loaded
    when they are first needed: this object is there before the first frame."""

    told = Signal(Notice)
    changed = Signal()  # the journal has another entry, or one is undone

    def __init__(self, library: Library, browse: Browse, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._library = library
        self._browse = browse
        browse.verdict_given.connect(lambda _work, _verdict: self.changed.emit())
        browse.verdict_undone.connect(lambda _work: self.changed.emit())
        browse.show_again_wanted.connect(self.show_again)
        browse.block_wanted.connect(self._block_named)

    def block(self, what: BlockWhat, value: str) -> None:
        """Show nothing more of a creator or a series, or with a tag or a word."""
        from recdesk.ui import journal_words

        self._write(lambda: self._library.blocks.add(what, value), lambda: journal_words.blocked(what, value))

    def lean(self, lean: Lean, name: str, work_ids: Sequence[int]) -> None:
        """More or less of what these works of the history speak for."""
        from recdesk.ui import journal_words

        self._write(
            lambda: self._library.journal.lean(lean, name, work_ids),
            lambda: journal_words.leaned(lean, name),
        )

    def lean_on(self, lean: str, title: str, work_id: int) -> None:
        """More or less because of one work of the history; what is said already is taken back."""
        from recdesk.domain.journal import Lean

        standing = self._library.journal.leanings().get(work_id)
        if standing is not None and standing.lean == lean:
            self.undo(standing.journal_id)
        else:
            self.lean(Lean(lean), title, [work_id])

    def rest(self, rest: Rest, work_ids: Sequence[int], titles: Sequence[str]) -> None:
        """Let works that tired be shown again, or never again."""
        from recdesk.ui import shown_words

        try:
            entries = self._library.shown.rest(rest, work_ids)
        except UserFault as fault:
            self.told.emit(Notice(fault.say, fault.do_next, bad=True))
            return
        self._follow()
        undo = partial(self._undo_all, entries)
        self.told.emit(Notice(shown_words.done(rest, titles), action=self.tr("Undo"), then=undo))

    def _undo_all(self, entries: Sequence[int]) -> None:
        for entry in reversed(entries):
            self.undo(entry)

    def show_again(self, work_id: int) -> None:
        """Take back what keeps a work out: the block, or the verdict on it."""
        if (entry := self._library.blocks.hidden().get(work_id)) is None:
            self._browse.undo(work_id)
        else:
            self.undo(entry)

    def undo(self, journal_id: int) -> None:
        """Take an entry back, however old it is."""
        from recdesk.ui import journal_words

        try:
            entry = self._library.journal.undo(journal_id)
        except UserFault as fault:
            self.told.emit(Notice(fault.say, fault.do_next, bad=True))
            return
        self._follow()
        self.told.emit(Notice(journal_words.undone(entry)))

    def _block_named(self, what: str, value: str) -> None:
        from recdesk.domain.journal import BlockWhat

        self.block(BlockWhat(what), value)

    def _write(self, write: Callable[[], int], say: Callable[[], str]) -> None:
        try:
            entry = write()
        except UserFault as fault:
            self.told.emit(Notice(fault.say, fault.do_next, bad=True))
            return
        self._follow()
        self.told.emit(Notice(say(), action=self.tr("Undo"), then=partial(self.undo, entry)))

    def _follow(self) -> None:
        self._browse.follow_feedback()
        self.changed.emit()
