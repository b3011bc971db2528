"""The one foreign database among the packs: Podcast Index hands its feeds out as a SQLite file.

It is opened in place for reading only (it has gigabytes; a copy would want as many again) and may answer for
the one table that was named: SQLite itself refuses the others, also to a view that a stranger planted. A file
inside an archive has to be unpacked first, into a private place. See docs/decisions/0006.
"""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from recdesk.catalogue.files import PackFile
from recdesk.domain.faults import UserFault

MAGIC = b"SQLite format 3\x00"


def rows_of(file: PackFile, name: str, wanted: tuple[str, ...]) -> Iterator[dict[str, object]]:
    """The rows of a table, of the wanted columns those that it has. Raises `UserFault` if the database is
    damaged or has no such table."""
    with _lying_open(file) as path:
        try:
            # immutable: neither a lock nor a file is made beside it
            connection = sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True)
            with closing(connection):
                connection.text_factory = lambda raw: raw.decode("utf-8", "replace")
                connection.set_authorizer(_gate(name))
                there = {str(row[1]) for row in connection.execute(f'PRAGMA table_info("{name}")')}
                columns = [column for column in wanted if column in there]
                if not columns:
                    raise UserFault(f"{file.name} has no table called {name}.", "Download it again.")
                for row in connection.execute(f'SELECT {", ".join(columns)} FROM "{name}"'):
                    yield dict(zip(columns, row))
        except sqlite3.Error as error:
            raise UserFault(f"{file.name} is a damaged database.", "Download it again.") from error


@contextmanager
def _lying_open(file: PackFile) -> Iterator[Path]:
    if file.place is not None:
        yield file.place.resolve()
        return
    with tempfile.TemporaryDirectory(prefix="recdesk-") as folder:
        copy = Path(folder, "unpacked.sqlite")
        with file.open() as stream, copy.open("xb") as out:
            shutil.copyfileobj(stream, out, 1 << 20)
        yield copy


def _gate(name: str) -> Callable[[int, str | None, str | None, str | None, str | None], int]:
    allowed = {sqlite3.SQLITE_SELECT, sqlite3.SQLITE_FUNCTION}

    def answer(action: int, first: str | None, _second: str | None, _db: str | None, by: str | None) -> int:
        named = action == sqlite3.SQLITE_READ and first in (name, "sqlite_master") and by is None
        asked = action == sqlite3.SQLITE_PRAGMA and first == "table_info"
        return sqlite3.SQLITE_OK if named or asked or action in allowed else sqlite3.SQLITE_DENY

    return answer
