"""The composition root: makes the parts of one window, joins them, and takes them down in order.

Up to the first paint only Qt and SQLite are loaded; numpy, the ranking, the scheduler and the worker come
after it, each when there is need.
"""

from __future__ import annotations

import logging
import os
import signal
import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, QObject, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from recdesk.domain.faults import UserFault
from recdesk.library import Library
from recdesk.ui import dialogs, job_words, single_instance, theme
from recdesk.ui.intents import THEME, Intents
from recdesk.ui.link import WorkerLink, worker_command
from recdesk.ui.logbook import Logbook
from recdesk.ui.models.browse import Browse
from recdesk.ui.notices import Notice
from recdesk.ui.reader import LibraryReader
from recdesk.ui.shell_pages import PageMaker
from recdesk.ui.single_instance import SingleInstance
from recdesk.ui.tidying import Tidying
from recdesk.ui.window import Window

if TYPE_CHECKING:
    from recdesk.ui.clock import Clock
    from recdesk.ui.embedding import BackgroundEmbedding
    from recdesk.ui.models.opened import Opened
    from recdesk.ui.watching import FolderWatch

APP_ID = "org.recdesk.RecDesk"
UNPAINTED_MS = 1_000  # a window that starts minimised is not painted, and must work all the same


def run_window(
    profile: Path, files: Sequence[Path] = (), demo: bool = False, tell: Notice | None = None
) -> int:
    """Open the window of a profile and stay until it is closed. Returns the exit code.

    `files` are imported at once; `demo` fills an empty profile with the sample histories; `tell` is said when
    it is open. If the profile has a window already, the files go to that one.
    """
    quiet_numpy()
    if not has_display():
        sys.stderr.write("recdesk: There is no display to open a window on. See `recdesk --help`.\n")
        return 2
    try:
        # Before the claim: a server made without an application never hears that somebody calls.
        app = make_application()
        instance = single_instance.claim(profile, files)
        if instance is None:
            return 0
        desk = Desk(profile, worker_command(profile), instance)
    except UserFault as fault:
        sys.stderr.write(f"recdesk: {fault}\n")
        dialogs.show_fault(fault)
        return 2
    # Python would see Ctrl+C only when Qt next calls it; ending at once is safe at any moment.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    desk.open(files, demo)
    if tell:
        desk.intents.told.emit(tell)
    try:
        code = app.exec()
    finally:
        desk.close()
    if not desk.afterwards:
        return code
    from recdesk.ui.starting_over import run_command

    return run_window(profile, tell=run_command(profile, desk.afterwards))


def make_application() -> QApplication:
    """The one QApplication of this process."""
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        app = QApplication(["recdesk"])
    app.setApplicationName("RecDesk")
    QLocale.setDefault(spoken(QLocale.system()))
    QGuiApplication.setDesktopFileName(APP_ID)
    return app


def spoken(desktop: QLocale) -> QLocale:
    """The locale that sentences are written in: English, with the numbers and times of the desktop's country.
    Its own would put the names of its months into English sentences."""
    if desktop.language() in (QLocale.Language.C, QLocale.Language.English):
        return desktop
    return QLocale(QLocale.Language.English, desktop.territory())


def has_display() -> bool:
    """Whether a window can be shown: without a display Qt would end the process with a core dump."""
    if not sys.platform.startswith("linux"):
        return True
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))


def dress_program(choice: str) -> theme.Theme:
    """Put on "light", "dark", or what the desktop asks for ("system")."""
    return theme.apply(make_application(), choice)


def quiet_numpy() -> None:
    """One thread for the window's numpy: with two, a matvec of 0.5 ms took 8 ms while the worker computed.
    Must come before numpy is imported."""
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")


class Desk(QObject):
    """Everything one window consists of."""

    def __init__(self, profile: Path, worker: Sequence[str], instance: SingleInstance | None = None) -> None:
        super().__init__()
        self.instance = instance
        self._learned_anew = False
        self.afterwards: list[str] = []  # a command for which no window may be open
        self.tidying = Tidying(self)
        self.logbook = Logbook(profile, self)
        self.library = Library.open(profile)
        dress_program(self.library.settings.get(THEME, "system"))
        self.browse = Browse(self.library, self)
        self.link = WorkerLink(worker, self)
        self.reader = LibraryReader(profile, self)
        self.intents = Intents(self.library, self.link, self.browse, self)
        self.clock: Clock | None = None
        self.watch: FolderWatch | None = None
        self.embedding: BackgroundEmbedding | None = None
        self.pages = PageMaker(self.intents, self.reader)
        self.window = Window(self.intents, self.pages.pages(), self.pages.detail_pane())
        self._connect()

    def _connect(self) -> None:
        self.logbook.fault_met.connect(lambda say, do: self.intents.told.emit(Notice(say, do, bad=True)))
        self.reader.fault_met.connect(lambda say, do: self.intents.told.emit(Notice(say, do, bad=True)))
        self.logbook.bug_met.connect(lambda say: self.intents.told.emit(Notice(say, bad=True)))
        self.intents.theme_chosen.connect(self._dress)
        self.intents.data_wanted.connect(self._show_data)
        self.intents.start_over_wanted.connect(self._start_over)
        self.intents.run_learned.connect(self.open_run)
        self.browse.stage_changed.connect(self._say_state)
        self.window.closed.connect(QApplication.quit)
        hints = QGuiApplication.styleHints()
        hints.colorSchemeChanged.connect(self._follow_desktop)
        if self.instance:
            self.instance.files_handed_over.connect(self._take_over)

    def open(self, files: Sequence[Path] = (), demo: bool = False) -> None:
        """Show the window with what the last session left; the rest follows the first paint."""
        self._rest = QTimer(self, singleShot=True, interval=UNPAINTED_MS)
        self._rest.setObjectName("rest of the start")
        self._rest.timeout.connect(lambda: self._go_on(files, demo))
        self.window.first_painted.connect(self._hurry)
        self._rest.start()
        self.window.show_page("home")
        self.window.show()

    def close(self) -> None:
        """Take everything down: nothing runs, listens or holds a file afterwards."""
        for timer in (*self.findChildren(QTimer), *self.window.findChildren(QTimer)):
            timer.stop()  # what is due in a moment would find the library closed
        QGuiApplication.styleHints().colorSchemeChanged.disconnect(self._follow_desktop)
        if self.watch:
            self.watch.close()
        if self.embedding:
            self.embedding.close()
        if self.clock:
            self.clock.close()
        self.link.close()
        self.reader.close()
        if self.instance:
            self.instance.close()
        self.window.close()
        self.window.deleteLater()
        try:
            self.browse.note_session()
        except UserFault as fault:  # a full disk must not keep the window from closing
            logging.getLogger("recdesk").warning("%s", fault)
        self.library.close()
        self.logbook.close()
        self.tidying.close()

    def _hurry(self) -> None:
        if self._rest.isActive():  # a window that was minimised for long has gone on without a paint
            self._rest.start(0)

    # -- after the first paint -----------------------------------------------------------------------

    def _go_on(self, files: Sequence[Path], demo: bool) -> None:
        self.window.fill_menus()
        self.window.search.setClearButtonEnabled(True)  # its icon costs 8 ms
        self.window.sample_sign.refresh()
        self.open_run()
        self.reader.ask("clock", _load_scheduler, lambda _none: self._start_clock())
        from recdesk.domain.history import BatchStatus
        from recdesk.ui.glancing import Glancer

        Glancer(self.intents, self.reader, self)
        unfinished = any(b.status is BatchStatus.RUNNING for b in self.library.history.batches())
        packs = self.library.packs.all()
        if unfinished or not packs or any(pack.state != "ready" for pack in packs):
            self.intents.prepare()
        self.intents.offer_unfinished()
        review = self.pages.review
        review.waiting_changed.connect(partial(self.window.navigation.show_waiting, "review"))
        review.count_waiting()
        if files:
            self.intents.import_files(files)
        elif demo and not self.library.history.event_count():
            self.intents.open_demo()
        elif not self.library.runs.latest() and self.library.history.event_count():
            self.intents.learn_now()  # the last session ended between importing and learning
        self._say_state()
        from recdesk.ui.embedding import BackgroundEmbedding

        self.embedding = BackgroundEmbedding(self.library, self.link, self.intents.learn_now, self)

    def open_run(self) -> None:
        """Open the newest run on the reader's thread and show its lists."""
        dials, key = dict(self.browse.dial_values), self.browse.live_key

        def opened(library: Library) -> Opened | UserFault | None:
            from recdesk.ranking import RunFault
            from recdesk.ui.models.opened import open_latest  # numpy: not before the first paint

            try:
                return open_latest(library, dials, key)
            except RunFault as fault:
                return fault

        self.reader.ask("run", opened, self._take_up)

    def _take_up(self, opened: Opened | UserFault | None) -> None:
        """Show the lists of a run. One that is damaged, or that another version left, is learned anew: once,
        since what cannot be read then is not mended by learning."""
        if not isinstance(opened, UserFault):
            self.browse.take_up(opened)
            return
        if self._learned_anew:
            self.intents.told.emit(Notice(opened.say, opened.do_next, bad=True))
            return
        self._learned_anew = True
        do_next = self.tr("It is being learned anew; the last lists stay until then.")
        self.intents.told.emit(Notice(opened.say, do_next))
        self.intents.learn_now(force=True)

    def _start_clock(self) -> None:
        from recdesk.ui.clock import Clock
        from recdesk.ui.watching import FolderWatch

        clock = self.clock = Clock(self)
        self.browse.verdict_given.connect(lambda _work, _verdict: clock.note_verdict())
        self.browse.verdict_undone.connect(lambda _work: clock.note_verdict())
        self.pages.review.answered.connect(clock.note_verdict)
        self.link.job_asked.connect(lambda job: clock.note_learning() if job.do == "learn" else None)
        clock.time_to_learn.connect(self.intents.learn_now)
        self.watch = FolderWatch(self.intents, self.reader, clock, self)

    # -- while it is open ----------------------------------------------------------------------------

    def _show_data(self) -> None:
        from recdesk.ui.data_intents import DataIntents
        from recdesk.ui.pages.your_data import show_data

        known = self.intents.findChild(DataIntents)  # it follows its jobs when the dialog is closed again
        show_data(known or DataIntents(self.intents, self.reader, self.intents), self.window)

    def _start_over(self, words: list[str]) -> None:
        self.afterwards = words
        # What Qt does by itself when the last window closes would end the next one, too.
        make_application().setQuitOnLastWindowClosed(False)
        self.window.close()

    def _dress(self, choice: str) -> None:
        self.window.dress(dress_program(choice))

    def _follow_desktop(self) -> None:
        if self.library.settings.get(THEME, "system") == "system":
            self._dress("system")

    def _take_over(self, files: list[Path]) -> None:
        self.window.come_up()
        if files:
            self.intents.import_files(files)

    def _say_state(self) -> None:
        run = self.library.runs.latest()
        if run is None:
            self.window.say_state("")
            return
        self.reader.ask(
            "event count",
            lambda library: library.history.event_count(),
            lambda events: self.window.say_state(job_words.learned_when(events, run.when)),
        )


def _load_scheduler(_library: Library) -> None:
    """Importing APScheduler takes 50 to 80 ms: done where the window does not wait for it."""
    import apscheduler.executors.debug
    import apscheduler.schedulers.qt  # noqa: F401
