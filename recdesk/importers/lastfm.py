"""Last.fm scrobbles in the shapes that people's tools write, Last.fm itself gives none; and Libre.fm's.

Tables (ghan.nl, pandas, Libre.fm; benjaminbenben's without a header) and the API's pages as JSON. A line is
one play. All tell the same plays, some to the second and some to the minute, so keys go to the minute. Times
are UTC. Shape checked on real files, except the table without a header and lastfmstats' "scrobbles" [M].
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial

from recdesk.domain.history import BadRow, Precision, Row, SkippedRow
from recdesk.domain.works import Kind
from recdesk.importers.cells import spaced
from recdesk.importers.documents import read_items
from recdesk.importers.identity import Occurrences, clip, raw_json
from recdesk.importers.importer import Claim, Part, SourceInfo
from recdesk.importers.look import Form, Look
from recdesk.importers.moments import parse_moment
from recdesk.importers.plays import NO_NAME, Track, from_epoch, ids, play
from recdesk.importers.records import Record, text_of
from recdesk.importers.rows import date_order, table_rows
from recdesk.importers.tables import Broken, Line, Sheet

info = SourceInfo(
    id="lastfm",
    name="Last.fm scrobbles",
    kinds=(Kind.ARTIST, Kind.ALBUM),
    files=("recenttracks-*.csv", "recenttracks-*.json", "scrobbles.csv", "librefm.csv"),
)

_TIMES = ("uts", "utc_time", "timestamp", "date_uts", "time", "date")
_STATS = "date#"  # lastfmstats.com sets the person's name behind it: "Date#ana", in milliseconds
_NAMES = frozenset({"artist", "album", "track"})
# A table of plays holds these and nothing else; one with more columns is somebody else's.
_KNOWN = _NAMES | {*_TIMES, "artist_mbid", "album_mbid", "track_mbid", "albumid", "loved", "username", "user"}
_KEPT = sorted(_NAMES | {*_TIMES, "artist_mbid", "album_mbid", "track_mbid"})
_CLOCK = re.compile(r"\d{1,2}:\d{2}(?::\d{2})?\Z")
_WORDED = re.compile(r"(\d{1,2} [A-Z][a-z]{2} \d{4}),? (\d{2}:\d{2})\Z")
_BARE = ("artist", "album", "track", "utc_time")  # the columns of the table without a header
_LIST = "scrobbles.item"
# Pages of the API in a list, one alone, lists of tracks in a list, and one list of tracks.
_PAGES = ("item.track.item", "track.item", "recenttracks.track.item", "item.recenttracks.track.item")
_TRACKS = ("item", "item.item")


def claim(look: Look) -> Claim | None:
    if _sheet(look) is not None:
        return Claim(home=look.folder, role="table")
    if look.form is Form.TEXT and _is_bare(look.text):
        return Claim(home=look.folder, role="bare")
    if look.form is not Form.JSON:
        return None
    if look.keys >= {"track", "artist", "#text", "name"} and look.keys & {"uts", "@attr"}:
        return Claim(home=look.folder, role="pages")
    if look.keys >= {"artist", "#text", "name", "uts"} and look.text.lstrip().startswith("["):
        return Claim(home=look.folder, role="tracks")
    if look.keys >= {"username", "scrobbles", "track", "artist", "album", "date"}:
        return Claim(home=look.folder, role="list")
    return None


def rows(parts: Sequence[Part]) -> Iterator[Row]:
    tables = sorted(parts, key=lambda p: ("table", "pages", "tracks", "list", "bare").index(p.role))
    for part in tables:
        plays = Occurrences()  # equal rows of one file, not of two that tell the same plays
        if part.role in ("pages", "tracks", "list"):
            yield from _entries(part, plays)
            continue
        sheet = _sheet(part.look) if part.role == "table" else Sheet(",", _BARE, 0)
        assert sheet is not None  # it was claimed by this sheet
        column = next((c for c in _TIMES if c in sheet.header), "")
        order = date_order(part, sheet, column) if column and part.role == "table" else "dmy"
        yield from table_rows(part, sheet, partial(_line, plays=plays, order=order))


def _sheet(look: Look) -> Sheet | None:
    return look.sheet_where(
        lambda header: (
            header >= _NAMES
            and bool(header & set(_TIMES) or any(c.startswith(_STATS) for c in header))
            and {c for c in header if not _is_index(c) and not c.startswith(_STATS)} <= _KNOWN
            and not look.text.lstrip().startswith("#")
        )
    )


def _is_index(column: str) -> bool:
    return column.startswith("unnamed") or column in ("", "index", "row")


def _is_bare(text: str) -> bool:
    """Whether the lines are artist, album, track and a time in words, without a header."""
    lines = [line for line in text.split("\n")[:20] if line.strip()][:-1] or [text.strip()]
    try:
        cells = [next(csv.reader([line]), []) for line in lines]
    except csv.Error:  # a lone carriage return, or a cell without end
        return False
    dates = [c[3].strip() for c in cells if len(c) == len(_BARE)]
    dated = [date for date in dates if date]  # what was playing at the time of the export has none
    return len(dates) == len(cells) and bool(dated) and all(map(_WORDED.match, dated))


def _line(line: Line, place: str, *, plays: Occurrences, order: str) -> Row:
    cells = {"date" if name.startswith(_STATS) else name: value for name, value in line.cells.items()}
    raw = raw_json(cells, _KEPT)
    if cells.get("date") and _CLOCK.match(cells.get("time", "")):  # the day and the clock stand apart
        cells["time"] = f"{cells['date']} {cells['time']}"
    written = next((value for column in _TIMES if (value := cells.get(column))), "")
    track = Track(
        spaced(cells["artist"]),
        spaced(cells["track"]),
        spaced(cells["album"]),
        ids(("musicbrainz_artist", cells.get("artist_mbid"))),
        ids(("musicbrainz_release", cells.get("album_mbid"))),
    )
    return _row(place, raw, plays, track, written, order)


def _row(place: str, raw: str, plays: Occurrences, track: Track, written: str, order: str = "dmy") -> Row:
    if track.nameless:
        return SkippedRow(place, raw, NO_NAME)
    found = _time(written, order)
    if found is None:
        why = f"the time {clip(written, 40)} is not a time" if written else "it has no time"
        return BadRow(place, raw, why)
    when, precision = found
    row = play(place, raw, plays, track, when.replace(second=0), Precision.MINUTE)
    return replace(row, when=row.when and when, precision=precision if row.when else row.precision)


def _time(written: str, order: str) -> tuple[datetime, Precision] | None:
    if written.isdigit():
        when = from_epoch(written if len(written) < 12 else written[:-3])
        return None if when is None else (when, Precision.SECOND)
    return parse_moment(written.replace(",", ""), order)


def _entries(part: Part, plays: Occurrences) -> Iterator[Row]:
    paths: tuple[str, ...] = _PAGES if part.role == "pages" else (_LIST,)
    if part.role == "tracks":
        nested = part.look.text.lstrip()[1:].lstrip().startswith("[")
        paths = (_TRACKS[nested],)
    for found in read_items(part.member, *paths):
        if isinstance(found, Broken):
            yield BadRow(part.place(found.number), found.text, found.why)
        else:
            number, _, record = found
            yield (_entry if part.role == "list" else _page)(record, part.place(number), plays)


def _page(record: Record, place: str, plays: Occurrences) -> Row:
    """One track of a page of the API. The one that is playing at the moment has no date."""
    artist, album, date = (_inner(record, key) for key in ("artist", "album", "date"))
    kept = {
        "artist": text_of(artist, "#text") or text_of(artist, "name"),
        "album": text_of(album, "#text"),
        "track": text_of(record, "name"),
        "uts": text_of(date, "uts"),
        "artist_mbid": text_of(artist, "mbid"),
        "album_mbid": text_of(album, "mbid"),
    }
    raw = raw_json(kept, kept)
    if _inner(record, "@attr").get("nowplaying"):
        return SkippedRow(place, raw, "playing at the time of the export")
    return _row(place, raw, plays, _track(kept), kept["uts"])


def _entry(record: Record, place: str, plays: Occurrences) -> Row:
    kept = {name: text_of(record, name) for name in ("artist", "album", "track")}
    date = record.get("date")
    kept["date"] = str(date) if isinstance(date, int) else text_of(record, "date")
    return _row(place, raw_json(kept, kept), plays, _track(kept), kept["date"])


def _track(kept: Mapping[str, str]) -> Track:
    return Track(
        spaced(kept["artist"]),
        spaced(kept["track"]),
        spaced(kept["album"]),
        ids(("musicbrainz_artist", kept.get("artist_mbid"))),
        ids(("musicbrainz_release", kept.get("album_mbid"))),
    )


def _inner(record: Record, key: str) -> Record:
    value = record.get(key)
    return value if isinstance(value, dict) else {}
