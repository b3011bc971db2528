"""What every pack format offers, and the words in which it is asked.

A format is recognised by what is in the files, never by their names alone. It yields one entry at a time and
keeps only what a join needs. What cannot be read or is left out is counted in a `Tally`, never raised.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Protocol, runtime_checkable

from recdesk.catalogue.files import PackFiles
from recdesk.domain.ratings import RatingsTable
from recdesk.domain.works import CatalogueWork, Kind

_EXAMPLES = 5


@dataclass(frozen=True, slots=True)
class FormatInfo:
    """`licence` is the sentence about terms that is kept and shown with the pack; `origin` says where a
    person gets the files and what they are called. `min_votes` is how many people must have rated a work (or
    done what comes next to it) if the person names no figure; None: the format counts nobody.
    `namesakes_differ`: entries of one kind, title and year are different works, not one that stands twice."""

    id: str
    name: str
    kinds: tuple[Kind, ...]
    licence: str
    origin: str
    min_votes: int | None = None
    namesakes_differ: bool = False


@dataclass(frozen=True, slots=True)
class Wish:
    """Which works of a pack are wanted. `languages` are BCP 47 tags; a work that says none is kept, because
    most packs say none. `min_votes` None: as the format thinks best. Titles for adults are left out.
    `glance`: only a look, so what would have to be joined from further files may be missing."""

    kinds: frozenset[Kind] | None = None
    languages: frozenset[str] | None = None
    min_votes: int | None = None
    glance: bool = False

    def wants(self, kind: Kind) -> bool:
        return self.kinds is None or kind in self.kinds

    def speaks(self, languages: tuple[str, ...]) -> bool:
        if self.languages is None or not languages:
            return True
        return any(tag.partition("-")[0] in self.languages or tag in self.languages for tag in languages)


@dataclass(slots=True)
class Tally:
    """What became of the rows that are not works: counted by reason, with the first few places. A format
    sets `counted` to False where the files at hand do not say how many people rated a work, and `whole` where
    a glance did not see all of them."""

    left_out: Counter[str] = field(default_factory=Counter)
    broken: Counter[str] = field(default_factory=Counter)
    examples: list[str] = field(default_factory=list)
    counted: bool = True
    whole: bool = True

    def leave_out(self, rule: str, rows: int = 1) -> None:
        self.left_out[rule] += rows

    def spoil(self, place: str, why: str) -> None:
        self.broken[why] += 1
        if len(self.examples) < _EXAMPLES:
            self.examples.append(f"{place}: {why}")

    def told(self) -> str:
        """ "1,204 fewer votes than wanted, 3 a row with too few cells"; the most frequent first."""
        return listed(self.left_out + self.broken) or "it is empty"


def listed(counts: Counter[str]) -> str:
    """ "12 another kind, 3 a row with too few cells"; the four most frequent, the first first."""
    return ", ".join(f"{n:,} {why}" for why, n in counts.most_common(4))


@dataclass(frozen=True, slots=True)
class Entry:
    """One work and the number by which the pack's ratings know it."""

    key: str
    work: CatalogueWork


class PackFormat(Protocol):
    """One kind of pack."""

    @property
    def info(self) -> FormatInfo: ...

    def claims(self, files: PackFiles) -> bool:
        """Whether these files are such a pack, by a look at their beginnings."""

    def entries(self, files: PackFiles, wish: Wish, tally: Tally) -> Iterator[Entry]:
        """The works, one at a time. `wish` may be used to read less; it is asked again of every work.
        Raises `UserFault` where a file proves damaged."""


@runtime_checkable
class RatedFormat(PackFormat, Protocol):
    """A pack that also says who rated what."""

    def has_ratings(self, files: PackFiles) -> bool:
        """Whether the files at hand hold any, by a look at their beginnings."""

    def ratings(self, files: PackFiles, rows: Mapping[str, int], tally: Tally) -> RatingsTable | None:
        """The ratings of the items in `rows` (key of an entry to its number); None if the pack at hand has
        none after all."""
