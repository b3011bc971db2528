"""Names one slip of the pen away: a letter too many, missing, wrong, or two swapped.

A slip lies in the first half of a name or in the second, so the name shares its other half with what was
meant. Every name is entered under its first half and under its second; looking up three lengths and two
halves finds all names within one slip, and few others. Two slips are not looked for: on real lists they led
to other works more often than to the one meant ("Magic Binds", "Magic Bites").
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator

from rapidfuzz.distance import OSA

from recdesk.domain.forms import Spelling
from recdesk.domain.works import Kind
from recdesk.matching.lookup import Names

_STARTS = {kind: zlib.crc32(kind.value.encode()) for kind in Kind}
_SHORTEST = 5  # characters: below, one slip makes another word ("Heat", "Head")


def near(names: Names, kind: Kind, text: str) -> Iterator[tuple[int, str]]:
    """(key, text) of the names of a kind exactly one slip from this text, by text."""
    if len(text) < _SHORTEST:
        return
    lengths = (len(text) - 1, len(text), len(text) + 1)
    marks = {mark for length in lengths for mark in _marks(kind, text, length)}
    for key, name in names.spelt(marks):
        if OSA.distance(text, name, score_cutoff=1) == 1:
            yield key, name


def spellings(kind: Kind, key: int, text: str) -> Iterator[Spelling]:
    """The two entries under which the misspellings of a name find it; none for a short one."""
    if len(text) >= _SHORTEST - 1:
        for mark in _marks(kind, text, len(text)):
            yield Spelling(mark, key, text)


def _marks(kind: Kind, text: str, length: int) -> tuple[int, int]:
    """Checksums of the first half of a name of this length, and of what follows the letter after it: two
    letters swapped across the middle leave that whole."""
    half = length // 2
    first, last = text[:half], text[len(text) - (length - half - 1) :]
    start = _STARTS[kind]
    return (
        zlib.crc32(f"{length}<{first}".encode("utf-8", "surrogatepass"), start),
        zlib.crc32(f"{length}>{last}".encode("utf-8", "surrogatepass"), start),
    )
