"""The watched folder: which files in it are new or changed and no longer growing, and what became of them.

What lies directly in the folder is looked at: a file, an archive, or a folder of an unpacked export whole.
Knows sizes and times only. Opens no file, imports nothing, keeps no clock.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from stat import S_ISDIR, S_ISREG

from recdesk.domain.faults import UserFault
from recdesk.library._runs import Settings

FOLDER = "watched_folder"
FILES = "watched_files"  # {folder: {name: [bytes, newest change in ns, taken]}}
OUTCOMES = "watched_outcomes"  # [[when, name, what], ...], newest first

MOST_ENTRIES = 20_000  # a home folder by mistake; a look at that many takes some 0.1 s
KEPT_OUTCOMES = 20
# How browsers and sync programs call what is not yet whole.
_UNFINISHED = (".part", ".partial", ".crdownload", ".download", ".tmp", ".opdownload")

_Mark = list[int]


@dataclass(frozen=True, slots=True)
class Look:
    """What one look at a folder found: `ready` to be imported, and whether others may still be growing."""

    ready: tuple[Path, ...] = ()
    growing: bool = False


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was done with one file, in the person's words."""

    when: datetime
    name: str
    what: str


class Watched:
    """The person's choice of a folder, and the memory of what was in it."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    @property
    def folder(self) -> Path | None:
        """The folder that is watched; None while none is."""
        chosen = self._settings.get(FOLDER)
        return Path(chosen) if isinstance(chosen, str) else None

    def choose(self, folder: Path | None) -> None:
        """Watch a folder from now on, or none. Raises `UserFault` if it is no folder or holds too much."""
        if folder is not None:
            dict(_marks(folder))
        self._settings.put(FOLDER, str(folder) if folder else None)

    def look(self, folder: Path) -> Look:
        """Look once. A file is ready when it has the size and time of the look before and has not been
        `took` with them. Raises `UserFault` where the folder cannot be read."""
        memory = self._settings.get(FILES, {})
        before: dict[str, _Mark] = memory.get(str(folder), {})
        after: dict[str, _Mark] = {}
        ready, growing = [], False
        for name, mark in sorted(_marks(folder)):
            known = before.get(name)
            if known is None or known[:2] != mark:
                after[name] = [*mark, 0]
                growing = True
                continue
            after[name] = known
            if not known[2]:
                ready.append(folder / name)
        if after != before:
            self._settings.put(FILES, {**memory, str(folder): after})
        return Look(tuple(ready), growing)

    def took(self, path: Path, what: str) -> None:
        """A file was dealt with as it was at the last look, and with which outcome."""
        memory = self._settings.get(FILES, {})
        mark = memory.get(str(path.parent), {}).get(path.name)
        if mark:
            mark[2] = 1
            self._settings.put(FILES, memory)
        now = datetime.now(UTC).isoformat(timespec="seconds")
        told = [[now, path.name, what], *self._settings.get(OUTCOMES, [])]
        self._settings.put(OUTCOMES, told[:KEPT_OUTCOMES])

    def outcomes(self) -> list[Outcome]:
        """What was done by itself lately, newest first."""
        told = self._settings.get(OUTCOMES, [])
        return [Outcome(datetime.fromisoformat(when), name, what) for when, name, what in told]


def _marks(folder: Path) -> Iterator[tuple[str, _Mark]]:
    """(name, [bytes, newest change in ns]) of everything in a folder that may be an export."""
    try:
        with os.scandir(folder) as entries:
            names = [entry.name for entry in entries]
    except OSError as error:
        raise UserFault(
            f"The folder {folder} cannot be read: {error.strerror or error}.",
            "Put it back, or choose another folder to watch.",
        ) from error
    left = MOST_ENTRIES
    for name in names:
        if name.startswith(".") or name.casefold().endswith(_UNFINISHED):
            continue
        size, newest, entries_seen = _measure(folder / name, left)
        left -= entries_seen
        if left <= 0:
            raise UserFault(
                f"The folder {folder} holds more than {MOST_ENTRIES:,} files.",
                "Make a folder for exports alone, and watch that one.",
            )
        if size:  # a download that has only been announced is empty
            yield name, [size, newest]


def _measure(path: Path, most: int) -> tuple[int, int, int]:
    """(bytes, newest change in ns, entries seen) of a file or of a folder with all below. Links are not
    followed; what goes away meanwhile does not count."""
    try:
        found = path.lstat()
    except OSError:
        return 0, 0, 1
    if S_ISREG(found.st_mode):
        return found.st_size, found.st_mtime_ns, 1
    if not S_ISDIR(found.st_mode):
        return 0, 0, 1
    size, newest, seen = 0, found.st_mtime_ns, 1
    for place, folders, files in os.walk(path):
        seen += len(folders)
        for name in files:
            inner = _measure(Path(place, name), 0)
            size, newest, seen = size + inner[0], max(newest, inner[1]), seen + 1
        if seen > most:
            break
    return size, newest, seen
