"""LibraryThing export, as tab-separated text (encodings mixed within one row) or as JSON: one row a book.

A catalogue of what is owned: a book counts as read by a date, stars, a review or its collection. The JSON
tells ISBNs as an object, a list or not at all. Private comments are never kept.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial

from recdesk.domain.history import Action, BadRow, Row, SkippedRow, TimeKind
from recdesk.domain.works import Kind
from recdesk.importers.books import Shelved, bad_stars, book, shelved, stars, words
from recdesk.importers.cells import plain_text, spaced, year
from recdesk.importers.documents import read_items
from recdesk.importers.identity import raw_json
from recdesk.importers.importer import Claim, Part, SourceInfo
from recdesk.importers.look import Form, Look
from recdesk.importers.records import Record
from recdesk.importers.rows import file_order, no_date, stamp, table_rows
from recdesk.importers.shelves import shelf_action
from recdesk.importers.tables import Broken, Line

info = SourceInfo(
    id="librarything",
    name="LibraryThing library",
    kinds=(Kind.BOOK,),
    files=("librarything*.tsv", "librarything*.json"),
)

_REQUIRED = ("book id", "title", "primary author", "entry date", "collections")
_JSON = frozenset({"books_id", "title", "entrydate", "collections"})
_OWNED = frozenset({"your library", "all collections"})  # the collections that say nothing of reading
_KEPT = (
    "id",
    "title",
    "authors",
    "year",
    "isbn",
    "rating",
    "read",
    "started",
    "added",
    "collections",
    "tags",
    "review",
)


def claim(look: Look) -> Claim | None:
    if look.sheet(*_REQUIRED):
        return Claim(home=look.folder, role="tsv")
    return Claim(home=look.folder, role="json") if look.form is Form.JSON and look.keys >= _JSON else None


def rows(parts: Sequence[Part]) -> Iterator[Row]:
    for part in sorted(parts, key=lambda p: p.role):
        if part.role == "json":
            yield from _from_json(part)
            continue
        sheet = part.look.sheet(*_REQUIRED)
        assert sheet is not None  # it was claimed by this sheet
        order = file_order(part, sheet, "date read", "entry date", "date started")
        yield from table_rows(part, sheet, partial(_of_table, order=order), private=True)


def _from_json(part: Part) -> Iterator[Row]:
    """One object holds all books by their numbers."""
    for found in read_items(part.member, ""):
        if isinstance(found, Broken):
            yield BadRow(part.place(found.number), found.text, found.why)
            return
        for number, record in enumerate(found[2].values(), start=1):
            if isinstance(record, dict):
                yield _row(_of_record(record), part.place(number))
            else:
                yield BadRow(part.place(number), "", "the entry is damaged")


def _of_table(line: Line, place: str, order: str) -> Row:
    return _row(_of_line(line), place, order)


def _of_line(line: Line) -> dict[str, object]:
    """The cells that are kept; square brackets stand round numbers and dates."""

    def bare(column: str) -> str:
        return line.get(column).strip("[] ")

    return {
        "id": line.get("book id"),
        "title": line.get("title"),
        "authors": [
            _turned(n) for n in (line.get("primary author"), *line.get("secondary author").split("|"))
        ],
        "year": line.get("date"),
        "isbn": [bare("isbn"), *words(line.get("isbns"))],
        "rating": line.get("rating"),
        "read": bare("date read"),
        "started": bare("date started"),
        "added": bare("entry date"),
        "collections": list(words(line.get("collections"))),
        "tags": list(words(line.get("tags"))),
        "review": line.get("review"),
    }


def _of_record(record: Record) -> dict[str, object]:
    authors = [a for a in _texts(record.get("authors"), "fl") if a] or [
        _turned(_text(record.get("primaryauthor")))
    ]
    return {
        "id": _text(record.get("books_id")),
        "title": _text(record.get("title")),
        "authors": authors,
        "year": _text(record.get("date")),
        "isbn": [*_texts(record.get("isbn")), _text(record.get("originalisbn"))],
        "rating": _text(record.get("rating")),
        "read": _text(record.get("dateread")),
        "started": _text(record.get("datestarted")),
        "added": _text(record.get("entrydate")),
        "collections": _texts(record.get("collections")),
        "tags": _texts(record.get("tags")),
        "review": _text(record.get("review")),
    }


def _row(kept: Mapping[str, object], place: str, order: str = "ymd") -> Row:
    raw = raw_json(kept, _KEPT)
    title = spaced(_text(kept["title"]))
    if not title:
        return SkippedRow(place, raw, "no title")
    read = stamp(_text(kept["read"]), TimeKind.CONSUMED, order)
    added = stamp(_text(kept["added"]), TimeKind.LOGGED, order)
    if read is None or added is None:
        return no_date(place, raw, _text(kept["read" if read is None else "added"]))
    given = stars(_text(kept["rating"]), 5)
    if given is None:
        return bad_stars(place, raw, _text(kept["rating"]))
    review = plain_text(_text(kept["review"]))
    collections = [name for name in _texts(kept["collections"]) if name.casefold() not in _OWNED]
    used = bool(read.when or given.value or review or kept["started"])
    meant = (shelf_action(name, Kind.BOOK) for name in collections)
    action = next((action for action in meant if action), Action.READ if used else Action.SAVED)
    if read.when and action is Action.SAVED:  # collections overlap: "To read" is often not taken off
        action = Action.READ
    authors = tuple(_texts(kept["authors"]))
    told = Shelved(
        identity=_text(kept["id"]) or title,
        book=book(title, authors, year=year(_text(kept["year"])), isbns=_texts(kept["isbn"])),
        action=action,
        read=read,
        logged=added,
        stars=given,
        shelf=", ".join(collections),
        tags=tuple(_texts(kept["tags"])),
        review=review,
    )
    return shelved(place, raw, told)


def _turned(name: str) -> str:
    """ "Cortazar, Julio" as he is called."""
    last, comma, first = name.partition(", ")
    return spaced(f"{first} {last}" if comma and "," not in first else name)


def _text(value: object) -> str:
    return str(value).strip() if isinstance(value, str | int | float) else ""


def _texts(value: object, key: str = "") -> list[str]:
    """The texts of a list, of the values of an object, or of one member of each object in a list."""
    entries = list(value.values()) if isinstance(value, dict) else value if isinstance(value, list) else []
    if key:
        entries = [entry.get(key) for entry in entries if isinstance(entry, dict)]
    return [text for text in map(_text, entries) if text]
