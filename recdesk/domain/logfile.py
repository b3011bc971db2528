"""The log file of a profile: what a fault report needs, and nothing of what the person watched or read.

`logs/recdesk.log`, readable by its owner only, at most 4 x 1 MiB. It may hold names of files; it never
holds rows of a history.
"""

from __future__ import annotations

import io
import logging
import os
from logging.handlers import RotatingFileHandler
from pathlib import Path

MAX_BYTES = 1 << 20
OLD_FILES = 3
FORMAT = "%(asctime)s %(process)d %(levelname)s %(name)s: %(message)s"


class _PrivateFile(RotatingFileHandler):
    """A rotating log that nobody else can read, not even for a moment."""

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
        handler = _PrivateFile(path, maxBytes=MAX_BYTES, backupCount=OLD_FILES)
    except OSError:
        handler = logging.StreamHandler()
    handler.setFormatter(logging.Formatter(FORMAT))
    return handler
