"""Audible in Amazon's data request: what was listened to, a row a sitting, and the library [T].

Each profile has a folder of its own. How far a sitting came in the book tells the fraction. Days only.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import PurePosixPath

from recdesk.domain.history import Action, BadRow, Reading, Row, SkippedRow, TimeKind
from recdesk.domain.works import Kind
from recdesk.importers.books import Shelved, book, shelved, words
from recdesk.importers.cells import number, spaced
from recdesk.importers.identity import Occurrences, event_key, raw_json
from recdesk.importers.importer import Claim, Part, SourceInfo
from recdesk.importers.look import Look
from recdesk.importers.rows import date_order, no_date, stamp, table_rows
from recdesk.importers.tables import Line, Sheet

info = SourceInfo(
    id="audible",
    name="Audible",
    kinds=(Kind.BOOK,),
    files=("Audible.zip", "Listening.csv", "Library.csv", "Audible.Library.csv"),
)

_LISTENING = ("start date", "event duration milliseconds", "product name", "asin", "book length milliseconds")
_LIBRARY = ("asin", "title", "authors", "marketplace")
_COLUMNS = (*_LISTENING, "end date", "start position milliseconds", "end position milliseconds", "audio type")
_LONGEST_MS = 10**9
_ACCOUNT = "account holder"


def claim(look: Look) -> Claim | None:
    role = next((role for role in ("listening", "library") if _sheet(look, role)), None)
    return Claim(home=_home(look), role=role) if role else None


def rows(parts: Sequence[Part]) -> Iterator[Row]:
    for part in sorted(parts, key=lambda p: p.role, reverse=True):
        sheet = _sheet(part.look, part.role)
        assert sheet is not None  # it was claimed by this sheet
        if part.role == "library":
            yield from table_rows(part, sheet, _owned)
            continue
        profile = PurePosixPath(part.member.folder).name
        read = partial(
            _listened,
            order=date_order(part, sheet, "start date"),
            profile="" if profile.casefold() == _ACCOUNT or profile.startswith("Audible.") else profile,
            sittings=Occurrences(),
        )
        yield from table_rows(part, sheet, read)


def _sheet(look: Look, role: str) -> Sheet | None:
    return look.sheet(*(_LISTENING if role == "listening" else _LIBRARY))


def _home(look: Look) -> str:
    """The folder above the first that Audible names after the data in it."""
    folders = look.folder.split("/")
    at = next((i for i, name in enumerate(folders) if name.startswith("Audible.")), len(folders))
    return "/".join(folders[:at])


def _listened(line: Line, place: str, *, order: str, profile: str, sittings: Occurrences) -> Row:
    raw = raw_json(line.cells, _COLUMNS)
    title, asin = spaced(line.get("product name")), line.get("asin")
    if not title:
        return SkippedRow(place, raw, "no title")
    if "sample" in line.get("audio type").casefold():
        return SkippedRow(place, raw, "a sample")
    milliseconds, length, reached = (
        number(line.get(column) or "0")
        for column in ("event duration milliseconds", "book length milliseconds", "end position milliseconds")
    )
    if milliseconds is None or length is None or reached is None or not 0 <= milliseconds < _LONGEST_MS:
        return BadRow(place, raw, "how long it was listened to is not a number of milliseconds")
    if milliseconds == 0:
        return SkippedRow(place, raw, "not played (0 seconds)")
    time = stamp(line.get("start date"), TimeKind.CONSUMED, order)
    if time is None:
        return no_date(place, raw, line.get("start date"))
    start = line.get("start position milliseconds")
    return Reading(
        place=place,
        raw=raw,
        key=sittings.number(event_key(asin or title, time.key, start, int(milliseconds), profile)),
        mention=book(title, ids=(("asin", asin),)),
        action=Action.READ,
        when=time.when,
        precision=time.precision,
        time_kind=time.kind,
        seconds=milliseconds / 1000,
        fraction=min(1.0, max(0.0, reached) / length) if length > 0 else None,
        profile=profile,
    )


def _owned(line: Line, place: str) -> Row:
    raw = raw_json(line.cells, _LIBRARY)
    title, asin = spaced(line.get("title")), line.get("asin")
    if not title:
        return SkippedRow(place, raw, "no title")
    told = Shelved(
        identity=asin or title,
        book=book(title, words(line.get("authors")), ids=(("asin", asin),)),
        action=Action.SAVED,
    )
    return shelved(place, raw, told)
