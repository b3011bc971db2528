"""Openreads export (CSV): one row a book; tags are joined by five bars, times of reading by semicolons."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from recdesk.domain.history import Action, Row, SkippedRow, TimeKind
from recdesk.domain.works import Kind
from recdesk.importers.books import Shelved, bad_stars, book, shelved, stars, words
from recdesk.importers.cells import plain_text, spaced, year
from recdesk.importers.identity import raw_json
from recdesk.importers.importer import Claim, Part, SourceInfo
from recdesk.importers.look import Look
from recdesk.importers.rows import no_date, stamp, table_rows
from recdesk.importers.tables import Line

info = SourceInfo(id="openreads", name="Openreads library", kinds=(Kind.BOOK,), files=("openreads*.csv",))

_REQUIRED = ("title", "author", "status", "olid")
_READ = ("readings", "finish_date")  # all times of reading; in its first version the end of one
_COLUMNS = (
    "title",
    "author",
    "status",
    "readings",
    "olid",
    "finish_date",
    "subtitle",
    "favourite",
    "rating",
    "publication_year",
    "isbn",
    "tags",
    "my_review",
    "book_format",
    "date_added",
)
_ACTIONS = {
    "finished": Action.READ,
    "in_progress": Action.READ,
    "read": Action.READ,
    "planned": Action.SAVED,
    "for_later": Action.SAVED,
    "abandoned": Action.ABANDONED,
    "unfinished": Action.ABANDONED,
}


def claim(look: Look) -> Claim | None:
    return Claim(home=look.path) if any(look.sheet(*_REQUIRED, column) for column in _READ) else None


def rows(parts: Sequence[Part]) -> Iterator[Row]:
    for part in parts:
        sheet = part.look.sheet(*_REQUIRED)
        assert sheet is not None  # it was claimed by this sheet
        yield from table_rows(part, sheet, _row)


def _row(line: Line, place: str) -> Row:
    raw = raw_json(line.cells, _COLUMNS)
    title = spaced(line.get("title"))
    if not title:
        return SkippedRow(place, raw, "no title")
    if line.get("deleted") == "true":
        return SkippedRow(place, raw, "deleted in Openreads")
    ends = [reading.split("|")[1] for reading in line.get("readings").split(";") if reading.count("|")]
    ends = ends or [line.get("finish_date")]
    read = stamp(max((end[:10] for end in ends), default=""), TimeKind.CONSUMED)  # always at midnight
    added = stamp(line.get("date_added"), TimeKind.LOGGED)
    if read is None or added is None:
        return no_date(place, raw, line.get("readings" if read is None else "date_added"))
    given = stars(line.get("rating"), 5)
    if given is None:
        return bad_stars(place, raw, line.get("rating"))
    status = line.get("status")
    ids = (("openlibrary", line.get("olid")),)
    published = year(line.get("publication_year"))
    told = Shelved(
        identity=line.get("olid") or line.get("isbn") or f"{title}/{line.get('author')}",
        book=book(title, _authors(line.get("author")), year=published, isbns=(line.get("isbn"),), ids=ids),
        action=_ACTIONS.get(status, Action.READ if given.value or read.when else Action.SAVED),
        read=read,
        logged=added,
        stars=given,
        times=len(ends),
        liked=line.get("favourite") == "true",
        fraction=1.0 if status == "finished" else None,
        shelf=status,
        tags=words(line.get("tags"), "|||||"),
        review=plain_text(line.get("my_review")),
    )
    return shelved(place, raw, told)


def _authors(text: str) -> tuple[str, ...]:
    """ "Smith, Mark" is one person; "Terry Pratchett, Neil Gaiman" are two."""
    names = words(text)
    if len(names) == 2 and " " not in names[0] and " " not in names[1]:
        return (f"{names[1]} {names[0]}",)
    return names
