"""One way of scoring: what a list, at one position of the sliders, adds up for every work.

    score(i) = baseline + prior(i) + history(i) [+ people(i)] [+ meaning(i)] [+ novelty(i)]
               [+ popularity(i) or hidden(i)]

The popularity slider adds "popularity" above its middle and "hidden" below it, never both.

"people" is the same history once more, by other people's likes; without a pack of them there is no such part.

A list "because of" one work, and a search, keep a quarter of the ordinary relevance and add to it: the first
gives its work a louder voice in the history and counts its kindred as a part, the second has a part of its
own. So parts always sum to scores, and evidence always sums to parts["history"] and parts["people"] together.

Knows columns and rows. Knows nothing of which works a list may hold or how they are ordered.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from recdesk.ranking.scores import FloatArray, Scores, Voices
from recdesk.ranking.sliders import Weights

_KINSHIP = 3.0  # spreads of likeness that being the first kindred is worth: likeness alone put a Dutch school
# comedy first for Parasite; what its lovers love too should lead such a list
_REST = 0.25  # of relevance, in a list because of one work and in a search: enough to settle near ties


@dataclass(frozen=True, slots=True, eq=False)
class Focus:
    """What a list turns to besides the whole taste. `anchor` is a row whose likeness (n,) is counted as
    history; without an anchor the column is a part named "meaning"."""

    column: FloatArray  # (n,)
    deviation: float
    anchor: int = -1
    kinship: FloatArray | None = None  # (n,) 0..2, how surely lovers of the anchor love each work
    weights: FloatArray | None = None  # (w,) of the anchor's ways of speaking
    by_others: FloatArray | None = None  # (n,) what of the column other people's likes say


class Blend:
    """Scores, parts and evidence under one position of the sliders."""

    def __init__(self, columns: Scores, lately: float, weights: Weights, focus: Focus | None = None) -> None:
        self._columns, self._lately, self._focus = columns, lately, focus
        self.weights = weights
        scale, rest = columns.scale(lately), _REST if focus else 1.0
        self._baseline, self._ratio = rest * scale.baseline, rest * scale.ratio
        self._boost = 1.0 / focus.deviation if focus else 0.0
        self.scores = focused(columns.relevance(lately), focus)  # (n,)
        for _, weight, bonus in self._bonuses():
            self.scores = self.scores + weight * bonus  # relevance itself is kept, see `Scores.relevance`

    def _bonuses(self) -> list[tuple[str, float, FloatArray]]:
        """Part, weight and column of the sliders that are not at rest."""
        columns, weights = self._columns, self.weights
        bonuses = [
            ("novelty", weights.novelty, columns.novelty),
            ("hidden", weights.hidden, columns.hidden),
            ("popularity", weights.known, columns.known),
        ]
        return [bonus for bonus in bonuses if bonus[1]]

    def parts(self, row: int) -> Mapping[str, float]:
        """What the score of one work is made of; sliders at rest have no part."""
        columns, focus = self._columns, self._focus
        pull = (1.0 - self._lately) * columns.lasting[row] + self._lately * columns.current[row]
        parts = {"baseline": self._baseline, "prior": self._ratio * float(columns.prior[row])}
        parts |= zip(("history", "people"), (self._ratio * pull).tolist())
        if focus:
            name = "meaning" if focus.anchor < 0 else "history"
            others = 0.0 if focus.by_others is None else float(focus.by_others[row])
            parts[name] = parts.get(name, 0.0) + self._boost * (float(focus.column[row]) - others)
            if focus.by_others is not None:
                parts["people"] += self._boost * others
            if focus.kinship is not None:
                parts["kinship"] = _KINSHIP * float(focus.kinship[row])
        for name, weight, bonus in self._bonuses():
            parts[name] = weight * float(bonus[row])
        return parts

    def _speaking(self) -> tuple[Voices, FloatArray]:
        """All that speaks in the history and its coefficients (m, w): trained voices, then what was said
        since, then the anchor if it is not among them."""
        voices, focus = self._columns.voices, self._focus
        made = self._ratio * voices.blended(self._lately)
        if focus and focus.anchor >= 0 and focus.weights is not None:
            among = np.flatnonzero(voices.rows == focus.anchor)
            if len(among):
                made[among[0]] += self._boost * focus.weights
            else:
                louder = self._boost * focus.weights[None]
                anchor = self._columns.voices_of(np.array([focus.anchor]), louder, louder)
                voices, made = voices.and_also(anchor), np.concatenate([made, louder])
        return voices, made

    def contributions(self, row: int) -> tuple[NDArray[np.int64], FloatArray]:
        """Rows of all that speaks and what each says (m, w) of the work at `row`, of itself nothing; the sums
        are parts["history"] and parts["people"]."""
        voices, coefficients = self._speaking()
        heard = self._columns.heard(row)
        if len(heard) < len(voices.rows):  # the anchor speaks, too
            last = np.arange(len(heard), len(voices.rows))
            heard = np.concatenate([heard, self._columns.heard_from(voices.some(last), row)])
        made = coefficients * heard
        made[voices.rows == row] = 0.0
        return voices.rows, made

    def scores_without(self, which: NDArray[np.int64]) -> FloatArray:
        """(n,) all scores with the voices at positions `which` of `contributions` silent."""
        voices, coefficients = self._speaking()
        said = self._columns.pulls(voices.some(which), coefficients[which, None])
        left: FloatArray = self.scores - said[:, 0].sum(axis=1)
        return left


def focused(relevance: FloatArray, focus: Focus | None) -> FloatArray:
    """(n,) relevance as a list with this focus sees it; may be the array that was handed in."""
    if focus is None:
        return relevance
    made = _REST * relevance + focus.column / focus.deviation
    return made if focus.kinship is None else made + _KINSHIP * focus.kinship
