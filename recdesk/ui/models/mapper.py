"""What the columns of an unknown table are read as, while the person is choosing, and what comes of it.

The table is opened and read on the reader's thread, through the importers; the answer arrives as signals.
Knows no widget.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from recdesk.ui.mapper_words import NOT_READ
from recdesk.ui.reader import LibraryReader

if TYPE_CHECKING:
    from recdesk.importers import Effect, TrialTable
    from recdesk.library import Library


class Mapper(QObject):
    """The choices for one path. Nothing is known before `table_opened`."""

    table_opened = Signal()
    chosen = Signal()  # a choice was made, by the person or because another one took its field
    effect_changed = Signal()

    def __init__(self, reader: LibraryReader, path: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._reader = reader
        self._path = path
        self._table: TrialTable | None = None
        self._fields: dict[str, str] = {}
        self._order = ""
        self._scale = 0
        self._kind = ""
        self.effect: Effect | None = None
        self.values: Mapping[str, list[str]] = {}

    def open(self) -> None:
        """Look for a table that no format is known for. Where there is none, nothing follows."""
        self._reader.ask("table", partial(_open, self._path), self._take_table)

    @property
    def is_open(self) -> bool:
        return self._table is not None

    @property
    def key(self) -> str:
        """The same for every table with these columns."""
        assert self._table is not None
        return self._table.key

    @property
    def columns(self) -> tuple[str, ...]:
        return self._table.columns if self._table else ()

    @property
    def used(self) -> int:
        """How many columns are read."""
        return sum(field != NOT_READ for field in self._fields.values())

    @property
    def asks_for_order(self) -> bool:
        """Whether only the person can say which number of a date is the day."""
        return bool(self._order) or (self.effect is not None and self.effect.order_open)

    @property
    def mapping(self) -> dict[str, str]:
        """Every column and the field it is read as, in the form that an import takes."""
        more = {
            "rating": str(self._scale) if self._scale else "",
            "date": self._order,
            "logged": self._order,
            "title": self._kind,
        }
        return {
            column: f"{field}/{more[field]}" if more.get(field) else field
            for column, field in self._fields.items()
        }

    def field_of(self, column: str) -> str:
        return self._fields[column]

    def choose(self, column: str, field: str) -> None:
        """Read a column as a field. A field has one column: another that had it is not read any more."""
        for other, had in self._fields.items():
            if had == field != NOT_READ and other != column:
                self._fields[other] = NOT_READ
        self._fields[column] = field
        self._follow()

    def choose_order(self, order: str) -> None:
        """ "dmy" or "mdy", for all dates of the table."""
        self._order = order
        self._follow()

    def choose_scale(self, scale: int) -> None:
        """What the ratings are out of."""
        self._scale = scale
        self._follow()

    def choose_kind(self, kind: str) -> None:
        """What all titles are: the value of a `Kind`, or "" for what the matching makes of them."""
        self._kind = kind
        self._follow()

    def _follow(self) -> None:
        self.chosen.emit()
        self._try()

    def _try(self) -> None:
        assert self._table is not None
        table, mapping = self._table, self.mapping
        self._reader.ask("effect", lambda _library: table.read(mapping), self._take_effect)

    def _take_table(self, opened: tuple[TrialTable, Mapping[str, list[str]], Effect] | None) -> None:
        if opened is None:
            return
        self._table, self.values, self.effect = opened
        for column, wanted in self._table.mapping.items():
            field, _, extra = wanted.partition("/")
            self._fields[column] = field
            if extra.isdigit():
                self._scale = int(extra)
            elif field == "title":
                self._kind = extra
            elif extra:
                self._order = extra
        self.table_opened.emit()

    def _take_effect(self, effect: Effect) -> None:
        self.effect = effect
        self.effect_changed.emit()


def _open(path: Path, library: Library) -> tuple[TrialTable, Mapping[str, list[str]], Effect] | None:
    """On the reader's thread."""
    from recdesk.importers import open_table  # 80 ms, when they are first loaded

    table = open_table(path, library.column_maps.by_table())
    if table is None:
        return None
    return table, {column: table.values(column) for column in table.columns}, table.read(table.mapping)
