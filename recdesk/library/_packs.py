"""Catalogue packs: added from a stream of works, brought to a new version, taken away again.

A pack may hold a million works, so nothing here keeps all of them: they are written some thousands at a time,
and between two transactions the window gets its turn. Which of a pack's works the library knows already is
said by a `Naming`. Knows nothing of files and formats.

States of a pack: "adding" until all of it is there (a library that was left in that state takes it away, or
goes on when the same pack is added again), then "ready"; "removing" until it is gone.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from recdesk.domain.faults import Cancelled, UserFault
from recdesk.domain.forms import Naming
from recdesk.domain.progress import Progress, Say, Stop, never_stop, say_nothing
from recdesk.domain.works import CatalogueWork
from recdesk.library._base import Section, garbage_left_alone

if TYPE_CHECKING:
    from recdesk.library._names import NameWriter
    from recdesk.library._pack_works import Fresh

HISTORY = "history"  # the pack of works that were made from the person's own rows
ALIVE_SECONDS = (
    60  # without a word from the process that adds a pack; parsing for its next works may take some
)
CHUNK = 2_000  # works a transaction: some 50 ms; forming the next ones' names leaves the window 100


@dataclass(frozen=True, slots=True)
class Pack:
    """A catalogue pack as listed. `items` are the works it has, `with_text` those of them with a description;
    `source` is the file it came from, `filters` what was asked of it; `added` is in seconds since 1970."""

    name: str
    version: str
    licence: str
    items: int
    with_text: int
    source: str = ""
    filters: str = ""
    state: str = "ready"
    added: int = 0


@dataclass(frozen=True, slots=True)
class PackSummary:
    """What became of the works of a pack: `added` are new to the library, `merged` were known from another
    pack or from the history, `updated` were in an earlier version of this pack, `skipped` came twice, and
    `removed` are those that the new version has no more. The first four sum to the works that were read."""

    added: int = 0
    merged: int = 0
    updated: int = 0
    skipped: int = 0
    removed: int = 0
    seconds: float = 0.0


class Packs(Section):
    """See the module."""

    _said = 0.0  # when this process last said that it adds a pack, in seconds since 1970

    def all(self) -> list[Pack]:
        """Every pack but the history's own, by name. Counts are kept, not counted: 1 ms at any size."""
        rows = self.query(
            "SELECT name, version, licence, items, with_text, source, filters, state, added_at FROM packs "
            "WHERE name != 'history' ORDER BY name"
        )
        return [Pack(*row) for row in rows]

    def get(self, name: str) -> Pack | None:
        return next((pack for pack in self.all() if pack.name == name), None)

    def ids_of(self, name: str, refs: Sequence[str]) -> list[int | None]:
        """The numbers of works by the uid that a pack knows them by, in the order asked; None for one that
        the pack has not."""
        asked = json.dumps(list(refs))
        found: dict[str, int] = {}
        for sql in (
            "SELECT w.uid, w.id FROM works w JOIN pack_works p ON p.work_id = w.id AND p.pack = ? "
            "WHERE p.ref = '' AND w.uid IN (SELECT value FROM json_each(?))",
            "SELECT ref, work_id FROM pack_works WHERE pack=? AND ref != '' AND ref IN "
            "(SELECT value FROM json_each(?))",
        ):
            found |= dict(self.query(sql, (name, asked)))
        return [found.get(ref) for ref in refs]

    def unfinished(self) -> list[Pack]:
        """Packs whose adding or removing was cut short. Meaningful when no job is running."""
        return [pack for pack in self.all() if pack.state != "ready"]

    def tidy(
        self, say: Say = say_nothing, stop: Stop = never_stop, idle_seconds: int = ALIVE_SECONDS
    ) -> list[str]:
        """Take away what was only half added or half removed; a half done update keeps what it has. Returns
        the names of the packs that are gone. What another process wrote to within `idle_seconds` it may be
        adding still, and is left alone."""
        gone = []
        for pack in self.unfinished():
            if time.time() - pack.added < idle_seconds:
                continue
            if pack.state == "updating":
                self._settle(pack.name)
            elif not stop():
                self.remove(pack.name, say, stop)
                gone.append(pack.name)
        return gone

    def add(
        self,
        name: str,
        works: Iterable[CatalogueWork],
        *,
        version: str,
        licence: str,
        source: str = "",
        filters: str = "",
        naming: Naming | None = None,
        total: int = 0,
        say: Say = say_nothing,
        stop: Stop = never_stop,
    ) -> PackSummary:
        """Add a pack, or bring one to a new version.

        `works` are read once, lazily; their `uid` must be unique within the pack and the same in every
        version of it (it need not be unique beyond: the pack's name is put before it), `kindred` are uids of
        the same pack. With a `naming`, a work that is one of another pack or of the history joins it: it adds
        its ids and other titles and fills what is empty; it never overwrites. Two works of one pack are never
        made one. Without a `naming` every work is new.

        Written some thousands of works at a time; `stop` is asked between them. Cancelled (or met by a fault)
        while it is added for the first time, the pack is taken away again and `Cancelled` (the fault) goes
        on; an update keeps what it has done. Killed, it is found in `unfinished`: adding it again goes on,
        `remove` takes it away. `total` is the number of works if it is known, for `say` (stage "adding").
        """
        from recdesk.library._names import Names, NameWriter
        from recdesk.library._pack_removal import take_away
        from recdesk.library._pack_works import PackWriter  # numpy, which a list of packs can do without

        started = time.monotonic()
        if name == HISTORY:
            raise UserFault('A pack cannot be called "history".', "Give it another name.")
        first_time = self._begin(name, version, licence, source, filters)
        names = Names(self._connection, self._path)
        if naming:
            names.bring_up_to_date(naming, say, stop)
        writer = PackWriter(self._connection, self._path, name, naming)
        spelt = NameWriter(names) if naming else None
        try:
            with garbage_left_alone():
                for chunk in _chunks(works):
                    if stop():
                        raise Cancelled
                    fresh = writer.write(chunk)
                    if spelt:
                        _spell(spelt, fresh, writer.number, stop)
                    say(Progress("adding", writer.read, total, name))
                late = writer.settle()
                if spelt:
                    _spell(spelt, late, writer.number, stop)
                    spelt.flush(stop)
            gone = writer.finish()
        except BaseException:
            self.remove(name, say=say) if first_time else self._settle(name)
            raise
        take_away(self, name, gone, say)
        if naming:
            names.bring_up_to_date(naming, say)  # works of others that have new titles now
        self._settle(name)
        return PackSummary(**writer.summary, removed=len(gone), seconds=time.monotonic() - started)

    def remove(self, name: str, say: Say = say_nothing, stop: Stop = never_stop) -> int:
        """Take a pack away: its works that no other pack has and that nothing the person did speaks of are
        deleted; those that are spoken of stay, as works of the history; those that another pack has go over
        to that pack, with the words of that pack. What it had added to works of other packs goes, and so do
        its ratings. Returns how many works are gone. Stopped or killed, it is found in `unfinished`; calling
        again goes on."""
        from recdesk.library import _pack_removal
        from recdesk.library._pack_figures import PackFigures

        if name == HISTORY or self.get(name) is None:
            raise UserFault(f"There is no pack called {name}.", "`recdesk catalogue list` names them.")
        with self.writing() as db:
            db.execute("UPDATE packs SET state='removing' WHERE name=?", (name,))
        removed = _pack_removal.remove(self, name, say, stop)
        PackFigures(self._connection, self._path).forget(name)
        with self.writing() as db:
            db.execute(
                "DELETE FROM packs WHERE name=? AND NOT EXISTS "
                "(SELECT 1 FROM pack_works WHERE pack = packs.name)",
                (name,),
            )
        return removed

    def still_adding(self, name: str) -> None:
        """Say that the pack is worked on, if the last word is a while ago: reading millions of ratings writes
        nothing, and `tidy` of another process would take the pack for left behind."""
        if time.time() - self._said < ALIVE_SECONDS / 4:
            return
        self._said = time.time()
        with self.writing() as db:
            db.execute(
                "UPDATE packs SET added_at=? WHERE name=? AND state != 'ready'", (int(self._said), name)
            )

    def _begin(self, name: str, version: str, licence: str, source: str, filters: str) -> bool:
        """Whether the pack is new (or was never finished)."""
        old = self.get(name)
        if old and old.state == "removing":
            self.remove(name)
            old = None
        with self.writing() as db:
            db.execute(
                "INSERT INTO packs(name, version, licence, added_at, source, filters, state) "
                "VALUES (?,?,?,?,?,?,'adding') ON CONFLICT(name) DO UPDATE SET version=excluded.version, "
                "licence=excluded.licence, added_at=excluded.added_at, source=excluded.source, "
                "filters=excluded.filters, state=CASE state WHEN 'ready' THEN 'updating' ELSE 'adding' END",
                (name, version, licence, int(time.time()), source, filters),
            )
        return old is None or old.state == "adding"

    def _settle(self, name: str) -> None:
        """Count once what is shown often; before the transaction, for it takes seconds among a million."""
        counts = self.query(
            "SELECT count(*), coalesce(sum(w.description != ''), 0) FROM pack_works p "
            "JOIN works w ON w.id = p.work_id WHERE p.pack = ?",
            (name,),
        )[0]
        with self.writing() as db:
            db.execute("UPDATE packs SET state='ready', items=?, with_text=? WHERE name=?", (*counts, name))


def _spell(spelt: NameWriter, works: Iterable[Fresh], pack: int, stop: Stop) -> None:
    for work_id, work, forms in works:
        spelt.add(work_id, work.title, [alias.title for alias in work.aliases], forms, pack)
    if spelt.full:
        spelt.flush(stop)


def _chunks(works: Iterable[CatalogueWork]) -> Iterator[list[CatalogueWork]]:
    stream = iter(works)
    while chunk := list(islice(stream, CHUNK)):
        yield chunk
