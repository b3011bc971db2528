"""Audible in Amazon's data request: what was listened to, a row a sitting, and the library [T].

Each profile has a folder of its own. How far a sitting came in the book tells the fraction. Days only. The
library is also what Libation and OpenAudible write as a table [M]: owned, and heard where they know it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import PurePosixPath

from recdesk.domain.history import Action, BadRow, Reading, Row, SkippedRow, TimeKind
from recdesk.domain.works import Kind
from recdesk.importers.books import Shelved, bad_stars, book, shelved, stars, words
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
    files=(
        "Audible.zip",
        "Listening.csv",
        "Library.csv",
        "Audible.Library.csv",
        "Libation*.csv",
        "openaudible*.csv",
    ),
)

_LISTENING = ("start date", "event duration milliseconds", "product name", "asin", "book length milliseconds")
_LIBRARY = ("asin", "title", "authors", "marketplace")
# The tables of Libation and of OpenAudible: required columns, then those that are kept besides.
_LIBATION = ("audible product id", "title", "authors", "date added to library")
_OPEN = ("asin", "title", "author", "narrated by", "purchase date")
_TABLES = {"listening": _LISTENING, "library": _LIBRARY, "libation": _LIBATION, "openaudible": _OPEN}
_KEPT = (*_LIBATION, *_OPEN, "my rating overall", "is finished?", "read status")
_COLUMNS = (*_LISTENING, "end date", "start position milliseconds", "end position milliseconds", "audio type")
_LONGEST_MS = 10**9
_ACCOUNT = "account holder"


def claim(look: Look) -> Claim | None:
    role = next((role for role in _TABLES if _sheet(look, role)), None)
    return Claim(home=_home(look), role=role) if role else None


def rows(parts: Sequence[Part]) -> Iterator[Row]:
    for part in sorted(parts, key=lambda p: tuple(_TABLES).index(p.role)):
        sheet = _sheet(part.look, part.role)
        assert sheet is not None  # it was claimed by this sheet
        if part.role == "library":
            yield from table_rows(part, sheet, _owned)
            continue
        if part.role in ("libation", "openaudible"):
            column = "date added to library" if part.role == "libation" else "purchase date"
            order = date_order(part, sheet, column)
            yield from table_rows(
                part, sheet, partial(_of_a_program, column=column, order=order), private=True
            )
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
    return look.sheet(*_TABLES[role])


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
        # The profile is the folder's name, which is not there where the file is imported by itself.
        key=sittings.number(event_key(asin or title, time.key, start, int(milliseconds))),
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


def _of_a_program(line: Line, place: str, *, column: str, order: str) -> Row:
    """A book of Libation's or OpenAudible's table. The stars of other people stand there, too."""
    raw = raw_json(line.cells, _KEPT)
    title, asin = spaced(line.get("title")), line.get("asin") or line.get("audible product id")
    if not title:
        return SkippedRow(place, raw, "no title")
    added = stamp(line.get(column), TimeKind.LOGGED, order)
    if added is None:
        return no_date(place, raw, line.get(column))
    given = stars(line.get("my rating overall"), 5)
    if given is None:
        return bad_stars(place, raw, line.get("my rating overall"))
    heard = line.get("is finished?").casefold() == "true" or line.get("read status").casefold() == "finished"
    told = Shelved(
        identity=asin or title,
        book=book(title, words(line.get("authors") or line.get("author")), ids=(("asin", asin),)),
        action=Action.READ if heard else Action.RATED if given.value else Action.SAVED,
        logged=added,
        stars=given,
        fraction=1.0 if heard else None,
    )
    return shelved(place, raw, told)
