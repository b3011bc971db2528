"""The Movie Database as others hand it out: tables of films or series with descriptions (lists in a cell as
JSON, as Python, or parted by commas), and its daily lists of ids (JSON lines: a title and nothing else).

Titles for adults and what is only planned are left out.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping

import orjson

from recdesk.catalogue._cells import audience, columns, language, listed, plain, table, whole, year
from recdesk.catalogue._json import json_lines
from recdesk.catalogue.files import PackFile, PackFiles
from recdesk.catalogue.format import Entry, FormatInfo, Tally, Wish
from recdesk.domain.ids import work_ids
from recdesk.domain.works import Alias, CatalogueWork, Kind, work_uid

_LICENCE = (
    "This product uses data of TMDB but is not endorsed or certified by TMDB: non-commercial use with this "
    "notice; copies are to be renewed or removed after six months; it may not be passed on."
)
_WANTED = {"id", "overview", "original_language", "vote_count"}
_COMING = {"rumored", "planned", "in production", "post production"}
_KEYWORDS = 12
_POPULAR = 1.0  # TMDB's own figure; below are titles that nobody looks at. By feel


class TmdbTable:
    """One table of films or of series (and the credits of "TMDB 5000" if they lie beside it)."""

    info = FormatInfo(
        id="tmdb",
        name="TMDB",
        kinds=(Kind.FILM, Kind.SERIES),
        licence=_LICENCE,
        origin="Tables of TMDB's films and series are offered on Kaggle (tmdb_5000_movies.csv, "
        "movies_metadata.csv, TMDB_movie_dataset.csv and the like).",
        min_votes=10,
        namesakes_differ=True,
    )

    def claims(self, files: PackFiles) -> bool:
        return _table(files) is not None

    def entries(self, files: PackFiles, wish: Wish, tally: Tally) -> Iterator[Entry]:
        file = _table(files)
        assert file is not None
        makers = _directors(files)
        for line, cells in table(file, tally):
            kind = Kind.FILM if "title" in cells else Kind.SERIES
            title = (cells.get("title") or cells.get("name") or "").strip()
            if not title or not cells["id"].isdigit():
                tally.spoil(f"{file.name}, line {line}", "a title without number or name")
            elif cells.get("adult", "").casefold() == "true":
                tally.leave_out("a title for adults")
            elif cells.get("status", "").casefold() in _COMING:
                tally.leave_out("not out yet")
            elif wish.wants(kind):
                yield Entry(cells["id"], _work(kind, title, cells, makers.get(cells["id"], ())))
            else:
                tally.leave_out("another kind")


class TmdbIds:
    """A daily list of film or series ids."""

    info = FormatInfo(
        id="tmdb_ids",
        name="TMDB daily ids",
        kinds=(Kind.FILM, Kind.SERIES),
        licence=_LICENCE,
        origin="TMDB offers movie_ids and tv_series_ids for every day (.json.gz); they hold titles only.",
        namesakes_differ=True,
    )

    def claims(self, files: PackFiles) -> bool:
        return any(_is_list(file) for file in files.files)

    def entries(self, files: PackFiles, wish: Wish, tally: Tally) -> Iterator[Entry]:
        for file in files.files:
            if not _is_list(file):
                continue
            for line, record in json_lines(file, tally):
                kind = Kind.SERIES if "original_name" in record else Kind.FILM
                title = str(record.get("original_title") or record.get("original_name") or "").strip()
                number, popular = record.get("id"), record.get("popularity")
                if not title or not isinstance(number, int):
                    tally.spoil(f"{file.name}, line {line}", "a title without number or name")
                elif record.get("adult") or record.get("video"):
                    tally.leave_out("a title for adults, or a mere video")
                elif not isinstance(popular, int | float) or popular < _POPULAR:
                    tally.leave_out("nobody looks at it on TMDB")
                elif wish.wants(kind):
                    ids = work_ids(kind, {"tmdb": number})
                    work = CatalogueWork(work_uid(kind, title, None), kind, title, external_ids=ids)
                    yield Entry(str(number), work)
                else:
                    tally.leave_out("another kind")


def _table(files: PackFiles) -> PackFile | None:
    for file in files.files:
        header = set(columns(file))
        if header >= _WANTED and header & {"title", "name"}:
            return file
    return None


def _is_list(file: PackFile) -> bool:
    return bool(re.match(r'\{.*"original_(title|name)":.*"popularity":.*\}', file.first_line()))


def _work(kind: Kind, title: str, cells: Mapping[str, str], makers: tuple[str, ...]) -> CatalogueWork:
    first = year(cells.get("release_date") or cells.get("first_air_date"))
    original = (cells.get("original_title") or cells.get("original_name") or "").strip()
    spoken = language(cells["original_language"])
    tagline, overview = plain(cells.get("tagline")), plain(cells["overview"])
    return CatalogueWork(
        uid=work_uid(kind, title, first),
        kind=kind,
        title=title,
        year=first,
        creators=makers or _names(cells.get("created_by")),
        genres=_names(cells.get("genres")),
        tags=_names(cells.get("keywords"))[:_KEYWORDS],
        countries=_codes(cells.get("production_countries")),
        languages=spoken,
        audience=audience(whole(cells["vote_count"])),
        aliases=(Alias(original, *spoken[:1]),) if original not in ("", title) else (),
        description=f"{overview} {tagline}".strip() if len(overview) < 200 else overview,
        external_ids=work_ids(kind, {"tmdb": cells["id"], "imdb": cells.get("imdb_id")}),
    )


def _items(cell: str | None) -> list[object]:
    """The list in a cell, as JSON or as Python writes it; [] for anything else."""
    text = (cell or "").strip()
    if not text.startswith("["):
        return []
    try:
        found = orjson.loads(text)
    except orjson.JSONDecodeError:
        try:
            found = ast.literal_eval(text)
        except (ValueError, SyntaxError, MemoryError, RecursionError):
            return []
    return found if isinstance(found, list) else []


def _names(cell: str | None) -> tuple[str, ...]:
    if not (cell or "").lstrip().startswith("["):
        return listed(cell, ",")
    names = (str(item.get("name", "")).strip() for item in _items(cell) if isinstance(item, dict))
    return tuple(dict.fromkeys(name for name in names if name))


def _codes(cell: str | None) -> tuple[str, ...]:
    """Countries by their ISO code; a list by commas has names only, which are left out."""
    found = (item.get("iso_3166_1") for item in _items(cell) if isinstance(item, dict))
    return tuple(str(code) for code in found if code)


def _directors(files: PackFiles) -> dict[str, tuple[str, ...]]:
    """Film number to directors, of the credits that belong to "TMDB 5000"."""
    file = next((file for file in files.files if {"movie_id", "crew"} <= set(columns(file))), None)
    if file is None:
        return {}
    return {
        cells["movie_id"]: tuple(
            str(item.get("name"))
            for item in _items(cells["crew"])
            if isinstance(item, dict) and item.get("job") == "Director"
        )
        for _, cells in table(file, Tally())
    }
