"""Names one slip of the pen away: a letter too many, missing, wrong, or two swapped.

A slip lies in the first half of a name or in the second, so the name shares its other half with what was
meant. Every name is entered under its first half and under its second; looking up three lengths and two
halves finds all names within one slip, and few others. Two slips are not looked for: on real lists they led
to other works more often than to the one meant ("Magic Binds", "Magic Bites").
"""

from __future__ import annotations

import zlib
from array import array
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from rapidfuzz.distance import OSA

_SHORTEST = 5  # characters: below, one slip makes another word ("Heat", "Head")
_FEW = 1_000  # marks that may wait beside the sorted ones


class SpellingIndex:
    """Halves of a growing list of keys. Keys are entered when first asked, so that opening is free; most lie
    in one sorted array of (mark of the half, row), 16 bytes a key, the latest in a dictionary beside it."""

    def __init__(self, keys: Sequence[str]) -> None:
        self._keys = keys
        self._seen = 0
        self._sorted = array("Q")
        self._recent: dict[int, list[int]] = {}
        self._waiting = 0

    def near(self, key: str) -> Iterator[str]:
        """The keys exactly one slip from this one, in order of arrival."""
        if len(key) < _SHORTEST:
            return
        self._catch_up()
        rows: set[int] = set()
        for length in (len(key) - 1, len(key), len(key) + 1):
            for mark in _marks(key, length):
                rows.update(self._rows(mark))
        for row in sorted(rows):
            name = self._keys[row]
            if OSA.distance(key, name, score_cutoff=1) == 1:
                yield name

    def _rows(self, mark: int) -> Iterator[int]:
        yield from self._recent.get(mark, ())
        at = bisect_left(self._sorted, mark << 32)
        while at < len(self._sorted) and self._sorted[at] >> 32 == mark:
            yield self._sorted[at] & 0xFFFFFFFF
            at += 1

    def _catch_up(self) -> None:
        for row in range(self._seen, len(self._keys)):
            key = self._keys[row]
            if len(key) >= _SHORTEST - 1:
                for mark in _marks(key, len(key)):
                    self._recent.setdefault(mark, []).append(row)
                    self._waiting += 1
        self._seen = len(self._keys)
        if self._waiting > max(_FEW, len(self._sorted) // 8):
            waiting = (mark << 32 | row for mark, rows in self._recent.items() for row in rows)
            self._sorted = array("Q", sorted([*self._sorted, *waiting]))
            self._recent.clear()
            self._waiting = 0


def _marks(key: str, length: int) -> tuple[int, int]:
    """Checksums of the first half of a key of this length, and of what follows the letter after it: two
    letters swapped across the middle leave that whole."""
    half = length // 2
    first, last = key[:half], key[len(key) - (length - half - 1) :]
    return zlib.crc32(f"{length}<{first}".encode()), zlib.crc32(f"{length}>{last}".encode())
