"""Readwise highlights (CSV): what was marked in books and articles. Shape from a real header, rows unseen.

Each highlight is a row. The first one of a book tells that the book was read, on that day; the further ones
are left out by a rule that says so. What was marked is never kept. Articles and tweets stand among the books
and are known by their places and authors only.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import partial

from recdesk.domain.history import Action, Reading, Row, SkippedRow, TimeKind
from recdesk.domain.works import Kind
from recdesk.importers.books import book, words
from recdesk.importers.cells import spaced
from recdesk.importers.identity import event_key, raw_json
from recdesk.importers.importer import Claim, Part, SourceInfo
from recdesk.importers.look import Look
from recdesk.importers.rows import date_order, no_date, stamp, table_rows
from recdesk.importers.tables import Line, read_table

info = SourceInfo(
    id="readwise",
    name="Readwise highlights",
    kinds=(Kind.BOOK,),
    files=("readwise-data.csv", "highlights.csv"),
)

_REQUIRED = ("highlight", "book title", "book author", "highlighted at")
_KEPT = ("book title", "book author", "amazon book id", "highlighted at")
_PAGES = ("url", "tweet")  # what the column of locations says of articles


def claim(look: Look) -> Claim | None:
    return Claim(home=look.path) if look.sheet(*_REQUIRED) else None


def rows(parts: Sequence[Part]) -> Iterator[Row]:
    for part in parts:
        sheet = part.look.sheet(*_REQUIRED)
        assert sheet is not None  # it was claimed by this sheet
        counts = Counter(_book_of(line) for line in read_table(part.member, sheet) if isinstance(line, Line))
        order = date_order(part, sheet, "highlighted at")
        read = partial(_row, counts=counts, seen=set(), order=order)
        yield from table_rows(part, sheet, read, private=True)


def _book_of(line: Line) -> tuple[str, str]:
    return spaced(line.get("book title")), spaced(line.get("book author"))


def _row(
    line: Line, place: str, *, counts: Counter[tuple[str, str]], seen: set[tuple[str, str]], order: str
) -> Row:
    raw = raw_json(line.cells, _KEPT)
    title, author = _book_of(line)
    if not title:
        return SkippedRow(place, raw, "no title")
    if line.get("location type").casefold() in _PAGES or "://" in title or author.startswith("@"):
        return SkippedRow(place, raw, "an article, not a book")
    if (title, author) in seen:
        return SkippedRow(place, raw, "a further highlight of a book already counted")
    time = stamp(line.get("highlighted at"), TimeKind.CONSUMED, order)
    if time is None:
        return no_date(place, raw, line.get("highlighted at"))
    seen.add((title, author))
    count = counts[title, author]
    return Reading(
        place=place,
        raw=raw,
        key=event_key(title, author),
        mention=book(title, words(author), ids=(("asin", line.get("amazon book id")),)),
        action=Action.READ,
        when=time.when,
        precision=time.precision,
        time_kind=time.kind,
        detail="1 highlight" if count == 1 else f"{count} highlights",
    )
