"""Reads the catalogue's sources: works, kinship and titles, one thing a line, fields parted by " | ".

Every line becomes a value or a problem with its file, its line and what to do about it; none is passed over.
Knows the form of a line; does not know whether two lines mean the same work.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TypeVar

from catalogue_build.codes import COUNTRIES, LANGUAGES, TITLE_LANGUAGES

_Line = TypeVar("_Line")

KINDS = ("film", "series", "book", "artist", "album", "podcast")

# The first year that is sane for a kind: Roundhay Garden Scene; the cartoon series that cinemas showed; the
# oldest writing; the first composers with a name; the first albums; the first radio talk that still runs as a
# podcast (Desert Island Discs, 1942). The last year leaves room for announced works.
_LAST_YEAR = 2027
_FIRST_YEAR = {"film": 1888, "series": 1920, "book": -2600, "artist": 1100, "album": 1945, "podcast": 1920}


@dataclass(frozen=True, slots=True)
class Place:
    """Where a line stands: "works/albums.txt:12"."""

    file: str
    line: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}"


@dataclass(frozen=True, slots=True)
class WorkLine:
    place: Place
    kind: str
    title: str
    year: int
    creators: tuple[str, ...]
    genres: tuple[str, ...]
    tags: tuple[str, ...]
    countries: tuple[str, ...]
    languages: tuple[str, ...]
    reach: int
    aka: tuple[str, ...]
    description: str


@dataclass(frozen=True, slots=True)
class KinLine:
    """`kindred` as written: a title of the same kind, or "kind:title"."""

    place: Place
    kind: str
    title: str
    year: int
    audience: float
    kindred: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TitleLine:
    """`titles` are (language, title) in the order of the line."""

    place: Place
    kind: str
    title: str
    year: int
    titles: tuple[tuple[str, str], ...]


@dataclass(slots=True)
class Sources:
    """All that was read. `problems` are sentences, each beginning with its place."""

    works: list[WorkLine] = field(default_factory=list)
    kinship: list[KinLine] = field(default_factory=list)
    titles: list[TitleLine] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)


class Bad(Exception):
    """A line that cannot be used; the text says why and what to do."""


def read_sources(folder: Path) -> Sources:
    """Reads every file under `folder`, in the order of their names."""
    genres = _genres_by_kind(folder / "genres.md")
    sources = Sources()
    for place, fields in _lines(folder, "works"):
        _keep(sources, place, sources.works, partial(_work, place, fields, genres))
    for place, fields in _lines(folder, "kinship"):
        _keep(sources, place, sources.kinship, partial(_kin, place, fields))
    for place, fields in _lines(folder, "titles"):
        _keep(sources, place, sources.titles, partial(_titles, place, fields))
    return sources


def hash_sources(folder: Path) -> str:
    """64 hex digits over the names and texts of all sources, the same on every system (line ends folded)."""
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.suffix in (".txt", ".md"):
            text = path.read_text(encoding="utf-8")
            digest.update(f"{path.relative_to(folder).as_posix()}\0{text}\0".encode())
    return digest.hexdigest()


def _lines(folder: Path, part: str) -> Iterator[tuple[Place, list[str]]]:
    for path in sorted((folder / part).glob("*.txt")):
        for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), start=1):
            if line.strip():
                # The blank at the end keeps a last field that is empty ("... | 4.4 |").
                fields = [text.strip() for text in f"{line.strip()} ".split(" | ")]
                yield Place(f"{part}/{path.name}", number), fields


def _keep(sources: Sources, place: Place, kept: list[_Line], read: Callable[[], _Line]) -> None:
    try:
        kept.append(read())
    except Bad as problem:
        sources.problems.append(f"{place}: {problem}")


def _work(place: Place, fields: list[str], genres: dict[str, frozenset[str]]) -> WorkLine:
    _expect_fields(fields, 11)
    kind, title, year = _name(fields)
    reach, description = fields[8], fields[10]
    if reach not in ("1", "2", "3", "4", "5"):
        raise Bad(f"the reach {reach!r} is not 1, 2, 3, 4 or 5")
    if not description:
        raise Bad("the description is missing; write one or two sentences of your own")
    return WorkLine(
        place=place,
        kind=kind,
        title=title,
        year=year,
        creators=_parts(fields[3]),
        genres=_known(_parts(fields[4]), genres[kind], f"genre of a {kind} (see genres.md)"),
        tags=tuple(tag.lower() for tag in _parts(fields[5])),
        countries=_known(_parts(fields[6]), COUNTRIES, "country code (ISO 3166-1)"),
        languages=_known(_parts(fields[7]), LANGUAGES, "language code (see catalogue_build/codes.py)"),
        reach=int(reach),
        aka=_parts(fields[9]),
        description=description,
    )


def _kin(place: Place, fields: list[str]) -> KinLine:
    _expect_fields(fields, 5)
    kind, title, year = _name(fields)
    try:
        audience = float(fields[3])
    except ValueError:
        raise Bad(f"the audience {fields[3]!r} is not a number") from None
    if not 0 <= audience <= 9:
        raise Bad(f"the audience {fields[3]} is not the log10 of a number of people (0 to 9)")
    return KinLine(place, kind, title, year, audience, _parts(fields[4]))


def _titles(place: Place, fields: list[str]) -> TitleLine:
    _expect_fields(fields, 4)
    kind, title, year = _name(fields)
    titles: list[tuple[str, str]] = []
    for part in _parts(fields[3]):
        language, equals, text = part.partition("=")
        if not equals or not text.strip():
            raise Bad(f"{part!r} is not language=title")
        _known((language,), TITLE_LANGUAGES, "language of a title (see catalogue_build/codes.py)")
        titles.append((language, text.strip()))
    return TitleLine(place, kind, title, year, tuple(titles))


def _expect_fields(fields: list[str], wanted: int) -> None:
    if len(fields) != wanted:
        raise Bad(f'{len(fields)} fields instead of {wanted}; they are parted by " | "')


def _name(fields: list[str]) -> tuple[str, str, int]:
    kind, title, year = fields[:3]
    if kind not in KINDS:
        raise Bad(f"the kind {kind!r} is not one of {', '.join(KINDS)}")
    if not title:
        raise Bad("the title is missing")
    if not re.fullmatch(r"-?\d{1,4}", year):
        raise Bad(f"the year {year!r} is not a year")
    if not _FIRST_YEAR[kind] <= int(year) <= _LAST_YEAR:
        raise Bad(f"a {kind} of the year {year} cannot be; years go from {_FIRST_YEAR[kind]} to {_LAST_YEAR}")
    return kind, title, int(year)


def _parts(text: str) -> tuple[str, ...]:
    """The values of a ";"-separated field, each once."""
    return tuple(dict.fromkeys(part.strip() for part in text.split(";") if part.strip()))


def _known(values: tuple[str, ...], allowed: frozenset[str], what: str) -> tuple[str, ...]:
    for value in values:
        if value not in allowed:
            raise Bad(f"{value!r} is not a known {what}")
    return values


def _genres_by_kind(path: Path) -> dict[str, frozenset[str]]:
    genres: dict[str, frozenset[str]] = {}
    for kinds, names in re.findall(
        r"^- \*\*(.+?)\*\*: (.+)$", path.read_text(encoding="utf-8"), re.MULTILINE
    ):
        for kind in kinds.split(", "):
            genres[kind] = frozenset(names.strip().split(", "))
    return genres
