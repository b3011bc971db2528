"""The pane at the right: the work that is looked at, and below it the dials.

Without a work it says what it is for. Knows `Browse`. Its inside is made after the first frame: it is a third
of all widgets, and nothing in it can be used before a run is loaded.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from recdesk.domain.feedback import Verdict
from recdesk.ui.models.browse import Browse

if TYPE_CHECKING:
    from recdesk.ui.parts.dial_panel import DialPanel
    from recdesk.ui.parts.work_pane import WorkPane

_KEYS = {
    Qt.Key.Key_L: Verdict.LIKE,
    Qt.Key.Key_B: Verdict.LATER,
    Qt.Key.Key_X: Verdict.NOT_INTERESTED,
}
LOW = 690  # a pane lower than this keeps the dials brief
_FOLLOW_MS = 60  # a reckoning takes 5 ms: while a dial moves, the list comes first


class DetailPane(QWidget):
    """`work` is the pane's inside, `dials` the panel below it, with a line for the filter if one is made.
    `lean_wanted` carries a Lean, and a work of the history by title and id."""

    lean_wanted = Signal(str, str, int)

    def __init__(
        self,
        browse: Browse,
        make_filter_row: Callable[[], QWidget] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._browse = browse
        self._make_filter_row = make_filter_row
        self._work: WorkPane | None = None
        self._dials: DialPanel | None = None
        self._stack: QStackedWidget | None = None
        self._area = QScrollArea()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._furnishing = self._timer("furnish the detail pane", 0)
        self._after_dials = self._timer("reckoning follows the dials", _FOLLOW_MS)
        self._connect()

    def _connect(self) -> None:
        self._furnishing.timeout.connect(self._furnish)
        self._browse.selection_changed.connect(self.show_work)
        self._browse.open_wanted.connect(self._take_focus)
        self._browse.measures_changed.connect(self._after_dials.start)
        self._after_dials.timeout.connect(self._follow)

    @property
    def work(self) -> WorkPane:
        self._furnish()
        assert self._work is not None
        return self._work

    @property
    def dials(self) -> DialPanel:
        self._furnish()
        assert self._dials is not None
        return self._dials

    def show_work(self, work_id: int) -> None:
        """Show a work; back to the hint where there is none of that number."""
        self._furnish()
        assert self._stack is not None
        details = self._browse.details(work_id)
        if details is None:
            self._stack.setCurrentIndex(0)
            return
        if self.work.details is None or self.work.details.work.id != work_id:
            self._area.verticalScrollBar().setValue(0)
        self.work.show_work(details)
        self._stack.setCurrentWidget(self._area)

    def _furnish(self) -> None:
        """Make the inside, once."""
        if self._stack is not None:
            return
        from recdesk.ui.parts.dial_panel import DialPanel
        from recdesk.ui.parts.empty_note import EmptyNote
        from recdesk.ui.parts.work_pane import WorkPane

        self._work = WorkPane(self._browse)
        self._work.evidence.lean_wanted.connect(self.lean_wanted)
        self._dials = DialPanel(self._browse, self._make_filter_row and self._make_filter_row())
        self._area.setWidget(self._work)
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setAccessibleName(self.tr("Details"))
        for ground in (self._area.viewport(), self._work):
            ground.setAutoFillBackground(False)  # the window's own ground shows through
        self._area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        hint = EmptyNote()
        hint.say(
            self.tr("Why this?"),
            self.tr("Choose a work to see what it is, and which works of your history speak for it."),
        )
        self._stack = QStackedWidget()
        self._stack.addWidget(hint)
        self._stack.addWidget(self._area)
        self._column.addWidget(self._stack, 1)
        self._column.addWidget(self._dials)
        self._be_brief()

    def _be_brief(self) -> None:
        if self._dials is not None and self._work is not None:
            self._dials.be_brief(self.height() < LOW)
            self._work.be_brief(self.height() < LOW)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._be_brief()
        super().resizeEvent(event)

    def _follow(self) -> None:
        """The dials moved: the reckoning of the work in sight is another one now."""
        showing = self._stack is not None and self._stack.currentWidget() is self._area
        if self._browse.selected is not None and showing:
            self.show_work(self._browse.selected)

    def _take_focus(self, work_id: int) -> None:
        self.show_work(work_id)
        self._area.setFocus(Qt.FocusReason.OtherFocusReason)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._stack is None:
            self._furnishing.start()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        verdict = _KEYS.get(Qt.Key(event.key()))
        shown = self._work.details if self._work is not None else None
        if verdict and shown and event.modifiers() == Qt.KeyboardModifier.NoModifier:
            self._browse.give(shown.work.id, verdict)
        else:
            super().keyPressEvent(event)

    def _timer(self, name: str, interval_ms: int) -> QTimer:
        timer = QTimer(self)
        timer.setObjectName(name)
        timer.setSingleShot(True)
        timer.setInterval(interval_ms)
        return timer
