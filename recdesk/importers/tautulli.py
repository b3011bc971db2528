"""Tautulli, which watches over a Plex server: the plays of its `get_history`, saved as JSON, or its database.

Tautulli exports no history as a table. A server has several users, so every play has its profile. Written
from the documented formats, no real sample seen; the database from memory [M]. Addresses and machines are
never read, and of the database only the two tables of plays are opened: others hold tokens.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

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
from recdesk.importers.cells import spaced, year
from recdesk.importers.databases import open_database, whole
from recdesk.importers.documents import read_items
from recdesk.importers.episodes import episode_detail, whole_number
from recdesk.importers.identity import Occurrences, clip, event_key, raw_json
from recdesk.importers.importer import Claim, Part, SourceInfo
from recdesk.importers.look import Form, Look
from recdesk.importers.records import Record, text_of
from recdesk.importers.tables import Broken

info = SourceInfo(
    id="tautulli",
    name="Tautulli history",
    kinds=(Kind.FILM, Kind.SERIES, Kind.ARTIST, Kind.ALBUM),
    files=("get_history*.json", "tautulli.db"),
)

_COLUMNS = (
    "started",
    "duration",
    "play_duration",
    "media_type",
    "title",
    "parent_title",
    "grandparent_title",
    "year",
    "media_index",
    "parent_media_index",
    "guid",
    "percent_complete",
    "user",
)
_TABLES = frozenset({"session_history", "session_history_metadata"})  # `users` holds tokens and is not read
_QUESTION = """
SELECT h.started AS started, h.stopped AS stopped, h.paused_counter AS paused, h.user AS user,
       m.media_type AS media_type, m.title AS title, m.parent_title AS parent_title,
       m.grandparent_title AS grandparent_title, m.year AS year, m.media_index AS media_index,
       m.parent_media_index AS parent_media_index, m.guid AS guid, m.duration AS length
FROM session_history h JOIN session_history_metadata m ON m.id = h.id
ORDER BY h.id
"""
_LONGEST_S = 10**6


def claim(look: Look) -> Claim | None:
    if look.tables >= _TABLES:
        return Claim(home=look.folder, role="database")
    keys = {"started", "media_type", "percent_complete"}
    return Claim(home=look.folder) if look.form is Form.JSON and look.keys >= keys else None


def rows(parts: Sequence[Part]) -> Iterator[Row]:
    for part in parts:
        plays = Occurrences()  # equal rows of one part, not of two that tell the same days
        if part.role == "database":
            yield from _of_database(part, plays)
            continue
        paths = ("response.data.data.item", "data.data.item", "data.item")
        for found in read_items(part.member, *(("item",) if _is_list(part) else paths)):
            if isinstance(found, Broken):
                yield BadRow(part.place(found.number), found.text, found.why)
            else:
                yield _row(found[2], part.place(found[0]), plays)


def _is_list(part: Part) -> bool:
    return part.look.text.lstrip().startswith("[")


def _of_database(part: Part, plays: Occurrences) -> Iterator[Row]:
    with open_database(part.member, *_TABLES) as database:
        for number, cells in enumerate(database.rows(_QUESTION), start=1):
            record: Record = {n: v for n in _COLUMNS if isinstance(v := cells.get(n), str | int | float)}
            length, paused = whole(cells, "length"), max(0, whole(cells, "paused"))
            stopped = whole(cells, "stopped")
            played = stopped - whole(cells, "started") - paused if stopped else 0
            record["play_duration"] = played if 0 < played < _LONGEST_S else None
            record["percent_complete"] = (
                min(100, 100_000 * played // length) if length > 0 and played > 0 else None
            )
            yield _row(record, part.place(number), plays)


def _row(record: Record, place: str, plays: Occurrences) -> Row:
    raw = raw_json(record, _COLUMNS)
    started = whole_number(record.get("started") or record.get("date"))
    if not started:
        return BadRow(place, raw, f"the time {clip(str(record.get('started')), 40)} is not a time")
    named = _named(record)
    if isinstance(named, str):
        return SkippedRow(place, raw, named)
    mention, detail, also = named
    seconds = whole_number(record.get("play_duration") or record.get("duration"))
    percent = whole_number(record.get("percent_complete"))
    user = text_of(record, "user") or text_of(record, "friendly_name")
    return Reading(
        place=place,
        raw=raw,
        key=plays.number(event_key(user, started, mention.title, detail)),
        mention=mention,
        action=Action.LISTENED if mention.kind is Kind.ARTIST else Action.WATCHED,
        when=datetime.fromtimestamp(started, UTC),
        precision=Precision.SECOND,
        time_kind=TimeKind.CONSUMED,
        seconds=seconds or None,
        fraction=None if percent is None else min(percent, 100) / 100,
        detail=detail,
        also=also,
        profile=user,
    )


def _named(record: Record) -> tuple[Mention, str, Mention | None] | str:
    """What was played, the part of it, and the album; or the rule by which the play is left out. The year of
    an episode is its own."""
    type_, title = text_of(record, "media_type"), spaced(text_of(record, "title"))
    parent, whole = spaced(text_of(record, "parent_title")), spaced(text_of(record, "grandparent_title"))
    if type_ == "movie":
        if not title:
            return "no title"
        names = dict.fromkeys((title, spaced(text_of(record, "original_title")) or title))
        guesses = tuple(Guess(Kind.FILM, name) for name in names)
        return Mention(guesses, year=year(str(record.get("year") or ""))), "", None
    if type_ == "episode":
        season, episode = (whole_number(record.get(k)) for k in ("parent_media_index", "media_index"))
        detail = episode_detail(season, episode, title)
        return (Mention((Guess(Kind.SERIES, whole),)), detail, None) if whole else "no series named"
    if type_ == "track":
        artist = Mention((Guess(Kind.ARTIST, whole),)) if whole else None
        album = Mention((Guess(Kind.ALBUM, parent),), creators=(whole,)) if parent else None
        return (artist, title, album) if artist else "no artist named"
    return "trailer" if type_ == "clip" else "neither film, episode nor track"
