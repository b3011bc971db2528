"""Hardcover export (CSV): one row a book. Its columns are known from another program's importer only [T]."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from recdesk.domain.history import Row, SkippedRow, TimeKind
from recdesk.domain.works import Kind
from recdesk.importers.books import Shelved, action_of, bad_stars, book, shelved, stars, words
from recdesk.importers.cells import plain_text, spaced
from recdesk.importers.identity import raw_json
from recdesk.importers.importer import Claim, Part, SourceInfo
from recdesk.importers.look import Look
from recdesk.importers.rows import date_order, no_date, stamp, table_rows
from recdesk.importers.tables import Line

info = SourceInfo(id="hardcover", name="Hardcover library", kinds=(Kind.BOOK,), files=("hardcover*.csv",))

_REQUIRED = ("title", "status", "hardcover book id")
_COLUMNS = (
    *_REQUIRED,
    "author",
    "isbn 10",
    "isbn 13",
    "rating",
    "review",
    "date added",
    "date started",
    "date finished",
    "lists",
)


def claim(look: Look) -> Claim | None:
    return Claim(home=look.path) if look.sheet(*_REQUIRED) else None


def rows(parts: Sequence[Part]) -> Iterator[Row]:
    for part in parts:
        sheet = part.look.sheet(*_REQUIRED)
        assert sheet is not None  # it was claimed by this sheet
        orders = tuple(date_order(part, sheet, column) for column in ("date finished", "date added"))
        yield from table_rows(part, sheet, partial(_row, orders=orders))


def _row(line: Line, place: str, *, orders: tuple[str, ...]) -> Row:
    raw = raw_json(line.cells, _COLUMNS)
    title = spaced(line.get("title"))
    if not title:
        return SkippedRow(place, raw, "no title")
    read = stamp(line.get("date finished"), TimeKind.CONSUMED, orders[0])
    added = stamp(line.get("date added"), TimeKind.LOGGED, orders[1])
    if read is None or added is None:
        return no_date(place, raw, line.get("date finished" if read is None else "date added"))
    given = stars(line.get("rating"), 5)
    if given is None:
        return bad_stars(place, raw, line.get("rating"))
    status = line.get("status")
    ids = (("hardcover", line.get("hardcover book id")),)
    told = Shelved(
        identity=line.get("hardcover book id") or title,
        book=book(
            title,
            words(line.get("author") or line.get("authors")),
            isbns=(line.get("isbn 13"), line.get("isbn 10")),
            ids=ids,
        ),
        action=action_of(status, has_been_read=read.when is not None or given.value is not None),
        read=read,
        logged=added,
        stars=given,
        fraction=1.0 if status == "Read" else None,
        shelf=status,
        tags=words(line.get("lists")),
        review=plain_text(line.get("review")),
    )
    return shelved(place, raw, told)
