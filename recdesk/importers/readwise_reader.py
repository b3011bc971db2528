"""Readwise Reader export (CSV) [T]: pages saved, and whole feeds, which nobody chose one by one.

A row is a page saved; what is no work is left out as an article (see `saved_pages`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from recdesk.domain.history import Row, SkippedRow, TimeKind
from recdesk.domain.works import Kind
from recdesk.importers.identity import raw_json
from recdesk.importers.importer import Claim, Part, SourceInfo
from recdesk.importers.look import Look
from recdesk.importers.rows import file_order, no_date, stamp, table_rows
from recdesk.importers.saved_pages import saved_page, web_tags
from recdesk.importers.tables import Line

info = SourceInfo(
    id="readwise_reader",
    name="Readwise Reader",
    kinds=tuple(Kind),
    files=(
        "reader_export*.csv",
        "Reader_export*.csv",
    ),
)

_REQUIRED = ("title", "url", "saved date", "reading progress", "location")


def claim(look: Look) -> Claim | None:
    return Claim(home=look.path) if look.sheet(*_REQUIRED) else None


def rows(parts: Sequence[Part]) -> Iterator[Row]:
    for part in parts:
        sheet = part.look.sheet(*_REQUIRED)
        assert sheet is not None  # it was claimed by this sheet
        yield from table_rows(
            part, sheet, partial(_row, order=file_order(part, sheet, "saved date")), private=True
        )


def _row(line: Line, place: str, order: str) -> Row:
    saved = stamp(line.get("saved date"), TimeKind.LOGGED, order)
    if saved is None:
        return no_date(place, "", line.get("saved date"))
    shelf = line.get("location")
    if shelf.casefold() == "feed":
        return SkippedRow(place, raw_json({"saved": saved.key}, ("saved",)), "an item of a feed")
    tags = web_tags(line.get("document tags"))
    return saved_page(place, line.get("url"), line.get("title"), saved, shelf=shelf, tags=tags)
