"""A workbook is an archive of tables: read like any other, bounded like any other."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from recdesk.domain.faults import UserFault
from recdesk.domain.history import Reading
from recdesk.importers import find_histories, workbook
from recdesk.importers.limits import Limits
from tests.importers.conformance import cases, read

DEEZER = cases("deezer")[0] / "deezer-data_1234567890.xlsx"


def resaved(target: Path, change: dict[str, bytes]) -> Path:
    """The sample with some of its parts replaced."""
    with zipfile.ZipFile(DEEZER) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            new.writestr(info.filename, change.get(info.filename, old.read(info)))
    return target


def sheet(cells: str) -> bytes:
    start = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    return f"{start}{cells}</sheetData></worksheet>".encode()


def line(number: int, *cells: str) -> str:
    inside = "".join(
        f'<c r="{chr(65 + i)}{number}" t="inlineStr"><is><t>{cell}</t></is></c>'
        for i, cell in enumerate(cells)
    )
    return f'<row r="{number}">{inside}</row>'


def test_a_library_saved_again_as_a_workbook_is_read_as_the_table_it_was(tmp_path: Path) -> None:
    header = line(1, "Book Id", "Title", "Author", "Exclusive Shelf", "My Rating")
    book = line(3, "7", "The Long Field", "Ada Moor", "read", "4")
    file = resaved(tmp_path / "books.xlsx", {"xl/worksheets/sheet2.xml": sheet(header + book)})
    found, rows = read(file)
    assert [history.source for history in found.histories] == ["goodreads"]
    assert [(r.mention.title, r.rating) for r in rows if isinstance(r, Reading)] == [("The Long Field", 0.8)]
    assert rows[0].place.endswith("row 3")  # as the spreadsheet numbers it, with the blank row counted


def test_a_workbook_inside_an_archive_is_opened(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "data.zip", "w") as out:
        out.write(DEEZER, "export/deezer.xlsx")
    found = find_histories(tmp_path / "data.zip")
    assert [history.source for history in found.histories] == ["deezer"]


def test_a_cell_at_the_far_corner_does_not_fill_the_memory(tmp_path: Path) -> None:
    far = sheet('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')
    with pytest.raises(UserFault, match="larger workbook"):
        find_histories(resaved(tmp_path / "far.xlsx", {"xl/worksheets/sheet2.xml": far}))


def test_a_workbook_that_unpacks_to_too_much_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook, "LIMITS", Limits(workbook_bytes=1000))
    with pytest.raises(UserFault, match="larger workbook"):
        find_histories(DEEZER)


def test_a_damaged_workbook_is_a_plain_sentence(tmp_path: Path) -> None:
    with pytest.raises(UserFault, match="damaged workbook"):
        find_histories(resaved(tmp_path / "torn.xlsx", {"xl/workbook.xml": b"<workbook"}))


def test_times_and_numbers_come_out_as_text() -> None:
    with zipfile.ZipFile(io.BytesIO(DEEZER.read_bytes())) as archive:
        tables = workbook.read_workbook(archive, "x")
    assert tables["10_listeningHistory"].split(b"\n")[1].split(b"\t")[5] == b"201"
