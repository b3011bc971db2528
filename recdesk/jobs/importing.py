"""Import history files: read, link, keep. One batch per history found."""

from __future__ import annotations

import gc
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from recdesk.domain.faults import Cancelled, UserFault
from recdesk.domain.filenames import as_text
from recdesk.domain.history import Batch, BatchStatus, Reading, Row, RowState
from recdesk.domain.progress import Progress, Say, Stop
from recdesk.importers import Found, History, find_histories
from recdesk.jobs import household
from recdesk.jobs.linking import Linker
from recdesk.jobs.previewing import Preview
from recdesk.jobs.staging import staging
from recdesk.library import Library, MentionLink, OpenBatch, Overtaken

CHUNK = 1_000  # rows that are linked at a time, some 30 ms; a stop is heard between two chunks
# Rows a transaction, some 0.06 s: a verdict that is given meanwhile waits for it.
WRITTEN = 4_000
_COLLECTED = 200_000  # objects: some 20,000 rows, so that a format that does make cycles stays bounded


@dataclass(slots=True)
class ImportReport:
    """What became of the paths that were given. `faults` are histories that could not be read to the
    end; the rows before the fault are kept. `doubts` are the formats that an ignored file could be,
    `previews` what the rows of a batch say (of a dry run), `asked` the paths that were left alone because
    the person has to say something first; `unread` are the columns of an ignored table that say too little
    by themselves. `people` are those of a household whose rows were all taken, as nobody was chosen."""

    batches: list[Batch] = field(default_factory=list)
    ignored: list[tuple[str, str]] = field(default_factory=list)  # (path, why)
    faults: list[UserFault] = field(default_factory=list)
    doubts: dict[str, tuple[str, ...]] = field(default_factory=dict)  # path -> ids of formats
    unread: dict[str, tuple[str, ...]] = field(default_factory=dict)  # path -> columns
    failed: list[str] = field(default_factory=list)  # paths that nobody could look into
    previews: dict[int, Preview] = field(default_factory=dict)  # batch -> what it holds
    people: dict[int, dict[str, int]] = field(default_factory=dict)  # batch -> rows by person, of several
    asked: list[Path] = field(default_factory=list)
    cancelled: bool = False


@dataclass(frozen=True, slots=True)
class _Wish:
    """What the person said beforehand, `maps` at earlier imports. `ask`: what was left open is asked, not
    guessed."""

    source: str | None
    mapping: Mapping[str, str] | None
    profiles: frozenset[str] | None
    maps: Mapping[str, Mapping[str, str]]
    ask: bool = False

    def find(self, path: Path) -> Found:
        return find_histories(path, source=self.source, mapping=self.mapping, remembered=self.maps)

    def looks_like_a_pack(self, path: Path, found: Found) -> str:
        """The name of the pack that a path holds; "" where it holds a history that is known by itself, or
        where the person has said how it is to be read. A list of titles would pass for things watched."""
        strong = any(not history.info.weak for history in found.histories)
        if strong or self.source is not None or self.mapping is not None:
            return ""
        from recdesk.jobs.packs import pack_in  # its readers are loaded for what is no known history only

        return pack_in(path)

    def leaves_open(self, found: Found) -> bool:
        """Whether only the person can say how to read this: an unknown table, a file that two formats
        claim, the history of more than one person."""
        if self.source is None and self.mapping is None:
            if any(ignored.claimants for ignored in found.ignored):
                return True
            if any(history.table and not history.table.told for history in found.histories):
                return True
        return self.profiles is None and any(map(household.is_shared, found.histories))


def import_history(
    library: Library,
    paths: list[Path],
    say: Say,
    stop: Stop,
    *,
    source: str | None = None,
    mapping: Mapping[str, str] | None = None,
    profiles: frozenset[str] | None = None,
    ask: bool = False,
) -> ImportReport:
    """Import every history under `paths`. A fault in one history does not stop the others.

    `source` says which format the files are; `mapping` names the columns of an unknown table, and is
    remembered for tables with the same columns; `profiles` are the people of a household whose rows are
    wanted (None: all of them; a name that no file has is a `UserFault`). With `ask`, a path that raises a
    question which none of these answers is not read but listed in `asked`. Asked to stop, it keeps what is
    read; importing the same file again goes on from there.
    """
    wish = _Wish(source, mapping, profiles, library.column_maps.by_table(), ask)
    return _import_all(library, paths, wish, False, say, stop)


def preview(
    library: Library,
    paths: list[Path],
    say: Say,
    stop: Stop,
    *,
    source: str | None = None,
    mapping: Mapping[str, str] | None = None,
    profiles: frozenset[str] | None = None,
    maps: Mapping[str, Mapping[str, str]] | None = None,
) -> ImportReport:
    """What `import_history` would do, done on a copy of the library that is thrown away; with what each
    history says in `previews`. `maps` are mappings by the key of their table, tried before those that are
    remembered."""
    wish = _Wish(source, mapping, profiles, {**library.column_maps.by_table(), **(maps or {})})
    with staging(library.profile) as folder:
        copy = folder / "profile"
        library.copy_to(copy)
        with Library.open(copy) as trial:
            return _import_all(trial, paths, wish, True, say, stop)


@contextmanager
def _rare_collections() -> Iterator[None]:
    """Rows make no cycles, and looking for some after every 700 new objects took an eighth of an import."""
    usual = gc.get_threshold()
    gc.set_threshold(_COLLECTED, *usual[1:])
    try:
        yield
    finally:
        gc.set_threshold(*usual)


@_rare_collections()
def _import_all(
    library: Library, paths: list[Path], wish: _Wish, watched: bool, say: Say, stop: Stop
) -> ImportReport:
    report = ImportReport()
    linker = Linker(library)
    if wish.profiles is not None:
        found = _found(paths, wish, ImportReport())
        household.check_names(wish.profiles, (history for one in found for history in one.histories))
    for one in _found(paths, wish, report):
        for history in one.histories:
            table = history.table
            view = Preview(wish.profiles, table.mapping if table else None) if watched else None
            people: Counter[str] = Counter()
            try:
                batch = _import_one(library, linker, history, wish.profiles, view, people, say, stop)
            except (UserFault, OSError) as error:  # before a batch was begun, or another program has it
                report.faults.append(_as_fault(error, history.path))
                continue
            except _Broken as broken:
                batch = broken.batch
                report.faults.append(broken.fault)
            report.batches.append(batch)
            if batch.status is BatchStatus.CANCELLED:
                report.cancelled = True
                return report
            if len(people) > 1 and wish.profiles is None and batch.counts[RowState.NEW]:
                report.people[batch.id] = dict(people.most_common())
            if view:
                report.previews[batch.id] = view
            elif table and table.told:
                library.column_maps.keep(table.key, table.mapping, as_text(history.path.name))
    return report


def _found(paths: list[Path], wish: _Wish, report: ImportReport) -> Iterator[Found]:
    """What each path holds. Paths that cannot be opened, are asked about, or have files that are left
    aside go into the report."""
    for path in paths:
        try:
            found = wish.find(path)
            if pack := wish.looks_like_a_pack(path, found):
                why = f"it is a catalogue pack ({pack}), not a history: add it to the catalogue"
                report.ignored.append((as_text(path), why))
                continue
            if wish.ask and wish.leaves_open(found):
                report.asked.append(path)
                continue
        except (UserFault, OSError) as error:
            report.faults.append(_as_fault(error, path))
            continue
        report.ignored += [(ignored.path, ignored.why) for ignored in found.ignored]
        report.failed += [ignored.path for ignored in found.ignored if ignored.failed]
        report.unread |= {ignored.path: ignored.columns for ignored in found.ignored if ignored.columns}
        report.doubts |= {ignored.path: ignored.claimants for ignored in found.ignored if ignored.claimants}
        yield found


class _Broken(Exception):
    """A history that ended in a fault after some rows."""

    def __init__(self, batch: Batch, fault: UserFault) -> None:
        self.batch = batch
        self.fault = fault


def _import_one(
    library: Library,
    linker: Linker,
    history: History,
    profiles: frozenset[str] | None,
    view: Preview | None,
    people: Counter[str],
    say: Say,
    stop: Stop,
) -> Batch:
    started = time.monotonic()
    # An import that was cut short is taken up only with the same choice of people and columns.
    content = history.digest if profiles is None else f"{history.digest} {sorted(profiles)}"
    if history.table and history.table.told:
        content = f"{content} {sorted(history.table.mapping.items())}"
    batch = library.history.begin_batch(history.source, as_text(history.place), content)

    def end(status: BatchStatus, message: str = "") -> Batch:
        library.history.finish_batch(batch.id, status, time.monotonic() - started, message)
        return library.history.batch(batch.id)

    page = _Page(library, batch)
    try:
        done = batch.rows_done
        rows = view.watch(history.rows()) if view else history.rows()
        wanted = rows if profiles is None else household.only(rows, profiles)
        for chunk in _chunks(islice(wanted, done, None)):
            if stop():
                raise Cancelled
            page.add(chunk, linker.link(chunk))
            people.update(row.profile for row in chunk if isinstance(row, Reading) and row.profile)
            done += len(chunk)
            say(Progress("reading", done, 0, as_text(history.path.name)))
        page.write()
    except Cancelled:
        page.write()
        return end(BatchStatus.CANCELLED)
    except Overtaken:  # the batch is another's now, and so is how it ends
        raise
    except (UserFault, OSError) as error:
        page.write()
        fault = _as_fault(error, history.path)
        raise _Broken(end(BatchStatus.FAILED, fault.say), fault) from error
    return end(BatchStatus.DONE)


class _Page:
    """Rows on their way into the ledger, written `WRITTEN` at a time."""

    def __init__(self, library: Library, batch: OpenBatch) -> None:
        self._library = library
        self._batch_id = batch.id
        self._next = batch.rows_done + 1
        self._rows: list[Row] = []
        self._links: dict[int, tuple[MentionLink, MentionLink | None]] = {}

    def add(self, rows: list[Row], links: dict[int, tuple[MentionLink, MentionLink | None]]) -> None:
        before = len(self._rows)
        self._rows += rows
        self._links |= {before + i: link for i, link in links.items()}
        if len(self._rows) >= WRITTEN:
            self.write()

    def write(self) -> None:
        """Let go of the rows first: those that the library refuses (a full disk) are not tried twice."""
        rows, links, first = self._rows, self._links, self._next
        self._rows, self._links, self._next = [], {}, first + len(rows)
        if rows:
            self._library.history.add_rows(self._batch_id, first, rows, links)


def _chunks(rows: Iterator[Row]) -> Iterator[list[Row]]:
    """Rows by the chunk. Where reading fails, what was read before is handed out first."""
    chunk: list[Row] = []
    try:
        for row in rows:
            chunk.append(row)
            if len(chunk) == CHUNK:
                yield chunk
                chunk = []
    except (UserFault, OSError):
        if chunk:
            yield chunk
        raise
    if chunk:
        yield chunk


def _as_fault(error: UserFault | OSError, path: Path) -> UserFault:
    if isinstance(error, UserFault):
        return error
    return UserFault(
        f"{as_text(path)} could not be read to its end: {error.strerror or error}.",
        "The rows before that point are kept; import the file again when it can be read.",
    )
