"""The links of a web page that is a list: bookmarks as browsers write them, Pocket's older export.

Tags are left open and nested wrongly in such files; only a link that stands right behind the mark of a list's
entry (<DT>, <LI>) is an entry, others are part of somebody's note.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html.parser import HTMLParser

from recdesk.importers.streams import Member
from recdesk.importers.text import text_pieces

_ENTRIES = frozenset({"dt", "li"})
_HEADINGS = frozenset({"h1", "h2", "h3"})


@dataclass(frozen=True, slots=True)
class Link:
    """One entry: its number from 1, its text, its attributes, and the headings it stands under."""

    number: int
    title: str
    attributes: Mapping[str, str]
    folders: tuple[str, ...]


def read_links(member: Member) -> Iterator[Link]:
    """The entries in order. Raises `UserFault` if the file goes away; damage costs the entries in it."""
    parser = _Links()
    with member.open() as stream:
        for piece in text_pieces(stream):
            parser.feed(piece)
            yield from parser.take()
    parser.close()
    yield from parser.take()


class _Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._ready: list[Link] = []
        self._count = 0
        self._before = ""
        self._text: list[str] | None = None
        self._attributes: dict[str, str] = {}
        self._heading = ""
        self._folders: list[str] = []

    def take(self) -> list[Link]:
        ready, self._ready = self._ready, []
        return ready

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "a" and self._before in _ENTRIES:
            self._attributes = {name: value or "" for name, value in attrs}
            self._text = []
        elif tag in _HEADINGS:
            self._text = []
        elif tag in ("dl", "ul"):
            self._folders.append(self._heading)
            self._heading = ""
        self._before = tag

    def handle_endtag(self, tag: str) -> None:
        if tag in ("dl", "ul") and self._folders:
            self._folders.pop()
        elif self._text is not None and tag in _HEADINGS:
            self._heading = " ".join("".join(self._text).split())
            self._text = None
        elif self._text is not None and tag == "a":
            self._count += 1
            title = " ".join("".join(self._text).split())
            folders = tuple(name for name in self._folders if name)
            self._ready.append(Link(self._count, title, self._attributes, folders))
            self._text = None

    def handle_data(self, data: str) -> None:
        if self._text is not None:
            self._text.append(data)
