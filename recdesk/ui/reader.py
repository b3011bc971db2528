"""Questions to the library that take longer than a frame, asked on one thread of their own.

A question is a plain function of a Library that it alone may use (SQLite connections belong to threads);
the answer arrives in the window's thread. Of questions about one thing only the last one is answered.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Signal
from shiboken6 import isValid

from recdesk.domain.faults import UserFault
from recdesk.library import Library

T = TypeVar("T")

# Python lets a thread compute for 5 ms before another may; each painted card then waited so long while a run
# was being opened.
GIVE_WAY_SECONDS = 0.001


class LibraryReader(QObject):
    """Asks one question after the other."""

    fault_met = Signal(str, str)
    _stumbled = Signal(object)
    _answered = Signal(str, int, object, object)  # topic, turn, what to do with it, the answer

    def __init__(self, profile: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._profile = profile
        # Not a QThreadPool: it deletes its QRunnables behind Python's back, and the wrappers that stay were
        # met again as other objects ("QRunnable has no attribute currentChanged" from a selection model).
        self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="library reader")
        self._turns: dict[str, int] = {}
        self._closed = False
        self._switch_seconds = sys.getswitchinterval()
        sys.setswitchinterval(GIVE_WAY_SECONDS)
        self._answered.connect(self._pass_on)
        self._stumbled.connect(self._raise)

    def ask(self, topic: str, question: Callable[[Library], T], then: Callable[[T], object]) -> None:
        """Call `then` with the answer, later, in this thread; unless `topic` was asked about again."""
        turn = self._turns[topic] = self._turns.get(topic, 0) + 1
        self._pool.submit(self._find_out, topic, turn, question, then)

    def close(self) -> None:
        """Wait for the question that is being answered, forget the others."""
        self._closed = True
        self._turns.clear()
        self._pool.shutdown(wait=True, cancel_futures=True)

    def _find_out(
        self, topic: str, turn: int, question: Callable[[Library], Any], then: Callable[[Any], object]
    ) -> None:
        if self._turns.get(topic) != turn:
            return  # asked anew while this one waited
        try:
            # Opening costs 0.5 ms, and a connection that stays here would have to be closed from here.
            with Library.open(self._profile) as library:
                answer = question(library)
        except UserFault as fault:
            self.fault_met.emit(fault.say, fault.do_next)
            return
        except Exception as bug:  # noqa: BLE001 - raised again in the window's thread, where bugs are told
            self._stumbled.emit(bug)
            return
        self._answered.emit(topic, turn, then, answer)

    @staticmethod
    def _raise(bug: Exception) -> None:
        raise bug

    def _pass_on(self, topic: str, turn: int, then: Callable[[Any], object], answer: object) -> None:
        asker = getattr(then, "__self__", None)
        gone = isinstance(asker, QObject) and not isValid(asker)  # its window was closed meanwhile
        if not self._closed and not gone and self._turns.get(topic) == turn:
            then(answer)
