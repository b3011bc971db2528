"""Tar archives, packed or not: the files in them that may be histories, copied in one pass.

A tar has no directory and a packed one cannot be sought, so its files are copied, one behind the other, to a
temporary file without a name, and read from there. Pictures, films and what else is no text are passed over;
nothing is ever written under a name that stands in the archive.
"""

from __future__ import annotations

import tarfile
import tempfile
import weakref
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import IO, cast

from recdesk.domain.faults import UserFault
from recdesk.importers.dangers import gib, is_system_path, points_outside
from recdesk.importers.faults import AGAIN, READING, reading_fault
from recdesk.importers.limits import LIMITS
from recdesk.importers.look import Form, look_at
from recdesk.importers.streams import Opener, Stream
from recdesk.importers.unpacking import is_wrapped

_PIECE = 256 << 10
_HEAD = 1024  # tells pictures and films from texts
_NEVER = frozenset({Form.PICTURE, Form.BINARY})
_HEADER_BYTES = 1 << 20  # of one file: its name, and what programs add to it; real ones have some 2 KB
# What tarfile raises for damaged headers, beyond its own: numbers that are none, maps of holes cut short.
_DAMAGE = (tarfile.TarError, ValueError, IndexError, OverflowError, RecursionError)


@dataclass(slots=True)
class Allowance:
    """Bytes that may still be unpacked; shared by archives that lie in one."""

    left: int


@dataclass(frozen=True, slots=True)
class Kept:
    """A file of the archive, and where it begins in the copy."""

    path: str
    start: int
    size: int


class TarCopy:
    """The copy of one archive: what it `kept`, and what it `refused` with the reason. It lasts as long as
    something refers to it. Raises `UserFault` when the archive is damaged, cut off or too much."""

    def __init__(self, name: str, opener: Opener, allowance: Allowance) -> None:
        self.kept: list[Kept] = []
        self.refused: list[tuple[str, str]] = []
        self._name = name
        try:
            self._file = cast("IO[bytes]", tempfile.TemporaryFile(prefix="recdesk-"))  # noqa: SIM115 - see finalize
            weakref.finalize(self, self._file.close)
            with opener() as stream:
                self._copy(_Forward(stream, name, allowance))
        except _DAMAGE as error:
            raise _incomplete(name) from error
        except READING as error:  # a full disk
            raise reading_fault(error, name) from error

    def open(self, number: int, expected: Kept) -> Stream:
        """The file kept under a number. Raises `UserFault` where it is not the one that was there before."""
        if number >= len(self.kept) or self.kept[number] != expected:
            raise UserFault(f"{self._name} has changed since it was looked at.", "Import it again.")
        return Stream(_Part(self, expected), expected.path)

    def read(self, start: int, size: int) -> bytes:
        """Bytes of the copy."""
        self._file.seek(start)
        return self._file.read(size)

    def _copy(self, source: _Forward) -> None:
        count = 0
        for info in _headers(source, self._name):
            count += 1
            if count > LIMITS.entries:
                raise UserFault(
                    f"{self._name} holds more than {LIMITS.entries:,} files: no export is like that.",
                    "If you trust it, unpack it yourself and import the folder.",
                )
            path = PurePosixPath(info.name.replace("\\", "/")).as_posix()
            if info.isdir() or is_system_path(path):
                continue
            if why := _danger(info, path):
                self.refused.append((path, why))
            else:
                self._keep(source, path, info.size)

    def _keep(self, source: _Forward, path: str, size: int) -> None:
        head = b"".join(source.pieces(min(size, _HEAD)))
        if not is_wrapped(head) and (form := look_at(path, head).form) in _NEVER:
            self.refused.append((path, form.value))
            return
        start = self._file.tell()
        if start + size > LIMITS.copied_bytes:
            raise UserFault(
                f"{self._name} holds more than {gib(LIMITS.copied_bytes)} of tables and texts.",
                "Unpack it and import the folder.",
            )
        self._file.write(head)
        for piece in source.pieces(size - len(head)):
            self._file.write(piece)
        if self._file.tell() != start + size:
            raise _incomplete(self._name)
        self.kept.append(Kept(path, start, size))


class _Part:
    """One file of a copy as a `Stream` wants it; keeps the copy alive."""

    def __init__(self, copy: TarCopy, kept: Kept) -> None:
        self._copy = copy
        self._at = kept.start
        self._end = kept.start + kept.size

    def read(self, size: int, /) -> bytes:
        data = self._copy.read(self._at, min(size, self._end - self._at))
        self._at += len(data)
        return data

    def close(self) -> None:
        """The copy is let go with the last reference to it."""


class _Forward:
    """A stream as tarfile wants it, in one direction. tarfile reads names and maps of holes whole, whatever
    size they claim, so what it reads by itself is bounded: `may_read` bytes until it is set anew."""

    def __init__(self, stream: Stream, name: str, allowance: Allowance) -> None:
        self.may_read = _HEADER_BYTES
        self.last = b""  # what tarfile read last: at a true end, a block of zeros
        self._stream = stream
        self._name = name
        self._at = 0
        self._allowance = allowance

    def tell(self) -> int:
        return self._at

    def seek(self, to: int) -> None:
        if to < self._at:
            raise tarfile.ReadError("it points back to what was read")
        for _ in self.pieces(to - self._at):
            pass

    def read(self, size: int) -> bytes:
        self.may_read -= size
        if size < 0 or self.may_read < 0:
            raise tarfile.ReadError("a header without an end")
        self.last = b"".join(self.pieces(size))
        return self.last

    def pieces(self, size: int) -> Iterator[bytes]:
        """The next `size` bytes, or as many as there are, a piece at a time."""
        while size > 0 and (data := self._stream.read(min(size, _PIECE))):
            self._at += len(data)
            size -= len(data)
            self._allowance.left -= len(data)
            if self._allowance.left < 0:
                raise UserFault(
                    f"{self._name} unpacks to more than {gib(LIMITS.total_bytes)}.",
                    "If you trust it, unpack it yourself and import the folder.",
                )
            yield data

    def drain(self) -> None:
        """Reads to the end, where a packed file has its checksum."""
        while any(self.pieces(_PIECE)):
            pass


def _headers(source: _Forward, name: str) -> Iterator[tarfile.TarInfo]:
    """The headers in their order; what lies between them may be taken from the source. tarfile takes damage
    for the end, which would hide the files behind it: only zeros are an end."""
    with tarfile.TarFile(
        fileobj=cast("IO[bytes]", source), mode="r", encoding="utf-8", errors="replace"
    ) as archive:
        while (info := archive.next()) is not None:
            yield info
            archive.members.clear()  # type: ignore[attr-defined]  # 100,000 of them are 100 MB
            archive.pax_headers = {}  # for all files; they would add up
            source.may_read = _HEADER_BYTES
    if source.last != b"\0" * tarfile.BLOCKSIZE:
        raise _incomplete(name)
    source.drain()


def _danger(info: tarfile.TarInfo, path: str) -> str:
    """Why a file must not be read, or ""."""
    if why := points_outside(path if path != "." else ""):
        return why
    if info.issym() or info.islnk():
        return "it is a link to a place elsewhere"
    if not info.isreg() or info.issparse() or info.size < 0:
        return "it is not an ordinary file"
    if info.size > LIMITS.entry_bytes:
        return f"it is larger than {gib(LIMITS.entry_bytes)}"
    return ""


def _incomplete(name: str) -> UserFault:
    return UserFault(f"{name} is not a complete tar archive: it is damaged or its end is missing.", AGAIN)
