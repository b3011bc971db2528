"""IMDb's non-commercial files: title.basics, and if they lie beside it title.ratings, title.principals,
title.akas and name.basics, all tab-separated with a header and "\\N" for nothing.

The files are many times larger than memory may be, so they are joined the small way round: the ratings say
which titles are wanted, the basics which of those are works, and of the others only what those works need is
kept. Without ratings every work of the basics is wanted. Episodes, games and titles for adults are left out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from recdesk.catalogue._cells import audience, columns, whole, year
from recdesk.catalogue.files import PackFile, PackFiles
from recdesk.catalogue.format import Entry, FormatInfo, Tally, Wish
from recdesk.domain.works import Alias, CatalogueWork, Kind, work_uid

_KINDS = {
    "movie": Kind.FILM, "short": Kind.FILM, "tvMovie": Kind.FILM, "tvSpecial": Kind.FILM,
    "tvShort": Kind.FILM, "video": Kind.FILM, "tvSeries": Kind.SERIES, "tvMiniSeries": Kind.SERIES,
    "podcastSeries": Kind.PODCAST,
}  # fmt: skip
_NO_WORK = {"tvEpisode": "an episode", "podcastEpisode": "an episode", "tvPilot": "an episode"}
_BASICS = (
    "tconst titletype primarytitle originaltitle isadult startyear endyear runtimeminutes genres".split()
)
_RATINGS = ["tconst", "averagerating", "numvotes"]
_PRINCIPALS = ["tconst", "ordering", "nconst", "category", "job", "characters"]
_AKAS = ["titleid", "ordering", "title", "region", "language"]
_NAMES = ["nconst", "primaryname"]
_NOTHING = "\\N"
_MAKERS, _CAST, _ALIASES = 3, 3, 10  # of each title; by feel: what is worth matching and embedding
# A well-known film has some sixty titles, in no order of use. Those by which histories name it come from
# these countries, and few rows of theirs name a language; of others no more than `_ALIASES` are kept.
_SPOKEN = {
    "US": "en", "GB": "en", "AU": "en", "CA": "", "XWW": "en", "DE": "de", "AT": "de", "CH": "", "FR": "fr",
    "ES": "es", "MX": "es", "AR": "es", "IT": "it", "BR": "pt-BR", "PT": "pt", "NL": "nl", "BE": "",
    "PL": "pl", "TR": "tr", "JP": "ja", "KR": "ko", "CN": "zh", "TW": "zh", "HK": "zh", "RU": "ru",
}  # fmt: skip
_MOST = 30  # aliases of one title, from wherever
_APART = "\x1f"  # one text for all titles of a work: a list of texts would take more memory


@dataclass(slots=True)
class _Found:
    """What the other files say of the works that are wanted."""

    makers: dict[int, tuple[int, ...]] = field(default_factory=dict)
    cast: dict[int, tuple[int, ...]] = field(default_factory=dict)
    aliases: dict[int, str] = field(default_factory=dict)
    names: dict[int, str] = field(default_factory=dict)

    def named(self, people: tuple[int, ...]) -> tuple[str, ...]:
        return tuple(name for person in people if (name := self.names.get(person)))


class Imdb:
    """basics (+ ratings, principals, akas, names) in one folder."""

    info = FormatInfo(
        id="imdb",
        name="IMDb",
        kinds=(Kind.FILM, Kind.SERIES, Kind.PODCAST),
        licence="Information courtesy of IMDb: local copies are for personal and non-commercial use only, "
        "and may not be passed on.",
        origin="IMDb offers title.basics, title.ratings, title.principals, title.akas and name.basics "
        "(.tsv.gz) for non-commercial use; put them into one folder.",
        min_votes=100,
        namesakes_differ=True,
    )

    def claims(self, files: PackFiles) -> bool:
        return bool(_files(files, _BASICS))

    def entries(self, files: PackFiles, wish: Wish, tally: Tally) -> Iterator[Entry]:
        least = self.info.min_votes if wish.min_votes is None else wish.min_votes
        rated = _files(files, _RATINGS)
        votes = {n: v for file in rated for n, v in _votes(file, least or 0)} if rated else None
        tally.counted = votes is not None
        wanted = _wanted(files, votes, wish, tally)
        if wish.glance:
            yield from (Entry(c[0], _work(n, c, _Found(), votes[n] if votes else None)) for n, c in wanted)
            return
        works = dict(wanted)
        found = _Found()
        for file in _files(files, _PRINCIPALS):
            _people(file, works, found)
        for file in _files(files, _NAMES):
            _names(file, found)
        for file in _files(files, _AKAS):
            _other_titles(file, works, found)
        for number, cells in works.items():
            yield Entry(cells[0], _work(number, cells, found, votes[number] if votes else None))


def _files(files: PackFiles, header: list[str]) -> list[PackFile]:
    """The files whose header begins so: akas and names have further columns."""
    return [file for file in files.files if columns(file, "\t")[: len(header)] == header]


def _rows(file: PackFile) -> Iterator[list[str]]:
    """Cells below the header. IMDb quotes nothing: a quotation mark is a letter of the title."""
    lines = file.lines()
    next(lines, None)
    for line in lines:
        yield line.rstrip("\r\n").split("\t")


def _rows_of(file: PackFile, works: Mapping[int, list[str]]) -> Iterator[tuple[int, list[str]]]:
    """(number, cells) of the rows about these works: one in thirty, so the others are not even cut up."""
    for line in file.lines():
        number = _number(line[: line.find("\t")])
        if number in works and len(cells := line.rstrip("\r\n").split("\t")) > 4:
            yield number, cells


def _number(text: str) -> int:
    """The number of "tt0000001" or "nm0000001"; 0 if it is none."""
    return int(text[2:]) if text[2:].isdecimal() else 0


def _votes(file: PackFile, least: int) -> Iterator[tuple[int, int]]:
    for cells in _rows(file):
        if len(cells) >= 3 and (votes := whole(cells[2]) or 0) >= least:
            yield _number(cells[0]), votes


def _wanted(
    files: PackFiles, votes: Mapping[int, int] | None, wish: Wish, tally: Tally
) -> Iterator[tuple[int, list[str]]]:
    basics = _files(files, _BASICS)
    rows = ((file, line, cells) for file in basics for line, cells in enumerate(_rows(file), start=2))
    for file, line, cells in rows:
        if len(cells) != 9 or not (number := _number(cells[0])):
            tally.spoil(f"{file.name}, line {line}", "not nine cells that begin with a title's number")
        elif (kind := _KINDS.get(cells[1])) is None:
            tally.leave_out(_NO_WORK.get(cells[1], "neither film nor series"))
        elif cells[4] == "1":
            tally.leave_out("a title for adults")
        elif not wish.wants(kind):
            tally.leave_out("another kind")
        elif votes is not None and number not in votes:
            tally.leave_out("fewer votes than wanted")
        else:
            yield number, [cells[0], cells[1], cells[2], cells[3], cells[5], cells[8]]


def _people(file: PackFile, works: Mapping[int, list[str]], found: _Found) -> None:
    for number, cells in _rows_of(file, works):
        if cells[3] in ("actor", "actress"):
            where, most = found.cast, _CAST
        elif _made_it(cells, _KINDS[works[number][1]]):
            where, most = found.makers, _MAKERS
        else:
            continue
        so_far = where.get(number, ())
        if len(so_far) < most and (person := _number(cells[2])):
            where[number] = (*so_far, person)


def _made_it(cells: list[str], kind: Kind) -> bool:
    """Whether this person directed the film or created the series."""
    if kind is Kind.FILM:
        return cells[3] == "director"
    return cells[3] == "creator" or (cells[3] == "writer" and "creat" in cells[4])


def _names(file: PackFile, found: _Found) -> None:
    wanted = {person for people in (*found.makers.values(), *found.cast.values()) for person in people}
    for cells in _rows(file):
        if len(cells) > 1 and (person := _number(cells[0])) in wanted and cells[1] != _NOTHING:
            found.names[person] = cells[1]


def _other_titles(file: PackFile, works: Mapping[int, list[str]], found: _Found) -> None:
    """Each once, without the two that the basics have, with their language where it is said or its country
    tells."""
    for number, cells in _rows_of(file, works):
        title, known = cells[2], works[number]
        so_far = found.aliases.get(number, "")
        said = f"{_APART}{title}\t" in f"{_APART}{so_far}"
        most = _MOST if cells[3] in _SPOKEN else _ALIASES
        if title in (known[2], known[3], _NOTHING, "") or said or so_far.count(_APART) >= most:
            continue
        language = _SPOKEN.get(cells[3], "") if cells[4] == _NOTHING else cells[4]
        found.aliases[number] = f"{so_far}{title}\t{language}{_APART}"


def _work(number: int, cells: list[str], found: _Found, votes: int | None) -> CatalogueWork:
    key, called, title, original, start, genres = cells
    kind, first = _KINDS[called], year(start)
    others = (entry.split("\t") for entry in found.aliases.get(number, "").split(_APART) if entry)
    own = (Alias(original),) if original not in (title, _NOTHING) else ()
    return CatalogueWork(
        uid=work_uid(kind, title, first),
        kind=kind,
        title=title,
        year=first,
        creators=found.named(found.makers.get(number, ())),
        genres=tuple(genre for genre in genres.split(",") if genre not in (_NOTHING, "", "Short")),
        tags=found.named(found.cast.get(number, ())),
        audience=audience(votes),
        aliases=(*own, *(Alias(other, language) for other, language in others)),
        external_ids=(("imdb", key),),
    )
