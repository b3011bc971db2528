"""The forms in which the names of works are kept, so that a library can find them without knowing how they
are made: `matching` makes them, `library` stores them, `jobs` brings the two together.

All numbers are checksums: 64 bits (signed) for a key and a word, 32 bits for the rest. The kind of the work
is part of a key, of a word and of a mark: a film never answers for a book.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import NamedTuple, Protocol

from recdesk.domain.works import CatalogueWork, Kind


class NameForm(NamedTuple):
    """One name of a work, or a part of one: the key it is found by, which part of the names it is, and the
    finer forms that say how closely it was met."""

    key: int
    form: int
    plain: int
    normal: int


class Spelling(NamedTuple):
    """One half of a whole name, under which its misspellings find it: `text` is what `key` stands for."""

    mark: int
    key: int
    text: str


@dataclass(frozen=True, slots=True)
class WorkForms:
    """All forms of one work's names. `words` are those of its whole names."""

    names: tuple[NameForm, ...]
    spellings: tuple[Spelling, ...]
    words: frozenset[int]


@dataclass(frozen=True, slots=True)
class KnownWork:
    """A work of the library as matching weighs it. `work_id` is the work meant: where the person said that
    two are one, that one. `audience` is log10 of the people who know it."""

    work_id: int
    kind: Kind
    year: int | None
    creators: tuple[str, ...]
    audience: float | None


class Likeness(IntEnum):
    """How like a work of a pack is to one of the library. SAME settles it. What is less is only a claim: of
    all works of a pack that claim one work, the likest is that work, unless another is it for sure."""

    OTHER = 0
    PART = 1  # the title of one is that of the other with a subtitle
    NEAR_YEAR = 2  # one title, a year apart
    OTHER_NAME = 3  # the title of one is another name of the other, or its title in another spelling
    ONE_TITLE = 4  # one title, and another audience or an edition's year
    SAME = 5


class Naming(Protocol):
    """What a library must be told to find works by their names. Where `version` is not what it was, the forms
    that a library keeps are out of date."""

    version: int

    def forms(self, kind: Kind, title: str, aliases: Sequence[str]) -> WorkForms:
        """Every form under which a work of these names is to be found. The first of `names` is the title."""
        ...

    def external_id(self, scheme: str, value: str) -> tuple[str, str] | None:
        """One spelling of an id in another catalogue; None for what cannot be an id."""
        ...

    def likeness(self, work: CatalogueWork, known: KnownWork, name: NameForm, met: NameForm) -> Likeness:
        """Whether a work of a pack is this work of the library, which has `met` among its names, as the work
        has `name`; both have one key."""
        ...
