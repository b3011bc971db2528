"""How archives and databases get spoilt inside and still are archives and databases."""

from __future__ import annotations

import io
import random
import re
import sqlite3
import tempfile
import zipfile
import zlib
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

Way = Callable[[bytes, random.Random], bytes]

_PAGE = 1024  # bytes of a page of the sample databases
_NAMES = ("../up", "/abs", "C:\\x", "a" * 300, "\u202e.csv", "", "a//b", "a/./b", "nul\x00.csv")
_CELLS = (None, -1, 2**62, -(2**62), 1.5, 1e300, float("inf"), b"", b"\xff\xfe\x00", b"x" * 70_000, 13**14)


def repacked(content: bytes, rng: random.Random, spoil: Way) -> bytes:
    """An archive that is whole, with one of its files spoilt, renamed, lost, or there twice."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            files = [(name, archive.read(name)) for name in archive.namelist() if not name.endswith("/")]
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, RuntimeError, ValueError):
        return content
    if not files:
        return content
    at = rng.randrange(len(files))
    name, held = files[at]
    match rng.randrange(6):
        case 0 | 1 | 2:
            files[at] = name, spoil(held, rng)
        case 3:
            files[at] = rng.choice((*_NAMES, name.upper())), held
        case 4:
            del files[at]
        case _:
            files.append((f"copy/{name}", held))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for new, data in dict(files).items():
            info = zipfile.ZipInfo("x")
            info.filename = new  # also one that the constructor would mend
            archive.writestr(info, data, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def archive_bytes(content: bytes, rng: random.Random) -> bytes:
    """Sizes, flags and methods in the directory of an archive that are not true."""
    data = bytearray(content)
    marks = [m.start() for m in re.finditer(rb"PK\x01\x02|PK\x03\x04|PK\x05\x06", content)]
    for _ in range(rng.randint(1, 4)):
        at = rng.choice(marks or [0]) + rng.randrange(4, 46)
        if at < len(data):
            data[at] = rng.choice((0, 1, 8, 9, 12, 14, 0x7F, 0xFF, rng.randrange(256)))
    return bytes(data)


def page_lost(content: bytes, rng: random.Random) -> bytes:
    """One page of a database overwritten."""
    at = rng.randrange(len(content) // _PAGE + 1) * _PAGE
    return content[:at] + rng.choice((b"\x00", b"\xff")) * _PAGE + content[at + _PAGE :]


def other_database(content: bytes, rng: random.Random, odd_texts: tuple[str, ...]) -> bytes:
    """A database that is whole: cells of another type, columns and tables renamed or lost, views instead."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "a.db")
        file.write_bytes(content)
        try:
            with closing(sqlite3.connect(file)) as connection:
                connection.text_factory = bytes
                for _ in range(rng.choice((1, 1, 4))):
                    _change(connection, rng, (*odd_texts, *_CELLS))
                connection.commit()
        except (sqlite3.Error, ValueError):
            return page_lost(content, rng)
        return file.read_bytes()


def _change(connection: sqlite3.Connection, rng: random.Random, odd: tuple[object, ...]) -> None:
    found = connection.execute("SELECT name FROM sqlite_master WHERE type='table'").fetchall()
    names = [name.decode() for (name,) in found if not name.startswith(b"sqlite_")]
    if not names:
        return
    table = f'"{rng.choice(names)}"'
    columns = [f'"{row[1].decode()}"' for row in connection.execute(f"PRAGMA table_info({table})")]
    column = rng.choice(columns)
    match rng.randrange(9):
        case 0 | 1 | 2 | 3:
            where = rng.choice(("", " WHERE rowid % 3 = 1"))
            connection.execute(f"UPDATE {table} SET {column} = ?{where}", [rng.choice(odd)])
        case 4:
            connection.execute(f"ALTER TABLE {table} RENAME COLUMN {column} TO other")
        case 5:
            connection.execute(f"ALTER TABLE {table} RENAME TO other")
            if rng.random() < 0.5:
                connection.execute(f"CREATE VIEW {table} AS SELECT * FROM other")
        case 6:
            connection.execute(f"DROP TABLE {table}")
        case 7:
            connection.execute(f"DELETE FROM {table} WHERE rowid % 2")
        case _:
            connection.execute(f"INSERT INTO {table} SELECT * FROM {table}")
