"""How one list came about: what every stage let through, what it left out, and the best of that.

The stages are the ranker's own gates, asked one after the other, as `ranking.how_picked` counts them. After
them comes the order by score, and what the rules for variety exchanged in it. Knows a picker and the shelves
above. Knows no words and no widget.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from recdesk.domain.taste import Mode
from recdesk.ranking import Gate
from recdesk.ui.models.cards import Card
from recdesk.ui.models.picker import ON_SHELF, Picker, length_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

NAMED = 6  # titles of what a stage left out


@dataclass(frozen=True, slots=True, eq=False)
class Stage:
    """`name` is a Gate's value, "works" (all there are), "above" (they stand on a shelf above), "score",
    "rules" or "list". `left` went on, `out` did not; of the rules `out` counts works that were exchanged."""

    name: str
    left: int
    out: int = 0
    mask: NDArray[np.bool_] | None = None  # (n,) what was left out here


class How:
    """One list as it is asked for now. `above` are works that stand on the shelves above, where the list is
    a shelf."""

    def __init__(
        self, picker: Picker, key: str, dials: Mapping[str, float], above: Iterable[int] | None = None
    ) -> None:
        self._picker = picker
        self.key = key
        count = length_of(key) if above is None else ON_SHELF
        self.dials, self.request = picker.asked(key, dials, count)
        self._above = frozenset(above or ())
        self.stages = [*self._gates()]
        self._rank()

    def titles(self, stage: Stage) -> tuple[Card, ...]:
        """The best of what a stage left out. What was sent away or blocked is named nowhere."""
        if stage.name == "score":
            return self._picker.plain_cards(self._next)
        if stage.name == "rules":
            return self._picker.plain_cards(self._exchanged[:NAMED])
        eased = _EASED.get(stage.name)
        if eased is None or stage.mask is None or not stage.out:
            return ()
        request = replace(self.request, n=NAMED, per_group=NAMED, **eased)
        plain = replace(self.dials, diversity=0.0, mix=None, in_proportion=False)
        picks = self._picker.ranker.arrange(plain, request, stage.mask).picks
        return self._picker.plain_cards(pick.work_id for pick in picks)

    def _gates(self) -> Iterable[Stage]:
        ids = self._picker.ranker.run.work_ids
        left = np.ones(len(ids), np.bool_)
        yield Stage("works", len(ids))
        gates = [
            (gate.value, passing)
            for gate, passing in self._picker.ranker.gates(self.request, self._picker.within)
        ]
        if self._above:
            gates.append(("above", ~np.isin(ids, list(self._above))))
        for name, passing in gates:
            out = left & ~passing
            left = left & passing
            yield Stage(name, int(left.sum()), int(out.sum()), out)

    def _rank(self) -> None:
        """The list itself, the works that follow it, and those that the rules exchanged."""
        ranker, within = self._picker.ranker, self._picker.within
        request = replace(self.request, hidden=self.request.hidden | self._above)
        longer = replace(request, n=request.n + NAMED)
        picks = [pick.work_id for pick in ranker.arrange(self.dials, longer, within).picks]
        plain = replace(self.dials, diversity=0.0, mix=None, in_proportion=False)
        freely = replace(request, per_group=request.n)
        best = [pick.work_id for pick in ranker.arrange(plain, freely, within).picks]
        shown, self._next = picks[: request.n], picks[request.n :]
        self._exchanged = [work_id for work_id in best if work_id not in shown]
        left = self.stages[-1].left
        self.stages.append(Stage("score", len(best), left - len(best)))
        if self._exchanged:
            self.stages.append(Stage("rules", len(shown), len(self._exchanged)))
        self.stages.append(Stage("list", len(shown)))


_EASED: Mapping[str, dict[str, Any]] = {
    Gate.CATALOGUE.value: {"mode": Mode.REVISIT},
    Gate.KNOWN.value: {"mode": Mode.REVISIT},
    Gate.SAVED.value: {"mode": Mode.BACKLOG},
    Gate.RESTING.value: {"resting": frozenset()},
    Gate.KIND.value: {"kinds": None},
    Gate.WELL_KNOWN.value: {"side": None},
    Gate.USUAL.value: {"side": None},
    Gate.UNRELATED.value: {"because": None},
    Gate.FILTER.value: {},
    "above": {},
}
"""By stage: how the list has to be asked for to hold what was left out there."""
