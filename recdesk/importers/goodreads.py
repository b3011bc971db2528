"""Goodreads library export (goodreads_library_export.csv): one row per book of a person's shelves.

A row is one event: the book was read, is being read, was given up or is wanted, as its exclusive shelf says.
Private notes are not read. The export knows only the last date of reading, and leaves it blank for many.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import partial

from recdesk.domain.history import Row, SkippedRow, TimeKind
from recdesk.domain.works import Kind
from recdesk.importers.books import Shelved, action_of, bad_stars, book, shelved, stars, words
from recdesk.importers.cells import number, plain_text, spaced, year
from recdesk.importers.identity import raw_json
from recdesk.importers.importer import Claim, Part, SourceInfo
from recdesk.importers.look import Look
from recdesk.importers.rows import date_order, no_date, stamp, table_rows
from recdesk.importers.tables import Line

info = SourceInfo(
    id="goodreads",
    name="Goodreads library",
    kinds=(Kind.BOOK,),
    files=("goodreads_library_export.csv",),
)

_REQUIRED = ("book id", "title", "author", "exclusive shelf")
_COLUMNS = (
    *_REQUIRED,
    "additional authors",
    "isbn",
    "isbn13",
    "my rating",
    "date read",
    "date added",
    "bookshelves",
    "my review",
    "read count",
    "original publication year",
    "year published",
)
# "The Hobbit (The Lord of the Rings, #0)", "Gideon the Ninth (The Locked Tomb #1)", "(Dune, #1-3)"
_SERIES = re.compile(r"\s*\((?:[^()]|\([^()]*\))*?,?\s*#\s*\d[\d.,&\s–-]*\)\s*\Z")


def claim(look: Look) -> Claim | None:
    return Claim(home=look.path) if look.sheet(*_REQUIRED) else None


def rows(parts: Sequence[Part]) -> Iterator[Row]:
    for part in parts:
        sheet = part.look.sheet(*_REQUIRED)
        assert sheet is not None  # it was claimed by this sheet
        read, added = (date_order(part, sheet, column) for column in ("date read", "date added"))
        yield from table_rows(part, sheet, partial(_row, read_order=read, added_order=added))


def _row(line: Line, place: str, *, read_order: str, added_order: str) -> Row:
    raw = raw_json(line.cells, _COLUMNS)
    title = spaced(_SERIES.sub("", line.get("title"))) or spaced(line.get("title"))
    if not title:
        return SkippedRow(place, raw, "no title")
    read = stamp(line.get("date read"), TimeKind.CONSUMED, read_order)  # people type "2019" and "2019/05"
    added = stamp(line.get("date added"), TimeKind.LOGGED, added_order)
    if read is None or added is None:
        return no_date(place, raw, line.get("date read" if read is None else "date added"))
    given = stars(line.get("my rating"), 5)
    if given is None:
        return bad_stars(place, raw, line.get("my rating"))
    shelf = line.get("exclusive shelf")
    told = Shelved(
        identity=line.get("book id") or title,
        book=book(
            title,
            (line.get("author"), *words(line.get("additional authors"))),
            year=year(line.get("original publication year")) or year(line.get("year published")),
            isbns=(line.get("isbn13"), line.get("isbn")),
            ids=(("goodreads", line.get("book id")),),
        ),
        action=action_of(shelf, has_been_read=read.when is not None or given.value is not None),
        read=read,
        logged=added,
        stars=given,
        times=int(number(line.get("read count")) or 0),
        fraction=1.0 if shelf.casefold() == "read" else None,
        shelf=shelf,
        tags=tuple(tag for tag in words(line.get("bookshelves")) if tag != shelf),
        review=plain_text(line.get("my review")),
    )
    return shelved(place, raw, told)
