"""Garbage is collected in the window's thread and in no other.

Python's cycle collector runs in whichever thread happens to allocate. From the reader's thread it destroyed
timers and widgets of the window: Qt crashed in four of ten runs of the tests once that thread did more than
count rows.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

EVERY_MS = 1_000


class Tidying(QObject):
    """Takes the collector's place for as long as it is open."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        gc.disable()
        self._timer = QTimer(self, interval=EVERY_MS)
        self._timer.setObjectName("garbage")
        self._timer.timeout.connect(self.tidy)
        self._timer.start()

    def tidy(self) -> None:
        """Collect what the collector itself would have by now: young garbage often, old seldom."""
        for generation, most in enumerate(gc.get_threshold()):
            if gc.get_count()[generation] > most:
                gc.collect(generation)

    def close(self) -> None:
        """Give it back."""
        self._timer.stop()
        gc.enable()
