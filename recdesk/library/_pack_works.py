"""The works of a pack on their way into the library, some thousands at a time.

Finds those that are there already, in this pack (an earlier version) or in another (then they join), numbers
the rest and writes them. Keeps of all that went before no more than the numbers of works, where an update
needs them.
"""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from time import time
from typing import Any

import numpy as np
from numpy.typing import NDArray

from recdesk.domain.forms import KnownWork, Likeness, NameForm, Naming, WorkForms
from recdesk.domain.works import CatalogueWork
from recdesk.library._base import Section
from recdesk.library._joining import COLUMNS, add_details, join, rejoin, values_of
from recdesk.library._names import Names
from recdesk.library._pack_claims import Claimant, another, likeliest
from recdesk.library._works import NEXT

Fresh = tuple[int, CatalogueWork, WorkForms]
_HEAD = 2  # of NameForm.form: a title without its subtitle; what is greater is looked up by nobody here
_HELD = 2_000  # works that wait for who else claims what they claim: a transaction of 50 ms
_INSERT = f"INSERT INTO works(id, {COLUMNS}) VALUES (?{',?' * len(COLUMNS.split())})"
_UPDATE = f"UPDATE works SET ({COLUMNS}) = (?{',?' * (len(COLUMNS.split()) - 1)}) WHERE id=?"


class PackWriter(Section):
    """Writes one pack. `number` is the pack's own; `read` counts works."""

    def __init__(self, connection: sqlite3.Connection, path: Path, pack: str, naming: Naming | None) -> None:
        super().__init__(connection, path)
        self._pack = pack
        self._naming = naming
        self._names = Names(connection, path)
        self.number = int(self.query("SELECT rowid FROM packs WHERE name=?", (pack,))[0][0])
        # What the pack has from before: an earlier version, or an adding that was cut short.
        mine = self.query("SELECT work_id, ref, body != '' FROM pack_works WHERE pack=?", (pack,))
        self._before = {work_id for work_id, _, _ in mine}
        self._refs = {ref: work_id for work_id, ref, joined in mine if joined or ref}
        self._joined = {work_id for work_id, _, joined in mine if joined}
        self._first = int(self.query(f"SELECT {NEXT}")[0][0])
        self._others = _Others(self._names) if naming else None
        self._seen: set[int] = set()
        self._held: dict[str, Claimant] = {}
        self._kin: list[tuple[int, tuple[str, ...]]] = []
        self.read = 0
        self.summary = {"added": 0, "merged": 0, "updated": 0, "skipped": 0}

    def write(self, works: Sequence[CatalogueWork]) -> list[Fresh]:
        """Write the next works; some are held back for `settle`. Returns those whose names nobody knows yet,
        with their forms (empty without a `Naming`)."""
        self.read += len(works)
        once: dict[str, CatalogueWork] = {}
        for work in works:
            if work.title.strip() and work.uid not in self._held and work.uid not in once:
                once[work.uid] = self._spelt(work)
        known, taken = self._known(once)
        for uid in [uid for uid, work_id in known.items() if work_id in self._seen or work_id >= self._first]:
            del known[uid], once[uid]  # it came before
        new = [work for uid, work in once.items() if uid not in known]
        forms = [self._forms(work) for work in new]
        same, held = self._same(new, forms) if self._naming else ({}, {})
        self._held |= held
        self._seen.update(known.values())
        self.summary["skipped"] += len(works) - len(once)
        self.summary["updated"] += len(known)
        with self.writing() as db:
            self._update(db, [(known[uid], work) for uid, work in once.items() if uid in known])
            ready = [pair for pair in zip(new, forms) if pair[0].uid not in held]
            fresh = self._enter(db, ready, same, taken)
        self._note_kin(known.items(), once)
        return fresh + self.settle() if len(self._held) >= _HELD else fresh

    def settle(self) -> list[Fresh]:
        """Write the works that were held back, as what they are now that the others are known."""
        held, self._held = self._held, {}
        if not held:
            return []
        same = likeliest(held.values(), self._joined)
        self._joined.update(same.values())
        _, taken = self._known(held)
        with self.writing() as db:
            return self._enter(db, [(one.work, one.forms) for one in held.values()], same, taken)

    def finish(self) -> list[int]:
        """Write the kinship, which may speak of works that came later. Returns the numbers of works that the
        pack had before and has no more."""
        for at in range(0, len(self._kin), 2_000):
            part = self._kin[at : at + 2_000]
            ids, _ = self._known({uid for _, kindred in part for uid in kindred})
            with self.writing() as db:
                db.executemany("DELETE FROM kinship WHERE work_id=?", ((i,) for i, _ in part))
                db.executemany(
                    "INSERT OR IGNORE INTO kinship VALUES (?,?,?)",
                    (
                        (i, ids[uid], rank)
                        for i, kindred in part
                        for rank, uid in enumerate(kindred)
                        if ids.get(uid, i) != i
                    ),
                )
        return sorted(self._before - self._seen)

    def _enter(
        self,
        db: sqlite3.Connection,
        works: Sequence[tuple[CatalogueWork, WorkForms]],
        same: dict[str, int],
        taken: set[str],
    ) -> list[Fresh]:
        """Let those of the works that others have join these, and insert the rest."""
        self._refs |= same
        self._seen.update(same.values())
        self.summary["merged"] += len(same)
        for work, _ in works:
            if work.uid in same:
                join(db, self._pack, same[work.uid], work)
        fresh = self._insert(db, [pair for pair in works if pair[0].uid not in same], taken)
        self._note_kin(same.items(), {work.uid: work for work, _ in works})
        db.execute("UPDATE packs SET added_at=? WHERE name=?", (int(time()), self._pack))  # still alive
        self.summary["added"] += len(fresh)
        return fresh

    # -- what is there already -----------------------------------------------------------------------

    def _spelt(self, work: CatalogueWork) -> CatalogueWork:
        naming = self._naming
        if naming is None or not work.external_ids:
            return work
        pairs = (naming.external_id(*pair) for pair in work.external_ids)
        spelt = tuple(dict.fromkeys(pair for pair in pairs if pair))
        return work if spelt == work.external_ids else replace(work, external_ids=spelt)

    def _forms(self, work: CatalogueWork) -> WorkForms:
        if self._naming is None:
            return WorkForms((), (), frozenset())
        return self._naming.forms(work.kind, work.title, [alias.title for alias in work.aliases])

    def _known(self, works: Iterable[str]) -> tuple[dict[str, int], set[str]]:
        """Numbers by uid of works that this pack has, and uids that works of other packs go by. A work that
        stayed as one of the history when the pack was taken away comes home."""
        known: dict[str, int] = {}
        taken: set[str] = set()
        rows = self.query(
            "SELECT uid, id, origin FROM works WHERE uid IN (SELECT value FROM json_each(?))",
            (json.dumps(list(works)),),
        )
        for uid, work_id, origin in rows:
            if origin in (self._pack, "history"):
                known[uid] = work_id
            else:
                taken.add(uid)
        known |= {uid: self._refs[uid] for uid in works if uid in self._refs}
        return known, taken

    def _same(
        self, works: Sequence[CatalogueWork], forms: Sequence[WorkForms]
    ) -> tuple[dict[str, int], dict[str, Claimant]]:
        """Numbers by uid of works that other packs or the history have, and those that may be such."""
        led = [[name for name in form.names if name.form <= _HEAD] for form in forms]
        assert self._others is not None
        named = self._names.named(self._others.of_keys([name.key for names in led for name in names]))
        by_id = self._names.identified(
            self._others.of_ids([pair for work in works for pair in work.external_ids])
        )
        ids = {row[0] for rows in named.values() for row in rows} | {
            i for found in by_id.values() for i in found
        }
        if not self._before:
            ids = {i for i in ids if i < self._first}  # what follows is of this pack: spares the look-up
        known = self._names.known(ids, but_of=self._pack)
        same: dict[str, int] = {}
        held: dict[str, Claimant] = {}
        for work, form, names in zip(works, forms, led):
            found = {i for pair in work.external_ids for i in by_id.get(pair, ())}
            meant = [i for i in found if i in known and known[i].kind is work.kind]
            like = self._likeness(work, names, named, known) if not meant and names else {}
            meant += [i for i, likeness in like.items() if likeness is Likeness.SAME]
            meant = [i for i in meant if i not in self._joined]
            if meant:
                same[work.uid] = min(meant)
                self._joined.add(min(meant))
            elif claims := self._claims(work, like):
                held[work.uid] = Claimant(work, form, claims)
        return same, held

    def _likeness(
        self,
        work: CatalogueWork,
        names: Sequence[NameForm],
        named: dict[int, list[tuple[int, int, int, int]]],
        known: dict[int, KnownWork],
    ) -> dict[int, Likeness]:
        """How like a work is to each of those that have a name in common with it."""
        assert self._naming is not None
        found: defaultdict[int, Likeness] = defaultdict(lambda: Likeness.OTHER)
        for name in names:
            for work_id, *met in named.get(name.key, ()):
                other = known.get(work_id)
                if other and other.kind is work.kind:
                    likeness = self._naming.likeness(work, other, name, NameForm(name.key, *met))
                    found[work_id] = max(found[work_id], likeness)
        return found

    def _claims(self, work: CatalogueWork, like: Mapping[int, Likeness]) -> dict[int, Likeness]:
        """Of these likenesses what the work may claim."""
        claims = {
            work_id: likeness
            for work_id, likeness in like.items()
            if Likeness.OTHER < likeness < Likeness.SAME and work_id not in self._joined
        }
        ids = self._names.ids_of(claims) if claims and work.external_ids else {}
        return {i: likeness for i, likeness in claims.items() if not another(work, ids.get(i, ()))}

    # -- writing -------------------------------------------------------------------------------------

    def _insert(
        self, db: sqlite3.Connection, works: Sequence[tuple[CatalogueWork, WorkForms]], taken: set[str]
    ) -> list[Fresh]:
        first = int(db.execute(f"SELECT {NEXT}").fetchone()[0])
        rows: list[tuple[Any, ...]] = []
        members: list[tuple[int, str, str]] = []
        for number, (work, _) in enumerate(works, first):
            uid, ref = work.uid, ""
            if uid in taken:
                uid, ref = f"{self._pack}:{uid}", uid
                self._refs[ref] = number
            rows.append((number, *values_of(work, self._pack, uid)))
            members.append((number, self._pack, ref))
        db.executemany(_INSERT, rows)
        db.executemany("INSERT INTO pack_works VALUES (?,?,?,'')", members)
        add_details(db, ((number, work) for number, (work, _) in enumerate(works, first)))
        self._kin += [(n, work.kindred) for n, (work, _) in enumerate(works, first) if work.kindred]
        return [(number, work, forms) for number, (work, forms) in enumerate(works, first)]

    def _update(self, db: sqlite3.Connection, works: Sequence[tuple[int, CatalogueWork]]) -> None:
        """Bring works of an earlier version to this one. What other packs added to them is added again."""
        for work_id, work in works:
            if work_id in self._joined:
                join(db, self._pack, work_id, work)
                continue
            uid = db.execute("SELECT uid FROM works WHERE id=?", (work_id,)).fetchone()[0]
            db.execute(_UPDATE, (*values_of(work, self._pack, uid), work_id))
            db.execute("INSERT OR IGNORE INTO pack_works VALUES (?,?,?,'')", (work_id, self._pack, ""))
            _replace_details(db, work_id, work)
            rejoin(db, work_id)

    def _note_kin(self, ids: Iterable[tuple[str, int]], works: dict[str, CatalogueWork]) -> None:
        self._kin += [(work_id, works[uid].kindred) for uid, work_id in ids if works[uid].kindred]


class _Others:
    """What the library had before this pack: of a million works of a pack few have a name or an id in common
    with it, and asking the file for each took a fifth of the time. 16 bytes a name."""

    def __init__(self, names: Names) -> None:
        self._keys = np.fromiter(names.every_key(), np.int64)
        self._ids = np.sort(np.fromiter(map(hash, names.every_id()), np.int64))

    def of_keys(self, keys: list[int]) -> set[int]:
        """Those of these keys that a work has."""
        return {key for key, there in zip(keys, _among(np.array(keys, np.int64), self._keys)) if there}

    def of_ids(self, pairs: list[tuple[str, str]]) -> set[tuple[str, str]]:
        """Those of these ids that a work has, and perhaps some that none has."""
        asked = np.fromiter(map(hash, pairs), np.int64, len(pairs))
        return {pair for pair, there in zip(pairs, _among(asked, self._ids)) if there}


def _among(values: NDArray[np.int64], those: NDArray[np.int64]) -> list[bool]:
    """For each value whether it is one of those, which are sorted."""
    if not len(those):
        return [False] * len(values)
    at = np.minimum(np.searchsorted(those, values), len(those) - 1)
    return (those[at] == values).tolist()  # type: ignore[no-any-return]


def _replace_details(db: sqlite3.Connection, work_id: int, work: CatalogueWork) -> None:
    """Only what differs is touched: a changed title is formed anew, which an unchanged one need not be."""
    have = set(db.execute("SELECT title, language FROM aliases WHERE work_id=?", (work_id,)))
    want = {(alias.title, alias.language) for alias in work.aliases}
    db.executemany(
        "DELETE FROM aliases WHERE work_id=? AND title=? AND language=?",
        ((work_id, *alias) for alias in have - want),
    )
    db.execute("DELETE FROM external_ids WHERE work_id=?", (work_id,))
    add_details(db, [(work_id, work)])
