"""What was dropped, said at once: known by its name and first 4 KiB, before the worker has read a row."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject

from recdesk.library import Library
from recdesk.ui import mapper_words
from recdesk.ui.intents import Intents
from recdesk.ui.notices import Notice
from recdesk.ui.reader import LibraryReader

HEAD_BYTES = 4 << 10
NAMED = 3  # of many files; the rest is counted

Seen = list[tuple[str, str | None]]


class Glancer(QObject):
    """Looks at every file the person gives, on the reader's thread: a disk may be slow."""

    def __init__(self, intents: Intents, reader: LibraryReader, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._intents = intents
        self._reader = reader
        intents.files_given.connect(self.look)

    def look(self, paths: list[Path]) -> None:
        """Say what these are, unless the worker has said more by then."""
        more = max(0, len(paths) - NAMED)
        self._reader.ask("glance", partial(_glance, paths[:NAMED]), partial(self._tell, more))

    def _tell(self, more: int, seen: Seen) -> None:
        if any(job.do == "import" for job in self._intents.link.jobs):
            self._intents.told.emit(Notice(mapper_words.recognised(seen, more)))


def _glance(paths: list[Path], _library: Library) -> Seen:
    from recdesk.importers import glance, table_name  # 80 ms, when they are first loaded

    seen: Seen = []
    for path in paths:
        if path.is_dir():
            seen.append((path.name, mapper_words.folder_said()))
            continue
        try:
            with path.open("rb") as file:
                known = glance(path, file.read(HEAD_BYTES))
        except OSError:  # why is the worker's to say, whose answer is about to come
            known = None
        seen.append((path.name, mapper_words.unknown_table() if known == table_name else known))
    return seen
