"""Works in the library: catalogue packs, works made from history, aliases, ids, kinship."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from time import time
from typing import TYPE_CHECKING, Any

from recdesk.domain.works import Alias, CatalogueWork, Kind, Work
from recdesk.library._base import Section

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_COLUMNS = (
    "id, uid, kind, title, year, creators, genres, tags, countries, languages, reach, audience, "
    "description, origin"
)


@dataclass(frozen=True, slots=True)
class Pack:
    """A catalogue pack as listed: `with_text` counts works that have a description."""

    name: str
    version: str
    licence: str
    items: int
    with_text: int


@dataclass(frozen=True, slots=True)
class TitleRow:
    """What matching needs to know of a work."""

    work_id: int
    kind: Kind
    title: str
    aliases: tuple[str, ...]
    year: int | None
    creators: tuple[str, ...]
    external_ids: tuple[tuple[str, str], ...]
    audience: float | None


class Works(Section):
    """Everything that can be known, liked and recommended."""

    def install_pack(self, name: str, version: str, licence: str, works: Sequence[CatalogueWork]) -> int:
        """Add a pack, or bring it to a new version. Works keep their numbers by uid; a work that a new
        version no longer has stays if history or feedback speaks of it. Returns how many works it has."""
        with self.writing() as db:
            db.execute(
                "INSERT INTO packs VALUES (?, ?, ?, ?) ON CONFLICT(name) DO UPDATE SET "
                "version=excluded.version, licence=excluded.licence, added_at=excluded.added_at",
                (name, version, licence, int(time())),
            )
            gone = {uid for (uid,) in db.execute("SELECT uid FROM works WHERE origin=?", (name,))}
            gone -= {work.uid for work in works}
            db.executemany(_UPSERT, (_work_values(work, name) for work in works))
            ids = dict(db.execute("SELECT uid, id FROM works"))
            self._replace_details(db, works, ids)
            if gone:
                _drop_unused(db, [ids[uid] for uid in gone])
        return len(works)

    def _replace_details(
        self, db: sqlite3.Connection, works: Sequence[CatalogueWork], ids: Mapping[str, int]
    ) -> None:
        mine = [(ids[work.uid],) for work in works]
        for table in ("aliases", "external_ids", "kinship"):
            if db.execute(f"SELECT 1 FROM {table} LIMIT 1").fetchone():
                db.executemany(f"DELETE FROM {table} WHERE work_id=?", mine)
        db.executemany(
            "INSERT OR IGNORE INTO aliases VALUES (?, ?, ?)",
            ((ids[work.uid], a.title, a.language) for work in works for a in work.aliases),
        )
        db.executemany(
            "INSERT OR IGNORE INTO external_ids VALUES (?, ?, ?)",
            ((scheme, value, ids[work.uid]) for work in works for scheme, value in work.external_ids),
        )
        db.executemany(
            "INSERT OR IGNORE INTO kinship VALUES (?, ?, ?)",
            (
                (ids[work.uid], ids[kin], rank)
                for work in works
                for rank, kin in enumerate(work.kindred)
                if kin in ids
            ),
        )

    def packs(self) -> list[Pack]:
        rows = self.query(
            "SELECT p.name, p.version, p.licence, count(w.id), "
            "coalesce(sum(w.description != ''), 0) FROM packs p LEFT JOIN works w ON w.origin = p.name "
            "WHERE p.name != 'history' GROUP BY p.name ORDER BY p.name"
        )
        return [Pack(*row) for row in rows]

    def pack_version(self, name: str) -> str | None:
        rows = self.query("SELECT version FROM packs WHERE name=?", (name,))
        return rows[0][0] if rows else None

    def stamp_pack(self, name: str, version: str) -> None:
        """Say that a pack is wholly there, vectors too, in this version."""
        with self.writing() as db:
            db.execute("UPDATE packs SET version=? WHERE name=?", (version, name))

    def ids_of(self, uids: Sequence[str]) -> list[int]:
        """The numbers of these works, in the order asked. KeyError for a uid that is not there."""
        ids = dict(self.query("SELECT uid, id FROM works"))
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

    def by_uid(self, uid: str) -> Work | None:
        rows = self.query(f"SELECT {_COLUMNS} FROM works WHERE uid=?", (uid,))
        return _work(rows[0]) if rows else None

    def all(self) -> list[Work]:
        """Every work, ascending by id."""
        return [_work(row) for row in self.query(f"SELECT {_COLUMNS} FROM works ORDER BY id")]

    def well_known(self, kind: Kind, n: int) -> list[Work]:
        """The n works of a kind with the largest audience, largest first."""
        rows = self.query(
            f"SELECT {_COLUMNS} FROM works WHERE kind=? AND audience IS NOT NULL "
            "ORDER BY audience DESC, id LIMIT ?",
            (kind, n),
        )
        return [_work(row) for row in rows]

    def aliases_of(self, work_id: int) -> list[Alias]:
        rows = self.query("SELECT title, language FROM aliases WHERE work_id=?", (work_id,))
        return [Alias(*row) for row in rows]

    def titles(self) -> Iterator[TitleRow]:
        """Every work as matching sees it, ascending by id."""
        aliases = _grouped(self.query("SELECT work_id, title FROM aliases"))
        ids = _grouped(self.query("SELECT work_id, scheme, value FROM external_ids"))
        rows = self.query("SELECT id, kind, title, year, creators, audience FROM works ORDER BY id")
        for work_id, kind, title, year, creators, audience in rows:
            yield TitleRow(
                work_id,
                Kind(kind),
                title,
                tuple(a for (a,) in aliases.get(work_id, ())),
                year,
                tuple(json.loads(creators)),
                tuple((s, v) for s, v in ids.get(work_id, ())),
                audience,
            )

    def title_pairs(self) -> list[tuple[int, str]]:
        """(work id, title or alias) of every work: what the search box looks through."""
        return list(
            chain(
                self.query("SELECT id, title FROM works ORDER BY id"),
                self.query("SELECT work_id, title FROM aliases ORDER BY work_id"),
            )
        )

    def kinship(self) -> tuple[NDArray[np.int64], NDArray[np.int32]]:
        """Edges (k, 2) of work ids and their ranks (k,), 0 most telling."""
        import numpy as np  # 86 ms: the window opens its library before it needs numpy

        rows = self.query("SELECT work_id, kin_id, rank FROM kinship ORDER BY work_id, rank")
        table = np.array(rows, dtype=np.int64).reshape(-1, 3)
        return table[:, :2].copy(), table[:, 2].astype(np.int32)


_UPSERT = (
    "INSERT INTO works(uid, kind, title, year, creators, genres, tags, countries, languages, reach, "
    "audience, description, origin) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?) ON CONFLICT(uid) DO UPDATE SET "
    "kind=excluded.kind, title=excluded.title, year=excluded.year, creators=excluded.creators, "
    "genres=excluded.genres, tags=excluded.tags, countries=excluded.countries, "
    "languages=excluded.languages, reach=excluded.reach, audience=excluded.audience, "
    "description=excluded.description, origin=excluded.origin"
)


def create_works(db: sqlite3.Connection, works: Iterable[CatalogueWork]) -> dict[str, int]:
    """Inside a transaction: make works of origin 'history'; an existing uid is left as it is."""
    made = list(works)
    db.executemany(
        _UPSERT.split(" ON CONFLICT")[0] + " ON CONFLICT(uid) DO NOTHING",
        (_work_values(work, "history") for work in made),
    )
    db.executemany(
        "INSERT OR IGNORE INTO external_ids SELECT ?, ?, id FROM works WHERE uid=?",
        ((scheme, value, work.uid) for work in made for scheme, value in work.external_ids),
    )
    rows = db.execute(
        "SELECT uid, id FROM works WHERE uid IN (SELECT value FROM json_each(?))",
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
    _drop_unused(db, [row[0] for row in rows])


def _drop_unused(db: sqlite3.Connection, work_ids: Sequence[int]) -> None:
    db.execute(
        "DELETE FROM works WHERE id IN (SELECT value FROM json_each(?)) "
        "AND NOT EXISTS (SELECT 1 FROM mentions m WHERE m.work_id = works.id) "
        "AND NOT EXISTS (SELECT 1 FROM feedback f WHERE f.work_id = works.id)",
        (json.dumps(list(work_ids)),),
    )


def _work_values(work: CatalogueWork, origin: str) -> tuple[Any, ...]:
    return (
        work.uid, work.kind.value, work.title, work.year, _list(work.creators), _list(work.genres),
        _list(work.tags), _list(work.countries), _list(work.languages), work.reach, work.audience,
        work.description, origin,
    )  # fmt: skip


def _work(row: tuple[Any, ...]) -> Work:
    creators, genres, tags, countries, languages = (tuple(json.loads(text)) for text in row[5:10])
    return Work(
        row[0], row[1], Kind(row[2]), row[3], row[4], creators, genres, tags, countries, languages, *row[10:]
    )


def _list(values: Sequence[str]) -> str:
    return json.dumps(list(values), ensure_ascii=False, separators=(",", ":"))


def _grouped(rows: Iterable[tuple[Any, ...]]) -> dict[int, list[tuple[Any, ...]]]:
    groups: dict[int, list[tuple[Any, ...]]] = {}
    for key, *rest in rows:
        groups.setdefault(key, []).append(tuple(rest))
    return groups
