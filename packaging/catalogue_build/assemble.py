"""The way from the sources to the works of the catalogue, step by step, with everything that was decided."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from catalogue_build.aliases import clean_aliases, join_titles
from catalogue_build.join import audiences, rows_of
from catalogue_build.kindred import Kinship, resolve_kindred
from catalogue_build.merge import Draft, Touch, merge_works
from catalogue_build.sources import Sources, read_sources
from recdesk.domain.works import CatalogueWork, Kind


@dataclass(frozen=True, slots=True)
class Assembly:
    """`problems` are lines that cannot be used: with any of them there is no catalogue. `touches` are lines
    that were changed by a rule. `works` stand in the order of the sources."""

    sources: Sources
    works: tuple[CatalogueWork, ...]
    touches: tuple[Touch, ...]
    kinship: Kinship
    problems: tuple[str, ...]


def assemble(folder: Path) -> Assembly:
    """Builds all works from the sources in `folder`. Deterministic; writes nothing."""
    sources = read_sources(folder)
    touches: list[Touch] = []
    problems = list(sources.problems)
    drafts = clean_aliases(merge_works(sources.works, touches), touches)
    kin_rows = rows_of(sources.kinship, drafts, touches, problems)
    title_rows = rows_of(sources.titles, drafts, touches, problems)
    drafts = join_titles(drafts, title_rows, sources.titles)
    followers = audiences(drafts, kin_rows, sources.kinship, touches)
    kinship = resolve_kindred(drafts, kin_rows, sources.kinship)
    works = tuple(
        _work(draft, audience, tuple(drafts[row].uid for row in edges))
        for draft, audience, edges in zip(drafts, followers, kinship.edges, strict=True)
    )
    return Assembly(sources, works, tuple(touches), kinship, tuple(problems))


def _work(draft: Draft, audience: float, kindred: tuple[str, ...]) -> CatalogueWork:
    return CatalogueWork(
        uid=draft.uid,
        kind=Kind(draft.kind),
        title=draft.title,
        year=draft.year,
        creators=draft.creators,
        genres=draft.genres,
        tags=draft.tags,
        countries=draft.countries,
        languages=draft.languages,
        reach=draft.reach,
        audience=audience,
        aliases=draft.aliases,
        description=draft.description,
        kindred=kindred,
    )
