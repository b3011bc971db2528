"""The dials as plain values by name, as they are stored and as sliders give them. Knows no ranking room, so
it can be loaded before the first frame.

Every kind has a fader named "mix." and the kind. At rest, in the middle, the kind has the share that the
person's own history gives it; at the top eight times the weight, at the bottom none. The shares that the
ranking room takes follow from all faders together. A switch is a dial that stands at 0 or 1.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from recdesk.domain.works import Kind

if TYPE_CHECKING:
    from recdesk.domain.taste import Dials

MIX = "mix."
MOST = 8.0  # times the own weight at the top; by feel
FADERS: Mapping[Kind, str] = {kind: f"{MIX}{kind.value}" for kind in Kind}
NEUTRAL: Mapping[str, float] = {
    "novelty": 0.0,
    "diversity": 0.0,
    "popularity": 0.5,
    "lately": 0.0,
    "in_proportion": 0.0,
    **dict.fromkeys(FADERS.values(), 0.5),
}


def dial_values(given: object) -> dict[str, float]:
    """Values for every dial, each 0..1: of a mapping or of `Dials` (whose mix is shares, not faders, and is
    left at rest), else neutral ones. What was stored by another version, or spoilt, is no reason not to
    start."""
    values = dict(NEUTRAL)
    for name in values:
        value = given.get(name) if isinstance(given, Mapping) else getattr(given, name, None)
        if isinstance(value, int | float):
            values[name] = min(1.0, max(0.0, float(value)))
    return values


def dials_of(values: Mapping[str, float], own: Mapping[Kind, float]) -> Dials:
    """The dials as the ranking room takes them. `own` is how the person's own history shares the kinds."""
    from recdesk.domain.taste import Dials

    return Dials(
        values["novelty"],
        values["diversity"],
        values["popularity"],
        values["lately"],
        mix_of(values, own),
        values["in_proportion"] >= 0.5,
    )


def mix_of(values: Mapping[str, float], own: Mapping[Kind, float]) -> Mapping[Kind, float] | None:
    """The share of each kind, 1 in all; None where every fader rests, or none lets anything through."""
    if all(values.get(FADERS[kind], 0.5) == 0.5 for kind in own):
        return None
    weights = {kind: share * _times(values.get(FADERS[kind], 0.5)) for kind, share in own.items()}
    total = sum(weights.values())
    return {kind: weight / total for kind, weight in weights.items()} if total > 0.0 else None


def alone(kind: Kind) -> dict[str, float]:
    """The faders that let only one kind through."""
    return {name: 0.5 if each is kind else 0.0 for each, name in FADERS.items()}


def _times(position: float) -> float:
    """What a fader multiplies the weight of its kind by."""
    return 2.0 * position if position <= 0.5 else float(MOST ** (2.0 * position - 1.0))
