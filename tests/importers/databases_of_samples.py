"""The databases among the samples: each is made by the SQL beside it, so that a reader sees what is in it."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from tests.importers.conformance import SAMPLES


def scripts() -> list[Path]:
    return sorted(SAMPLES.glob("*/*.sql"))


def database_of(script: Path) -> Path:
    """The database that a script makes: the one file of the case of the same name."""
    (database,) = (file for file in script.with_suffix("").iterdir() if file.is_file())
    return database


def rows_of(database: Path, question: str) -> int:
    with closing(sqlite3.connect(f"{database.as_uri()}?mode=ro&immutable=1", uri=True)) as connection:
        return int(connection.execute(question).fetchone()[0])


def make(script: Path, database: Path) -> None:
    with closing(sqlite3.connect(database)) as connection:
        connection.execute("PRAGMA page_size=1024")  # small samples
        connection.executescript(script.read_text("utf-8"))
        connection.execute("VACUUM")
