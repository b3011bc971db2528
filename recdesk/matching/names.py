"""The names of works, kept lean: one dictionary from finding keys to rows of plain number columns.

As objects, the names of a million works (titles, aliases, parts of titles) would take gigabytes. As rows of
17 bytes beside one key each, a whole index of a million works measured 620 MiB, misspellings included.
"""

from __future__ import annotations

import zlib
from array import array
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum

from recdesk.matching.pieces import split_subtitle, without_owner
from recdesk.matching.titles import forms, normalise, other_articles, skeleton


class Form(IntEnum):
    """Which part of a work's names a row is."""

    TITLE = 0
    ALIAS = 1
    HEAD = 2  # before the subtitle, or without "Part 1"
    TAIL = 3  # the subtitle alone


class Level(IntEnum):
    """How closely a name was met, closest first."""

    PLAIN = 0  # equal but for case, punctuation and diacritics
    NORMAL = 1  # equal but for numerals, editions, brackets
    ARTICLE = 2  # equal but for a leading article: often two works ("Mask", "The Mask")
    SKELETON = 3  # equal but for spaces, "and", number words
    PART = 4  # equal but for a subtitle on one side
    FUZZY = 5  # a misspelling away


@dataclass(frozen=True, slots=True)
class Query:
    """One way to look a title up: its key and the checksums of its finer forms."""

    key: str
    normal: str
    plain: str
    plain_sum: int
    normal_sum: int


@dataclass(frozen=True, slots=True)
class Hit:
    """A name that was met: `row` is the work's row in the index."""

    row: int
    form: Form
    level: Level


def query(title: str) -> Query:
    """What to look up for a title as written."""
    bare, normal = forms(title)
    return Query(skeleton(normal), normal, bare, _sum(bare), _sum(normal))


class NameTable:
    """Names of the works of one kind. `parts`: whether heads and tails of titles are names too."""

    def __init__(self, *, parts: bool) -> None:
        self._parts = parts
        self._newest: dict[str, int] = {}  # key -> the name row added last
        self._older = array("i")  # name row -> the one before it with the same key, or -1
        self._row = array("I")
        self._plain = array("I")
        self._normal = array("I")
        self._form = array("B")
        self.keys: list[str] = []  # whole titles only, in order of arrival: what spelling is compared with
        self.words: set[str] = set()

    def add(self, row: int, title: str, aliases: tuple[str, ...]) -> None:
        """Enter all names of the work at `row`."""
        seen: set[int] = set()
        own = query(title).normal_sum
        for name in (title, *aliases):
            asked = query(name)
            form = Form.TITLE if asked.normal_sum == own else Form.ALIAS  # "Matrix" is no alias of The Matrix
            if asked.key and asked.plain_sum not in seen:
                seen.add(asked.plain_sum)
                if asked.key not in self._newest:
                    self.keys.append(asked.key)
                self._enter(asked, row, form)
                self.words.update(asked.normal.split())
                if self._parts:
                    self._enter_parts(name, asked, row)

    def find(self, asked: Query) -> Iterator[Hit]:
        """Every name with this key, each with how closely it is met."""
        at = self._newest.get(asked.key, -1)
        articled: frozenset[int] | None = None
        while at >= 0:
            form = Form(self._form[at])
            if form >= Form.HEAD:
                level = Level.PART
            elif self._plain[at] == asked.plain_sum:
                level = Level.PLAIN
            elif self._normal[at] == asked.normal_sum:
                if articled is None:
                    articled = frozenset(map(_sum, other_articles(asked.plain)))
                level = Level.ARTICLE if self._plain[at] in articled else Level.NORMAL
            else:
                level = Level.SKELETON
            yield Hit(self._row[at], form, level)
            at = self._older[at]

    def _enter_parts(self, name: str, asked: Query, row: int) -> None:
        for form, part in parts_of(name, asked.normal):
            entered = query(part)
            if entered.key and entered.key != asked.key:
                self._enter(entered, row, form)

    def _enter(self, asked: Query, row: int, form: Form) -> None:
        self._older.append(self._newest.get(asked.key, -1))
        self._newest[asked.key] = len(self._row)
        self._row.append(row)
        self._plain.append(asked.plain_sum)
        self._normal.append(asked.normal_sum)
        self._form.append(form)


def parts_of(name: str, normal: str) -> Iterator[tuple[Form, str]]:
    """The parts of a title under which it may be known: "Title: Subtitle" as "Title" and as "Subtitle" (of
    two words at least), "Dune: Part One" as "Dune", "Marvel's Daredevil" as "Daredevil"."""
    split = split_subtitle(name)
    if split:
        yield Form.HEAD, split[0]
    while split:  # "Star Wars: Episode IV - A New Hope" is also known as "A New Hope"
        if len(normalise(split[1]).split()) > 1 or not split[1].isascii():
            yield Form.TAIL, split[1]
        split = split_subtitle(split[1])
    if normal.endswith(" 1"):
        yield Form.HEAD, normal[:-2]
    owned = without_owner(normal)
    if owned != normal:
        yield Form.HEAD, owned


def _sum(form: str) -> int:
    return zlib.crc32(form.encode("utf-8", "surrogatepass"))
