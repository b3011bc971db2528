"""Open Library's reading log (OpenLibrary_ReadingLog.csv): numbers of works and shelves, and no titles.

Without a title there is nothing to recognise a book by, and RecDesk asks nobody online: every row is left out
by a rule that says so, instead of a book named "OL102749W".
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from recdesk.domain.history import Row, SkippedRow
from recdesk.domain.works import Kind
from recdesk.importers.identity import raw_json
from recdesk.importers.importer import Claim, Part, SourceInfo
from recdesk.importers.look import Look
from recdesk.importers.rows import table_rows
from recdesk.importers.tables import Line

info = SourceInfo(
    id="openlibrary",
    name="Open Library reading log",
    kinds=(Kind.BOOK,),
    files=("OpenLibrary_ReadingLog.csv",),
)

_COLUMNS = ("work id", "edition id", "bookshelf")


def claim(look: Look) -> Claim | None:
    return Claim(home=look.path) if look.sheet(*_COLUMNS) else None


def rows(parts: Sequence[Part]) -> Iterator[Row]:
    for part in parts:
        sheet = part.look.sheet(*_COLUMNS)
        assert sheet is not None  # it was claimed by this sheet
        yield from table_rows(part, sheet, _row)


def _row(line: Line, place: str) -> Row:
    return SkippedRow(
        place, raw_json(line.cells, _COLUMNS), "named by its Open Library number only, without a title"
    )
