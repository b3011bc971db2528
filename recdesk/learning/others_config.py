"""What a run depends on where packs have ratings: how people are learned from, and how they are folded in.

Without torch, so that a training can tell that nothing has changed before it loads any.
"""

from __future__ import annotations

from dataclasses import dataclass

PEOPLE_VERSION = "people/4"  # goes up when the arithmetic changes: packs are learned from anew


@dataclass(frozen=True, slots=True)
class OthersConfig:
    """Validated on the people of films and artists that seed 10 sets aside, unless it says otherwise."""

    directions: int = 64  # r, of all packs together
    own: float = 0.1  # of the one-person score beside the hybrid, in spreads; 0.1 to 0.3 are alike on films;
    # on artists in the product, where the audience is not the pack's, 0.2 costs 1.5 %
    doubt: float = 2.0  # liked works at which the hybrid counts half; films want 4, artists 1
    widened: float = 1.5  # what is foretold spreads less than what is known: at 1 no new work comes into the
    # first 20, at 2 too many; NDCG@100 of one list of both is the same at 1.5 and 1.75
    penalty: float = 30.0  # of the ridge from factors and texts to places; 3 to 30 are alike
    fewest: int = (
        20  # works of a kind that people must have liked for the pack to speak of that kind; by feel
    )
    top: int = 50  # works that are the top of a kind; by feel
