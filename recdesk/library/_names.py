"""Where works are found by their names: every form of every name, kept ready in the file.

Forms are made by a `Naming` and only stored here. A work whose names are not formed yet, or have changed,
stands in the table `unnamed`, where triggers put it, whoever wrote it; `bring_up_to_date` empties that table.
That takes some 300 bytes a work, and none of it is read before it is asked for.

Rows of `names` and `spellings` lie in the order of their checksums, that is in none: 4,000 works at a time
would write every page of those tables anew each time, 8 GB for a million works. `NameWriter` therefore lets
many works come together and enters them sorted.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

import orjson

from recdesk.domain.forms import KnownWork, Naming, WorkForms
from recdesk.domain.progress import Progress, Say, Stop, never_stop
from recdesk.domain.works import Kind
from recdesk.library._base import Section, garbage_left_alone
from recdesk.library._file import breathe

_CAUGHT_UP = 400  # works a transaction when names are formed late: some 50 ms
_TOGETHER = 100_000  # works whose names are entered at one time: 60 MB
_FEW = 20_000  # works that may wait before it pays to let their names come together
_ENTERED = 8_000  # rows a transaction, some 60 ms

_NAME = "INSERT OR IGNORE INTO names VALUES (?,?,?,?,?,?)"
_SPELLING = "INSERT OR IGNORE INTO spellings VALUES (?,?,?)"
_WORD = "INSERT OR IGNORE INTO name_words VALUES (?,?)"
_TITLES = "INSERT OR REPLACE INTO titles(rowid, names) VALUES (?,?)"
_KNOWN = (
    "SELECT w.id, coalesce(w.merged_into, w.id), w.kind, w.year, w.creators, w.audience FROM works w "
    "WHERE w.id IN (SELECT value FROM json_each(?))"
)


_KINDS = {kind.value: kind for kind in Kind}  # a third of the time of Kind(value)


@lru_cache(maxsize=20_000)
def _creators(text: str) -> tuple[str, ...]:
    return tuple(orjson.loads(text))


class Names(Section):
    """See the module. Keys, marks and words are checksums as `domain.forms` tells."""

    def find(self, key: int) -> list[tuple[int, int, int, int]]:
        """(work, form, plain, normal) of every name with this key, the newest work first."""
        return self.query(
            "SELECT work_id, form, plain, normal FROM names WHERE key=? ORDER BY work_id DESC, n DESC",
            (key,),
        )

    def named(self, keys: Iterable[int]) -> dict[int, list[tuple[int, int, int, int]]]:
        """As `find`, for many keys at once."""
        found: dict[int, list[tuple[int, int, int, int]]] = {}
        for key, *row in self.query(
            "SELECT key, work_id, form, plain, normal FROM names WHERE key IN "
            "(SELECT value FROM json_each(?)) ORDER BY key, work_id DESC, n DESC",
            (json.dumps(sorted(keys)),),
        ):
            found.setdefault(key, []).append(tuple(row))
        return found

    def spelt(self, marks: Collection[int]) -> list[tuple[int, str]]:
        """(key, text) of every whole name under one of these marks, by text."""
        return self.query(
            f"SELECT DISTINCT key, text FROM spellings WHERE mark IN ({','.join('?' * len(marks))}) "
            "ORDER BY text",
            tuple(marks),
        )

    def every_key(self) -> Iterator[int]:
        """The keys of all names, ascending: 1 microsecond each."""
        return (row[0] for row in self._connection.execute("SELECT key FROM names ORDER BY key"))

    def every_id(self) -> Iterator[tuple[str, str]]:
        """All ids of works in other catalogues."""
        return iter(self._connection.execute("SELECT scheme, value FROM external_ids"))

    def has_word(self, word: int) -> bool:
        """Whether any whole name has this word."""
        return bool(self.query("SELECT 1 FROM name_words WHERE word=? LIMIT 1", (word,)))

    def identified(self, pairs: Iterable[tuple[str, str]]) -> dict[tuple[str, str], list[int]]:
        """Works by (scheme, value), in the spelling of `Naming.external_id`."""
        found: dict[tuple[str, str], list[int]] = {}
        for scheme, value, work_id in self.query(
            "SELECT e.scheme, e.value, e.work_id FROM json_each(?) j JOIN external_ids e "
            "ON e.scheme = j.value ->> 0 AND e.value = j.value ->> 1 ORDER BY e.work_id",
            (json.dumps(sorted(pairs)),),
        ):
            found.setdefault((scheme, value), []).append(work_id)
        return found

    def ids_of(self, work_ids: Iterable[int]) -> dict[int, list[tuple[str, str]]]:
        """The (scheme, value) pairs of these works, in the spelling of `Naming.external_id`."""
        found: dict[int, list[tuple[str, str]]] = {}
        for work_id, *pair in self.query(
            "SELECT work_id, scheme, value FROM external_ids WHERE work_id IN "
            "(SELECT value FROM json_each(?))",
            (json.dumps(list(work_ids)),),
        ):
            found.setdefault(work_id, []).append(tuple(pair))
        return found

    def known(self, work_ids: Iterable[int], but_of: str = "") -> dict[int, KnownWork]:
        """These works as matching weighs them; those of the pack `but_of` left out."""
        sql = _KNOWN
        values: tuple[str, ...] = (json.dumps(list(work_ids)),)
        if but_of:
            sql += " AND NOT EXISTS (SELECT 1 FROM pack_works p WHERE p.work_id = w.id AND p.pack = ?)"
            values += (but_of,)
        return {
            row[0]: KnownWork(row[1], _KINDS[row[2]], row[3], _creators(row[4]), row[5])
            for row in self.query(sql, values)
        }

    def waiting(self) -> int:
        """Works whose names are still to be formed."""
        return int(self.query("SELECT count(*) FROM unnamed")[0][0])

    def bring_up_to_date(self, naming: Naming, say: Say, stop: Stop = never_stop) -> int:
        """Form the names of the works that wait for it, of all works where the rules have changed since:
        some 70 microseconds a work. Returns how many. Stopped, it leaves the rest waiting."""
        self._follow_rules(naming)
        total = self.waiting()
        writer = NameWriter(self) if total > _FEW else None
        done = 0
        while done < total and not stop():
            with garbage_left_alone(), self.writing() as db:
                count = self._form_some(db, naming, writer)
            if not count:
                break
            if writer and writer.full:
                writer.flush(stop)
            if done < total:
                breathe()
            done += count
            say(Progress("naming", done, total))
        if writer:
            writer.flush(stop)
        return done

    def _follow_rules(self, naming: Naming) -> None:
        rules = str(naming.version)
        known = self.query("SELECT value FROM settings WHERE key='names_version'")
        if known and known[0][0] == rules:
            return
        with self.writing() as db:
            for table in ("names", "spellings", "name_words"):
                db.execute(f"DELETE FROM {table}")
            db.execute("INSERT OR IGNORE INTO unnamed SELECT id FROM works")
            db.execute("INSERT OR REPLACE INTO settings VALUES ('names_version', ?)", (rules,))

    def _form_some(self, db: sqlite3.Connection, naming: Naming, writer: NameWriter | None) -> int:
        """The next works, written at once or handed to the writer, until whose end they wait."""
        rows = db.execute(
            "SELECT u.work_id, w.kind, w.title, p.rowid FROM unnamed u LEFT JOIN works w ON w.id = u.work_id "
            "LEFT JOIN packs p ON p.name = w.origin WHERE u.work_id > ? ORDER BY u.work_id LIMIT ?",
            (writer.last if writer else 0, _CAUGHT_UP),
        ).fetchall()
        if not rows:
            return 0
        asked = (json.dumps([row[0] for row in rows]),)
        # The list leads, not the table of all that wait: that one may be a million works long.
        these = "work_id IN (SELECT value FROM json_each(?))"
        aliases: dict[int, list[str]] = {}
        for work_id, title in db.execute(f"SELECT work_id, title FROM aliases WHERE {these}", asked):
            aliases.setdefault(work_id, []).append(title)
        db.execute(f"DELETE FROM names WHERE {these}", asked)
        _spell_ids(db, naming, asked)
        batch = _Batch()
        for work_id, kind, title, pack in rows:
            if title is not None:
                others = aliases.get(work_id, [])
                forms = naming.forms(_KINDS[kind], title, others)
                (writer or batch).add(work_id, title, others, forms, pack)
        if writer:
            writer.last = rows[-1][0]
        else:
            for sql, values in batch.rows():
                db.executemany(sql, values)
            db.execute(f"DELETE FROM unnamed WHERE {these}", asked)
        return len(rows)


class NameWriter:
    """Lets the names of many works come together and enters them sorted."""

    def __init__(self, names: Names) -> None:
        self._names = names
        self._batch = _Batch()
        self.last = 0

    def add(self, work_id: int, title: str, aliases: Sequence[str], forms: WorkForms, pack: int) -> None:
        """Take the forms of a work of the pack with this number."""
        self._batch.add(work_id, title, aliases, forms, pack)

    @property
    def full(self) -> bool:
        """Whether it is time to enter what has come together."""
        return len(self._batch.ids) >= _TOGETHER

    def flush(self, stop: Stop = never_stop) -> None:
        """Enter what has come together. Stopped or killed in between, the works still wait in `unnamed`."""
        batch, self._batch = self._batch, _Batch(self._batch.words)
        for sql, values in batch.rows():
            for at in range(0, len(values), _ENTERED):
                if stop():
                    return
                with self._names.writing() as db:
                    db.executemany(sql, values[at : at + _ENTERED])
                breathe()
        for at in range(0, len(batch.ids), _ENTERED):
            with self._names.writing() as db:
                done = ((i,) for i in batch.ids[at : at + _ENTERED])
                db.executemany("DELETE FROM unnamed WHERE work_id=?", done)
            breathe()


class _Batch:
    """Rows of the four tables, sorted when they are asked for. `words` are those there already, by pack."""

    def __init__(self, words: dict[int, set[int]] | None = None) -> None:
        self.ids: list[int] = []
        self.words: dict[int, set[int]] = words or {}
        self._names: list[tuple[int, int, int, int, int, int]] = []
        self._spellings: list[tuple[int, int, str]] = []
        self._words: list[tuple[int, int]] = []
        self._titles: list[tuple[int, str]] = []

    def add(self, work_id: int, title: str, aliases: Sequence[str], forms: WorkForms, pack: int) -> None:
        self.ids.append(work_id)
        self._names += [
            (key, work_id, n, form, plain, normal) for n, (key, form, plain, normal) in enumerate(forms.names)
        ]
        self._spellings += forms.spellings
        there = self.words.setdefault(pack, set())
        if not forms.words <= there:
            self._words += [(word, pack) for word in forms.words - there]
            there |= forms.words
        self._titles.append((work_id, "\n".join((title, *aliases))))

    def rows(self) -> Iterator[tuple[str, Sequence[tuple[object, ...]]]]:
        yield _NAME, sorted(self._names)
        yield _SPELLING, sorted(self._spellings)
        yield _WORD, sorted(self._words)
        yield _TITLES, self._titles


def _spell_ids(db: sqlite3.Connection, naming: Naming, works: tuple[str]) -> None:
    """Ids that rows of a history or an older program brought, in their one spelling."""
    rows = db.execute(
        "SELECT scheme, value, work_id FROM external_ids WHERE work_id IN (SELECT value FROM json_each(?))",
        works,
    ).fetchall()
    spelt: Mapping[tuple[str, str, int], tuple[str, str] | None] = {
        row: naming.external_id(row[0], row[1]) for row in rows
    }
    changed = [(row, pair) for row, pair in spelt.items() if pair != row[:2]]
    db.executemany(
        "DELETE FROM external_ids WHERE scheme=? AND value=? AND work_id=?", (row for row, _ in changed)
    )
    db.executemany(
        "INSERT OR IGNORE INTO external_ids VALUES (?,?,?)",
        ((*pair, row[2]) for row, pair in changed if pair),
    )
