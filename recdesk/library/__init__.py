"""The SQLite file of a profile. The only room that speaks SQL; its methods are sentences.

    library = Library.open(profile)
    library.history.begin_batch(...)   library.works.all()   library.feedback.give(...)

One `Library` belongs to one thread. Every write is one transaction that begins IMMEDIATE.
"""

from __future__ import annotations

from functools import cached_property
from importlib import import_module
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from recdesk.library import _file
from recdesk.library._feedback import Feedback
from recdesk.library._runs import Runs, Settings

if TYPE_CHECKING:
    from recdesk.library._backlog import Backlog
    from recdesk.library._blocks import Blocks
    from recdesk.library._column_maps import ColumnMaps, KeptMap
    from recdesk.library._copying import Copies, is_damaged, is_in_use, schema_of
    from recdesk.library._coverage import Coverage, KindCoverage
    from recdesk.library._erase import Holdings, erase, holdings
    from recdesk.library._filters import Filters
    from recdesk.library._habits import HabitColumns
    from recdesk.library._history import History, LedgerRow, NewMention, OpenBatch, Overtaken
    from recdesk.library._journal import Journal
    from recdesk.library._ledger import MentionLink
    from recdesk.library._names import Names
    from recdesk.library._pack_figures import PackFigures
    from recdesk.library._packs import Pack, Packs, PackSummary
    from recdesk.library._review import NewLink, Review, Unsettled
    from recdesk.library._runs import ModelRun
    from recdesk.library._shown import Shown
    from recdesk.library._stats import Statistics, Stats, Tally
    from recdesk.library._timeline import Timeline
    from recdesk.library._titles import Titles
    from recdesk.library._vectors import Vectors
    from recdesk.library._watched import Look, Outcome, Watched
    from recdesk.library._whole_export import WholeExport
    from recdesk.library._works import Works

FILE_NAME = _file.FILE_NAME
SCHEMA = _file.SCHEMA

__all__ = [
    "FILE_NAME",
    "SCHEMA",
    "Holdings",
    "KeptMap",
    "KindCoverage",
    "LedgerRow",
    "Library",
    "Look",
    "MentionLink",
    "ModelRun",
    "NewLink",
    "NewMention",
    "OpenBatch",
    "Outcome",
    "Overtaken",
    "Pack",
    "PackSummary",
    "Statistics",
    "Tally",
    "Unsettled",
    "erase",
    "holdings",
    "is_damaged",
    "is_in_use",
    "schema_of",
]

_HOMES = {
    "Holdings": "_erase",
    "Statistics": "_stats",
    "Tally": "_stats",
    "erase": "_erase",
    "holdings": "_erase",
    "is_damaged": "_copying",
    "is_in_use": "_copying",
    "schema_of": "_copying",
    "KeptMap": "_column_maps",
    "KindCoverage": "_coverage",
    "LedgerRow": "_history",
    "Look": "_watched",
    "MentionLink": "_ledger",
    "NewLink": "_review",
    "Unsettled": "_review",
    "ModelRun": "_runs",
    "NewMention": "_history",
    "OpenBatch": "_history",
    "Outcome": "_watched",
    "Overtaken": "_history",
    "Pack": "_packs",
    "PackSummary": "_packs",
}


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)


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
        self.feedback = Feedback(self._connection, self.path)
        self.runs = Runs(self._connection, self.path)
        self.settings = Settings(self._connection, self.path)

    # The sections below are loaded when they are first asked for: a window shows its last list without them,
    # 20 ms sooner.

    @cached_property
    def works(self) -> Works:
        from recdesk.library._works import Works

        return Works(self._connection, self.path)

    @cached_property
    def packs(self) -> Packs:
        from recdesk.library._packs import Packs

        return Packs(self._connection, self.path)

    @cached_property
    def coverage(self) -> Coverage:
        from recdesk.library._coverage import Coverage

        return Coverage(self._connection, self.path)

    @cached_property
    def pack_figures(self) -> PackFigures:
        from recdesk.library._pack_figures import PackFigures

        return PackFigures(self._connection, self.path)

    @cached_property
    def titles(self) -> Titles:
        from recdesk.library._titles import Titles

        return Titles(self._connection, self.path)

    @cached_property
    def names(self) -> Names:
        from recdesk.library._names import Names

        return Names(self._connection, self.path)

    @cached_property
    def history(self) -> History:
        from recdesk.library._history import History

        return History(self._connection, self.path)

    @cached_property
    def timeline(self) -> Timeline:
        from recdesk.library._timeline import Timeline

        return Timeline(self._connection, self.path)

    @cached_property
    def vectors(self) -> Vectors:
        from recdesk.library._vectors import Vectors

        return Vectors(self._connection, self.path)

    @cached_property
    def blocks(self) -> Blocks:
        from recdesk.library._blocks import Blocks

        return Blocks(self._connection, self.path)

    @cached_property
    def filters(self) -> Filters:
        from recdesk.library._filters import Filters

        return Filters(self._connection, self.path)

    @cached_property
    def habits(self) -> HabitColumns:
        from recdesk.library._habits import HabitColumns

        return HabitColumns(self._connection, self.path)

    @cached_property
    def shown(self) -> Shown:
        from recdesk.library._shown import Shown

        return Shown(self._connection, self.path)

    @cached_property
    def journal(self) -> Journal:
        from recdesk.library._journal import Journal

        return Journal(self._connection, self.path)

    @cached_property
    def backlog(self) -> Backlog:
        from recdesk.library._backlog import Backlog

        return Backlog(self._connection, self.path)

    @cached_property
    def review(self) -> Review:
        from recdesk.library._review import Review

        return Review(self._connection, self.path)

    @cached_property
    def watched(self) -> Watched:
        from recdesk.library._watched import Watched

        return Watched(self.settings)

    @cached_property
    def column_maps(self) -> ColumnMaps:
        from recdesk.library._column_maps import ColumnMaps

        return ColumnMaps(self.settings)

    @cached_property
    def stats(self) -> Stats:
        from recdesk.library._stats import Stats

        return Stats(self._connection, self.path)

    @cached_property
    def copies(self) -> Copies:
        from recdesk.library._copying import Copies

        return Copies(self._connection, self.path)

    @cached_property
    def export(self) -> WholeExport:
        from recdesk.library._whole_export import WholeExport

        return WholeExport(self._connection, self.path)

    @classmethod
    def open(cls, profile: Path) -> Library:
        """Open the library of a profile folder, making both if they are not there.

        Raises UserFault where the file cannot be used: no permission, damaged, written by a newer RecDesk.
        """
        return cls(profile)

    def is_bare(self) -> bool:
        """Whether nothing is known of the person's taste: no row of a history, no feedback. Cheap enough to
        be asked before the first frame."""
        known = self.settings.query(
            "SELECT EXISTS(SELECT 1 FROM raw_rows) OR EXISTS(SELECT 1 FROM feedback WHERE undone_at IS NULL)"
        )
        return not known[0][0]

    def hidden_works(self) -> frozenset[int]:
        """Works that must appear on no path: refused, disliked, blocked, or parts of another by now."""
        merged = self.settings.query("SELECT id FROM works WHERE merged_into IS NOT NULL")
        hidden = self.feedback.hidden() | {work_id for (work_id,) in merged}
        if not self.settings.query("SELECT 1 FROM blocks LIMIT 1"):
            return hidden  # asked before the first frame: loading the room of blocks takes 6 ms
        return hidden | self.blocks.hidden().keys()

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
