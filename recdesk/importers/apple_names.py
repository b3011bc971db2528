"""Whose songs they are: Apple's play activity names a song and its album, and most often not its artist.

The other tables of the same download do ("Artist - Song"), and so does the library. What they say of a song
is used where they all name one artist.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from recdesk.importers.cells import spaced

BETWEEN = " - "


def described(text: str) -> tuple[str, str]:
    """Artist and song of a description. Of several names the artist comes first: "Sigur Rós - Hoppípolla -
    Live" is by Sigur Rós."""
    artist, _, title = text.partition(BETWEEN)
    return spaced(artist), spaced(title)


@dataclass
class Artists:
    """Feed it every song that is named with its artist, then ask."""

    _of_album: defaultdict[tuple[str, str], set[str]] = field(default_factory=lambda: defaultdict(set))
    _of_song: defaultdict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    def feed(self, artist: str, song: str, album: str = "") -> None:
        if artist and song:
            self._of_song[song.casefold()].add(artist)
            if album:
                self._of_album[song.casefold(), album.casefold()].add(artist)

    def of(self, song: str, album: str) -> str:
        """The artist of a song, "" where nobody is named or several are."""
        by_album = self._of_album.get((song.casefold(), album.casefold()), set())
        found = by_album or self._of_song.get(song.casefold(), set())
        return next(iter(found)) if len(found) == 1 else ""
