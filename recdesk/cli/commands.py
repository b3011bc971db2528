"""The commands that fill and keep a library. Those that recommend are in `advice`."""

from __future__ import annotations

import sys
from argparse import Namespace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from recdesk import importers, jobs
from recdesk.cli.demo import demo
from recdesk.cli.doctor import doctor
from recdesk.cli.foresight import (
    household_lines,
    left_aside,
    preview_lines,
    unlooked_lines,
    useless_lines,
)
from recdesk.cli.maps import how_to_map, read_mapping
from recdesk.cli.output import ProgressBar, Session, table
from recdesk.cli.review import waiting_line
from recdesk.domain.faults import UserFault
from recdesk.domain.history import RowState
from recdesk.domain.progress import never_stop
from recdesk.jobs.accounts import batch_account, import_account
from recdesk.library import Library

__all__ = [
    "demo", "doctor", "history", "import_files", "imports", "sources", "undo",
]  # fmt: skip

_STATES = [state.value for state in RowState]


def import_files(session: Session, words: Namespace) -> None:
    work = jobs.preview if words.dry_run else jobs.import_history
    mapping = read_mapping(words.map) if words.map else None
    profiles = frozenset(words.only_profile) if words.only_profile else None
    paths = [path.absolute() for path in words.paths]  # the library tells of them from any folder
    with Library.open(session.profile) as library, ProgressBar() as bar:
        jobs.prepare(library, bar, never_stop)
        report = work(
            library, paths, bar, never_stop, source=words.source, mapping=mapping, profiles=profiles
        )
    if not report.batches:
        _nothing_imported(report)
    account = import_account(report)
    rows = [_batch_line(batch) for batch in account["batches"]]
    lines = table(["import", "source", "file", "rows", *_STATES], rows)
    lines += [line for batch in account["batches"] for line in useless_lines(batch)]
    lines += [line for batch in account["batches"] for line in preview_lines(batch)]
    lines += [left_aside(path, why) for path, why in report.ignored]
    lines += [str(fault) for fault in report.faults]
    counts = [batch.counts for batch in report.batches]
    doubtful = sum(c[RowState.REVIEW] for c in counts)
    useless = any(batch.is_useless for batch in report.batches)
    said = [*unlooked_lines(report), *household_lines(report, words.dry_run)]
    session.attention = bool(
        doubtful + sum(c[RowState.UNREADABLE] for c in counts)
        or report.faults or useless or said or _named_in_vain(paths, report)
    )  # fmt: skip
    lines += [waiting_line(doubtful)] if doubtful and not words.dry_run else []
    session.answer(account, lines)
    for line in said:
        print(line, file=sys.stderr)


def imports(session: Session, words: Namespace) -> None:
    with Library.open(session.profile) as library:
        if words.show is None:
            _refuse_row_words(words)
            accounts = [batch_account(batch) for batch in library.history.batches()]
            rows = [[*_batch_line(a), a["status"]] for a in accounts]
            session.answer(
                {"batches": accounts}, table(["import", "source", "file", "rows", *_STATES, ""], rows)
            )
            return
        if words.id is None:
            raise UserFault("Which import?", "Name its number: `recdesk imports show 3`.")
        batch = library.history.batch(words.id)
        state = RowState(words.state) if words.state else None
        if words.csv:
            written = library.history.export_ledger(batch.id, words.csv, state)
            document: dict[str, Any] = {"written": written, "file": str(words.csv)}
            session.answer(document, [f"{written} rows are written to {words.csv}."])
            return
        ledger = library.history.ledger(batch.id, state)
    rows = [[row.n, row.place, row.state.value, row.reason] for row in ledger]
    document = {
        "rows": [
            {"row": r.n, "place": r.place, "state": r.state.value, "reason": r.reason, "raw": r.raw}
            for r in ledger
        ]
    }
    session.answer(document, table(["row", "where", "state", "reason"], rows))


def _refuse_row_words(words: Namespace) -> None:
    """--state and --csv are of the rows of one import; with the list of all they would do nothing."""
    for name in ("state", "csv"):
        if getattr(words, name) is not None:
            raise UserFault(
                f"--{name} is for the rows of one import, and none is named.",
                f"Name its number: `recdesk imports show 3 --{name} ...`.",
            )


def undo(session: Session, words: Namespace) -> None:
    with Library.open(session.profile) as library:
        removed = library.history.undo(words.id)
    session.answer({"removed": removed}, [f"Import {words.id} is undone: {removed} events removed."])


def sources(session: Session, words: Namespace) -> None:
    found = importers.sources()
    document = [
        {"id": s.id, "name": s.name, "kinds": [k.value for k in s.kinds], "files": list(s.files)}
        for s in found
    ]
    rows = [[s.id, s.name, ", ".join(s.kinds), ", ".join(s.files)] for s in found]
    session.answer({"sources": document}, table(["id", "name", "kinds", "files"], rows))


def history(session: Session, words: Namespace) -> None:
    with Library.open(session.profile) as library:
        events = library.history.events(
            kinds=words.kind, since=_day(words.since), until=_day(words.until, end=True), limit=words.n
        )
    document = [
        {
            "event": e.id, "title": e.title, "kind": e.kind.value, "action": e.action.value,
            "when": e.when.isoformat() if e.when else None, "precision": e.precision.value,
            "rating": e.rating, "detail": e.detail, "source": e.source, "item": e.work_id,
            "batch": e.batch_id,
        }
        for e in events
    ]  # fmt: skip
    rows = [
        [e.id, f"{e.when:%Y-%m-%d}" if e.when else "", e.kind.value, e.action.value, e.title, e.detail]
        for e in events
    ]
    session.answer({"events": document}, table(["event", "date", "kind", "what", "title", "detail"], rows))


def _named_in_vain(paths: list[Path], report: jobs.ImportReport) -> bool:
    """Whether nothing at all came of a path that was named, while something came of others."""
    used = [Path(batch.path) for batch in report.batches]
    return not all(any(place.is_relative_to(path) for place in used) for path in paths)


def _nothing_imported(report: jobs.ImportReport) -> None:
    """Nothing at all was recognised: that is a refusal, not an empty success."""
    if report.faults:
        raise report.faults[0]
    whys = "; ".join(left_aside(path, why).rstrip(".") for path, why in report.ignored[:3])
    more = f" (and {len(report.ignored) - 3} more)" if len(report.ignored) > 3 else ""
    if report.unread:
        columns = next(iter(report.unread.values()))
        raise UserFault(f"No history was recognised. {whys}{more}.", how_to_map(columns))
    raise UserFault(
        f"No history was recognised. {whys}{more}." if whys else "No history was recognised.",
        "`recdesk sources` lists what is read; --source and --map help with other tables.",
    )


def _batch_line(account: dict[str, Any]) -> list[object]:
    name = Path(account["path"]).name
    return [account["id"], account["source"], name, account["rows"], *(account[state] for state in _STATES)]


def _names_a_time(text: str) -> bool:
    """Whether more than a day is given. "2026-01-31", "20260131" and "2026-W05-6" are days."""
    try:
        date.fromisoformat(text)
    except ValueError:
        return True
    return False


def _day(text: str | None, end: bool = False) -> datetime | None:
    """A day or time as given; a bare day at its begin, or its end."""
    if text is None:
        return None
    try:
        when = datetime.fromisoformat(text)
    except ValueError as error:
        raise UserFault(f"{text} is not a date.", "Write it as 2026-01-31.") from error
    if end and not _names_a_time(text):
        when = when.replace(hour=23, minute=59, second=59)
    return when if when.tzinfo else when.replace(tzinfo=UTC)
