"""The life of the child process: the two pipes, the queue, cancelling, and ending with the parent.

Knows nothing of what the jobs do; `commands` does.
"""

from __future__ import annotations

import contextlib
import json
import logging
import os
import queue
import signal
import sys
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import Any, TextIO

from recdesk.domain.faults import Cancelled, UserFault
from recdesk.domain.progress import Progress
from recdesk.worker.commands import COMMANDS

IDLE_SECONDS = 300.0  # with torch loaded the child holds 490 MiB; starting it again costs 0.1 s
PROGRESS_SECONDS = 0.05  # reports a second are bounded: the window repaints 20 times a second at most

log = logging.getLogger(__name__)


class Worker:
    """Runs the commands of one parent, in the order they came."""

    def __init__(self, profile: Path, out: TextIO) -> None:
        self._profile = profile
        self._out = out
        self._speaking = threading.Lock()
        self._jobs: queue.Queue[dict[str, Any] | None] = queue.Queue()
        self._cancelled: set[int] = set()
        self._running: int | None = None

    def hear(self, line: str) -> None:
        """Take one line of the parent. Called on the reading thread, so cancelling works during a job."""
        try:
            command = json.loads(line)
            what = command["do"]
        except (ValueError, KeyError, TypeError):
            log.error("not a command: %.200r", line)
            return
        if what == "cancel":
            self._cancelled.add(command.get("id", self._running))
        elif what == "bye":
            self._jobs.put(None)
        else:
            self._jobs.put(command)

    def serve(self) -> None:
        """Run jobs until the parent says bye, or nothing was asked for a while."""
        self.report(report="ready", pid=os.getpid())
        while True:
            try:
                command = self._jobs.get(timeout=IDLE_SECONDS)
            except queue.Empty:
                return
            if command is None:
                return
            self._run(command)

    def report(self, **message: Any) -> None:
        with self._speaking:
            self._out.write(json.dumps(message) + "\n")
            self._out.flush()

    def _run(self, command: Mapping[str, Any]) -> None:
        number = command.get("id")
        job = COMMANDS.get(str(command["do"]))
        if job is None:
            self.report(id=number, report="failed", say=f"Unknown command {command['do']!r}.", do_next="")
            return
        self._running = number
        try:
            result, changed = job(
                self._profile, command, _Teller(self, number), lambda: self._stopped(number)
            )
            report = "cancelled" if result.pop("cancelled", False) else "finished"
            self.report(id=number, report=report, result=result, changed=changed)
        except Cancelled:
            self.report(id=number, report="cancelled", result={}, changed=["events", "works"])
        except UserFault as fault:
            self.report(id=number, report="failed", say=fault.say, do_next=fault.do_next)
        except MemoryError:
            self.report(id=number, report="failed", say="The memory of this computer is full.",
                        do_next="Close other programs and try again; nothing was lost.")  # fmt: skip
        except Exception as error:
            log.exception("job %s failed", command["do"])
            self.report(
                id=number,
                report="failed",
                say=f"RecDesk made a mistake ({type(error).__name__}); it is written down in the log file.",
                do_next="Nothing was lost; try again, and report it if it stays.",
            )
        finally:
            self._cancelled.discard(number if number is not None else -1)
            self._running = None

    def _stopped(self, number: int | None) -> bool:
        return number in self._cancelled


class _Teller:
    """Passes progress on, at most 20 times a second and always when a stage begins or ends."""

    def __init__(self, worker: Worker, number: int | None) -> None:
        self._worker = worker
        self._number = number
        self._stage = ""
        self._next = 0.0

    def __call__(self, progress: Progress, /) -> None:
        from time import monotonic

        now = monotonic()
        ended = progress.total > 0 and progress.done == progress.total
        if progress.stage == self._stage and not ended and now < self._next:
            return
        self._stage, self._next = progress.stage, now + PROGRESS_SECONDS
        self._worker.report(
            id=self._number,
            report="progress",
            stage=progress.stage,
            done=progress.done,
            total=progress.total,
            detail=progress.detail,
        )


def main(profile: Path) -> int:
    """Serve the parent over stdin and stdout until either ends."""
    # What libraries print (progress bars, warnings of C code) would break the protocol: the real stdout
    # is kept aside, and file descriptor 1 becomes stderr.
    out = os.fdopen(os.dup(1), "w", buffering=1, encoding="utf-8")
    os.dup2(2, 1)
    sys.stdout = sys.stderr
    os.environ.setdefault("HF_HUB_OFFLINE", "1")
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    _die_with_parent()
    with contextlib.suppress(OSError, AttributeError):
        os.nice(10)  # the window comes first
    worker = Worker(profile, out)
    threading.Thread(target=_listen, args=(worker,), name="parent", daemon=True).start()
    worker.serve()
    return 0


def _listen(worker: Worker) -> None:
    for line in sys.stdin:
        worker.hear(line)
    # The parent closed the pipe or died. Killing is always safe: rows and events are written in
    # transactions, files are swapped in.
    os._exit(0)


def _die_with_parent() -> None:
    """Ask Linux for a signal when the parent dies: reading the end of stdin needs the interpreter, which
    a long call into torch may hold."""
    if sys.platform != "linux":
        return
    import ctypes

    parent = os.getppid()
    pr_set_pdeathsig = 1
    ctypes.CDLL(None).prctl(pr_set_pdeathsig, signal.SIGKILL)
    if os.getppid() != parent:  # it died before the call
        os._exit(0)
