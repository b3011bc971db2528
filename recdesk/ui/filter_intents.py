"""What a person can ask of filters and blends: narrow the lists, keep how they are made, come back to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from recdesk.domain.faults import UserFault
from recdesk.library import Library
from recdesk.ui.models import filters
from recdesk.ui.models.browse import Browse
from recdesk.ui.notices import Notice
from recdesk.ui.reader import LibraryReader

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from recdesk.domain.taste import Filter
    from recdesk.ui.models.filters import Blend


class FilterIntents(QObject):
    """See the module. The works that pass are found on the reader's thread: a second for a million."""

    told = Signal(Notice)
    blends_changed = Signal()

    def __init__(
        self, library: Library, browse: Browse, reader: LibraryReader, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._library = library
        self._browse = browse
        self._reader = reader
        self.choices: dict[str, list[str]] = {}

    def narrow(self, wanted: Filter) -> None:
        """Let only these works into the lists; an open filter lets all in again. Kept for the next start."""
        if not self._put(lambda: self._library.settings.put(filters.FILTER, filters.stored(wanted))):
            return
        if wanted.is_open:
            self._browse.narrow(wanted, None)
            return

        def passing(library: Library) -> NDArray[np.int64]:
            return library.filters.passing(wanted)

        self._reader.ask("filter", passing, lambda ids: self._browse.narrow(wanted, ids))

    def widen(self) -> None:
        """No filter any more."""
        from recdesk.domain.taste import Filter

        self.narrow(Filter())

    def blends(self) -> list[Blend]:
        return filters.blends(self._library)

    def save_blend(self, name: str) -> None:
        """Keep where the dials stand and what is filtered."""
        wanted = self._browse.filter or filters.filter_of(None)
        blend = filters.Blend(name.strip(), dict(self._browse.dial_values), wanted)
        if blend.name and self._put(lambda: filters.save_blend(self._library, blend)):
            self.blends_changed.emit()

    def forget_blend(self, name: str) -> None:
        if self._put(lambda: filters.forget_blend(self._library, name)):
            self.blends_changed.emit()

    def use_blend(self, blend: Blend) -> None:
        """Turn the dials and the filter to what was kept."""
        self._browse.set_dials(blend.dials)
        self.narrow(blend.filter)

    def _put(self, write: object) -> bool:
        assert callable(write)
        try:
            write()
        except UserFault as fault:
            self.told.emit(Notice(fault.say, fault.do_next, bad=True))
            return False
        return True
