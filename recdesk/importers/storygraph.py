"""StoryGraph export: one row a book, with moods and pace, which are kept as tags.

Ratings go in quarters of a star. Of several times of reading the last one is told by a date of its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from recdesk.domain.history import Action, Row, SkippedRow, TimeKind
from recdesk.domain.works import Kind
from recdesk.importers.books import Shelved, action_of, bad_stars, book, shelved, stars, words
from recdesk.importers.cells import number, plain_text, spaced
from recdesk.importers.identity import raw_json
from recdesk.importers.importer import Claim, Part, SourceInfo
from recdesk.importers.look import Look
from recdesk.importers.rows import date_order, no_date, stamp, table_rows
from recdesk.importers.tables import Line

info = SourceInfo(
    id="storygraph",
    name="StoryGraph library",
    kinds=(Kind.BOOK,),
    files=("storygraph*.csv",),
)

_REQUIRED = ("title", "authors", "read status", "star rating")
_UIDS = ("isbn/uid", "isbn")  # the column's name before books without an ISBN had a number of their own
_COLUMNS = (
    *_REQUIRED,
    *_UIDS,
    "date added",
    "last date read",
    "dates read",
    "read count",
    "moods",
    "pace",
    "review",
    "tags",
)
_PAUSED = "paused"


def claim(look: Look) -> Claim | None:
    return Claim(home=look.path) if any(look.sheet(*_REQUIRED, uid) for uid in _UIDS) else None


def rows(parts: Sequence[Part]) -> Iterator[Row]:
    for part in parts:
        sheet = part.look.sheet(*_REQUIRED)
        assert sheet is not None  # it was claimed by this sheet
        read, added = (date_order(part, sheet, column) for column in ("last date read", "date added"))
        yield from table_rows(part, sheet, partial(_row, read_order=read, added_order=added))


def _row(line: Line, place: str, *, read_order: str, added_order: str) -> Row:
    raw = raw_json(line.cells, _COLUMNS)
    title = spaced(line.get("title"))
    if not title:
        return SkippedRow(place, raw, "no title")
    read = stamp(line.get("last date read"), TimeKind.CONSUMED, read_order)
    added = stamp(line.get("date added"), TimeKind.LOGGED, added_order)
    if read is None or added is None:
        return no_date(place, raw, line.get("last date read" if read is None else "date added"))
    given = stars(line.get("star rating"), 5)
    if given is None:
        return bad_stars(place, raw, line.get("star rating"))
    status = line.get("read status")
    action = action_of(
        "" if status == _PAUSED else status, has_been_read=read.when is not None or given.value is not None
    )
    uid = next((line.get(column) for column in _UIDS if line.get(column)), "")
    told = Shelved(
        identity=uid or f"{title}/{line.get('authors')}",
        book=book(title, words(line.get("authors")), isbns=(uid,)),
        action=Action.READ if status == _PAUSED else action,
        read=read,
        logged=added,
        stars=given,
        times=int(number(line.get("read count") or "0") or 0),
        fraction=1.0 if status == "read" else None,
        shelf=status,
        tags=(*words(line.get("moods")), *words(line.get("pace")), *words(line.get("tags"))),
        review=plain_text(line.get("review")),
    )
    return shelved(place, raw, told)
