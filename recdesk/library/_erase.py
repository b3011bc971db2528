"""What of a folder is RecDesk's, and taking it away for good.

Goes by names that RecDesk alone gives, never by "all that is in the folder": whoever chose a folder that
holds other files, too, keeps those. Knows every name that any room writes into a profile.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from recdesk.domain.faults import UserFault
from recdesk.domain.profile import KEPT_FOLDER, STAGING
from recdesk.library import _file
from recdesk.library._copying import COUNTED, is_in_use, schema_of

_LIBRARY = _file.FILE_NAME
_LIBRARIES = tuple(f"{_LIBRARY}{end}" for end in ("", "-wal", "-shm", "-journal"))
# By top folder, so that one which is a link to elsewhere is taken away and not followed.
_OURS: Mapping[str, tuple[str, ...]] = {
    "": (*_LIBRARIES, "library-schema-*.sqlite*", "library-schema-*.part*", "window.lock*"),
    "runs": ("[0-9]*/taste.run*",),
    "packs": ("*.npz", "*.people", "*.book", "*.part"),
    "evaluation": ("*.npy",),
    "logs": ("recdesk.log*",),
    KEPT_FOLDER: ("before restore *.zip", *(f"damaged */{name}" for name in _LIBRARIES)),
}


@dataclass(frozen=True, slots=True)
class Holdings:
    """What RecDesk has in a folder: `files` with their `bytes` together, what the library `counts` (nothing
    where it is damaged), and `others`, which are not RecDesk's and stay."""

    profile: Path
    files: tuple[Path, ...]
    bytes: int
    counts: Mapping[str, int]
    others: tuple[Path, ...]


def holdings(profile: Path) -> Holdings:
    """Look what would be erased. Raises `UserFault` where the folder is no profile of RecDesk."""
    library = profile / _LIBRARY
    if not library.is_file():
        raise UserFault(
            f"{profile} is no profile of RecDesk: there is no library in it.",
            "Name the folder with --profile; `recdesk doctor` says where a library lies.",
        )
    files = tuple(_ours(profile))
    others = tuple(_others(profile, files))
    if schema_of(library) is None and (others or _is_database(library)):
        raise UserFault(
            f"{library} is no library of RecDesk, or too damaged to tell.",
            "Nothing was erased; look what lies in the folder, and delete it by hand.",
        )
    return Holdings(profile, files, sum(file.lstat().st_size for file in files), _counts(library), others)


def erase(profile: Path) -> Holdings:
    """Delete all that is RecDesk's in a profile, and the folder itself if nothing else is in it. Returns what
    was there. Raises `UserFault` where somebody has it open. Cut short, it can be done again: the library
    goes last."""
    found = holdings(profile)
    if is_in_use(profile):
        raise UserFault(
            f"RecDesk is open with the profile {profile}.",
            "Close its window (and end `recdesk watch`), then erase; nothing was erased.",
        )
    try:
        for file in sorted(
            _ours(profile), key=lambda path: path.name == _LIBRARY
        ):  # looking made or took some
            file.unlink(missing_ok=True)
    except OSError as error:
        raise UserFault(
            f"{error.filename} could not be deleted: {error.strerror or error}.",
            "Make it yours, then erase again: the rest is still there or gone already.",
        ) from error
    folders = {parent for file in found.files for parent in file.parents if parent.is_relative_to(profile)}
    for folder in sorted(folders, key=lambda path: -len(path.parts)):
        with suppress(OSError):  # it holds something else
            folder.rmdir()
    return found


def _ours(profile: Path) -> Iterator[Path]:
    for top, patterns in _OURS.items():
        folder = profile / top
        if folder.is_symlink() and top:
            yield folder
            continue
        for pattern in patterns:
            yield from (path for path in sorted(folder.glob(pattern)) if path.is_symlink() or path.is_file())
    for stage in sorted(profile.glob(f"{STAGING}*")):
        yield from (path for path in sorted(stage.rglob("*")) if path.is_symlink() or path.is_file())


def _others(profile: Path, files: tuple[Path, ...]) -> Iterator[Path]:
    """What lies in the profile or in a folder of ours and is not ours; a strange folder counts as one."""
    ours = {*files, *(parent for file in files for parent in file.parents)}
    for path in sorted(profile.iterdir()):
        if path not in ours:
            yield path
        elif path.is_dir() and not path.is_symlink():
            yield from (inner for inner in sorted(path.rglob("*")) if inner not in ours)


def _is_database(file: Path) -> bool:
    with file.open("rb") as stream:
        return stream.read(15) == b"SQLite format 3"


def _counts(library: Path) -> dict[str, int]:
    counts: dict[str, int] = {}
    connection = sqlite3.connect(library)
    try:
        for name, sql in COUNTED.items():
            with suppress(sqlite3.OperationalError):  # an older library has not all tables
                counts[name] = int(connection.execute(sql).fetchone()[0])
    except sqlite3.DatabaseError:
        return {}
    finally:
        connection.close()
    return counts
