"""Any table with titles: what no format claims, but whose columns speak (or whose meaning the person gives).

CSV, TSV, sheets of a workbook, JSON and one object a line. The weakest claimant: it takes a file only where
no other format does, and inside a folder only a table that tells of the person (a date, a rating, a status),
since a list of works alone may be anything.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from recdesk.domain.history import BadRow, Row
from recdesk.domain.works import Kind
from recdesk.importers.columns import NAMING, PERSONAL, Meaning, guess_meaning, mapped_meaning, table_key
from recdesk.importers.generic_rows import Cells, Habits, habits_of, kind_of_columns, kind_of_name, row_of
from recdesk.importers.grids import Grid, json_grids, looks_like_table, read_grid, text_grids
from recdesk.importers.identity import clip
from recdesk.importers.importer import Claim, Decline, Part, SourceInfo
from recdesk.importers.look import Form, Look
from recdesk.importers.tables import Broken, Line

_INFO = SourceInfo(
    id="generic_csv",
    name="Table of titles",
    kinds=tuple(Kind),
    files=("*.csv", "*.tsv", "*.xlsx", "*.json", "*.jsonl"),
    weak=True,
)
_ABOUT_THE_WORK = frozenset({"tags", "url", "original"})  # beside a title they tell nothing of a person


@dataclass(frozen=True, slots=True)
class Table:
    """A table that was understood: `told` tells that the person (or a mapping kept from earlier) said how,
    and nothing was guessed."""

    grid: Grid
    meaning: Meaning
    told: bool

    @property
    def columns(self) -> tuple[str, ...]:
        """As they are written, the nameless ones left out."""
        return tuple(column for column in self.grid.columns if column)

    @property
    def key(self) -> str:
        """The same for every table with these columns."""
        return table_key(self.columns)

    @property
    def mapping(self) -> dict[str, str]:
        """Every column and the field it is read as: what `--map` takes."""
        return self.meaning.mapping(self.columns)


class GenericCsv:
    """The importer of tables. With a `mapping` ({column: field}) it reads exactly what that says;
    `remembered` are mappings by `table_key` of the columns they are for. Of a file `most` rows are read."""

    info = _INFO

    def __init__(
        self,
        mapping: Mapping[str, str] | None = None,
        remembered: Mapping[str, Mapping[str, str]] | None = None,
        most: int | None = None,
    ) -> None:
        self._given = mapped_meaning(mapping) if mapping is not None else None
        self._remembered = remembered or {}
        self._most = most

    def claim(self, look: Look, /) -> Claim | Decline | None:
        if self.table(look) is not None:
            return Claim(home=look.path)
        if self._given is None or look.form not in (Form.TEXT, Form.JSON):
            return None
        columns = columns_in(look)
        there = {column.casefold() for column in columns}
        missing = ", ".join(sorted(set(self._given.columns.values()) - there))
        listed = f"; its columns are: {', '.join(columns)}" if columns else ""
        return Decline(f"it has no column named {missing}, which the mapping names{listed}")

    def table(self, look: Look) -> Table | None:
        """The table in a file and how it is read, or None where its columns do not say."""
        grids = grids_in(look)
        if self._given is not None:
            wanted = set(self._given.columns.values())
            return next((Table(grid, self._given, True) for grid in grids if grid.has(wanted)), None)
        candidates = []
        for grid in grids:
            kept = self._remembered.get(table_key(grid.columns)) if self._remembered else None
            if kept is not None:
                return Table(grid, mapped_meaning(kept), True)
            if (meaning := _guessed(grid, look)) is not None:
                if look.form is Form.TEXT:
                    return Table(grid, meaning, False)
                candidates.append(Table(grid, meaning, False))
        # Of the lists in one JSON document the one of which most is understood; else the longest.
        return max(candidates, key=lambda table: len(table.meaning.columns), default=None)

    def rows(self, parts: Sequence[Part], /) -> Iterator[Row]:
        for part in parts:
            table = self.table(part.look)
            assert table is not None  # it was claimed by this table
            habits = self.habits(part, table)
            for line in islice(read_grid(part.member, table.grid), self._most):
                place = part.place(line.number)
                if isinstance(line, Broken):
                    yield BadRow(place, clip(line.text), line.why)
                else:
                    yield row_of(Cells(line, table.meaning), place, habits)

    def habits(self, part: Part, table: Table) -> Habits:
        """What holds for a whole file. Reads it once."""
        lines = islice(read_grid(part.member, table.grid), self._most)
        good = (line for line in lines if isinstance(line, Line))
        return habits_of(good, table.meaning, part.member.name)


def grids_in(look: Look) -> Sequence[Grid] | Iterator[Grid]:
    """What may be a table in a file, the likeliest first."""
    if look.grids:
        return look.grids
    if look.form is Form.TEXT:
        return text_grids(look.text)
    return json_grids(look.text) if look.form is Form.JSON else ()


def unread_table(look: Look) -> Grid | None:
    """The likeliest table of a file whose columns say too little: a person can say what they mean."""
    return next((grid for grid in grids_in(look) if looks_like_table(grid)), None)


def columns_in(look: Look) -> tuple[str, ...]:
    """The columns of the likeliest table in a file, as they are written; none where there is no table."""
    grid = unread_table(look)
    return tuple(column for column in grid.columns if column) if grid else ()


def _guessed(grid: Grid, look: Look) -> Meaning | None:
    """The meaning of a table that can be taken unasked: titles, and something about the person; of a single
    file that somebody chose, titles and anything else. Beside other files, or beside web addresses, the kind
    must be said as well: lists of articles and bookmarks have titles and dates, too. JSON beside other files
    is left alone: exports hold many lists that are no history."""
    from recdesk.importers.guessing import names_one_of

    if not names_one_of(grid.columns, NAMING) or (look.form is Form.JSON and not look.alone):
        return None
    meaning = guess_meaning(grid.columns, grid.sample)
    if not any(field in meaning for field in NAMING):
        return None
    says_kind = "kind" in meaning or bool({*NAMING[1:]} & meaning.columns.keys())
    says_kind = says_kind or (kind_of_columns(meaning) or kind_of_name(look.name)) is not None
    if not says_kind and (not look.alone or "url" in meaning):
        return None
    personal = bool(PERSONAL & meaning.columns.keys())
    more = meaning.columns.keys() - _ABOUT_THE_WORK
    return meaning if personal or (look.alone and len(more) > 1) else None
