"""Google Play Music in Takeout: a table of one row for each track, in thousands of files [T].

They lie under Tracks and under each playlist, so a track can come many times: it is one event with the count
of its plays. Five stars were a thumb up, one a thumb down. No dates.
"""

from __future__ import annotations

import html
from collections.abc import Iterator, Sequence
from functools import partial

from recdesk.domain.history import Action, BadRow, Reading, Row, SkippedRow
from recdesk.domain.works import Kind
from recdesk.importers.cells import number, spaced
from recdesk.importers.identity import clip, event_key, raw_json
from recdesk.importers.importer import Claim, Part, SourceInfo
from recdesk.importers.look import Look
from recdesk.importers.plays import NO_NAME, Track
from recdesk.importers.rows import table_rows
from recdesk.importers.tables import Line

info = SourceInfo(
    id="google_play_music",
    name="Google Play Music",
    kinds=(Kind.ARTIST, Kind.ALBUM),
    files=("takeout-*.zip",),
)

_REQUIRED = ("title", "album", "artist", "duration (ms)", "rating", "play count")
_FOLDERS = ("Tracks", "Playlists", "Radio Stations")
_THUMB_UP, _THUMB_DOWN = 5, 1


def claim(look: Look) -> Claim | None:
    if look.sheet(*_REQUIRED) is None:
        return None
    folders = look.folder.split("/")
    at = next((i for i, name in enumerate(folders) if name in _FOLDERS), 0)
    return Claim(home="/".join(folders[:at]), role="playlist" if "Playlists" in folders else "track")


def rows(parts: Sequence[Part]) -> Iterator[Row]:
    for part in sorted(parts, key=lambda p: p.role != "track"):
        sheet = part.look.sheet(*_REQUIRED)
        assert sheet is not None  # it was claimed by this sheet
        yield from table_rows(part, sheet, partial(_row, playlist=_playlist(part)))


def _playlist(part: Part) -> str:
    """The name of the playlist a file lies in: Playlists/<name>/Tracks, or Playlists/Thumbs Up."""
    folders = [name for name in part.member.folder.split("/") if name]
    if folders and folders[-1] == "Tracks":
        folders.pop()
    return folders[-1] if part.role == "playlist" and folders else ""


def _row(line: Line, place: str, *, playlist: str) -> Row:
    raw = raw_json(line.cells, _REQUIRED)
    artist, title, album = (spaced(html.unescape(line.get(c))) for c in ("artist", "title", "album"))
    track = Track(artist, title, album)
    if track.nameless:
        return SkippedRow(place, raw, NO_NAME)
    plays, stars = (number(line.get(column) or "0") for column in ("play count", "rating"))
    if plays is None or stars is None:
        written = line.get("play count") if plays is None else line.get("rating")
        return BadRow(place, raw, f"{clip(written, 40)} is not a number")
    liked = int(stars) == _THUMB_UP
    action = Action.LIKED if liked else Action.SAVED
    if int(stars) == _THUMB_DOWN:
        action = Action.DISLIKED
    elif plays >= 1:
        action = Action.LISTENED
    return Reading(
        place=place,
        raw=raw,
        key=event_key(artist, title, album),
        mention=track.by,
        action=action,
        liked=liked,
        count=min(max(1, int(plays)), 100_000),
        detail=title,
        also=track.of,
        shelf=playlist,
    )
