"""Names a misspelling away: trigrams find them, an edit distance measures them.

Two edits spoil at most six trigrams of a name, so among any seven of the asked name's trigrams at least one
is shared with every name within two edits: looking up the seven rarest is enough, and cheap.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence

from rapidfuzz import process
from rapidfuzz.distance import OSA

_PROBES = 7  # see above
_LONGEST_LIST = 20_000  # a trigram in more names than this says nothing; its name has rarer ones
_SHORTEST = 5  # characters: below, one edit makes another word ("Heat", "Head")


class SpellingIndex:
    """Trigrams over a growing list of keys. Keys are indexed when first asked, so that opening is free."""

    def __init__(self, keys: Sequence[str]) -> None:
        self._keys = keys
        self._seen = 0
        self._lists: dict[str, array[int]] = {}

    def near(self, key: str, edits: int, limit: int = 8) -> Iterator[tuple[str, int]]:
        """Keys within so many edits (swaps of neighbours count once), nearest first, never `key` itself."""
        if len(key) < _SHORTEST:
            return
        self._catch_up()
        lists = sorted(filter(None, (self._lists.get(gram) for gram in _grams(key))), key=len)
        found: set[int] = set()
        for rows in lists[:_PROBES]:
            if len(rows) <= _LONGEST_LIST:
                found.update(rows)
        names = [self._keys[at] for at in found if abs(len(self._keys[at]) - len(key)) <= edits]
        for name, distance, _ in process.extract(
            key, names, scorer=OSA.distance, score_cutoff=edits, limit=limit
        ):
            if distance:
                yield name, int(distance)

    def _catch_up(self) -> None:
        for at in range(self._seen, len(self._keys)):
            for gram in _grams(self._keys[at]):
                self._lists.setdefault(gram, array("I")).append(at)
        self._seen = len(self._keys)


def _grams(key: str) -> set[str]:
    padded = f" {key} "
    return {padded[at : at + 3] for at in range(len(padded) - 2)}
