"""The real worker, but for learning: torch would cost every journey that only imports eight seconds.

RECDESK_TEST_PAGES bounds the library to so many pages, as a disk does that is full; RECDESK_TEST_HOLD names a
file: while it is there an import stands still after it has first written rows, however slow the test may be.
"""

from __future__ import annotations

import os
import sqlite3
import sys
import threading
from pathlib import Path
from typing import Any

from recdesk.library import _file
from recdesk.library._history import History
from recdesk.worker import commands, main

connect, add_rows = _file.connect, History.add_rows
written = 0


def bounded(profile: Path) -> sqlite3.Connection:
    connection = connect(profile)
    if pages := os.environ.get("RECDESK_TEST_PAGES"):
        connection.execute(f"PRAGMA max_page_count={int(pages)}")
    return connection


def held(self: History, *rows: Any) -> Any:
    global written
    hold = os.environ.get("RECDESK_TEST_HOLD")
    while hold and written and Path(hold).exists():
        threading.Event().wait(0.05)
    written += 1
    return add_rows(self, *rows)


_file.connect = bounded
History.add_rows = held  # type: ignore[method-assign]
commands.COMMANDS = {**commands.COMMANDS, "learn": lambda *_given: ({}, [])}
sys.modules["recdesk.worker.process"].COMMANDS = commands.COMMANDS  # type: ignore[attr-defined]
sys.exit(main(Path(sys.argv[1])))
