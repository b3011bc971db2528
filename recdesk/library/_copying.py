"""A whole library copied out while others read and write it, and put back in one transaction.

Knows SQLite's online backup and what a library is counted by. Knows nothing of what a copy is wrapped in.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable
from pathlib import Path

from recdesk.domain.faults import Cancelled, UserFault
from recdesk.domain.progress import Progress, Say, Stop
from recdesk.library import _file
from recdesk.library._base import Section

_PAGES = 2_000  # 8 MB between two looks at `stop`: some 20 ms
_PATIENCE = 20  # times that SQLite is told "busy", a quarter of a second apart
COUNTED = {
    "events": "SELECT count(*) FROM live_events",
    "imports": "SELECT count(*) FROM batches",
    "rows": "SELECT count(*) FROM raw_rows",
    "works": "SELECT count(*) FROM works",
    "feedback": "SELECT count(*) FROM feedback",
    "blocks": "SELECT count(*) FROM blocks",
    "leanings": "SELECT count(*) FROM leanings",
    "answers": "SELECT count(*) FROM answers",
    "packs": "SELECT count(*) FROM packs WHERE name != 'history'",
}


class Copies(Section):
    """See the module."""

    def counts(self) -> dict[str, int]:
        """What the library holds: events that count, imports, rows, works, feedback, blocks, leanings,
        answers and packs."""
        return {name: int(self.query(sql)[0][0]) for name, sql in COUNTED.items()}

    def holds_something(self) -> bool:
        """Whether anything in it would be missed: rows, something the person said, an added pack."""
        told = ("raw_rows", "feedback", "blocks", "leanings", "restings", "answers", "joined_names")
        asked = " OR ".join(f"EXISTS(SELECT 1 FROM {table})" for table in told)
        return bool(self.query(f"SELECT {asked} OR EXISTS(SELECT 1 FROM packs WHERE source != '')")[0][0])

    def write(self, file: Path, say: Say, stop: Stop) -> None:
        """Write the library as it is at this moment into `file`, readable by its owner alone; what others
        write meanwhile is not in it. Raises `UserFault` where the disk is full."""
        try:
            os.close(os.open(file, os.O_CREAT | os.O_RDWR | os.O_TRUNC, 0o600))
            self._connection.execute("BEGIN")  # holds the moment: without it the copy begins anew at a write
            self.query("SELECT 1 FROM settings LIMIT 1")
            copy = sqlite3.connect(file)
            try:
                _copy(self._connection, copy, "backup", say, stop)
            finally:
                copy.close()
        except (sqlite3.Error, OSError) as error:
            raise _file.fault_of(error, file) from error
        finally:
            self._connection.rollback()

    def take_over(self, copy: Path, say: Say, stop: Stop) -> None:
        """Become what the library file `copy` is: all of it or, stopped or killed, nothing. Its schema must
        be the present one. No other process should have this library open: what it remembers of it would be
        wrong from now on."""
        source = sqlite3.connect(copy)
        try:
            _copy(source, self._connection, "restore", say, stop)
            self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        except sqlite3.Error as error:
            raise _file.fault_of(error, self._path) from error
        finally:
            source.close()

    def forget_runs(self) -> None:
        """No training is known any more: those of a copy lie in the folder of another profile."""
        with self.writing() as db:
            db.execute("DELETE FROM model_runs")


def is_in_use(profile: Path) -> bool:
    """Whether another process, or another connection of this one, has the library of a profile open."""
    path = profile / _file.FILE_NAME
    if not path.exists():
        return False
    connection = sqlite3.connect(path, timeout=0.2)
    try:
        # SQLite leaves the write-ahead log only for one who is alone. The next to open goes back to it.
        connection.execute("PRAGMA journal_mode=DELETE")
    except sqlite3.OperationalError as error:
        return "locked" in str(error)
    except sqlite3.DatabaseError:
        return False  # damaged: nobody has it open as a library
    finally:
        connection.close()
    return False


def is_damaged(path: Path) -> bool:
    """Whether a file cannot be read as a database from its first page to its last."""
    connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)
    try:
        return [row[0] for row in connection.execute("PRAGMA quick_check(1)")] != ["ok"]
    except sqlite3.DatabaseError as error:
        if "locked" in str(error) or "unable to open" in str(error):
            raise _file.fault_of(error, path) from error
        return True
    finally:
        connection.close()


def schema_of(path: Path) -> int | None:
    """The schema that a library file says it has; None where it is none of ours."""
    connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)
    try:
        tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master")}
        version = int(connection.execute("PRAGMA user_version").fetchone()[0])
    except sqlite3.DatabaseError:
        return None
    finally:
        connection.close()
    return version if {"batches", "events", "works", "feedback", "settings"} <= tables else None


def _copy(source: sqlite3.Connection, target: sqlite3.Connection, stage: str, say: Say, stop: Stop) -> None:
    source.backup(target, pages=_PAGES, progress=_watcher(stage, say, stop))


def _watcher(stage: str, say: Say, stop: Stop) -> Callable[[int, int, int], None]:
    waited = 0

    def look(status: int, remaining: int, total: int) -> None:
        nonlocal waited
        if status in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            waited += 1  # Python itself would ask for ever
            if waited > _PATIENCE:
                raise UserFault("Another program is busy with the library.", "Close it, then try again.")
        if remaining and stop():  # with none remaining it is done, and too late
            raise Cancelled
        say(Progress(stage, total - remaining, total))

    return look
