"""Works in the library: catalogue packs, works made from history, aliases, ids, kinship."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from recdesk.domain.works import CatalogueWork, Kind, Work
from recdesk.library._base import Section
from recdesk.library._vectors import OWN

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from recdesk.library._lookup import WorkLookup

_COLUMNS = (
    "id, uid, kind, title, year, creators, genres, tags, countries, languages, reach, audience, "
    "description, origin"
)


class Works(Section):
    """Everything that can be known, liked and recommended."""

    def pack_version(self, name: str) -> str | None:
        rows = self.query("SELECT version FROM packs WHERE name=?", (name,))
        return rows[0][0] if rows else None

    def stamp_pack(self, name: str, version: str) -> None:
        """Say that a pack is wholly there, vectors too, in this version."""
        with self.writing() as db:
            db.execute("UPDATE packs SET version=? WHERE name=?", (version, name))

    def ids_of(self, uids: Sequence[str]) -> list[int]:
        """The numbers of these works, in the order asked. KeyError for a uid that is not there."""
        rows = self.query(
            "SELECT uid, id FROM works WHERE uid IN (SELECT value FROM json_each(?))",
            (json.dumps(list(uids)),),
        )
        ids = dict(rows)
        return [ids[uid] for uid in uids]

    def count(self) -> int:
        return int(self.query("SELECT count(*) FROM works")[0][0])

    def get(self, work_id: int) -> Work | None:
        found = self.some([work_id])
        return found.get(work_id)

    def some(self, work_ids: Iterable[int]) -> dict[int, Work]:
        """The works with these numbers; unknown numbers are left out."""
        rows = self.query(
            f"SELECT {_COLUMNS} FROM works WHERE id IN (SELECT value FROM json_each(?))",
            (json.dumps([int(i) for i in work_ids]),),
        )
        return {row[0]: _work(row) for row in rows}

    def lookup(self) -> WorkLookup:
        """Works by number, each read when it is first asked for."""
        from recdesk.library._lookup import WorkLookup

        return WorkLookup(self)

    def by_uid(self, uid: str) -> Work | None:
        rows = self.query(f"SELECT {_COLUMNS} FROM works WHERE uid=?", (uid,))
        return _work(rows[0]) if rows else None

    def all(self) -> list[Work]:
        """Every work but those that are parts of another, ascending by id."""
        rows = self.query(f"SELECT {_COLUMNS} FROM works WHERE merged_into IS NULL ORDER BY id")
        return [_work(row) for row in rows]

    def learnable(self, embedder: str, most: int) -> list[Work]:
        """The works a model can learn from and choose among, ascending by id: those that history or feedback
        speaks of, and of those that have a vector of this embedder the `most` best known."""
        rows = self.query(
            f"SELECT {_COLUMNS} FROM works WHERE merged_into IS NULL AND id IN ({OWN} UNION "
            "SELECT * FROM (SELECT w.id FROM works w JOIN vectors v ON v.work_id = w.id "
            "WHERE v.embedder = ? ORDER BY w.audience DESC, w.id LIMIT ?)) ORDER BY id",
            (embedder, most),
        )
        return [_work(row) for row in rows]

    def well_known(self, kind: Kind, n: int) -> list[Work]:
        """The n works of a kind with the largest audience, largest first."""
        rows = self.query(
            f"SELECT {_COLUMNS} FROM works WHERE kind=? AND audience IS NOT NULL AND merged_into IS NULL "
            "ORDER BY audience DESC, id LIMIT ?",
            (kind, n),
        )
        return [_work(row) for row in rows]

    def audiences(self, among: Iterable[int] | None = None) -> dict[int, float]:
        """log10 of the people who know a work, by work, of those of whom it is known; of all, or of these."""
        sql, values = "SELECT id, audience FROM works WHERE audience IS NOT NULL", []
        if among is not None:
            sql += " AND id IN (SELECT value FROM json_each(?))"
            values = [json.dumps(list(among))]
        return dict(self.query(sql, values))

    def kinship(self, among: Iterable[int] | None = None) -> tuple[NDArray[np.int64], NDArray[np.int32]]:
        """Edges (k, 2) of work ids and their ranks (k,), 0 most telling; of all works, or of these alone."""
        import numpy as np  # 86 ms: the window opens its library before it needs numpy

        rows = self.query("SELECT work_id, kin_id, rank FROM kinship ORDER BY work_id, rank")
        table = np.array(rows, dtype=np.int64).reshape(-1, 3)
        if among is not None:
            ids = np.fromiter(among, dtype=np.int64)
            table = table[np.isin(table[:, 0], ids) & np.isin(table[:, 1], ids)]
        return table[:, :2].copy(), table[:, 2].astype(np.int32)


NEXT = (
    "(SELECT 1 + max(coalesce((SELECT max(id) FROM works), 0), "
    "coalesce((SELECT CAST(value AS INTEGER) FROM settings WHERE key='works.highest'), 0)))"
)
"""The number of the next work, in SQL. Numbers are not given twice: the run and the lists of before may still
name works that are gone, and would show others in their place."""

_NEW = (
    "INSERT INTO works(id, uid, kind, title, year, creators, genres, tags, countries, languages, reach, "
    f"audience, description, origin) VALUES ({NEXT},?,?,?,?,?,?,?,?,?,?,?,?,?) ON CONFLICT(uid) DO NOTHING"
)


def keep_numbers(db: sqlite3.Connection) -> None:
    """Inside a transaction, before works are deleted: remember the highest number there was."""
    db.execute(
        "INSERT INTO settings SELECT 'works.highest', max(id) FROM works HAVING max(id) IS NOT NULL "
        "ON CONFLICT(key) DO UPDATE SET value = excluded.value "
        "WHERE CAST(excluded.value AS INTEGER) > CAST(settings.value AS INTEGER)"
    )


def create_works(db: sqlite3.Connection, works: Iterable[CatalogueWork]) -> dict[str, int]:
    """Inside a transaction: make works of origin 'history'; an existing uid is left as it is, and one that is
    a part of another work leads to that."""
    from recdesk.library._joining import values_of

    made = list(works)
    db.executemany(_NEW, (values_of(work, "history") for work in made))
    db.executemany(
        "INSERT OR IGNORE INTO external_ids SELECT ?, ?, id FROM works WHERE uid=?",
        ((scheme, value, work.uid) for work in made for scheme, value in work.external_ids),
    )
    rows = db.execute(
        "SELECT uid, coalesce(merged_into, id) FROM works WHERE uid IN (SELECT value FROM json_each(?))",
        (json.dumps([work.uid for work in made]),),
    )
    return dict(rows.fetchall())


def drop_orphans(db: sqlite3.Connection) -> None:
    """Inside a transaction: mentions without events, and works made from history that nothing speaks of."""
    # One list of all that is spoken of: asking for each mention anew would search every event for each.
    db.execute(
        "DELETE FROM mentions WHERE state != 'settled' AND id NOT IN (SELECT mention_id FROM events UNION "
        "SELECT also_mention_id FROM events WHERE also_mention_id IS NOT NULL UNION "
        "SELECT mention_id FROM tellings UNION "
        "SELECT also_mention_id FROM tellings WHERE also_mention_id IS NOT NULL)"
    )
    rows = db.execute("SELECT id FROM works WHERE origin = 'history'").fetchall()
    drop_unused(db, [row[0] for row in rows])


def drop_unused(db: sqlite3.Connection, work_ids: Sequence[int]) -> None:
    """Inside a transaction: those of these works that nothing speaks of. A work that is a part of another
    stays: it is how the person's answer is remembered."""
    keep_numbers(db)
    db.execute(
        "DELETE FROM works WHERE id IN (SELECT value FROM json_each(?)) "
        "AND NOT EXISTS (SELECT 1 FROM mentions m WHERE m.work_id = works.id) "
        "AND NOT EXISTS (SELECT 1 FROM feedback f WHERE f.work_id = works.id) AND merged_into IS NULL "
        "AND NOT EXISTS (SELECT 1 FROM restings r WHERE r.work_id = works.id) "
        "AND NOT EXISTS (SELECT 1 FROM works part WHERE part.merged_into = works.id) "
        "AND NOT EXISTS (SELECT 1 FROM mention_guests g WHERE g.work_id = works.id) "
        "AND NOT EXISTS (SELECT 1 FROM joined_names j WHERE j.work_id = works.id)",
        (json.dumps(list(work_ids)),),
    )


def _work(row: tuple[Any, ...]) -> Work:
    creators, genres, tags, countries, languages = (tuple(json.loads(text)) for text in row[5:10])
    return Work(
        row[0], row[1], Kind(row[2]), row[3], row[4], creators, genres, tags, countries, languages, *row[10:]
    )
