"""The dials as plain values by name, as they are stored and as sliders give them. Knows no ranking room, so
it can be loaded before the first frame."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from recdesk.domain.taste import Dials

NEUTRAL: Mapping[str, float] = {"novelty": 0.0, "diversity": 0.0, "popularity": 0.5, "lately": 0.0}


def dial_values(given: object) -> dict[str, float]:
    """Values for every dial, each 0..1: of a mapping or of `Dials`, else neutral ones. What was stored by
    another version, or spoilt, is no reason not to start."""
    values = dict(NEUTRAL)
    for name in values:
        value = given.get(name) if isinstance(given, Mapping) else getattr(given, name, None)
        if isinstance(value, int | float):
            values[name] = min(1.0, max(0.0, float(value)))
    return values


def dials_of(values: Mapping[str, float]) -> Dials:
    """The dials as the ranking room takes them."""
    from recdesk.domain.taste import Dials

    return Dials(values["novelty"], values["diversity"], values["popularity"], values["lately"])
