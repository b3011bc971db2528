"""Kindle in Amazon's data request: sessions of reading, and the books that are owned [T].

Sessions often name a book by its number (ASIN) only; the files of ownership, which are one object each, tell
the titles. Samples and a person's own documents are no reading of works and are left out by name.
"""

from __future__ import annotations

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
from recdesk.importers.tables import Broken, Line

info = SourceInfo(
    id="kindle_amazon",
    name="Kindle (Amazon's data request)",
    kinds=(Kind.BOOK,),
    files=("Kindle.zip", "Kindle.Devices.ReadingSession.csv", "Digital.Content.Ownership.*.json"),
)

_SESSION = ("start_timestamp", "end_timestamp", "asin", "total_reading_millis")
_COLUMNS = (*_SESSION, "content_type", "product_name")
_NOTHING = frozenset({"", "not available", "not applicable"})
_OWN = ("pdoc", "personal")
_LONGEST_MS = 10**8


def claim(look: Look) -> Claim | None:
    if look.sheet(*_SESSION):
        return Claim(home=_home(look), role="sessions")
    owned = look.form is Form.JSON and look.keys >= {"rights", "resource", "ASIN"}
    return Claim(home=_home(look), role="ownership") if owned else None


def rows(parts: Sequence[Part]) -> Iterator[Row]:
    titles: dict[str, str] = {}
    for part in parts:
        if part.role == "ownership":
            for found in _resources(part):
                titles.setdefault(text_of(found, "ASIN"), text_of(found, "productName"))
    for part in sorted(parts, key=lambda p: p.role):
        if part.role == "ownership":
            yield from _owned(part)
            continue
        sheet = part.look.sheet(*_SESSION)
        assert sheet is not None  # it was claimed by this sheet
        yield from table_rows(part, sheet, partial(_session, titles=titles, sessions=Occurrences()))


def _home(look: Look) -> str:
    """The folder above those that Amazon names after the data in them."""
    folders = look.folder.split("/")
    while folders and folders[-1].startswith(("Kindle.", "Digital.")):
        folders.pop()
    return "/".join(folders)


def _resources(part: Part) -> Iterator[Record]:
    for found in read_items(part.member, ""):
        if not isinstance(found, Broken) and isinstance(found[2].get("resource"), dict):
            yield found[2]["resource"]


def _session(line: Line, place: str, *, titles: Mapping[str, str], sessions: Occurrences) -> Row:
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


def _owned(part: Part) -> Iterator[Row]:
    for found in read_items(part.member, ""):
        if isinstance(found, Broken):
            yield BadRow(part.place(found.number), found.text, found.why)
        else:
            yield _book(found[2], part.place(found[0]))


def _book(record: Record, place: str) -> Row:
    resource = record.get("resource")
    resource = resource if isinstance(resource, dict) else {}
    rights = record.get("rights")
    right = rights[0] if isinstance(rights, list) and rights and isinstance(rights[0], dict) else {}
    origin = right.get("origin")
    kept = {
        "ASIN": text_of(resource, "ASIN"),
        "productName": text_of(resource, "productName"),
        "resourceType": text_of(resource, "resourceType"),
        "acquiredDate": text_of(right, "acquiredDate"),
        "originType": text_of(origin, "originType") if isinstance(origin, dict) else "",
    }
    raw = raw_json(kept, kept)
    title = spaced(_said(kept["productName"]))
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
