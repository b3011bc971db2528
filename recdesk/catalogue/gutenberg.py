"""Project Gutenberg's pg_catalog.csv: titles over several lines, authors "Last, First, 1819-1891; ...".

Its years are those of the electronic edition, so books get none. Sound, music and pictures are left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from recdesk.catalogue._cells import columns, language, listed, table
from recdesk.catalogue.files import PackFile, PackFiles
from recdesk.catalogue.format import Entry, FormatInfo, Tally, Wish
from recdesk.domain.works import CatalogueWork, Kind, work_uid

_COLUMNS = ["text#", "type", "issued", "title", "language", "authors", "subjects", "locc", "bookshelves"]
_ROLE = re.compile(r"\s*\[([^\]]+)\]\s*\Z")
_DATES = re.compile(r"\d|\bBCE\b|\bcentury\b")
_FULL = re.compile(r"^(.*?)\s*\(([^)]+)\)\s*\Z")
_SUBJECTS = 10


class Gutenberg:
    """One table."""

    info = FormatInfo(
        id="gutenberg",
        name="Project Gutenberg",
        kinds=(Kind.BOOK,),
        licence="Project Gutenberg's catalogue: free to use; the name Project Gutenberg is a trademark.",
        origin="Project Gutenberg offers its catalogue as pg_catalog.csv (also gzipped).",
    )

    def claims(self, files: PackFiles) -> bool:
        return _table(files) is not None

    def entries(self, files: PackFiles, wish: Wish, tally: Tally) -> Iterator[Entry]:
        file = _table(files)
        assert file is not None
        for line, cells in table(file, tally):
            titles = [" ".join(part.split()) for part in cells["title"].splitlines() if part.strip()]
            if cells["type"] != "Text":
                tally.leave_out("no text: sound, music or pictures")
            elif not titles or not cells["text#"].isdigit():
                tally.spoil(f"{file.name}, line {line}", "a text without number or title")
            else:
                yield Entry(cells["text#"], _work(cells, titles))


def _table(files: PackFiles) -> PackFile | None:
    return next((file for file in files.files if columns(file) == _COLUMNS), None)


def _work(cells: Mapping[str, str], titles: list[str]) -> CatalogueWork:
    creators = _authors(cells["authors"])
    shelves = (shelf.removeprefix("Browsing: ") for shelf in listed(cells["bookshelves"], ";"))
    subjects = (subject.split(" -- ")[0] for subject in listed(cells["subjects"], ";"))
    spoken = (tag for code in listed(cells["language"], ";") for tag in language(code))
    return CatalogueWork(
        uid=work_uid(Kind.BOOK, titles[0], None, creators[0] if creators else ""),
        kind=Kind.BOOK,
        title=titles[0],
        creators=creators,
        genres=tuple(dict.fromkeys(shelves))[:4],
        tags=tuple(dict.fromkeys(subjects))[:_SUBJECTS],
        languages=tuple(dict.fromkeys(spoken)),
        description=". ".join(titles[1:]),
        external_ids=(("gutenberg", cells["text#"]),),
    )


def _authors(cell: str) -> tuple[str, ...]:
    """Those who wrote it: translators, editors and illustrators are marked and left out."""
    names = []
    for person in listed(cell, ";"):
        role = _ROLE.search(person)
        if role is None or role.group(1).casefold() == "author":
            names.append(_in_order(_ROLE.sub("", person)))
    return tuple(dict.fromkeys(name for name in names if name))


def _in_order(person: str) -> str:
    """ "Wells, H. G. (Herbert George), 1866-1946" as "H. G. Wells"."""
    parts = person.split(", ")
    while len(parts) > 1 and _DATES.search(parts[-1]):
        parts.pop()
    if len(parts) == 1:
        return parts[0].strip()
    found = _FULL.match(parts[1])
    return f"{found.group(1) if found else parts[1]} {parts[0]}".strip()
