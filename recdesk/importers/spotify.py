"""Spotify streaming history: the account data (last year) and the extended history (all years).

Both tell of plays by their end; both name the same plays, so both are one source and share their keys: end
to the minute (the account data has no more), what was played, and for how many milliseconds. Where they lie
together the extended rows are read first, because they know more. Addresses and devices are never kept.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import NamedTuple

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
from recdesk.importers.identity import Occurrences, clip, event_key, raw_json
from recdesk.importers.importer import Claim, Part, SourceInfo
from recdesk.importers.look import Form, Look
from recdesk.importers.records import Record, read_records, text_of
from recdesk.importers.tables import Broken

info = SourceInfo(
    id="spotify",
    name="Spotify streaming history",
    kinds=(Kind.ARTIST, Kind.ALBUM, Kind.PODCAST, Kind.BOOK),
    files=("my_spotify_data.zip", "StreamingHistory*.json", "Streaming_History_*.json", "endsong_*.json"),
)

_SHORT_MS = 30_000  # Spotify itself counts a play from 30 seconds on
_FIRST_YEAR = 2006  # before Spotify: a device that had lost its clock
_NAMELESS = frozenset({"unknown artist", "unknown track"})

# What is kept of a row; the rest (addresses, devices, countries) is left where it is.
_ACCOUNT = (
    "endTime",
    "msPlayed",
    "artistName",
    "trackName",
    "podcastName",
    "episodeName",
    "audiobookName",
    "chapterName",
    "authorName",
)
_EXTENDED_NAMES = (
    "master_metadata_track_name",
    "master_metadata_album_artist_name",
    "master_metadata_album_album_name",
    "episode_name",
    "episode_show_name",
    "audiobook_title",
    "audiobook_chapter_title",
    "audiobook_uri",
)

_EXTENDED = (
    "ts",
    "ms_played",
    "reason_end",
    "skipped",
    "spotify_track_uri",
    "spotify_episode_uri",
    *_EXTENDED_NAMES,
)


def claim(look: Look) -> Claim | None:
    if look.form is not Form.JSON:
        return None
    if look.keys >= {"ts", "ms_played"} and look.keys & set(_EXTENDED_NAMES):
        return Claim(home=look.folder, role="extended")
    if look.keys >= {"endTime", "msPlayed"}:
        return Claim(home=look.folder, role="account")
    return None


def rows(parts: Sequence[Part]) -> Iterator[Row]:
    for part in sorted(parts, key=lambda p: p.role != "extended"):
        read = _extended if part.role == "extended" else _account
        plays = Occurrences()  # equal rows of one part, not of two that tell the same days
        for found in read_records(part.member):
            if isinstance(found, Broken):
                yield BadRow(part.place(found.number), found.text, found.why)
            else:
                number, record = found
                yield read(record, part.place(number), plays)


class _Played(NamedTuple):
    """What a row says was played: the work, the piece of it, and the larger work it belongs to."""

    mention: Mention
    piece: str
    also: Mention | None = None


def _account(record: Record, place: str, plays: Occurrences) -> Row:
    raw = raw_json(record, _ACCOUNT)
    written = text_of(record, "endTime")
    end = _time(written)
    played = _account_names(record)
    ms = record.get("msPlayed")
    refused = _refusal(place, raw, written, end, ms, played)
    if refused is not None or end is None or played is None or not isinstance(ms, int):
        return refused or BadRow(place, raw, "the entry is incomplete")
    # Why a track ended is not said here, so a short play is a short play and not a skip.
    return _reading(place, raw, plays, played, _minute(written, end), end, ms, Precision.MINUTE)


def _extended(record: Record, place: str, plays: Occurrences) -> Row:
    if record.get("incognito_mode") is True:
        return SkippedRow(place, raw_json(record, ("ts",)), "private session")
    raw = raw_json(record, _EXTENDED)
    written = text_of(record, "ts")
    end = _time(written)
    played = _extended_names(record)
    ms = record.get("ms_played")
    refused = _refusal(place, raw, written, end, ms, played)
    if refused is not None or end is None or played is None or not isinstance(ms, int):
        return refused or BadRow(place, raw, "the entry is incomplete")
    reason = record.get("reason_end")
    skipped = ms < _SHORT_MS and (record.get("skipped") is True or reason == "fwdbtn")
    whole = 1.0 if reason == "trackdone" else None
    minute = _minute(written, end)
    return _reading(
        place, raw, plays, played, minute, end, ms, Precision.SECOND, skipped=skipped, fraction=whole
    )


def _refusal(
    place: str, raw: str, written: str, end: datetime | None, ms: object, played: _Played | None
) -> Row | None:
    """Why an entry is not a play, or None."""
    if end is None:
        return BadRow(
            place, raw, f"the time {clip(written, 40)} is not a time" if written else "it has no time"
        )
    if end.year < _FIRST_YEAR:
        return BadRow(place, raw, f"the time {clip(written, 40)} is before there was Spotify")
    if not isinstance(ms, int) or isinstance(ms, bool) or not 0 <= ms < 10**9:
        return BadRow(place, raw, "how long it was played is not a number of milliseconds")
    if played is None:
        return SkippedRow(place, raw, "nothing named")
    if played.mention.title.casefold() in _NAMELESS or played.piece.casefold() in _NAMELESS:
        return SkippedRow(place, raw, "unknown artist or track")
    if ms == 0:
        return SkippedRow(place, raw, "not played (0 seconds)")
    return None


def _reading(
    place: str,
    raw: str,
    plays: Occurrences,
    played: _Played,
    minute: str,
    end: datetime,
    ms: int,
    precision: Precision,
    *,
    skipped: bool = False,
    fraction: float | None = None,
) -> Reading:
    return Reading(
        place=place,
        raw=raw,
        key=plays.number(event_key(minute, played.piece, ms)),
        mention=played.mention,
        action=Action.SKIPPED if skipped else Action.LISTENED,
        when=end - timedelta(milliseconds=ms),
        precision=precision,
        time_kind=TimeKind.CONSUMED,
        seconds=ms / 1000,
        fraction=fraction,
        detail=played.piece,
        also=played.also,
    )


def _account_names(record: Record) -> _Played | None:
    if artist := text_of(record, "artistName"):
        return _Played(_work(Kind.ARTIST, artist), text_of(record, "trackName"))
    if show := text_of(record, "podcastName"):
        return _Played(_work(Kind.PODCAST, show), text_of(record, "episodeName"))
    if book := text_of(record, "audiobookName"):
        authors = tuple(a.strip() for a in text_of(record, "authorName").split(",") if a.strip())
        return _Played(_work(Kind.BOOK, book, authors), text_of(record, "chapterName"))
    return None


def _extended_names(record: Record) -> _Played | None:
    track = text_of(record, "master_metadata_track_name")
    artist = text_of(record, "master_metadata_album_artist_name")
    if track and artist:
        mention, also = _of_track(artist, text_of(record, "master_metadata_album_album_name"))
        return _Played(mention, track, also)
    if show := text_of(record, "episode_show_name"):
        return _Played(_work(Kind.PODCAST, show), text_of(record, "episode_name"))
    if book := text_of(record, "audiobook_title"):
        return _Played(_work(Kind.BOOK, book), text_of(record, "audiobook_chapter_title"))
    return None


@lru_cache(maxsize=8192)
def _work(kind: Kind, title: str, creators: tuple[str, ...] = ()) -> Mention:
    return Mention((Guess(kind, title),), creators=creators)


@lru_cache(maxsize=16384)
def _of_track(artist: str, album: str) -> tuple[Mention, Mention | None]:
    """What a track counts for: its artist, and its album where that is named."""
    return _work(Kind.ARTIST, artist), _work(Kind.ALBUM, album, (artist,)) if album else None


def _minute(written: str, end: datetime) -> str:
    """ "2025-04-28 21:04" of the time `end`, which was `written` so. The form that nearly all rows have is
    cut out: writing a time anew takes as long as making half of a row."""
    if len(written) == 20 and written[7] == "-" and written[10] == "T" and written[19] == "Z":
        return f"{written[:10]} {written[11:16]}"
    return end.isoformat(" ", "minutes")[:16]


def _time(text: str) -> datetime | None:
    """ "2025-04-28T21:04:35Z" or "2023-03-09 14:57", both UTC."""
    try:
        time = datetime.fromisoformat(text)
    except ValueError:
        return None
    return time.replace(tzinfo=UTC) if time.tzinfo is None else time.astimezone(UTC)
