"""`recdesk watch DIR`: imports what is new in a folder, once or every minute."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path
from threading import Event

from recdesk import jobs
from recdesk.cli.foresight import left_aside
from recdesk.cli.output import ProgressBar, Session, table
from recdesk.domain.progress import never_stop
from recdesk.jobs.accounts import import_account
from recdesk.library import Library

MINUTE = 60.0


def watch_folder(session: Session, words: Namespace) -> None:
    folder: Path = words.folder.absolute()
    with Library.open(session.profile) as library:
        with ProgressBar() as bar:
            jobs.prepare(library, bar, never_stop)
        _look(session, library, folder, tell_nothing=words.once)
        rest = Event()  # never set: Ctrl+C ends the wait and the command
        while not words.once:
            rest.wait(MINUTE)
            _look(session, library, folder)


def _look(session: Session, library: Library, folder: Path, tell_nothing: bool = False) -> None:
    """One look, and what came of it; a look that found nothing is told only where it is the only one."""
    with ProgressBar() as bar:
        report = jobs.watch_once(library, folder, bar, never_stop)
    rows = [[b.id, b.source, Path(b.path).name, b.rows] for b in report.batches]
    lines = table(["import", "source", "file", "rows"], rows) if rows else []
    lines += [left_aside(path, why) for path, why in report.ignored]
    lines += [
        f"{path} waits for an answer: import it with --source, --map or --only-profile."
        for path in report.asked
    ]
    lines += [str(fault) for fault in report.faults]
    session.attention = session.attention or bool(report.asked or report.faults)
    if lines or tell_nothing:
        session.answer(import_account(report), lines or [f"Nothing new in {folder}."])
        session.flush()  # whoever follows the log of a watch reads it while it watches
