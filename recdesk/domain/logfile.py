"""The log file of a profile: what a fault report needs, and nothing of what the person watched or read."""

from __future__ import annotations

import logging
from logging.handlers import RotatingFileHandler
from pathlib import Path

LOG_NAME = "recdesk.log"
_BYTES = 1_000_000
_KEPT = 2


def open_log(profile: Path) -> Path:
    """Send warnings and errors of this process to the profile's log file and return its path. A folder
    that cannot be written leaves the program running without a log."""
    path = profile / LOG_NAME
    try:
        profile.mkdir(mode=0o700, parents=True, exist_ok=True)
        path.touch(mode=0o600)
        # delay: the file is opened by the first record, which most sessions never write.
        handler = RotatingFileHandler(path, maxBytes=_BYTES, backupCount=_KEPT, encoding="utf-8", delay=True)
    except OSError:
        return path
    handler.setFormatter(logging.Formatter("%(asctime)s %(process)d %(levelname)s %(name)s: %(message)s"))
    handler.setLevel(logging.WARNING)
    logging.getLogger().addHandler(handler)
    return path
