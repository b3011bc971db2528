"""What the window says beside its pages: one plain sentence, what to do about it, perhaps one button.

Bad news stays until it is dismissed and is never covered by good news; good news goes by itself. Nothing
here opens a dialog: the person's hands stay free.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

GOOD_NEWS_MS = 9_000
MOST_AT_ONCE = 3


@dataclass(frozen=True, slots=True)
class Notice:
    """`say` is one sentence; `do_next` is one sentence, or empty. `then` is called by the button `action`."""

    say: str
    do_next: str = ""
    bad: bool = False
    action: str = ""
    then: Callable[[], object] | None = None


class NoticeArea(QWidget):
    """Stacks notices; takes no room while there are none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bars: list[_Bar] = []
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(6)
        self.setAccessibleName(self.tr("Messages"))
        self._goes = QTimer(self, singleShot=True, interval=GOOD_NEWS_MS)
        self._goes.setObjectName("good news goes")
        self._goes.timeout.connect(self._drop_good)
        self._refit()

    @property
    def notices(self) -> tuple[Notice, ...]:
        """What is on show, oldest first."""
        return tuple(bar.notice for bar in self._bars)

    def show_notice(self, notice: Notice) -> None:
        self._drop_good()
        same = next((bar for bar in self._bars if bar.notice.say == notice.say), None)
        if same:
            self._drop(same)
        bar = _Bar(notice, self)
        bar.closed.clicked.connect(lambda: self._drop(bar))
        if bar.button:
            bar.button.clicked.connect(lambda: self._act(bar))
        self._bars.append(bar)
        self._rows.addWidget(bar)
        while len(self._bars) > MOST_AT_ONCE:
            self._drop(self._bars[0])
        if not notice.bad:
            self._goes.start()
        self._refit()
        self._announce(notice)

    def dismiss(self) -> bool:
        """Put the newest notice away (Escape). False where there was none."""
        if not self._bars:
            return False
        self._drop(self._bars[-1])
        return True

    def _act(self, bar: _Bar) -> None:
        then = bar.notice.then
        self._drop(bar)
        if then:
            then()

    def _drop_good(self) -> None:
        for bar in [bar for bar in self._bars if not bar.notice.bad]:
            self._drop(bar)

    def _drop(self, bar: _Bar) -> None:
        if bar in self._bars:
            self._bars.remove(bar)
            bar.hide()
            bar.deleteLater()
            self._refit()

    def _refit(self) -> None:
        self.setVisible(bool(self._bars))

    def _announce(self, notice: Notice) -> None:
        said = QAccessibleAnnouncementEvent(self, f"{notice.say} {notice.do_next}".strip())
        QAccessible.updateAccessibility(said)


class _Bar(QFrame):
    """One notice."""

    def __init__(self, notice: Notice, parent: QWidget) -> None:
        super().__init__(parent)
        self.notice = notice
        self.setObjectName("badNotice" if notice.bad else "notice")
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 8, 8, 8)
        row.setSpacing(12)
        text = QLabel(notice.say if not notice.do_next else f"{notice.say}\n{notice.do_next}")
        # Plain text: file names may hold what looks like markup.
        text.setTextFormat(Qt.TextFormat.PlainText)
        text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        text.setWordWrap(True)
        row.addWidget(text, 1)
        self.button = QPushButton(notice.action) if notice.action else None
        if self.button:
            row.addWidget(self.button, 0, Qt.AlignmentFlag.AlignVCenter)
        self.closed = QPushButton(self.tr("Close"))
        self.closed.setProperty("quiet", True)
        self.closed.setAccessibleName(self.tr("Close this message"))
        row.addWidget(self.closed, 0, Qt.AlignmentFlag.AlignVCenter)
