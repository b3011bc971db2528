"""Calibre: its database (metadata.db) and the catalogue it writes as CSV. What is owned, not what was read.

A book is kept, rated if it has stars, and read if a column of the person's own, yes or no, is called "read".
The book about Calibre itself, which every library has, is left out. Of the database only the tables of books
and their names are opened.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from recdesk.domain.history import Action, Row, SkippedRow, TimeKind
from recdesk.domain.works import Kind
from recdesk.importers.books import Shelved, bad_stars, book, shelved, stars, words
from recdesk.importers.cells import spaced, year
from recdesk.importers.databases import Database, open_database, text, whole
from recdesk.importers.identity import raw_json
from recdesk.importers.importer import Claim, Part, SourceInfo
from recdesk.importers.look import Look
from recdesk.importers.rows import no_date, stamp, table_rows
from recdesk.importers.tables import Line

info = SourceInfo(
    id="calibre", name="Calibre library", kinds=(Kind.BOOK,), files=("metadata.db", "My Books.csv")
)

_REQUIRED = ("title", "authors", "author_sort", "uuid", "timestamp")
_TABLES = frozenset({"books", "authors", "books_authors_link", "identifiers", "books_ratings_link"})
_OPENED = (
    *_TABLES,
    "ratings",
    "tags",
    "books_tags_link",
    "custom_columns",
    "custom_column_*",
)
_KEPT = ("uuid", "title", "authors", "rating", "timestamp", "pubdate", "identifiers", "tags", "read")
_READ = re.compile(
    r"#?(have[_ ]?|already[_ ]?|is[_ ]?)?(read|gelesen|lu|le[ií]do|lido|letto|gelezen|finished)\Z"
)
_YES = frozenset({"true", "yes", "1", "checked", "ja", "oui", "sí", "sim", "sì"})
_IDS = {"goodreads": "goodreads", "mobi-asin": "asin", "amazon": "asin", "asin": "asin"}
_ISBNS = ("isbn13", "isbn")
_GUIDE = "quick start guide"
_NO_YEAR = 101  # Calibre's date for a book whose day of publication is not known


def claim(look: Look) -> Claim | None:
    if look.tables >= _TABLES:
        return Claim(home=look.path, role="database")
    return Claim(home=look.path, role="catalogue") if look.sheet(*_REQUIRED) else None


def rows(parts: Sequence[Part]) -> Iterator[Row]:
    for part in parts:
        if part.role == "database":
            with open_database(part.member, *_OPENED) as database:
                for number, kept in enumerate(_books(database), start=1):
                    yield _row(kept, 10, part.place(number))
            continue
        sheet = part.look.sheet(*_REQUIRED)
        assert sheet is not None  # it was claimed by this sheet
        yield from table_rows(part, sheet, lambda line, place: _row(_of_line(line), 5, place))


def _of_line(line: Line) -> dict[str, object]:
    pairs = (pair.partition(":") for pair in words(line.get("identifiers")))
    return {
        "uuid": line.get("uuid"),
        "title": line.get("title"),
        "authors": list(words(line.get("authors"), "&")),
        "rating": line.get("rating"),
        "timestamp": line.get("timestamp"),
        "pubdate": line.get("pubdate"),
        "identifiers": {scheme: value for scheme, _, value in pairs} | {"isbn13": line.get("isbn")},
        "tags": list(words(line.get("tags"))),
        "read": any(
            v.casefold() in _YES for c, v in line.cells.items() if c.startswith("#") and _READ.match(c)
        ),
    }


def _books(database: Database) -> Iterator[dict[str, object]]:
    authors = _linked(
        database.rows(
            "SELECT l.book AS book, a.name AS value FROM books_authors_link l"
            " JOIN authors a ON a.id = l.author ORDER BY l.id"
        )
    )
    tags = _linked(
        database.rows(
            "SELECT l.book AS book, t.name AS value FROM books_tags_link l JOIN tags t ON t.id = l.tag"
            " ORDER BY l.id"
        )
    )
    given = _linked(
        database.rows(
            "SELECT l.book AS book, r.rating AS value FROM books_ratings_link l"
            " JOIN ratings r ON r.id = l.rating"
        )
    )
    ids: dict[int, dict[str, str]] = defaultdict(dict)
    for row in database.rows("SELECT book, type, val FROM identifiers"):
        ids[whole(row, "book")][text(row, "type")] = text(row, "val")
    read = _marked_read(database)
    for row in database.rows("SELECT id, uuid, title, timestamp, pubdate FROM books ORDER BY id"):
        number = whole(row, "id")
        yield {
            "uuid": text(row, "uuid"),
            "title": text(row, "title"),
            "authors": [person for name in authors.get(number, ()) for person in _persons(name)],
            "rating": next(iter(given.get(number, ())), ""),
            "timestamp": text(row, "timestamp"),
            "pubdate": text(row, "pubdate"),
            "identifiers": ids.get(number, {}),
            "tags": tags.get(number, []),
            "read": number in read,
        }


def _persons(name: str) -> list[str]:
    """Calibre writes the comma inside a name as a bar: "King| Stephen" is one person, and people who typed
    "Ann Moor, Ben Reed" have made one author of two."""
    parts = [spaced(part) for part in name.split("|")]
    if all(" " in part for part in parts):
        return parts
    return [f"{parts[1]} {parts[0]}"] if len(parts) == 2 else [", ".join(parts)]


def _linked(rows_of_links: Iterable[Mapping[str, object]]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    for row in rows_of_links:
        found[whole(row, "book")].append(text(row, "value"))
    return found


def _marked_read(database: Database) -> frozenset[int]:
    """The books for which a yes-or-no column of the person's own, called "read", says yes."""
    if not database.columns("custom_columns"):
        return frozenset()
    columns = [
        whole(row, "id")
        for row in database.rows("SELECT id, label, datatype FROM custom_columns")
        if text(row, "datatype") == "bool" and _READ.match(text(row, "label").casefold())
    ]
    return frozenset(
        whole(row, "book")
        for number in columns
        for row in database.rows(f"SELECT book FROM custom_column_{number} WHERE value = 1")
    )


def _row(told: Mapping[str, object], scale: int, place: str) -> Row:
    numbers = told["identifiers"] if isinstance(told["identifiers"], dict) else {}
    names = {scheme: value for scheme, value in numbers.items() if scheme in _ISBNS or scheme in _IDS}
    kept = {**told, "identifiers": names}  # others are web addresses and whatever else a person typed
    raw = raw_json(kept, _KEPT)
    title = spaced(str(kept["title"]))
    authors = [str(name) for name in _list(kept["authors"])]
    if not title:
        return SkippedRow(place, raw, "no title")
    if title.casefold() == _GUIDE and any("Schember" in name or "Goyal" in name for name in authors):
        return SkippedRow(place, raw, "Calibre's own guide")
    added = stamp(str(kept["timestamp"]), TimeKind.LOGGED)
    if added is None:
        return no_date(place, raw, str(kept["timestamp"]))
    given = stars(str(kept["rating"]), scale)
    if given is None:
        return bad_stars(place, raw, str(kept["rating"]))
    published = year(str(kept["pubdate"])[:4])
    shelf_row = Shelved(
        identity=str(kept["uuid"]) or title,
        book=book(
            title,
            authors,
            year=None if published == _NO_YEAR else published,
            isbns=(names.get(scheme, "") for scheme in _ISBNS),
            ids=((_IDS[scheme], value) for scheme, value in names.items() if scheme in _IDS),
        ),
        action=Action.READ if kept["read"] else Action.RATED if given.value else Action.SAVED,
        logged=added,
        stars=given,
        tags=tuple(str(tag) for tag in _list(kept["tags"])),
    )
    return shelved(place, raw, shelf_row)


def _list(value: object) -> list[object]:
    return value if isinstance(value, list) else []
