"""Raindrop.io export (CSV); its columns are partly from memory [M].

A row is a page saved; what is no work is left out as an article (see `saved_pages`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from recdesk.domain.history import Row, TimeKind
from recdesk.domain.works import Kind
from recdesk.importers.importer import Claim, Part, SourceInfo
from recdesk.importers.look import Look
from recdesk.importers.rows import file_order, no_date, stamp, table_rows
from recdesk.importers.saved_pages import saved_page, web_tags
from recdesk.importers.tables import Line

info = SourceInfo(id="raindrop", name="Raindrop.io", kinds=tuple(Kind), files=("raindrop*.csv",))

_REQUIRED = ("title", "excerpt", "url", "folder", "tags", "created")


def claim(look: Look) -> Claim | None:
    return Claim(home=look.path) if look.sheet(*_REQUIRED) else None


def rows(parts: Sequence[Part]) -> Iterator[Row]:
    for part in parts:
        sheet = part.look.sheet(*_REQUIRED)
        assert sheet is not None  # it was claimed by this sheet
        yield from table_rows(
            part, sheet, partial(_row, order=file_order(part, sheet, "created")), private=True
        )


def _row(line: Line, place: str, order: str) -> Row:
    saved = stamp(line.get("created"), TimeKind.LOGGED, order)
    if saved is None:
        return no_date(place, "", line.get("created"))
    starred = line.get("favorite").casefold() == "true"
    tags = web_tags(line.get("tags"))
    shelf = line.get("folder")
    return saved_page(place, line.get("url"), line.get("title"), saved, shelf=shelf, tags=tags, liked=starred)
