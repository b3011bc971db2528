"""The one-person model: taste as a ridge regression in its dual form, additive over the history.

    relevance(i) = prior[i] + sum_j c_j f_j . f_i
    c = (I + alike * F F')^-1 b, scaled kind by kind to the mass of b
    b_j = strength * w_j / (doubt + M)^breadth       M = sum of |w| over the world of j

`prior` is the standing of i's audience within its kind, times how well known the works are that the person
likes, and less of it for kinds in which the person has done nothing; `f` are the whitened factors; `w_j` is
the preference for work j, less for a work that everyone knows or of which only a title is known. Evidence is
divided world by world (what is seen, read, heard), so 5,000 plays of music and 20 films speak about equally
loud, each about its own world most, and one series among 480 films is one voice among 481; where there is
little, the prior leads. The inverse is that of ridge regression on the history's own works: ten works that
say the same are less than ten voices; and a history whose works are no more alike than any works are says
nothing. Both are mild, and no spread of scores is fitted to the history, so taking
evidence away takes most of its part away.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

import numpy as np
import torch
from numpy.typing import NDArray

from recdesk.domain.factors import Factors
from recdesk.domain.works import Kind
from recdesk.learning.config import LearnConfig
from recdesk.learning.device import repeatable
from recdesk.learning.features import world_of
from recdesk.learning.weights import Preference

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, eq=False)
class Coefficients:
    """(m,) each, in the order of the preferences; `half_lives` in days for the kinds that have times."""

    lasting: NDArray[np.float64]
    current: NDArray[np.float64]
    half_lives: dict[Kind, float]
    masses: dict[Kind, float]  # evidence of each kind, in weights
    fame: dict[Kind, float]  # of the liked works of each kind: what the prior counts times


def coefficients(
    liked: Sequence[Preference],
    kinds: Sequence[Kind],
    standing: NDArray[np.float64],
    described: NDArray[np.bool_],
    factors: Factors,
    config: LearnConfig,
) -> Coefficients:
    """The c_j above. `kinds`, `standing`, `described` (m,) and `factors` (m) are those of the works of
    `liked`: the standing of an audience within its kind in spreads, and whether a catalogue says more than
    the title."""
    telling = np.clip(1.0 - config.common * standing, 0.25, 2.0) * np.where(described, 1.0, config.bare)
    lasting = np.zeros(len(liked))
    half_lives: dict[Kind, float] = {}
    weighed = telling * np.array([preference.weight for preference in liked])
    places = {kind: [row for row, of in enumerate(kinds) if of is kind] for kind in sorted(set(kinds))}
    masses = {kind: float(np.abs(weighed[at]).sum()) for kind, at in places.items()}
    for kind, at in places.items():
        beside = sum(other for of, other in masses.items() if world_of(of) == world_of(kind))
        lasting[at] = config.strength / (config.doubt + beside) ** config.breadth * weighed[at]
    lasting = _shared_out(lasting, factors, places, config)
    current = lasting.copy()
    for kind, at in places.items():
        freshness, half_life = _freshness([liked[row] for row in at], config)
        faded = lasting[at] * freshness
        left = np.abs(faded).sum()
        if half_life is None or left < 1e-9:
            continue  # no times: what they like lately is what they like
        half_lives[kind] = half_life
        # The same mass as the lasting taste, only shared out anew: `lately` moves within a kind, and does
        # not weaken history against the prior.
        current[at] = faded * np.abs(lasting[at]).sum() / left
    for at in places.values():
        says = _coherence(weighed[at], factors[at], described[at], config)
        lasting[at] *= says
        current[at] *= says
    fame = {kind: _fame(weighed[at], standing[at], described[at], config) for kind, at in places.items()}
    return Coefficients(lasting, current, half_lives, masses, fame)


def prior_share(kind: Kind, found: Coefficients, config: LearnConfig) -> float:
    """How much of the prior counts for works of a kind: with much history of this kind, as much as what they
    like of it is known; with none of this kind all of it while there is little history at all, and
    `config.strange` of it where there is much of other kinds."""
    mass, whole = found.masses.get(kind, 0.0), sum(found.masses.values())
    own, any_kind = mass / (config.doubt + mass), whole / (config.doubt + whole)
    return own * found.fame.get(kind, 1.0) + (1.0 - own) * (1.0 - (1.0 - config.strange) * any_kind)


def _shared_out(
    plain: NDArray[np.float64],
    factors: Factors,
    places: dict[Kind, list[int]],
    config: LearnConfig,
) -> NDArray[np.float64]:
    """(m,) coefficients in which works that say the same share what they say: ridge in its dual
    form. Solved in the directions of the factors (Woodbury), so that 10,000 works cost hardly more than
    1,000. What was for a work never turns against it."""
    with repeatable(config.features.threads):
        rows, given = torch.from_numpy(factors.wide()).double(), torch.from_numpy(plain)
        inner = torch.eye(rows.shape[1], dtype=torch.float64) + config.alike * _gram(rows, factors)
        solved = (given - config.alike * rows @ torch.linalg.solve(inner, rows.t() @ given)).numpy()
    solved[solved * plain <= 0.0] = 0.0
    for at in places.values():
        left = np.abs(solved[at]).sum()
        solved[at] *= np.abs(plain[at]).sum() / (left if left > 0.0 else 1.0)
    return np.asarray(solved, np.float64)


def _gram(rows: torch.Tensor, factors: Factors) -> torch.Tensor:
    """rows' rows of the wide rows, world by world: the other worlds' columns of a row are zeros."""
    gram = torch.zeros(rows.shape[1], rows.shape[1], dtype=rows.dtype)
    for world in np.unique(factors.world):
        part = rows[torch.from_numpy(factors.world == world)]
        there = part.any(0).nonzero()[:, 0]
        part = part[:, there]
        gram[there[:, None], there] += part.t() @ part
    return gram


def _coherence(
    weights: NDArray[np.float64],
    factors: Factors,
    described: NDArray[np.bool_],
    config: LearnConfig,
) -> float:
    """0..1, how far a history may speak: whether the works that were liked are more like each other than any
    two works are (by the scale of the factors: 0 give or take 1). A history without a pattern, or works of
    which nothing telling is known, leave the audience alone to speak."""
    for_it = np.maximum(weights, 0.0)
    squares = for_it**2
    pairs = float(for_it.sum() ** 2 - squares.sum())
    if pairs <= 0.0:
        return 1.0
    alike = float(factors.summed(for_it[:, None]).squares[0] - squares @ factors.squares())
    # While there are few, works that a catalogue describes are taken to be alike, and pairs of bare titles as
    # alike as chance has it: without that, short histories of films without texts stood behind the audience.
    # A pair weighs what two middling works do.
    unseen = config.doubtful_pairs * float((squares.sum() / for_it.sum()) ** 2)
    told = float(for_it @ described / for_it.sum())
    bare = (1.0 - told) ** 2
    mean = (unseen * (told * config.coherent + bare * config.chance) + alike) / (
        unseen * (told + bare) + pairs
    )
    return min(1.0, max(0.0, (mean - config.chance) / (config.coherent - config.chance)))


def _fame(
    weights: NDArray[np.float64], standing: NDArray[np.float64], told: NDArray[np.bool_], config: LearnConfig
) -> float:
    """How well known the works are that the person likes of a kind, 1 for what is usual: the mean standing
    of their audiences, drawn to 1 while there are few. Who likes what few know is offered it."""
    liked = told & (weights > 0.0)
    mean = (config.fame_pull + float(weights[liked] @ standing[liked])) / (
        config.fame_pull + float(weights[liked].sum())
    )
    low, high = config.fame_range
    return min(high, max(low, mean))


def lately(liked: Sequence[Preference], config: LearnConfig) -> NDArray[np.float64] | None:
    """(m,) what is left now of the weights of works of one kind; None where none has a time."""
    freshness, half_life = _freshness(liked, config)
    return None if half_life is None else freshness * np.array([preference.weight for preference in liked])


def _freshness(liked: Sequence[Preference], config: LearnConfig) -> tuple[NDArray[np.float64], float | None]:
    """0..1 how fresh each work of one kind is: a half once `config.lately_half` of the kind's evidence came
    after it, a third after twice as much; 0 where no time is known. And the days that so much took, lately.
    None: none has a time.

    What fades is counted in the person's own steps, not in days: who rates 200 films in one evening has an
    early and a late taste, and who reads ten books a year has not forgotten the year before last. A work has
    the age of its first time, however often it came back: what was found lately leads to the next find, and
    a month of one old favourite does not make all else forgotten."""
    first = {
        row: min(times)
        for row, preference in enumerate(liked)
        if (times := [signal.when for signal in preference.signals if signal.when is not None])
    }
    fresh = np.zeros(len(liked))
    if not first:
        return fresh, None
    timed = list(first)
    latest = max(first.values())
    ages = np.array([(latest - when) / _DAY for when in first.values()])
    masses = np.array([abs(liked[row].weight) for row in timed])
    fresh[timed], half_life = faded(ages, masses, config.lately_half)
    return fresh, half_life


def faded(
    ages: NDArray[np.float64], masses: NDArray[np.float64], half: float
) -> tuple[NDArray[np.float64], float]:
    """0..1 how fresh each of k works is, and the age by which the share `half` of all evidence had come.
    `ages` (k,) in any unit, the least is the latest; `masses` (k,) is how much evidence each is."""
    moments, of_moment = np.unique(ages, return_inverse=True)
    each = np.bincount(of_moment, masses)
    since = np.cumsum(each) - each / 2  # what came at one moment has one age
    enough = half * float(each.sum())
    at = min(int(np.searchsorted(np.cumsum(each), enough)), len(moments) - 1)
    return 1.0 / (1.0 + since[of_moment] / enough), float(moments[at])
