"""The running work, large: what is being done now, how far it is, and a way to stop it."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QProgressBar, QPushButton, QVBoxLayout, QWidget

from recdesk.domain.progress import Progress
from recdesk.ui import job_words
from recdesk.ui.intents import Intents
from recdesk.ui.link import Job, JobEnd


class ProgressCard(QFrame):
    """Shown while the worker has something to do."""

    def __init__(self, intents: Intents, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._intents = intents
        self.setObjectName("card")
        self.setAccessibleName(self.tr("Running work"))
        self.label = QLabel()
        self.waiting = QLabel()
        self.waiting.setObjectName("soft")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setFixedHeight(8)
        self.bar.setAccessibleName(self.tr("Progress"))
        self.stop = QPushButton(self.tr("Cancel"))
        words = QVBoxLayout()
        words.setSpacing(8)
        words.addWidget(self.label)
        words.addWidget(self.bar)
        words.addWidget(self.waiting)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 12, 12, 12)
        row.setSpacing(16)
        row.addLayout(words, 1)
        row.addWidget(self.stop)
        self._connect()
        self._follow()

    def _connect(self) -> None:
        link = self._intents.link
        link.job_asked.connect(lambda _job: self._follow())
        link.job_progressed.connect(self._show_progress)
        link.job_ended.connect(self._note_ended)
        self.stop.clicked.connect(self._cancel)

    def _follow(self) -> None:
        """Name the running job and say how many wait."""
        jobs = self._intents.link.jobs
        self.setVisible(bool(jobs))
        if not jobs:
            return
        if not self.label.text():
            self._begin(jobs[0])
        behind = len(jobs) - 1
        self.waiting.setVisible(behind > 0)
        self.waiting.setText(self.tr("{n} more to do").format(n=behind))

    def _begin(self, job: Job) -> None:
        self.stop.setEnabled(True)
        self.label.setText(job_words.job_name(job.do) + "…")
        self.bar.setRange(0, 0)

    def _show_progress(self, _job: Job, progress: Progress) -> None:
        if self.stop.isEnabled():
            self.label.setText(job_words.progress_text(progress))
            self.bar.setRange(0, progress.total)
            self.bar.setValue(progress.done)

    def _note_ended(self, _ended: JobEnd) -> None:
        self.label.clear()
        self._follow()

    def _cancel(self) -> None:
        self.stop.setEnabled(False)
        self.label.setText(self.tr("Stopping…"))
        self._intents.cancel_running()
