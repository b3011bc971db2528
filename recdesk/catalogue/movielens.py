"""MovieLens as GroupLens hands it out: movies, ratings, tags and links as .csv (ml-latest, 20M, 25M, 32M) or
movies, ratings and tags as .dat (1M, 10M).

Knows that titles are turned round and carry their year and other titles in brackets. Every entry is a film:
the few series among them are not told apart by the files.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping

from recdesk.catalogue._cells import audience, columns, raw_rows, table
from recdesk.catalogue._ratings import Places, gather, split_by, votes
from recdesk.catalogue._titles import movielens_title
from recdesk.catalogue.files import PackFile, PackFiles
from recdesk.catalogue.format import Entry, FormatInfo, Tally, Wish
from recdesk.domain.ids import work_ids
from recdesk.domain.ratings import RatingsTable
from recdesk.domain.works import Alias, CatalogueWork, Kind, work_uid

_NO_GENRE = {"(no genres listed)", "IMAX"}
_TAGS = 12  # of the works' many; the starter catalogue's works have 6 to 8
_TAG_CHARS = 40
# The header of the .csv, the first line of the .dat.
_MOVIES = (["movieid", "title", "genres"], re.compile(r"\d+::(?:(?!::).)+::[^:]*\Z"))
_RATED = re.compile(r"\d+::\d+::[\d.]+::\d+\Z")
_SAID = (["userid", "movieid", "tag", "timestamp"], re.compile(r"\d+::\d+::.*[^\d.:].*::\d+\Z"))
_IN_DAT = Places(person=0, item=1, value=2, time=3)


class MovieLens:
    """movies + ratings (+ tags + links), in either writing."""

    info = FormatInfo(
        id="movielens",
        name="MovieLens",
        kinds=(Kind.FILM,),
        licence="MovieLens data of GroupLens, University of Minnesota: for research and personal use, not "
        "for revenue; it may be passed on only under the same terms, with citation (Harper, Konstan 2015).",
        origin="GroupLens offers it as ml-latest-small.zip, ml-25m.zip, ml-32m.zip and others.",
        min_votes=0,
    )

    def claims(self, files: PackFiles) -> bool:
        return _file(files, _MOVIES) is not None

    def entries(self, files: PackFiles, wish: Wish, tally: Tally) -> Iterator[Entry]:
        movies = _file(files, _MOVIES)
        assert movies is not None
        links = _links(files)
        tags = {} if wish.glance else _tags(files)
        votes = _votes(files) if wish.min_votes or not wish.glance else Counter()
        for line, cells in enumerate(_rows(movies), start=1):
            if len(cells) != 3 or not cells[0].isdigit() or not cells[1].strip():
                if cells and cells[0].casefold() != "movieid":
                    tally.spoil(f"{movies.name}, row {line}", "not a film's number, title and genres")
                continue
            number, text, genres = cells
            named = movielens_title(text)
            yield Entry(
                number,
                CatalogueWork(
                    uid=work_uid(Kind.FILM, named.title, named.year),
                    kind=Kind.FILM,
                    title=named.title,
                    year=named.year,
                    genres=tuple(g for g in genres.strip().split("|") if g and g not in _NO_GENRE),
                    tags=tags.get(number, ()),
                    audience=audience(votes[number]),
                    aliases=tuple(Alias(alias) for alias in named.aliases),
                    external_ids=(("movielens", number), *links.get(number, ())),
                ),
            )

    def has_ratings(self, files: PackFiles) -> bool:
        return _rated(files) is not None

    def ratings(self, files: PackFiles, rows: Mapping[str, int], tally: Tally) -> RatingsTable | None:
        found = _rated(files)
        return None if found is None else gather(_rows(found[0]), found[1], rows, tally, found[0].name)


def _file(files: PackFiles, what: tuple[list[str], re.Pattern[str]]) -> PackFile | None:
    """The file with this header, or with such a first line where there is no header."""
    header, line = what
    return next(
        (file for file in files.files if columns(file) == header or line.match(file.first_line())), None
    )


def _rated(files: PackFiles) -> tuple[PackFile, Places] | None:
    """The ratings, and their columns: extracts have them in other orders, and some without times."""
    for file in files.files:
        if _RATED.match(file.first_line()):
            return file, _IN_DAT
        place = {name: number for number, name in enumerate(columns(file))}
        if {"userid", "movieid", "rating"} <= place.keys():
            return file, Places(place["userid"], place["movieid"], place["rating"], place.get("timestamp"))
    return None


def _rows(file: PackFile) -> Iterator[list[str]]:
    """Cells below the header; a .dat has none."""
    return split_by(file.lines(), "::") if "::" in file.first_line() else raw_rows(file)


def _links(files: PackFiles) -> dict[str, tuple[tuple[str, str], ...]]:
    for file in files.files:
        header = set(columns(file))
        if "movieid" in header and header & {"imdbid", "tmdbid"}:
            return {
                cells["movieid"]: work_ids(
                    Kind.FILM, {"imdb": cells.get("imdbid"), "tmdb": cells.get("tmdbid")}
                )
                for _, cells in table(file, Tally())
            }
    return {}


def _tags(files: PackFiles) -> dict[str, tuple[str, ...]]:
    """What people call each film, the commonest first."""
    file = _file(files, _SAID)
    if file is None:
        return {}
    said: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for cells in _rows(file):
        if len(cells) >= 3 and 0 < len(tag := cells[2].strip().casefold()) <= _TAG_CHARS:
            said[cells[1]][tag] += 1
    return {movie: tuple(tag for tag, _ in tags.most_common(_TAGS)) for movie, tags in said.items()}


def _votes(files: PackFiles) -> Counter[str]:
    """How many people rated each film: the pack says it nowhere else."""
    found = _rated(files)
    return votes(_rows(found[0]), found[1].item) if found else Counter()
