"""Resolves kindred titles to works: the edges of the graph across kinds.

A kindred is tried as a title of its kind, as an alias, then by looser spellings that were looked through by
hand: a wrong edge is worse than none. What stays unresolved is the list by which the catalogue grows.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial

from catalogue_build.merge import Draft
from catalogue_build.sources import KINDS, KinLine
from catalogue_build.words import name_key, title_key, without_article

_PREFIX = re.compile(rf"({'|'.join(KINDS)}):\s*(.+)")


@dataclass(slots=True)
class Kinship:
    """`edges[row]` are rows of kindred works, most telling first. `missing` counts, for every (kind, title)
    that is no work, how many lines name it. `ways` counts how the others were found; `choices` are sentences
    about titles that several works share, `bent` about the looser ways."""

    edges: list[list[int]]
    missing: Counter[tuple[str, str]] = field(default_factory=Counter)
    ways: Counter[str] = field(default_factory=Counter)
    choices: list[str] = field(default_factory=list)
    bent: list[str] = field(default_factory=list)

    @property
    def named(self) -> int:
        return self.ways.total() + self.missing.total()


def resolve_kindred(drafts: Sequence[Draft], rows: Sequence[int | None], lines: Sequence[KinLine]) -> Kinship:
    index = _Index(drafts)
    wanted = _wanted_titles(rows, lines)
    kinship = Kinship(edges=[[] for _ in drafts])
    for row, line in zip(rows, lines, strict=True):
        if row is None:
            continue
        for text in line.kindred:
            kind, title = _kind_and_title(text, line.kind)
            way, found = index.find(kind, title, row)
            if not found:
                kinship.missing[kind, title] += 1
                continue
            exact = [other for other in found if drafts[other].title == title] or found
            best = max(exact, key=partial(_affinity, drafts, wanted, row))
            kinship.ways[way] += 1
            if way not in ("title", "alias"):
                kinship.bent.append(f"{line.place}: {kind} “{title}” is {_named(drafts[best])}, by {way}")
            if len(found) > 1:
                asking = _named(drafts[row])
                kinship.choices.append(f"{line.place}: “{title}” beside {asking} is {_named(drafts[best])}")
            if best not in kinship.edges[row]:
                kinship.edges[row].append(best)
    return kinship


class _Index:
    """Works by kind and title key, by alias, and by the looser keys."""

    def __init__(self, drafts: Sequence[Draft]) -> None:
        self._drafts = drafts
        self._titles: dict[tuple[str, str], list[int]] = defaultdict(list)
        self._aliases: dict[tuple[str, str], list[int]] = defaultdict(list)
        self._loose: dict[tuple[str, str], list[int]] = defaultdict(list)
        self._main_titles: dict[tuple[str, str], list[int]] = defaultdict(list)
        for row, draft in enumerate(drafts):
            for kind, title, _ in draft.names:
                self._add(self._titles, kind, title_key(title), row)
                self._add(self._loose, kind, _loose(title), row)
                # Only books: "Dune: Part Two" is not Dune, but non-fiction is cited by its main title.
                if kind == "book" and ": " in title:
                    self._add(self._main_titles, kind, title_key(title.split(": ")[0]), row)
            for alias in draft.aliases:
                self._add(self._aliases, draft.kind, title_key(alias.title), row)

    def find(self, kind: str, title: str, asking: int) -> tuple[str, list[int]]:
        """How the title was found, and the works that may be meant, without the one that asks."""
        for way, rows in self._tries(kind, title, asking):
            others = [row for row in rows if row != asking]
            if others and (len(others) == 1 or way in ("title", "alias")):
                return way, others
        return "", []

    def _tries(self, kind: str, title: str, asking: int) -> Iterator[tuple[str, list[int]]]:
        key = title_key(title)
        yield "title", self._titles.get((kind, key), [])
        yield "alias", self._aliases.get((kind, key), [])
        yield "spacing or article", self._loose.get((kind, _loose(title)), [])
        if kind != "book":
            return
        asks = self._drafts[asking]
        yield (
            "main title",
            [
                row
                for row in self._main_titles.get((kind, key), [])
                # "Breath", named by a novel, is Winton's novel and not "Breath: The New Science ...".
                if asks.kind != "book" or set(asks.genres) & set(self._drafts[row].genres)
            ],
        )
        main = title_key(title.split(": ")[0])
        if ": " in title and " " in main:
            yield "title without subtitle", self._titles.get((kind, main), [])

    @staticmethod
    def _add(index: dict[tuple[str, str], list[int]], kind: str, key: str, row: int) -> None:
        if row not in index[kind, key]:
            index[kind, key].append(row)


def _affinity(
    drafts: Sequence[Draft], wanted: dict[int, set[str]], row: int, other: int
) -> tuple[bool, float, int]:
    """How well one of several works with one title suits the work that names it: whether it names that work
    back, then what the two share (genres, tags, kindred) less a point for every 15 years between them; the
    earlier line wins a tie. The 15 was chosen by eye on the 630 cases."""
    one, two = drafts[row], drafts[other]
    back = title_key(one.title) in wanted.get(other, ())
    shared = {*one.genres, *one.tags} & {*two.genres, *two.tags}
    kindred = wanted.get(row, set()) & wanted.get(other, set())
    return back, len(shared) + len(kindred) - abs(one.year - two.year) / 15, -other


def _wanted_titles(rows: Sequence[int | None], lines: Sequence[KinLine]) -> dict[int, set[str]]:
    wanted: dict[int, set[str]] = defaultdict(set)
    for row, line in zip(rows, lines, strict=True):
        if row is not None:
            wanted[row] |= {title_key(_kind_and_title(text, line.kind)[1]) for text in line.kindred}
    return wanted


def _kind_and_title(text: str, kind: str) -> tuple[str, str]:
    """The kind and title of a kindred; without a prefix its kind is that of the line."""
    prefixed = _PREFIX.fullmatch(text)
    return (prefixed[1], prefixed[2]) if prefixed else (kind, text)


def _loose(title: str) -> str:
    """A key without spaces, and without the article of long titles. Short ones differ by little: "M.I.A."
    is not "Mia.", "Hit Man" not "Hitman", and of 32 like "The Hunger" and "Hunger" 27 were two works."""
    key = title_key(title)
    bare = without_article(key)
    key = bare if bare.count(" ") >= 2 else key
    return name_key(key) if len(name_key(key)) > 6 else key


def _named(draft: Draft) -> str:
    return f"{draft.kind} “{draft.title}” ({draft.year})"
