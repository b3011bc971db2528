"""Catalogue: which packs are there, how much of the history they recognise, and where to get more."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import (
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from recdesk.ui import dialogs, pack_words, theme, words
from recdesk.ui.link import JobEnd
from recdesk.ui.models.packs import Origin, Shelf
from recdesk.ui.packs_intents import PackIntents
from recdesk.ui.pages import furniture
from recdesk.ui.pages.furniture import card, heading, soft
from recdesk.ui.pages.pack_preview import PackDialog
from recdesk.ui.parts.coverage_bars import CoverageBars
from recdesk.ui.parts.pack_card import PackCard
from recdesk.ui.parts.progress_card import ProgressCard


class CataloguePage(QWidget):
    """One column: coverage, packs, where packs come from."""

    wants_details = False

    def __init__(self, packs: PackIntents, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._packs = packs
        self._stale = True
        self.cards: list[PackCard] = []
        self.facts = soft()
        self.add = QPushButton(self.tr("Add a pack…"))
        self.bars = CoverageBars()
        self.coverage, inside = card()
        inside.addWidget(self._section(self.tr("How much of your history is recognised")))
        inside.addWidget(self.bars)
        self._list = QVBoxLayout()
        self._list.setSpacing(10)
        self.origins, self._origins = card()
        self._lay_out()
        self._connect()

    def _connect(self) -> None:
        self._packs.shelf_read.connect(self.show_shelf)
        self._packs.packs_changed.connect(self._note_change)
        self._packs.intents.history_changed.connect(self._note_change)
        self._packs.intents.link.job_ended.connect(self._note_end)

    def come_to_front(self) -> None:
        if self._stale:
            self._stale = False
            self._packs.read_shelf()

    # -- what is shown -------------------------------------------------------------------------------

    def show_shelf(self, shelf: Shelf) -> None:
        """Put packs, coverage and origins on show."""
        self.facts.setText(pack_words.whole_catalogue(shelf.works, len(shelf.packs)))
        self.coverage.setVisible(bool(shelf.coverage))
        self.bars.show_rows(shelf.coverage)
        for old in self.cards:
            old.hide()
            old.deleteLater()
        busy = bool(self._packs.intents.link.jobs)
        self.cards = [PackCard(row, busy) for row in shelf.packs]
        for pack in self.cards:
            pack.removal_wanted.connect(self.ask_to_remove)
            self._list.addWidget(pack)
        self._show_origins(shelf.origins)

    def ask_to_remove(self, name: str) -> None:
        """Remove a pack, once the person agrees."""
        ask, more = pack_words.remove_question(name)
        dialogs.ask(self, ask, more, self.tr("Remove"), partial(self._packs.remove, name))

    def look_at(self, path: Path) -> PackDialog:
        """Show what a pack holds and ask whether it is to be added."""
        dialog = PackDialog(self._packs, path, self)
        dialog.show()
        return dialog

    def _note_change(self) -> None:
        self._stale = True
        if self.isVisible():
            self.come_to_front()

    def _note_end(self, _ended: JobEnd) -> None:
        if not self._packs.intents.link.jobs:  # what is unfinished now was really cut short
            self._note_change()

    def _choose_file(self) -> None:
        name, _ = QFileDialog.getOpenFileName(
            self,
            self.tr("Add a pack"),
            "",
            self.tr(
                "Packs (*.zip *.gz *.xz *.bz2 *.tgz *.csv *.tsv *.json *.jsonl *.xml *.db);;All files (*)"
            ),
        )
        if name:
            self.look_at(Path(name))

    def _choose_folder(self) -> None:
        if name := QFileDialog.getExistingDirectory(self, self.tr("Add a pack from a folder")):
            self.look_at(Path(name))

    def _show_origins(self, origins: list[Origin]) -> None:
        while self._origins.count():
            item = self._origins.takeAt(0)
            if item is not None and (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        self._origins.addWidget(self._section(self.tr("Where packs come from")))
        self._origins.addWidget(
            soft(
                self.tr(
                    "RecDesk never goes online. Get a file with your browser, then add it here as it came: "
                    "packed files need not be unpacked."
                )
            )
        )
        for origin in origins:
            self._origins.addWidget(self._origin(origin))
        self.origins.setVisible(bool(origins))

    # -- building ------------------------------------------------------------------------------------

    def _section(self, text: str) -> QLabel:
        label = QLabel(text)
        label.setFont(theme.scaled(label.font(), 1.15, QFont.Weight.DemiBold))
        return label

    def _origin(self, origin: Origin) -> QWidget:
        """Two lines that can be selected, so that a name can be taken to the browser. No link: a click must
        not go online by itself."""
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 6, 0, 0)
        column.setSpacing(2)
        kinds = ", ".join(words.kind_plural(kind).lower() for kind in origin.kinds)
        name = QLabel(f"{words.isolated(origin.name)} · {kinds}")
        name.setFont(theme.scaled(name.font(), 1.0, QFont.Weight.DemiBold))
        where = soft(origin.where)
        for label in (name, where):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            label.setToolTip(origin.licence)
            column.addWidget(label)
        return box

    def _lay_out(self) -> None:
        menu = QMenu(self.add)
        menu.addAction(self.tr("From a &file…")).triggered.connect(self._choose_file)
        menu.addAction(self.tr("From a f&older…")).triggered.connect(self._choose_folder)
        self.add.setMenu(menu)
        self.add.setProperty("primary", True)
        top = QHBoxLayout()
        top.addWidget(heading(self.tr("Catalogue")), 1)
        top.addWidget(self.add)
        self.progress = ProgressCard(self._packs.intents)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 12, 16)
        column.setSpacing(14)
        column.addWidget(self.coverage)
        column.addLayout(self._list)
        column.addWidget(self.origins)
        column.addStretch()
        self.coverage.hide()
        self.origins.hide()
        scroll = QScrollArea()
        scroll.setWidget(inside)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for ground in (scroll.viewport(), inside):
            ground.setAutoFillBackground(False)  # the page's own ground shows through
        page = furniture.column_of(self)
        page.addLayout(top)
        page.addWidget(self.facts)
        page.addWidget(self.progress)
        page.addWidget(scroll, 1)
