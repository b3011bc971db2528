"""Instapaper export (instapaper-export.csv), in its three generations: without times, with them, with tags.

A row is a page saved; what is no work is left out as an article (see `saved_pages`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from recdesk.domain.history import Row, TimeKind
from recdesk.domain.works import Kind
from recdesk.importers.importer import Claim, Part, SourceInfo
from recdesk.importers.look import Look
from recdesk.importers.rows import no_date, stamp, table_rows
from recdesk.importers.saved_pages import saved_page, web_tags
from recdesk.importers.tables import Line

info = SourceInfo(id="instapaper", name="Instapaper", kinds=tuple(Kind), files=("instapaper-export.csv",))

_REQUIRED = ("url", "title", "selection", "folder")


def claim(look: Look) -> Claim | None:
    return Claim(home=look.path) if look.sheet(*_REQUIRED) else None


def rows(parts: Sequence[Part]) -> Iterator[Row]:
    for part in parts:
        sheet = part.look.sheet(*_REQUIRED)
        assert sheet is not None  # it was claimed by this sheet
        yield from table_rows(part, sheet, _row, private=True)


def _row(line: Line, place: str) -> Row:
    saved = stamp(line.get("timestamp"), TimeKind.LOGGED)
    if saved is None:
        return no_date(place, "", line.get("timestamp"))
    folder = line.get("folder")
    starred = folder.casefold() == "starred"
    tags = web_tags(line.get("tags"))
    return saved_page(
        place, line.get("url"), line.get("title"), saved, shelf=folder, tags=tags, liked=starred
    )
