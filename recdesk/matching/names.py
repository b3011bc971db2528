"""The names of works: the forms they are kept in, and how closely a form is met.

What is kept of a name are checksums: a key of 64 bits that it is found by, two of 32 bits that tell how near
it is to what was asked. In 64 bits, two of two million names share a key by chance once in ten million
libraries. Knows neither where names are kept nor what follows from a hit.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache
from hashlib import blake2b

from recdesk.domain.forms import NameForm, Spelling, WorkForms
from recdesk.domain.works import Kind
from recdesk.matching.lookup import NameRow
from recdesk.matching.pieces import split_subtitle, without_owner
from recdesk.matching.spelling import spellings
from recdesk.matching.titles import forms, normalise, other_articles, skeleton

TITLED = (Kind.FILM, Kind.SERIES, Kind.BOOK, Kind.ALBUM)  # kinds whose titles have parts


class Form(IntEnum):
    """Which part of a work's names a row is."""

    TITLE = 0
    ALIAS = 1
    HEAD = 2  # before the subtitle, or without "Part 1"
    TAIL = 3  # the subtitle alone


# A member's value costs half a microsecond to ask for, and a name asks for five.
_TITLE, _ALIAS = Form.TITLE.value, Form.ALIAS.value
_SAID = {kind: kind.value for kind in Kind}


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
    """A name that was met: `row` is the number that the names give its work."""

    row: int
    form: Form
    level: Level


def query(title: str) -> Query:
    """What to look up for a title as written."""
    bare, normal = forms(title)
    return Query(skeleton(normal), normal, bare, _sum(bare), _sum(normal))


def forms_of(kind: Kind, title: str, aliases: Sequence[str]) -> WorkForms:
    """Every form under which a work of these names is found: its title, its aliases, and parts of both where
    titles of the kind have parts. 20 microseconds a name."""
    names: list[NameForm] = []
    entries: list[Spelling] = []
    words: set[int] = set()
    seen: set[int] = set()
    own = 0
    for name in (title, *aliases):
        asked = query(name)
        own = own or asked.normal_sum
        if not asked.key or asked.plain_sum in seen:
            continue
        seen.add(asked.plain_sum)
        form = _TITLE if asked.normal_sum == own else _ALIAS  # "Matrix" is no alias of The Matrix
        key = key_of(kind, asked.key)
        names.append(NameForm(key, form, asked.plain_sum, asked.normal_sum))
        entries += spellings(kind, key, asked.key)
        words.update(word_of(kind, word) for word in asked.normal.split())
        if kind in TITLED:
            for part_form, part in parts_of(name, asked.normal):
                entered = query(part)
                if entered.key and entered.key != asked.key:
                    sums = entered.plain_sum, entered.normal_sum
                    names.append(NameForm(key_of(kind, entered.key), part_form.value, *sums))
    return WorkForms(tuple(names), tuple(entries), frozenset(words))


def hits(rows: Sequence[NameRow], asked: Query) -> Iterator[Hit]:
    """Names that share the key of what is asked, each with how closely it is met."""
    articled: frozenset[int] | None = None
    for work, number, plain, normal in rows:
        form = Form(number)
        if form >= Form.HEAD:
            level = Level.PART
        elif plain == asked.plain_sum:
            level = Level.PLAIN
        elif normal == asked.normal_sum:
            if articled is None:
                articled = frozenset(map(_sum, other_articles(asked.plain)))
            level = Level.ARTICLE if plain in articled else Level.NORMAL
        else:
            level = Level.SKELETON
        yield Hit(work, form, level)


def key_of(kind: Kind, key: str) -> int:
    """The checksum that a name of a kind is found by."""
    return _long_sum(f"{_SAID[kind]}:{key}")


@lru_cache(maxsize=100_000)
def word_of(kind: Kind, word: str) -> int:
    """The checksum of a word in the names of a kind."""
    return _long_sum(f"{_SAID[kind]} {word}")


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


def _long_sum(text: str) -> int:
    digest = blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "little", signed=True)
