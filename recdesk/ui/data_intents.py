"""What a person can ask of their data as a whole. One door for the dialog and for tests.

A backup and an export are jobs of the worker. To bring one back and to erase, no window may be open: they are
handed on, and done between this window and the next (see `starting_over`). Knows no page.
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtGui import QDesktopServices

from recdesk.library import holdings
from recdesk.ui import data_words
from recdesk.ui.intents import Intents
from recdesk.ui.link import End, Job, JobEnd
from recdesk.ui.notices import Notice
from recdesk.ui.reader import LibraryReader


class DataIntents(QObject):
    """See the module. Every function returns at once."""

    looked = Signal(object)  # Holdings: what there is

    def __init__(self, intents: Intents, reader: LibraryReader, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.intents = intents
        self._reader = reader
        intents.link.job_ended.connect(self._follow)

    @property
    def profile(self) -> Path:
        return self.intents.library.profile

    def look(self) -> None:
        """Have it found out what there is; `looked` brings it."""
        self._reader.ask("holdings", lambda library: holdings(library.profile), self.looked.emit)

    def back_up(self, file: Path) -> Job:
        """Write all of the library into one file."""
        return self.intents.link.ask("backup", file=str(file.absolute()))

    def export(self, folder: Path) -> Job:
        """Write all that is the person's into a new folder, for other programs."""
        return self.intents.link.ask("export", folder=str(folder.absolute()))

    def restore(self, file: Path) -> None:
        """Close, bring a backup back, open again. The person has agreed."""
        self.intents.start_over_wanted.emit(["restore", str(file.absolute())])

    def erase(self) -> None:
        """Close, erase everything, open again as on the first day. The person has agreed."""
        self.intents.start_over_wanted.emit(["erase", "--yes"])

    def show_profile(self) -> None:
        """Open the profile folder in the file manager."""
        _show(self.profile)

    def _follow(self, ended: JobEnd) -> None:
        if ended.end is not End.FINISHED or ended.job.do not in ("backup", "export"):
            return  # why is told where every job's end is told
        if ended.job.do == "backup":
            words, place = data_words.backed_up(ended.result), Path(str(ended.result["file"])).parent
        else:
            words, place = data_words.exported(ended.result), Path(str(ended.result["folder"]))
        self.intents.told.emit(Notice(*words, action=self.tr("Show it"), then=lambda: _show(place)))


def _show(folder: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))
