"""CSV as people have it: comma, semicolon, tab or bar, single quotes, banners before the header, broken
quotes, short rows.

A `Sheet` says how a table is written; `read_table` yields a `Line` per row, or a `Broken` for a row that
cannot be taken apart, and goes on behind it. Rows are numbered as a spreadsheet numbers them, the header
being row 1 where no banner stands above it.
"""

from __future__ import annotations

import csv
import re
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

from recdesk.importers.limits import LIMITS
from recdesk.importers.streams import Member
from recdesk.importers.text import CutLine, text_lines

_DELIMITERS = (",", ";", "\t", "|")
_SWAPPED = str.maketrans("'\"", "\"'")  # a table in single quotes is read as one in double quotes
_BANNER_ROWS = 12  # a header further down than this is not looked for
_TOLD_OF_CUT = 2_000  # characters of a row that is no row, kept for whoever looks for it
csv.field_size_limit(LIMITS.line_chars * 4)


@dataclass(frozen=True, slots=True)
class Sheet:
    """How one table is written. `columns` are the header's cells, stripped and casefolded, in order;
    `written` are they as the person sees them."""

    delimiter: str
    columns: tuple[str, ...]
    header_row: int
    written: tuple[str, ...] = ()
    single_quotes: bool = False

    @property
    def header(self) -> frozenset[str]:
        return frozenset(c for c in self.columns if c)


@dataclass(frozen=True, slots=True)
class Line:
    """One row: its number and its cells by column, stripped; `get` a column that may be missing."""

    number: int
    cells: Mapping[str, str]

    def get(self, column: str) -> str:
        return self.cells.get(column, "")


@dataclass(frozen=True, slots=True)
class Broken:
    """One row that cannot be taken apart; `text` is its beginning."""

    number: int
    text: str
    why: str


@dataclass(frozen=True, slots=True)
class _Record:
    number: int
    cells: list[str]
    text: str
    open_quote: bool = False
    cut: bool = False


def find_sheet(text: str, fits: Callable[[frozenset[str]], bool]) -> Sheet | None:
    """The table that begins in `text` and whose header (stripped, casefolded) `fits`, or None."""
    return next((sheet for sheet in sheets_in(text) if fits(sheet.header)), None)


def sheets_in(text: str) -> Iterator[Sheet]:
    """Every table that `text` may begin with: each of the first rows taken for the header, with each
    delimiter, the likeliest first."""
    lines = text.split("\n")
    for delimiter in _candidates(lines):
        for record in _records(iter(lines[: _BANNER_ROWS * 4]), delimiter):
            if record.number > _BANNER_ROWS:
                break
            if delimiter == "|" and not (
                record.cells and record.cells[0].strip() and record.cells[-1].strip()
            ):
                continue  # bars at the edges are how texts draw tables
            single = len(record.cells) > 1 and all(map(_in_single_quotes, record.cells))
            written = tuple(_written(c, "'" if single else '"') for c in record.cells)
            columns = tuple(c.casefold() for c in written)
            yield Sheet(delimiter, columns, record.number, written, single)


def sample_rows(text: str, sheet: Sheet) -> list[Line]:
    """The whole good rows in the first part of a file; the last line, possibly cut, is left out."""
    return [line for line in _sample(text, sheet) if isinstance(line, Line)]


def is_ragged(text: str, sheet: Sheet) -> bool:
    """Whether most rows of the first part of a file have not the cells of the header: prose with commas has
    not, a table with damaged rows has."""
    rows = _sample(text, sheet)
    return sum(isinstance(row, Broken) for row in rows) * 2 > len(rows)


def _sample(text: str, sheet: Sheet) -> list[Line | Broken]:
    return list(_lines(iter(text.split("\n")[:-1]), sheet))


def read_table(member: Member, sheet: Sheet) -> Iterator[Line | Broken]:
    """The rows of a table below its header; blank rows are passed over but numbered."""
    with member.open() as stream:
        yield from _lines(text_lines(stream), sheet)


def _lines(lines: Iterator[str], sheet: Sheet) -> Iterator[Line | Broken]:
    width = len(sheet.columns)
    named = max((n for n, column in enumerate(sheet.columns, start=1) if column), default=0)
    for record in _records_of(lines, sheet, width):
        cells = record.cells
        if record.number <= sheet.header_row or not any(cells):
            continue
        if record.cut:
            yield Broken(record.number, record.text, f"it is longer than {LIMITS.line_chars:,} characters")
        elif record.open_quote:
            yield Broken(record.number, record.text, "a quotation mark is opened and never closed")
        elif len(cells) < named or any(cells[width:]):  # what is missing behind them is nothing
            yield Broken(record.number, record.text, f"it has {_cells(len(cells))}, the header {width}")
        else:
            yield Line(record.number, {c: v.strip() for c, v in zip(sheet.columns, cells) if c})


def _cells(count: int) -> str:
    return "1 cell" if count == 1 else f"{count} cells"


def _written(cell: str, quote: str) -> str:
    return cell.strip().strip("\ufeff").strip().strip(quote)


def _in_single_quotes(cell: str) -> bool:
    return len(cell) > 2 and cell[0] == cell[-1] == "'"


def _candidates(lines: list[str]) -> list[str]:
    """Delimiters to try, the likeliest by the first lines first; a tie goes to the comma."""
    if lines and lines[0].lower().startswith("sep=") and len(lines[0]) == 5:  # Excel's own banner
        return [lines[0][4]]
    head = [line for line in lines if line.strip()][:_BANNER_ROWS]
    most = {d: max((line.count(d) for line in head[:4]), default=0) for d in _DELIMITERS}
    return sorted((d for d in _DELIMITERS if most[d] or d != "|"), key=lambda d: -most[d])


def _records_of(lines: Iterator[str], sheet: Sheet, width: int) -> Iterator[_Record]:
    if not sheet.single_quotes:
        yield from _records(lines, sheet.delimiter, width)
        return
    # An apostrophe between letters ends no cell, whether it is doubled, escaped or neither.
    inner = re.compile(rf"(?<=[^'{re.escape(sheet.delimiter)}])'(?=[^'{re.escape(sheet.delimiter)}])")
    swapped = (inner.sub("''", line.replace("\\'", "''")).translate(_SWAPPED) for line in lines)
    for record in _records(swapped, sheet.delimiter, width):
        cells = [cell.translate(_SWAPPED) for cell in record.cells]
        yield replace(record, cells=cells, text=record.text.translate(_SWAPPED))


def _records(lines: Iterator[str], delimiter: str, width: int = 0) -> Iterator[_Record]:
    """Physical lines joined to CSV records. A quote that is opened by mistake, so that it stays open to the
    end (or for `LIMITS.record_lines` lines), or that swallows lines which are rows of `width` cells by
    themselves, spoils only the line that opened it: the lines after it are read again."""
    waiting: deque[str] = deque()
    number = known = 0  # `known`: so many of those that wait leave a quote open that is open before them
    while (first := waiting.popleft() if waiting else next(lines, None)) is not None:
        number, known = number + 1, max(0, known - 1)
        if not first or first.isspace():  # passed over, but numbered; half a million of them took 1.5 s
            continue
        if isinstance(first, CutLine):
            yield _Record(number, [first], first[:_TOLD_OF_CUT], cut=True)
            continue
        # An even number of quotes leaves none open; only the rest is looked at letter by letter.
        if first.count('"') % 2 == 0 or not _ends_open(first, delimiter, False):
            yield _Record(number, _split(first, delimiter), first)
            continue
        # Where every row opens a quote and closes none, looking again took 30 s for 8,000 rows.
        taken = [first, *(waiting.popleft() for _ in range(min(known, LIMITS.record_lines - 1)))]
        still_open = True
        while still_open and len(taken) < LIMITS.record_lines:
            more = waiting.popleft() if waiting else next(lines, None)
            if more is None:
                break
            taken.append(more)
            if isinstance(more, CutLine):
                break
            still_open = more.count('"') % 2 == 0 or _ends_open(more, delimiter, True)
        text = first if still_open else "\n".join(taken)
        cells = [first] if still_open else _split(text, delimiter)
        known = len(taken) - 1 - isinstance(taken[-1], CutLine) if still_open else 0
        if still_open or _swallows_rows(cells, taken, delimiter, width):
            waiting.extendleft(reversed(taken[1:]))
            yield _Record(number, [first], first, open_quote=True)
        else:
            yield _Record(number, cells, text)


def _swallows_rows(cells: list[str], lines: list[str], delimiter: str, width: int) -> bool:
    """Whether lines joined to one record are rows of their own: some of them, if the record has not the right
    width; all inner ones of several, if it has. A review of many lines is not like that."""
    inner = (len(_split(line, delimiter)) == width for line in lines[1:-1])
    if len(cells) == width:
        return len(lines) > 3 and all(inner)
    return any(inner) or len(_split(lines[-1], delimiter)) == width


def _ends_open(line: str, delimiter: str, inside: bool) -> bool:
    """Whether a quoted cell is open at the end of the line, being `inside` one at its start."""
    at_start = not inside
    i = 0
    while i < len(line):
        char = line[i]
        if inside:
            if char == '"':
                if line[i + 1 : i + 2] == '"':
                    i += 1
                else:
                    inside = False
        elif char == delimiter:
            at_start = True
            i += 1
            continue
        elif char == '"' and at_start:
            inside = True
        at_start = False
        i += 1
    return inside


def _split(record: str, delimiter: str) -> list[str]:
    try:
        return next(csv.reader([record], delimiter=delimiter), [])
    except csv.Error:  # a cell beyond the field limit
        return [record]
