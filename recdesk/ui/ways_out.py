"""Out of the bubble and back: a way out sets the filter and the dials, opens the list, and keeps what was.

Knows `Browse` and the filter's intents. A way is on while the filter and its dials stand as it set them;
whoever moves them has left it, and there is nothing to go back to.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QBoxLayout, QWidget

from recdesk.domain.bubble import SCOPES, Dimension, WayOut
from recdesk.domain.faults import UserFault
from recdesk.domain.taste import Filter
from recdesk.library import Library
from recdesk.ui.filter_intents import FilterIntents
from recdesk.ui.models.browse import Browse, Stage
from recdesk.ui.models.dial_values import dial_values
from recdesk.ui.models.filters import filter_of, stored

WAY = "way_out"
_SAME = 0.005  # a slider's step is 0.01


class WaysOut(QObject):
    """See the module. `way` is the one that is on, None where none is."""

    changed = Signal()
    page_wanted = Signal(str)

    def __init__(
        self, library: Library, browse: Browse, filters: FilterIntents, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._library = library
        self._browse = browse
        self._filters = filters
        self._before: tuple[dict[str, float], Filter] | None = None
        self._setting = False
        self.way: WayOut | None = None
        self._remember()
        browse.filter_changed.connect(self._follow)
        browse.dials_changed.connect(self._follow)

    @property
    def can_lead(self) -> bool:
        """Whether there are lists to lead to."""
        return self._browse.stage is Stage.LIVE

    def take(self, way: WayOut) -> None:
        """Set the list to lead out this way, and show it. From another way one changes over: both together
        would lead further than either says."""
        before = self._before or (dict(self._browse.dial_values), self._browse.filter or Filter())
        self._put(way, before)
        self._set({**before[0], **way.dials}, narrowed(before[1], way))
        self.page_wanted.emit(way.scope)

    def go_back(self) -> None:
        """The list as it was."""
        if self._before is not None:
            dials, wanted = self._before
            self._put(None, None)
            self._set(dials, wanted)

    def strip(self) -> QWidget:
        """A line that is there while a way is on."""
        from recdesk.ui.parts.way_strip import WayStrip

        return WayStrip(self)

    def with_strip(self, page: QWidget) -> QWidget:
        """The page, with such a line below its heading."""
        column = page.layout()
        assert isinstance(column, QBoxLayout)
        column.insertWidget(1, self.strip())
        return page

    def _set(self, dials: Mapping[str, float], wanted: Filter) -> None:
        self._setting = True  # dials and filter come one after the other
        self._browse.set_dials(dials)
        self._filters.narrow(wanted)

    def _put(self, way: WayOut | None, before: tuple[dict[str, float], Filter] | None) -> None:
        self.way, self._before = way, before
        self._keep()
        self.changed.emit()

    def _follow(self) -> None:
        """Whoever turned its dials or changed the filter has left the way."""
        if self.way is None or self._before is None or self._browse.filter is None:
            return
        values = self._browse.dial_values
        stands = self._browse.filter == narrowed(self._before[1], self.way) and all(
            abs(values[name] - value) < _SAME for name, value in self.way.dials.items()
        )
        if stands:
            self._setting = False
        elif not self._setting:
            self._put(None, None)

    # -- kept from one start to the next ---------------------------------------------------------------

    def _keep(self) -> None:
        kept: dict[str, Any] | None = None
        if self.way is not None and self._before is not None:
            kept = {
                "dimension": self.way.dimension.value,
                "scope": self.way.scope,
                "names": list(self.way.names),
                "filter": stored(self.way.filter),
                "dials": dict(self.way.dials),
                "before": {"dials": self._before[0], "filter": stored(self._before[1])},
            }
        try:
            self._library.settings.put(WAY, kept)
        except UserFault as fault:
            self._browse.fault_met.emit(str(fault))

    def _remember(self) -> None:
        """What another version kept, or what is spoilt, is no way."""
        kept = self._library.settings.get(WAY)
        try:
            before = kept["before"]
            way = WayOut(
                Dimension(kept["dimension"]),
                kept["scope"],
                tuple(map(str, kept["names"])),
                filter_of(kept["filter"]),
                {str(name): float(value) for name, value in kept["dials"].items()},
            )
            was = dial_values(before["dials"]), filter_of(before["filter"])
        except (TypeError, KeyError, ValueError, AttributeError):
            return
        if way.scope in SCOPES and way.dials.keys() <= was[0].keys():
            self.way, self._before = way, was
            self._follow()


def narrowed(wanted: Filter, way: WayOut) -> Filter:
    """A person's own filter with a way's on top: what they refuse stays refused, what they ask for gives way
    where the two speak of the same thing."""
    led = way.filter
    made = replace(wanted, without=wanted.without | led.without)
    if led.without:
        made = replace(made, genres=made.genres - led.without)
    if led.genres:
        made = replace(made, genres=led.genres)
    if led.abroad:
        made = replace(made, abroad=led.abroad, countries=frozenset())
    if (led.since, led.until) != (None, None):
        made = replace(made, since=led.since, until=led.until)
    return made
