"""A backup of a library, and bringing one back without losing what was there."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import chain, count
from pathlib import Path
from typing import Any

import recdesk
from recdesk.domain.faults import UserFault
from recdesk.domain.profile import KEPT_FOLDER, make_profile_folder
from recdesk.domain.progress import Say, Stop
from recdesk.jobs.backup_file import Manifest, read_manifest, unpack, write_backup
from recdesk.jobs.staging import staging
from recdesk.library import FILE_NAME, SCHEMA, Library, is_damaged, is_in_use, schema_of


@dataclass(frozen=True, slots=True)
class BackupReport:
    """A backup that was written: what it counts (see `Library.copies`), how many packs' ratings."""

    file: Path
    bytes: int
    made: str
    counts: Mapping[str, int]
    ratings: int


@dataclass(frozen=True, slots=True)
class RestoreReport:
    """A backup that was brought back. `kept` is where what was there before lies now, None where there was
    nothing: a backup itself, or the folder of a library that was damaged."""

    file: Path
    made: str
    program: str
    counts: Mapping[str, int]
    ratings: int
    kept: Path | None


def back_up(library: Library, file: Path, say: Say, stop: Stop) -> BackupReport:
    """Write all of a library as it is at this moment into one file, also while a window uses it. Raises
    `UserFault` where it cannot be written."""
    with staging(library.profile) as stage:
        copy = stage / FILE_NAME
        library.copies.write(copy, say, stop)
        with Library.open(stage) as copied:
            counts = copied.copies.counts()
        members = {FILE_NAME: copy}
        for name in library.pack_figures.rated():
            members[f"packs/{name}.npz"] = library.pack_figures.ratings_file(name)
        made = datetime.now().astimezone().isoformat(timespec="seconds")
        facts: dict[str, Any] = {
            "program": recdesk.__version__, "schema": SCHEMA, "made": made, "counts": counts
        }  # fmt: skip
        size = write_backup(file, members, facts, say, stop)
    return BackupReport(file, size, made, counts, len(members) - 1)


def restore(profile: Path, file: Path, say: Say, stop: Stop) -> RestoreReport:
    """Make the library of a profile what a backup says; the profile may be new. Nobody may have it open.

    What was there is kept beside, as a backup of its own. All is unpacked, compared and, if an older RecDesk
    made it, converted before anything is changed; then the library changes in one transaction. Raises
    `UserFault` where the backup is damaged or newer than this program."""
    manifest = read_manifest(file)
    if manifest.schema > SCHEMA:
        raise UserFault(
            f"{file} was made by a newer RecDesk ({manifest.program}; its schema is {manifest.schema}, this "
            f"program knows {SCHEMA}).",
            "Update RecDesk, then restore it; nothing was changed.",
        )
    _refuse_company(profile)
    make_profile_folder(profile)
    with staging(profile) as stage:
        unpack(file, manifest, stage, say, stop)
        counts = _made_ready(file, manifest, stage)
        kept = _keep(profile, say, stop)
        with Library.open(profile) as library:
            library.copies.take_over(stage / FILE_NAME, say, stop)
            ratings = _swap_ratings(library, stage / "packs")
    return RestoreReport(file, manifest.made, manifest.program, counts, ratings, kept)


def _made_ready(file: Path, manifest: Manifest, stage: Path) -> Mapping[str, int]:
    """The unpacked library, checked and with the present schema."""
    if schema_of(stage / FILE_NAME) != manifest.schema:
        raise UserFault(f"The library in {file} is none.", "Try another backup; nothing was changed.")
    with Library.open(stage) as copied:
        if problems := copied.check():
            raise UserFault(
                f"The library in {file} is damaged: {problems[0]}.",
                "Try another backup; nothing was changed.",
            )
        copied.copies.forget_runs()
        return copied.copies.counts()


def _keep(profile: Path, say: Say, stop: Stop) -> Path | None:
    """Put what is there where it can be found again."""
    there = profile / FILE_NAME
    if not there.exists() or not there.stat().st_size:
        return None
    moment = datetime.now().strftime("%Y-%m-%d %H.%M.%S")
    kept = profile / KEPT_FOLDER
    if is_damaged(there):
        kept.mkdir(mode=0o700, exist_ok=True)
        aside = Path(tempfile.mkdtemp(prefix=f"damaged {moment} ", dir=kept))
        for path in profile.glob(f"{FILE_NAME}*"):
            path.replace(aside / path.name)
        return aside
    with Library.open(profile) as library:
        if not library.copies.holds_something():
            return None
        kept.mkdir(mode=0o700, exist_ok=True)
        names = chain([""], (f" ({n})" for n in count(2)))  # a backup writes over a backup of the same second
        files = (kept / f"before restore {moment}{more}.zip" for more in names)
        return back_up(library, next(file for file in files if not file.exists()), say, stop).file


def _swap_ratings(library: Library, unpacked: Path) -> int:
    """The ratings of the restored packs in place of those that are there. Returns how many packs have any."""
    new = sorted(unpacked.glob("*.npz"))
    figures = library.pack_figures
    for name in figures.rated():
        figures.ratings_file(name).unlink()
        if name not in {path.stem for path in new}:  # what was learned from ratings knows if they are others
            figures.people_file(name).unlink(missing_ok=True)
            figures.book_file(name).unlink(missing_ok=True)
    for path in new:
        target = figures.ratings_file(path.stem)
        target.parent.mkdir(mode=0o700, exist_ok=True)
        path.replace(target)
    return len(new)


def _refuse_company(profile: Path) -> None:
    if is_in_use(profile):
        raise UserFault(
            f"RecDesk is open with the profile {profile}.",
            "Close its window (and end `recdesk watch`), then restore; nothing was changed.",
        )
