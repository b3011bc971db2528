"""The library file of iTunes and Music (iTunes Music Library.xml): a property list of all tracks.

It counts plays and knows the last one only: a track is one event with a count. Films, television and podcasts
stand among the music and are told by flags. Where the files lie on the disk is never kept. Property lists
need no entities; a file that defines some is refused.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from recdesk.domain.history import Action, BadRow, Guess, Mention, Reading, Row, SkippedRow, TimeKind
from recdesk.domain.works import Kind
from recdesk.importers.cells import number, spaced, year
from recdesk.importers.identity import event_key, raw_json
from recdesk.importers.importer import Claim, Part, SourceInfo
from recdesk.importers.look import Form, Look
from recdesk.importers.rows import NEVER, Stamp, stamp
from recdesk.importers.shelves import consumed
from recdesk.importers.tables import Broken
from recdesk.importers.xml_elements import read_elements

info = SourceInfo(
    id="itunes",
    name="iTunes library",
    kinds=(Kind.ARTIST, Kind.ALBUM, Kind.PODCAST, Kind.FILM, Kind.SERIES),
    files=("iTunes Music Library.xml", "iTunes Library.xml", "Library.xml"),
)

_COLUMNS = (
    "Persistent ID",
    "Name",
    "Artist",
    "Album",
    "Album Artist",
    "Series",
    "Year",
    "Genre",
    "Play Count",
    "Play Date UTC",
    "Skip Count",
    "Rating",
    "Rating Computed",
    "Loved",
    "Disliked",
    "Date Added",
    "Podcast",
    "Movie",
    "TV Show",
    "iTunesU",
)
_CLOCK_END = 2040  # the end of the 32-bit clock of old Macs: iTunes writes 2040-02-06 for "never"
_TRACK_DEPTH = 3  # plist > dict > dict of tracks > dict of one track
_SAME_DISCS = frozenset({"various artists", "compilation", "compilations"})


def claim(look: Look) -> Claim | None:
    mine = look.form is Form.XML and "<plist" in look.text and "<key>Library Persistent ID</key>" in look.text
    mine = mine or (look.form is Form.XML and "<plist" in look.text and "<key>Tracks</key>" in look.text)
    return Claim(home=look.path) if mine else None


def rows(parts: Sequence[Part]) -> Iterator[Row]:
    for part in parts:
        for found in read_elements(part.member, "dict", _TRACK_DEPTH):
            if isinstance(found, Broken):
                yield BadRow(part.place(found.number), found.text, found.why)
                continue
            number_of_track, element = found
            pairs = list(element)
            track = {
                spaced(key.text or ""): value.text.strip() if value.text else value.tag
                for key, value in zip(pairs[::2], pairs[1::2])
            }
            if "Track ID" in track and "Playlist ID" not in track:  # playlists lie as deep as tracks
                yield _row(track, part.place(number_of_track))


def _row(track: Mapping[str, str], place: str) -> Row:
    raw = raw_json(track, _COLUMNS)
    if "iTunesU" in track:
        return SkippedRow(place, raw, "a lecture (iTunes U)")
    named = _named(track)
    if named is None:
        return SkippedRow(place, raw, "nothing named")
    mention, detail, also = named
    plays, skips = (int(number(track.get(f"{name} Count", "0")) or 0) for name in ("Play", "Skip"))
    stars = 0.0 if "Rating Computed" in track else number(track.get("Rating", "0")) or 0.0
    stars = stars if 0 <= stars <= 100 else 0.0
    liked, disliked = "Loved" in track or "Favorited" in track, "Disliked" in track
    played, added = (
        _time(track, "Play Date UTC", TimeKind.CONSUMED),
        _time(track, "Date Added", TimeKind.LOGGED),
    )
    action, time = Action.SAVED, added
    if plays > 0:
        action, time = consumed(mention.kind), played
    elif disliked:
        action = Action.DISLIKED
    elif stars:
        action = Action.RATED
    elif liked:
        action = Action.LIKED
    elif skips > 0:
        action, time = Action.SKIPPED, _time(track, "Skip Date", TimeKind.CONSUMED)
    return Reading(
        place=place,
        raw=raw,
        key=event_key(track.get("Persistent ID") or (mention.title, detail), action),
        mention=mention,
        action=action,
        when=time.when,
        precision=time.precision,
        time_kind=time.kind,
        rating=stars / 100 or None,
        rating_text=f"{stars / 20:g} of 5" if stars else "",
        liked=liked and not disliked,
        count=min(max(1, plays or skips), 100_000),
        detail=detail,
        also=also,
    )


def _named(track: Mapping[str, str]) -> tuple[Mention, str, Mention | None] | None:
    """The work, the piece of it, and the album."""
    name, artist, album = (spaced(track.get(column, "")) for column in ("Name", "Artist", "Album"))
    if "Movie" in track:
        return (
            (Mention((Guess(Kind.FILM, name),), year=year(track.get("Year", ""))), "", None) if name else None
        )
    if "TV Show" in track:
        series = spaced(track.get("Series", "")) or artist
        return (Mention((Guess(Kind.SERIES, series),)), name, None) if series else None
    if "Podcast" in track:
        show = album or artist
        return (Mention((Guess(Kind.PODCAST, show),)), name, None) if show else None
    if not artist:
        return None
    by = spaced(track.get("Album Artist", "")) or artist
    makers = () if "Compilation" in track or by.casefold() in _SAME_DISCS else (by,)
    return (
        Mention((Guess(Kind.ARTIST, artist),)),
        name,
        Mention((Guess(Kind.ALBUM, album),), makers) if album and makers else None,
    )


def _time(track: Mapping[str, str], column: str, kind: TimeKind) -> Stamp:
    time = stamp(track.get(column, ""), kind)
    return NEVER if time is None or time.when is None or time.when.year >= _CLOCK_END else time
