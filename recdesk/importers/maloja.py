"""Maloja export (maloja_export_*.json): scrobbles of a self-hosted server, with several artists a track.

The first artist counts. Artists may be joined by " • " inside one name, then the first of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from recdesk.domain.history import BadRow, Precision, Row, SkippedRow
from recdesk.domain.works import Kind
from recdesk.importers.cells import spaced
from recdesk.importers.documents import read_items
from recdesk.importers.identity import Occurrences, raw_json
from recdesk.importers.importer import Claim, Part, SourceInfo
from recdesk.importers.look import Form, Look
from recdesk.importers.plays import NO_NAME, Track, from_epoch, play
from recdesk.importers.records import Record, text_of
from recdesk.importers.tables import Broken

info = SourceInfo(
    id="maloja",
    name="Maloja scrobbles",
    kinds=(Kind.ARTIST, Kind.ALBUM),
    files=("maloja_export_*.json", "maloja_*.json"),
)


def claim(look: Look) -> Claim | None:
    mine = look.form is Form.JSON and look.keys >= {"maloja", "scrobbles"}
    return Claim(home=look.path) if mine else None


def rows(parts: Sequence[Part]) -> Iterator[Row]:
    for part in parts:
        plays = Occurrences()
        for found in read_items(part.member, "scrobbles.item"):
            if isinstance(found, Broken):
                yield BadRow(part.place(found.number), found.text, found.why)
            else:
                yield _row(found[2], part.place(found[0]), plays)


def _row(record: Record, place: str, plays: Occurrences) -> Row:
    told = record.get("track")
    told = told if isinstance(told, dict) else {}
    album = told.get("album")
    artists = _names(told.get("artists"))
    track = Track(
        artists[0] if artists else "",
        spaced(text_of(told, "title")),
        spaced(text_of(album, "albumtitle")) if isinstance(album, dict) else "",
    )
    kept = {
        "time": record.get("time"),
        "artists": artists,
        "title": track.title,
        "album": track.album,
        "duration": record.get("duration"),
    }
    raw = raw_json(kept, kept)
    when = from_epoch(record.get("time"))
    if when is None:
        return BadRow(place, raw, "it has no time")
    if track.nameless:
        return SkippedRow(place, raw, NO_NAME)
    heard = record.get("duration")
    seconds = float(heard) if isinstance(heard, int | float) and 0 < heard < 86_400 else None
    return play(place, raw, plays, track, when, Precision.SECOND, seconds=seconds)


def _names(artists: object) -> list[str]:
    """The artists, singly: "Magnify Tokyo • J.Rio" is two, and they may be named again beside it."""
    written = [a for a in artists if isinstance(a, str)] if isinstance(artists, list) else []
    single = [spaced(name) for text in written for name in text.split(" • ")]
    return list(dict.fromkeys(name for name in single if name))
