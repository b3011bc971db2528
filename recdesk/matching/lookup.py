"""What matching asks of whoever keeps the names of works, and the keeping in memory.

A library keeps its names in its file (the methods of its `names` section are these); what was made in this
hour, and what tests are about, is kept here. All numbers are checksums as `domain.forms` tells.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Protocol

from recdesk.domain.forms import KnownWork, WorkForms

NameRow = tuple[int, int, int, int]  # (work, form, plain, normal)


class Names(Protocol):
    """The names of some works."""

    def find(self, key: int) -> Sequence[NameRow]:
        """Every name with this key, that of the newest work first."""
        ...

    def spelt(self, marks: Collection[int]) -> Sequence[tuple[int, str]]:
        """(key, text) of every whole name under one of these marks, by text."""
        ...

    def has_word(self, word: int) -> bool:
        """Whether any whole name has this word."""
        ...

    def identified(self, pairs: Iterable[tuple[str, str]]) -> Mapping[tuple[str, str], Sequence[int]]:
        """Works by (scheme, value)."""
        ...

    def known(self, work_ids: Iterable[int]) -> Mapping[int, KnownWork]:
        """These works, as far as they are there."""
        ...


class MemoryNames:
    """Names of works that are in no file. 1 KB a work: for thousands, not for millions."""

    def __init__(self) -> None:
        self._rows: dict[int, list[NameRow]] = {}
        self._spellings: dict[int, dict[int, str]] = {}
        self._words: set[int] = set()
        self._ids: dict[tuple[str, str], list[int]] = {}
        self._known: dict[int, KnownWork] = {}

    def __len__(self) -> int:
        return len(self._known)

    def add(self, number: int, work: KnownWork, forms: WorkForms, ids: Iterable[tuple[str, str]]) -> None:
        """Keep one work under a number of its own."""
        self._known[number] = work
        for name in forms.names:
            self._rows.setdefault(name.key, []).insert(0, (number, name.form, name.plain, name.normal))
        for spelling in forms.spellings:
            self._spellings.setdefault(spelling.mark, {})[spelling.key] = spelling.text
        self._words |= forms.words
        for pair in ids:
            self._ids.setdefault(pair, []).append(number)

    def find(self, key: int) -> Sequence[NameRow]:
        return self._rows.get(key, ())

    def spelt(self, marks: Collection[int]) -> Sequence[tuple[int, str]]:
        found = {pair for mark in marks for pair in self._spellings.get(mark, {}).items()}
        return sorted(found, key=lambda pair: pair[1])

    def has_word(self, word: int) -> bool:
        return word in self._words

    def identified(self, pairs: Iterable[tuple[str, str]]) -> Mapping[tuple[str, str], Sequence[int]]:
        return {pair: self._ids[pair] for pair in pairs if pair in self._ids}

    def known(self, work_ids: Iterable[int]) -> Mapping[int, KnownWork]:
        return {i: self._known[i] for i in work_ids if i in self._known}
