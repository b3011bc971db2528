"""The works of the history that speak for a work, each with a switch: what if it said nothing?

Switching one off moves every list at once and teaches nothing; it lasts as long as the window.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QCheckBox, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from recdesk.ui import words
from recdesk.ui.models.browse import Browse
from recdesk.ui.models.details import Related


class EvidenceList(QWidget):
    """Follows what is switched off."""

    def __init__(self, browse: Browse, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._browse = browse
        self._work_id = 0
        self._lines: dict[int, str] = {}  # by work of the history; what it said when it last spoke
        self.switches: dict[int, QCheckBox] = {}
        self.all_on = QPushButton()
        self.all_on.setProperty("chip", True)
        self.all_on.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(3)
        self._column.addWidget(self.all_on)
        self.all_on.clicked.connect(self._switch_all_on)
        browse.silenced_changed.connect(self._follow)
        self._follow()

    def show_related(self, work_id: int, related: Sequence[Related]) -> None:
        """Show what speaks for a work. What was switched off here stays, so that it can come back."""
        lines = {r.card.work_id: words.related_line(r.card.title, r.what, r.share) for r in related}
        if work_id == self._work_id:
            silent = self._browse.silenced
            kept = {w: line for w, line in self._lines.items() if w in silent and w not in lines}
            lines = {w: self._lines.get(w, line) if w in silent else line for w, line in lines.items()} | kept
        self._work_id, self._lines = work_id, lines
        for switch in self.switches.values():
            self._column.removeWidget(switch)
            switch.deleteLater()
        self.switches = {}
        for each, line in lines.items():
            switch = _Switch(line)
            switch.setChecked(each not in self._browse.silenced)
            switch.setToolTip(self.tr("Switch off to see the lists without it"))
            switch.toggled.connect(partial(self._switch, each))
            self._column.addWidget(switch)
            self.switches[each] = switch
        self._follow()

    def _switch(self, work_id: int, on: bool) -> None:
        self._browse.silence(work_id, not on)

    def _switch_all_on(self) -> None:
        for work_id in sorted(self._browse.silenced):
            self._browse.silence(work_id, False)

    def _follow(self) -> None:
        silenced = self._browse.silenced
        for work_id, switch in self.switches.items():
            switch.blockSignals(True)
            switch.setChecked(work_id not in silenced)
            switch.blockSignals(False)
        self.all_on.setVisible(bool(silenced))
        said = (
            self.tr("1 work of your history is switched off. Switch it on")
            if len(silenced) == 1
            else self.tr("{n} works of your history are switched off. Switch them on").format(n=len(silenced))
        )
        self.all_on.setText(said)
        self.setVisible(bool(self.switches or silenced))


class _Switch(QCheckBox):
    """A check box whose line is shortened where there is no room for it."""

    def __init__(self, line: str) -> None:
        super().__init__()
        self._line = line
        self.setAccessibleName(line)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(120, self.fontMetrics().height() + 8)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        room = self.width() - 26
        self.setText(self.fontMetrics().elidedText(self._line, Qt.TextElideMode.ElideRight, room))
