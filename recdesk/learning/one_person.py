"""The one-person model: taste as a ridge regression in its dual form, additive over the history.

    relevance(i) = prior[i] + sum_j c_j f_j . f_i
    c_j = strength * w_j / (doubt + M)^breadth       M = sum of |w| over the world of j

`prior` is the standing of i's audience within its kind, less of it for kinds in which the person has done
nothing; `f` are the whitened factors; `w_j` is the preference for work j, less for a work that everyone
knows or of which only a title is known. Evidence is divided world by world (what is seen, read, heard), so
5,000 plays of music and 20 films speak about equally loud, each about its own world most, and one series
among 480 films is one voice among 481; where there is little, the prior leads. Neither the prior's weight nor
a spread of scores is fitted to the history, so taking evidence away takes its part away and gives the rest
nearly nothing back.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

import numpy as np
from numpy.typing import NDArray

from recdesk.domain.works import Kind
from recdesk.learning.config import LearnConfig
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


def coefficients(
    liked: Sequence[Preference],
    kinds: Sequence[Kind],
    standing: NDArray[np.float64],
    described: NDArray[np.bool_],
    config: LearnConfig,
) -> Coefficients:
    """The c_j above. `kinds`, `standing` and `described` (m,) are those of the works of `liked`: the standing
    of an audience within its kind in spreads, and whether a catalogue says more than the title."""
    telling = np.clip(1.0 - config.common * standing, 0.25, 2.0) * np.where(described, 1.0, config.bare)
    lasting = np.zeros(len(liked))
    current = np.zeros(len(liked))
    half_lives: dict[Kind, float] = {}
    weighed = telling * np.array([preference.weight for preference in liked])
    masses = {kind: float(np.abs(weighed[[of is kind for of in kinds]]).sum()) for kind in sorted(set(kinds))}
    for kind, mass in masses.items():
        at = [row for row, of in enumerate(kinds) if of is kind]
        weights = weighed[at]
        beside = sum(other for of, other in masses.items() if world_of(of) == world_of(kind))
        unit = config.strength / (config.doubt + beside) ** config.breadth
        lasting[at] = unit * weights
        faded, half_life = _faded([liked[row] for row in at], config)
        faded *= telling[at]
        left = np.abs(faded).sum()
        if half_life is None or left < 1e-9:
            current[at] = lasting[at]  # no times: what they like lately is what they like
            continue
        half_lives[kind] = half_life
        # The same mass as the lasting taste, only shared out anew: `lately` moves within a kind, and does
        # not weaken history against the prior.
        current[at] = unit * faded * mass / left
    return Coefficients(lasting, current, half_lives, masses)


def prior_share(kind: Kind, masses: dict[Kind, float], config: LearnConfig) -> float:
    """How much of the prior counts for works of a kind: all of it while there is no history at all or much
    of this kind, `config.strange` of it where there is history but none of this kind."""
    if not masses:
        return 1.0
    known = masses.get(kind, 0.0) / (config.doubt + masses.get(kind, 0.0))
    return config.strange + (1.0 - config.strange) * known


def _faded(liked: Sequence[Preference], config: LearnConfig) -> tuple[NDArray[np.float64], float | None]:
    """Weights of one kind with every signal halved per half-life before the kind's latest; signals without
    a time count nothing here. The half-life is None where no signal has a time."""
    timed = [
        (row, signal.amount, signal.when)
        for row, preference in enumerate(liked)
        for signal in preference.signals
        if signal.when is not None
    ]
    out = np.zeros(len(liked))
    if not timed:
        return out, None
    latest = max(when for _, _, when in timed)
    ages = np.array([(latest - when) / _DAY for _, _, when in timed])
    amounts = np.array([amount for _, amount, _ in timed])
    half_life = config.half_life_days or _pace(ages, np.abs(amounts), config)
    np.add.at(out, [row for row, _, _ in timed], amounts * np.exp2(-ages / half_life))
    return out, half_life


def _pace(ages: NDArray[np.float64], amounts: NDArray[np.float64], config: LearnConfig) -> float:
    """Days in which the newest `lately_share` of the evidence came: someone who plays music all day changes
    in weeks, someone who reads ten books a year in years."""
    order = np.argsort(ages, kind="stable")
    passed = np.cumsum(amounts[order])
    first = int(np.searchsorted(passed, config.lately_share * passed[-1]))
    low, high = config.half_life_range
    return float(min(high, max(low, ages[order][min(first, len(ages) - 1)])))
