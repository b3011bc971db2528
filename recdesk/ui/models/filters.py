"""Filters and blends as they are stored: what was stored by another version, or spoilt, is no filter."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from recdesk.ui.models.dial_values import dial_values

if TYPE_CHECKING:
    from recdesk.domain.taste import Filter
    from recdesk.library import Library

FILTER = "filter"
BLENDS = "blends"
_SETS = ("genres", "languages", "countries", "without", "abroad")
_YEARS = ("since", "until")


@dataclass(frozen=True, slots=True)
class Blend:
    """Where the dials stand and what is filtered, under a name of the person's own."""

    name: str
    dials: Mapping[str, float]
    filter: Filter


def stored(wanted: Filter) -> dict[str, object]:
    """What `filter_of` reads."""
    sets = {name: sorted(getattr(wanted, name)) for name in _SETS}
    return {**sets, **{name: getattr(wanted, name) for name in _YEARS}}


def filter_of(given: object) -> Filter:
    """The filter that was stored, or one that lets everything through."""
    from recdesk.domain.taste import Filter

    if not isinstance(given, Mapping):
        return Filter()
    years = {name: year if isinstance(year := given.get(name), int) else None for name in _YEARS}
    sets = {}
    for name in _SETS:
        values = given.get(name)
        sets[name] = frozenset(v for v in values if isinstance(v, str)) if isinstance(values, list) else ()
    return Filter(years["since"], years["until"], *(frozenset(sets[name]) for name in _SETS))


def blends(library: Library) -> list[Blend]:
    """The saved blends, by name."""
    given = library.settings.get(BLENDS)
    if not isinstance(given, Mapping):
        return []
    return [
        Blend(name, dial_values(body.get("dials")), filter_of(body.get("filter")))
        for name, body in sorted(given.items())
        if isinstance(body, Mapping)
    ]


def save_blend(library: Library, blend: Blend) -> None:
    """Keep a blend; one of the same name is replaced."""
    kept = {b.name: {"dials": dict(b.dials), "filter": stored(b.filter)} for b in blends(library)}
    kept[blend.name] = {"dials": dict(blend.dials), "filter": stored(blend.filter)}
    library.settings.put(BLENDS, kept)


def forget_blend(library: Library, name: str) -> None:
    """Keep it no more."""
    kept = {b.name: {"dials": dict(b.dials), "filter": stored(b.filter)} for b in blends(library)}
    kept.pop(name, None)
    library.settings.put(BLENDS, kept)
