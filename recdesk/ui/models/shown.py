"""What was shown often and never opened, as a Qt table."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor, QGuiApplication

from recdesk.domain.shown import PassedOver
from recdesk.ui import shown_words, theme, words

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()

TITLE, KIND, SHOWN, SINCE, BACK = range(5)


class ShownTable(QAbstractTableModel):
    """Works in the order they were given; `show_if` leaves some out."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._all: tuple[PassedOver, ...] = ()
        self._passes: Callable[[PassedOver], bool] = lambda _one: True
        self.works: tuple[PassedOver, ...] = ()

    def show_works(self, works: Sequence[PassedOver]) -> None:
        self._all = tuple(works)
        self.show_if(self._passes)

    def show_if(self, passes: Callable[[PassedOver], bool]) -> None:
        """Only works that pass."""
        self.beginResetModel()
        self._passes = passes
        self.works = tuple(filter(passes, self._all))
        self.endResetModel()

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.works)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else 5

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation is not Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        return (
            self.tr("Title"), self.tr("Kind"), self.tr("Shown"), self.tr("Since"), self.tr("Comes back"),
        )[section]  # fmt: skip

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self.works):
            return None
        one = self.works[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(one, index.column())
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleDescriptionRole):
            return shown_words.facts(one)
        if role == Qt.ItemDataRole.ForegroundRole and index.column() != TITLE:
            return QColor(theme.of(QGuiApplication.palette()).soft)
        return None

    @staticmethod
    def _text(one: PassedOver, column: int) -> str:
        return {
            TITLE: words.isolated(one.title),
            KIND: words.kind_name(one.kind),
            SHOWN: shown_words.how_often(one),
            SINCE: shown_words.day(one.since),
            BACK: shown_words.state(one),
        }[column]
