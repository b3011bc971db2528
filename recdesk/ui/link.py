"""The line to the worker: jobs go out as one JSON object a line, reports come back the same way.

Knows the protocol, when a silent or dead child must be helped along, and how to end it. Knows nothing of
what the jobs do, of pages, or of the library.
"""

from __future__ import annotations

import json
import logging
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QProcess, QProcessEnvironment, QTimer, Signal

from recdesk.domain.progress import Progress

log = logging.getLogger(__name__)
noise = logging.getLogger("recdesk.worker.stderr")  # progress bars and warnings that libraries print

CANCEL_GRACE_MS = 3_000  # the worker looks between batches, at most 0.5 s apart; this is six times that
FAREWELL_MS = 1_500
TERMINATE_MS = 500
KILLED_MS = 5_000  # nothing survives a kill; a busy machine takes its time to bury what was killed
FIRST_BACKOFF_MS = 250
MAX_BACKOFF_MS = 8_000
MAX_DEATHS = 4  # in a row, without one job ended between them


class End(StrEnum):
    """How a job ends. Every job that was asked for ends exactly once."""

    FINISHED = "finished"
    FAILED = "failed"
    CANCELLED = "cancelled"
    INTERRUPTED = "interrupted"  # the worker died while it ran


@dataclass(frozen=True, slots=True)
class Job:
    """One thing asked of the worker."""

    id: int
    do: str
    words: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class JobEnd:
    """The last report of a job. `say` and `do_next` are sentences for the person; `changed` names what
    must be looked at anew ("events", "works", "scores")."""

    job: Job
    end: End
    result: Mapping[str, Any] = field(default_factory=dict)
    changed: frozenset[str] = frozenset()
    say: str = ""
    do_next: str = ""


def worker_command(profile: Path) -> list[str]:
    """How the worker of a profile is started from an installed or checked-out program."""
    return [sys.executable, "-m", "recdesk", "--profile", str(profile), "worker"]


class WorkerLink(QObject):
    """Sends jobs to one child process, which runs them in the order asked.

    The child is started by the first job and may leave when it has been idle for long. If it dies, the job
    it was running ends as INTERRUPTED and a new child takes up the rest, each time a little later.
    """

    job_asked = Signal(Job)
    job_progressed = Signal(Job, Progress)
    job_ended = Signal(JobEnd)
    worker_died = Signal(int)  # exit code, or minus the signal's number

    def __init__(self, command: Sequence[str], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._command = list(command)
        self._open: dict[int, Job] = {}  # asked and not yet ended, in order
        self._ending: set[int] = set()  # asked to cancel
        self._last_id = 0
        self._deaths = 0
        self._closing = False
        self._tail = b""
        self._process = self._make_process()
        self._again = self._make_timer("worker restart", self._start)
        self._patience = self._make_timer("worker cancel", self._lose_patience)
        self._patience.setInterval(CANCEL_GRACE_MS)

    # -- what others may ask -------------------------------------------------------------------------

    @property
    def jobs(self) -> tuple[Job, ...]:
        """Jobs that have not ended, the running one first."""
        return tuple(self._open.values())

    @property
    def process_id(self) -> int:
        """The child's number, 0 while there is none."""
        return int(self._process.processId())

    def ask(self, do: str, **words: Any) -> Job:
        """Ask for a job. It ends with one `job_ended`, whatever happens to the worker."""
        self._last_id += 1
        job = Job(self._last_id, do, words)
        self._open[job.id] = job
        self.job_asked.emit(job)
        if self._process.state() == QProcess.ProcessState.NotRunning:
            if not self._again.isActive():
                self._start()
        else:
            self._send_job(job)
        return job

    def cancel(self, job_id: int) -> None:
        """Ask a job to stop. A worker that does not within three seconds is stopped for it."""
        if job_id not in self._open or job_id in self._ending:
            return
        self._ending.add(job_id)
        if self._process.state() == QProcess.ProcessState.NotRunning:
            self._end(JobEnd(self._open[job_id], End.CANCELLED))
            return
        self._send({"do": "cancel", "id": job_id})
        if self._running() == job_id:
            self._patience.start()

    def close(self) -> None:
        """End the child and wait until it is gone: asked first, terminated next, killed at last. What it says
        in the meantime is not passed on: whoever heard that a job ended would ask for the next one."""
        self._closing = True
        self._again.stop()
        self._patience.stop()
        process = self._process
        if process.state() == QProcess.ProcessState.NotRunning:
            return
        self._send({"do": "bye"})
        process.closeWriteChannel()
        if process.waitForFinished(FAREWELL_MS):
            return
        process.terminate()
        if not process.waitForFinished(TERMINATE_MS):
            process.kill()
            process.waitForFinished(KILLED_MS)

    # -- the child -----------------------------------------------------------------------------------

    def _make_timer(self, name: str, then: Any) -> QTimer:
        timer = QTimer(self, singleShot=True)
        timer.setObjectName(name)
        timer.timeout.connect(then)
        return timer

    def _make_process(self) -> QProcess:
        process = QProcess(self)
        process.setProgram(self._command[0])
        process.setArguments(self._command[1:])
        surroundings = QProcessEnvironment.systemEnvironment()
        surroundings.insert("PYTHONUTF8", "1")
        surroundings.insert("PYTHONUNBUFFERED", "1")
        # The window keeps numpy on one thread; the worker may use what there is.
        surroundings.remove("OPENBLAS_NUM_THREADS")
        process.setProcessEnvironment(surroundings)
        process.readyReadStandardOutput.connect(self._hear)
        process.readyReadStandardError.connect(self._log_noise)
        process.errorOccurred.connect(self._note_error)
        process.finished.connect(self._note_death)
        return process

    def _start(self) -> None:
        self._tail = b""
        self._process.start()
        # QProcess keeps what is written before the child is up, so the queue needs no "ready".
        for job in self._open.values():
            self._send_job(job)
        for job_id in self._ending:
            self._send({"do": "cancel", "id": job_id})

    def _send_job(self, job: Job) -> None:
        self._send({"id": job.id, "do": job.do, **job.words})

    def _send(self, message: Mapping[str, Any]) -> None:
        self._process.write(json.dumps(message).encode() + b"\n")

    def _running(self) -> int | None:
        return next(iter(self._open), None)

    def _log_noise(self) -> None:
        text = bytes(self._process.readAllStandardError().data()).decode("utf-8", "replace")
        for line in filter(None, map(str.strip, text.splitlines())):
            noise.info(line)

    # -- what it says --------------------------------------------------------------------------------

    def _hear(self) -> None:
        if self._closing:
            return
        self._tail += bytes(self._process.readAllStandardOutput().data())
        *lines, self._tail = self._tail.split(b"\n")
        for line in filter(None, lines):
            try:
                report = json.loads(line)
                self._take(report["report"], report)
            except (ValueError, KeyError, TypeError):
                log.exception("not a report of the worker: %.300r", line)

    def _take(self, what: str, report: Mapping[str, Any]) -> None:
        if what == "ready":
            return
        job = self._open.get(report["id"])
        if job is None:
            log.warning("a report of a job that nobody waits for: %.300r", report)
        elif what == "progress":
            progress = Progress(
                str(report["stage"]), int(report["done"]), int(report["total"]), str(report["detail"])
            )
            self.job_progressed.emit(job, progress)
        else:
            self._deaths = 0
            self._end(
                JobEnd(
                    job,
                    End(what),
                    report.get("result") or {},
                    frozenset(report.get("changed") or ()),
                    str(report.get("say", "")),
                    str(report.get("do_next", "")),
                )
            )

    def _end(self, ended: JobEnd) -> None:
        self._open.pop(ended.job.id, None)
        self._ending.discard(ended.job.id)
        self._patience.stop()
        if self._running() in self._ending:  # the next one was cancelled while it waited
            self._patience.start()
        self.job_ended.emit(ended)

    # -- when it does not answer ---------------------------------------------------------------------

    def _lose_patience(self) -> None:
        log.warning("the worker did not stop within %d ms and is killed", CANCEL_GRACE_MS)
        # Safe at any moment: rows are written in transactions, files are swapped in.
        self._process.kill()

    def _note_error(self, error: QProcess.ProcessError) -> None:
        if error == QProcess.ProcessError.FailedToStart and not self._closing:
            log.error("the worker cannot be started: %s", self._process.errorString())
            self._give_up(self.tr("The helper program that does the long work cannot be started."))

    def _note_death(self, code: int, status: QProcess.ExitStatus) -> None:
        self._hear()  # what it said last may still stand in the pipe
        self._log_noise()
        if self._closing or not self._open:
            return  # it left because it was told to, or because there was nothing to do
        crashed = status == QProcess.ExitStatus.CrashExit
        log.error("the worker ended during a job (%s %d)", "signal" if crashed else "code", code)
        self._deaths += 1
        if crashed or code:
            self._end_running()
            self.worker_died.emit(-code if crashed else code)
        # else: it left for want of work just as the job was sent, and never read it
        if self._deaths >= MAX_DEATHS:
            self._give_up(self.tr("The helper program that does the long work keeps ending by itself."))
        elif self._open:
            self._again.start(min(MAX_BACKOFF_MS, FIRST_BACKOFF_MS * 2 ** (self._deaths - 1)))

    def _end_running(self) -> None:
        job = next(iter(self._open.values()))
        if job.id in self._ending:
            self._deaths = 0  # killed by us, at the person's wish
            self._end(JobEnd(job, End.CANCELLED, changed=frozenset({"events", "works"})))
            return
        self._end(
            JobEnd(
                job,
                End.INTERRUPTED,
                changed=frozenset({"events", "works"}),
                say=self.tr("The work was cut short: the helper program that did it ended unexpectedly."),
                do_next=self.tr("What was done is kept. Start it again and it goes on from there."),
            )
        )

    def _give_up(self, say: str) -> None:
        self._deaths = 0  # the person may try again
        do_next = self.tr("Start RecDesk again; if that does not help, the log file says more.")
        for job in self.jobs:
            self._end(JobEnd(job, End.INTERRUPTED, say=say, do_next=do_next))
