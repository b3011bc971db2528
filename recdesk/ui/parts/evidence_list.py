"""The works of the history that speak for a work: each can be switched off to see what becomes of the lists,
and each can be told to say more, or less, from now on.

Switching one off moves every list at once and teaches nothing; it lasts as long as the window. More or less
is an entry of the journal. Rows stay while they show the same works, so that the keyboard keeps its place.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from recdesk.domain.journal import Lean
from recdesk.ui import journal_words, words
from recdesk.ui.models.browse import Browse
from recdesk.ui.models.details import Related
from recdesk.ui.parts.switch import Switch

_LEANS = {Lean.MORE: "+", Lean.LESS: "\u2212"}


class EvidenceRow(QWidget):
    """One work of the history."""

    def __init__(self, related: Related) -> None:
        super().__init__()
        self.work_id = related.card.work_id
        self.title = related.card.title
        self.switch = Switch("")
        self.switch.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.leans: dict[Lean, QToolButton] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(self.switch, 1)
        for lean, sign in _LEANS.items():
            button = self.leans[lean] = QToolButton()
            button.setText(sign)
            button.setCheckable(True)
            button.setFixedSize(26, 24)
            button.setStyleSheet("QToolButton { padding: 0; } QToolButton:focus { padding: 0; }")
            said = journal_words.because_of(lean)
            button.setToolTip(said)
            button.setAccessibleName(f"{said}: {self.title}")
            row.addWidget(button)

    def say(self, related: Related) -> None:
        """Its line, and what the person said of it."""
        line = words.related_line(related.card.title, related.what, related.share)
        self.switch.setText(line)
        self.switch.setAccessibleName(line)
        self.switch.setToolTip(self.tr("{line}\nSwitch off to see the lists without it").format(line=line))
        for lean, button in self.leans.items():
            button.setVisible(related.share > 0.0 or related.lean is not None)
            button.setChecked(related.lean is lean)


class EvidenceList(QWidget):
    """Follows what is switched off. `lean_wanted` carries a Lean, and a work by title and id."""

    lean_wanted = Signal(str, str, int)

    def __init__(self, browse: Browse, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._browse = browse
        self._work_id = 0
        self.rows: dict[int, EvidenceRow] = {}
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

    @property
    def switches(self) -> dict[int, Switch]:
        """By work of the history."""
        return {work_id: row.switch for work_id, row in self.rows.items()}

    def show_related(self, work_id: int, related: Sequence[Related]) -> None:
        """Show what speaks for a work. What was switched off here stays where it was, and says what it said
        when it last spoke, so that it can come back."""
        silent = self._browse.silenced if work_id == self._work_id else frozenset()
        speaking = {each.card.work_id: each for each in related}
        kept = {w: place for place, w in enumerate(self.rows) if w in silent}
        order = [w for w in speaking if w not in kept]
        for w, place in kept.items():
            order.insert(place, w)
        self._work_id = work_id
        for gone in self.rows.keys() - set(order):
            row = self.rows.pop(gone)
            self._column.removeWidget(row)
            row.hide()  # at once: while a dialog is open, deleting waits until it is closed
            row.deleteLater()
        self.rows = {w: self.rows.get(w) or self._make_row(speaking[w]) for w in order}
        for place, (w, row) in enumerate(self.rows.items(), start=1):
            if self._column.indexOf(row) != place:
                self._column.insertWidget(place, row)
            if w not in kept:
                row.say(speaking[w])
        self._follow()

    def _make_row(self, related: Related) -> EvidenceRow:
        row = EvidenceRow(related)
        row.switch.toggled.connect(partial(self._switch, row.work_id))
        for lean, button in row.leans.items():
            button.clicked.connect(partial(self._lean, lean, row))
        return row

    def _switch(self, work_id: int, on: bool) -> None:
        self._browse.silence(work_id, not on)

    def _lean(self, lean: Lean, row: EvidenceRow, _on: bool = False) -> None:
        self.lean_wanted.emit(lean.value, row.title, row.work_id)

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
        self.setVisible(bool(self.rows or silenced))
