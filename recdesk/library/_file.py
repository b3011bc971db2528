"""Opening a library file safely, and the one way to write to it.

Knows pragmas, permissions and what SQLite's errors mean for a person. Knows no table but the schema's.
"""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from recdesk.domain.faults import UserFault

FILE_NAME = "library.sqlite"
BUSY_MS = 5_000
_BREATH = 0.03  # seconds; SQLite asks again every 25 ms for a lock it did not get
CACHE_KIB = 65_536  # at most; filled as pages are read
LOG_PAGES = 8_000  # 32 MB in the write-ahead log before it goes into the file
SCHEMA = 8  # how many migrations _schema.py has; said here too, because reading it there loads sqlite_utils


def connect(profile: Path) -> sqlite3.Connection:
    """Open (or make) the library of a profile folder: folder 0700, file 0600, WAL, foreign keys on."""
    _private_folder(profile)
    path = profile / FILE_NAME
    new = not path.exists()
    try:
        if new:
            # Created with its final mode: a chmod afterwards would leave the file readable for a moment.
            os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
        connection = sqlite3.connect(path, timeout=BUSY_MS / 1000)
        connection.execute("PRAGMA foreign_keys=ON")
        connection.execute(f"PRAGMA busy_timeout={BUSY_MS}")
        _write_ahead(connection)
        # In WAL mode NORMAL cannot corrupt the file; only the last moment before a power cut can be lost.
        connection.execute("PRAGMA synchronous=NORMAL")
        # Keys arrive in no order: with SQLite's own 2 MiB every page of their index is written over and over.
        # 200,000 plays took 14.4 s so, 10.5 s with these; a connection that only reads keeps what it read.
        connection.execute(f"PRAGMA cache_size=-{CACHE_KIB}")
        connection.execute(f"PRAGMA wal_autocheckpoint={LOG_PAGES}")
    except (sqlite3.Error, OSError) as error:
        raise fault_of(error, path) from error
    return connection


def _write_ahead(connection: sqlite3.Connection) -> None:
    """Journal into a log beside the file. A new file is turned to it once, and of two processes that try it
    at the same moment SQLite sends one away at once, whatever its timeout."""
    until = time.monotonic() + BUSY_MS / 1000
    while True:
        try:
            connection.execute("PRAGMA journal_mode=WAL")
            return
        except sqlite3.OperationalError as error:
            if "locked" not in str(error) or time.monotonic() > until:
                raise
            breathe()


def breathe() -> None:
    """Between two of many transactions: let another process that waits for the file get through. Without it
    a verdict waited until all was done, or for five seconds and in vain."""
    time.sleep(_BREATH)  # SQLite tells nobody that a lock is free: there is nothing to wait for but time


def migrate(connection: sqlite3.Connection, path: Path) -> None:
    """Bring the schema up to date; refuse a file that a newer RecDesk has written."""
    try:
        version = connection.execute("PRAGMA user_version").fetchone()[0]
        if version == SCHEMA:
            return
        if version > SCHEMA:
            raise UserFault(
                f"{path} was written by a newer RecDesk (its schema is {version}, this program knows "
                f"{SCHEMA}).",
                "Update RecDesk, or choose another profile folder; nothing was changed.",
            )
        from sqlite_utils import Database  # 142 ms: kept off the way to the first paint

        from recdesk.library import _schema

        # Off while tables are rebuilt, as SQLite advises: dropping one would empty those that refer to it.
        connection.execute("PRAGMA foreign_keys=OFF")
        try:
            # All in one transaction: of two processes that open a library at once the second waits here.
            with writing(connection, path):
                version = connection.execute("PRAGMA user_version").fetchone()[0]
                if version >= SCHEMA:
                    return
                if version:
                    _back_up(path, version)
                _schema.migrations.apply(Database(connection, execute_plugins=False))
                connection.execute(f"PRAGMA user_version={SCHEMA}")
        finally:
            connection.execute("PRAGMA foreign_keys=ON")
    except (sqlite3.Error, OSError) as error:
        raise fault_of(error, path) from error


def _back_up(path: Path, version: int) -> None:
    """Keep the library as the older program left it: that one could not open the new one any more. By a
    connection of its own: SQLite copies nothing from one that is writing."""
    kept = path.with_name(f"{path.stem}-schema-{version}{path.suffix}")
    if kept.exists():
        return  # from a migration that was cut short: the older state is in it
    unfinished = kept.with_suffix(".part")
    unfinished.unlink(missing_ok=True)
    os.close(os.open(unfinished, os.O_CREAT | os.O_RDWR, 0o600))
    with closing(sqlite3.connect(path)) as older, closing(sqlite3.connect(unfinished)) as copy:
        older.backup(copy)
    unfinished.replace(kept)


@contextmanager
def writing(connection: sqlite3.Connection, path: Path) -> Iterator[sqlite3.Connection]:
    """One transaction. BEGIN IMMEDIATE takes the write lock at once: a deferred one fails at its first
    write if another process wrote since it began reading."""
    try:
        connection.execute("BEGIN IMMEDIATE")
        try:
            yield connection
        except BaseException:
            connection.rollback()
            raise
        connection.commit()
    except sqlite3.OperationalError as error:
        if connection.in_transaction:  # a commit that failed (disk full) leaves the transaction open
            connection.rollback()
        raise fault_of(error, path) from error
    except sqlite3.DatabaseError as error:
        if isinstance(error, (sqlite3.IntegrityError, sqlite3.ProgrammingError)):
            raise  # ours: a bug
        raise fault_of(error, path) from error


_FULL = ("The disk that holds {path} is full.", "Free some space and try again; nothing was lost.")
_DAMAGED = ("{path} is damaged, or not a RecDesk library.", "Restore a backup, or choose another profile.")
_DENIED = ("{path} cannot be opened or written.", "Check that the profile folder exists and is yours.")
_FAULTS: tuple[tuple[str, tuple[str, str]], ...] = (
    ("disk is full", _FULL),
    ("no space left", _FULL),
    ("disk i/o error", ("The disk reports an error at {path}.", "Check the disk before you go on.")),
    ("locked", ("Another program is busy writing to {path}.", "Wait for it to finish, then try again.")),
    ("readonly", _DENIED),
    ("unable to open", _DENIED),
    ("permission denied", _DENIED),
    ("not a database", _DAMAGED),
    ("malformed", _DAMAGED),
)


def fault_of(error: Exception, path: Path) -> Exception:
    """The sentence for what SQLite or the system reports; an unknown error stays what it is, a bug."""
    text = str(error).lower()
    for sign, (say, do_next) in _FAULTS:
        if sign in text:
            return UserFault(say.format(path=path), do_next)
    return error


def _private_folder(profile: Path) -> None:
    try:
        profile.mkdir(mode=0o700, parents=True, exist_ok=True)
        if profile.stat().st_mode & 0o077:
            profile.chmod(0o700)
    except OSError as error:
        raise UserFault(
            f"The profile folder {profile} cannot be used: {error.strerror or error}.",
            "Choose another folder with --profile, or make this one yours.",
        ) from error
