"""Taking works of a pack away, and deciding for each what becomes of it.

Every work is settled within one transaction that also looks whether the person has spoken of it since.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from functools import lru_cache

from recdesk.domain.progress import Progress, Say, Stop
from recdesk.library._base import Section
from recdesk.library._file import breathe
from recdesk.library._joining import adopt, leave, rejoin
from recdesk.library._works import keep_numbers

_TOGETHER = 1_500  # works a transaction, some 60 ms
_SWEPT = 20_000  # rows of a table that are looked through in one transaction
_LOWEST, _SPAN = -(2**63), 2**64
_MARKS = 2**32


def remove(section: Section, pack: str, say: Say, stop: Stop) -> int:
    """Settle every work of a pack. Returns how many were deleted; stopped, the rest is left as it was."""
    total = int(section.query("SELECT count(*) FROM pack_works WHERE pack=?", (pack,))[0][0])
    if total > _SWEPT:
        # Names lie in no order: taken with their works they would touch every page of the table each time.
        _sweep(
            section,
            "DELETE FROM names WHERE key BETWEEN ? AND ? AND EXISTS (SELECT 1 FROM works w "
            f"WHERE w.id = names.work_id AND w.origin = ?) AND work_id NOT IN ({spoken_of(section)})",
            ("names", _LOWEST, _SPAN, (pack,)),
            stop,
        )
    done = removed = last = 0
    while not stop():
        rows = section.query(
            "SELECT work_id FROM pack_works WHERE pack=? AND work_id>? ORDER BY work_id LIMIT ?",
            (pack, last, _TOGETHER),
        )
        if not rows:
            break
        ids = [row[0] for row in rows]
        removed += _settle(section, pack, ids)
        done, last = done + len(ids), ids[-1]
        say(Progress("removing", done, total, pack))
        breathe()
    _sweep_leftovers(section, pack, stop)
    return removed


def take_away(section: Section, pack: str, work_ids: Sequence[int], say: Say) -> int:
    """Settle these works, which a pack has no more."""
    removed = 0
    for at in range(0, len(work_ids), _TOGETHER):
        removed += _settle(section, pack, work_ids[at : at + _TOGETHER])
        say(Progress("removing", min(at + _TOGETHER, len(work_ids)), len(work_ids), pack))
    return removed


def _settle(section: Section, pack: str, ids: Sequence[int]) -> int:
    asked = json.dumps(list(ids))
    those = "(SELECT value FROM json_each(?))"
    with section.writing() as db:
        rows = db.execute(
            "SELECT p.work_id, p.pack, p.body FROM pack_works p WHERE p.work_id IN "
            f"{those} AND (p.pack = ? OR p.body != '') ORDER BY p.pack",
            (asked, pack),
        ).fetchall()
        joined = {work_id for work_id, name, body in rows if name == pack and body}
        heirs = {i: (name, body) for i, name, body in reversed(rows) if name != pack and i not in joined}
        for work_id in joined:
            leave(db, pack, work_id)
            rejoin(db, work_id)
        db.execute(f"DELETE FROM pack_works WHERE pack=? AND work_id IN {those}", (pack, asked))
        for work_id, (name, body) in heirs.items():
            adopt(db, work_id, name, body)
        alone = json.dumps([i for i in ids if i not in joined and i not in heirs])
        db.execute(
            f"UPDATE works SET origin='history' WHERE id IN {those} AND id IN ({spoken_of(section)})",
            (alone,),
        )
        keep_numbers(db)
        removed = db.execute(f"DELETE FROM works WHERE origin=? AND id IN {those}", (pack, alone)).rowcount
        # What is left changes its pack, and its words are counted by pack.
        db.execute(f"INSERT OR IGNORE INTO unnamed SELECT id FROM works WHERE id IN {those}", (asked,))
        db.execute(f"DELETE FROM names WHERE work_id IN {those}", (asked,))
        return removed


def spoken_of(section: Section) -> str:
    """A query for the works that may not be deleted: everything in the file that refers to a work and would
    not simply go with it. Read from the schema, so that a new table is never forgotten."""
    return _spoken_of(tuple(_references(section)))


@lru_cache(maxsize=4)
def _spoken_of(columns: tuple[tuple[str, str], ...]) -> str:
    said = (f"SELECT {column} FROM {table} WHERE {column} IS NOT NULL" for table, column in columns)
    # A work that the person merged into another stands for that answer, even if nothing refers to it.
    return " UNION ".join((*said, "SELECT id FROM works WHERE merged_into IS NOT NULL"))


def _references(section: Section) -> Iterator[tuple[str, str]]:
    for (table,) in section.query("SELECT name FROM sqlite_master WHERE type='table' ORDER BY name"):
        for row in section.query(f'PRAGMA foreign_key_list("{table}")'):
            if row[2] == "works" and row[6] != "CASCADE":
                yield table, row[3]


def _sweep_leftovers(section: Section, pack: str, stop: Stop) -> None:
    number = section.query("SELECT rowid FROM packs WHERE name=?", (pack,))[0]
    _sweep(
        section,
        "DELETE FROM spellings WHERE mark BETWEEN ? AND ? AND NOT EXISTS "
        "(SELECT 1 FROM names WHERE names.key = spellings.key)",
        ("spellings", 0, _MARKS, ()),
        stop,
    )
    _sweep(
        section,
        "DELETE FROM name_words WHERE word BETWEEN ? AND ? AND pack = ?",
        ("name_words", _LOWEST, _SPAN, number),
        stop,
    )
    with section.writing() as db:
        db.execute("DELETE FROM unnamed WHERE work_id NOT IN (SELECT id FROM works)")


def _sweep(section: Section, sql: str, over: tuple[str, int, int, tuple[object, ...]], stop: Stop) -> None:
    """Run a deletion over a table of evenly spread checksums, a slice of them a transaction."""
    table, lowest, span, values = over
    slices = 1 + int(section.query(f"SELECT count(*) FROM {table}")[0][0]) // _SWEPT
    for n in range(slices):
        if stop():
            return
        low, high = lowest + span * n // slices, lowest + span * (n + 1) // slices - 1
        with section.writing() as db:
            db.execute(sql, (low, high, *values))
        if slices > 1:
            breathe()
