"""The list of formats. A new format is one module and one line here."""

from __future__ import annotations

from recdesk.importers import goodreads, letterboxd, netflix_simple, spotify, youtube
from recdesk.importers.generic_csv import GenericCsv
from recdesk.importers.importer import Importer, SourceInfo

IMPORTERS: tuple[Importer, ...] = (
    netflix_simple,
    letterboxd,
    spotify,
    goodreads,
    youtube,
    GenericCsv(),
)


def sources() -> tuple[SourceInfo, ...]:
    """The formats RecDesk recognises."""
    return tuple(importer.info for importer in IMPORTERS)
