"""Cells of tables: a row as a dictionary, numbers and lists as packs write them."""

from __future__ import annotations

import csv
import html
import math
import re
from collections import deque
from collections.abc import Iterator

from recdesk.catalogue.files import PackFile
from recdesk.catalogue.format import Tally

_TAG = re.compile(r"<[^<>]*>")
_ROW_LINES = 2_000  # of one row; a description over more of them was never met
DESCRIPTION_CHARS = 1_200  # the text model reads some 250 words; what is behind them is never seen
_LANGUAGES = {
    "eng": "en", "spa": "es", "fre": "fr", "fra": "fr", "ger": "de", "deu": "de", "ita": "it", "por": "pt",
    "jpn": "ja", "chi": "zh", "zho": "zh", "rus": "ru", "ara": "ar", "dut": "nl", "nld": "nl", "swe": "sv",
    "nor": "no", "dan": "da", "fin": "fi", "pol": "pl", "tur": "tr", "kor": "ko", "hin": "hi", "per": "fa",
    "fas": "fa", "gre": "el", "ell": "el", "cze": "cs", "ces": "cs", "hun": "hu", "rum": "ro", "ron": "ro",
    "ind": "id", "vie": "vi", "tha": "th", "heb": "he", "lat": "la", "ukr": "uk", "cat": "ca", "mul": "",
    "und": "", "cn": "zh", "xx": "",
}  # fmt: skip


def columns(file: PackFile, delimiter: str = ",") -> list[str]:
    """The header of a table, casefolded and trimmed; [] if its first line is no table."""
    line = file.first_line()
    try:
        return [cell.strip().casefold() for cell in next(csv.reader([line], delimiter=delimiter), [])]
    except csv.Error:
        return []


def table(file: PackFile, tally: Tally, delimiter: str = ",") -> Iterator[tuple[int, dict[str, str]]]:
    """(line number, cells by casefolded column) of every row below the header. Cells may hold line breaks.
    A row of the wrong width is spoilt and passed over; one whose quotation never closes spoils its own line
    only, and the lines behind it are read again."""
    lines = _Lines(file.lines())
    reader = csv.reader(lines, delimiter=delimiter)
    header = [cell.strip().casefold() for cell in next(reader, [])]
    while True:
        lines.begin_row()
        try:
            cells = next(reader, None)
        except (_Stray, csv.Error):
            cells = [""]
        if cells is None:
            return
        if len(cells) == len(header) and not lines.are_rows(len(header), delimiter):
            yield lines.number, dict(zip(header, cells))
            continue
        if not cells and lines.taken == 1:
            continue  # a blank line
        if lines.taken > 1:
            lines.read_again()
            reader = csv.reader(lines, delimiter=delimiter)
        tally.spoil(f"{file.name}, line {lines.number}", "a row with too many or too few cells")


class _Stray(Exception):
    """A row of more lines than any has: a quotation mark opened by mistake."""


class _Lines:
    """Lines on their way to the reader, which can be had again from the second of a row on."""

    def __init__(self, lines: Iterator[str]) -> None:
        self._lines = lines
        self._row: list[str] = []
        self._waiting: deque[str] = deque()
        self.number = 0

    @property
    def taken(self) -> int:
        """Lines of the present row."""
        return len(self._row)

    def are_rows(self, width: int, delimiter: str) -> bool:
        """Whether the lines within the present row are rows by themselves, all of them: then it is no row,
        but a quotation mark opened by mistake that a later row's has closed."""
        inside = self._row[1:-1]
        return len(inside) > 1 and all(len(row) == width for row in csv.reader(inside, delimiter=delimiter))

    def begin_row(self) -> None:
        self._row.clear()

    def read_again(self) -> None:
        """All lines of the row but the first come again, as rows of their own."""
        self._waiting.extendleft(reversed(self._row[1:]))
        self.number -= len(self._row) - 1
        self._row.clear()

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        if len(self._row) >= _ROW_LINES:
            raise _Stray
        line = self._waiting.popleft() if self._waiting else next(self._lines)
        self._row.append(line)
        self.number += 1
        return line


def raw_rows(file: PackFile, delimiter: str = ",") -> Iterator[list[str]]:
    """The cells of every row below the header, for millions of rows. What is no row is left out."""
    lines = file.lines()
    next(lines, None)
    reader = csv.reader(lines, delimiter=delimiter)
    while True:
        try:
            yield from reader
            return
        except csv.Error:  # a lone carriage return, an endless cell: the reader goes on behind it
            continue


def whole(cell: str | None) -> int | None:
    """A whole number, also one that a spreadsheet wrote as 1965.0; None for anything else."""
    try:
        return int(float(cell)) if cell else None
    except (ValueError, OverflowError):
        return None


def year(cell: str | None) -> int | None:
    """The year of a cell, a year or a date; None for blanks, zeros and nonsense."""
    text = (cell or "").strip()
    found = re.match(r"-?\d{1,4}(?=\D|\Z)", text)
    value = int(found.group()) if found else 0
    return value if value and -4000 < value < 2100 else None


def audience(people: float | None) -> float | None:
    """log10 of a number of people, as works carry it; None if nobody counted or there is nobody."""
    return round(math.log10(people), 2) if people and people > 0 else None


def listed(cell: str | None, mark: str = "|") -> tuple[str, ...]:
    """The parts of a cell, trimmed, each once."""
    return tuple(dict.fromkeys(part for piece in (cell or "").split(mark) if (part := piece.strip())))


def plain(markup: str | None) -> str:
    """A description without tags and line breaks, cut at a word behind `DESCRIPTION_CHARS`."""
    text = " ".join(html.unescape(_TAG.sub(" ", markup or "")).split())
    if len(text) <= DESCRIPTION_CHARS:
        return text
    return text[:DESCRIPTION_CHARS].rsplit(" ", 1)[0] + " …"


def language(code: str | None) -> tuple[str, ...]:
    """A language as a BCP 47 tag in a tuple; () where none is said. ISO 639-2 codes become two letters."""
    text = (code or "").strip().casefold().replace("_", "-")
    if not re.fullmatch(r"[a-z]{2,3}(-[a-z0-9]{2,8})?", text):
        return ()
    first, dash, rest = text.partition("-")
    first = _LANGUAGES.get(first, first)
    return (f"{first}{dash}{rest.upper() if len(rest) == 2 else rest}",) if first else ()
