"""The commands by which a person owns their data: backup, restore, export, erase."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Mapping
from pathlib import Path

from recdesk.cli.output import ProgressBar, Session
from recdesk.domain.faults import UserFault
from recdesk.domain.progress import never_stop
from recdesk.library import FILE_NAME, Holdings, Library, erase, holdings

_SHOWN = 8  # names of files in one sentence


def grammar(add: Callable[[str, object, str], ArgumentParser]) -> None:
    """What may be typed."""
    keep = add("backup", back_up, "write all that is yours into one file, also while the window is open")
    keep.add_argument("file", type=Path, metavar="FILE", help="a new zip, or an older backup to replace")
    back = add("restore", restore, "bring a backup back; what is there now is kept beside")
    back.add_argument("file", type=Path, metavar="FILE")
    out = add("export", export, "write all that is yours as CSV and JSON Lines that any program reads")
    out.add_argument("folder", type=Path, metavar="DIR", help="a new folder")
    gone = add("erase", erase_all, "delete everything RecDesk has of you, for good")
    gone.add_argument("--yes", action="store_true", help="do it; without this it is only said what would go")
    gone.set_defaults(unlogged=True)


def back_up(session: Session, words: Namespace) -> None:
    from recdesk.jobs.backups import back_up as write

    _must_exist(session.profile)
    with Library.open(session.profile) as library, ProgressBar() as bar:
        report = write(library, words.file.absolute(), bar, never_stop)
    document = {
        "file": str(report.file),
        "bytes": report.bytes,
        "made": report.made,
        "counts": dict(report.counts),
        "ratings": report.ratings,
    }
    lines = [
        f"{report.file} ({_size(report.bytes)}) holds {_told(report.counts)}.",
        f"In it: the library{_with_ratings(report.ratings)}. Trained taste is not: it is learned again.",
        "It is not encrypted: whoever has it can read it.",
    ]
    session.answer(document, lines)


def restore(session: Session, words: Namespace) -> None:
    from recdesk.jobs.backups import restore as bring_back

    with ProgressBar() as bar:
        report = bring_back(session.profile, words.file.absolute(), bar, never_stop)
    document = {
        "file": str(report.file),
        "made": report.made,
        "program": report.program,
        "counts": dict(report.counts),
        "ratings": report.ratings,
        "kept": str(report.kept) if report.kept else None,
    }
    lines = [f"The backup of {report.made[:10]} is back in {session.profile}: {_told(report.counts)}."]
    if report.kept:
        lines.append(f"What was there before is kept in {report.kept}")
    session.answer(document, [*lines, "`recdesk train` learns your taste from it."])


def export(session: Session, words: Namespace) -> None:
    _must_exist(session.profile)
    folder: Path = words.folder.absolute()
    with Library.open(session.profile) as library, ProgressBar() as bar:
        counts = library.export.write(folder, bar, never_stop)
    rows = sum(counts.values())
    lines = [f"{folder}: {len(counts)} files, {rows:,} rows. README.md in it says what each column means."]
    session.answer({"folder": str(folder), "files": len(counts), "rows": rows, "counts": counts}, lines)


def erase_all(session: Session, words: Namespace) -> None:
    if not words.yes:
        found = holdings(session.profile)
        raise UserFault(
            f"Nothing was erased. {session.profile} holds {_holding(found)}.{_staying(found)}",
            "`recdesk backup FILE` keeps a copy; `recdesk erase --yes` deletes all of it for good.",
        )
    found = erase(session.profile)
    document = {
        "profile": str(found.profile),
        "files": [str(path.relative_to(found.profile)) for path in found.files],
        "bytes": found.bytes,
        "counts": dict(found.counts),
        "left": [str(path.relative_to(found.profile)) for path in found.others],
    }
    lines = [f"Erased from {found.profile}: {_holding(found)}.{_staying(found)}"]
    lines.append("Backups and exports that you wrote elsewhere are still there.")
    session.answer(document, lines)


def _must_exist(profile: Path) -> None:
    if not (profile / FILE_NAME).is_file():
        raise UserFault(
            f"There is no library in {profile}.", "Name the right folder with --profile, or import something."
        )


def _holding(found: Holdings) -> str:
    names = sorted({path.relative_to(found.profile).parts[0] for path in found.files})
    listed = ", ".join(names[:_SHOWN]) + (f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else "")
    counted = f"{_told(found.counts)}, " if found.counts else "a damaged library, "
    return f"{counted}{len(found.files)} files of {_size(found.bytes)} ({listed})"


def _staying(found: Holdings) -> str:
    if not found.others:
        return ""
    names = ", ".join(path.name for path in found.others[:_SHOWN])
    return f" Not RecDesk's, so left alone: {names}{' ...' if len(found.others) > _SHOWN else ''}."


def _told(counts: Mapping[str, int]) -> str:
    named = {
        "events": ("event", "events"),
        "imports": ("import", "imports"),
        "feedback": ("verdict", "verdicts"),
        "blocks": ("block", "blocks"),
        "leanings": ("leaning", "leanings"),
        "answers": ("answer", "answers"),
        "packs": ("pack", "packs"),
    }
    said = [f"{n:,} {named[key][n != 1]}" for key, n in counts.items() if key in named and n]
    return ", ".join(said) or "nothing of yours yet"


def _with_ratings(packs: int) -> str:
    return (
        f" and the ratings of {packs} packs" if packs > 1 else " and the ratings of a pack" if packs else ""
    )


def _size(n: int) -> str:
    return f"{n / 1e6:,.1f} MB" if n >= 100_000 else f"{n / 1e3:,.1f} kB"
