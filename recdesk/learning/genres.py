"""Genres as small numbers, for lists that are to keep the proportions of a history.

Each kind numbers its own 63 commonest genres ("Drama" of films is not "Drama" of books); a work keeps its
first three of them. Three bytes a work: 3 MB for a million, where a table of shares would take hundreds.

Knows works. Knows nothing of the person.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from recdesk.domain.works import Kind, Work

MOST = 63  # genres of one kind that are told apart; the starter catalogue has 52 at most
EACH = 3  # genres of one work; 2 in 100 works of the starter catalogue name a fourth


def genre_numbers(works: Sequence[Work]) -> NDArray[np.int8]:
    """(n, 3) the genres of each work in its own order, -1 where it has fewer. Where no work of a kind has
    genres, its commonest tags stand in (music is often told by tags alone)."""
    counts: dict[Kind, Counter[str]] = {}
    for work in works:
        counts.setdefault(work.kind, Counter()).update(work.genres)
    by_tags = {kind for kind, found in counts.items() if not found}
    for work in works:
        if work.kind in by_tags:
            counts[work.kind].update(work.tags)
    numbers = {kind: _numbered(found) for kind, found in counts.items()}
    made = np.full((len(works), EACH), -1, np.int8)
    for row, work in enumerate(works):
        known = numbers[work.kind]
        own = [known[name] for name in (work.tags if work.kind in by_tags else work.genres) if name in known]
        made[row, : len(own[:EACH])] = own[:EACH]
    return made


def _numbered(found: Counter[str]) -> dict[str, int]:
    commonest = sorted(found, key=lambda name: (-found[name], name))[:MOST]
    return {name: number for number, name in enumerate(commonest)}
