"""XML of packs, an element at a time: entities are refused, and memory does not grow with the file."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import iterparse

from recdesk.catalogue.files import PackFile
from recdesk.catalogue.format import Tally


def elements(file: PackFile, tag: str, depth: int, tally: Tally) -> Iterator[Element]:
    """The elements called `tag` with `depth` elements round them, each complete; an element is emptied when
    the next is asked for. At the first damage it ends, with that counted."""
    around: list[Element] = []
    count = 0
    with file.open() as stream:
        try:
            for event, element in iterparse(stream, ("start", "end"), forbid_entities=True):
                if event == "start":
                    around.append(element)
                    continue
                around.pop()
                if len(around) == depth and element.tag == tag:
                    count += 1
                    yield element
                if around and len(around) <= depth:
                    around[-1].remove(element)
        except (ParseError, LookupError, DefusedXmlException):
            tally.spoil(f"{file.name}, after entry {count}", "the file is damaged here; the rest is lost")


def said(element: Element, path: str) -> str:
    """The text at a path below an element, trimmed; "" where there is none."""
    return (element.findtext(path) or "").strip()


def all_said(element: Element, path: str) -> tuple[str, ...]:
    """The texts of all elements at a path, trimmed, each once."""
    found = ((item.text or "").strip() for item in element.findall(path))
    return tuple(dict.fromkeys(text for text in found if text))
