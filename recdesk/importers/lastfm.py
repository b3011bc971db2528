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
from recdesk.importers.rows import table_rows
from recdesk.importers.tables import Broken, Line, Sheet

info = SourceInfo(
    id="lastfm",
    name="Last.fm scrobbles",
    kinds=(Kind.ARTIST, Kind.ALBUM),
    files=("recenttracks-*.csv", "recenttracks-*.json", "scrobbles.csv", "librefm.csv"),
)

_TIMES = ("uts", "utc_time", "time", "date")
_NAMES = frozenset({"artist", "album", "track"})
# A table of plays holds these and nothing else; one with more columns is somebody else's.
_KNOWN = _NAMES | {*_TIMES, "artist_mbid", "album_mbid", "track_mbid"}
_WORDED = re.compile(r"(\d{1,2} [A-Z][a-z]{2} \d{4}),? (\d{2}:\d{2})\Z")
_BARE = ("artist", "album", "track", "utc_time")  # the columns of the table without a header
_PAGES, _LIST = "item.track.item", "scrobbles.item"


def claim(look: Look) -> Claim | None:
    if _sheet(look) is not None:
        return Claim(home=look.folder, role="table")
    if look.form is Form.TEXT and _is_bare(look.text):
        return Claim(home=look.folder, role="bare")
    if look.form is not Form.JSON:
        return None
    if look.keys >= {"track", "artist", "#text", "name"} and look.keys & {"uts", "@attr"}:
        return Claim(home=look.folder, role="pages")
    if look.keys >= {"username", "scrobbles", "track", "artist", "album", "date"}:
        return Claim(home=look.folder, role="list")
    return None


def rows(parts: Sequence[Part]) -> Iterator[Row]:
    tables = sorted(parts, key=lambda p: ("table", "pages", "list", "bare").index(p.role))
    for part in tables:
        plays = Occurrences()  # equal rows of one file, not of two that tell the same plays
        if part.role in ("pages", "list"):
            yield from _entries(part, plays)
            continue
        sheet = _sheet(part.look) if part.role == "table" else Sheet(",", _BARE, 0)
        assert sheet is not None  # it was claimed by this sheet
        yield from table_rows(part, sheet, partial(_line, plays=plays))


def _sheet(look: Look) -> Sheet | None:
    return look.sheet_where(
        lambda header: (
            header >= _NAMES
            and bool(header & set(_TIMES))
            and {c for c in header if not _is_index(c)} <= _KNOWN
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
    return all(len(c) == len(_BARE) and _WORDED.match(c[3].strip()) for c in cells)


def _line(line: Line, place: str, *, plays: Occurrences) -> Row:
    raw = raw_json(line.cells, sorted(_KNOWN))
    written = next((line.get(column) for column in _TIMES if line.get(column)), "")
    track = Track(
        spaced(line.get("artist")),
        spaced(line.get("track")),
        spaced(line.get("album")),
        ids(("musicbrainz_artist", line.get("artist_mbid"))),
        ids(("musicbrainz_release", line.get("album_mbid"))),
    )
    return _row(place, raw, plays, track, written)


def _row(place: str, raw: str, plays: Occurrences, track: Track, written: str) -> Row:
    if track.nameless:
        return SkippedRow(place, raw, NO_NAME)
    found = _time(written)
    if found is None:
        why = f"the time {clip(written, 40)} is not a time" if written else "it has no time"
        return BadRow(place, raw, why)
    when, precision = found
    row = play(place, raw, plays, track, when.replace(second=0), Precision.MINUTE)
    return replace(row, when=row.when and when, precision=precision if row.when else row.precision)


def _time(written: str) -> tuple[datetime, Precision] | None:
    if written.isdigit():
        when = from_epoch(written if len(written) < 12 else written[:-3])
        return None if when is None else (when, Precision.SECOND)
    return parse_moment(written.replace(",", ""), "dmy")


def _entries(part: Part, plays: Occurrences) -> Iterator[Row]:
    paths = (_PAGES, "track.item", "recenttracks.track.item") if part.role == "pages" else (_LIST,)
    for found in read_items(part.member, *paths):
        if isinstance(found, Broken):
            yield BadRow(part.place(found.number), found.text, found.why)
        else:
            number, _, record = found
            yield (_page if part.role == "pages" else _entry)(record, part.place(number), plays)


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
