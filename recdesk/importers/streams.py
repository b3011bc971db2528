"""A file of what was dropped, wherever it lies: a `Member` has a name and opens as a `Stream` of its bytes.

Knows nothing of archives; faults of the disk or of an unpacker come out as sentences.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Protocol, Self

from recdesk.domain.faults import UserFault
from recdesk.importers.faults import READING, reading_fault
from recdesk.importers.limits import LIMITS


class _Source(Protocol):
    def read(self, size: int, /) -> bytes: ...

    def close(self) -> None: ...


class Stream:
    """A file being read. Faults of the disk or the unpacker come out as `UserFault`s that name the file;
    more bytes than `limit_bytes` are refused, so an archive that lies about its sizes is stopped."""

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
        """At most `size` bytes; none only at the end."""
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

    def read_whole(self, size: int) -> bytes:
        """`size` bytes, or all that are left."""
        data = self.read(size)
        while len(data) < size and (more := self.read(size - len(data))):
            data += more
        return data

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._source.close()
        if self._rest is not None:
            self._rest.close()


Opener = Callable[[], Stream]


@dataclass(frozen=True, slots=True)
class Member:
    """One file of a bundle. `path` is its name inside the bundle, with `/`; `size` is in bytes, unpacked
    (of a file packed by itself, .gz: packed, its true size is not known before the end)."""

    path: str
    size: int
    _open: Opener = field(repr=False, compare=False)

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
            return stream.read_whole(size)


def file_opener(file: Path, name: str) -> Opener:
    """Opens a file of the disk, to be called `name` in faults."""

    def opener() -> Stream:
        try:
            return Stream(file.open("rb"), name)
        except OSError as error:
            raise reading_fault(error, name) from error

    return opener
