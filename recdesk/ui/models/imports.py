"""Imports as Qt models: the list of batches, and the rows of one as the ledger keeps them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from enum import IntEnum
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from recdesk.domain.history import Batch, RowState
from recdesk.library import LedgerRow, Library
from recdesk.ui import job_words, words
from recdesk.ui.models.paged import PagedTable

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()

PLACE, STATE, REASON, RAW = range(4)


class BatchRole(IntEnum):
    BATCH = Qt.ItemDataRole.UserRole + 1


class BatchList(QAbstractListModel):
    """Every import, newest first."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._batches: list[Batch] = []

    def show_batches(self, batches: Sequence[Batch]) -> None:
        """Replace the list. Where the imports are the same ones, only their contents change, so a choice
        stays chosen."""
        same = [batch.id for batch in batches] == [batch.id for batch in self._batches]
        if same and batches:
            self._batches = list(batches)
            self.dataChanged.emit(self.index(0), self.index(len(batches) - 1))
        elif list(batches) != self._batches:
            self.beginResetModel()
            self._batches = list(batches)
            self.endResetModel()

    def batch(self, row: int) -> Batch | None:
        return self._batches[row] if 0 <= row < len(self._batches) else None

    def row_of(self, batch_id: int) -> int:
        """The row of an import, -1 where it is not listed."""
        return next((n for n, batch in enumerate(self._batches) if batch.id == batch_id), -1)

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._batches)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        batch = self.batch(index.row()) if index.isValid() else None
        if batch is None:
            return None
        if role == BatchRole.BATCH:
            return batch
        if role == Qt.ItemDataRole.DisplayRole:
            return job_words.batch_heading(batch)
        if role == Qt.ItemDataRole.ToolTipRole:
            return f"{batch.path}\n{job_words.batch_counts(batch)}"
        if role == Qt.ItemDataRole.AccessibleTextRole:
            heading = job_words.batch_heading(batch)
            return f"{heading}. {job_words.batch_facts(batch)}. {job_words.batch_counts(batch)}"
        return None


class LedgerTable(PagedTable[LedgerRow]):
    """The rows of one import in the order of its file, all of them or those in one state."""

    def __init__(self, library: Library, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._library = library
        self._batch_id = 0
        self._state: RowState | None = None

    def show_batch(self, batch: Batch | None, state: RowState | None = None) -> None:
        self._batch_id = batch.id if batch else 0
        self._state = state
        count = 0 if batch is None else batch.rows if state is None else batch.counts[state]
        self.restart(count)

    def headings(self) -> Sequence[str]:
        return (self.tr("Where"), self.tr("State"), self.tr("Why"), self.tr("What stands there"))

    def fetch(self, first: int, count: int) -> Sequence[LedgerRow]:
        return self._library.history.ledger(self._batch_id, self._state, count, first)

    def text(self, row: LedgerRow, column: int) -> str:
        if column == PLACE:
            return words.isolated(row.place)
        if column == STATE:
            return job_words.state_name(row.state)
        if column == REASON:
            return row.reason
        return words.isolated(raw_text(row.raw))


def raw_text(raw: str) -> str:
    """A row's raw JSON as people read it: "Title: Dark, Date: 3/4/2020"; anything else as it stands."""
    try:
        fields = json.loads(raw)
    except ValueError:
        return raw
    if not isinstance(fields, dict):
        return raw
    return ", ".join(f"{name}: {value}" for name, value in fields.items() if value not in ("", None))
