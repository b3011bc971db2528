"""The table of Netflix' titles that is passed around on Kaggle: films and series with descriptions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from recdesk.catalogue._cells import columns, listed, plain, table, year
from recdesk.catalogue.files import PackFile, PackFiles
from recdesk.catalogue.format import Entry, FormatInfo, Tally, Wish
from recdesk.domain.works import CatalogueWork, Kind, work_uid

_COLUMNS = {"show_id", "type", "title", "release_year", "listed_in", "description"}
_KINDS = {"Movie": Kind.FILM, "TV Show": Kind.SERIES}
_CAST = 3
_NO_GENRE = {"International Movies", "International TV Shows", "TV Shows", "Movies"}


class NetflixTitles:
    """One table."""

    info = FormatInfo(
        id="netflix_titles",
        name="Netflix titles",
        kinds=(Kind.FILM, Kind.SERIES),
        licence="Netflix Movies and TV Shows by Shivam Bansal: CC0, no rights reserved, as Kaggle says.",
        origin="The table is called netflix_titles.csv on Kaggle.",
    )

    def claims(self, files: PackFiles) -> bool:
        return _table(files) is not None

    def entries(self, files: PackFiles, wish: Wish, tally: Tally) -> Iterator[Entry]:
        file = _table(files)
        assert file is not None
        for line, cells in table(file, tally):
            kind, title = _KINDS.get(cells["type"].strip()), cells["title"].strip()
            if kind is None or not title:
                tally.spoil(f"{file.name}, line {line}", "neither film nor series, or without title")
            elif wish.wants(kind):
                yield Entry(cells["show_id"], _work(kind, title, cells))
            else:
                tally.leave_out("another kind")


def _table(files: PackFiles) -> PackFile | None:
    return next((file for file in files.files if set(columns(file)) >= _COLUMNS), None)


def _work(kind: Kind, title: str, cells: Mapping[str, str]) -> CatalogueWork:
    # The year of a series is that of its last season; a matcher that takes it for the first would refuse.
    first = year(cells["release_year"]) if kind is Kind.FILM else None
    return CatalogueWork(
        uid=work_uid(kind, title, first),
        kind=kind,
        title=title,
        year=first,
        creators=listed(cells.get("director"), ","),
        genres=tuple(
            genre.removeprefix("TV ") for genre in listed(cells["listed_in"], ",") if genre not in _NO_GENRE
        ),
        tags=listed(cells.get("cast") or cells.get("casts"), ",")[:_CAST],
        description=plain(cells["description"]),
    )
