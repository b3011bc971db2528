"""goodbooks-10k: the ten thousand most rated books of Goodreads, as its repository lays them out (books.csv,
ratings.csv, book_tags.csv and tags.csv) or as one table with descriptions (item, title, year, lang, text).

ISBNs in it have lost leading zeros or were written as floating numbers: the check digit says which are whole.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from recdesk.catalogue._cells import audience, columns, language, listed, plain, raw_rows, table, whole, year
from recdesk.catalogue._ratings import Places, gather
from recdesk.catalogue._titles import book_title
from recdesk.catalogue.files import PackFile, PackFiles
from recdesk.catalogue.format import Entry, FormatInfo, Tally, Wish
from recdesk.domain.isbn import isbn13
from recdesk.domain.ratings import RatingsTable
from recdesk.domain.works import Alias, CatalogueWork, Kind, work_uid

_TAGS = 8
_SHELVES = (  # shelves that say what a person does with a book, not what it is
    "to-read", "currently-reading", "own", "favo", "default", "wish", "library", "kindle", "ebook", "e-book",
    "audio", "buy", "bought", "re-read", "reread", "books-i", "my-", "finished", "read-in", "to-", "shelf",
    "abandoned", "did-not", "dnf", "all-time", "stars", "borrowed", "tbr", "i-own", "maybe", "have", "20",
    "read", "series", "calibre", "epub", "nook", "unread",
)  # fmt: skip


class Goodbooks:
    """books (+ ratings, + book_tags and tags)."""

    info = FormatInfo(
        id="goodbooks",
        name="goodbooks-10k",
        kinds=(Kind.BOOK,),
        licence="goodbooks-10k by Zygmunt Zając, CC BY-SA 4.0: share it with his name and under the same "
        "licence; descriptions, where there are some, are machine-written.",
        origin="It is a repository of that name (books.csv, ratings.csv), also offered as one zip.",
        min_votes=0,
    )

    def claims(self, files: PackFiles) -> bool:
        return _books(files) is not None

    def entries(self, files: PackFiles, wish: Wish, tally: Tally) -> Iterator[Entry]:
        books = _books(files)
        assert books is not None
        tags = _tags(files)
        for line, cells in table(books, tally):
            key = cells.get("book_id") or cells.get("item") or ""
            title, series = book_title(cells["title"])
            if not key or not title:
                tally.spoil(f"{books.name}, line {line}", "a book without number or title")
                continue
            yield Entry(key, _work(cells, title, series, tags.get(cells["goodreads_book_id"], ())))

    def has_ratings(self, files: PackFiles) -> bool:
        return _ratings(files) is not None

    def ratings(self, files: PackFiles, rows: Mapping[str, int], tally: Tally) -> RatingsTable | None:
        file = _ratings(files)
        return None if file is None else gather(raw_rows(file), Places(0, 1, 2), rows, tally, file.name)


def _ratings(files: PackFiles) -> PackFile | None:
    wanted = ["user_id", "book_id", "rating"]
    return next((file for file in files.files if columns(file)[:3] == wanted), None)


def _books(files: PackFiles) -> PackFile | None:
    wanted = {"goodreads_book_id", "work_id", "isbn", "authors", "title", "ratings_count"}
    return next((file for file in files.files if wanted <= set(columns(file))), None)


def _work(cells: Mapping[str, str], title: str, series: str, tags: tuple[str, ...]) -> CatalogueWork:
    authors = listed(cells["authors"], ",")
    first = year(cells.get("original_publication_year") or cells.get("year"))
    original = book_title(cells.get("original_title") or "")[0]
    named = (series,) if series and series.casefold() not in title.casefold() else ()
    isbn = isbn13(_digits(cells.get("isbn13", ""))) or isbn13(
        cells["isbn"].zfill(10) if cells["isbn"] else ""
    )
    return CatalogueWork(
        uid=work_uid(Kind.BOOK, title, first, authors[0] if authors else ""),
        kind=Kind.BOOK,
        title=title,
        year=first,
        creators=authors,
        tags=(*named, *tags),
        languages=language(cells.get("language_code") or cells.get("lang")),
        audience=audience(whole(cells["ratings_count"])),
        aliases=(Alias(original),) if original and original.casefold() != title.casefold() else (),
        description=plain(cells.get("text")),
        external_ids=(
            ("goodreads", cells["goodreads_book_id"]),
            *((("isbn13", isbn),) if isbn else ()),
        ),
    )


def _digits(cell: str) -> str:
    """An ISBN that a spreadsheet turned into a number: "9.78043902348e+12"."""
    return str(whole(cell) or "") if "e+" in cell.casefold() or "." in cell else cell


def _tags(files: PackFiles) -> dict[str, tuple[str, ...]]:
    """Goodreads' shelves of each book that say what it is, the commonest first, by its Goodreads number."""
    counted, names = files.named("book_tags.csv"), files.named("tags.csv")
    if counted is None or names is None:
        return {}
    called = {
        cells[0]: cells[1].replace("-", " ").strip()
        for cells in raw_rows(names)
        if len(cells) == 2 and cells[1][:1].isalpha() and not cells[1].startswith(_SHELVES)
    }
    found: defaultdict[str, list[tuple[int, str]]] = defaultdict(list)
    for cells in raw_rows(counted):
        if len(cells) == 3 and (tag := called.get(cells[1])):
            found[cells[0]].append((whole(cells[2]) or 0, tag))
    return {book: _commonest(tags) for book, tags in found.items()}


def _commonest(tags: list[tuple[int, str]]) -> tuple[str, ...]:
    return tuple(tag for _, tag in sorted(tags, key=lambda pair: -pair[0])[:_TAGS])
