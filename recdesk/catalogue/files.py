"""The files of a pack, opened as they come: a folder, a zip, a tar in any wrapping, one file (gz, bz2, xz).

Whatever the wrapping, a `PackFile` is a stream of plain bytes; nothing is written out and memory does not
grow with the file. Damage comes out as a `UserFault` that names the file. Knows nothing of what files mean.
"""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import os
import stat
import tarfile
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import BinaryIO, NoReturn, cast

from recdesk.domain.faults import UserFault
from recdesk.domain.unreadable import READING, Remedies, reading_fault

MOST_FILES = 10_000  # of a folder or archive; IMDb has seven, a folder of AniDB's answers has thousands
LINE_BYTES = 16 << 20  # a longer line is cut; by feel, far above any record of a work
_BUFFER = 1 << 20
_HEAD = 64 << 10
# A tar has no list of its files: one is read as far as the first file that is larger than this, so that
# MusicBrainz' gigabytes are not unpacked to see what they are. Its small files stand first.
_TAR_LOOK = 16 << 20
_BOM = b"\xef\xbb\xbf"
_REMEDIES = Remedies(
    again="Download it again.",
    unpacked="Unpack it, with its password if it has one, and add the folder.",
    copied="Copy it to a folder of your own and add the copy.",
)

Opener = Callable[[], BinaryIO]


@dataclass(slots=True)
class Mark:
    """How far the reading is: the file at hand, bytes done and bytes in all (0: not known). `watch` is called
    with every MiB that comes out; what it raises ends the reading."""

    name: str = ""
    done: int = 0
    total: int = 0
    watch: Callable[[Mark], None] | None = None


@dataclass(slots=True)
class PackFile:
    """One file of a pack. `path` is its name inside, without the .gz that was taken off; `size` counts the
    bytes as they lie on the disk (of a zip's: unpacked)."""

    path: str
    size: int
    place: Path | None  # where the plain bytes lie on the disk; None: something has to be unpacked
    _open: Callable[[Mark], BinaryIO] = field(repr=False, compare=False)
    _mark: Mark = field(repr=False, compare=False)
    _head: bytes | None = field(default=None, init=False, repr=False, compare=False)

    @property
    def name(self) -> str:
        return PurePosixPath(self.path).name

    def open(self) -> BinaryIO:
        """Its bytes from the first. Raises `UserFault` when it is gone or damaged, also while reading."""
        self._mark.name, self._mark.done, self._mark.total = self.name, 0, self.size
        return self._open(self._mark)

    def head(self) -> bytes:
        """Its first 64 KiB: every format looks at them, so they are read once."""
        if self._head is None:
            with self.open() as stream:
                self._head = stream.read(_HEAD)
        return self._head

    def first_line(self) -> str:
        """The first line, without its end: what most formats are known by."""
        return _text(self.head().removeprefix(_BOM).split(b"\n", 1)[0]).rstrip("\r")

    def lines(self) -> Iterator[str]:
        """Its lines with their ends. UTF-8, and cp1252 for a line that is not (MovieLens 1M is Latin-1)."""
        with self.open() as stream:
            raw = stream.readline(LINE_BYTES).removeprefix(_BOM)
            while raw:
                yield _text(raw)
                raw = stream.readline(LINE_BYTES)


class PackFiles:
    """All files of a path that is offered as a pack. Raises `UserFault` if the path cannot be opened."""

    def __init__(self, *paths: Path) -> None:
        self.path = paths[0]
        self.mark = Mark()
        self.files: list[PackFile] = []
        for path in paths:
            self._add_path(path)
        self.files.sort(key=lambda file: file.path)

    @property
    def size(self) -> int:
        """Bytes on the disk, of a zip unpacked."""
        return sum(file.size for file in self.files)

    def named(self, *names: str) -> PackFile | None:
        """The first file with one of these names, whatever folder it lies in and however it is written."""
        wanted = {name.casefold() for name in names}
        return next((file for file in self.files if file.name.casefold() in wanted), None)

    def _add_path(self, path: Path) -> None:
        try:
            if not stat.S_ISDIR(path.stat().st_mode):
                self._add_file(path, path.name)
                return
            for name in _ordinary_files(path):
                self._add_file(path / name, name)
        except READING as error:
            named = getattr(error, "filename", None)  # of a folder it is one file that may not be read
            raise _fault(Path(named).name if named else path.name, error) from error

    def _add_file(self, path: Path, name: str) -> None:
        size = path.stat().st_size
        with path.open("rb") as raw:
            magic = raw.read(6)
        if magic.startswith((b"PK\x03\x04", b"PK\x05\x06")):
            self._add_zip(path)
            return
        unpack = next((unpack for start, unpack in _UNPACKERS if magic.startswith(start)), None)
        opener = _opener(path, unpack)
        with _guarded(opener, name, Mark(), None) as stream:
            is_tar = stream.read(512)[257:262] == b"ustar"
        if is_tar:
            self._add_tar(opener, name, size)
        else:
            self._add(_plain_name(name), size, opener, place=None if unpack else path)

    def _add(
        self, name: str, size: int, opener: Opener, *, place: Path | None = None, counted: bool = False
    ) -> None:
        if len(self.files) >= MOST_FILES:
            raise UserFault(
                f"{self.path} holds more than {MOST_FILES:,} files.", "Choose the folder of the pack itself."
            )
        tell = None if counted else _tell

        def open_it(mark: Mark) -> BinaryIO:
            return _guarded(opener, name, mark, tell)

        self.files.append(PackFile(name, size, place, open_it, self.mark))

    def _add_zip(self, path: Path) -> None:
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
            # A zip's list may say anything: such entries would be an IndexError and a ValueError of zipfile.
            if any(not info.filename or info.header_offset < 0 for info in entries):
                raise zipfile.BadZipFile("an entry without a name, or before the file's start")
            infos = [info for info in entries if not info.is_dir()]
        for info in infos:
            if not _hidden(info.filename):
                self._add(_plain_name(info.filename), info.file_size, _zip_opener(path, info), counted=True)

    def _add_tar(self, opener: Opener, name: str, size: int) -> None:
        with (
            _guarded(opener, name, Mark(), None) as stream,
            tarfile.open(fileobj=stream, mode="r|") as archive,
        ):
            for entry in archive:
                if entry.isfile() and not _hidden(entry.name):
                    large = entry.size > _TAR_LOOK
                    self._add(
                        entry.name,
                        size if large else entry.size,
                        _tar_opener(opener, entry.name),
                    )
                    if large:
                        break


class _Guarded(io.RawIOBase):
    """A stream that says how far it is, and whose faults are sentences."""

    def __init__(
        self, source: BinaryIO, name: str, mark: Mark, tell: Callable[[BinaryIO], int] | None
    ) -> None:
        self._source, self._name, self._mark, self._tell = source, name, mark, tell

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        try:
            data = self._source.read(len(buffer))
            self._mark.done = self._tell(self._source) if self._tell else self._mark.done + len(data)
        except READING as error:
            raise _fault(self._name, error) from error
        if self._mark.watch is not None:
            self._mark.watch(self._mark)
        buffer[: len(data)] = data
        return len(data)

    def close(self) -> None:
        if not self.closed:
            self._source.close()
        super().close()


def _fault(name: str, error: BaseException) -> UserFault:
    return reading_fault(error, name, _REMEDIES)


def _guarded(opener: Opener, name: str, mark: Mark, tell: Callable[[BinaryIO], int] | None) -> BinaryIO:
    try:
        source = opener()
    except READING as error:
        raise _fault(name, error) from error
    return io.BufferedReader(_Guarded(source, name, mark, tell), _BUFFER)


def _tell(stream: BinaryIO) -> int:
    """How many bytes of the file on the disk are done: the innermost stream knows."""
    inner = stream
    while (below := getattr(inner, "_below", None)) is not None:
        inner = below
    return inner.tell()


_UNPACKERS: tuple[tuple[bytes, Callable[[BinaryIO], object]], ...] = (
    (b"\x1f\x8b", lambda raw: gzip.GzipFile(fileobj=raw)),
    (b"BZh", bz2.BZ2File),
    (b"\xfd7zXZ\x00", lzma.LZMAFile),
)


def _opener(path: Path, unpack: Callable[[BinaryIO], object] | None) -> Opener:
    if unpack is None:
        return lambda: path.open("rb")

    def opener() -> BinaryIO:
        below = path.open("rb")
        return cast(BinaryIO, _Unpacking(cast(io.RawIOBase, unpack(below)), below))

    return opener


class _Unpacking(io.BufferedReader):
    """An unpacker that closes the file below it and lets others ask how far that is."""

    def __init__(self, unpacker: io.RawIOBase, below: BinaryIO) -> None:
        super().__init__(unpacker, _BUFFER)
        self._below = below

    def close(self) -> None:
        super().close()
        self._below.close()


def _zip_opener(path: Path, info: zipfile.ZipInfo) -> Opener:
    def opener() -> BinaryIO:
        with zipfile.ZipFile(path) as archive:  # the entry keeps the file open for itself
            entry = cast(BinaryIO, archive.open(info))
        if _plain_name(info.filename) == info.filename:
            return entry
        return cast(BinaryIO, _Unpacking(cast(io.RawIOBase, gzip.GzipFile(fileobj=entry)), entry))

    return opener


def _tar_opener(outer: Opener, name: str) -> Opener:
    def opener() -> BinaryIO:
        below = outer()
        archive = tarfile.open(fileobj=below, mode="r|")  # noqa: SIM115 - lives as long as the entry
        for entry in archive:
            if entry.name == name and (inner := archive.extractfile(entry)) is not None:
                return cast(BinaryIO, _Unpacking(cast(io.RawIOBase, inner), below))
        raise FileNotFoundError(name)

    return opener


def _ordinary_files(folder: Path) -> Iterator[str]:
    for root, folders, names in os.walk(folder, onerror=_refuse):
        folders[:] = sorted(f for f in folders if not f.startswith((".", "__MACOSX")))
        for name in sorted(names):
            path = Path(root, name)
            if not _hidden(name) and stat.S_ISREG(path.lstat().st_mode):
                yield path.relative_to(folder).as_posix()


def _refuse(error: OSError) -> NoReturn:
    raise error  # a folder that may not be read; os.walk would pass over it and call the pack none


def _hidden(name: str) -> bool:
    return "__MACOSX" in name or PurePosixPath(name).name.startswith(".")


def _plain_name(name: str) -> str:
    for ending in (".gz", ".bz2", ".xz"):
        if name.casefold().endswith(ending):
            return name[: -len(ending)]
    return name


def _text(raw: bytes) -> str:
    try:
        return raw.decode()
    except UnicodeDecodeError:
        return raw.decode("cp1252", "replace")
