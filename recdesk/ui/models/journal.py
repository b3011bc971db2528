"""The journal as a Qt table, newest first."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)
from PySide6.QtGui import QColor, QFont, QGuiApplication

from recdesk.domain.journal import Deed, Entry
from recdesk.ui import job_words, journal_words, theme, words

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()

WHEN, SUBJECT, SAID, HOLDS = range(4)


class JournalTable(QAbstractTableModel):
    """Entries of the chosen deeds."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._all: list[Entry] = []
        self._deeds: frozenset[Deed] = frozenset(Deed)
        self._entries: list[Entry] = []

    def show_entries(self, entries: Sequence[Entry]) -> None:
        self._all = list(entries)
        self.show_deeds(self._deeds)

    def show_deeds(self, deeds: frozenset[Deed]) -> None:
        """Only entries of these deeds."""
        self.beginResetModel()
        self._deeds = deeds
        self._entries = [entry for entry in self._all if entry.deed in deeds]
        self.endResetModel()

    @property
    def entries(self) -> Sequence[Entry]:
        return self._entries

    def entry(self, row: int) -> Entry | None:
        return self._entries[row] if 0 <= row < len(self._entries) else None

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._entries)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else 4

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation is not Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        return (self.tr("When"), self.tr("About"), self.tr("What you said"), "")[section]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        entry = self.entry(index.row()) if index.isValid() else None
        if entry is None:
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self._text(entry, index.column())
        if entry.undone and role == Qt.ItemDataRole.ForegroundRole:
            return QColor(theme.of(QGuiApplication.palette()).soft)
        if entry.undone and role == Qt.ItemDataRole.FontRole and index.column() == SAID:
            struck = QFont()
            struck.setStrikeOut(True)
            return struck
        return None

    def _text(self, entry: Entry, column: int) -> str:
        if column == WHEN:
            return job_words.moment_text(entry.when)
        if column == SUBJECT:
            return words.isolated(entry.subject)
        if column == SAID:
            return journal_words.said(entry)
        return self.tr("taken back") if entry.undone else ""
