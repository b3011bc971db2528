"""What the sections of a library share: one connection, one way to write, one way to read."""

from __future__ import annotations

import gc
import sqlite3
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from recdesk.library import _file


def moment(at: int) -> datetime:
    """A time as it is stored, in whole seconds since 1970."""
    return datetime.fromtimestamp(at, UTC)


@contextmanager
def garbage_left_alone() -> Iterator[None]:
    """While hundreds of thousands of small objects are held and none is garbage, looking for some takes 0.3 s
    at a time, within a transaction as like as not."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


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
