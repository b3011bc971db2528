"""The watched folder in the window: looks every minute and when something moves in it.

Looking is done on the reader's thread (a folder may lie on a slow disk), importing by the worker. What was
taken is remembered by the library, so a window that was closed in between goes on at the next start.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, QObject

from recdesk.domain.faults import UserFault
from recdesk.domain.history import BatchStatus
from recdesk.library import Library, Look
from recdesk.ui import job_words
from recdesk.ui.clock import Clock
from recdesk.ui.intents import Intents
from recdesk.ui.link import End, JobEnd
from recdesk.ui.notices import Notice
from recdesk.ui.reader import LibraryReader

LOOK_SECONDS = 60.0  # file systems on the network do not say when something moves
SETTLE_SECONDS = 2.0  # between two looks at a file that must not grow meanwhile; by feel


class FolderWatch(QObject):
    """Follows the person's choice of a folder."""

    def __init__(
        self, intents: Intents, reader: LibraryReader, clock: Clock, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._intents = intents
        self._reader = reader
        self._clock = clock
        self._system = QFileSystemWatcher(self)
        self._under_way: dict[int, Path] = {}  # job -> what it imports
        self._trouble = ""  # told once, not every minute
        self._connect()
        self.follow()

    def _connect(self) -> None:
        self._intents.watch_chosen.connect(self.follow)
        self._intents.link.job_ended.connect(self._note)
        self._clock.time_to_look.connect(self.look)
        self._system.directoryChanged.connect(lambda _folder: self._clock.look_in(SETTLE_SECONDS))

    def follow(self) -> None:
        """Watch the chosen folder from now on, or none."""
        self._forget()
        folder = self._intents.library.watched.folder
        if folder is None:
            self._clock.look_no_more()
            return
        if folder.is_dir():
            self._system.addPath(str(folder))
        self.look()

    def look(self) -> None:
        """Look once; what is ready is imported. While something is being imported nothing new is begun."""
        folder = self._intents.library.watched.folder
        if folder is None:
            return
        if self._under_way:
            self._clock.look_in(LOOK_SECONDS)
        else:
            self._reader.ask("watched folder", partial(_look, folder), partial(self._take, folder))

    def close(self) -> None:
        """Nothing is watched afterwards."""
        self._forget()
        self._intents.link.job_ended.disconnect(self._note)

    def _forget(self) -> None:
        if watched := self._system.directories():
            self._system.removePaths(watched)

    def _take(self, folder: Path, found: Look | UserFault) -> None:
        if folder != self._intents.library.watched.folder:
            return  # the choice changed while this one was looked at
        if isinstance(found, UserFault):
            if found.say != self._trouble:
                self._trouble = found.say
                self._intents.told.emit(Notice(found.say, found.do_next, bad=True))
            self._clock.look_in(LOOK_SECONDS)
            return
        self._trouble = ""
        for path in found.ready:
            self._under_way[self._intents.import_by_itself(path).id] = path
        self._clock.look_in(SETTLE_SECONDS if found.growing else LOOK_SECONDS)

    def _note(self, ended: JobEnd) -> None:
        path = self._under_way.pop(ended.job.id, None)
        if path is not None:
            # Also where it failed: a file that cannot be read would be tried again every minute.
            self._intents.library.watched.took(path, self._what(ended))
            self._intents.watch_noted.emit()

    def _what(self, ended: JobEnd) -> str:
        if ended.end is End.CANCELLED:
            return job_words.status_name(BatchStatus.CANCELLED)
        if ended.end is not End.FINISHED:
            return ended.say
        if batches := ended.result.get("batches"):
            return job_words.import_summary(batches)
        if ended.result.get("asked"):
            return self.tr("Waits for your answer")
        if faults := ended.result.get("faults"):
            return str(faults[0]["say"])
        ignored = ended.result.get("ignored")
        return str(ignored[0]["why"]) if ignored else self.tr("Nothing to import")


def _look(folder: Path, library: Library) -> Look | UserFault:
    """On the reader's thread. A fault is an answer here: the next look must follow all the same."""
    try:
        return library.watched.look(folder)
    except UserFault as fault:
        return fault
