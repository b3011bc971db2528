"""Apple Music in the download of Apple's privacy page: play activity, daily and recent tracks, favourites.

Several files tell of the same plays, each more coarsely: activity to the second (in two generations of
columns), daily tracks by day; recent tracks, the library and the last play of each track in total. They are
read in this order and the finer rows cover the coarser. Shapes from others' parsers [T]; the favourites, the
likes before them and the library from memory [M].
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from functools import partial

from recdesk.domain.history import (
    Action,
    BadRow,
    Guess,
    Mention,
    Precision,
    Reading,
    Row,
    SkippedRow,
    TimeKind,
)
from recdesk.domain.works import Kind
from recdesk.importers.apple_names import Artists, described
from recdesk.importers.cells import number, spaced
from recdesk.importers.identity import Occurrences, event_key, raw_json
from recdesk.importers.importer import Claim, Part, SourceInfo
from recdesk.importers.look import Form, Look
from recdesk.importers.plays import NO_NAME, Track
from recdesk.importers.records import Record, read_records, text_of
from recdesk.importers.rows import file_order, no_date, stamp, table_rows
from recdesk.importers.tables import Broken, Line, Sheet, read_table

info = SourceInfo(
    id="apple_music",
    name="Apple Music",
    kinds=(Kind.ARTIST, Kind.ALBUM),
    files=(
        "Apple Music Play Activity.csv",
        "Apple Music - Play History Daily Tracks.csv",
        "Apple Music - Recently Played Tracks.csv",
        "Apple Music - Favorites.csv",
        "Apple Music - Track Play History.csv",
        "Apple Music Library Tracks.json",
        "Apple Music Likes and Dislikes.csv",
    ),
)

_SHORT_MS = 30_000
_NATURAL_END, _SKIPPED = "NATURAL_END_OF_TRACK", "TRACK_SKIPPED_FORWARDS"
_PLAYS = frozenset({"", "PLAY_END"})  # 4,547 of 6,059 rows of a real file have no event type, and are plays
_LONGEST_MS = 10**9
_FURTHER = re.compile(r",\s|\s&\s|\s(?:feat|ft)\.?\s")  # what stands between several artists
_ROLES: Mapping[str, tuple[str, ...]] = {  # in the order of reading, with the columns they are known by
    "activity": ("event end timestamp", "event type", "play duration milliseconds"),
    "daily": ("track description", "date played", "play count", "skip count"),
    "recent": ("track description", "total plays", "total skips", "last event end timestamp"),
    "library": (),
    "last": ("track name", "last played date", "is user initiated"),
    "favourites": ("favorite type", "item description", "preference"),
    "likes": ("item reference", "item description", "preference"),
}
_DATES: Mapping[str, tuple[str, ...]] = {
    "activity": ("event start timestamp", "event end timestamp"),
    "daily": ("date played",),
    "recent": ("last event end timestamp",),
    "last": ("last played date",),
    "favourites": ("last modified",),
    "likes": ("last modified",),
}
_LIBRARY = ("Title", "Artist", "Album", "Track Play Count", "Last Played Date", "Date Added To Library")
_NAMES = ("song name", "content name", "artist name", "container artist name", "album name", "container name")
_DESCRIBED = {"daily": "track description", "recent": "track description", "last": "track name"}
_RAW: Mapping[str, tuple[str, ...]] = {
    "activity": (
        *_NAMES,
        "event type",
        "event start timestamp",
        "event end timestamp",
        "end reason type",
        "play duration milliseconds",
        "media duration in milliseconds",
        "utc offset in seconds",
    ),
    "daily": (*_ROLES["daily"], "play duration milliseconds", "end reason type"),
    "recent": (*_ROLES["recent"], "container description", "total play duration in millis"),
    "library": (*_LIBRARY, "Skip Count", "Track Like Rating"),
    "last": _ROLES["last"],
    "favourites": (*_ROLES["favourites"], "last modified"),
    "likes": ("item description", "preference", "last modified", "created"),
}


_Reader = Callable[[Line, str, str, Occurrences, str], Row]  # line, place, raw, plays, order of dates


def claim(look: Look) -> Claim | None:
    if look.form is Form.JSON:
        mine = look.keys >= {"Track Identifier", *_LIBRARY[:4]}
        return Claim(look.folder, "library") if mine else None
    return next(
        (Claim(look.folder, role) for role, named in _ROLES.items() if named and _sheet(look, role)), None
    )


def rows(parts: Sequence[Part]) -> Iterator[Row]:
    readers: Mapping[str, _Reader] = {
        "activity": partial(_activity, artists=_artists(parts)),
        "daily": _daily,
        "recent": _recent,
        "last": _last,
        "favourites": _favourite,
        "likes": _favourite,
    }
    for part in sorted(parts, key=lambda p: tuple(_ROLES).index(p.role)):
        if part.role == "library":
            yield from _library(part)
            continue
        sheet = _sheet(part.look, part.role)
        assert sheet is not None  # it was claimed by this sheet
        order = file_order(part, sheet, *_DATES[part.role])
        read = partial(_read, reader=readers[part.role], role=part.role, plays=Occurrences(), order=order)
        yield from table_rows(part, sheet, read)


def _artists(parts: Sequence[Part]) -> Artists:
    """Whose the songs are, by the other files; read only where there is an activity that needs it."""
    artists = Artists()
    if all(part.role != "activity" for part in parts):
        return artists
    for part in parts:
        if part.role == "library":
            for found in read_records(part.member):
                if not isinstance(found, Broken):
                    artists.feed(*(spaced(text_of(found[1], n)) for n in ("Artist", "Title", "Album")))
        elif part.role in _DESCRIBED and (sheet := _sheet(part.look, part.role)):
            for line in read_table(part.member, sheet):
                if isinstance(line, Line):
                    artists.feed(*described(line.get(_DESCRIBED[part.role])))
    return artists


def _sheet(look: Look, role: str) -> Sheet | None:
    named = {"song name", "content name"} if role == "activity" else set(_ROLES[role])
    return look.sheet_where(lambda header: header >= set(_ROLES[role]) and bool(header & named))


def _read(
    line: Line,
    place: str,
    *,
    reader: _Reader,
    role: str,
    plays: Occurrences,
    order: str,
) -> Row:
    return reader(line, place, raw_json(line.cells, _RAW[role]), plays, order)


def _activity(line: Line, place: str, raw: str, plays: Occurrences, order: str, *, artists: Artists) -> Row:
    if line.get("event type").upper() not in _PLAYS:
        return SkippedRow(place, raw, "not a play (lyrics shown, search within a track ...)")
    song = spaced(line.get("song name") or line.get("content name"))
    of_album = line.get("container type").upper() in ("", "ALBUM")  # not of a playlist or a station
    album = spaced(line.get("album name") or (line.get("container name") if of_album else ""))
    artist = spaced(line.get("artist name") or (line.get("container artist name") if of_album else ""))
    artist = artist or artists.of(song, album)
    if not song or (not artist and not album):
        return SkippedRow(place, raw, NO_NAME)
    milliseconds = number(line.get("play duration milliseconds") or "0")
    length = number(line.get("media duration in milliseconds") or "0") or 0.0
    if milliseconds is None or milliseconds > _LONGEST_MS:
        return BadRow(place, raw, "how long it was played is not a number of milliseconds")
    if milliseconds <= 0:
        return SkippedRow(place, raw, "not played (0 seconds)")
    start, end = (
        stamp(line.get(f"event {side} timestamp"), TimeKind.CONSUMED, order) for side in ("start", "end")
    )
    time = start if start and start.when else end
    if time is None:
        return no_date(place, raw, line.get("event end timestamp"))
    if time.when is None:
        return BadRow(place, raw, "it has no time")
    when = time.when if time is start else time.when - timedelta(milliseconds=milliseconds)
    reason = line.get("end reason type")
    skipped = reason == _SKIPPED and milliseconds < _SHORT_MS
    ended = 1.0 if reason == _NATURAL_END else None
    return Reading(
        place=place,
        raw=raw,
        key=plays.number(event_key(when.isoformat(timespec="seconds"), song)),
        mention=Track(artist, song).by if artist else Mention((Guess(Kind.ALBUM, album),)),
        action=Action.SKIPPED if skipped else Action.LISTENED,
        when=when,
        precision=time.precision,
        time_kind=TimeKind.CONSUMED,
        seconds=milliseconds / 1000,
        fraction=min(1.0, milliseconds / length) if length > 0 else ended,
        detail=song,
        also=Track(artist, song, album).of if artist else None,
        # The coarser rows name the artist, so they stay where this one does not.
        covers=(*_daily_keys(_local_day(when, line), song), _recent_key(artist, song)) if artist else (),
    )


def _daily(line: Line, place: str, raw: str, plays: Occurrences, order: str) -> Row:
    artist, song = described(line.get("track description"))
    listened, skipped = (number(line.get(c) or "0") for c in ("play count", "skip count"))
    if not artist or not song:
        return SkippedRow(place, raw, NO_NAME)
    if listened is None or skipped is None:
        return BadRow(place, raw, "how often it was played is not a number")
    if listened < 1 and skipped < 1:
        return SkippedRow(place, raw, "neither played nor skipped")
    day = stamp(line.get("date played"), TimeKind.CONSUMED, order)
    if day is None or day.when is None:
        return no_date(place, raw, line.get("date played"))
    milliseconds = number(line.get("play duration milliseconds") or "0") or 0.0
    return Reading(
        place=place,
        raw=raw,
        key=plays.number(_daily_keys(day.when.date().isoformat(), song)[0]),
        mention=Track(artist, song).by,
        action=Action.LISTENED if listened >= 1 else Action.SKIPPED,
        when=day.when,
        precision=Precision.DAY,
        time_kind=TimeKind.CONSUMED,
        seconds=milliseconds / 1000 if 0 < milliseconds < _LONGEST_MS else None,
        fraction=1.0 if line.get("end reason type") == _NATURAL_END and listened >= 1 else None,
        count=min(max(1, int(listened or skipped)), 1000),
        detail=song,
        covers=(_recent_key(artist, song),),
    )


def _recent(line: Line, place: str, raw: str, _plays: Occurrences, order: str) -> Row:
    artist, song = described(line.get("track description"))
    total = number(line.get("total plays") or "0")
    if not artist or not song:
        return SkippedRow(place, raw, NO_NAME)
    if total is None:
        return BadRow(place, raw, "how often it was played is not a number")
    if total < 1:
        return SkippedRow(place, raw, "neither played nor skipped")
    last = stamp(line.get("last event end timestamp"), TimeKind.CONSUMED, order)
    if last is None:
        return no_date(place, raw, line.get("last event end timestamp"))
    album_artist, album = described(line.get("container description"))
    same = album_artist.casefold() == artist.casefold()
    milliseconds = number(line.get("total play duration in millis") or "0") or 0.0
    return Reading(
        place=place,
        raw=raw,
        key=_recent_key(artist, song),
        mention=Track(artist, song).by,
        action=Action.LISTENED,
        when=last.when,
        precision=last.precision,
        time_kind=last.kind,
        seconds=milliseconds / 1000 if 0 < milliseconds < _LONGEST_MS else None,
        count=min(int(total), 1000),
        detail=song,
        also=Track(artist, song, album).of if same else None,
    )


def _library(part: Part) -> Iterator[Row]:
    for found in read_records(part.member):
        if isinstance(found, Broken):
            yield BadRow(part.place(found.number), found.text, found.why)
        else:
            yield _kept(found[1], part.place(found[0]))


def _kept(record: Record, place: str) -> Row:
    """A track of the library, with its plays in total."""
    raw = raw_json(record, _RAW["library"])
    artist, song, album = (spaced(text_of(record, name)) for name in ("Artist", "Title", "Album"))
    if not artist or not song:
        return SkippedRow(place, raw, NO_NAME)
    total = number(str(record.get("Track Play Count") or 0)) or 0.0
    written = text_of(record, "Last Played Date" if total >= 1 else "Date Added To Library")
    time = stamp(written, TimeKind.CONSUMED if total >= 1 else TimeKind.LOGGED)
    if time is None:
        return no_date(place, raw, written)
    liking = text_of(record, "Track Like Rating").casefold()
    liked, disliked = liking in ("liked", "like", "loved", "love"), liking.startswith("dislike")
    action = Action.LISTENED if total >= 1 else Action.LIKED if liked else Action.SAVED
    return Reading(
        place=place,
        raw=raw,
        key=_recent_key(artist, song) if total >= 1 else event_key("library", artist, song, liked, disliked),
        mention=Track(artist, song).by,
        action=Action.DISLIKED if disliked else action,
        when=time.when,
        precision=time.precision,
        time_kind=time.kind,
        liked=liked,
        count=min(max(1, int(total)), 1000),
        detail=song,
        also=Track(artist, song, album).of,
        shelf="library",
    )


def _last(line: Line, place: str, raw: str, _plays: Occurrences, order: str) -> Row:
    """The last play of a track."""
    artist, song = described(line.get("track name"))
    if not artist or not song:
        return SkippedRow(place, raw, NO_NAME)
    last = stamp(line.get("last played date"), TimeKind.CONSUMED, order)
    if last is None:
        return no_date(place, raw, line.get("last played date"))
    return Reading(
        place=place,
        raw=raw,
        key=_recent_key(artist, song),
        mention=Track(artist, song).by,
        action=Action.LISTENED,
        when=last.when,
        precision=last.precision,
        time_kind=last.kind,
        detail=song,
    )


def _favourite(line: Line, place: str, raw: str, _plays: Occurrences, order: str) -> Row:
    """A favourite; before 2023 a like or dislike, always of a song."""
    what = line.get("favorite type").upper() or "SONG"
    artist, title = described(line.get("item description"))
    if what == "ARTIST":
        artist, title = spaced(line.get("item description")), ""
    if what not in ("ARTIST", "ALBUM", "SONG") or not artist or (what == "SONG" and not title):
        return SkippedRow(place, raw, "not an artist, album or song")
    changed = stamp(line.get("last modified"), TimeKind.LOGGED, order)
    if changed is None:
        return no_date(place, raw, line.get("last modified"))
    liked = not line.get("preference").upper().startswith("DISLIKE")
    album = Mention((Guess(Kind.ALBUM, title),), (artist,)) if what == "ALBUM" and title else None
    return Reading(
        place=place,
        raw=raw,
        key=event_key("favourite", what, artist, title, liked),
        mention=album or Track(artist, title).by,
        action=Action.LIKED if liked else Action.DISLIKED,
        when=changed.when,
        precision=changed.precision,
        time_kind=changed.kind,
        liked=liked,
        detail=title if what == "SONG" else "",
    )


def _local_day(when: datetime, line: Line) -> str:
    """The day on the person's calendar, by which the daily table counts."""
    offset = number(line.get("utc offset in seconds") or "0") or 0.0
    return (when + timedelta(seconds=offset if abs(offset) < 86_400 else 0)).date().isoformat()


def _daily_keys(day: str, song: str) -> tuple[str, ...]:
    """The key of a song's row in the daily table. The table has a row for each device and each way a play
    ended, so a song can stand there several times a day; the first four are covered by a finer row."""
    key = event_key("day", day, song)
    return (key, *(f"{key}:{n}" for n in (2, 3, 4)))


def _recent_key(artist: str, song: str) -> str:
    """The key of a song's total. One file names all the artists of a song and another those of its album."""
    return event_key("recent", _FURTHER.split(artist, maxsplit=1)[0], song)
