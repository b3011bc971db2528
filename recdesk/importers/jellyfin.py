"""Jellyfin's and Emby's Playback Reporting: its backup (fields between tabs, no header) and its database.

Written from the plugin's source, no real sample seen; Emby's has more fields behind the nine, and short
numbers of items [M]. Times are the server's own, without a zone, and are taken as UTC. A server has several
users, known by their number only: that is the profile. The number of seconds is what was played. Devices are
never read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from recdesk.domain.history import Action, BadRow, Guess, Mention, Reading, Row, SkippedRow, TimeKind
from recdesk.domain.works import Kind
from recdesk.importers.cells import spaced
from recdesk.importers.databases import open_database, text
from recdesk.importers.episodes import episode_code, episode_detail, whole_number
from recdesk.importers.identity import Occurrences, clip, event_key, raw_json
from recdesk.importers.importer import Claim, Part, SourceInfo
from recdesk.importers.look import Form, Look
from recdesk.importers.rows import no_date, stamp
from recdesk.importers.text import text_lines

info = SourceInfo(
    id="jellyfin",
    name="Jellyfin or Emby playback report",
    kinds=(Kind.FILM, Kind.SERIES, Kind.ARTIST, Kind.ALBUM, Kind.BOOK),
    files=("PlaybackReportingBackup-*.tsv", "playback_reporting.db"),
)

_FIELDS = 9
_LINE = re.compile(
    r"\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d[^\t]*\t[0-9a-f-]{32,36}\t[0-9a-f-]{1,36}\t[A-Za-z]+\t", re.IGNORECASE
)
_TABLE = "PlaybackActivity"
_COLUMNS = ("DateCreated", "UserId", "ItemId", "ItemType", "ItemName", "PlayDuration")
_ALBUM = re.compile(r"\s*\(([^()]+)\)\s*\Z")


def claim(look: Look) -> Claim | None:
    mine = _TABLE in look.tables or (look.form is Form.TEXT and _LINE.match(look.text.lstrip()))
    return Claim(home=look.path) if mine else None


def rows(parts: Sequence[Part]) -> Iterator[Row]:
    for part in parts:
        plays = Occurrences()
        if part.look.tables:
            yield from _of_database(part, plays)
            continue
        with part.member.open() as stream:
            for number, line in enumerate(text_lines(stream), start=1):
                cells = [cell.strip() for cell in line.split("\t")]
                if len(cells) >= _FIELDS:
                    yield _row([*cells[:5], cells[_FIELDS - 1]], part.place(number), plays)
                elif line.strip():
                    why = f"it has {len(cells)} fields instead of {_FIELDS}"
                    yield BadRow(part.place(number), "", why)


def _of_database(part: Part, plays: Occurrences) -> Iterator[Row]:
    with open_database(part.member, _TABLE) as database:
        question = f"SELECT {', '.join(_COLUMNS)} FROM {_TABLE} ORDER BY rowid"
        for number, row in enumerate(database.rows(question), start=1):
            yield _row([text(row, column) for column in _COLUMNS], part.place(number), plays)


def _row(cells: Sequence[str], place: str, plays: Occurrences) -> Row:
    written, user, item, type_, name, played = cells
    raw_cells = {"date": written, "user": user, "type": type_, "name": name, "seconds": played}
    raw = raw_json(raw_cells, raw_cells)
    seconds = whole_number(played)
    if seconds is None:
        return BadRow(place, raw, f"{clip(played, 40) or 'nothing'} is not a number of seconds")
    named = _named(type_, spaced(name))
    if isinstance(named, str):
        return SkippedRow(place, raw, named)
    if seconds == 0:
        return SkippedRow(place, raw, "not played (0 seconds)")
    time = stamp(written, TimeKind.CONSUMED)
    if time is None:
        return no_date(place, raw, written)
    if time.when is None:
        return BadRow(place, raw, "it has no date")
    mention, detail, also = named
    return Reading(
        place=place,
        raw=raw,
        key=plays.number(event_key(user, time.key, item, name)),
        mention=mention,
        action=Action.LISTENED if type_.startswith("Audio") else Action.WATCHED,
        when=time.when,
        precision=time.precision,
        time_kind=time.kind,
        seconds=seconds,
        detail=detail,
        also=also,
        profile=user,
    )


def _named(type_: str, name: str) -> tuple[Mention, str, Mention | None] | str:
    """What was played, the part of it, and the album; or the rule by which the play is left out."""
    if not name:
        return "no title"
    match type_:
        case "Movie" | "Video":
            return Mention((Guess(Kind.FILM, name),)), "", None
        case "Episode":
            return _episode(name)
        case "Audio":
            return _track(name)
        case "AudioBook":
            return Mention((Guess(Kind.BOOK, name),)), "", None
        case "Trailer":
            return "trailer"
        case _:
            return "neither film, episode nor track"


def _episode(name: str) -> tuple[Mention, str, None] | str:
    """ "Severance - s01e02 - Half Loop"."""
    found = episode_code(name)
    series = name[: found[2]].rstrip(" -–") if found else name.partition(" - ")[0]
    if not series:
        return "no series named"
    if found is None:
        return Mention((Guess(Kind.SERIES, series),)), name.partition(" - ")[2], None
    title = name[found[3] :].lstrip(" -–")
    return Mention((Guess(Kind.SERIES, series),)), episode_detail(found[0], found[1], title), None


def _track(name: str) -> tuple[Mention, str, Mention | None] | str:
    """ "Radiohead - Reckoner (In Rainbows)"."""
    artist, dash, rest = name.partition(" - ")
    if not dash or not artist.strip():
        return "no artist named"
    album = _ALBUM.search(rest)
    also = Mention((Guess(Kind.ALBUM, album[1]),), creators=(artist,)) if album else None
    return Mention((Guess(Kind.ARTIST, artist),)), _ALBUM.sub("", rest) or rest, also
