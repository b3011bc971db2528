"""What happens by itself in time: learning after some feedback, looking at the watched folder.

APScheduler keeps the appointments, in the window's thread; its jobs only ask for work, they never do any.
Imported after the first paint: APScheduler costs about 50 ms.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from apscheduler.executors.debug import DebugExecutor
from apscheduler.schedulers.base import STATE_STOPPED
from apscheduler.schedulers.qt import QtScheduler
from PySide6.QtCore import QObject, Qt, QTimer, Signal

VERDICTS_TO_LEARN = 5
QUIET_SECONDS = 60.0
# A QTimer counts a clock that stands still while the computer sleeps: look at the wall clock once a minute.
LONGEST_NAP_SECONDS = 60.0


class _Bell(QObject):
    rung = Signal()


class WindowScheduler(QtScheduler):  # type: ignore[misc]
    """APScheduler's Qt scheduler with one timer that can be stopped.

    APScheduler 3.11 keeps the None that PySide6's QTimer.singleShot returns, so it cannot stop a timer and
    starts a fresh chain at every wake-up: 96 wake-ups were measured for 7 runs, 12 more after shutdown.
    Its default executor is a thread pool, where a job that touches a widget crashes; here jobs run inline.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        self._bell = _Bell(parent)
        # Coarse timers may fire 5 % early and would spin until the moment comes.
        self._one_timer = QTimer(self._bell, singleShot=True, timerType=Qt.TimerType.PreciseTimer)
        self._one_timer.setObjectName("clock")
        self._one_timer.timeout.connect(self._process_jobs)
        # Queued: a wake-up may come from any thread, and often in the middle of something.
        self._bell.rung.connect(self._process_jobs, Qt.ConnectionType.QueuedConnection)
        super().__init__(
            executors={"default": DebugExecutor()},
            # A laptop that slept through an appointment keeps it late, and once.
            job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None},
        )

    def wakeup(self) -> None:
        self._bell.rung.emit()

    def _process_jobs(self) -> None:
        if self.state != STATE_STOPPED:
            super()._process_jobs()

    def _start_timer(self, wait_seconds: float | None) -> None:
        self._stop_timer()
        if wait_seconds is not None:
            wait = min(wait_seconds, LONGEST_NAP_SECONDS)
            self._one_timer.start(max(1, int(1000 * wait) + 1))  # rounded up: down would wake too early

    def _stop_timer(self) -> None:
        self._one_timer.stop()


class Clock(QObject):
    """Says when it is time to learn: after five verdicts, or when the person has been quiet for a minute."""

    time_to_learn = Signal()
    time_to_look = Signal()  # at the watched folder
    _due = Signal()
    _look_due = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._verdicts = 0
        self._scheduler = WindowScheduler(self)
        self._scheduler.start()
        # Queued: an inline job that changes the appointments pulls the list from under the scheduler.
        self._due.connect(self._call_to_learn, Qt.ConnectionType.QueuedConnection)
        self._look_due.connect(self.time_to_look, Qt.ConnectionType.QueuedConnection)

    def note_verdict(self) -> None:
        """Something was said (or taken back) that the model does not know of yet."""
        self._verdicts += 1
        if self._verdicts >= VERDICTS_TO_LEARN:
            self._call_to_learn()
        else:
            self._at(QUIET_SECONDS, "learn", self._due.emit)

    def note_learning(self) -> None:
        """Learning was asked for: what was said until now is taken care of."""
        self._verdicts = 0
        if self._scheduler.get_job("learn"):
            self._scheduler.remove_job("learn")

    def look_in(self, seconds: float) -> None:
        """Look at the watched folder then, instead of at any moment agreed before."""
        self._at(seconds, "look", self._look_due.emit)

    def look_no_more(self) -> None:
        """No folder is watched."""
        if self._scheduler.get_job("look"):
            self._scheduler.remove_job("look")

    def appointments(self) -> dict[str, datetime]:
        """What is due, and when."""
        return {job.id: job.next_run_time for job in self._scheduler.get_jobs()}

    def close(self) -> None:
        """Stop. Nothing fires afterwards."""
        if self._scheduler.running:
            self._scheduler.shutdown()

    def _call_to_learn(self) -> None:
        self.note_learning()
        self.time_to_learn.emit()

    def _at(self, seconds: float, name: str, then: Callable[[], Any]) -> None:
        when = datetime.now(self._scheduler.timezone) + timedelta(seconds=seconds)
        self._scheduler.add_job(then, "date", run_date=when, id=name, replace_existing=True)
