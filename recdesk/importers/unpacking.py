"""What a file is wrapped in (zip, tar, gzip, bzip2, xz), told by its bytes, and taking the wrapping of one
file off, within the limits. Knows nothing of what lies in an archive.
"""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from enum import Enum, auto
from typing import Protocol

from recdesk.domain.faults import UserFault
from recdesk.importers.limits import LIMITS
from recdesk.importers.streams import Opener, Stream

_TAR_MARK = slice(257, 262)  # where a tar archive says that it is one
_ENDINGS = (".gz", ".bz2", ".xz")
_PIECE = 64 << 10


class Wrapping(Enum):
    """What a file is wrapped in; `PACKED` is one file packed by itself."""

    NONE = auto()
    ZIP = auto()
    TAR = auto()
    PACKED = auto()


def unwrapped(opener: Opener, name: str, size: int) -> tuple[Wrapping, Opener]:
    """What a file is by its content, and what opens it without its packing (of a packed tar, the tar). `size`
    is in bytes, packed. Raises `UserFault` if it cannot be read; damage inside shows when it is read."""
    with opener() as stream:
        head = stream.read_whole(_TAR_MARK.stop)
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return Wrapping.ZIP, opener
    if _is_tar(head):
        return Wrapping.TAR, opener
    unpack = _unpacker_of(head)
    if unpack is None:
        return Wrapping.NONE, opener
    inside = _unpacked(opener, name, size, unpack, LIMITS.entry_bytes)
    try:
        with inside() as stream:
            holds_tar = _is_tar(stream.read_whole(_TAR_MARK.stop))
    except UserFault:
        holds_tar = False
    if holds_tar:
        return Wrapping.TAR, _unpacked(opener, name, size, unpack, LIMITS.total_bytes)
    return Wrapping.PACKED, inside


def is_wrapped(head: bytes) -> bool:
    """Whether these first bytes are of an archive or a packed file that can be opened."""
    return head.startswith(b"PK\x03\x04") or _is_tar(head) or _unpacker_of(head) is not None


def plain_name(path: str) -> str:
    """The name of a packed file without its wrapping."""
    return path[: path.rindex(".")] if path.lower().endswith(_ENDINGS) else path


class _Source(Protocol):
    def read(self, size: int, /) -> bytes: ...

    def close(self) -> None: ...


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


class _Unpacker:
    """One stream of bzip2 or xz after another. The classes of the standard library set xz no limit of memory,
    and a file may ask for a window of 4 GiB."""

    def __init__(
        self, packed: Stream, start: Callable[[], bz2.BZ2Decompressor | lzma.LZMADecompressor]
    ) -> None:
        self._packed = packed
        self._start = start
        self._now = start()

    def read(self, size: int, /) -> bytes:
        while True:
            rest = b""
            if self._now.eof:
                rest = self._now.unused_data.lstrip(b"\0")  # xz may be padded
                while not rest:
                    more = self._packed.read(_PIECE)
                    if not more:
                        return b""
                    rest = more.lstrip(b"\0")
                self._now = self._start()
            elif self._now.needs_input:
                rest = self._packed.read(_PIECE)
                if not rest:
                    raise EOFError
            if data := self._now.decompress(rest, size):
                return data

    def close(self) -> None:
        """Nothing is held."""


_Unpack = Callable[[Stream], _Source]


def _gunzip(packed: Stream) -> _Source:
    return gzip.GzipFile(fileobj=io.BufferedReader(_Reader(packed)))


def _bunzip2(packed: Stream) -> _Source:
    return _Unpacker(packed, bz2.BZ2Decompressor)


def _unxz(packed: Stream) -> _Source:
    return _Unpacker(packed, lambda: lzma.LZMADecompressor(lzma.FORMAT_XZ, memlimit=LIMITS.window_bytes))


_UNPACKERS: Mapping[bytes, _Unpack] = {b"\x1f\x8b": _gunzip, b"BZh": _bunzip2, b"\xfd7zXZ\0": _unxz}
_BZIP2_BLOCKS = (b"1AY&SY", b"\x17rE8P\x90")  # of a text that begins with BZh, no more would follow


def _unpacker_of(head: bytes) -> _Unpack | None:
    found = next((unpack for mark, unpack in _UNPACKERS.items() if head.startswith(mark)), None)
    return None if found is _bunzip2 and head[4:10] not in _BZIP2_BLOCKS else found


def _is_tar(head: bytes) -> bool:
    return head[_TAR_MARK] == b"ustar"


def _unpacked(opener: Opener, name: str, packed_bytes: int, unpack: _Unpack, limit: int) -> Opener:
    """A packed file does not say beforehand what it unpacks to: it is stopped where it passes the ratio."""
    most = min(limit, max(LIMITS.ratio_from_bytes, LIMITS.ratio * packed_bytes))

    def unpacking() -> Stream:
        packed = opener()
        keep = ExitStack()
        keep.enter_context(packed)
        return Stream(unpack(packed), name, keep, most)

    return unpacking
