"""Libraries as an older program left them."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from sqlite_utils import Database

from recdesk.library import _file, _schema


def library_before(migration: str, profile: Path) -> sqlite3.Connection:
    """A new library file in which `migration` and what follows it were not yet applied."""
    connection = _file.connect(profile)
    _schema.migrations.apply(Database(connection, execute_plugins=False), stop_before=migration)
    connection.execute(f"PRAGMA user_version={_schema.NAMES.index(migration)}")
    return connection
