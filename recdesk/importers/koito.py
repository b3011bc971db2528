"""Koito export (koito_export.json): listens of a self-hosted server; every name is a list of aliases."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

from recdesk.domain.history import BadRow, Precision, Row, SkippedRow
from recdesk.domain.works import Kind
from recdesk.importers.cells import spaced
from recdesk.importers.documents import read_items
from recdesk.importers.identity import Occurrences, clip, raw_json
from recdesk.importers.importer import Claim, Part, SourceInfo
from recdesk.importers.look import Form, Look
from recdesk.importers.plays import NO_NAME, Track, ids, play
from recdesk.importers.records import Record, text_of
from recdesk.importers.tables import Broken

info = SourceInfo(
    id="koito", name="Koito listens", kinds=(Kind.ARTIST, Kind.ALBUM), files=("koito_export*.json",)
)


def claim(look: Look) -> Claim | None:
    mine = look.form is Form.JSON and look.keys >= {"listens", "listened_at", "aliases", "is_primary"}
    return Claim(home=look.path) if mine else None


def rows(parts: Sequence[Part]) -> Iterator[Row]:
    for part in parts:
        plays = Occurrences()
        for found in read_items(part.member, "listens.item"):
            if isinstance(found, Broken):
                yield BadRow(part.place(found.number), found.text, found.why)
            else:
                yield _row(found[2], part.place(found[0]), plays)


def _row(record: Record, place: str, plays: Occurrences) -> Row:
    artists = [a for a in _list(record.get("artists")) if isinstance(a, dict)]
    # The main artist is marked; exports made before that mark existed have none and name it first.
    artist: Record = next((a for a in artists if a.get("is_primary")), artists[0] if artists else {})
    album = record.get("album")
    album = album if isinstance(album, dict) else {}
    track = Track(
        _name(artist),
        _name(record.get("track")),
        _name(album),
        ids(("musicbrainz_artist", artist.get("mbid"))),
        ids(("musicbrainz_release", album.get("mbid"))),
    )
    written = text_of(record, "listened_at")
    kept = {"listened_at": written, "artist": track.artist, "track": track.title, "album": track.album}
    raw = raw_json(kept, kept)
    try:
        when = datetime.fromisoformat(written).astimezone(UTC)
    except (ValueError, OverflowError):
        return BadRow(
            place, raw, f"the time {clip(written, 40)} is not a time" if written else "it has no time"
        )
    if track.nameless:
        return SkippedRow(place, raw, NO_NAME)
    return play(place, raw, plays, track, when, Precision.SECOND)


def _name(thing: object) -> str:
    """The primary alias, else the first."""
    told = thing if isinstance(thing, dict) else {}
    aliases = [a for a in _list(told.get("aliases")) if isinstance(a, dict)]
    chosen = next((a for a in aliases if a.get("is_primary")), aliases[0] if aliases else {})
    return spaced(text_of(chosen, "alias"))


def _list(value: object) -> list[object]:
    return value if isinstance(value, list) else []
