"""A table whose rows are fetched a page at a time, by whoever knows them.

Only pages that were looked at are kept, and of those the last few: a history of a million rows costs the
window as much as one of a thousand. Knows nothing of what a row is.
"""

from __future__ import annotations

import logging
from collections import OrderedDict
from collections.abc import Sequence
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from recdesk.domain.faults import UserFault

log = logging.getLogger(__name__)

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
PAGE_ROWS = 200
KEPT_PAGES = 24

Row = TypeVar("Row")


class PagedTable(QAbstractTableModel, Generic[Row]):
    """Subclasses say how many rows there are (`restart`), fetch a page, and put a row into words."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._count = 0
        self._pages: OrderedDict[int, Sequence[Row]] = OrderedDict()

    # -- for subclasses ------------------------------------------------------------------------------

    def headings(self) -> Sequence[str]:
        """The names of the columns."""
        raise NotImplementedError

    def fetch(self, first: int, count: int) -> Sequence[Row]:
        """Rows `first` and on, at most `count`; quick enough for the window's thread."""
        raise NotImplementedError

    def text(self, row: Row, column: int) -> str:
        """One cell in words."""
        raise NotImplementedError

    def restart(self, count: int) -> None:
        """There are `count` rows now, and none of those fetched before holds."""
        self.beginResetModel()
        self._pages.clear()
        self._count = count
        self.endResetModel()

    # -- rows ----------------------------------------------------------------------------------------

    def row(self, n: int) -> Row | None:
        """Row `n`, fetched with its neighbours if it was not yet; None where it is gone meanwhile."""
        number, place = divmod(n, PAGE_ROWS)
        if number not in self._pages:
            try:
                self._pages[number] = self.fetch(number * PAGE_ROWS, PAGE_ROWS)
            except UserFault as fault:  # the file is busy: Qt asks again when it paints again
                log.warning("%s", fault)
                return None
            if len(self._pages) > KEPT_PAGES:
                self._pages.popitem(last=False)
        else:
            self._pages.move_to_end(number)
        page = self._pages[number]
        return page[place] if place < len(page) else None

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else self._count

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.headings())

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        row = self.row(index.row())
        return self.text(row, index.column()) if row is not None else ""

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            headings = self.headings()
            return headings[section] if 0 <= section < len(headings) else None
        return None
