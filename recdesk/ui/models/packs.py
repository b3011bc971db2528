"""Packs and coverage as the Catalogue page shows them, read in one go on the reader's thread. No widget."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime

from recdesk.domain.works import Kind
from recdesk.library import KindCoverage, Library, Pack


@dataclass(frozen=True, slots=True)
class PackRow:
    """One pack that is there. `format` is what its kind of pack is called."""

    pack: Pack
    format: str
    kinds: dict[str, int]
    ratings: int = 0
    people: int = 0

    @property
    def is_ours(self) -> bool:
        """Whether it comes with the program and cannot be removed."""
        return self.pack.name == "starter"

    @property
    def added(self) -> datetime:
        return datetime.fromtimestamp(self.pack.added, UTC)


@dataclass(frozen=True, slots=True)
class CoverageRow:
    """One kind of the history, and the packs that would help with what is not known of it."""

    coverage: KindCoverage
    helpful: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Origin:
    """A pack that people can get: what it is called, what it holds and where it comes from."""

    name: str
    kinds: tuple[Kind, ...]
    where: str
    licence: str


@dataclass(frozen=True, slots=True)
class Shelf:
    """All that the page shows."""

    packs: list[PackRow] = field(default_factory=list)
    coverage: list[CoverageRow] = field(default_factory=list)
    origins: list[Origin] = field(default_factory=list)

    @property
    def works(self) -> int:
        """Works of all packs; a work that two packs have counts twice."""
        return sum(row.pack.items for row in self.packs)


_MADE_BY_ANYBODY = frozenset({"ratings", "plain"})


def read_shelf(library: Library) -> Shelf:
    """The packs, the program's own first and then by name, and what they recognise. Some 0.5 s with a long
    history and a large pack."""
    from recdesk.catalogue.advice import helpful
    from recdesk.catalogue.packs import pack_formats

    packs = sorted(library.packs.all(), key=lambda pack: (pack.name != "starter", pack.name))
    there = {pack.version.partition(" ")[0] for pack in packs}
    return Shelf(
        [_row(library, pack) for pack in packs],
        [CoverageRow(one, helpful(one.kind, there)) for one in library.coverage.by_kind()],
        [
            Origin(info.name, info.kinds, info.origin, info.licence)
            for info in pack_formats()
            if info.id not in there and info.id not in _MADE_BY_ANYBODY
        ],
    )


def _row(library: Library, pack: Pack) -> PackRow:
    facts = library.pack_figures.facts(pack.name)
    return PackRow(
        pack,
        str(facts.get("format", "")),
        dict(facts.get("kinds") or library.pack_figures.kinds(pack.name)),
        int(facts.get("ratings", 0)),
        int(facts.get("people", 0)),
    )
