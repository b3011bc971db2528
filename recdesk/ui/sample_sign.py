"""The sign in the status bar that what one sees is the sample library, with the way to be rid of it."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from recdesk.ui.intents import Intents


class SampleSign(QWidget):
    """Visible while sample histories are in the library."""

    def __init__(self, intents: Intents, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._intents = intents
        self.remove = QPushButton(self.tr("Remove it"))
        self.remove.setProperty("quiet", True)
        self.remove.setAccessibleName(self.tr("Remove the sample library"))
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 0, 0, 0)
        row.addWidget(QLabel(self.tr("This is the sample library of an invented person.")))
        row.addWidget(self.remove)
        self.remove.clicked.connect(intents.clear_demo)
        intents.history_changed.connect(self.refresh)
        self.hide()  # until somebody has looked: that loads the history, 15 ms of a first frame

    def refresh(self) -> None:
        self.setVisible(bool(self._intents.sample_batches()))
