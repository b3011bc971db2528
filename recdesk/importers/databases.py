"""Databases of other programs (Calibre, Kobo, Kodi, browsers): the only door of this room to SQLite.

A database is copied to a private place, opened for reading only, and of the copy only the tables that were
named can be read: SQLite itself refuses the others, so that a table of tokens or passwords is never touched,
not even by a view that a stranger put into the file. See docs/decisions/0006.
"""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path

from recdesk.domain.faults import UserFault
from recdesk.importers.faults import reading_fault
from recdesk.importers.limits import LIMITS
from recdesk.importers.streams import Member

Cells = Mapping[str, object]
_Gate = Callable[[int, str | None, str | None, str | None, str | None], int]

_PIECE = 1 << 20
_SCHEMA = frozenset({"sqlite_master", "sqlite_schema"})
_ALLOWED = frozenset({sqlite3.SQLITE_SELECT, sqlite3.SQLITE_FUNCTION})
_STEPS = 200_000_000  # of SQLite's machine, some 10 s: no honest query of ours needs a tenth


class Database:
    """A database that is open for reading; tables that were not named do not exist for it."""

    def __init__(self, connection: sqlite3.Connection, name: str) -> None:
        self._connection = connection
        self._name = name

    def columns(self, table: str) -> frozenset[str]:
        """The names of a table's columns; none if there is no such table."""
        quoted = table.replace('"', '""')
        return frozenset(str(row["name"]) for row in self.rows(f'PRAGMA table_info("{quoted}")'))

    def rows(self, question: str) -> Iterator[Cells]:
        """The rows that answer a SELECT. Raises `UserFault` at the first damage."""
        try:
            for row in self._connection.execute(question):
                yield dict(zip(row.keys(), row))
        # UnicodeDecodeError: the complaint about a damaged schema quotes its bytes.
        except (sqlite3.Error, OverflowError, UnicodeDecodeError) as error:
            raise _damaged(self._name) from error


@contextmanager
def open_database(member: Member, *tables: str) -> Iterator[Database]:
    """The database with these tables to read; a name that ends in "*" means all that begin so. Raises
    `UserFault` if it is too large, damaged or gone. The copy is removed at the end."""
    with tempfile.TemporaryDirectory(prefix="recdesk-") as folder:  # only this user may enter it
        copy = Path(folder, "copy.sqlite")
        _copy(member, copy)
        with closing(_connect(copy, member.name)) as connection:
            connection.set_authorizer(_gate(frozenset(tables)))
            yield Database(connection, member.name)


def table_names(member: Member) -> frozenset[str]:
    """The names of all tables. Raises as `open_database`."""
    with open_database(member) as database:
        return frozenset(str(row["name"]) for row in database.rows(_TABLES))


_TABLES = "SELECT name FROM sqlite_master WHERE type='table'"


def text(cells: Cells, column: str) -> str:
    """A cell as stripped text; "" if it is missing, empty or a blob."""
    value = cells.get(column)
    return str(value).strip() if isinstance(value, str | int | float) else ""


def whole(cells: Cells, column: str) -> int:
    """A cell as a whole number; 0 if it is none."""
    value = cells.get(column)
    return int(value) if isinstance(value, int | float) and abs(value) < 2**63 else 0


def _copy(member: Member, copy: Path) -> None:
    left = LIMITS.database_bytes
    with member.open() as source:
        try:
            with copy.open("xb") as out:
                while piece := source.read(_PIECE):
                    left -= len(piece)
                    if left < 0:
                        raise UserFault(
                            f"{member.name} is larger than any history (at most "
                            f"{LIMITS.database_bytes / (1 << 30):g} GiB).",
                            "It was not imported.",
                        )
                    out.write(piece)
        except OSError as error:
            raise reading_fault(error, member.name) from error


def _connect(copy: Path, name: str) -> sqlite3.Connection:
    steps = 0

    def tired() -> bool:
        nonlocal steps
        steps += 100_000
        return steps > _STEPS

    try:
        # immutable: a file in WAL mode is then read without the -wal and -shm files it would want beside it
        connection = sqlite3.connect(f"{copy.as_uri()}?mode=ro&immutable=1", uri=True)
    except sqlite3.Error as error:
        raise _damaged(name) from error
    connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, LIMITS.database_cell_bytes)
    connection.execute("PRAGMA trusted_schema=OFF")  # views of a stranger get no function with side effects
    connection.row_factory = sqlite3.Row
    connection.text_factory = lambda raw: raw.decode("utf-8", "replace")
    connection.set_progress_handler(tired, 100_000)
    return connection


def _gate(tables: frozenset[str]) -> _Gate:
    """What SQLite asks before it does anything."""
    exact = {table.casefold() for table in tables} | _SCHEMA
    beginnings = tuple(table[:-1].casefold() for table in tables if table.endswith("*"))

    def answer(action: int, first: str | None, _second: str | None, _db: str | None, _by: str | None) -> int:
        if action in _ALLOWED or (action == sqlite3.SQLITE_PRAGMA and first == "table_info"):
            return sqlite3.SQLITE_OK
        table = (first or "").casefold()
        named = table in exact or (bool(beginnings) and table.startswith(beginnings))
        return sqlite3.SQLITE_OK if action == sqlite3.SQLITE_READ and named else sqlite3.SQLITE_DENY

    return answer


def _damaged(name: str) -> UserFault:
    return UserFault(
        f"{name} is a damaged database, or not one of the kind it seems to be.",
        "Close the program it belongs to, copy the file again and import the copy.",
    )
