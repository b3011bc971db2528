"""Open Library's dumps: works, and beside them authors, ratings and the reading log, in five columns a line
(type, key, revision, time, JSON) or, of the last two, in four (work, edition, figure, day).

There are tens of millions of works, most of them known to nobody: with ratings or a reading log beside them,
those are kept that enough people rated or shelved, else those that somebody described. The kept works wait
in a temporary file until their authors' names are known.
"""

from __future__ import annotations

import re
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping

import orjson

from recdesk.catalogue._cells import audience, plain
from recdesk.catalogue._json import Record, inner, text, texts
from recdesk.catalogue.files import PackFiles
from recdesk.catalogue.format import Entry, FormatInfo, Tally, Wish
from recdesk.domain.works import CatalogueWork, Kind, work_uid

_WORK, _AUTHOR = "/type/work\t", "/type/author\t"
_PEOPLE = re.compile(r"/works/OL\d+W\t")
_YEAR = re.compile(r"\b(1[0-9]{3}|20[0-9]{2})\b")
_SUBJECTS, _SUBJECT_CHARS = 10, 40
_NOT_SUBJECTS = re.compile(
    r":|accessible book|protected daisy|(in|lending|open) library|large type|reading level|ebook",
    re.IGNORECASE,
)
_Kept = Mapping[str, str | list[str]]


class OpenLibrary:
    """works (+ authors, ratings, reading-log)."""

    info = FormatInfo(
        id="openlibrary",
        name="Open Library",
        kinds=(Kind.BOOK,),
        licence="Open Library data of the Internet Archive: open, without restriction that we know of; "
        "naming Open Library as the source is asked for.",
        origin="Open Library offers dumps of works, authors, ratings and the reading log (ol_dump_*.txt.gz); "
        "put them into one folder.",
        min_votes=1,
    )

    def claims(self, files: PackFiles) -> bool:
        return any(file.first_line().startswith(_WORK) for file in files.files)

    def entries(self, files: PackFiles, wish: Wish, tally: Tally) -> Iterator[Entry]:
        least = self.info.min_votes if wish.min_votes is None else wish.min_votes
        people = _people(files)
        tally.counted = people is not None
        wanted = _wanted(files, people, least or 0, tally)
        if wish.glance:
            yield from (_entry(key, record, {}, people) for key, record in wanted)
            return
        with tempfile.TemporaryFile(prefix="recdesk-") as waiting:
            authors: set[str] = set()
            for key, kept in wanted:
                authors.update(kept["authors"])
                waiting.write(orjson.dumps([key, kept]) + b"\n")
            names = _names(files, authors)
            waiting.seek(0)
            for line in waiting:
                key, kept = orjson.loads(line)
                yield _entry(key, kept, names, people)


def _people(files: PackFiles) -> Counter[str] | None:
    """How many rated or shelved each work, by its key; None if neither list is there."""
    lists = [file for file in files.files if _PEOPLE.match(file.first_line())]
    counts = [Counter(line.partition("\t")[0][7:] for line in file.lines()) for file in lists]
    if not counts:
        return None
    together = counts[0]
    for more in counts[1:]:
        together |= more  # the larger of the two: most who rate a book have shelved it too
    return together


def _wanted(
    files: PackFiles, people: Counter[str] | None, least: int, tally: Tally
) -> Iterator[tuple[str, _Kept]]:
    """Key and what is needed of every work that is wanted."""
    for file in files.files:
        if not file.first_line().startswith(_WORK):
            continue
        for number, line in enumerate(file.lines(), start=1):
            cells = line.split("\t", 4)
            if len(cells) != 5:
                tally.spoil(f"{file.name}, line {number}", "a line without its five columns")
            elif cells[0] != "/type/work":
                tally.leave_out("removed, or moved elsewhere")
            elif people is not None and people[cells[1][7:]] < least:
                tally.leave_out("fewer readers than wanted")
            elif (record := _record(cells[4])) is None:
                tally.spoil(f"{file.name}, line {number}", "its JSON is damaged")
            elif not text(record, "title"):
                tally.spoil(f"{file.name}, line {number}", "a work without title")
            elif people is None and not _described(record):
                tally.leave_out("nobody described it, and there are no ratings beside it")
            else:
                yield cells[1][7:], _needed(record)


def _record(body: str) -> Record | None:
    try:
        record = orjson.loads(body.encode("utf-8", "replace"))
    except orjson.JSONDecodeError:
        return None
    return record if isinstance(record, dict) else None


def _described(record: Record) -> str:
    """A description, or else the first sentence; either may be a text or {type, value}."""
    for name in ("description", "first_sentence"):
        if said := text(record, name) or text(inner(record, name), "value"):
            return said
    return ""


def _needed(record: Record) -> _Kept:
    subjects = [
        s for s in texts(record, "subjects") if len(s) <= _SUBJECT_CHARS and not _NOT_SUBJECTS.search(s)
    ]
    return {
        "title": text(record, "title"),
        "subtitle": text(record, "subtitle"),
        "year": (_YEAR.findall(text(record, "first_publish_date")) or [""])[0],
        "authors": _author_keys(record),
        "subjects": subjects[:_SUBJECTS],
        "description": plain(_described(record)),
    }


def _author_keys(record: Record) -> list[str]:
    """ "OL6A" of each author: {"author": {"key": ...}}, {"author": "..."} or {"key": ...}."""
    found = record.get("authors")
    keys = []
    for item in found if isinstance(found, list) else []:
        role = item if isinstance(item, dict) else {}
        key = text(inner(role, "author"), "key") or text(role, "author") or text(role, "key")
        keys.append(key.rpartition("/")[2])
    return [key for key in dict.fromkeys(keys) if key]


def _names(files: PackFiles, wanted: set[str]) -> dict[str, str]:
    names: dict[str, str] = {}
    for file in files.files:
        if file.first_line().startswith(_AUTHOR):
            for line in file.lines():
                cells = line.split("\t", 4)
                if len(cells) == 5 and cells[1][9:] in wanted and (record := _record(cells[4])):
                    names[cells[1][9:]] = text(record, "name") or text(record, "personal_name")
    return names


def _entry(key: str, kept: _Kept, names: Mapping[str, str], people: Counter[str] | None) -> Entry:
    creators = tuple(name for author in kept["authors"] if (name := names.get(author, "")))
    title, when = str(kept["title"]), int(str(kept["year"])) if kept["year"] else None
    work = CatalogueWork(
        uid=work_uid(Kind.BOOK, title, when, creators[0] if creators else ""),
        kind=Kind.BOOK,
        title=title,
        year=when,
        creators=creators,
        tags=tuple(kept["subjects"]),
        audience=audience(people[key]) if people else None,
        description=str(kept["description"]) or str(kept["subtitle"]),
        external_ids=(("openlibrary", key),),
    )
    return Entry(key, work)
