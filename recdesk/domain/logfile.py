"""The log file of a profile: what a fault report needs, and nothing of what the person watched or read.

`logs/recdesk.log`, readable by its owner only, at most 4 x 1 MiB. It may hold names of files; it never
holds rows of a history.
"""

from __future__ import annotations

import io
import logging
import os
from pathlib import Path

MAX_BYTES = 1 << 20
OLD_FILES = 3
FORMAT = "%(asctime)s %(process)d %(levelname)s %(name)s: %(message)s"


class _PrivateFile(logging.FileHandler):
    """A log that nobody else can read, not even for a moment; put aside at the start when it has grown.
    (logging.handlers would rotate at any moment and cost the window's first frame 8 ms.)"""

    def __init__(self, path: Path) -> None:
        if path.exists() and path.stat().st_size > MAX_BYTES:
            for number in range(OLD_FILES, 0, -1):
                older = path.with_name(f"{path.name}.{number}")
                newer = path if number == 1 else path.with_name(f"{path.name}.{number - 1}")
                if newer.exists():
                    newer.replace(older)
        super().__init__(path, encoding="utf-8")

    def handleError(self, record: logging.LogRecord) -> None:
        """A disk that is full takes no line; logging's own answer would be a traceback on stderr."""

    def _open(self) -> io.TextIOWrapper:
        handle = os.open(self.baseFilename, os.O_CREAT | os.O_APPEND | os.O_WRONLY, 0o600)
        return io.TextIOWrapper(os.fdopen(handle, "ab"), encoding="utf-8", write_through=True)


def log_path(profile: Path) -> Path:
    return profile / "logs" / "recdesk.log"


def log_handler(profile: Path) -> logging.Handler:
    """A handler that writes the profile's log; it goes to stderr where the folder cannot be written, since
    a full disk must not keep the program from starting."""
    path = log_path(profile)
    handler: logging.Handler
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        handler = _PrivateFile(path)
    except OSError:
        handler = logging.StreamHandler()
    handler.setFormatter(logging.Formatter(FORMAT))
    return handler
