"""Which event has a key: the index by which a row is known to be in the library already.

Keys arrive in no order, so every transaction of an import would rewrite nearly every page of one large index:
a million plays wrote 4.5 GB so, and half of the time of their import went there. New keys therefore enter a
small index and move to the large one a slice at a time: each transaction takes the keys of one slice, which
lie side by side in the large index. A key is in exactly one of the two, and what is asked looks into both.

Knows names (bytes) and numbers of events. Knows nothing of what an event is.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import blake2b

_SLICES = 16
_EVERY = 4_000  # new events until the next slice moves: some 64,000 keys, 2 MB, are in the small index
_ASKED = 4_000  # names in one question; SQLite takes 32,766 values


def name_of(source: str, key: str) -> bytes:
    """12 bytes (96 bits, as many as keys have) that name an event in the whole library."""
    return blake2b(f"{source}\x1f{key}".encode("utf-8", "surrogatepass"), digest_size=12).digest()


def owned(source: str, cover: str) -> tuple[str, str]:
    """(source, key) of what a row of a source covers: a key of its own, or "source/key" of another's."""
    owner, _, key = cover.rpartition("/")
    return owner or source, key


def find(db: sqlite3.Connection, names: Sequence[bytes]) -> dict[bytes, int]:
    """The events of these names, as far as there are any."""
    found: dict[bytes, int] = {}
    for asked in _some(names):
        marks = ",".join("?" * len(asked))
        for table in ("fresh_keys", "event_keys"):
            found.update(db.execute(f"SELECT name, event_id FROM {table} WHERE name IN ({marks})", asked))
    return found


def add(db: sqlite3.Connection, events: Mapping[bytes, int]) -> None:
    """Inside a transaction: name new events. None of the names may be there yet."""
    db.executemany("INSERT INTO fresh_keys VALUES (?,?)", events.items())
    if events:
        numbers = events.values()
        for turn in range(min(numbers) // _EVERY, (max(numbers) + 1) // _EVERY):
            _move_slice(db, turn % _SLICES)


def drop(db: sqlite3.Connection, names: Iterable[bytes]) -> None:
    """Inside a transaction: forget these names."""
    gone = [(name,) for name in names]
    for table in ("fresh_keys", "event_keys"):
        db.executemany(f"DELETE FROM {table} WHERE name=?", gone)


def _move_slice(db: sqlite3.Connection, number: int) -> None:
    """The keys of a slice, those whose first byte is in its range, to the large index."""
    width = 256 // _SLICES
    first = number * width
    # b"\x10" sorts before all names that begin with that byte, 13 times b"\xff" behind all names.
    span = (bytes([first]), bytes([first + width]) if first + width < 256 else b"\xff" * 13)
    db.execute(
        "INSERT INTO event_keys SELECT name, event_id FROM fresh_keys WHERE name>=? AND name<? ORDER BY name",
        span,
    )
    db.execute("DELETE FROM fresh_keys WHERE name>=? AND name<?", span)


def _some(names: Sequence[bytes]) -> Iterator[Sequence[bytes]]:
    for first in range(0, len(names), _ASKED):
        yield names[first : first + _ASKED]
