"""XML of strangers, an element at a time: entities are refused, and memory does not grow with the file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import iterparse

from recdesk.importers.limits import LIMITS
from recdesk.importers.streams import Member, Stream
from recdesk.importers.tables import Broken

_DAMAGED = "the file is damaged here; what follows cannot be read"
_FORBIDDEN = bytes(n for n in range(32) if n not in b"\t\n\r")
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_ENTITIES = "the file defines entities, which can be a trap; no service writes that"


def read_elements(member: Member, tag: str, depth: int) -> Iterator[tuple[int, Element] | Broken]:
    """The elements called `tag` with exactly `depth` elements round them, each complete, numbered from 1. An
    element is emptied when the next is asked for. At the first damage comes a `Broken`, and no more."""
    count = 0
    around: list[Element] = []
    for found in _events(member):
        if isinstance(found, str):
            yield Broken(count + 1, "", found)
            return
        event, element = found
        if event == "start":
            around.append(element)
            continue
        around.pop()
        if len(around) == depth and element.tag == tag:
            count += 1
            yield count, element
        if around and len(around) <= depth:
            around[-1].remove(element)


def read_attributes(member: Member, tag: str) -> Iterator[tuple[int, Mapping[str, str]] | Broken]:
    """The attributes of every element called `tag`, at any depth, in the order in which they begin."""
    count = 0
    for found in _events(member):
        if isinstance(found, str):
            yield Broken(count + 1, "", found)
            return
        event, element = found
        if event == "start" and element.tag == tag:
            count += 1
            yield count, element.attrib
        elif event == "end":
            element.clear()


def _events(member: Member) -> Iterator[tuple[str, Element] | str]:
    """Starts and ends of elements; a text says why there are no more."""
    with member.open() as stream:
        try:
            text = _Clean(stream)
            for event in iterparse(text, ("start", "end"), forbid_entities=True):
                text.bytes_read = 0
                yield event
        except DefusedXmlException:
            yield _ENTITIES
        # LookupError: it names an encoding that does not exist. ValueError: see `_Clean`.
        except (ParseError, LookupError, ValueError):
            yield _DAMAGED


class _Clean:
    """A stream without the control characters that XML forbids and services write all the same (in comments
    pasted from elsewhere): one of them would end the reading. Of UTF-16 they are half of every letter. Raises
    `ValueError` after `LIMITS.json_chars` without `bytes_read` being set to 0: no text is that long."""

    def __init__(self, stream: Stream) -> None:
        self._stream = stream
        self.bytes_read = 0
        self._forbidden: bytes | None = None

    def read(self, size: int) -> bytes:
        while data := self._stream.read(size):
            self.bytes_read += len(data)
            if self.bytes_read > LIMITS.json_chars:
                raise ValueError
            if self._forbidden is None:
                self._forbidden = b"" if data.startswith(_UTF16) or b"\x00" in data[:64] else _FORBIDDEN
            if kept := data.translate(None, self._forbidden):
                return kept
        return b""
