"""Trying out how a table is read before anything is imported: its columns with some of their values, and the
rows that a mapping makes of them. Quick enough to follow a hand that is choosing; writes nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import islice
from pathlib import Path

from recdesk.domain.faults import UserFault
from recdesk.domain.history import BadRow, Reading, Row
from recdesk.domain.works import Kind
from recdesk.importers.bundle import Bundle
from recdesk.importers.columns import NAMING, Meaning, guess_meaning, mapped_meaning
from recdesk.importers.finding import candidates
from recdesk.importers.generic_csv import GenericCsv, Table, unread_table
from recdesk.importers.generic_rows import Cells, Habits, habits_of, row_of
from recdesk.importers.grids import read_grid
from recdesk.importers.identity import clip
from recdesk.importers.look import Look
from recdesk.importers.streams import Member
from recdesk.importers.tables import Broken, Line

TRIED = 200  # rows that are read anew with every choice: some 10 ms
_HELD = 5_000  # rows that tell the order of day and month and the scale of ratings
_VALUES = 3
_SHOWN = 10


@dataclass(frozen=True, slots=True)
class Effect:
    """What a mapping makes of the first rows: how many were tried, and how they came out. `problem` is why
    none could be."""

    tried: int = 0
    whole: bool = False  # these are all the rows there are
    read: int = 0
    skipped: int = 0
    unreadable: int = 0
    readings: tuple[Reading, ...] = ()  # some of them, from all over
    first: datetime | None = None
    last: datetime | None = None
    kinds: Mapping[str, int] | None = None
    trouble: str = ""  # the first row that was left out or unreadable, and why
    scale: int = 0  # bare ratings are out of so many
    order: str = ""  # of day, month and year, as it is read
    order_open: bool = False  # and could be the other way round
    order_sample: str = ""  # a date that shows it
    kind: Kind | None = None  # of all titles, where the mapping says it
    kind_open: bool = False  # nothing but the person can say what kind of works the titles are
    problem: str = ""


class TrialTable:
    """One table with its first rows held, to be read in one way and another."""

    def __init__(self, member: Member, table: Table) -> None:
        self._name = member.name
        self._table = table
        with_one_more = list(islice(read_grid(member, table.grid), _HELD + 1))
        self._lines = with_one_more[:_HELD]
        self._whole = len(with_one_more) <= TRIED

    @property
    def key(self) -> str:
        """The same for every table with these columns."""
        return self._table.key

    @property
    def columns(self) -> tuple[str, ...]:
        return self._table.columns

    @property
    def mapping(self) -> dict[str, str]:
        """How it would be read unasked: {column: field}."""
        return self._table.mapping

    @property
    def told(self) -> bool:
        """Whether that is what the person said of such a table before."""
        return self._table.told

    def values(self, column: str) -> list[str]:
        """Some different values of a column."""
        cells = (line.get(column.casefold()) for line in self._lines[: 2 * TRIED] if isinstance(line, Line))
        return list(dict.fromkeys(clip(cell, 60) for cell in cells if cell))[:_VALUES]

    def read(self, mapping: Mapping[str, str]) -> Effect:
        """What comes of a mapping."""
        try:
            meaning = mapped_meaning(mapping)
        except UserFault as fault:
            return Effect(problem=str(fault))
        good = [line for line in self._lines if isinstance(line, Line)]
        habits = habits_of(good, meaning, self._name)
        rows: list[Row] = []
        for line in self._lines[:TRIED]:
            place = f"row {line.number}"
            if isinstance(line, Broken):
                rows.append(BadRow(place, "", line.why))
            else:
                rows.append(row_of(Cells(line, meaning), place, habits))
        dated = next((d for line in good if (d := Cells(line, meaning)["date"])), "")
        return replace(
            _effect(rows, self._whole),
            scale=habits.scale if "rating" in meaning else 0,
            order=habits.date_order if "date" in meaning else "",
            order_open=habits.order_open,
            order_sample=dated,
            kind=meaning.kind,
            kind_open=_leaves_kind_open(meaning, habits),
        )


def _effect(rows: Sequence[Row], whole: bool) -> Effect:
    readings = [row for row in rows if isinstance(row, Reading)]
    bad = [row for row in rows if isinstance(row, BadRow)]
    times = [row.when for row in readings if row.when]
    step = max(1, len(readings) // _SHOWN)
    return Effect(
        tried=len(rows),
        whole=whole,
        read=len(readings),
        skipped=len(rows) - len(readings) - len(bad),
        unreadable=len(bad),
        readings=tuple(readings[::step][:_SHOWN]),
        first=min(times, default=None),
        last=max(times, default=None),
        kinds=Counter(row.mention.kind.value for row in readings),
        trouble=f"{bad[0].place}: {bad[0].why}" if bad else "",
    )


def _leaves_kind_open(meaning: Meaning, habits: Habits) -> bool:
    """A title alone, with neither a column of kinds nor others that are of one kind only."""
    told = habits.kinds_known or (habits.kind and not meaning.kind)
    return "title" in meaning and not told and not {*NAMING[1:]} & meaning.columns.keys()


def open_table(path: Path, remembered: Mapping[str, Mapping[str, str]]) -> TrialTable | None:
    """The first table of no known format in what was dropped; None where there is none. Raises `UserFault`
    where it cannot be read. `remembered` are mappings by the key of their table."""
    reader = GenericCsv(remembered=remembered)
    with Bundle(path) as bundle:
        for member, look in candidates(bundle):
            table = reader.table(look) or _proposed(look)
            if table is not None:
                return TrialTable(member, table)
    return None


def _proposed(look: Look) -> Table | None:
    """A table whose columns say too little, with the little they say."""
    grid = unread_table(look)
    return Table(grid, guess_meaning(grid.columns, grid.sample), False) if grid else None
