"""Where a work stands and what keeps it out, with a button for each thing that helps.

Follows a moment after the work was chosen: asking costs a few lists.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from recdesk.domain.feedback import Verdict
from recdesk.ui import why_words, words
from recdesk.ui.models.browse import Browse
from recdesk.ui.models.cards import Shelf, kind_key
from recdesk.ui.models.dial_values import FADERS
from recdesk.ui.parts.wrap import Wrap

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
        self._row = Wrap()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.text)
        column.addLayout(self._row)
        self.hide()

    def show_work(self, work: Work | None, key: str = "", subject: str = "") -> None:
        """Say it of this work and a list (that of its kind, if none is named); None clears. `subject` is what
        the heading of a list that is because of one work names."""
        self._row.clear()
        self.buttons = {}
        stop = self._browse.where_is(work, key) if work is not None else None
        said = ""
        if stop is not None and work is not None:
            said = why_words.where(stop, words.shelf_heading(Shelf(key or kind_key(work.kind), (), subject)))
        self.text.setText(said)
        self.setVisible(bool(said))
        if stop is None or work is None or not said:
            return
        for remedy in stop.remedies:
            if (label := why_words.remedy(remedy)) and self._helps(remedy):
                button = QPushButton(label)
                button.setProperty("chip", True)
                button.setAccessibleDescription(said)
                button.clicked.connect(partial(self._do, remedy, work.id))
                self._row.addWidget(button)
                self.buttons[remedy] = button

    def _helps(self, remedy: Remedy) -> bool:
        """Kinds have shares in the top list even where no fader was moved: there is nothing to give back."""
        from recdesk.ranking import Remedy

        values = self._browse.dial_values
        return remedy is not Remedy.FREE_MIX or any(values[name] != 0.5 for name in FADERS.values())

    def _do(self, remedy: Remedy, work_id: int, _on: bool = False) -> None:
        from recdesk.ranking import Remedy

        browse = self._browse
        places = {
            Remedy.REVISIT: "revisit",
            Remedy.BACKLOG: "saved",
            Remedy.NEW: "home",
            Remedy.ANY_KIND: "home",
            Remedy.WAKE: "shown",
        }
        rests = {
            Remedy.NO_DIVERSITY: {"diversity": 0.0},
            Remedy.FREE_MIX: dict.fromkeys(FADERS.values(), 0.5),
            Remedy.FREE_PROPORTION: {"in_proportion": 0.0},
        }
        if remedy in places:
            browse.place_wanted.emit(places[remedy])
        elif remedy in rests:
            browse.set_dials({**browse.dial_values, **rests[remedy]})
        elif remedy is Remedy.SHOW_AGAIN:
            browse.show_again_wanted.emit(work_id)
        elif remedy is Remedy.NO_FILTER:
            browse.widen_wanted.emit()
        elif remedy is Remedy.LATER:
            browse.give(work_id, Verdict.LATER)
