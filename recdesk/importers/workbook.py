"""A workbook (.xlsx) as what it is for an import: an archive whose files are its sheets, each one a table.

Every importer of tables reads it so, whether a service made it (Deezer) or a person saved their CSV again.
The packed parts are unpacked within the limits and handed to the reader anew, so that sizes an archive lies
about, and cells at the far corner of a sheet, cannot fill the memory.
"""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

from python_calamine import CalamineError, CalamineWorkbook

from recdesk.domain.faults import UserFault
from recdesk.importers.faults import AGAIN, READING, reading_fault
from recdesk.importers.limits import LIMITS

_MARKS = frozenset({"[Content_Types].xml", "xl/workbook.xml"})
_CELL = re.compile(rb'<(?:\w+:)?c [^>]*?\br="([A-Z]{1,3})(\d{1,7})"')


def is_workbook(names: set[str]) -> bool:
    """Whether an archive with entries of these names is a workbook."""
    return names >= _MARKS


def read_workbook(archive: zipfile.ZipFile, name: str) -> dict[str, bytes]:
    """The sheets that hold anything: their names, and their cells as tab-separated text in UTF-8. Times come
    out as ISO text. Raises `UserFault` if it is damaged or larger than any history."""
    try:
        plain = _within_limits(archive, name)
    except READING as error:
        raise reading_fault(error, name) from error
    try:
        book = CalamineWorkbook.from_filelike(plain)
        sheets = {t: book.get_sheet_by_name(t).to_python(skip_empty_area=False) for t in book.sheet_names}
    except (CalamineError, ValueError, KeyError, IndexError) as error:
        raise UserFault(f"{name} is a damaged workbook.", AGAIN) from error
    return {title: _as_table(cells) for title, cells in sheets.items() if cells}


def _within_limits(archive: zipfile.ZipFile, name: str) -> io.BytesIO:
    """The archive packed anew, without compression, from what it really holds."""
    plain = io.BytesIO()
    left = LIMITS.workbook_bytes
    with zipfile.ZipFile(plain, "w", zipfile.ZIP_STORED) as out:
        for info in archive.infolist():
            if not info.filename.endswith((".xml", ".rels")):
                continue
            with archive.open(info) as entry:
                content = entry.read(left + 1)
            left -= len(content)
            if left < 0 or _spread(content) > LIMITS.workbook_cells:
                raise UserFault(
                    f"{name} is a larger workbook than RecDesk reads ({LIMITS.workbook_cells:,} cells "
                    f"and {LIMITS.workbook_bytes >> 20} MiB unpacked).",
                    "Save its table as CSV.",
                )
            out.writestr(info.filename, content)
    plain.seek(0)
    return plain


def _spread(sheet: bytes) -> int:
    """How many cells the rectangle round all cells of a sheet has: the reader keeps every one of them."""
    columns = rows = 1
    for found in _CELL.finditer(sheet):
        column = 0
        for letter in found[1]:
            column = column * 26 + letter - 64
        columns, rows = max(columns, column), max(rows, int(found[2]))
    return columns * rows


def _as_table(cells: Iterable[Iterable[object]]) -> bytes:
    text = io.StringIO()
    out = csv.writer(text, delimiter="\t", lineterminator="\n")
    out.writerows([_written(cell) for cell in row] for row in cells)
    return text.getvalue().encode("utf-8", "replace")


def _written(cell: object) -> str:
    match cell:
        case bool():
            return "true" if cell else "false"
        case float():
            return f"{cell:.15g}"
        case datetime():
            return cell.isoformat(" ", "seconds")
        case date() | time():
            return cell.isoformat()
        case timedelta():
            return f"{cell.total_seconds():g}"
    return str(cell)
