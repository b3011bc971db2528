"""YouTube Music library from Takeout (music-library-songs.csv): the songs a person has saved.

Written from the documented format; the only real file seen had all its columns but the addresses emptied.
A song is no work of its own: it counts for its artist and, as `also`, for its album. What was played stands
in the watch history of YouTube.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from recdesk.domain.history import Action, Guess, Mention, Reading, Row, SkippedRow
from recdesk.domain.works import Kind
from recdesk.importers.cells import spaced
from recdesk.importers.identity import event_key, raw_json
from recdesk.importers.importer import Claim, Part, SourceInfo
from recdesk.importers.look import Look
from recdesk.importers.rows import table_rows
from recdesk.importers.tables import Line, Sheet

info = SourceInfo(
    id="youtube_music",
    name="YouTube Music library",
    kinds=(Kind.ARTIST, Kind.ALBUM),
    files=("music-library-songs.csv", "music library songs.csv"),
)

_ADDRESS = ("song url", "video id")
_ARTISTS = ("artist names", "artist name", "artist name 1")
_COLUMNS = (*_ADDRESS, "song title", "album title", *_ARTISTS)


def claim(look: Look) -> Claim | None:
    return Claim(home=look.path) if _sheet(look) else None


def rows(parts: Sequence[Part]) -> Iterator[Row]:
    for part in parts:
        sheet = _sheet(part.look)
        assert sheet is not None  # it was claimed by this sheet
        yield from table_rows(part, sheet, _row)


def _sheet(look: Look) -> Sheet | None:
    """`Song URL` alone is enough: people empty the other columns before they hand the file on."""
    return look.sheet("song url") or look.sheet("video id", "song title")


def _row(line: Line, place: str) -> Row:
    raw = raw_json(line.cells, _COLUMNS)
    title, album = spaced(line.get("song title")), spaced(line.get("album title"))
    artist = next((spaced(line.get(column)) for column in _ARTISTS if line.get(column)), "")
    if not artist:
        return SkippedRow(place, raw, "no artist named")
    address = next((line.get(column) for column in _ADDRESS if line.get(column)), "")
    return Reading(
        place=place,
        raw=raw,
        key=event_key("saved", address or title, artist),
        mention=Mention((Guess(Kind.ARTIST, artist),)),
        action=Action.SAVED,
        detail=title,
        also=Mention((Guess(Kind.ALBUM, album),), creators=(artist,)) if album else None,
        shelf="library",
    )
