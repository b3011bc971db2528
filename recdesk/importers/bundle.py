"""Opening what a person drops: a file, a folder, a zip (also a zip inside it), a gzip file, a workbook.

A `Bundle` lists its `members` by name and opens them as streams; nothing is ever written out. What `dangers`
names is refused with a sentence. It knows nothing of what the files mean.
"""

from __future__ import annotations

import gzip
import io
import os
import stat
import zipfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from types import TracebackType
from typing import Protocol, Self

from recdesk.domain.faults import UserFault
from recdesk.importers.dangers import (
    TAR_MARK,
    check_whole,
    danger,
    is_folder,
    is_system_file,
    is_system_path,
    tar_fault,
)
from recdesk.importers.faults import AGAIN, READING, locked_fault, reading_fault
from recdesk.importers.limits import LIMITS
from recdesk.importers.workbook import is_workbook, read_workbook

_OFFICE_MARKS = frozenset({"[Content_Types].xml", "mimetype"})  # docx; ods, epub: no export archives


@dataclass(frozen=True, slots=True)
class Ignored:
    """A file that is not imported, and why, in one plain sentence. `claimants` are the ids of the formats
    that it could be, where there is more than one: naming the source settles it. `columns` are those of a
    table that says too little by itself: a mapping settles that."""

    path: str
    why: str
    claimants: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()


class _Source(Protocol):
    def read(self, size: int, /) -> bytes: ...

    def close(self) -> None: ...


class Stream:
    """A file being read. Faults of the disk or the unpacker come out as `UserFault`s that name the file;
    more bytes than `LIMITS.entry_bytes` are refused, so an archive that lies about its sizes is stopped."""

    def __init__(
        self,
        source: _Source,
        name: str,
        also_close: ExitStack | None = None,
        limit_bytes: int = LIMITS.entry_bytes,
    ) -> None:
        self._source = source
        self._name = name
        self._rest = also_close
        self._left = self._limit = limit_bytes

    def read(self, size: int) -> bytes:
        try:
            data = self._source.read(size)
        except READING as error:
            raise reading_fault(error, self._name) from error
        self._left -= len(data)
        if self._left < 0:
            raise UserFault(
                f"{self._name} unpacks to more than {self._limit:,} bytes.",
                "That is more than RecDesk reads.",
            )
        return data

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._source.close()
        if self._rest is not None:
            self._rest.close()


@dataclass(frozen=True, slots=True)
class Member:
    """One file of a bundle. `path` is its name inside the bundle, with `/`; `size` is in bytes, unpacked
    (of a gzip file: packed, its true size is not known before the end)."""

    path: str
    size: int
    _open: Callable[[], Stream] = field(repr=False, compare=False)

    @property
    def name(self) -> str:
        return PurePosixPath(self.path).name

    @property
    def folder(self) -> str:
        """The folder it lies in; "" at the top."""
        parent = str(PurePosixPath(self.path).parent)
        return "" if parent == "." else parent

    def open(self) -> Stream:
        """A stream from its first byte. Raises `UserFault` if the file went away or is damaged."""
        return self._open()

    def head(self, size: int) -> bytes:
        """Its first `size` bytes, or all if it is shorter."""
        with self.open() as stream:
            data = stream.read(size)
            while len(data) < size and (more := stream.read(size - len(data))):
                data += more
        return data


class Bundle:
    """The members of a path, and what was refused. Raises `UserFault` if the path itself cannot be opened.

    Archives are kept open between reads; `close` (or leaving a `with`) lets them go, and reading a member
    afterwards opens them again.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.members: list[Member] = []
        self.refused: list[Ignored] = []
        self._archives: dict[str, zipfile.ZipFile] = {}
        self._workbooks: dict[str, dict[str, bytes]] = {}
        try:
            is_folder = stat.S_ISDIR(path.stat().st_mode)
        except OSError as error:
            raise reading_fault(error, str(path)) from error
        if is_folder:
            for file in self._walk():
                self._add_in_folder(file)
        else:
            self._add_file(path, path.name, top=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        self._workbooks.clear()
        while self._archives:
            self._archives.popitem()[1].close()

    # -- folders

    def _walk(self) -> Iterator[Path]:
        def denied(error: OSError) -> None:
            self._refuse(str(error.filename), "this folder may not be read")

        count = 0
        for root, folders, files in os.walk(self.path, onerror=denied):
            folders[:] = sorted(f for f in folders if f != "__MACOSX" and not f.startswith("."))
            for name in sorted(files):
                count += 1
                if count > LIMITS.entries:
                    raise UserFault(
                        f"{self.path} holds more than {LIMITS.entries:,} files.",
                        "Choose the folder of the export itself.",
                    )
                if not is_system_file(name):
                    yield Path(root, name)

    def _add_in_folder(self, file: Path) -> None:
        name = file.relative_to(self.path).as_posix()
        try:
            mode = file.lstat().st_mode
            if stat.S_ISLNK(mode):
                self._refuse(name, "it is a link to a place elsewhere")
            elif not stat.S_ISREG(mode):
                self._refuse(name, "it is not an ordinary file")
            else:
                self._add_file(file, name, top=False)
        except OSError as error:
            self._refuse(name, reading_fault(error, name).say)
        except UserFault as fault:
            self._refuse(name, str(fault))

    def _add_file(self, file: Path, name: str, *, top: bool) -> None:
        opener = _file_opener(file, name)
        try:
            mode = file.stat()
        except OSError as error:
            raise reading_fault(error, name) from error
        if not stat.S_ISREG(mode.st_mode):
            raise UserFault(f"{name} is not an ordinary file.", "Choose a file or a folder.")
        with opener() as stream:
            magic = stream.read(TAR_MARK.stop)
        if magic[TAR_MARK] == b"ustar":
            raise tar_fault(name)
        if magic.startswith((b"PK\x03\x04", b"PK\x05\x06")):
            self._add_zip(name, lambda: zipfile.ZipFile(file), mode.st_size, top=top, nested=False)
        elif magic.startswith(b"\x1f\x8b"):
            unpacked = _unpacked(opener, name, mode.st_size)
            if _holds_tar(unpacked):
                raise tar_fault(name)
            self._add(name.removesuffix(".gz"), mode.st_size, unpacked)
        else:
            self._add(name, mode.st_size, opener)

    # -- archives

    def _add_zip(
        self, name: str, make: Callable[[], zipfile.ZipFile], size: int, *, top: bool, nested: bool
    ) -> None:
        def archive() -> zipfile.ZipFile:
            if name not in self._archives:
                try:
                    self._archives[name] = make()
                except zipfile.BadZipFile as error:
                    raise UserFault(
                        f"{name} is not a complete zip archive: its end is missing.", AGAIN
                    ) from error
                except READING as error:
                    raise reading_fault(error, name) from error
            return self._archives[name]

        infos = [i for i in archive().infolist() if not is_folder(i) and not is_system_path(i.filename)]
        check_whole(name, infos, size)
        names = {i.filename for i in infos}
        if is_workbook(names):
            self._add_workbook(name, archive, size)
            return
        if _OFFICE_MARKS & names:
            self._refuse(name, "it is an office document or e-book; save a table as CSV first")
            return
        if infos and all(i.flag_bits & 1 for i in infos):
            raise locked_fault(name)
        prefix = "" if top else f"{name}/"
        for info in infos:
            path = prefix + info.filename.replace("\\", "/")
            if why := danger(info):
                self._refuse(path, why)
                continue
            opener = _entry_opener(archive, info, path)
            if info.filename.lower().endswith((".zip", ".xlsx")):
                self._add_nested(path, opener, info.file_size, nested=nested)
            elif info.filename.lower().endswith(".gz"):
                self._add(path[:-3], info.file_size, _unpacked(opener, path, info.file_size))
            else:
                self._add(path, info.file_size, opener)

    def _add_nested(self, path: str, opener: Callable[[], Stream], size: int, *, nested: bool) -> None:
        if nested:
            self._refuse(path, "it is an archive inside an archive inside an archive; unpack it first")
            return
        if size > LIMITS.nested_bytes:
            self._refuse(
                path,
                f"it is an archive of more than {LIMITS.nested_bytes >> 20} MiB inside an archive; unpack "
                "the outer one first",
            )
            return

        def make() -> zipfile.ZipFile:
            with opener() as stream:
                return zipfile.ZipFile(io.BytesIO(stream.read(LIMITS.nested_bytes)))

        try:
            self._add_zip(path, make, size, top=False, nested=True)
        except UserFault as fault:
            self._refuse(path, str(fault))

    def _add_workbook(self, name: str, archive: Callable[[], zipfile.ZipFile], size: int) -> None:
        def sheets() -> dict[str, bytes]:
            if name not in self._workbooks:
                self._workbooks[name] = read_workbook(archive(), name)
            return self._workbooks[name]

        for title in sheets():
            path = name if len(sheets()) == 1 else f"{name}/{title.replace('/', '_')}"
            self._add(path, size, _sheet_opener(sheets, title, path))

    def _add(self, path: str, size: int, opener: Callable[[], Stream]) -> None:
        self.members.append(Member(path, size, opener))

    def _refuse(self, path: str, why: str) -> None:
        self.refused.append(Ignored(path, why))


def _file_opener(file: Path, name: str) -> Callable[[], Stream]:
    def opener() -> Stream:
        try:
            return Stream(file.open("rb"), name)
        except OSError as error:
            raise reading_fault(error, name) from error

    return opener


def _entry_opener(
    archive: Callable[[], zipfile.ZipFile], info: zipfile.ZipInfo, name: str
) -> Callable[[], Stream]:
    def opener() -> Stream:
        try:
            return Stream(archive().open(info), name)
        except READING as error:
            raise reading_fault(error, name) from error

    return opener


def _sheet_opener(sheets: Callable[[], dict[str, bytes]], title: str, name: str) -> Callable[[], Stream]:
    return lambda: Stream(io.BytesIO(sheets()[title]), name)


class _Reader(io.RawIOBase):
    """A `Stream` as gzip wants it."""

    def __init__(self, stream: Stream) -> None:
        self._stream = stream

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        data = self._stream.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)


def _unpacked(opener: Callable[[], Stream], name: str, packed_bytes: int) -> Callable[[], Stream]:
    """A gzip file does not say beforehand what it unpacks to: it is stopped where it passes the ratio."""
    most = min(LIMITS.entry_bytes, max(LIMITS.ratio_from_bytes, LIMITS.ratio * packed_bytes))

    def unpacking() -> Stream:
        packed = opener()
        keep = ExitStack()
        keep.enter_context(packed)
        return Stream(gzip.GzipFile(fileobj=io.BufferedReader(_Reader(packed))), name, keep, most)

    return unpacking


def _holds_tar(opener: Callable[[], Stream]) -> bool:
    """Whether an archive of files is what was packed; a damaged one says so when it is read."""
    try:
        with opener() as stream:
            return stream.read(TAR_MARK.stop)[TAR_MARK] == b"ustar"
    except UserFault:
        return False
