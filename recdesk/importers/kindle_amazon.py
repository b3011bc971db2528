"""Kindle in Amazon's data request: sessions of reading, and the books that are owned [T].

Sessions often name a book by its number (ASIN) only; the files of ownership, which are one object each, the
reading insights, which tell of the same sessions again, and the tables of marks and updates know the titles.
Samples and a person's own documents are no reading of works and are left out by name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from functools import partial

from recdesk.domain.history import Action, BadRow, Reading, Row, SkippedRow, TimeKind
from recdesk.domain.works import Kind
from recdesk.importers.books import Shelved, book, shelved
from recdesk.importers.cells import number, spaced
from recdesk.importers.documents import read_items
from recdesk.importers.identity import Occurrences, event_key, raw_json
from recdesk.importers.importer import Claim, Part, SourceInfo
from recdesk.importers.look import Form, Look
from recdesk.importers.records import Record, text_of
from recdesk.importers.rows import NEVER, no_date, stamp, table_rows
from recdesk.importers.tables import Broken, Line, Sheet, read_table

info = SourceInfo(
    id="kindle_amazon",
    name="Kindle (Amazon's data request)",
    kinds=(Kind.BOOK,),
    files=("Kindle.zip", "Kindle.Devices.ReadingSession.csv", "Digital.Content.Ownership.*.json"),
)

_SESSION = ("start_timestamp", "end_timestamp", "asin", "total_reading_millis")
# Headers with and without underscores occur.
_INSIGHT = ("start_time", "end_time", "asin", "total_reading_milliseconds")
_INSIGHT_SPACED = tuple(column.replace("_", " ") for column in _INSIGHT)
_DONE = ("asin_date_and_content_type", "product_name")
_TABLES = {
    "sessions": _SESSION,
    "insights": _INSIGHT,
    "insights spaced": _INSIGHT_SPACED,
    "completed": _DONE,
    "titles": ("asin", "product name"),
}
_OF_KINDLE = frozenset(
    {"annotation type", "creation date", "new book format"}
)  # beside titles; orders have none
_NAMES = ("product_name", "product name", "productName", "Product Name")
_DAY_DONE = re.compile(r"(\w+)_(\d{4}-\d\d-\d\d)")
_COLUMNS = (*_SESSION, "content_type", "product_name")
_NOTHING = frozenset({"", "not available", "not applicable"})
_OWN = ("pdoc", "personal")
_LONGEST_MS = 10**8


def claim(look: Look) -> Claim | None:
    role = next((role for role in _TABLES if _sheet(look, role)), "")
    if role:
        return Claim(home=_home(look), role=role)
    owned = look.form is Form.JSON and look.keys >= {"rights", "resource", "ASIN"}
    return Claim(home=_home(look), role="ownership") if owned else None


def rows(parts: Sequence[Part]) -> Iterator[Row]:
    titles: dict[str, str] = {}
    for part in parts:
        if part.role == "ownership":
            for found in _resources(part):
                titles.setdefault(text_of(found, "ASIN"), _name(found))
        elif part.role == "titles" or part.role.startswith("insights"):
            for asin, title in _named(part):
                titles.setdefault(asin, title)
    for part in sorted(parts, key=lambda p: p.role):
        if part.role == "ownership":
            yield from _owned(part, titles)
            continue
        sheet = _sheet(part.look, part.role)
        assert sheet is not None  # it was claimed by this sheet
        if part.role in ("completed", "titles"):
            yield from table_rows(part, sheet, _completed if part.role == "completed" else _titled)
            continue
        columns = dict(zip(_TABLES[part.role], _SESSION)) | {"product name": "product_name"}
        read = partial(_session, titles=titles, sessions=Occurrences(), columns=columns)
        yield from table_rows(part, sheet, read)


def _sheet(look: Look, role: str) -> Sheet | None:
    needed = set(_TABLES[role])
    return look.sheet_where(lambda h: h >= needed and (role != "titles" or bool(h & _OF_KINDLE)))


def _home(look: Look) -> str:
    """The folder above the first that Amazon names after the data in it."""
    folders = look.folder.split("/")
    at = next((i for i, name in enumerate(folders) if name.startswith(("Kindle.", "Digital."))), len(folders))
    return "/".join(folders[:at])


def _resources(part: Part) -> Iterator[Record]:
    for found in read_items(part.member, ""):
        if not isinstance(found, Broken) and isinstance(found[2].get("resource"), dict):
            yield found[2]["resource"]


def _named(part: Part) -> Iterator[tuple[str, str]]:
    """The numbers and titles of a table."""
    sheet = _sheet(part.look, part.role)
    for line in read_table(part.member, sheet) if sheet else ():
        if isinstance(line, Line) and (title := _name(line.cells)):
            yield line.get("asin"), title


def _name(record: Mapping[str, object]) -> str:
    """The title that an object or a line tells, under whichever of its names."""
    return next((said for name in _NAMES if (said := _said(str(record.get(name) or "")))), "")


def _titled(line: Line, place: str) -> Row:
    return SkippedRow(place, raw_json(line.cells, _TABLES["titles"]), "the title of a book, not a sitting")


def _completed(line: Line, place: str) -> Row:
    """A book read to its end: "B00AAAAAAA_2025-01-01_AUTOMATIC" names it and the day."""
    raw = raw_json(line.cells, _DONE)
    title = spaced(_said(line.get("product_name")))
    found = _DAY_DONE.match(line.get(_DONE[0]))
    if not title:
        return SkippedRow(place, raw, "a book known by its number only")
    if found is None:
        return BadRow(place, raw, "it has no day")
    read = stamp(found[2], TimeKind.CONSUMED)
    if read is None:
        return no_date(place, raw, found[2])
    told = Shelved(
        identity=found[1],
        book=book(title, ids=(("asin", found[1]),)),
        action=Action.READ,
        read=read,
        fraction=1.0,
    )
    return shelved(place, raw, told)


def _session(
    line: Line, place: str, *, titles: Mapping[str, str], sessions: Occurrences, columns: Mapping[str, str]
) -> Row:
    line = Line(line.number, {columns.get(name, name): value for name, value in line.cells.items()})
    raw = raw_json(line.cells, _COLUMNS)
    asin = line.get("asin")
    title = spaced(_said(line.get("product_name")) or titles.get(asin, ""))
    if line.get("content_type").casefold().startswith(_OWN):
        return SkippedRow(place, raw, "a document of one's own")
    if "sample" in line.get("content_type").casefold():
        return SkippedRow(place, raw, "a sample")
    if not title:
        return SkippedRow(place, raw, "a book known by its number only")
    milliseconds = number(line.get("total_reading_millis") or "0")
    if milliseconds is None or not 0 <= milliseconds < _LONGEST_MS:
        return BadRow(place, raw, "how long it was read is not a number of milliseconds")
    if milliseconds == 0:
        return SkippedRow(place, raw, "not read (0 seconds)")
    start, end = (stamp(_said(line.get(column)), TimeKind.CONSUMED) for column in _SESSION[:2])
    if start is None or end is None:
        return no_date(place, raw, line.get(_SESSION[0 if start is None else 1]))
    time = start
    if start.when is None and end.when is not None:
        time = replace(end, when=end.when - timedelta(milliseconds=milliseconds))
    return Reading(
        place=place,
        raw=raw,
        key=sessions.number(event_key("session", asin or title, (end if end.when else start).key)),
        mention=book(title, ids=(("asin", asin),)),
        action=Action.READ,
        when=time.when,
        precision=time.precision,
        time_kind=time.kind,
        seconds=milliseconds / 1000,
    )


def _owned(part: Part, titles: Mapping[str, str]) -> Iterator[Row]:
    for found in read_items(part.member, ""):
        if isinstance(found, Broken):
            yield BadRow(part.place(found.number), found.text, found.why)
        else:
            yield _book(found[2], part.place(found[0]), titles)


def _book(record: Record, place: str, titles: Mapping[str, str]) -> Row:
    resource = record.get("resource")
    resource = resource if isinstance(resource, dict) else {}
    rights = record.get("rights")
    right = rights[0] if isinstance(rights, list) and rights and isinstance(rights[0], dict) else {}
    origin = right.get("origin")
    kept = {
        "ASIN": text_of(resource, "ASIN"),
        "productName": _name(resource),
        "resourceType": text_of(resource, "resourceType"),
        "acquiredDate": text_of(right, "acquiredDate"),
        "originType": text_of(origin, "originType") if isinstance(origin, dict) else "",
    }
    raw = raw_json(kept, kept)
    title = spaced(kept["productName"] or titles.get(kept["ASIN"], ""))
    if "book" not in kept["resourceType"].casefold():
        return SkippedRow(place, raw, "not a book")
    if "sample" in kept["originType"].casefold() or kept["originType"].casefold().startswith(_OWN):
        return SkippedRow(place, raw, "a sample or a document of one's own")
    if not title:
        return SkippedRow(place, raw, "a book known by its number only")
    acquired = stamp(_said(kept["acquiredDate"]), TimeKind.LOGGED) or NEVER
    told = Shelved(
        identity=kept["ASIN"] or title,
        book=book(title, ids=(("asin", kept["ASIN"]),)),
        action=Action.SAVED,
        logged=acquired,
    )
    return shelved(place, raw, told)


def _said(text: str) -> str:
    return "" if text.casefold() in _NOTHING else text
