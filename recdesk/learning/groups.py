"""Which works belong to one creator or one series, so that a list does not show ten of the same hand."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from recdesk.domain.works import Kind, Work
from recdesk.learning.features import makers_of, world_of

_TITLED = {Kind.FILM: "seen", Kind.SERIES: "seen", Kind.BOOK: "read"}  # kinds whose titles name a series
_SUBTITLE = re.compile(r":| [-–] ")
_PART = re.compile(r"(?<=\w),? (?:part |vol(?:ume|\.) ?|chapter )?(?:\d{1,2}|[ivx]{2,4}|two|three|four)$")


def groups_of(works: Sequence[Work]) -> NDArray[np.int32]:
    """(n,) one number for the works of a series, else for those of a first maker; -1 where no other work
    shares it. An artist and the albums under its name are one group."""
    roots = [_root(work) for work in works]
    members = Counter(roots)
    keys = [root if root and members[root] > 1 else _maker(work) for work, root in zip(works, roots)]
    sizes = Counter(keys)
    numbers: dict[str, int] = {}
    return np.array(
        [numbers.setdefault(key, len(numbers)) if key and sizes[key] > 1 else -1 for key in keys], np.int32
    )


def _root(work: Work) -> str:
    """What the titles of a series have in common: "Toy Story 2", "Dune: Part Two", "Rocky III"."""
    world = _TITLED.get(work.kind)
    if world is None:
        return ""
    return f"{world} {_PART.sub('', _SUBTITLE.split(work.title.casefold())[0].strip())}"


def _maker(work: Work) -> str:
    makers = makers_of(work)
    if not makers:
        return ""
    # A band may share its name with someone who writes, a director hardly with another.
    return f"{'music' if world_of(work.kind) == 'music' else 'made'} by {makers[0]}"
