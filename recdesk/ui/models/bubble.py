"""The bubble page's contents, measured in one go on the reader's thread.

Imports numpy through ranking; the window asks for it only when the page is first shown.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from recdesk.domain.bubble import Period, WayOut
from recdesk.library import Library
from recdesk.ranking.concentration import Bubble, concentration
from recdesk.ranking.ways_out import ways_out


@dataclass(frozen=True, slots=True)
class BubbleView:
    """One scope, measured, and which others there are (works turned to, by scope)."""

    scopes: Mapping[str, int]
    bubble: Bubble
    ways: tuple[WayOut, ...]


def read_bubble(
    library: Library, scope: str | None, period: Period | None, on_view: Collection[int]
) -> BubbleView:
    """Measure a scope (None: the one with most works) by a period (None: one that fits). `on_view` are works
    that stand in the window now and are not yet written down as shown."""
    habits = library.habits.read(scope, on_view)
    bubble = concentration(habits, period)
    return BubbleView(habits.scopes, bubble, ways_out(bubble, habits))
