"""Where a work stands and what keeps it out, with a button for each thing that helps.

Follows a moment after the work was chosen: asking costs a few lists.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from recdesk.domain.feedback import Verdict
from recdesk.ui import why_words
from recdesk.ui.models.browse import Browse

if TYPE_CHECKING:
    from recdesk.domain.works import Work
    from recdesk.ranking import Remedy


class WhereNote(QWidget):
    """Empty and hidden until `show_work`."""

    def __init__(self, browse: Browse, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._browse = browse
        self.text = QLabel()
        self.text.setWordWrap(True)
        self.text.setTextFormat(Qt.TextFormat.PlainText)
        self.text.setForegroundRole(self.text.palette().ColorRole.PlaceholderText)
        self.buttons: dict[Remedy, QPushButton] = {}
        self._row = QHBoxLayout()
        self._row.setSpacing(6)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.text)
        column.addLayout(self._row)
        self.hide()

    def show_work(self, work: Work | None) -> None:
        """Say it of this work; None clears."""
        while self._row.count():
            item = self._row.takeAt(0)
            if item is not None and (widget := item.widget()) is not None:
                widget.deleteLater()
        self.buttons = {}
        stop = self._browse.where_is(work) if work is not None else None
        said = why_words.where(stop, work.kind) if stop is not None and work is not None else ""
        self.text.setText(said)
        self.setVisible(bool(said))
        if stop is None or work is None or not said:
            return
        for remedy in stop.remedies:
            if label := why_words.remedy(remedy):
                button = QPushButton(label)
                button.setProperty("chip", True)
                button.setAccessibleDescription(said)
                button.clicked.connect(partial(self._do, remedy, work.id))
                self._row.addWidget(button)
                self.buttons[remedy] = button
        self._row.addStretch()

    def _do(self, remedy: Remedy, work_id: int) -> None:
        from recdesk.ranking import Remedy

        browse = self._browse
        if remedy is Remedy.REVISIT:
            browse.place_wanted.emit("revisit")
        elif remedy is Remedy.BACKLOG:
            browse.place_wanted.emit("saved")
        elif remedy is Remedy.SHOW_AGAIN:
            browse.show_again_wanted.emit(work_id)
        elif remedy is Remedy.NO_DIVERSITY:
            browse.set_dials({**browse.dial_values, "diversity": 0.0})
        elif remedy is Remedy.LATER:
            browse.give(work_id, Verdict.LATER)
