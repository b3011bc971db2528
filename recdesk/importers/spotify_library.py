"""What a person keeps at Spotify (YourLibrary.json): tracks, albums, artists and shows liked, or banned.

No dates. A track counts for its artist and album, a liked episode for its show. Ten-thousand-row lists occur.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from recdesk.domain.history import Action, BadRow, Guess, Mention, Reading, Row, SkippedRow
from recdesk.domain.works import Kind
from recdesk.importers.cells import spaced
from recdesk.importers.documents import read_items
from recdesk.importers.identity import event_key, raw_json
from recdesk.importers.importer import Claim, Part, SourceInfo
from recdesk.importers.look import Form, Look
from recdesk.importers.records import Record, text_of
from recdesk.importers.tables import Broken

info = SourceInfo(
    id="spotify_library",
    name="Spotify library",
    kinds=(Kind.ARTIST, Kind.ALBUM, Kind.PODCAST),
    files=("YourLibrary.json",),
)

_LISTS = ("artists", "albums", "tracks", "shows", "episodes", "bannedArtists", "bannedTracks")
_COLUMNS = ("artist", "album", "track", "name", "show", "publisher", "uri")


def claim(look: Look) -> Claim | None:
    """The lists stand in the file in an order of its own, so the names of the later ones may lie beyond the
    head: the first list's entries decide."""
    head = look.text[:200].split("[")[0]
    mine = look.form is Form.JSON and any(f'"{name}"' in head for name in _LISTS) and "spotify:" in look.text
    return Claim(home=look.path) if mine else None


def rows(parts: Sequence[Part]) -> Iterator[Row]:
    for part in parts:
        for found in read_items(part.member, *(f"{name}.item" for name in _LISTS)):
            if isinstance(found, Broken):
                yield BadRow(part.place(found.number), found.text, found.why)
            else:
                number, path, record = found
                yield _row(record, path.removesuffix(".item"), part.place(number))


def _row(record: Record, kept_in: str, place: str) -> Row:
    raw = raw_json(record, _COLUMNS)
    named = _named(record, kept_in)
    if not named.title:
        return SkippedRow(place, raw, "nothing named")
    banned = kept_in.startswith("banned")
    track = kept_in in ("tracks", "bannedTracks")
    album = spaced(text_of(record, "album")) if track else ""
    return Reading(
        place=place,
        raw=raw,
        key=event_key("banned" if banned else "kept", text_of(record, "uri") or raw),
        mention=named,
        action=Action.DISLIKED if banned else Action.LIKED,
        liked=not banned,
        detail=spaced(text_of(record, "track" if track else "name"))
        if track or kept_in == "episodes"
        else "",
        also=Mention((Guess(Kind.ALBUM, album),), (named.title,)) if album else None,
        shelf=kept_in,
    )


def _named(record: Record, kept_in: str) -> Mention:
    uri = text_of(record, "uri")
    own = (("spotify", uri),) if uri.startswith("spotify:") else ()
    match kept_in:
        case "artists" | "bannedArtists":
            return Mention((Guess(Kind.ARTIST, spaced(text_of(record, "name"))),), external_ids=own)
        case "albums":
            artist = spaced(text_of(record, "artist"))
            title = spaced(text_of(record, "album"))
            return Mention((Guess(Kind.ALBUM, title),), (artist,) if artist else (), external_ids=own)
        case "shows":
            return Mention((Guess(Kind.PODCAST, spaced(text_of(record, "name"))),), external_ids=own)
        case "episodes":
            return Mention((Guess(Kind.PODCAST, spaced(text_of(record, "show"))),))
    return Mention((Guess(Kind.ARTIST, spaced(text_of(record, "artist"))),))
