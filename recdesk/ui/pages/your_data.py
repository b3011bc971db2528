"""Your data: where it lies, and the four things that can be done with all of it."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from recdesk.library import Holdings
from recdesk.ui import data_words, dialogs
from recdesk.ui.data_intents import DataIntents
from recdesk.ui.pages.furniture import heading, soft

WIDTH = 680


class DataDialog(QDialog):
    """Not modal. What cannot be undone asks first."""

    def __init__(self, intents: DataIntents, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._intents = intents
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Your data"))
        self.holds = QLabel()
        self.holds.setTextFormat(Qt.TextFormat.PlainText)
        self.backup = QPushButton(self.tr("Back up…"))
        self.restore = QPushButton(self.tr("Restore…"))
        self.export = QPushButton(self.tr("Export…"))
        self.erase = QPushButton(self.tr("Erase…"))
        self.erase.setEnabled(False)  # until it is known what would go
        self.folder = QPushButton(self.tr("Open the folder"))
        self._found: Holdings | None = None
        self._lay_out()
        self._connect()
        self._intents.look()

    def _connect(self) -> None:
        self.backup.clicked.connect(self._choose_backup)
        self.restore.clicked.connect(self._choose_restore)
        self.export.clicked.connect(self._choose_export)
        self.erase.clicked.connect(self._ask_erase)
        self.folder.clicked.connect(self._intents.show_profile)
        self._intents.looked.connect(self.show_holdings)

    def show_holdings(self, found: Holdings) -> None:
        """Say what there is, and offer to erase it."""
        self._found = found
        self.holds.setText(data_words.what(found))
        self.erase.setEnabled(True)

    # -- the four ------------------------------------------------------------------------------------

    def ask_restore(self, file: Path) -> None:
        """Ask whether this backup is to take the place of what is there."""
        question, more, yes = data_words.ask_restore(file)
        dialogs.ask(self, question, more, yes, lambda: self._intents.restore(file))

    def _ask_erase(self) -> None:
        if self._found:
            question, more, yes = data_words.ask_erase(self._found)
            dialogs.ask(self, question, more, yes, self._intents.erase)

    def _choose_backup(self) -> None:
        usual = Path(_documents()) / f"recdesk-backup-{datetime.now():%Y-%m-%d}.zip"
        name, _ = QFileDialog.getSaveFileName(
            self, self.tr("Back up to"), str(usual), self.tr("Backups (*.zip)")
        )
        if name:
            self._intents.back_up(Path(name))

    def _choose_restore(self) -> None:
        name, _ = QFileDialog.getOpenFileName(
            self, self.tr("Restore a backup"), _documents(), self.tr("Backups (*.zip)")
        )
        if name:
            self.ask_restore(Path(name))

    def _choose_export(self) -> None:
        place = QFileDialog.getExistingDirectory(self, self.tr("Export into a new folder in"), _documents())
        if place:
            self._intents.export(_free(Path(place), f"recdesk-export-{datetime.now():%Y-%m-%d}"))

    # -- building ------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(26, 22, 26, 20)
        column.setSpacing(12)
        column.addWidget(heading(self.tr("Your data")))
        place = soft(data_words.where(self._intents.profile))
        place.setTextFormat(Qt.TextFormat.PlainText)
        place.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        column.addWidget(place)
        column.addWidget(self.holds)
        column.addSpacing(4)
        for card in self._cards():
            column.addWidget(card)
        buttons = QHBoxLayout()
        buttons.addWidget(self.folder)
        buttons.addStretch()
        close = QPushButton(self.tr("Close"))
        close.clicked.connect(self.accept)
        buttons.addWidget(close)
        column.addSpacing(4)
        column.addLayout(buttons)
        self.resize(WIDTH, column.totalHeightForWidth(WIDTH))

    def _cards(self) -> list[QFrame]:
        return [
            _card(
                self.tr("Backup"),
                self.tr("Everything in one file, which brings it all back here or on another computer."),
                self.backup,
            ),
            _card(
                self.tr("Restore"),
                self.tr("Bring a backup back. What is here now is kept beside."),
                self.restore,
            ),
            _card(
                self.tr("Export"),
                self.tr("History, feedback and every imported row, as tables that any program reads."),
                self.export,
            ),
            _card(
                self.tr("Erase"),
                self.tr("Delete everything RecDesk has of you, for good."),
                self.erase,
            ),
        ]


def show_data(intents: DataIntents, parent: QWidget) -> DataDialog:
    """Bring it to the front."""
    dialog = DataDialog(intents, parent)
    dialog.show()
    return dialog


def _card(title: str, words: str, button: QPushButton) -> QFrame:
    box = QFrame()
    box.setObjectName("card")
    row = QHBoxLayout(box)
    row.setContentsMargins(18, 12, 14, 12)
    row.setSpacing(16)
    column = QVBoxLayout()
    column.setSpacing(2)
    name = QLabel(title)
    font = name.font()
    font.setWeight(font.Weight.DemiBold)
    name.setFont(font)
    column.addWidget(name)
    column.addWidget(soft(words))
    row.addLayout(column, 1)
    button.setMinimumWidth(104)
    button.setAccessibleDescription(words)
    row.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
    return box


def _documents() -> str:
    return QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)


def _free(place: Path, name: str) -> Path:
    """A name that nothing has there yet."""
    tries = (place / (name if n == 1 else f"{name}-{n}") for n in range(1, 1_000))
    return next(path for path in tries if not path.exists())
