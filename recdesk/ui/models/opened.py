"""A run made ready beside the window: opening it, its columns and the first page cost some 150 ms.

Everything here may be done by any thread with a `Library` of its own; `Browse.take_up` brings the result
into the window's thread within a frame. Imports numpy.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from recdesk.domain.taste import Measures
from recdesk.ui.models.cards import Shelf
from recdesk.ui.models.filters import FILTER, filter_of
from recdesk.ui.models.picker import Picker

if TYPE_CHECKING:
    from recdesk.domain.taste import Filter
    from recdesk.library import Library


@dataclass(frozen=True, slots=True)
class Opened:
    """The picker of a run, and the page of shelves it gives under `dials`."""

    picker: Picker
    filter: Filter
    shelves: tuple[Shelf, ...]
    measures: Measures
    dials: Mapping[str, float]


def open_latest(library: Library, dials: Mapping[str, float], key: str = "top") -> Opened | None:
    """The newest run, ready to be shown; None where nothing was learned yet. A damaged run is a UserFault.
    `key` is the list on the screen: its reasons are found now (333 ms for the hundred cards of a page, after
    80,000 plays), so that the window finds them ready."""
    picker = Picker.of_latest(library)
    if picker is None:
        return None
    wanted = filter_of(library.settings.get(FILTER))
    if not wanted.is_open:
        picker.narrow(library.filters.passing(wanted))
    page = picker.shelves(dials)
    if key != "top":
        picker.list_for(key, dials)
    return Opened(picker, wanted, *page, dict(dials))
