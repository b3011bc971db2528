"""Every sentence the window says about long work, imports and the rows of a file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, QDateTime, QLocale

from recdesk.domain.progress import Progress
from recdesk.ui.words import isolated

if TYPE_CHECKING:  # the history's words are loaded with the first sentence about it, after the first frame
    from recdesk.domain.history import Batch, BatchStatus, RowState
    from recdesk.library import Outcome

translate = QCoreApplication.translate
TOLD_FILES = 3  # of many that are of no use; the rest is counted

_SOURCES: Mapping[str, str] = {
    # Names of services are the same in every language.
    "netflix_simple": "Netflix",
    "letterboxd": "Letterboxd",
    "spotify_account": "Spotify",
    "spotify_extended": "Spotify",
    "goodreads": "Goodreads",
    "youtube_takeout": "YouTube",
    "youtube": "YouTube",
    "generic_csv": "CSV",
    "generic": "CSV",
}


def number(n: int) -> str:
    return QLocale().toString(n)


def source_name(source: str) -> str:
    """The service a history comes from, as people call it."""
    return _SOURCES.get(source) or source.replace("_", " ").capitalize()


# -- jobs ---------------------------------------------------------------------------------------------


def job_name(do: str) -> str:
    return {
        "prepare": translate("jobs", "Setting up the catalogue"),
        "import": translate("jobs", "Importing"),
        "preview": translate("jobs", "Looking at a file"),
        "learn": translate("jobs", "Learning your taste"),
        "embed": translate("jobs", "Understanding new titles"),
        "undo": translate("jobs", "Taking an import back"),
        "demo": translate("jobs", "Importing the sample histories"),
        "preview_pack": translate("jobs", "Looking at a pack"),
        "add_pack": translate("jobs", "Adding a pack"),
        "remove_pack": translate("jobs", "Removing a pack"),
        "joined": translate("jobs", "Looking for joined artists"),
        "say_joined": translate("jobs", "Counting anew"),
        "rematch": translate("jobs", "Matching again"),
        "backup": translate("jobs", "Backing up"),
        "export": translate("jobs", "Exporting"),
    }.get(do, do)


def stage_name(stage: str) -> str:
    return {
        "reading": translate("jobs", "Reading"),
        "reading reviews": translate("jobs", "Reading your reviews"),
        "matching": translate("jobs", "Finding the works"),
        "catalogue": translate("jobs", "Setting up the catalogue"),
        "embedding": translate("jobs", "Understanding new titles"),
        "learning": translate("jobs", "Learning your taste"),
        "people": translate("jobs", "Learning from other people's likes"),
        "pack": translate("jobs", "Reading"),
        "adding": translate("jobs", "Adding works"),
        "removing": translate("jobs", "Taking works away"),
        "backup": translate("jobs", "Copying the library"),
        "packing": translate("jobs", "Packing"),
        "exporting": translate("jobs", "Writing"),
    }.get(stage, stage)


def progress_text(progress: Progress) -> str:
    """ "Reading diary.csv · 1,200 of 4,812"."""
    said = stage_name(progress.stage)
    if progress.detail:
        said = f"{said} {isolated(progress.detail)}"
    if (
        progress.stage in ("pack", "backup", "packing") and progress.total
    ):  # bytes, which say nothing to a person
        percent = QLocale().toString(100 * progress.done // progress.total)
        return f"{said} · " + translate("jobs", "{n} %").format(n=percent)
    if progress.done and progress.total:
        count = translate("jobs", "{done} of {total}").format(
            done=number(progress.done), total=number(progress.total)
        )
        return f"{said} · {count}"
    if progress.done and progress.stage == "reading":
        return f"{said} · {rows_text(progress.done)}"
    return said


def rows_text(n: int) -> str:
    one, many = translate("jobs", "{n} row"), translate("jobs", "{n} rows")
    return (one if n == 1 else many).format(n=number(n))


def events_text(n: int) -> str:
    one, many = translate("jobs", "{n} event"), translate("jobs", "{n} events")
    return (one if n == 1 else many).format(n=number(n))


# -- what became of a job -----------------------------------------------------------------------------


def import_summary(batches: list[Mapping[str, Any]]) -> str:
    """ "Netflix: 4,812 new, 120 known already, 3 unreadable." for every batch of one import."""
    return " ".join(_batch_summary(batch) for batch in batches[:3]) + (
        translate("jobs", " And {n} more.").format(n=number(len(batches) - 3)) if len(batches) > 3 else ""
    )


def _batch_summary(batch: Mapping[str, Any]) -> str:
    from recdesk.domain.history import NOTHING_TO_USE, RowState

    counts = {state: int(batch.get(state.value, 0)) for state in RowState}
    said = [
        translate("jobs", "{n} {state}").format(n=number(n), state=state_name(state).lower())
        for state, n in counts.items()
        if n
    ]
    useless = batch.get("status") == NOTHING_TO_USE
    text = translate("jobs", "{source}: nothing to use in it, {counts}.") if useless else None
    return (text or translate("jobs", "{source}: {counts}.")).format(
        source=source_name(str(batch["source"])), counts=", ".join(said) or translate("jobs", "no rows")
    )


def unreadable(file: str, place: str, why: str) -> str:
    """ "Unreadable in diary.csv: row 4711, it has 21 cells, the header 24." """
    said = translate("jobs", "Unreadable in {file}: {place}, {why}.")
    return said.format(file=isolated(file), place=place, why=why)


def left_aside(files: Sequence[tuple[str, str]]) -> str:
    """ "Left aside: notes.txt (it is not a history RecDesk knows)." """
    if not files:
        return ""
    listed = ", ".join(f"{isolated(name)} ({why})" for name, why in files[:TOLD_FILES])
    return translate("jobs", "Left aside: {files}.").format(files=listed + _more_files(files))


def not_read(files: Sequence[tuple[str, str]]) -> str:
    """ "report.csv: it is a PDF document. x.zip: it is not text." """
    return (
        ". ".join(f"{isolated(name)}: {why}" for name, why in files[:TOLD_FILES]) + _more_files(files) + "."
    )


def _more_files(files: Sequence[tuple[str, str]]) -> str:
    more = len(files) - TOLD_FILES
    return translate("jobs", " and {n} more").format(n=number(more)) if more > 0 else ""


def undone(events: int) -> str:
    return translate("jobs", "The import was taken back: {events} removed. Your feedback stays.").format(
        events=events_text(events)
    )


def retry_hint(unreadable: int) -> str:
    """What to do about rows that could not be read; nothing where all could."""
    if not unreadable:
        return ""
    return translate(
        "jobs",
        "{rows} could not be read. Mend the file, or wait for a newer RecDesk, and import it again: rows "
        "that are known already are not taken twice.",
    ).format(rows=rows_text(unreadable))


def exported(rows: int, file: Path) -> str:
    return translate("jobs", "{rows} are written to {file}.").format(
        rows=rows_text(rows), file=isolated(str(file))
    )


# -- the watched folder -------------------------------------------------------------------------------


def watching(folder: Path | None) -> str:
    if folder is None:
        return translate("jobs", "No folder is watched any more.")
    return translate(
        "jobs", "Watching {folder}: exports that come into it are imported by themselves."
    ).format(folder=isolated(str(folder)))


def outcome_line(outcome: Outcome) -> str:
    """ "21 Nov 2026, 14:02 · ViewingActivity.csv · Netflix: 5 new." """
    return f"{moment_text(outcome.when)} · {isolated(outcome.name)} · {outcome.what}"


# -- batches and rows ---------------------------------------------------------------------------------


def state_name(state: RowState) -> str:
    from recdesk.domain.history import RowState

    return {
        RowState.NEW: translate("jobs", "New"),
        RowState.DUPLICATE: translate("jobs", "Known already"),
        RowState.SKIPPED: translate("jobs", "Left out"),
        RowState.REVIEW: translate("jobs", "To review"),
        RowState.UNREADABLE: translate("jobs", "Unreadable"),
    }[state]


def status_name(status: BatchStatus) -> str:
    from recdesk.domain.history import BatchStatus

    return {
        BatchStatus.RUNNING: translate("jobs", "Running"),
        BatchStatus.DONE: translate("jobs", "Done"),
        BatchStatus.CANCELLED: translate("jobs", "Stopped by you"),
        BatchStatus.INTERRUPTED: translate("jobs", "Cut short"),
        BatchStatus.FAILED: translate("jobs", "Could not be read to the end"),
        BatchStatus.UNDONE: translate("jobs", "Taken back"),
    }[status]


def batch_heading(batch: Batch) -> str:
    """ "Netflix · ViewingActivity.csv"."""
    return f"{source_name(batch.source)} · {isolated(Path(batch.path).name)}"


def batch_facts(batch: Batch) -> str:
    """ "Done · 493,500 rows · 8.2 s · 21 Nov 2026, 14:02"; what was there at once says no seconds."""
    if batch.is_useless:
        facts = [translate("jobs", "Nothing to use in it")]  # nothing failed, but it is not "done" either
    else:
        facts = [status_name(batch.status)]
    if batch.rows:
        facts.append(rows_text(batch.rows))
    if batch.seconds >= 1:
        facts.append(translate("jobs", "{n} s").format(n=QLocale().toString(batch.seconds, "f", 1)))
    if batch.started:
        facts.append(moment_text(batch.started))
    return " · ".join(facts)


def moment_text(when: datetime) -> str:
    """Date and time as the desktop writes them, in the person's own time zone."""
    local = QDateTime.fromSecsSinceEpoch(int(when.timestamp()))
    day = QLocale().toString(local.date(), "d MMM yyyy")
    return f"{day}, {QLocale().toString(local.time(), QLocale.FormatType.ShortFormat)}"


def batch_counts(batch: Batch) -> str:
    """The five counts for a screen reader."""
    from recdesk.domain.history import RowState

    return ", ".join(f"{number(batch.counts[state])} {state_name(state).lower()}" for state in RowState)


def learned_when(events: int, when: datetime) -> str:
    """ "learned from 4,812 events, 21/11/2026 14:02"."""
    return translate("jobs", "learned from {events}, {when}").format(
        events=events_text(events), when=moment_text(when)
    )
