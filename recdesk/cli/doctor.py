"""`recdesk doctor`: is everything as it should be, and what would mend it?"""

from __future__ import annotations

import stat
from argparse import Namespace
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from recdesk import catalogue, jobs, ranking
from recdesk.cli.output import Session, table
from recdesk.domain.faults import UserFault
from recdesk.domain.progress import never_stop, say_nothing
from recdesk.library import Library

Mend = Callable[[Library], object]


@dataclass(frozen=True, slots=True)
class Check:
    """One question and its answer. `mend` is what --mend does about it; None: nothing to do by itself."""

    name: str
    ok: bool
    detail: str
    mend: Mend | None = None


def doctor(session: Session, words: Namespace) -> None:
    mended: list[str] = []
    failed: list[str] = []
    with Library.open(session.profile) as library:
        checks = list(_checks(library))
        if words.mend:
            for check in checks:
                if not check.ok and check.mend:
                    try:
                        check.mend(library)
                    except UserFault as fault:  # the others are mended all the same
                        failed.append(f"{check.name} could not be mended: {fault}")
                    else:
                        mended.append(check.name)
            checks = list(_checks(library))
    session.attention = not all(check.ok for check in checks)
    document = [
        {"name": c.name, "ok": c.ok, "detail": c.detail, "mendable": c.mend is not None} for c in checks
    ]
    lines = table(["check", "", "detail"], [[c.name, "ok" if c.ok else "LOOK", c.detail] for c in checks])
    if session.attention and not words.mend and any(c.mend for c in checks if not c.ok):
        lines.append("`recdesk doctor --mend` mends what it can.")
    session.answer({"checks": document, "mended": mended, "failed": failed}, [*lines, *failed])


def _checks(library: Library) -> Iterator[Check]:
    for name, look in _LOOKS.items():
        try:
            yield look(library)
        except UserFault as fault:  # what cannot be looked at is told beside what can
            yield Check(name, False, str(fault))


def _permissions(library: Library) -> Check:
    open_to_others = [
        str(path) for path in (library.profile, library.path) if stat.S_IMODE(path.stat().st_mode) & 0o077
    ]

    def mend(library: Library) -> None:
        library.profile.chmod(0o700)
        library.path.chmod(0o600)

    detail = f"others may read {', '.join(open_to_others)}" if open_to_others else "only you may read it"
    return Check("permissions", not open_to_others, detail, mend)


def _database(library: Library) -> Check:
    problems = library.check()
    return Check("database", not problems, "; ".join(problems) or str(library.path))


def _interrupted(library: Library) -> Check:
    unfinished = [b for b in library.history.batches() if b.status in ("interrupted", "running", "cancelled")]
    detail = ", ".join(f"import {b.id} of {b.path} is {b.status}" for b in unfinished)
    return Check(
        "imports", not unfinished, f"{detail}: import the file again to go on" if detail else "all ended"
    )


def _catalogue(library: Library) -> Check:
    version = library.works.pack_version("starter")
    current = version == catalogue.starter_version()
    detail = f"{library.works.count()} works" if current else "the starter catalogue is missing or old"
    return Check("catalogue", current, detail, lambda lib: jobs.prepare(lib, say_nothing, never_stop))


_CUT_SHORT = {
    "adding": "adding {name} was cut short: add it again to go on, or mend to take it away",
    "updating": "bringing {name} up to date was cut short: add it again to go on",
    "removing": "removing {name} was cut short: mend to end it",
}


def _packs(library: Library) -> Check:
    unfinished = library.packs.unfinished()
    found = [_CUT_SHORT.get(p.state, "{name} is " + p.state).format(name=p.name) for p in unfinished]
    detail = "; ".join(found) or f"{len(library.packs.all())} whole"
    return Check("packs", not unfinished, detail, lambda lib: lib.packs.tidy(say_nothing, never_stop))


def _vectors(library: Library) -> Check:
    embedder, missing = jobs.unembedded(library)
    works = library.works.count()
    detail = f"{works - missing} of {works} works have one of {embedder}"
    return Check("vectors", not missing, detail, lambda lib: jobs.embed_missing(lib, say_nothing, never_stop))


def _model(library: Library) -> Check:
    def mend(library: Library) -> object:
        return jobs.learn(library, say_nothing, never_stop, force=True)

    latest = library.runs.latest()
    if latest is None:
        return Check("model", False, "nothing has been learned yet", mend)
    try:
        run = ranking.load_run(latest.folder, thorough=True)
    except UserFault as fault:
        return Check("model", False, str(fault), mend)
    return Check("model", True, f"run {latest.id}: {latest.events} events, {len(run.work_ids)} works")


def _device(library: Library) -> Check:
    return Check("device", True, f"texts are embedded on: {jobs.device_name()}")


_LOOKS: Mapping[str, Callable[[Library], Check]] = {
    "permissions": _permissions,
    "database": _database,
    "imports": _interrupted,
    "catalogue": _catalogue,
    "packs": _packs,
    "vectors": _vectors,
    "model": _model,
    "device": _device,
}
