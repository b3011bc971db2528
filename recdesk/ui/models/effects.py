"""What each dial alone has brought into the list in sight: the works that would not be in it were that dial
at rest and the others where they are.

While one dial is turned, the list without it stays what it was, so its count follows at every tick and costs
nothing. What the other dials do may have changed; it is not said again before the hand rests, and then one
dial a turn of the event loop. Knows `Browse`.
"""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QObject, QTimer, Signal

from recdesk.ui.models.browse import Browse
from recdesk.ui.models.dial_values import MIX, NEUTRAL


def dial_of(name: str) -> str:
    """The dial that a value belongs to: all faders of the mix are one."""
    return "mix" if name.startswith(MIX) else name


DIALS = tuple(dict.fromkeys(map(dial_of, NEUTRAL)))


class Effects(QObject):
    """`fresh` is the count by dial, without the dials of which it is not known; `total` that of all dials
    together; `size` the length of the list."""

    changed = Signal()

    def __init__(self, browse: Browse, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._browse = browse
        self.fresh: dict[str, int] = {}
        self.total: int | None = None
        self.size = 0
        self._ids: frozenset[int] = frozenset()
        self._values: Mapping[str, float] = {}
        self._key = ""
        self._orders: dict[tuple[float, ...], frozenset[int]] = {}
        self._more = QTimer(self)
        self._more.setObjectName("what one more dial does")
        self._more.setSingleShot(True)
        self._more.setInterval(0)
        self._more.timeout.connect(self._count_one_more)
        browse.measures_changed.connect(self._follow)
        self._follow()

    def would_bring(self, values: Mapping[str, float]) -> int | None:
        """How many works these dials would bring into the list as it is now; None while no run is loaded."""
        picker = self._browse.picker
        if picker is None:
            return None
        return len(set(picker.order_for(self._key, values)[0]) - self._ids)

    def _follow(self) -> None:
        browse = self._browse
        if browse.picker is None:
            return
        values, key = dict(browse.dial_values), browse.live_key
        moved = {dial_of(name) for name, value in values.items() if self._values.get(name) != value}
        if not moved or key != self._key:
            self._orders.clear()  # something else than a dial has changed the list
        self._values, self._key = values, key
        self._ids = frozenset(card.work_id for card in browse.cards(key))
        self.size = len(self._ids)
        self.fresh = {dial: 0 for dial in DIALS if self.rests(dial)}
        self.total = self._count(NEUTRAL)
        if len(moved) == 1:
            self._count_dial(*moved)
        if not browse.moving:
            self._more.start()
        self.changed.emit()

    def _count_one_more(self) -> None:
        dial = next((dial for dial in DIALS if dial not in self.fresh), None)
        if dial is None or self._browse.moving or self._browse.picker is None:
            return
        self._count_dial(dial)
        self.changed.emit()
        self._more.start()

    def _count_dial(self, dial: str) -> None:
        rested = {name: NEUTRAL[name] if dial_of(name) == dial else v for name, v in self._values.items()}
        self.fresh[dial] = self._count(rested)

    def rests(self, dial: str) -> bool:
        """Whether a dial stands where it changes nothing."""
        return all(self._values[name] == rest for name, rest in NEUTRAL.items() if dial_of(name) == dial)

    def _count(self, values: Mapping[str, float]) -> int:
        """Works of the list that are not in the one these values give."""
        picker = self._browse.picker
        assert picker is not None
        position = tuple(values[name] for name in NEUTRAL)
        if position not in self._orders:
            self._orders[position] = frozenset(picker.order_for(self._key, values)[0])
        return len(self._ids - self._orders[position])
