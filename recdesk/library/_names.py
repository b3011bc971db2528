"""Where works are found by their names: every form of every name, kept ready in the file.

Forms are made by a `Naming` and only stored here. A work whose names are not formed yet, or have changed,
stands in the table `unnamed`, where triggers put it, whoever wrote it; `bring_up_to_date` empties that table.
A million works take about 150 MB so, and none of it is read before it is asked for.

Rows of `names` and `spellings` lie in the order of their checksums, that is in none: 4,000 works at a time
would write every page of those tables anew each time, 8 GB for a million works. `NameWriter` therefore lets
many works come together and enters them sorted.
"""

from __future__ import annotations

import json
import sqlite3
import time
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from recdesk.domain.forms import KnownWork, Naming, WorkForms
from recdesk.domain.progress import Progress, Say, Stop, never_stop
from recdesk.domain.works import CatalogueWork, Kind
from recdesk.library._base import Section

_CAUGHT_UP = 2_000  # works a transaction when names are formed late: some 100 ms
_TOGETHER = 100_000  # works whose names are entered at one time: 60 MB
_ENTERED = 25_000  # rows a transaction, some 50 ms
_BREATH = 0.03  # see _packs.BREATH
_SOME_KEYS = 900

_NAME = "INSERT OR IGNORE INTO names VALUES (?,?,?,?,?,?)"
_SPELLING = "INSERT OR IGNORE INTO spellings VALUES (?,?,?)"
_WORD = "INSERT OR IGNORE INTO name_words VALUES (?,?)"
_TITLES = "INSERT INTO titles(rowid, names) VALUES (?,?)"
_KNOWN = (
    "SELECT w.id, coalesce(w.merged_into, w.id), w.kind, w.year, w.creators, w.audience FROM works w "
    "WHERE w.id IN (SELECT value FROM json_each(?))"
)


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

    def known(self, work_ids: Iterable[int], but_of: str = "") -> dict[int, KnownWork]:
        """These works as matching weighs them; those of the pack `but_of` left out."""
        sql = _KNOWN
        values: tuple[str, ...] = (json.dumps(list(work_ids)),)
        if but_of:
            sql += " AND NOT EXISTS (SELECT 1 FROM pack_works p WHERE p.work_id = w.id AND p.pack = ?)"
            values += (but_of,)
        return {
            row[0]: KnownWork(row[1], Kind(row[2]), row[3], tuple(json.loads(row[4])), row[5])
            for row in self.query(sql, values)
        }

    def waiting(self) -> int:
        """Works whose names are still to be formed."""
        return int(self.query("SELECT count(*) FROM unnamed")[0][0])

    def bring_up_to_date(self, naming: Naming, say: Say, stop: Stop = never_stop) -> int:
        """Form the names of the works that wait for it: 40 microseconds a work. Returns how many. Stopped,
        it leaves the rest waiting."""
        done = 0
        total = self.waiting()
        while total and not stop():
            with self.writing() as db:
                count = self._form_some(db, naming)
            if not count:
                break
            done += count
            say(Progress("naming", done, max(total, done)))
        return done

    def _form_some(self, db: sqlite3.Connection, naming: Naming) -> int:
        rows = db.execute(
            "SELECT u.work_id, w.kind, w.title, p.rowid FROM unnamed u LEFT JOIN works w ON w.id = u.work_id "
            "LEFT JOIN packs p ON p.name = w.origin ORDER BY u.work_id LIMIT ?",
            (_CAUGHT_UP,),
        ).fetchall()
        if not rows:
            return 0
        last = rows[-1][0]
        span = (rows[0][0], last)
        waiting = "work_id BETWEEN ? AND ? AND work_id IN (SELECT work_id FROM unnamed)"
        aliases: dict[int, list[str]] = {}
        for work_id, title in db.execute(f"SELECT work_id, title FROM aliases WHERE {waiting}", span):
            aliases.setdefault(work_id, []).append(title)
        batch = _Batch()
        for work_id, kind, title, pack in rows:
            if title is not None:
                others = aliases.get(work_id, [])
                batch.add(work_id, title, others, naming.forms(Kind(kind), title, others), pack)
        db.execute(f"DELETE FROM names WHERE {waiting}", span)
        db.execute(
            "DELETE FROM titles WHERE rowid BETWEEN ? AND ? AND rowid IN (SELECT work_id FROM unnamed)", span
        )
        for sql, values in batch.rows():
            db.executemany(sql, values)
        _spell_ids(db, naming, waiting, span)
        db.execute("DELETE FROM unnamed WHERE work_id <= ?", (last,))
        return len(rows)


class NameWriter:
    """Lets the names of many new works come together and enters them sorted. `pack` is the pack's number."""

    def __init__(self, names: Names, pack: int, naming: Naming) -> None:
        self._names = names
        self._pack = pack
        self._batch = _Batch()
        self._known_words: set[int] = set()

    def add(self, works: Iterable[tuple[int, CatalogueWork, WorkForms]], stop: Stop = never_stop) -> None:
        """Take the forms of new works, and enter what has come together when it is enough."""
        for work_id, work, forms in works:
            titles = [alias.title for alias in work.aliases]
            self._batch.add(work_id, work.title, titles, forms, self._pack, self._known_words)
        if len(self._batch.ids) >= _TOGETHER:
            self.flush(stop)

    def flush(self, stop: Stop = never_stop) -> None:
        """Enter what has come together. Stopped or killed in between, the works still wait in `unnamed`."""
        batch, self._batch = self._batch, _Batch()
        for sql, values in batch.rows():
            for at in range(0, len(values), _ENTERED):
                if stop():
                    return
                with self._names.writing() as db:
                    db.executemany(sql, values[at : at + _ENTERED])
                time.sleep(_BREATH)
        with self._names.writing() as db:
            db.executemany("DELETE FROM unnamed WHERE work_id=?", ((i,) for i in batch.ids))


class _Batch:
    """Rows of the four tables, sorted when they are asked for."""

    def __init__(self) -> None:
        self.ids: list[int] = []
        self._names: list[tuple[int, int, int, int, int, int]] = []
        self._spellings: list[tuple[int, int, str]] = []
        self._words: set[tuple[int, int]] = set()
        self._titles: list[tuple[int, str]] = []

    def add(
        self,
        work_id: int,
        title: str,
        aliases: Sequence[str],
        forms: WorkForms,
        pack: int,
        known_words: set[int] | None = None,
    ) -> None:
        """Take one work; `known_words` are in the table already, and grow."""
        self.ids.append(work_id)
        self._names += [
            (key, work_id, n, form, plain, normal) for n, (key, form, plain, normal) in enumerate(forms.names)
        ]
        self._spellings += forms.spellings
        words = forms.words
        if known_words is not None:
            words = words - known_words
            known_words |= words
        self._words.update((word, pack) for word in words)
        self._titles.append((work_id, "\n".join((title, *aliases))))

    def rows(self) -> Iterator[tuple[str, Sequence[tuple[object, ...]]]]:
        yield _NAME, sorted(self._names)
        yield _SPELLING, sorted(self._spellings)
        yield _WORD, sorted(self._words)
        yield _TITLES, self._titles


def _spell_ids(db: sqlite3.Connection, naming: Naming, waiting: str, span: tuple[int, int]) -> None:
    """Ids that rows of a history or an older program brought, in their one spelling."""
    rows = db.execute(f"SELECT scheme, value, work_id FROM external_ids WHERE {waiting}", span).fetchall()
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
