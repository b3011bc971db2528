"""Ways out of a bubble: for each dimension, settings of the list page that lead to what is not in it.

A way is offered only where the person's side is solid, and where enough of the catalogue lies at its end. The
names it leads away from are those that make up half of what was turned to: to leave them out is to leave.

Knows a measured bubble. Knows nothing of the library or of sentences.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np

from recdesk.domain.bubble import Dimension, Habits, Traits, WayOut
from recdesk.domain.taste import Filter
from recdesk.ranking.concentration import Breadth, Bubble, Facet

LEAST_LEFT = 25  # works of the catalogue, by feel: a screenful after what is known is taken away
_NAMED = 3  # a button names no more
_DEEP = 3.5  # mean reach of 5 above which a person keeps to what is widely known, and
_WIDE = 2.0  # below which to what is not; both by feel
_GEMS = {"popularity": 0.0}
_HITS = {"popularity": 1.0}


def ways_out(bubble: Bubble, habits: Habits) -> tuple[WayOut, ...]:
    """The ways out of a bubble that `concentration` found in these habits, in the order of its dimensions."""
    facets = {facet.dimension: facet for facet in bubble.facets}
    return tuple(way for facet in bubble.facets for way in _ways(facet, facets, habits))


def _ways(facet: Facet, facets: Mapping[Dimension, Facet], habits: Habits) -> Iterator[WayOut]:
    recent = facet.recent
    if recent is None or not recent.solid:
        return
    traits = habits.traits[facet.dimension]
    leading = recent.names[:_NAMED]
    if facet.dimension is Dimension.DECADE:
        yield from _other_decades(recent, traits, habits)
    elif facet.dimension is Dimension.REACH:
        yield from _other_reach(facet, facets, habits)
    elif _left(traits, habits, frozenset(leading)) >= LEAST_LEFT:
        away = frozenset(leading)
        wanted = Filter(abroad=away) if facet.dimension is Dimension.COUNTRY else Filter(without=away)
        yield WayOut(facet.dimension, habits.scope, leading, wanted)


def _left(traits: Traits, habits: Habits, away: frozenset[str]) -> int:
    """Works of the catalogue that say their names and have none of these."""
    said = np.diff(traits.starts)
    refused = np.isin(traits.values, [n for n, name in enumerate(traits.names) if name in away])
    owner = np.repeat(np.arange(len(said)), said)
    met = np.bincount(owner, refused, len(said)) > 0
    return int(((said > 0) & ~met)[habits.catalogue].sum())


def _other_decades(recent: Breadth, traits: Traits, habits: Habits) -> Iterator[WayOut]:
    """What is older than the decades that make up half, and what is newer."""
    decades = sorted(map(int, recent.names))
    first, last = decades[0], decades[-1] + 9
    years = np.array([int(name) for name in traits.names])
    there = traits.values[np.isin(np.repeat(np.arange(len(traits.starts) - 1), np.diff(traits.starts)),
                                  habits.catalogue)]  # fmt: skip
    if (years[there] < first).sum() >= LEAST_LEFT:
        yield WayOut(Dimension.DECADE, habits.scope, (str(first),), Filter(until=first - 1))
    if (years[there] > last).sum() >= LEAST_LEFT:
        yield WayOut(Dimension.DECADE, habits.scope, (str(last + 1),), Filter(since=last + 1))


def _other_reach(facet: Facet, facets: Mapping[Dimension, Facet], habits: Habits) -> Iterator[WayOut]:
    """Hidden gems in one's own genres for who keeps to the widely known, what everybody knows for who
    does not."""
    known = {int(share.name): share.consumed for share in facet.shares}
    mean = sum(reach * share for reach, share in known.items()) / max(sum(known.values()), 1e-9)
    genres = facets[Dimension.GENRE].recent if Dimension.GENRE in facets else None
    if mean >= _DEEP and genres is not None and genres.solid:
        own = genres.names[:_NAMED]
        yield WayOut(Dimension.REACH, habits.scope, own, Filter(genres=frozenset(own)), _GEMS)
    elif mean <= _WIDE:
        yield WayOut(Dimension.REACH, habits.scope, (), Filter(), _HITS)
