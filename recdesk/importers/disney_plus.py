"""Disney+ viewing history as a table (Profile ID; Program Title; Season Title; Date).

Disney hands out a PDF; this is the table that converters make of it. Written from the documented format of
one converter, no real sample seen. Its "season title" is the series, its "program title" the episode, or
the film where there is no series.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from recdesk.domain.history import Action, BadRow, Guess, Mention, Reading, Row, SkippedRow, TimeKind
from recdesk.domain.works import Kind
from recdesk.importers.identity import event_key, raw_json
from recdesk.importers.importer import Claim, Part, SourceInfo
from recdesk.importers.look import Look
from recdesk.importers.rows import date_order, no_date, stamp, table_rows
from recdesk.importers.tables import Line

info = SourceInfo(
    id="disney_plus",
    name="Disney+ viewing history",
    kinds=(Kind.FILM, Kind.SERIES),
    files=("disney_plus_export.csv",),
)

_COLUMNS = ("profile id", "program title", "season title", "date")


def claim(look: Look) -> Claim | None:
    return Claim(home=look.path) if look.sheet(*_COLUMNS) else None


def rows(parts: Sequence[Part]) -> Iterator[Row]:
    for part in parts:
        sheet = part.look.sheet(*_COLUMNS)
        assert sheet is not None  # it was claimed by this sheet
        yield from table_rows(part, sheet, partial(_row, order=date_order(part, sheet, "date")))


def _row(line: Line, place: str, *, order: str) -> Row:
    raw = raw_json(line.cells, _COLUMNS)
    program, series = line.get("program title"), line.get("season title")
    if not program and not series:
        return SkippedRow(place, raw, "no title")
    time = stamp(line.get("date"), TimeKind.CONSUMED, order)
    if time is None:
        return no_date(place, raw, line.get("date"))
    if time.when is None:
        return BadRow(place, raw, "it has no date")
    profile = line.get("profile id")
    return Reading(
        place=place,
        raw=raw,
        key=event_key(profile, time.key, series, program),
        mention=Mention((Guess(Kind.SERIES, series) if series else Guess(Kind.FILM, program),)),
        action=Action.WATCHED,
        when=time.when,
        precision=time.precision,
        time_kind=time.kind,
        detail=program if series else "",
        profile=profile,
    )
