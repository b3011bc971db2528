"""One play of a track, as every log of plays tells it: the artist, the track, and the album if it is named.

A track is no work of its own: it counts for its artist and, as `also`, for its album.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from recdesk.domain.history import Action, Guess, Mention, Precision, Reading, TimeKind
from recdesk.domain.works import Kind
from recdesk.importers.identity import Occurrences, event_key

_FIRST_YEAR = 1995  # before the first player that kept a log: a device that had lost its clock
NAMELESS = frozenset(
    {"", "unknown artist", "unknown track", "[unknown]", "<untagged>", "unknown", "various artists"}
)
NO_NAME = "unknown artist or track"


@dataclass(frozen=True, slots=True)
class Track:
    """A track by its names; ids are (scheme, value) pairs of the artist and of the album."""

    artist: str
    title: str
    album: str = ""
    artist_ids: tuple[tuple[str, str], ...] = ()
    album_ids: tuple[tuple[str, str], ...] = ()

    @property
    def nameless(self) -> bool:
        return self.artist.casefold() in NAMELESS or self.title.casefold() in NAMELESS

    @property
    def by(self) -> Mention:
        return Mention((Guess(Kind.ARTIST, self.artist),), external_ids=self.artist_ids)

    @property
    def of(self) -> Mention | None:
        if self.album.casefold() in NAMELESS:
            return None
        return Mention((Guess(Kind.ALBUM, self.album),), (self.artist,), external_ids=self.album_ids)


def ids(*pairs: tuple[str, object]) -> tuple[tuple[str, str], ...]:
    """The (scheme, value) pairs whose value is a text that says something."""
    return tuple((scheme, v.strip()) for scheme, v in pairs if isinstance(v, str) and v.strip())


def from_epoch(seconds: object) -> datetime | None:
    """The time of a number of seconds since 1970 (also written as text); None for anything else."""
    try:
        return datetime.fromtimestamp(int(str(seconds).strip()), UTC)
    except (ValueError, OverflowError, OSError):
        return None


def play(
    place: str,
    raw: str,
    plays: Occurrences,
    track: Track,
    when: datetime,
    precision: Precision,
    *,
    seconds: float | None = None,
    fraction: float | None = None,
    skipped: bool = False,
) -> Reading:
    """A play that began at `when`. Its key has the precision of the time; equal plays are numbered. A time
    before there were such logs is that of a device without a clock: the play counts, its time does not."""
    steady = when.year >= _FIRST_YEAR
    written = when.isoformat(" ", "seconds" if precision is Precision.SECOND else "minutes")[:19]
    return Reading(
        place=place,
        raw=raw,
        key=plays.number(event_key(written.removesuffix("+00"), track.artist, track.title)),
        mention=track.by,
        action=Action.SKIPPED if skipped else Action.LISTENED,
        when=when if steady else None,
        precision=precision if steady else Precision.NONE,
        time_kind=TimeKind.CONSUMED if steady else TimeKind.UNKNOWN,
        seconds=seconds or None,
        fraction=fraction,
        detail=track.title,
        also=track.of,
    )
