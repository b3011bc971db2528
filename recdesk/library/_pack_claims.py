"""Works of a pack that may be works of the library, held back until it is seen who else claims those.

A name, a year and an audience that are not quite the same are no proof. But where a pack knows a famous film,
it knows it once: of all that claim it, the likest is it, and the others are namesakes. Knows neither files
nor how likeness is judged.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from recdesk.domain.forms import Likeness, WorkForms
from recdesk.domain.works import CatalogueWork


@dataclass(frozen=True, slots=True)
class Claimant:
    """A work of the pack, its forms, and how like it is to works of the library, by their numbers."""

    work: CatalogueWork
    forms: WorkForms
    claims: Mapping[int, Likeness]


def likeliest(claimants: Collection[Claimant], taken: Collection[int]) -> dict[str, int]:
    """Which work of the library each claimant is, by uid; those that are none are left out. `taken` are works
    that the pack has already. The likest goes first, among equals the best known."""
    order = sorted(
        (-like, -(one.work.audience or 0.0), one.work.uid, work_id)
        for one in claimants
        for work_id, like in one.claims.items()
    )
    found: dict[str, int] = {}
    given = set(taken)
    for _, _, uid, work_id in order:
        if uid not in found and work_id not in given:
            found[uid] = work_id
            given.add(work_id)
    return found


def another(work: CatalogueWork, ids: Collection[tuple[str, str]]) -> bool:
    """Whether a catalogue that numbers both gives this work another number than the work of these ids."""
    theirs = {scheme for scheme, _ in ids} & {scheme for scheme, _ in work.external_ids}
    return bool(theirs) and not set(work.external_ids) & set(ids)
