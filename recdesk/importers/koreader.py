"""KOReader's statistics (statistics.sqlite3): each book with how long it was read, how far, and when last.

Written from the documented tables, no real sample seen. Of its tables only `book` is opened; the pages turned
stand in another, minute by minute, and are summed up here already. Notes and highlights are counted there and
not read.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from recdesk.domain.history import Action, Precision, Row, SkippedRow, TimeKind
from recdesk.domain.works import Kind
from recdesk.importers.books import Shelved, book, shelved
from recdesk.importers.cells import spaced
from recdesk.importers.databases import Cells, open_database, text, whole
from recdesk.importers.identity import raw_json
from recdesk.importers.importer import Claim, Part, SourceInfo
from recdesk.importers.look import Look
from recdesk.importers.plays import from_epoch
from recdesk.importers.rows import NEVER, Stamp

info = SourceInfo(id="koreader", name="KOReader", kinds=(Kind.BOOK,), files=("statistics.sqlite3",))

_PAGES = ("page_stat_data", "page_stat")  # the name of today, and that of before 2020
_KEPT = {
    "title": "title",
    "authors": "authors",
    "series": "series",
    "language": "language",
    "pages": "pages",
    "total_read_pages": "read_pages",
    "total_read_time": "seconds",
    "last_open": "last_open",
}
_NOTHING = "n/a"  # what KOReader writes where a book does not say
_LONGEST_S = 10**8


def claim(look: Look) -> Claim | None:
    mine = "book" in look.tables and any(table in look.tables for table in _PAGES)
    return Claim(home=look.path) if mine else None


def rows(parts: Sequence[Part]) -> Iterator[Row]:
    for part in parts:
        with open_database(part.member, "book") as database:
            there = database.columns("book")
            wanted = [column for column in (*_KEPT, "md5") if column in there]
            found = database.rows(f"SELECT {', '.join(wanted)} FROM book ORDER BY rowid") if wanted else ()
            for number, cells in enumerate(found, start=1):
                yield _row(cells, part.place(number))


def _row(cells: Cells, place: str) -> Row:
    kept = {name: value for column, name in _KEPT.items() if (value := _said(cells, column))}
    raw = raw_json(kept, kept)
    title = spaced(kept.get("title", ""))
    if not title:
        return SkippedRow(place, raw, "no title")
    seconds, pages = whole(cells, "total_read_time"), whole(cells, "pages")
    if seconds <= 0:
        return SkippedRow(place, raw, "opened and not read")
    last = from_epoch(whole(cells, "last_open")) if whole(cells, "last_open") > 0 else None
    told = Shelved(
        identity=text(cells, "md5") or f"{title}/{kept.get('authors', '')}",
        book=book(title, kept.get("authors", "").split("\n")),
        action=Action.READ,
        logged=NEVER if last is None else Stamp(last, Precision.SECOND, TimeKind.CONSUMED),
        fraction=min(1.0, max(0, whole(cells, "total_read_pages")) / pages) if pages > 0 else None,
        seconds=float(seconds) if seconds < _LONGEST_S else None,
    )
    return shelved(place, raw, told)


def _said(cells: Cells, column: str) -> str:
    said = text(cells, column)
    return "" if said.casefold() == _NOTHING else said
