"""Tables of no known format, whatever holds them: CSV, TSV, a sheet of a workbook, JSON, one object a line.

Of JSON the longest list of objects is the table; what is nested in them becomes columns with dotted paths
("movie.ids.imdb"). Knows how they are written and nothing of what the columns mean.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

import ijson

from recdesk.importers.cell_kinds import is_date, is_imdb, is_number, is_web
from recdesk.importers.documents import Utf8, read_items
from recdesk.importers.json_lines import read_json_lines
from recdesk.importers.records import Record, parse_record, read_records
from recdesk.importers.streams import Member
from recdesk.importers.tables import Broken, Line, Sheet, is_ragged, read_table, sample_rows, sheets_in
from recdesk.importers.text import text_pieces

SAMPLE = 20  # rows that a guess looks at
_LISTS = 5  # of a JSON file that are weighed against each other
_COLUMNS = 200
_DEEP = 4  # steps down from an object that still become columns
_SURVEYED_CHARS = 16 << 20  # of JSON that are looked through for its lists: some 2 s
_LONGEST_NAME = 60  # characters of a column's name; a line of prose is longer
_WORDS = 5  # spaces in a name; more are a sentence
_LINES = ""  # the "path" of one object a line


@dataclass(frozen=True, slots=True)
class Grid:
    """One table: its columns as they are written, some of its rows cell by cell, and where it lies."""

    columns: tuple[str, ...]
    sample: tuple[tuple[str, ...], ...]
    sheet: Sheet | None = None  # of text with delimiters
    path: str = _LINES  # of JSON: where the objects are

    def has(self, columns: set[str]) -> bool:
        """Whether all these columns (casefolded) are there."""
        return columns <= {column.casefold() for column in self.columns}


def text_grids(text: str) -> Iterator[Grid]:
    """What may be a table at the beginning of a text, the likeliest first."""
    for sheet in sheets_in(text):
        named = [column for column in sheet.written if column]
        if len(named) > 1 and all(map(_is_name, named)) and not is_ragged(text, sheet):
            rows = [tuple(map(line.get, sheet.columns)) for line in sample_rows(text, sheet)[:SAMPLE]]
            yield Grid(sheet.written, tuple(rows), sheet)


def json_grids(text: str) -> list[Grid]:
    """The lists of objects in the first part of a JSON file, the longest first."""
    if _is_lines(text):
        return [grid for grid in [_grid(_LINES, list(islice(_lines_of(text), SAMPLE)))] if grid]
    return _surveyed(lambda: Utf8(iter((text,))))


def deep_grids(member: Member) -> list[Grid]:
    """As `json_grids`, of a whole file, as far as `_SURVEYED_CHARS`."""

    def opened() -> Utf8:
        return Utf8(_first_pieces(member))

    return _surveyed(opened)


def read_grid(member: Member, grid: Grid) -> Iterator[Line | Broken]:
    """The rows of a table, cells by casefolded column. Raises `UserFault` if the file goes away."""
    if grid.sheet:
        yield from read_table(member, grid.sheet)
        return
    found: Iterator[Any]
    if grid.path == _LINES:
        found = read_json_lines(member)
    elif grid.path == "item":
        found = read_records(member)
    else:
        items = read_items(member, grid.path)
        found = (item if isinstance(item, Broken) else (item[0], item[2]) for item in items)
    for entry in found:
        yield entry if isinstance(entry, Broken) else Line(entry[0], _folded(entry[1]))


def looks_like_table(grid: Grid) -> bool:
    """Whether, with no column understood, it is a table all the same: several columns with names of their
    own above rows that are no prose."""
    names = [column for column in grid.columns if column]
    if len(names) < 2 or len({name.casefold() for name in names}) < len(names):
        return False
    if grid.sheet is None:
        return True
    sentences = any(name.endswith((".", "!", "?")) or name.count(" ") > _WORDS for name in names)
    return len(names) == len(grid.columns) and bool(grid.sample) and not sentences


def _is_name(cell: str) -> bool:
    """Whether a column may be called so: short, and no value of a row."""
    return len(cell) <= _LONGEST_NAME and not (
        is_date(cell) or is_number(cell) or is_web(cell) or is_imdb(cell)
    )


def _surveyed(opened: Callable[[], Any]) -> list[Grid]:
    counts: Counter[str] = Counter()
    try:
        for prefix, event, _ in ijson.parse(opened(), use_float=True):
            if event == "start_map" and (prefix == "item" or prefix.endswith(".item")):
                counts[prefix] += 1
    except (ijson.JSONError, ValueError, RecursionError):
        pass  # a part of a file ends in the middle; what was seen counts
    grids = [_grid(path, list(_samples(opened(), path))) for path, _ in counts.most_common(_LISTS)]
    return [grid for grid in grids if grid]


def _samples(stream: Any, path: str) -> Iterator[Record]:
    try:
        for item in islice(ijson.items(stream, path, use_float=True), SAMPLE):
            if isinstance(item, dict):
                yield item
    except (ijson.JSONError, ValueError, RecursionError):
        return


def _grid(path: str, records: Sequence[Record]) -> Grid | None:
    flat = [dict(_flat(record)) for record in records]
    columns = list(dict.fromkeys(name for row in flat for name in row))[:_COLUMNS]
    if not columns:
        return None
    rows = tuple(tuple(row.get(column, "") for column in columns) for row in flat)
    return Grid(tuple(columns), rows, None, path)


def _folded(record: Record) -> Mapping[str, str]:
    return {name.casefold(): text for name, text in _flat(record)}


def _flat(value: Mapping[str, Any], above: str = "", depth: int = 0) -> Iterator[tuple[str, str]]:
    """An object as (dotted path, text). Of a list of objects the first one is taken, of words all of them."""
    for name, inner in value.items():
        path = f"{above}{name}"
        if isinstance(inner, list) and inner and isinstance(inner[0], dict):
            path, inner = f"{path}.0", inner[0]
        if isinstance(inner, dict):
            if depth < _DEEP:
                yield from _flat(inner, f"{path}.", depth + 1)
        elif isinstance(inner, list):
            yield path, ", ".join(_text(part) for part in inner if not isinstance(part, (dict, list)))
        else:
            yield path, _text(inner)


def _text(value: object) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case float():
            return f"{value:.15g}"
    return str(value).strip()


def _is_lines(text: str) -> bool:
    """Whether each line is an object: the first one is, and another follows."""
    first, _, rest = text.lstrip().partition("\n")
    return first.startswith("{") and parse_record(first) is not None and rest.lstrip().startswith("{")


def _lines_of(text: str) -> Iterator[Record]:
    return (found for line in text.split("\n") if (found := parse_record(line)) is not None)


def _first_pieces(member: Member) -> Iterator[str]:
    left = _SURVEYED_CHARS
    with member.open() as stream:
        for piece in text_pieces(stream):
            yield piece
            left -= len(piece)
            if left <= 0:
                return
