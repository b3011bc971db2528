"""Bookmarks as every browser writes them (the Netscape format), and services after them.

What is no work is left out as an article (see `saved_pages`). Notes under a bookmark are not read. Dates are
seconds since 1970; some programs write milliseconds or microseconds.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from recdesk.domain.history import Precision, Row, TimeKind
from recdesk.domain.works import Kind
from recdesk.importers.importer import Claim, Part, SourceInfo
from recdesk.importers.links import Link, read_links
from recdesk.importers.look import Form, Look
from recdesk.importers.plays import from_epoch
from recdesk.importers.rows import NEVER, Stamp
from recdesk.importers.saved_pages import saved_page, web_tags

info = SourceInfo(
    id="bookmarks", name="Bookmarks", kinds=tuple(Kind), files=("bookmarks*.html", "bookmarks*.htm")
)


def claim(look: Look) -> Claim | None:
    mine = look.form in (Form.XML, Form.HTML) and "NETSCAPE-BOOKMARK-FILE" in look.text[:500].upper()
    return Claim(home=look.path) if mine else None


def rows(parts: Sequence[Part]) -> Iterator[Row]:
    for part in parts:
        for link in read_links(part.member):
            yield _row(link, part.place(link.number))


def _row(link: Link, place: str) -> Row:
    told = link.attributes
    folder = link.folders[-1] if link.folders else ""
    tags = web_tags(told.get("tags", ""))
    return saved_page(
        place, told.get("href", ""), link.title, _added(told.get("add_date", "")), shelf=folder, tags=tags
    )


def _added(text: str) -> Stamp:
    """A bookmark without a date, or with one that is none, is a bookmark still."""
    when = from_epoch(text[:10]) if text.isdigit() and len(text) in (9, 10, 13, 16) else None
    return NEVER if when is None else Stamp(when, Precision.SECOND, TimeKind.LOGGED)
