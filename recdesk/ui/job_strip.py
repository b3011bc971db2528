"""The running job in the status bar: what it does, how far it is, and the way out.

A job that is over within a moment is not shown: a flash tells nobody anything.
"""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QPushButton, QWidget

from recdesk.domain.progress import Progress
from recdesk.ui import job_words
from recdesk.ui.intents import Intents
from recdesk.ui.link import Job, JobEnd

SHOW_AFTER_MS = 300


class JobStrip(QWidget):
    """Watches the link's jobs."""

    def __init__(self, intents: Intents, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._intents = intents
        self._job: Job | None = None
        self.setAccessibleName(self.tr("Running work"))
        self.label = QLabel()
        self.bar = QProgressBar()
        self.bar.setFixedSize(150, 8)
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(self.tr("Progress"))
        self.stop = QPushButton(self.tr("Cancel"))
        self.stop.setObjectName("stop")
        self.stop.setProperty("quiet", True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        row.addStretch()
        for part in (self.label, self.bar, self.stop):
            row.addWidget(part)
        self._soon = QTimer(self, singleShot=True, interval=SHOW_AFTER_MS)
        self._soon.setObjectName("job strip appears")
        self.hide()
        self._connect()

    def _connect(self) -> None:
        link = self._intents.link
        link.job_asked.connect(self._note_asked)
        link.job_progressed.connect(self._show_progress)
        link.job_ended.connect(self._note_ended)
        self.stop.clicked.connect(self._cancel)
        self._soon.timeout.connect(self.show)

    def _note_asked(self, job: Job) -> None:
        if self._job is None:
            self._take(job)

    def _take(self, job: Job) -> None:
        self._job = job
        self.stop.setEnabled(True)
        self._say(job_words.job_name(job.do) + "…")
        self.bar.setRange(0, 0)
        if not self.isVisible():
            self._soon.start()

    def _show_progress(self, job: Job, progress: Progress) -> None:
        if self._job is None or job.id != self._job.id:
            self._take(job)
        if not self.stop.isEnabled():
            return  # "Stopping…" stays
        self._say(job_words.progress_text(progress))
        self.bar.setRange(0, progress.total)
        self.bar.setValue(progress.done)

    def _note_ended(self, ended: JobEnd) -> None:
        if self._job is None or ended.job.id != self._job.id:
            return
        self._job = None
        self._soon.stop()
        if waiting := self._intents.link.jobs:
            self._take(waiting[0])
        else:
            self.hide()

    def _cancel(self) -> None:
        if self._job is not None:
            self.stop.setEnabled(False)
            self._say(self.tr("Stopping…"))
            self._intents.cancel_job(self._job.id)

    def _say(self, text: str) -> None:
        self.label.setText(text)
