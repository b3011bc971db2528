"""Pocket, closed in 2025: parts of a table (part_000000.csv), or the older page (ril_export.html).

A row is a page saved; what is no work is left out as an article (see `saved_pages`). In 44 % of the rows of a
real export the title is the address.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from recdesk.domain.history import Row, TimeKind
from recdesk.domain.works import Kind
from recdesk.importers.importer import Claim, Part, SourceInfo
from recdesk.importers.links import Link, read_links
from recdesk.importers.look import Form, Look
from recdesk.importers.rows import no_date, stamp, table_rows
from recdesk.importers.saved_pages import saved_page, web_tags
from recdesk.importers.tables import Line

info = SourceInfo(
    id="pocket", name="Pocket", kinds=tuple(Kind), files=("pocket.zip", "part_0*.csv", "ril_export.html")
)

_REQUIRED = ("title", "url", "time_added", "status")


def claim(look: Look) -> Claim | None:
    if look.sheet(*_REQUIRED):
        return Claim(home=look.folder, role="table")
    page = look.form is Form.HTML and "<title>Pocket Export</title>" in look.text
    return Claim(home=look.folder, role="page") if page else None


def rows(parts: Sequence[Part]) -> Iterator[Row]:
    for part in parts:
        if part.role == "page":
            for link in read_links(part.member):
                yield _link(link, part.place(link.number))
            continue
        sheet = part.look.sheet(*_REQUIRED)
        assert sheet is not None  # it was claimed by this sheet
        yield from table_rows(part, sheet, _row, private=True)


def _row(line: Line, place: str) -> Row:
    cells = (line.get(column) for column in ("url", "title", "time_added", "tags", "status"))
    return _page(place, *cells)


def _link(link: Link, place: str) -> Row:
    told = link.attributes
    archived = "archive" in " ".join(link.folders).casefold()
    status = "archive" if archived else "unread"
    return _page(
        place, told.get("href", ""), link.title, told.get("time_added", ""), told.get("tags", ""), status
    )


def _page(place: str, url: str, title: str, added: str, tags: str, status: str) -> Row:
    saved = stamp(added, TimeKind.LOGGED)
    if saved is None:
        return no_date(place, "", added)
    return saved_page(place, url, title, saved, shelf=status, tags=web_tags(tags))
