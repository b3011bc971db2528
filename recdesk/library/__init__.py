"""The SQLite file of a profile. The only room that speaks SQL; its methods are sentences.

    library = Library.open(profile)
    library.history.begin_batch(...)   library.works.titles()   library.feedback.give(...)

One `Library` belongs to one thread. Every write is one transaction that begins IMMEDIATE.
"""

from __future__ import annotations

from pathlib import Path
from types import TracebackType

from recdesk.library import _file
from recdesk.library._feedback import Feedback
from recdesk.library._history import History, LedgerRow, NewMention, OpenBatch
from recdesk.library._ledger import MentionLink
from recdesk.library._runs import ModelRun, Runs, Settings
from recdesk.library._timeline import Timeline
from recdesk.library._vectors import Vectors
from recdesk.library._watched import Look, Outcome, Watched
from recdesk.library._works import Pack, TitleRow, Works

__all__ = [
    "LedgerRow",
    "Library",
    "Look",
    "MentionLink",
    "ModelRun",
    "NewMention",
    "OpenBatch",
    "Outcome",
    "Pack",
    "TitleRow",
]


class Library:
    """One person's library, open."""

    def __init__(self, profile: Path) -> None:
        self.profile = profile
        self.path = profile / _file.FILE_NAME
        self._connection = _file.connect(profile)
        try:
            _file.migrate(self._connection, self.path)
        except BaseException:
            self._connection.close()
            raise
        parts = (self._connection, self.path)
        self.works = Works(*parts)
        self.history = History(*parts)
        self.timeline = Timeline(*parts)
        self.feedback = Feedback(*parts)
        self.vectors = Vectors(*parts)
        self.runs = Runs(*parts)
        self.settings = Settings(*parts)
        self.watched = Watched(self.settings)

    @classmethod
    def open(cls, profile: Path) -> Library:
        """Open the library of a profile folder, making both if they are not there.

        Raises UserFault where the file cannot be used: no permission, damaged, written by a newer RecDesk.
        """
        return cls(profile)

    def close(self) -> None:
        self._connection.close()

    def copy_to(self, profile: Path) -> None:
        """Write a consistent copy of the file into another (new) profile folder."""
        copy = _file.connect(profile)
        try:
            self._connection.backup(copy)
        finally:
            copy.close()

    def check(self) -> list[str]:
        """What SQLite's own checks complain of; empty when all is well."""
        problems = [row[0] for row in self._connection.execute("PRAGMA quick_check") if row[0] != "ok"]
        broken = self._connection.execute("PRAGMA foreign_key_check").fetchall()
        return problems + [f"{table}: a row refers to nothing in {parent}" for table, _, parent, _ in broken]

    def __enter__(self) -> Library:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
