"""The block list: creators, series, tags and words that a person never wants to see.

A block is undone as any entry of the journal is (see `_journal.py`).

Which works a block hides is worked out once and kept beside it, so that asking for what is hidden costs no
look at the works; where some came since, only they are looked at. A block hides works and changes no score.
"""

from __future__ import annotations

import json
import re
import sqlite3
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from time import time

from recdesk.domain.faults import UserFault
from recdesk.domain.journal import Block, BlockWhat
from recdesk.library._base import Section, moment
from recdesk.library._feedback import NEXT_ENTRY

LONGEST = 200  # characters of a value; no name is longer

_COLUMNS = {
    BlockWhat.CREATOR: "w.creators",
    BlockWhat.SERIES: "w.title",
    BlockWhat.TAG: "w.tags || w.genres",
    BlockWhat.WORD: "w.title || w.tags || w.genres || w.description",
}
_UNSPACED = re.compile(r"[\u2e80-\u9fff\uac00-\ud7af\u0e00-\u0e7f]")  # scripts that write no spaces


class Blocks(Section):
    """See the module. Entries share their numbers with the journal of feedback."""

    def add(self, what: BlockWhat, value: str) -> int:
        """Block, and return the journal number; a block that stands already is left as it is."""
        value = " ".join(value.split())
        if not value or not _folded(value) or len(value) > LONGEST:
            raise UserFault(
                f"There is nothing to block in {value[:40]!r}.",
                f"Give a name or a word of up to {LONGEST} characters.",
            )
        same = (b for b in self.standing() if b.what is what and _folded(b.value) == _folded(value))
        if (block := next(same, None)) is not None:
            return block.journal_id
        with self.writing() as db:
            entry = int(
                db.execute(
                    f"INSERT INTO blocks(journal_id, what, value, at, basis) VALUES ({NEXT_ENTRY},?,?,?,'') "
                    "RETURNING journal_id",
                    (what, value, int(time())),
                ).fetchone()[0]
            )
        self.hidden()
        return entry

    def find(self, what: BlockWhat, value: str) -> int:
        """The journal number of a block that holds, to undo it."""
        for block in self.standing():
            if block.what is what and _folded(block.value) == _folded(value):
                return block.journal_id
        raise UserFault(f"The {what.value} {value} is not blocked.", "See `recdesk journal`.")

    def journal(self) -> list[Block]:
        """All blocks, those that were undone too, newest first."""
        rows = self.query(
            "SELECT b.journal_id, what, value, at, undone_at IS NOT NULL, "
            "(SELECT count(*) FROM blocked_works k WHERE k.journal_id = b.journal_id) "
            "FROM blocks b ORDER BY b.journal_id DESC"
        )
        return [
            Block(entry, BlockWhat(what), value, moment(at), bool(undone), works)
            for entry, what, value, at, undone, works in rows
        ]

    def standing(self) -> list[Block]:
        """The blocks that hold, newest first."""
        return [block for block in self.journal() if not block.undone]

    def hidden(self) -> dict[int, int]:
        """Work -> journal number of a block that hides it. Works that came since a block are looked at
        first."""
        basis = self._basis()
        stale = "SELECT journal_id, what, value, basis FROM blocks WHERE undone_at IS NULL AND basis != ?"
        if blocks := self.query(stale, (basis,)):
            self._bring_up_to_date(blocks, basis)
        return dict(self.query("SELECT work_id, max(journal_id) FROM blocked_works GROUP BY work_id"))

    def _basis(self) -> str:
        """What changes whenever works come or are told anew: the newest work, and behind it what says that
        older ones may be others than before. A pack that is being added changes all the time; what it says of
        older works counts when it is done."""
        newest = self.query("SELECT coalesce(max(id), 0) FROM works")[0][0]
        packs = self.query("SELECT name, version, iif(state = 'ready', added_at, 0) FROM packs ORDER BY name")
        taken_back = self.query(  # numbers of works that are gone with it are given again
            "SELECT (SELECT count(*) FROM batches WHERE status = 'undone'), "
            "(SELECT count(*) FROM answers WHERE undone_at IS NOT NULL)"
        )
        return json.dumps([newest, [packs, taken_back]])

    def _bring_up_to_date(self, blocks: Sequence[tuple[int, str, str, str]], basis: str) -> None:
        """Look first and write then: among a million works the look takes seconds, in which others write."""
        found = []
        for entry, what, value, known in blocks:
            after = _known_to(known, basis)
            found.append((entry, after, list(_works_of(self._connection, BlockWhat(what), value, after))))
        with self.writing() as db:
            for entry, after, works in found:
                holds = "UPDATE blocks SET basis=? WHERE journal_id=? AND undone_at IS NULL"
                if not db.execute(holds, (basis, entry)).rowcount:
                    continue
                db.execute("DELETE FROM blocked_works WHERE journal_id=? AND work_id>?", (entry, after))
                db.executemany(
                    "INSERT OR IGNORE INTO blocked_works SELECT ?, id FROM works WHERE id=?",
                    ((entry, work_id) for work_id in works),
                )


def _known_to(known: str, basis: str) -> int:
    """The newest work that was looked at with one basis, if only newer ones differ in another; else 0."""
    if not known:
        return 0
    (newest, told), (newest_now, told_now) = json.loads(known), json.loads(basis)
    return newest if told == told_now and newest <= newest_now else 0


def _works_of(db: sqlite3.Connection, what: BlockWhat, value: str, after: int) -> Iterator[int]:
    """Works behind number `after` that a block holds for. SQLite throws out what cannot be meant where it can
    tell: its LIKE folds case in ASCII only, so other values are looked for in every work that has other
    letters."""
    wanted = _folded(value)
    holds = _TESTS[what]
    column = _COLUMNS[what]
    scope, values = "", []
    if value.isascii():
        scope, values = f"AND {column} LIKE ? ESCAPE '\\'", [f"%{_pattern(wanted)}%"]
    elif not wanted.isascii():
        scope = f"AND length(CAST({column} AS BLOB)) != length({column})"
    rows = db.execute(
        "SELECT w.id, w.title, w.creators, w.tags, w.genres, w.description FROM works w "
        f"WHERE w.id > ? {scope}",
        (after, *values),
    )
    for work_id, title, creators, tags, genres, description in rows:
        if holds(wanted, title, creators, (tags, genres), description):
            yield work_id
    if what in (BlockWhat.SERIES, BlockWhat.WORD):
        for work_id, title in db.execute("SELECT work_id, title FROM aliases WHERE work_id > ?", (after,)):
            if holds(wanted, title, "[]", (), ""):
                yield work_id


_Test = Callable[[str, str, str, tuple[str, ...], str], bool]


def _is_by(wanted: str, _title: str, creators: str, _tags: tuple[str, ...], _text: str) -> bool:
    return any(_folded(name) == wanted for name in json.loads(creators))


def _is_of(wanted: str, title: str, _creators: str, _tags: tuple[str, ...], _text: str) -> bool:
    folded = _folded(title)
    return folded == wanted or folded.startswith(f"{wanted} ")


def _is_tagged(wanted: str, _title: str, _creators: str, tags: tuple[str, ...], _text: str) -> bool:
    return any(_folded(tag) == wanted for named in tags for tag in json.loads(named))


def _says(wanted: str, title: str, _creators: str, tags: tuple[str, ...], text: str) -> bool:
    words = " ".join([_folded(title), *(_folded(tag) for named in tags for tag in json.loads(named))])
    whole = f" {words} {_folded(text)} "
    return wanted in whole if _UNSPACED.search(wanted) else f" {wanted} " in whole


_TESTS: dict[BlockWhat, _Test] = {
    BlockWhat.CREATOR: _is_by,
    BlockWhat.SERIES: _is_of,
    BlockWhat.TAG: _is_tagged,
    BlockWhat.WORD: _says,
}


def _folded(text: str) -> str:
    """Words in lower case without punctuation: "Spider-Man: Far" and "spider man far" are one."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return " ".join(re.sub(r"[^\w]+", " ", folded).split())


def _pattern(wanted: str) -> str:
    """For LIKE: whatever punctuation may stand between words, stands as anything."""
    return "%".join(word.replace("\\", "\\\\").replace("_", "\\_") for word in wanted.split())
