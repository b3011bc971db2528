"""Bytes to text, a piece at a time: BOM, then UTF-8, then cp1252 for the bytes that are not UTF-8.

Exports mix encodings inside one file (LibraryThing writes UTF-8 and Latin-1 in two columns of one row), so
the fallback is decided per character, never per file. Line ends come out as "\\n".
"""

from __future__ import annotations

import codecs
import io
from collections.abc import Iterator

from recdesk.importers.foreign import foreign_encoding
from recdesk.importers.limits import LIMITS
from recdesk.importers.streams import Stream

_PIECE = 256 << 10
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16: its mark begins with UTF-16's
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


def text_pieces(stream: Stream) -> Iterator[str]:
    """The text of a stream in pieces of some 256 KiB, cut at line ends where there are any."""
    first = stream.read(_PIECE)
    encoding, mark = _encoding(first)
    ends = io.IncrementalNewlineDecoder(None, translate=True)
    decode = (
        _lines_decoded(stream, first[mark:])
        if encoding == "utf-8"
        else _decoded(stream, first[mark:], encoding)
    )
    for piece in decode:
        yield ends.decode(piece)
    if last := ends.decode("", final=True):
        yield last


class CutLine(str):
    """The beginning of a line that is longer than any row: what follows on it was passed over."""

    __slots__ = ()


def text_lines(stream: Stream) -> Iterator[str]:
    """The lines of a stream without their ends. Of a line longer than `LIMITS.line_chars` comes so much, as
    a `CutLine`, and no more: its rest would be taken for lines of their own."""
    rest = ""
    passing_over = False
    for piece in text_pieces(stream):
        *whole, rest = (rest + piece).split("\n")
        if passing_over and not whole:
            rest = ""
            continue
        yield from (_bounded(line) for line in whole[passing_over:])
        passing_over = len(rest) > LIMITS.line_chars
        if passing_over:
            yield _bounded(rest)
            rest = ""
    if rest and not passing_over:
        yield rest


def _bounded(line: str) -> str:
    return line if len(line) <= LIMITS.line_chars else CutLine(line[: LIMITS.line_chars])


def decode_head(head: bytes) -> str:
    """The text of the first bytes of a file; a character cut at the end is left out."""
    encoding, mark = _encoding(head)
    body = head[mark:]
    if encoding == "utf-8":
        whole = body[: body.rfind(b"\n") + 1]
        tail = body[len(whole) :]
        try:
            text = _decode_lines(whole) + codecs.getincrementaldecoder("utf-8")().decode(tail)
        except UnicodeDecodeError:
            text = _decode_lines(whole) + tail.decode("cp1252", errors="replace")
    else:
        text = body.decode(encoding, errors="ignore")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _encoding(head: bytes) -> tuple[str, int]:
    """The encoding the first bytes speak of, and the length of its mark."""
    for bom, name in _BOMS:
        if head.startswith(bom):
            return name, len(bom)
    sample = head[:1024]
    if len(sample) >= 8 and b"\x00" in sample:  # UTF-16 without a mark: every other byte of Latin text is 0
        if sample[1::2].count(0) > len(sample) * 0.3:
            return "utf-16-le", 0
        if sample[::2].count(0) > len(sample) * 0.3:
            return "utf-16-be", 0
    return foreign_encoding(head) or "utf-8", 0


def _decoded(stream: Stream, first: bytes, encoding: str) -> Iterator[str]:
    decoder = codecs.getincrementaldecoder(encoding)(errors="replace")
    data = first
    while data:
        yield decoder.decode(data)
        data = stream.read(_PIECE)
    yield decoder.decode(b"", final=True)


def _lines_decoded(stream: Stream, first: bytes) -> Iterator[str]:
    data = first
    rest = b""
    while data:
        block = rest + data
        cut = block.rfind(b"\n") + 1
        if cut == 0:  # one long line, as JSON often is
            cut = _before_last_character(block)
        rest = block[cut:]
        if cut:
            yield _decode_lines(block[:cut])
        data = stream.read(_PIECE)
    if rest:
        yield _decode_lines(rest)


def _before_last_character(block: bytes) -> int:
    """Where the last UTF-8 character of a block begins, so that a cut does not halve it."""
    at = len(block) - 1
    while at > len(block) - 4 and block[at] & 0xC0 == 0x80:
        at -= 1
    return at


def _decode_lines(block: bytes) -> str:
    try:
        return block.decode()
    except UnicodeDecodeError:
        return "".join(_decode_line(line) for line in block.splitlines(keepends=True))


def _decode_line(line: bytes) -> str:
    return line.decode("utf-8", errors=_OR_CP1252)


def _as_cp1252(error: UnicodeError) -> tuple[str, int]:
    """What stands for bytes that are not UTF-8: what they are in cp1252."""
    assert isinstance(error, UnicodeDecodeError)
    return error.object[error.start : error.end].decode("cp1252", errors="replace"), error.end


_OR_CP1252 = "recdesk.cp1252"
codecs.register_error(_OR_CP1252, _as_cp1252)
