"""One window a profile. A second launch hands its files to the first and ends.

A lock file in the profile decides who is first (a socket alone would not: two launches in the same instant
both find nobody and both listen). A local socket carries the files.
"""

from __future__ import annotations

import json
import logging
import os
from collections.abc import Sequence
from pathlib import Path
from time import monotonic, sleep
from zlib import crc32

from PySide6.QtCore import QLockFile, QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

from recdesk.domain.faults import UserFault
from recdesk.domain.profile import make_profile_folder

log = logging.getLogger(__name__)

LOCK_NAME = "window.lock"
# A first window that is just starting holds the lock before it listens, and answers when it stands there:
# 1.5 s later on a busy machine, and more where all must come from a slow disk.
ANSWER_SECONDS = 10.0
_RECEIVED = b"received\n"


class SingleInstance(QObject):
    """The first window's claim to its profile."""

    files_handed_over = Signal(list)  # of Path; empty: just come to the front

    def __init__(self, lock: QLockFile, name: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lock = lock
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._welcome)
        if not self._server.listen(name):
            QLocalServer.removeServer(name)  # we hold the lock: whoever left this socket is gone
            if not self._server.listen(name):
                log.error("cannot listen for a second launch: %s", self._server.errorString())

    def close(self) -> None:
        """Let another window have the profile."""
        self._server.close()
        self._lock.unlock()

    def _welcome(self) -> None:
        while caller := self._server.nextPendingConnection():
            caller.readyRead.connect(lambda caller=caller: self._receive(caller))
            caller.disconnected.connect(caller.deleteLater)
            if caller.canReadLine():  # it may have spoken before we listened
                self._receive(caller)

    def _receive(self, caller: QLocalSocket) -> None:
        if not caller.canReadLine():
            return
        line = bytes(caller.readLine().data())
        try:
            files = [Path(name) for name in json.loads(line)["files"]]
        except (ValueError, KeyError, TypeError):
            log.warning("not a message of a second launch: %.200r", line)
            return
        caller.write(_RECEIVED)
        caller.flush()
        self.files_handed_over.emit(files)


def claim(profile: Path, files: Sequence[Path]) -> SingleInstance | None:
    """Be the first window of a profile, or hand `files` to the one that is and return None.

    Needs an application, but no running event loop. Raises UserFault where the profile cannot be used, or
    where its window does not answer.
    """
    make_profile_folder(profile)
    lock = QLockFile(str(profile / LOCK_NAME))
    lock.setStaleLockTime(0)  # by age never: only a lock whose process is gone is stale
    give_up = monotonic() + ANSWER_SECONDS
    while not lock.tryLock(0):  # each time anew: the first window may be closing
        if lock.error() != QLockFile.LockError.LockFailedError:
            raise UserFault(
                f"The profile folder {profile} cannot be written.",
                "Make it yours, or choose another one with --profile.",
            )
        if _hand_over(profile, files, give_up):
            return None
        if monotonic() > give_up:
            raise UserFault(
                f"RecDesk is open already with the profile {profile}, but it does not answer.",
                "Look for its window; if there is none, end the program and start it again.",
            )
        sleep(0.05)
    return SingleInstance(lock, _socket_name(profile))


def _hand_over(profile: Path, files: Sequence[Path], give_up: float) -> bool:
    """Whether the first window has taken the files."""
    message = json.dumps({"files": [str(Path(file).absolute()) for file in files]}).encode() + b"\n"
    socket = QLocalSocket()
    socket.connectToServer(_socket_name(profile))
    if socket.waitForConnected(200):
        socket.write(message)
        socket.waitForBytesWritten(500)
        if socket.waitForReadyRead(max(1, int(1000 * (give_up - monotonic())))):
            return True
    socket.abort()
    return False


def _socket_name(profile: Path) -> str:
    """Short (a socket's path may have 107 bytes), the same for every spelling of one folder, and of one
    user only."""
    user = os.getuid() if hasattr(os, "getuid") else os.environ.get("USERNAME", "")
    digest = f"{crc32(str(profile.resolve()).encode()):08x}"
    return f"recdesk-{user}-{digest}"
