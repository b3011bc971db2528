"""The journal: everything the person told RecDesk, and an Undo for each line of it."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QModelIndex
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QStackedWidget,
    QWidget,
)

from recdesk.domain.journal import BlockWhat, Deed, Entry
from recdesk.library import Library
from recdesk.ui import journal_words
from recdesk.ui.intents import Intents
from recdesk.ui.models.journal import HOLDS, SAID, SUBJECT, WHEN, JournalTable
from recdesk.ui.pages import furniture
from recdesk.ui.parts.choice import Choice
from recdesk.ui.parts.empty_note import EmptyNote
from recdesk.ui.reader import LibraryReader

_WIDTHS = {WHEN: 170, SAID: 220, HOLDS: 110}


class JournalPage(QWidget):
    """A table of entries, a line to block something by name, and Undo for the chosen entry."""

    least_for_details = 1300

    def __init__(self, intents: Intents, reader: LibraryReader, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._intents = intents
        self._reader = reader
        self.entries = JournalTable(self)
        self.table = furniture.table(self.entries, self.tr("What you told RecDesk"), _WIDTHS, SUBJECT)
        self.count = furniture.soft()
        self.undo_button = QPushButton(self.tr("Undo this"))
        self.what = Choice()
        self.value = QLineEdit()
        self.block_button = QPushButton(self.tr("Block"))
        self.empty = EmptyNote()
        self.body = QStackedWidget()
        self.body.addWidget(self.table)
        self.body.addWidget(self.empty)
        self._furnish()
        self._lay_out()
        self._connect()
        self._fit_buttons()

    def come_to_front(self) -> None:
        """Read the journal anew; it arrives in a moment."""
        self._reader.ask("journal", _entries, self._show)

    # -- building ------------------------------------------------------------------------------------

    def _furnish(self) -> None:
        for what in BlockWhat:
            self.what.addItem(journal_words.block_name(what), what)
        self.what.setAccessibleName(self.tr("What to block by"))
        self.what.view().setAccessibleName(self.tr("What to block by"))
        self.value.setPlaceholderText(self.tr("Never show: a name, a tag, a word…"))
        self.value.setAccessibleName(self.tr("What to block"))
        self.value.setMaximumWidth(320)
        self.empty.say(
            self.tr("Nothing said yet"),
            self.tr(
                "Every verdict you give stands here, and everything you block or want more or less of. "
                "Each line can be taken back, however old it is."
            ),
        )

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.addWidget(furniture.heading(self.tr("Journal")))
        top.addWidget(self.count)
        top.addStretch()
        top.addWidget(self.undo_button)
        self.choices, chips = furniture.chips(
            self, [(label, partial(self.entries.show_deeds, deeds)) for label, deeds in self._choices()]
        )
        chips.addWidget(self.what)
        chips.addWidget(self.value, 1)
        chips.addWidget(self.block_button)
        column = furniture.column_of(self)
        column.addLayout(top)
        column.addLayout(chips)
        column.addWidget(self.body, 1)

    def _choices(self) -> list[tuple[str, frozenset[Deed]]]:
        return [
            (self.tr("All"), frozenset(Deed)),
            (self.tr("Verdicts"), frozenset({Deed.VERDICT, Deed.REST})),
            (self.tr("Blocks"), frozenset({Deed.BLOCK})),
            (self.tr("Interests"), frozenset({Deed.LEANING})),
            (self.tr("Events"), frozenset({Deed.IGNORE})),
        ]

    def _connect(self) -> None:
        self._intents.journal.changed.connect(self._follow)
        self.undo_button.clicked.connect(self._undo)
        self.block_button.clicked.connect(self._block)
        self.value.returnPressed.connect(self._block)
        self.value.textChanged.connect(lambda _text: self._fit_buttons())
        self.table.selectionModel().currentRowChanged.connect(self._select)
        self.entries.modelReset.connect(self._fit_buttons)

    # -- showing and asking --------------------------------------------------------------------------

    def _follow(self) -> None:
        if self.isVisible():
            self.come_to_front()

    def _show(self, entries: list[Entry]) -> None:
        self.entries.show_entries(entries)
        self.count.setText(journal_words.count(entries) if entries else "")
        self.body.setCurrentWidget(self.table if entries else self.empty)

    def _select(self, index: QModelIndex) -> None:
        self._fit_buttons()
        entry = self.entries.entry(index.row()) if index.isValid() else None
        if entry is not None and entry.work_id is not None:
            self._intents.browse.select(entry.work_id)

    def _fit_buttons(self) -> None:
        entry = self.entries.entry(self.table.currentIndex().row())
        self.undo_button.setEnabled(entry is not None and not entry.undone)
        self.block_button.setEnabled(bool(self.value.text().strip()))

    def _undo(self) -> None:
        entry = self.entries.entry(self.table.currentIndex().row())
        if entry is not None:
            self._intents.journal.undo(entry.journal_id)

    def _block(self) -> None:
        if value := self.value.text().strip():
            self._intents.journal.block(BlockWhat(self.what.currentData()), value)
            self.value.clear()


def _entries(library: Library) -> list[Entry]:
    return library.journal.entries()
