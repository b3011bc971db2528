"""The watch history of Takeout as a web page (watch-history.html), read into the shape of its JSON.

A page is one cell per row, and Google's own style sheet of 140 KB before the first. The file is read in
pieces and cut at the cells, since pages of 250 MB exist: one cell is held at a time. What a row means is
`youtube`'s business; this module knows where the words stand in a cell.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from datetime import UTC

from recdesk.importers.dates import DateColumn
from recdesk.importers.limits import LIMITS
from recdesk.importers.look import Form, Look
from recdesk.importers.records import Record
from recdesk.importers.streams import Member
from recdesk.importers.tables import Broken
from recdesk.importers.text import text_pieces
from recdesk.importers.worded_dates import numbers_of, read_worded

_CELL = '<div class="outer-cell'
_HEADER = re.compile(r'mdl-typography--title">(.*?)(?:<br>)?</p>', re.DOTALL)
_BODY = re.compile(r'mdl-typography--body-1">(.*?)</div>', re.DOTALL)
_CAPTION = re.compile(r'mdl-typography--caption">(.*?)</div>', re.DOTALL)
_LINK = re.compile(r'<a\s[^>]*?href="([^"]*)"[^>]*>(.*?)</a>', re.DOTALL)
_BREAK = re.compile(r"<br\s*/?>")
_TAG = re.compile(r"<[^<>]*>")
_DAMAGED = "the entry is damaged"


def is_activity_page(look: Look) -> bool:
    """Whether this is a page of Takeout's that may be YouTube's. The style sheet fills the head of a real
    page, so between the pages of Google's services only cells in the head, the path, or the person who drops
    just this one file can tell."""
    if look.form is not Form.HTML or "material-design-lite" not in look.text[:4096]:
        return False
    if _CELL in look.text:
        return "youtube.com/" in look.text
    return look.alone or "youtube" in look.path.casefold()


def read_page(member: Member) -> Iterator[tuple[int, Record] | Broken]:
    """The cells of a page with their numbers, from 1, as the entries of watch-history.json would be."""
    order = _date_order(member)
    for number, cell in enumerate(_cells(member), start=1):
        record = _record(cell, order)
        yield Broken(number, "", _DAMAGED) if record is None else (number, record)


def _cells(member: Member) -> Iterator[str]:
    """The text of each cell. One that does not end within `LIMITS.json_chars` is cut there."""
    with member.open() as stream:
        text = ""
        begun = False
        for piece in text_pieces(stream):
            *cells, text = (text + piece).split(_CELL)
            for cell in cells:
                if begun:
                    yield cell
                begun = True
            text = text[-len(_CELL) :] if not begun else text[: LIMITS.json_chars]
        if begun:
            yield text


def _date_order(member: Member) -> str:
    """The order of day and month where dates are bare numbers; a page that names its months has none."""
    column = DateColumn()
    for number, cell in enumerate(_cells(member)):
        body = _BODY.search(cell)
        written = numbers_of(_text(_BREAK.split(body[1])[-1])) if body else ""
        if number > 100 and not written:
            break
        column.feed(written)
    return column.order


def _record(cell: str, order: str) -> Record | None:
    body = _BODY.search(cell)
    if body is None:
        return None
    header = _HEADER.search(cell)
    lines = [line for line in _BREAK.split(body[1]) if line.strip()]
    if not lines:
        return None
    link = _LINK.search(lines[0])
    channel = next((found for found in map(_LINK.search, lines[1:-1]) if found), None)
    return {
        "header": _text(header[1]) if header else "",
        "title": _text(lines[0]),
        "bare": _text(link[2]) if link else "",  # a page sets the verb beside the link
        "titleUrl": html.unescape(link[1]) if link else "",
        "subtitles": [{"name": _text(channel[2]), "url": html.unescape(channel[1])}] if channel else [],
        "time": _iso(_text(lines[-1]), order) if len(lines) > 1 else "",
        "details": _details(cell),
    }


def _iso(written: str, order: str) -> str:
    """The moment in ISO, UTC; without its offset where the zone is not known; as it stands if it is no
    time."""
    found = read_worded(written, order)
    if found is None or not found.clock:
        return written
    if found.zone is None:
        return found.time.isoformat()
    try:
        return found.time.replace(tzinfo=found.zone).astimezone(UTC).isoformat()
    except OverflowError:
        return written


def _details(cell: str) -> list[dict[str, str]]:
    """The short remarks below a row ("From Google Ads"), by which adverts are known. A remark with a link is
    the explanation why Google keeps the row."""
    caption = _CAPTION.search(cell)
    if caption is None or "oogle" not in caption[1]:
        return []
    remarks = caption[1].split("<b>")
    return [{"name": _text(r.split("</b>")[-1])} for r in remarks if "oogle" in r and "<a " not in r]


def _text(markup: str) -> str:
    plain = _TAG.sub("", markup) if "<" in markup else markup
    return " ".join(html.unescape(plain).split()) if "&" in plain else " ".join(plain.split())
