"""What a person can ask about packs: look into a file, add it, take a pack away. One door for page and tests.

Knows the general intents and the reader; knows no page.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from recdesk.ui import pack_words
from recdesk.ui.intents import Intents
from recdesk.ui.link import End, Job, JobEnd
from recdesk.ui.models.packs import Shelf, read_shelf
from recdesk.ui.notices import Notice
from recdesk.ui.reader import LibraryReader


@dataclass(frozen=True, slots=True)
class PackWish:
    """Which works of a pack are wanted; the same words as the worker's. Empty: all."""

    kinds: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    min_votes: int | None = None


class PackIntents(QObject):
    """See the module. Every function returns at once."""

    shelf_read = Signal(Shelf)
    packs_changed = Signal()

    def __init__(self, intents: Intents, reader: LibraryReader, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.intents = intents
        self._reader = reader
        intents.link.job_ended.connect(self._follow)

    def read_shelf(self) -> None:
        """Have the packs and the coverage read; `shelf_read` brings them."""
        self._reader.ask("packs", read_shelf, self.shelf_read.emit)

    def preview(self, path: Path, wish: PackWish) -> Job:
        """Have it found out what adding a pack would bring. Nothing is added."""
        return self.intents.link.ask("preview_pack", path=str(path), **_words(wish))

    def add(self, path: Path, wish: PackWish, name: str = "") -> Job:
        """Add a pack; what of the history is recognised then follows, and learning after that."""
        return self.intents.link.ask("add_pack", path=str(path), name=name, **_words(wish))

    def remove(self, name: str) -> Job:
        """Take a pack away; history and feedback stay."""
        return self.intents.link.ask("remove_pack", name=name)

    def _follow(self, ended: JobEnd) -> None:
        if ended.job.do not in ("add_pack", "remove_pack"):
            return
        self.packs_changed.emit()
        if ended.end is not End.FINISHED:
            return  # why is told where every job's end is told
        if ended.job.do == "add_pack":
            self.intents.told.emit(Notice(*pack_words.added(ended.result)))
        else:
            works = int(ended.result.get("removed", 0))
            self.intents.told.emit(Notice(pack_words.removed(str(ended.job.words["name"]), works)))
        self.intents.learn_now()


def _words(wish: PackWish) -> dict[str, Sequence[str] | int | None]:
    return {"kinds": list(wish.kinds), "languages": list(wish.languages), "min_votes": wish.min_votes}
