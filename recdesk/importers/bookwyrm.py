"""BookWyrm export (bookwyrm.csv): one row a book, with its numbers at other services, dates and a review."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial

from recdesk.domain.history import Action, Row, SkippedRow, TimeKind
from recdesk.domain.works import Kind
from recdesk.importers.books import Shelved, action_of, bad_stars, book, shelved, stars, words
from recdesk.importers.cells import plain_text, spaced
from recdesk.importers.identity import raw_json
from recdesk.importers.importer import Claim, Part, SourceInfo
from recdesk.importers.look import Look
from recdesk.importers.rows import date_order, no_date, stamp, table_rows
from recdesk.importers.tables import Line

info = SourceInfo(id="bookwyrm", name="BookWyrm library", kinds=(Kind.BOOK,), files=("bookwyrm*.csv",))

_REQUIRED = ("title", "author_text", "shelf", "isbn_13")
_IDS = (("openlibrary", "openlibrary_key"), ("goodreads", "goodreads_key"), ("asin", "asin"))
_DATES = ("finish_date", "stopped_date", "shelf_date")
_COLUMNS = (
    *_REQUIRED,
    *(column for _, column in _IDS),
    *_DATES,
    "isbn_10",
    "start_date",
    "rating",
    "review_name",
    "review_content",
    "shelf_name",
)


def claim(look: Look) -> Claim | None:
    return Claim(home=look.path) if look.sheet(*_REQUIRED) else None


def rows(parts: Sequence[Part]) -> Iterator[Row]:
    for part in parts:
        sheet = part.look.sheet(*_REQUIRED)
        assert sheet is not None  # it was claimed by this sheet
        orders = {column: date_order(part, sheet, column) for column in _DATES}
        yield from table_rows(part, sheet, partial(_row, orders=orders))


def _row(line: Line, place: str, *, orders: Mapping[str, str]) -> Row:
    raw = raw_json(line.cells, _COLUMNS)
    title = spaced(line.get("title"))
    if not title:
        return SkippedRow(place, raw, "no title")
    finished, stopped = (stamp(line.get(c), TimeKind.CONSUMED, orders[c]) for c in _DATES[:2])
    logged = stamp(line.get("shelf_date"), TimeKind.LOGGED, orders["shelf_date"])
    if finished is None or stopped is None or logged is None:
        wrong = _DATES[[finished, stopped, logged].index(None)]
        return no_date(place, raw, line.get(wrong))
    given = stars(line.get("rating"), 5)
    if given is None:
        return bad_stars(place, raw, line.get("rating"))
    has_been_read = finished.when is not None or given.value is not None
    action = action_of(line.get("shelf"), has_been_read=has_been_read)
    if stopped.when is not None and finished.when is None:
        action = Action.ABANDONED
    isbns = (line.get("isbn_13"), line.get("isbn_10"))
    ids = tuple((scheme, line.get(column)) for scheme, column in _IDS)
    review = "\n".join(filter(None, (line.get("review_name"), plain_text(line.get("review_content")))))
    told = Shelved(
        identity=line.get("openlibrary_key") or line.get("isbn_13") or f"{title}/{line.get('author_text')}",
        book=book(title, words(line.get("author_text")), isbns=isbns, ids=ids),
        action=action,
        read=finished if finished.when else stopped,
        logged=logged,
        stars=given,
        shelf=line.get("shelf_name") or line.get("shelf"),
        review=review,
    )
    return shelved(place, raw, told)
