"""The pane at the right: the work that is looked at, and below it the dials.

Without a work it says what it is for. Knows `Browse`.
"""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from recdesk.domain.feedback import Verdict
from recdesk.ui.models.browse import Browse
from recdesk.ui.parts.dial_panel import DialPanel
from recdesk.ui.parts.empty_note import EmptyNote
from recdesk.ui.parts.work_pane import WorkPane, line

_KEYS = {
    Qt.Key.Key_L: Verdict.LIKE,
    Qt.Key.Key_B: Verdict.LATER,
    Qt.Key.Key_X: Verdict.NOT_INTERESTED,
}


class DetailPane(QWidget):
    """`work` is the pane's inside, `dials` the panel below it."""

    def __init__(self, browse: Browse, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._browse = browse
        self.work = WorkPane(browse)
        self.dials = DialPanel(browse)
        self._area = QScrollArea()
        self._area.setWidget(self.work)
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setAccessibleName(self.tr("Details"))
        self._area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._empty = EmptyNote()
        self._empty.say(
            self.tr("Why this?"),
            self.tr("Choose a work to see what it is, and which works of your history speak for it."),
        )
        self._stack = QStackedWidget()
        self._stack.addWidget(self._empty)
        self._stack.addWidget(self._area)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._stack, 1)
        column.addWidget(line())
        column.addWidget(self.dials)
        self._after_dials = QTimer(self)
        self._after_dials.setObjectName("reckoning follows the dials")
        self._after_dials.setSingleShot(True)
        self._after_dials.setInterval(60)
        self._connect()

    def _connect(self) -> None:
        self._browse.selection_changed.connect(self.show_work)
        self._browse.open_wanted.connect(self._take_focus)
        self._browse.measures_changed.connect(self._after_dials.start)
        self._after_dials.timeout.connect(self._follow)

    def show_work(self, work_id: int) -> None:
        """Show a work; back to the hint where there is none of that number."""
        details = self._browse.details(work_id)
        if details is None:
            self._stack.setCurrentWidget(self._empty)
            return
        if self.work.details is None or self.work.details.work.id != work_id:
            self._area.verticalScrollBar().setValue(0)
        self.work.show_work(details)
        self._stack.setCurrentWidget(self._area)

    def _follow(self) -> None:
        """The dials moved: the reckoning of the work in sight is another one now."""
        if self._browse.selected is not None and self._stack.currentWidget() is self._area:
            self.show_work(self._browse.selected)

    def _take_focus(self, work_id: int) -> None:
        self.show_work(work_id)
        self._area.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        verdict = _KEYS.get(Qt.Key(event.key()))
        shown = self.work.details
        if verdict and shown and event.modifiers() == Qt.KeyboardModifier.NoModifier:
            self._browse.give(shown.work.id, verdict)
        else:
            super().keyPressEvent(event)
