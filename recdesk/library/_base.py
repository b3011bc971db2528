"""What the sections of a library share: one connection, one way to write, one way to read."""

from __future__ import annotations

import sqlite3
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

from recdesk.library import _file


class Section:
    """A part of the library. Sections never open files; they speak through the library's connection."""

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        self._connection = connection
        self._path = path

    def writing(self) -> AbstractContextManager[sqlite3.Connection]:
        return _file.writing(self._connection, self._path)

    def query(self, sql: str, values: Any = ()) -> list[tuple[Any, ...]]:
        try:
            return self._connection.execute(sql, values).fetchall()
        except sqlite3.DatabaseError as error:
            raise _file.fault_of(error, self._path) from error
