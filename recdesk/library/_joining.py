"""One work in several packs: the first that brought it owns its words, the others join it.

A pack that joins adds its ids and its titles and fills what is empty; it never overwrites. All it says of the
work is kept in its row of pack_works, with what of it was added, so that taking a pack away takes exactly its
own along, and so that the next pack can take over a work whose owner goes.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from typing import Any

import orjson

from recdesk.domain.works import Alias, CatalogueWork, Kind

_EMPTY = {
    "year": None, "genres": "[]", "tags": "[]", "countries": "[]", "languages": "[]", "reach": None,
    "audience": None, "description": "",
}  # fmt: skip
COLUMNS = (
    "uid, kind, title, year, creators, genres, tags, countries, languages, reach, audience, description, "
    "origin"
)


def values_of(work: CatalogueWork, origin: str, uid: str = "") -> tuple[Any, ...]:
    """A row of works, in the order of COLUMNS."""
    return (
        uid or work.uid, work.kind.value, work.title, work.year, as_list(work.creators),
        as_list(work.genres), as_list(work.tags), as_list(work.countries), as_list(work.languages),
        work.reach, work.audience, work.description, origin,
    )  # fmt: skip


def as_list(values: Sequence[str]) -> str:
    return orjson.dumps(values).decode() if values else "[]"


def join(db: sqlite3.Connection, pack: str, work_id: int, work: CatalogueWork) -> None:
    """Let a pack's work join one that is there; `work.external_ids` are in their one spelling. Joining anew
    replaces what the pack said before."""
    leave(db, pack, work_id)
    title, *have = db.execute(
        f"SELECT title, {', '.join(_EMPTY)} FROM works WHERE id=?", (work_id,)
    ).fetchone()
    offered = dict(zip(COLUMNS.split(", "), values_of(work, pack)))
    filled = {
        column: offered[column]
        for (column, empty), now in zip(_EMPTY.items(), have)
        if now == empty and offered[column] != empty
    }
    if filled:
        sets = ", ".join(f"{column}=?" for column in filled)
        db.execute(f"UPDATE works SET {sets} WHERE id=?", (*filled.values(), work_id))
    added = {
        "filled": list(filled),
        "aliases": _add_aliases(db, work_id, title, work),
        "ids": _add_ids(db, work_id, work.external_ids),
    }
    body = orjson.dumps({"work": work, "added": added}).decode()
    db.execute("INSERT INTO pack_works VALUES (?,?,?,?)", (work_id, pack, work.uid, body))


def leave(db: sqlite3.Connection, pack: str, work_id: int) -> None:
    """Take off a work what this pack, which does not own it, has added. Nothing, where it has not joined."""
    found = db.execute(
        "DELETE FROM pack_works WHERE work_id=? AND pack=? AND body != '' RETURNING body", (work_id, pack)
    ).fetchall()
    for (body,) in found:
        added = orjson.loads(body)["added"]
        for column in added["filled"]:
            db.execute(f"UPDATE works SET {column}=? WHERE id=?", (_EMPTY[column], work_id))
        db.executemany(
            "DELETE FROM aliases WHERE work_id=? AND title=? AND language=?",
            ((work_id, *alias) for alias in added["aliases"]),
        )
        db.executemany(
            "DELETE FROM external_ids WHERE scheme=? AND value=? AND work_id=?",
            ((*pair, work_id) for pair in added["ids"]),
        )


def rejoin(db: sqlite3.Connection, work_id: int) -> None:
    """Let all packs that joined a work join it again: its owner's words have changed, or one has left."""
    rows = db.execute(
        "SELECT pack, body FROM pack_works WHERE work_id=? AND body != '' ORDER BY pack", (work_id,)
    ).fetchall()
    for pack, body in rows:
        join(db, pack, work_id, read_body(body))


def adopt(db: sqlite3.Connection, work_id: int, pack: str, body: str) -> None:
    """Make a pack that had joined a work its owner; the rest join it again."""
    work = read_body(body)
    db.execute("UPDATE pack_works SET body='' WHERE work_id=? AND pack=?", (work_id, pack))
    db.execute("DELETE FROM aliases WHERE work_id=?", (work_id,))
    db.execute("DELETE FROM external_ids WHERE work_id=?", (work_id,))
    taken = db.execute("SELECT 1 FROM works WHERE uid=? AND id != ?", (work.uid, work_id)).fetchone()
    values = values_of(work, pack, f"{pack}:{work.uid}" if taken else work.uid)
    db.execute(f"UPDATE works SET ({COLUMNS}) = ({_marks(len(values))}) WHERE id=?", (*values, work_id))
    add_details(db, [(work_id, work)])
    rejoin(db, work_id)


def add_details(db: sqlite3.Connection, works: Iterable[tuple[int, CatalogueWork]]) -> None:
    """Titles and ids of works by their number, those that are there already left alone."""
    pairs = list(works)
    db.executemany(
        "INSERT OR IGNORE INTO aliases VALUES (?,?,?)",
        ((i, alias.title, alias.language) for i, work in pairs for alias in work.aliases),
    )
    db.executemany(
        "INSERT OR IGNORE INTO external_ids VALUES (?,?,?)",
        ((scheme, value, i) for i, work in pairs for scheme, value in work.external_ids),
    )


def read_body(body: str) -> CatalogueWork:
    """What a pack says of a work it joined."""
    said = orjson.loads(body)["work"]
    return CatalogueWork(
        uid=said["uid"],
        kind=Kind(said["kind"]),
        title=said["title"],
        year=said["year"],
        creators=tuple(said["creators"]),
        genres=tuple(said["genres"]),
        tags=tuple(said["tags"]),
        countries=tuple(said["countries"]),
        languages=tuple(said["languages"]),
        reach=said["reach"],
        audience=said["audience"],
        aliases=tuple(Alias(**alias) for alias in said["aliases"]),
        description=said["description"],
        external_ids=tuple((scheme, value) for scheme, value in said["external_ids"]),
        kindred=tuple(said["kindred"]),
    )


def _add_aliases(
    db: sqlite3.Connection, work_id: int, title: str, work: CatalogueWork
) -> list[tuple[str, str]]:
    names = [(alias.title, alias.language) for alias in work.aliases]
    if work.title != title and all(work.title != name for name, _ in names):
        names.append((work.title, ""))
    return [
        name
        for name in names
        if db.execute("INSERT OR IGNORE INTO aliases VALUES (?,?,?)", (work_id, *name)).rowcount
    ]


def _add_ids(db: sqlite3.Connection, work_id: int, pairs: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    return [
        pair
        for pair in pairs
        if db.execute("INSERT OR IGNORE INTO external_ids VALUES (?,?,?)", (*pair, work_id)).rowcount
    ]


def _marks(n: int) -> str:
    return ",".join("?" * n)
