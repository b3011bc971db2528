"""The file of a backup: a zip with the library, other people's ratings, and a manifest of both.

    recdesk-backup.json      what made it and when, its schema, what it counts, bytes and SHA-256 of each file
    library.sqlite           the library as it was at one moment
    packs/<name>.npz         ratings that came with packs: the packs' own files may be gone by now
    READ ME.txt              for whoever finds it without RecDesk

What was learned (runs, and from those ratings) is not in it: it follows from the rest and is learned again.
Knows zips and checksums; what a library is, `library` knows.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import time
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from recdesk.domain.faults import Cancelled, UserFault
from recdesk.domain.progress import Progress, Say, Stop
from recdesk.library import FILE_NAME

FORMAT = 1
MANIFEST = "recdesk-backup.json"
README = "READ ME.txt"
_RATINGS = re.compile(r"packs/[^/\\]{1,200}\.npz")
_PIECE = 1 << 20
# Of zlib: 23.5 MB of library become 14.4 MB in 0.43 s; with 6, the usual, 14.1 MB in 0.72 s.
_SPEED = 3

_LARGEST_MANIFEST = 1 << 20

_WORDS = """This is a backup of a RecDesk library: one person's history of films, series, music, books and
podcasts, with all they said of it. `recdesk restore FILE` brings it back, as does File > Your data.
library.sqlite is an ordinary SQLite file; docs/schema.md of RecDesk says what is in it.
"""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup says of itself. `files` are (bytes, SHA-256) by name in the zip."""

    program: str
    schema: int
    made: str
    counts: Mapping[str, int]
    files: Mapping[str, tuple[int, str]]


def write_backup(
    file: Path, members: Mapping[str, Path], facts: Mapping[str, Any], say: Say, stop: Stop
) -> int:
    """Write `members` (name in the zip -> file) and a manifest with `facts`; returns the bytes of the zip.
    It is readable by its owner alone and swapped in whole; a file that was there is replaced only if it is a
    backup, too. Raises `UserFault` where it cannot be written."""
    _check_target(file)
    part = file.with_name(f".{file.name}.part")
    total = sum(path.stat().st_size for path in members.values())
    sums: dict[str, tuple[int, str]] = {}
    done = 0
    try:
        handle = os.open(part, os.O_CREAT | os.O_RDWR | os.O_TRUNC, 0o600)
        with (
            os.fdopen(handle, "wb") as raw,
            zipfile.ZipFile(raw, "w", zipfile.ZIP_DEFLATED, compresslevel=_SPEED) as packed,
        ):
            packed.writestr(README, _WORDS)
            for name, path in members.items():
                digest, size = hashlib.sha256(), 0
                with path.open("rb") as source, packed.open(_entry(name), "w", force_zip64=True) as target:
                    while piece := source.read(_PIECE):
                        if stop():
                            raise Cancelled
                        target.write(piece)
                        digest.update(piece)
                        size += len(piece)
                        say(Progress("packing", done := done + len(piece), total))
                sums[name] = (size, digest.hexdigest())
            told = {
                "format": FORMAT,
                **facts,
                "files": {n: {"bytes": b, "sha256": s} for n, (b, s) in sums.items()},
            }
            packed.writestr(MANIFEST, json.dumps(told, ensure_ascii=False, indent=1))
        part.replace(file)
    except OSError as error:
        raise UserFault(
            f"The backup {file} could not be written: {error.strerror or error}.",
            "Free some space or choose another place; your library is as it was.",
        ) from error
    finally:
        part.unlink(missing_ok=True)
    return file.stat().st_size


def read_manifest(file: Path) -> Manifest:
    """What a backup says of itself. Raises `UserFault` where the file is no backup, damaged, or of a newer
    RecDesk."""
    with _opened(file) as packed:
        try:
            with packed.open(MANIFEST) as stream:
                told = json.loads(stream.read(_LARGEST_MANIFEST))
        except KeyError as error:
            raise _no_backup(file) from error
        except ValueError as error:
            raise _damaged(file) from error
    try:
        if int(told["format"]) > FORMAT:
            raise UserFault(
                f"{file} was made by a newer RecDesk ({told['program']}).",
                "Update RecDesk, then restore it; nothing was changed.",
            )
        files = {str(n): (int(f["bytes"]), str(f["sha256"])) for n, f in told["files"].items()}
        counts = {str(name): int(n) for name, n in told["counts"].items()}
        manifest = Manifest(str(told["program"]), int(told["schema"]), str(told["made"]), counts, files)
    except (KeyError, TypeError, ValueError, OverflowError, AttributeError) as error:
        raise _damaged(file) from error
    strange = [name for name in files if name != FILE_NAME and not _RATINGS.fullmatch(name)]
    if strange or FILE_NAME not in files:
        raise _damaged(file)
    return manifest


def unpack(file: Path, manifest: Manifest, folder: Path, say: Say, stop: Stop) -> None:
    """Lay the files of a backup into `folder`, each compared with its checksum. Nothing that the manifest
    does not name is unpacked, and no more of it than it says."""
    total = sum(size for size, _ in manifest.files.values())
    done = 0
    with _opened(file) as packed:
        for name, (size, digest) in manifest.files.items():
            target = folder / name
            target.parent.mkdir(mode=0o700, exist_ok=True)
            with _writing(target) as out:
                for piece in _pieces(file, packed, name, size, digest):
                    if stop():
                        raise Cancelled
                    out.write(piece)
                    say(Progress("unpacking", done := done + len(piece), total))


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, time.localtime()[:6])
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = 0o600 << 16
    return entry


@contextmanager
def _writing(target: Path) -> Iterator[IO[bytes]]:
    try:
        with os.fdopen(os.open(target, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600), "wb") as out:
            yield out
    except OSError as error:
        raise UserFault(
            f"There is no room to unpack the backup: {error.strerror or error}.",
            "Free some space on the disk of your profile; nothing was changed.",
        ) from error


def _pieces(file: Path, packed: zipfile.ZipFile, name: str, size: int, digest: str) -> Iterator[bytes]:
    found, left = hashlib.sha256(), size
    try:
        with packed.open(name) as stream:
            while piece := stream.read(_PIECE):
                found.update(piece)
                left -= len(piece)
                if left < 0:
                    raise _damaged(file)
                yield piece
    except KeyError as error:
        raise _damaged(file) from error
    if left or found.hexdigest() != digest:
        raise _damaged(file)


@contextmanager
def _opened(file: Path) -> Iterator[zipfile.ZipFile]:
    try:
        with file.open("rb") as raw, zipfile.ZipFile(_seekable(raw)) as packed:
            yield packed
    except zipfile.BadZipFile as error:
        begins = _beginning(file)
        raise (_damaged(file) if begins == b"PK\x03\x04" else _no_backup(file)) from error
    except (zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
        raise _damaged(file) from error
    except OSError as error:
        gone = isinstance(error, FileNotFoundError)
        raise UserFault(
            f"{file} could not be read: {error.strerror or error}.",
            "Look for the backup where you put it." if gone else "Copy it to a folder of yours.",
        ) from error


def _seekable(raw: IO[bytes]) -> IO[bytes]:
    if not raw.seekable():
        raise OSError("it is no ordinary file")
    return raw


def _beginning(file: Path) -> bytes:
    with file.open("rb") as raw:
        return raw.read(4)


def _check_target(file: Path) -> None:
    if file.is_dir():
        raise UserFault(f"{file} is a folder.", f"Name a file in it, as {file / 'recdesk-backup.zip'}.")
    if not file.exists():
        return
    try:
        read_manifest(file)
    except UserFault as fault:
        raise UserFault(
            f"{file} is there already and is no backup of RecDesk.", "Choose another name."
        ) from fault


def _no_backup(file: Path) -> UserFault:
    return UserFault(f"{file} is no backup of RecDesk.", "Choose a file that `recdesk backup` made.")


def _damaged(file: Path) -> UserFault:
    return UserFault(
        f"The backup {file} is damaged or cut short.", "Try another copy of it; nothing was changed."
    )
