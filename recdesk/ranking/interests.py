"""Interests: the history in a few groups of works that belong together, named by what their tags share.

Groups are found by spherical k-means on what the model itself knows of the works (Dhillon and Modha 2001),
weighted by how strongly each speaks; nothing in it is random. A tag names a group when it is frequent there
and rare elsewhere in the history.

Knows a run and tags by work. Knows nothing of the library or of Qt.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from recdesk.domain.taste import KINDS, TasteRun
from recdesk.domain.works import Kind

MOST = 12  # groups: more than these nobody reads
_WORKS_EACH = 3.0  # the number of groups is the root of a third of the works; by feel
_ROUNDS = 30
_NAMES = 3
_LEAST = 2  # works of a group that must share a tag, and
_LEAST_SHARE = 0.15  # of the group

FloatArray = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Interest:
    """One group. `lasting` and `current` are its shares of all that speaks in the two tastes, each summing
    to 1 over the interests; where current is larger, the interest is rising."""

    names: tuple[str, ...]  # the most telling tag first; empty where the works share none
    works: tuple[int, ...]  # ids, the one that speaks most first
    kinds: Mapping[Kind, int]
    lasting: float
    current: float


def interests(run: TasteRun, tags: Mapping[int, Sequence[str]], most: int = MOST) -> list[Interest]:
    """The interests of a run, largest lasting share first. `tags` names the works of the history; works that
    speak for nothing belong to none."""
    leaned = 1.0 if run.leaned is None else run.leaned  # what was turned away is an interest all the same
    lasting = np.clip(run.lasting / leaned, 0.0, None)
    current = np.clip(run.current / leaned, 0.0, None)
    speaking = np.flatnonzero(lasting + current > 0.0)
    if not len(speaking):
        return []
    rows = np.asarray(run.evidence_rows, np.int64)[speaking]
    lasting = lasting[speaking] / max(float(lasting.sum()), 1e-12)
    current = current[speaking] / max(float(current.sum()), 1e-12)
    ids = run.work_ids[rows].tolist()
    # A bare title tells nothing of what it is about: it follows the groups and makes none.
    told = np.array([bool(tags.get(work_id)) for work_id in ids])
    weights = (lasting + current) * (told if told.any() else 1.0)
    count = min(most, max(1, round(math.sqrt(np.count_nonzero(weights) / _WORKS_EACH))))
    groups = _grouped(_unit(np.asarray(run.vectors[rows], np.float64)), weights, count)
    everywhere = Counter(tag for work_id in ids for tag in set(tags.get(work_id, ())))
    made = []
    for group in range(count):
        members = np.flatnonzero(groups == group)
        if len(members):
            order = members[np.lexsort((members, -(lasting + current)[members]))]
            works = tuple(ids[place] for place in order)
            made.append(
                Interest(
                    _names([set(t) for t in map(tags.get, works) if t], everywhere, len(ids)),
                    works,
                    Counter(KINDS[run.kinds[rows[place]]] for place in order),
                    float(lasting[members].sum()),
                    float(current[members].sum()),
                )
            )
    return sorted(made, key=lambda interest: (-interest.lasting, interest.works))


def _grouped(points: FloatArray, weights: FloatArray, count: int) -> NDArray[np.int64]:
    """(m,) the group of each point on the unit sphere. Begins with the heaviest point, then with whichever
    is heavy and far from all begun."""
    centres = points[[int(weights.argmax())]]
    while len(centres) < count:
        far = 1.0 - (points @ centres.T).max(axis=1)
        centres = np.vstack([centres, points[int((weights * far).argmax())]])
    groups = np.zeros(len(points), np.int64)
    for turn in range(_ROUNDS):
        nearest = (points @ centres.T).argmax(axis=1)
        if turn and (nearest == groups).all():
            break
        groups = nearest
        for group in range(count):
            members = groups == group
            if weights[members].any():
                centres[group] = (weights[members, None] * points[members]).sum(axis=0)
        centres = _unit(centres)
    return groups


def _unit(rows: FloatArray) -> FloatArray:
    made: FloatArray = rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-12)
    return made


def _names(members: Sequence[set[str]], everywhere: Mapping[str, int], works: int) -> tuple[str, ...]:
    """Tags by the root of their share of a group's works times the log of how much more frequent they are."""
    inside = Counter(tag for tagged in members for tag in tagged)

    def tells(tag: str) -> float:
        share = inside[tag] / len(members)
        return math.sqrt(share) * math.log(max(1.0, share * works / everywhere[tag]) + 0.05)

    needed = max(_LEAST, _LEAST_SHARE * len(members))
    ranked = sorted((tag for tag in inside if inside[tag] >= needed), key=lambda tag: (-tells(tag), tag))
    named: list[str] = []
    for tag in ranked:
        if not any(tag in other or other in tag for other in named):
            named.append(tag)
    return tuple(named[:_NAMES])


def places(run: TasteRun, found: Sequence[Interest]) -> NDArray[np.float64]:
    """(k, 2) where interests lie on a map, each coordinate within -1..1: the two directions in which their
    centres differ most. Near on the map is alike, as far as two directions can tell."""
    if not found:
        return np.zeros((0, 2))
    centres = np.stack(
        [
            np.asarray(run.vectors[np.searchsorted(run.work_ids, interest.works)], np.float64).mean(axis=0)
            for interest in found
        ]
    )
    centres -= centres.mean(axis=0)
    _, _, directions = np.linalg.svd(centres, full_matrices=False)
    flat = centres @ directions[:2].T
    if flat.shape[1] < 2:
        flat = np.hstack([flat, np.zeros((len(flat), 2 - flat.shape[1]))])
    # A direction may come out either way round: the largest interest is always on the left and above.
    flat = flat * np.where(flat[0] > 0.0, -1.0, 1.0)
    placed: FloatArray = flat / max(float(np.abs(flat).max()), 1e-9)
    return placed
