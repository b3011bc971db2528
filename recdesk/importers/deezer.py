"""Deezer's data file (deezer-data_<number>.xlsx), of which the sheet with the listening history is read [T].

Times are the person's clock without a zone and are read as UTC. Batches sent together share one second. The
internet address that stands in every row is never kept.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from recdesk.domain.history import BadRow, Row, SkippedRow, TimeKind
from recdesk.domain.works import Kind
from recdesk.importers.cells import number, spaced
from recdesk.importers.identity import Occurrences, raw_json
from recdesk.importers.importer import Claim, Part, SourceInfo
from recdesk.importers.look import Look
from recdesk.importers.plays import NO_NAME, Track, play
from recdesk.importers.rows import date_order, no_date, stamp, table_rows
from recdesk.importers.tables import Line

info = SourceInfo(
    id="deezer",
    name="Deezer listening history",
    kinds=(Kind.ARTIST, Kind.ALBUM),
    files=("deezer-data_*.xlsx",),
)

_REQUIRED = ("song title", "artist", "listening time", "date")
_COLUMNS = (*_REQUIRED, "album title", "isrc")
_LONGEST_S = 86_400


def claim(look: Look) -> Claim | None:
    return Claim(home=look.path) if look.sheet(*_REQUIRED) else None


def rows(parts: Sequence[Part]) -> Iterator[Row]:
    for part in parts:
        sheet = part.look.sheet(*_REQUIRED)
        assert sheet is not None  # it was claimed by this sheet
        read = partial(_row, plays=Occurrences(), order=date_order(part, sheet, "date"))
        yield from table_rows(part, sheet, read, private=True)


def _row(line: Line, place: str, *, plays: Occurrences, order: str) -> Row:
    raw = raw_json(line.cells, _COLUMNS)
    artist, song, album = (spaced(line.get(c)) for c in ("artist", "song title", "album title"))
    track = Track(artist, song, album)
    if track.nameless:
        return SkippedRow(place, raw, NO_NAME)
    seconds = number(line.get("listening time") or "0")
    if seconds is None or seconds > _LONGEST_S:
        return BadRow(place, raw, "how long it was played is not a number of seconds")
    if seconds <= 0:
        return SkippedRow(place, raw, "not played (0 seconds)")
    time = stamp(line.get("date"), TimeKind.CONSUMED, order)
    if time is None:
        return no_date(place, raw, line.get("date"))
    if time.when is None:
        return BadRow(place, raw, "it has no time")
    return play(place, raw, plays, track, time.when, time.precision, seconds=seconds)
