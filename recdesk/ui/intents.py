"""What a person can ask of the window: one function each. Menu, keyboard, drop and tests use the same door.

Knows the worker's link, the library and what is being browsed. Knows no page; what it has to say goes out
as a Notice, what should come to the front as the key of a page.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from recdesk.domain.faults import UserFault
from recdesk.domain.feedback import Verdict
from recdesk.domain.resources import resource
from recdesk.library import Library
from recdesk.ui import job_words, words
from recdesk.ui.journal_intents import JournalIntents
from recdesk.ui.link import End, Job, JobEnd, WorkerLink
from recdesk.ui.models.browse import Browse
from recdesk.ui.notices import Notice

if TYPE_CHECKING:
    from recdesk.domain.history import Batch

THEME = "theme"
THEMES = ("system", "light", "dark")


class Intents(QObject):
    """See the module. Every function returns at once; long work is a job of the link."""

    told = Signal(Notice)
    page_wanted = Signal(str)
    files_given = Signal(list)  # of Path; they are there, and are going to be imported
    question_raised = Signal(Path)  # only the person can say how this file is to be read
    theme_chosen = Signal(str)
    data_wanted = Signal()  # the person wants to see to their data as a whole
    start_over_wanted = Signal(list)  # words of a command for which no window may be open
    history_changed = Signal()  # events or batches are not what they were
    watch_chosen = Signal()  # another folder is watched, or none
    watch_noted = Signal()  # something was done by itself
    run_learned = Signal()  # there is a newer run than the one on show

    def __init__(
        self, library: Library, link: WorkerLink, browse: Browse, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.library = library
        self.link = link
        self.browse = browse
        self.journal = JournalIntents(library, browse, self)
        self.journal.told.connect(self.told)
        self._when_ended: Mapping[End, Callable[[JobEnd], None]] = {
            End.FINISHED: self._follow_finished,
            End.FAILED: self._tell_bad,
            End.INTERRUPTED: self._tell_bad,
            End.CANCELLED: self._tell_cancelled,
        }
        self._connect()

    def _connect(self) -> None:
        self.link.job_ended.connect(self._follow)
        self.browse.place_wanted.connect(self.page_wanted)
        self.browse.verdict_given.connect(self._confirm_verdict)
        self.browse.verdict_undone.connect(self._confirm_undone)
        self.browse.fault_met.connect(lambda say: self.told.emit(Notice(say, bad=True)))

    # -- histories -----------------------------------------------------------------------------------

    def import_files(
        self,
        paths: Iterable[Path],
        source: str | None = None,
        profiles: Collection[str] | None = None,
        ask: bool = True,
    ) -> Job | None:
        """Import files, folders and archives. What is not there is said at once; what raises a question is
        asked about, unless the answer is given (`ask` is False then)."""
        there: list[Path] = []
        for path in paths:
            if path.exists():
                there.append(path.absolute())
            else:
                self.told.emit(
                    Notice(
                        self.tr("{path} is not there any more.").format(path=path),
                        self.tr("Look where it went, and drop it again."),
                        bad=True,
                    )
                )
        if not there:
            return None
        names = None if profiles is None else sorted(profiles)
        if ask:
            self.files_given.emit(there)
        return self.link.ask(
            "import", paths=[str(path) for path in there], source=source, profiles=names, ask=ask
        )

    def preview(
        self, path: Path, source: str | None = None, maps: Mapping[str, Mapping[str, str]] | None = None
    ) -> Job:
        """Have it found out what importing a file would do. Nothing is written. `maps` say what the columns
        of tables mean, by the keys of the tables."""
        return self.link.ask("preview", paths=[str(path)], source=source, maps=maps)

    def watch_folder(self, folder: Path | None) -> None:
        """Import what is new in a folder by itself from now on; None ends it."""
        try:
            self.library.watched.choose(folder)
        except UserFault as fault:
            self.told.emit(Notice(fault.say, fault.do_next, bad=True))
            return
        self.watch_chosen.emit()
        self.told.emit(Notice(job_words.watching(folder)))

    def import_by_itself(self, path: Path) -> Job:
        """Import a file of the watched folder. What raises a question is asked about as ever; what is no
        history is not worth a message."""
        return self.link.ask("import", paths=[str(path)], ask=True, by_itself=True)

    def cancel_job(self, job_id: int) -> None:
        """Stop a job; what it finished stays."""
        self.link.cancel(job_id)

    def cancel_running(self) -> None:
        """Stop the job that is running, where there is one."""
        if self.link.jobs:
            self.link.cancel(self.link.jobs[0].id)

    def undo_batch(self, batch_id: int) -> Job:
        """Take an import back; feedback given since stays."""
        return self.link.ask("undo", batch=batch_id)

    def retry_batch(self, batch: Batch) -> Job | None:
        """Import the file of a batch again; an unfinished one goes on where it stopped."""
        return self.import_files([Path(batch.path)])

    # -- feedback ------------------------------------------------------------------------------------

    def give_verdict(self, verdict: Verdict, work_id: int | None = None) -> None:
        """Say something of a work (default: the selected one)."""
        work = self.browse.selected if work_id is None else work_id
        if work is None:
            self.told.emit(Notice(self.tr("Choose a work first, then say what you think of it.")))
            return
        self.browse.give(work, verdict)

    def undo_verdict(self) -> None:
        """Take the last verdict of this session back."""
        if not self.browse.undo_last():
            self.told.emit(Notice(self.tr("There is nothing to take back.")))

    def begin_with(
        self, loved: Sequence[int], refused: Sequence[int] = (), unknown: Iterable[int] = ()
    ) -> Job:
        """The cold start: works the person loves, works they know and do not care for, and works they were
        shown and do not know, which is no opinion. Learning follows at once."""
        from recdesk.domain.cold_start import PASSED

        for work_ids, verdict in ((loved, Verdict.SEEN_LIKED), (refused, Verdict.SEEN_DISLIKED)):
            for work_id in work_ids:
                self.library.feedback.give(work_id, verdict)
        self.library.settings.put(PASSED, sorted({*self.library.settings.get(PASSED, []), *unknown}))
        return self.link.ask("learn", force=False)

    # -- learning and looking ------------------------------------------------------------------------

    def learn_now(self, force: bool = False) -> Job:
        """Bring the model up to date; `force` learns again even if nothing changed."""
        waiting = next((job for job in self.link.jobs[1:] if job.do == "learn"), None)
        return waiting or self.link.ask("learn", force=force)

    def prepare(self) -> Job:
        """Have the starter catalogue installed or brought up to date."""
        return self.link.ask("prepare")

    def open_demo(self) -> Job:
        """Fill the library with the sample histories of an invented person."""
        return self.link.ask("demo")

    def clear_demo(self) -> list[Job]:
        """Take the sample histories out again."""
        return [self.undo_batch(batch.id) for batch in self.sample_batches()]

    def sample_batches(self) -> list[Batch]:
        """Imports of the sample histories that are still in the library."""
        from recdesk.domain.history import BatchStatus

        root = resource("samples")
        return [
            batch
            for batch in self.library.history.batches()
            if batch.status is not BatchStatus.UNDONE and Path(batch.path).is_relative_to(root)
        ]

    def is_bare(self) -> bool:
        """Whether nothing is known of the person's taste: no event, no feedback."""
        return self.library.is_bare()

    def offer_unfinished(self) -> None:
        """After a start: imports that the last session could not finish can go on."""
        from recdesk.domain.history import BatchStatus

        for batch in self.library.history.batches():
            if batch.status in (BatchStatus.RUNNING, BatchStatus.INTERRUPTED) and Path(batch.path).exists():
                self.told.emit(
                    Notice(
                        self.tr("The import of {name} was cut short.").format(name=Path(batch.path).name),
                        self.tr("What was read is kept; it can go on from there."),
                        bad=True,
                        action=self.tr("Go on"),
                        then=partial(self.retry_batch, batch),
                    )
                )

    def search(self, text: str) -> None:
        """Look for works by title and by meaning."""
        self.browse.search(text)
        if text.strip():
            self.page_wanted.emit("search")

    def show_page(self, key: str) -> None:
        """Bring a page to the front."""
        self.page_wanted.emit(key)

    def choose_theme(self, choice: str) -> None:
        """ "system", "light" or "dark", remembered in the profile."""
        self.theme_chosen.emit(choice)
        self.library.settings.put(THEME, choice)

    # -- what follows from what ended ----------------------------------------------------------------

    def _follow(self, ended: JobEnd) -> None:
        if ended.end is End.INTERRUPTED:
            self.library.history.mark_interrupted()  # nobody is left who could: the worker is dead
        if ended.changed & {"events", "works"} or ended.job.do in ("import", "demo", "undo"):
            self.history_changed.emit()
        self._when_ended[ended.end](ended)
        if "scores" in ended.changed:
            self.run_learned.emit()

    def _follow_finished(self, ended: JobEnd) -> None:
        what = ended.job.do
        if what in ("import", "demo"):
            self._account_for_import(ended)
        if what == "undo":
            self.told.emit(Notice(job_words.undone(int(ended.result.get("removed", 0)))))
        only_asked = ended.result.get("asked") and not ended.result.get("batches")
        if what in ("import", "demo", "undo") and not only_asked and not self._more_to_come():
            self.learn_now()

    def _more_to_come(self) -> bool:
        """Whether learning would only have to be done again."""
        return any(job.do in ("import", "demo", "undo") for job in self.link.jobs)

    def _account_for_import(self, ended: JobEnd) -> None:
        batches: list[Mapping[str, Any]] = list(ended.result.get("batches") or ())
        paths: Sequence[str] = ended.job.words.get("paths", ())
        for fault in ended.result.get("faults") or ():
            self.told.emit(Notice(str(fault["say"]), str(fault["do_next"]), bad=True))
        asked = [Path(path) for path in ended.result.get("asked") or ()]
        for path in asked:
            self.question_raised.emit(path)
        ignored = [(Path(i["path"]).name, i["why"]) for i in ended.result.get("ignored") or ()]
        waiting = sum(int(batch.get("review", 0)) for batch in batches)
        if batches:
            self.told.emit(
                Notice(
                    job_words.import_summary(batches),
                    " ".join(filter(None, (self._first_unreadable(batches), job_words.left_aside(ignored)))),
                    action=self.tr("Review") if waiting else self.tr("Show the rows"),
                    then=lambda: self.page_wanted.emit("review" if waiting else "imports"),
                )
            )
        elif ended.job.words.get("by_itself"):
            return  # other files may lie in a watched folder; its list of what was done names them
        elif len(ignored) == len(paths) == 1 and ended.result["ignored"][0].get("columns"):
            self.question_raised.emit(Path(paths[0]))  # what its columns are
        elif ignored:
            self._tell_useless(job_words.not_read(ignored))
        elif not asked and not ended.result.get("faults"):
            names = ", ".join(Path(path).name for path in paths)
            self._tell_useless(self.tr("There is nothing to import in {names}.").format(names=names))

    def _first_unreadable(self, batches: list[Mapping[str, Any]]) -> str:
        """Which row could not be read, and why: the first one stands for its like."""
        from recdesk.domain.history import RowState

        broken = next((batch for batch in batches if batch.get(RowState.UNREADABLE.value)), None)
        if broken is None:
            return ""
        rows = self.library.history.ledger(int(broken["id"]), RowState.UNREADABLE, 1)
        name = Path(str(broken["path"])).name
        return job_words.unreadable(name, rows[0].place, rows[0].reason) if rows else ""

    def _tell_useless(self, say: str) -> None:
        do_next = self.tr(
            "RecDesk reads exports of Netflix, Letterboxd, Spotify, Goodreads, YouTube, and CSV tables."
        )
        self.told.emit(Notice(say, do_next, bad=True))

    def _tell_bad(self, ended: JobEnd) -> None:
        retry = ended.end is End.INTERRUPTED
        self.told.emit(
            Notice(
                ended.say,
                ended.do_next,
                bad=True,
                action=self.tr("Start again") if retry else "",
                then=(lambda: self.link.ask(ended.job.do, **ended.job.words)) if retry else None,
            )
        )

    def _tell_cancelled(self, ended: JobEnd) -> None:
        if ended.job.do in ("preview", "preview_pack", "embed"):
            return  # its window was closed: nothing was begun, so there is nothing to say
        say = {
            "import": self.tr("The import was stopped. What was read is kept; drop the file again to go on."),
            "demo": self.tr("Stopped. What was read of the sample histories is kept."),
            "learn": self.tr("Learning was stopped; the list stays as it was."),
        }.get(ended.job.do, self.tr("Stopped."))
        self.told.emit(Notice(say))

    def _confirm_verdict(self, work_id: int, verdict: str) -> None:
        title = self.browse.title_of(work_id)
        said = words.verdict_toast(Verdict(verdict), title)
        self.told.emit(Notice(said, action=self.tr("Undo"), then=self.undo_verdict))

    def _confirm_undone(self, work_id: int) -> None:
        self.told.emit(Notice(words.taken_back(self.browse.title_of(work_id))))
