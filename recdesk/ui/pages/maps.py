"""The tables whose columns the person explained, and the way to have one asked about again."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from recdesk.domain.faults import UserFault
from recdesk.library import KeptMap
from recdesk.ui import mapper_words
from recdesk.ui.intents import Intents
from recdesk.ui.notices import Notice
from recdesk.ui.pages.furniture import heading, soft


class MapsDialog(QDialog):
    """Not modal. Forgetting one takes effect at once and touches nothing that was imported."""

    def __init__(self, intents: Intents, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._intents = intents
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Explained tables"))
        self.forgets: dict[str, QPushButton] = {}
        self.note = soft()
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.viewport().setAutoFillBackground(False)
        self._lay_out()
        self.refresh()

    def refresh(self) -> None:
        """Look at what is remembered anew."""
        kept = self._intents.library.column_maps.all()
        self.forgets.clear()
        inner = QWidget()
        inner.setAutoFillBackground(False)
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(10)
        for one in kept:
            column.addWidget(self._card(one))
        column.addStretch()
        self._area.setWidget(inner)
        self._area.setVisible(bool(kept))
        self.note.setText(mapper_words.maps_note(len(kept)))

    def _card(self, one: KeptMap) -> QFrame:
        box = QFrame()
        box.setObjectName("card")
        row = QHBoxLayout(box)
        row.setContentsMargins(16, 12, 12, 12)
        row.setSpacing(12)
        words = QVBoxLayout()
        name, told = QLabel(mapper_words.made_for(one)), soft(mapper_words.mapping_text(one.mapping))
        for label in (name, told):
            label.setTextFormat(Qt.TextFormat.PlainText)
            words.addWidget(label)
        button = self.forgets[one.key] = QPushButton(self.tr("Forget"))
        button.setAccessibleName(self.tr("Forget how {name} was read").format(name=one.name))
        button.clicked.connect(partial(self._forget, one.key))
        row.addLayout(words, 1)
        row.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
        return box

    def _forget(self, key: str, _checked: bool = False) -> None:
        try:
            self._intents.library.column_maps.forget(key)
        except UserFault as fault:
            self._intents.told.emit(Notice(fault.say, fault.do_next, bad=True))
        self.refresh()

    def _lay_out(self) -> None:
        self.resize(620, 440)
        column = QVBoxLayout(self)
        column.setContentsMargins(26, 22, 26, 20)
        column.setSpacing(12)
        column.addWidget(heading(self.tr("Explained tables")))
        column.addWidget(self.note)
        column.addWidget(self._area, 1)
        column.addStretch()
        buttons = QHBoxLayout()
        buttons.addStretch()
        close = QPushButton(self.tr("Close"))
        close.clicked.connect(self.accept)
        buttons.addWidget(close)
        column.addLayout(buttons)


def show_maps(intents: Intents, parent: QWidget) -> MapsDialog:
    """Bring the list to the front."""
    dialog = MapsDialog(intents, parent)
    dialog.show()
    return dialog
