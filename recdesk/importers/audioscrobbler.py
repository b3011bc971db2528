"""The log of a player without a network (.scrobbler.log of Rockbox and others): one line a track.

Tab-separated below banners that begin with "#"; L for listened, S for skipped. Players without a zone write
their local clock ("#TZ/UNKNOWN"): it is read as UTC.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from recdesk.domain.history import BadRow, Precision, Row, SkippedRow
from recdesk.domain.works import Kind
from recdesk.importers.cells import number, spaced
from recdesk.importers.identity import Occurrences, clip, raw_json
from recdesk.importers.importer import Claim, Part, SourceInfo
from recdesk.importers.look import Form, Look
from recdesk.importers.plays import NO_NAME, Track, from_epoch, play
from recdesk.importers.text import text_lines

info = SourceInfo(
    id="audioscrobbler",
    name="Log of a music player",
    kinds=(Kind.ARTIST, Kind.ALBUM),
    files=(".scrobbler.log",),
)

_BANNER = "#AUDIOSCROBBLER/1."
_COLUMNS = ("artist", "album", "track", "position", "seconds", "rating", "timestamp", "mbid")


def claim(look: Look) -> Claim | None:
    return Claim(home=look.path) if look.form is Form.TEXT and look.text.startswith(_BANNER) else None


def rows(parts: Sequence[Part]) -> Iterator[Row]:
    for part in parts:
        plays = Occurrences()
        with part.member.open() as stream:
            for number_of_line, line in enumerate(text_lines(stream), start=1):
                if line.strip() and not line.startswith("#"):
                    yield _row(line, part.place(number_of_line), plays)


def _row(line: str, place: str, plays: Occurrences) -> Row:
    cells = line.split("\t")
    if len(cells) < 7:  # version 1.0 has no last column
        return BadRow(place, clip(line), f"it has {len(cells)} cells, the log 8")
    kept = dict(zip(_COLUMNS, (cell.strip() for cell in cells)))
    raw = raw_json(kept, _COLUMNS)
    track = Track(spaced(kept["artist"]), spaced(kept["track"]), spaced(kept["album"]))
    if track.nameless:
        return SkippedRow(place, raw, NO_NAME)
    when = from_epoch(kept["timestamp"])
    if when is None:
        return BadRow(place, raw, f"the time {clip(kept['timestamp'], 40)} is not a time")
    skipped = kept["rating"].upper() == "S"
    row = play(place, raw, plays, track, when, Precision.SECOND, skipped=skipped)
    length = number(kept["seconds"]) or 0.0
    whole = (
        not skipped and 0 < length < 86_400
    )  # the length is the track's; what was heard of a skip is not known
    return replace(row, seconds=length if whole else None)
