"""Goodreads library export (goodreads_library_export.csv): one row per book of a person's shelves.

A row is one event: the book was read, is being read, was given up or is wanted, as its exclusive shelf says.
Private notes are not read. The export knows only the last date of reading, and leaves it blank for many.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from recdesk.domain.history import (
    Action,
    BadRow,
    Guess,
    Mention,
    Reading,
    Row,
    SkippedRow,
    TimeKind,
)
from recdesk.domain.isbn import isbn13
from recdesk.domain.works import Kind
from recdesk.importers.cells import number, plain_text, spaced, year
from recdesk.importers.identity import clip, event_key, raw_json
from recdesk.importers.importer import Claim, Part, SourceInfo
from recdesk.importers.look import Look
from recdesk.importers.rows import date_order, no_date, stamp
from recdesk.importers.shelves import shelf_action
from recdesk.importers.tables import Broken, Line, read_table

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
        for line in read_table(part.member, sheet):
            place = part.place(line.number)
            if isinstance(line, Broken):
                yield BadRow(place, clip(line.text), line.why)
            else:
                yield _row(line, place, read, added)


def _row(line: Line, place: str, read_order: str, added_order: str) -> Row:
    raw = raw_json(line.cells, _COLUMNS)
    title = spaced(_SERIES.sub("", line.get("title"))) or spaced(line.get("title"))
    if not title:
        return SkippedRow(place, raw, "no title")
    read = stamp(line.get("date read"), TimeKind.CONSUMED, read_order)  # people type "2019" and "2019/05"
    added = stamp(line.get("date added"), TimeKind.LOGGED, added_order)
    if read is None or added is None:
        return no_date(place, raw, line.get("date read" if read is None else "date added"))
    stars = number(line.get("my rating") or "0")
    if stars is None or not 0 <= stars <= 5:
        return BadRow(place, raw, f"the rating {clip(line.get('my rating'), 40)} is not between 1 and 5")
    shelf = line.get("exclusive shelf")
    action = _action(shelf, has_been_read=read.when is not None or stars > 0)
    finished = read.when if action is not Action.SAVED else None
    time = read if finished else added
    times = int(number(line.get("read count")) or 0)
    book = line.get("book id") or title
    return Reading(
        place=place,
        raw=raw,
        key=event_key(book, action, finished.date() if finished else ""),
        mention=_mention(line, title),
        action=action,
        when=time.when,
        precision=time.precision,
        time_kind=time.kind,
        rating=stars / 5 or None,
        rating_text=f"{stars:g} of 5" if stars else "",
        repeat=times > 1,
        fraction=1.0 if shelf.casefold() == "read" else None,
        count=min(max(1, times), 1000),
        shelf=shelf,
        tags=tuple(t for t in (s.strip() for s in line.get("bookshelves").split(",")) if t and t != shelf),
        review=plain_text(line.get("my review")),
        covers=(event_key(book, action, ""),) if finished else (),  # it was being read at the last export
    )


def _action(shelf: str, *, has_been_read: bool) -> Action:
    """What being on an exclusive shelf means. Of a shelf of the person's own making that says nothing by its
    name, the date and the rating speak: what has one of them was read."""
    known = shelf_action(shelf, Kind.BOOK)
    if known is not None:
        return known
    return Action.READ if has_been_read else Action.SAVED


def _mention(line: Line, title: str) -> Mention:
    names = [line.get("author"), *line.get("additional authors").split(",")]
    creators = tuple(dict.fromkeys(name for name in map(spaced, names) if name))
    isbn = isbn13(line.get("isbn13")) or isbn13(line.get("isbn"))
    ids = [("isbn13", isbn or ""), ("goodreads", line.get("book id"))]
    return Mention(
        guesses=(Guess(Kind.BOOK, title),),
        creators=creators,
        year=year(line.get("original publication year")) or year(line.get("year published")),
        external_ids=tuple((scheme, value) for scheme, value in ids if value),
    )
