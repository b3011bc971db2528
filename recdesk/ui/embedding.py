"""Reading the texts of a large pack behind everything else: a round at a time, and never in anybody's way.

The worker does one job at a time, and a round takes minutes: whatever else is asked stops it (what is done
stays), and it goes on when nothing is left to do. A round the person stops is not begun again before the next
start. Knows the link and one setting; what is embedded, and in which order, is the job's affair.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

from recdesk.library import Library
from recdesk.ui.link import End, Job, JobEnd, WorkerLink

LEFT = "embedding_left"  # as jobs.embedding writes it: works that have no vector yet
IDLE_MS = 5_000  # nothing was asked for so long; by feel
GROWN = 1.25  # learned from again when there are so many times the works of the last run


class BackgroundEmbedding(QObject):
    """See the module. `learn` is called when enough has been embedded to change the lists."""

    def __init__(
        self, library: Library, link: WorkerLink, learn: Callable[[], object], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._library = library
        self._link = link
        self._learn = learn
        self._round: Job | None = None
        self._yielded = False
        self._off = False
        self._embedded = 0  # since something was last learned
        self._idle = QTimer(self, singleShot=True)
        self._idle.setObjectName("embedding waits")
        self._idle.setInterval(IDLE_MS)
        self._connect()
        self._idle.start()

    def _connect(self) -> None:
        self._idle.timeout.connect(self.go_on)
        self._link.job_asked.connect(self._give_way)
        self._link.job_ended.connect(self._follow)

    def go_on(self) -> None:
        """Begin a round if texts are left and nothing else is to do."""
        if self._off or self._round or self._link.jobs or not self._library.settings.get(LEFT, 0):
            return
        self._round = self._link.ask("embed")

    def close(self) -> None:
        """Begin no more rounds: the window is closing."""
        self._off = True
        self._idle.stop()

    def _give_way(self, job: Job) -> None:
        if self._round and job.do != "embed":
            self._yielded = True
            self._link.cancel(self._round.id)

    def _follow(self, ended: JobEnd) -> None:
        if self._round is not None and ended.job.id == self._round.id:
            self._round = None
            self._off = not self._yielded and ended.end is not End.FINISHED
            self._yielded = False
            self._embedded += int(ended.result.get("embedded", 0))
            if self._embedded and self._worth_learning(int(ended.result.get("left", 0))):
                self._learn()
        elif ended.job.do == "learn" and ended.end is End.FINISHED:
            self._embedded = 0
        if not self._off:
            self._idle.start()

    def _worth_learning(self, left: int) -> bool:
        run = self._library.runs.latest()
        return not left or run is None or self._embedded >= (GROWN - 1) * run.works
