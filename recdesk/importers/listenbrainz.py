"""ListenBrainz export (listenbrainz_<user>_<time>.zip): listens by month, one JSON object a line; feedback.

Older exports are one JSON array of the same objects. A listen is one play; feedback says loved or hated of a
recording, whose names are not always given. The name of the account is never kept.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from recdesk.domain.history import Action, BadRow, Precision, Reading, Row, SkippedRow, TimeKind
from recdesk.domain.works import Kind
from recdesk.importers.cells import spaced
from recdesk.importers.identity import Occurrences, event_key, raw_json
from recdesk.importers.importer import Claim, Part, SourceInfo
from recdesk.importers.json_lines import read_json_lines
from recdesk.importers.look import Form, Look
from recdesk.importers.plays import NO_NAME, Track, from_epoch, ids, play
from recdesk.importers.records import Record, read_records, text_of
from recdesk.importers.tables import Broken

info = SourceInfo(
    id="listenbrainz",
    name="ListenBrainz listens",
    kinds=(Kind.ARTIST, Kind.ALBUM),
    files=("listenbrainz_*.zip", "feedback.jsonl"),
)


def claim(look: Look) -> Claim | None:
    if look.form is not Form.JSON:
        return None
    if look.keys >= {"listened_at", "track_metadata", "artist_name", "track_name"}:
        return Claim(home=_home(look), role="array" if look.text.lstrip().startswith("[") else "listens")
    if look.keys >= {"score", "recording_msid"} and "listened_at" not in look.keys:
        return Claim(home=_home(look), role="feedback")
    return None


def rows(parts: Sequence[Part]) -> Iterator[Row]:
    for part in sorted(parts, key=lambda p: p.role == "feedback"):
        plays = Occurrences()  # equal rows of one part, not of two that tell the same days
        source = read_records if part.role == "array" else read_json_lines
        read = _feedback if part.role == "feedback" else partial(_listen, plays=plays)
        for found in source(part.member):
            if isinstance(found, Broken):
                yield BadRow(part.place(found.number), found.text, found.why)
            else:
                yield read(found[1], part.place(found[0]))


def _home(look: Look) -> str:
    """The folder above listens/2025."""
    folders = look.folder.split("/")
    at = folders.index("listens") if "listens" in folders else len(folders)
    return "/".join(folders[:at])


def _listen(record: Record, place: str, plays: Occurrences) -> Row:
    told = _inner(record, "track_metadata")
    more = _inner(told, "additional_info")
    track = _track(told)
    kept = {
        "listened_at": record.get("listened_at"),
        "track_name": track.title,
        "artist_name": text_of(told, "artist_name"),
        "release_name": track.album,
        "recording_mbid": text_of(_inner(told, "mbid_mapping"), "recording_mbid")
        or text_of(more, "recording_mbid"),
    }
    raw = raw_json(kept, kept)
    when = from_epoch(record.get("listened_at"))
    if when is None:
        return BadRow(place, raw, "it has no time")
    if track.nameless:
        return SkippedRow(place, raw, NO_NAME)
    # `duration` is the track's length; how much of it was heard is `duration_played`, which few players send.
    heard = more.get("duration_played")
    seconds = float(heard) if isinstance(heard, int | float) and 0 < heard < 86_400 else None
    return play(place, raw, plays, track, when, Precision.SECOND, seconds=seconds)


def _feedback(record: Record, place: str) -> Row:
    score = record.get("score")
    told = _inner(record, "track_metadata")
    track = _track(told)
    kept = {
        "score": score,
        "created": record.get("created"),
        "recording_mbid": text_of(record, "recording_mbid"),
        "track_name": track.title,
        "artist_name": track.artist,
    }
    raw = raw_json(kept, kept)
    if score not in (1, -1):
        return SkippedRow(place, raw, "feedback taken back")
    if track.nameless:
        return SkippedRow(place, raw, "a recording known by its number only")
    when = from_epoch(record.get("created"))
    return Reading(
        place=place,
        raw=raw,
        key=event_key("feedback", track.artist, track.title),
        mention=track.by,
        action=Action.LIKED if score == 1 else Action.DISLIKED,
        when=when,
        precision=Precision.SECOND if when else Precision.NONE,
        time_kind=TimeKind.LOGGED if when else TimeKind.UNKNOWN,
        liked=score == 1,
        detail=track.title,
        also=track.of,
    )


def _track(told: Record) -> Track:
    """MusicBrainz' mapping names the first of several artists; without it the name is the player's."""
    mapped = _inner(told, "mbid_mapping")
    artists = mapped.get("artists")
    first = artists[0] if isinstance(artists, list) and artists and isinstance(artists[0], dict) else {}
    return Track(
        spaced(text_of(first, "artist_credit_name") or text_of(told, "artist_name")),
        spaced(text_of(told, "track_name")),
        spaced(text_of(told, "release_name")),
        ids(("musicbrainz_artist", first.get("artist_mbid"))),
        ids(("musicbrainz_release", mapped.get("release_mbid"))),
    )


def _inner(record: Record, key: str) -> Record:
    value = record.get(key)
    return value if isinstance(value, dict) else {}
