"""What becomes of a bug: written down whole in the profile's log file, told once, the window stays.

Takes in what nobody else caught: exceptions in slots and threads, and what Qt has to say.
"""

from __future__ import annotations

import contextlib
import faulthandler
import logging
import sys
import threading
import traceback
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import IO

from PySide6.QtCore import QMessageLogContext, QObject, QtMsgType, Signal, qInstallMessageHandler

from recdesk.domain.faults import UserFault
from recdesk.domain.logfile import log_handler, log_path

log = logging.getLogger("recdesk")


class Logbook(QObject):
    """Takes in what nobody else caught, for as long as it is open."""

    fault_met = Signal(str, str)  # what to say, what to do next
    bug_met = Signal(str)  # one sentence, said once for each place in the program

    def __init__(self, profile: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._told: set[str] = set()
        self.path = log_path(profile)
        self._handler = log_handler(profile)
        log.addHandler(self._handler)
        self._crashes = self._watch_crashes()
        self._python_hook = sys.excepthook
        self._thread_hook = threading.excepthook
        sys.excepthook = self.note_error
        threading.excepthook = lambda args: self.note_error(args.exc_type, args.exc_value, args.exc_traceback)
        self._qt_hook: Callable[..., object] | None = qInstallMessageHandler(_log_qt)

    def close(self) -> None:
        """Give everything back as it was found."""
        sys.excepthook = self._python_hook
        threading.excepthook = self._thread_hook
        qInstallMessageHandler(self._qt_hook)
        if self._crashes:
            faulthandler.disable()
            self._crashes.close()
        log.removeHandler(self._handler)
        self._handler.close()

    def note_error(
        self,
        kind: type[BaseException],
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """An exception that reached the event loop. A UserFault is told each time it happens; a bug is
        written down whole each time and told once for the place it happened in."""
        if isinstance(error, UserFault):
            log.warning("%s", error)
            self.fault_met.emit(error.say, error.do_next)
            return
        if issubclass(kind, KeyboardInterrupt):
            self._python_hook(kind, error or kind(), trace)
            return
        log.critical("a bug", exc_info=(kind, error or kind(), trace))
        frames = traceback.extract_tb(trace)
        place = f"{kind.__name__} {frames[-1].filename}:{frames[-1].lineno}" if frames else kind.__name__
        if place not in self._told:
            self._told.add(place)
            self.bug_met.emit(
                self.tr("RecDesk made a mistake. It is written down in {file}; you can go on.").format(
                    file=self.path
                )
            )

    def _watch_crashes(self) -> IO[str] | None:
        """A crash inside Qt or numpy leaves its trace in the log file too."""
        with contextlib.suppress(OSError):  # a full disk must not keep the window from opening
            file: IO[str] = self.path.open("a", encoding="utf-8")
            faulthandler.enable(file)
            return file
        return None


_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}


def _log_qt(kind: QtMsgType, where: QMessageLogContext, text: str) -> None:
    log.getChild("qt").log(_LEVELS.get(kind, logging.WARNING), "%s", text)
