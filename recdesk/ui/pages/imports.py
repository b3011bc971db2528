"""Imports: every file that was read, what became of each of its rows, and the way back."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QButtonGroup,
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QListView,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from recdesk.domain.history import Batch, BatchStatus, RowState
from recdesk.ui import dialogs, job_words, words
from recdesk.ui.intents import Intents
from recdesk.ui.models.imports import PLACE, RAW, REASON, STATE, BatchList, LedgerTable
from recdesk.ui.notices import Notice
from recdesk.ui.pages import furniture
from recdesk.ui.pages.furniture import heading, soft
from recdesk.ui.parts.batch_delegate import BatchDelegate
from recdesk.ui.parts.empty_note import EmptyNote
from recdesk.ui.parts.progress_card import ProgressCard
from recdesk.ui.reader import LibraryReader

AGAIN = frozenset({BatchStatus.INTERRUPTED, BatchStatus.CANCELLED, BatchStatus.FAILED, BatchStatus.UNDONE})
"""Where importing the file again does something."""

_WIDTHS = {PLACE: 190, STATE: 104, REASON: 140}
LATELY = 3  # lines of what was done by itself; the tool tip has the rest


class PlaceDelegate(QStyledItemDelegate):
    """A file's name gives way in its middle: the number of the row stands behind it."""

    def initStyleOption(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().initStyleOption(option, index)
        option.textElideMode = Qt.TextElideMode.ElideMiddle


class ImportsPage(QWidget):
    """On the left the imports, on the right the rows of the chosen one."""

    wants_details = False

    def __init__(self, intents: Intents, reader: LibraryReader, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._intents = intents
        self._reader = reader
        self.batches = BatchList(self)
        self.ledger = LedgerTable(intents.library, self)
        self.list = self._make_list()
        self.table = self._make_table()
        self.progress = ProgressCard(intents)
        self.title = QLabel()
        self.title.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.message = QLabel()
        self.states = QButtonGroup(self)
        self.undo = QPushButton(self.tr("Take back…"))
        self.retry = QPushButton(self.tr("Import again"))
        self.export = QPushButton(self.tr("Save as table…"))
        self.reasons = QLabel()
        for label in (self.title, self.message, self.reasons):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
        self.reasons.setObjectName("soft")
        self.watching = soft()
        self.watching.setTextFormat(Qt.TextFormat.PlainText)
        self.body = QStackedWidget()
        self._lay_out()
        self._connect()
        self.refresh()

    def _connect(self) -> None:
        self._intents.history_changed.connect(self.refresh)
        self._intents.watch_chosen.connect(self._show_watching)
        self._intents.watch_noted.connect(self._show_watching)
        self._intents.link.job_ended.connect(lambda _ended: self.refresh())
        self.list.selectionModel().currentChanged.connect(lambda _now, _before: self._show_chosen())
        self.undo.clicked.connect(self.ask_to_undo)
        self.retry.clicked.connect(self._retry)
        self.export.clicked.connect(self._choose_export)

    # -- what is shown -------------------------------------------------------------------------------

    def come_to_front(self) -> None:
        self.refresh()

    def refresh(self) -> None:
        """Look at the imports anew; the chosen one stays chosen."""
        chosen = self.chosen
        self.batches.show_batches(self._intents.library.history.batches())
        row = self.batches.row_of(chosen.id) if chosen else -1
        if self.batches.rowCount():
            self.list.setCurrentIndex(self.batches.index(max(0, row)))
        self.body.setCurrentIndex(0 if self.batches.rowCount() else 1)
        self._show_chosen()
        self._show_watching()

    @property
    def chosen(self) -> Batch | None:
        """The import whose rows are shown."""
        return self.batches.batch(self.list.currentIndex().row())

    def show_state(self, state: RowState | None) -> None:
        """Only the rows in this state; None means all."""
        self.ledger.show_batch(self.chosen, state)

    def ask_to_undo(self) -> None:
        """Take the chosen import back, once the person agrees."""
        batch = self.chosen
        if batch is None:
            return
        dialogs.ask(
            self,
            self.tr("Take the import of {name} back?").format(name=job_words.batch_heading(batch)),
            self.tr(
                "Its {rows} leave the history. Your feedback stays, and the file can be imported again."
            ).format(rows=job_words.rows_text(batch.rows)),
            self.tr("Take back"),
            partial(self._intents.undo_batch, batch.id),
        )

    def save_table(self, file: Path) -> None:
        """Write the rows of the chosen import, with what became of each, to a CSV file."""
        batch = self.chosen
        if batch is not None:
            self._reader.ask(
                "export",
                lambda library: library.history.export_ledger(batch.id, file),
                lambda rows: self._intents.told.emit(Notice(job_words.exported(rows, file))),
            )

    def _choose_export(self) -> None:
        if self.chosen is not None:
            usual = f"{Path(self.chosen.path).stem} import {self.chosen.id}.csv"
            name, _ = QFileDialog.getSaveFileName(
                self, self.tr("Save the rows as a table"), usual, self.tr("Tables (*.csv)")
            )
            if name:
                self.save_table(Path(name))

    def _retry(self) -> None:
        if self.chosen is not None:
            self._intents.retry_batch(self.chosen)

    def _show_chosen(self) -> None:
        batch = self.chosen
        if batch is None:
            self.ledger.show_batch(None)
            return
        self.title.setText(words.breakable(job_words.batch_heading(batch)))
        unreadable = batch.counts[RowState.UNREADABLE]
        self.message.setText("\n".join(filter(None, [batch.message, job_words.retry_hint(unreadable)])))
        self.message.setVisible(bool(self.message.text()))
        self.undo.setEnabled(batch.status not in (BatchStatus.UNDONE, BatchStatus.RUNNING))
        self.retry.setVisible(batch.status in AGAIN or unreadable > 0)
        self.export.setEnabled(batch.rows > 0)
        self._show_reasons(batch)
        self._fill_states(batch)
        self.show_state(None)

    def _show_watching(self) -> None:
        """Which folder is watched, and what was done by itself lately."""
        watched = self._intents.library.watched
        folder = watched.folder
        self.watching.setVisible(folder is not None)
        if folder is not None:
            told = [job_words.outcome_line(outcome) for outcome in watched.outcomes()]
            self.watching.setText("\n".join([job_words.watching(folder), *told[:LATELY]]))
            self.watching.setToolTip("\n".join(told))

    def _show_reasons(self, batch: Batch) -> None:
        told = sorted(batch.reasons.items(), key=lambda pair: -pair[1])[:4]
        self.reasons.setText(" · ".join(f"{job_words.number(n)} × {why}" for why, n in told))
        self.reasons.setVisible(bool(told))

    def _fill_states(self, batch: Batch) -> None:
        """The buttons above the table: all rows, or those of one state, with their number."""
        for button in self.states.buttons():
            state: RowState | None = button.property("state") and RowState(button.property("state"))
            count = batch.counts[state] if state else batch.rows
            name = job_words.state_name(state) if state else self.tr("All rows")
            button.setText(f"{name}  {job_words.number(count)}")
            button.setVisible(bool(count))
            button.setChecked(state is None or state == "")

    # -- building ------------------------------------------------------------------------------------

    def _make_list(self) -> QListView:
        view = QListView()
        view.setModel(self.batches)
        view.setItemDelegate(BatchDelegate(view))
        view.setAccessibleName(self.tr("Imports"))
        view.setFrameShape(QFrame.Shape.NoFrame)
        view.setMouseTracking(True)
        view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        view.setMinimumWidth(290)
        return view

    def _make_table(self) -> QTableView:
        table = furniture.table(self.ledger, self.tr("Rows of the import"), _WIDTHS, RAW)
        table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        table.setItemDelegateForColumn(PLACE, PlaceDelegate(table))
        return table

    def _lay_out(self) -> None:
        parts = QSplitter()
        parts.setChildrenCollapsible(False)
        parts.addWidget(self.list)
        parts.addWidget(self._make_right())
        parts.setSizes([340, 720])
        parts.setStretchFactor(1, 1)
        self.body.addWidget(parts)
        empty = EmptyNote()
        empty.say(
            self.tr("Nothing imported yet"),
            self.tr("Drop a file, a folder or a zip archive anywhere on this window."),
        )
        self.body.addWidget(empty)
        column = furniture.column_of(self)
        column.addWidget(heading(self.tr("Imports")))
        column.addWidget(self.watching)
        column.addWidget(self.progress)
        column.addWidget(self.body, 1)

    def _make_right(self) -> QWidget:
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(14, 4, 0, 0)
        column.setSpacing(10)
        top = QHBoxLayout()
        top.addWidget(self.title, 1)
        top.addWidget(self.export)
        top.addWidget(self.retry)
        top.addWidget(self.undo)
        column.addLayout(top)
        column.addWidget(self.message)
        column.addLayout(self._state_row())
        column.addWidget(self.reasons)
        column.addWidget(self.table, 1)
        return right

    def _state_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(6)
        for state in (None, *RowState):
            chip = QPushButton(job_words.state_name(state) if state else self.tr("All rows"))
            chip.setCheckable(True)
            chip.setProperty("chip", True)
            chip.setProperty("state", state.value if state else "")
            chip.clicked.connect(partial(self.show_state, state))
            self.states.addButton(chip)
            row.addWidget(chip)
        row.addStretch()
        return row
