"""Omnivore export, closed in 2024: pages saved, twenty to a file (metadata_0_to_20.json).

What is no work is left out as an article (see `saved_pages`). Texts and highlights are not read.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from recdesk.domain.history import BadRow, Row, TimeKind
from recdesk.domain.works import Kind
from recdesk.importers.importer import Claim, Part, SourceInfo
from recdesk.importers.look import Form, Look
from recdesk.importers.records import Record, read_records, text_of
from recdesk.importers.rows import no_date, stamp
from recdesk.importers.saved_pages import saved_page
from recdesk.importers.tables import Broken

info = SourceInfo(
    id="omnivore", name="Omnivore", kinds=tuple(Kind), files=("metadata_*.json", "omnivore*.zip")
)

_KEYS = frozenset({"slug", "url", "state", "savedAt", "readingProgress"})


def claim(look: Look) -> Claim | None:
    return Claim(home=look.folder) if look.form is Form.JSON and look.keys >= _KEYS else None


def rows(parts: Sequence[Part]) -> Iterator[Row]:
    for part in parts:
        for found in read_records(part.member):
            if isinstance(found, Broken):
                yield BadRow(part.place(found.number), found.text, found.why)
            else:
                yield _row(found[1], part.place(found[0]))


def _row(record: Record, place: str) -> Row:
    saved = stamp(text_of(record, "savedAt"), TimeKind.LOGGED)
    if saved is None:
        return no_date(place, "", text_of(record, "savedAt"))
    labels = record.get("labels")
    tags = tuple(label for label in labels if isinstance(label, str)) if isinstance(labels, list) else ()
    url, title = text_of(record, "url"), text_of(record, "title")
    return saved_page(place, url, title, saved, shelf=text_of(record, "state"), tags=tags)
