"""The database of a Kobo reader (KoboReader.sqlite): each book with how far it was read and for how long.

Of its tables only `content` and `ratings` are opened; others hold tokens that open the person's account.
Chapters stand beside the books and are no rows of ours; previews and the shop's recommendations are left out
by name. Highlights are not read.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from recdesk.domain.history import Action, Row, SkippedRow, TimeKind
from recdesk.domain.works import Kind
from recdesk.importers.books import NO_STARS, Shelved, book, shelved, stars, words
from recdesk.importers.cells import number, spaced
from recdesk.importers.databases import Cells, Database, open_database, text, whole
from recdesk.importers.identity import raw_json
from recdesk.importers.importer import Claim, Part, SourceInfo
from recdesk.importers.look import Look
from recdesk.importers.rows import no_date, stamp

info = SourceInfo(id="kobo", name="Kobo reader", kinds=(Kind.BOOK,), files=("KoboReader.sqlite",))

_TABLES = frozenset({"content", "volume_shortcovers", "Bookmark"})
_KEPT = {  # column to name in the raw row; the identity holds a path on the person's disk and is not kept
    "Title": "title",
    "Attribution": "authors",
    "ReadStatus": "status",
    "___PercentRead": "percent",
    "DateLastRead": "last_read",
    "TimeSpentReading": "seconds",
    "Language": "language",
    "ISBN": "isbn",
    "Series": "series",
    "SeriesNumber": "series_number",
    "DateAdded": "added",
}
_BOOK = "6"  # the ContentType of a book; 9 and 899 are chapters
_PREVIEW = 6  # the Accessibility of a sample
_READING, _FINISHED = 1, 2
_LONGEST_S = 10**8


def claim(look: Look) -> Claim | None:
    return Claim(home=look.path) if look.tables >= _TABLES else None


def rows(parts: Sequence[Part]) -> Iterator[Row]:
    for part in parts:
        with open_database(part.member, "content", "ratings") as database:
            given = _ratings(database)
            there = database.columns("content")
            wanted = [c for c in (*_KEPT, "ContentID", "Accessibility", "IsDownloaded") if c in there]
            books = database.rows(
                f"SELECT {', '.join(wanted)} FROM content WHERE ContentType = '{_BOOK}' ORDER BY rowid"
            )
            for position, cells in enumerate(books, start=1):
                yield _row(cells, given.get(text(cells, "ContentID"), ""), part.place(position))


def _ratings(database: Database) -> dict[str, str]:
    if not database.columns("ratings"):
        return {}
    found = database.rows("SELECT ContentID, Rating FROM ratings")
    return {text(row, "ContentID"): text(row, "Rating") for row in found}


def _row(cells: Cells, rating: str, place: str) -> Row:
    kept = {name: cells.get(column) for column, name in _KEPT.items()}
    raw = raw_json(kept, kept)
    title = spaced(text(cells, "Title"))
    if not title:
        return SkippedRow(place, raw, "no title")
    status = whole(cells, "ReadStatus")
    identity = text(cells, "ContentID")
    if not status and _of_the_shop(cells, identity):
        return SkippedRow(place, raw, "a preview or a recommendation of the shop")
    read = stamp(text(cells, "DateLastRead"), TimeKind.CONSUMED)
    added = stamp(text(cells, "DateAdded"), TimeKind.LOGGED)
    if read is None or added is None:
        return no_date(place, raw, text(cells, "DateLastRead" if read is None else "DateAdded"))
    percent = number(text(cells, "___PercentRead") or "0") or 0.0
    seconds = whole(cells, "TimeSpentReading")
    begun = status in (_READING, _FINISHED)
    told = Shelved(
        identity=identity or title,
        book=book(title, words(text(cells, "Attribution")), isbns=(text(cells, "ISBN"),)),
        action=Action.READ if begun else Action.SAVED,
        # The day of the last look moves on, and the time is that of all sittings: one event, not one a copy.
        logged=read if begun and read.when else added,
        stars=stars(rating, 5) or NO_STARS,
        fraction=(1.0 if status == _FINISHED else min(1.0, max(0.0, percent / 100))) if begun else None,
        seconds=float(seconds) if 0 < seconds < _LONGEST_S else None,
    )
    return shelved(place, raw, told)


def _of_the_shop(cells: Cells, identity: str) -> bool:
    """Samples, and books the shop only shows: not on the reader, and no file of the person's own."""
    if whole(cells, "Accessibility") == _PREVIEW:
        return True
    shown = whole(cells, "Accessibility") == -1 and text(cells, "IsDownloaded").casefold() in (
        "false",
        "0",
        "",
    )
    return shown and not identity.startswith("file:")
