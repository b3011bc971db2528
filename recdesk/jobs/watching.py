"""One look at a watched folder: what is new in it and no longer growing is imported."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from threading import Event

from recdesk.domain.history import RowState
from recdesk.domain.progress import Say, Stop
from recdesk.jobs.importing import ImportReport, import_history
from recdesk.library import Library

SETTLE_SECONDS = 1.0  # between two looks at a file; by feel: a copy that rests longer than that is rare
_rest = Event()  # never set: waiting for it is what Ctrl+C can end


def watch_once(
    library: Library, folder: Path, say: Say, stop: Stop, wait: Callable[[float], object] = _rest.wait
) -> ImportReport:
    """Import what is new or changed in `folder` and keeps its size for a second. What raises a question is
    listed in `asked`, once. Raises `UserFault` where the folder cannot be read."""
    if library.watched.look(folder).growing:
        wait(SETTLE_SECONDS)
    whole = ImportReport()
    for path in library.watched.look(folder).ready:
        report = import_history(library, [path], say, stop, ask=True)
        whole.batches += report.batches
        whole.ignored += [(str(path), why) for _, why in report.ignored]
        whole.faults += report.faults
        whole.asked += report.asked
        whole.cancelled = report.cancelled
        if report.cancelled:
            break
        library.watched.took(path, outcome(report))
    return whole


def outcome(report: ImportReport) -> str:
    """What became of one file, in a few words."""
    if report.batches:
        counts = [f"{sum(b.counts[s] for b in report.batches)} {s.value}" for s in RowState]
        return ", ".join(count for count in counts if not count.startswith("0 ")) or "no rows"
    if report.faults:
        return report.faults[0].say
    if report.asked:
        return "waits for an answer"
    return report.ignored[0][1] if report.ignored else "nothing to import"
