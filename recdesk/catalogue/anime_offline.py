"""anime-offline-database: one JSON document ({"data": [...]}) or JSON lines whose first is about the file.

Knows the addresses by which it names the entries of other services; it has titles in many languages and many
tags, but says nothing of what happens in them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from recdesk.catalogue._json import Record, inner, json_lines, json_list, text, texts
from recdesk.catalogue.files import PackFile, PackFiles
from recdesk.catalogue.format import Entry, FormatInfo, Tally, Wish
from recdesk.domain.ids import work_ids
from recdesk.domain.works import Alias, CatalogueWork, Kind, work_uid

_PLACES = re.compile(
    r"https://(myanimelist\.net|anilist\.co|kitsu\.(?:app|io)|anidb\.net|simkl\.com)/anime/(\d+)\Z"
)
_SOURCES = re.compile(rb'"sources"\s*:\s*\[\s*"https://')
_SCHEMES = {"myanimelist.net": "mal", "anilist.co": "anilist", "simkl.com": "simkl"}
_KINDS = {"MOVIE": Kind.FILM}  # all else runs in episodes, a special in one
_ADULT = {"hentai", "erotica", "18 restricted", "pornography"}
_TAGS, _ALIASES = 20, 16
# The tags come in the order of the alphabet; these are genres, and those below say nothing of a work.
_GENRES = {
    "action", "adventure", "comedy", "crime", "drama", "fantasy", "horror", "mystery", "psychological",
    "romance", "science fiction", "sci-fi", "slice of life", "sports", "supernatural", "thriller", "mecha",
    "music", "school", "historical", "magical girl", "parody", "isekai", "martial arts", "military", "kids",
    "superhero", "vampire",
}  # fmt: skip
_EMPTY = re.compile(
    r"(predominantly|primarily|mostly) |\bcast\b|(asia|japan|earth|place|present)\Z|japanese production|"
    r"based on|adapted|target audience|plot continuity|setting|content indicators|dynamic|themes|elements"
)


class AnimeOffline:
    """One file, .json or .jsonl."""

    info = FormatInfo(
        id="anime_offline",
        name="anime-offline-database",
        kinds=(Kind.SERIES, Kind.FILM),
        licence="anime-offline-database by manami-project: ODbL 1.0, its contents DbCL 1.0; a database made "
        "from it is to be shared under the same terms, with its name.",
        origin="Its repository offers anime-offline-database(-minified).json and .jsonl with every release.",
    )

    def claims(self, files: PackFiles) -> bool:
        return _file(files) is not None

    def entries(self, files: PackFiles, wish: Wish, tally: Tally) -> Iterator[Entry]:
        file = _file(files)
        assert file is not None
        found = json_lines(file, tally) if _by_lines(file) else json_list(file, "data.item", tally)
        for number, record in found:
            title, tags = text(record, "title"), texts(record, "tags")
            kind = _KINDS.get(text(record, "type"), Kind.SERIES)
            if "sources" not in record:
                continue  # the line about the file itself
            if not title:
                tally.spoil(f"{file.name}, entry {number}", "an entry without title")
            elif _ADULT.intersection(tag.casefold() for tag in tags):
                tally.leave_out("a title for adults")
            elif wish.wants(kind):
                yield Entry(str(number), _work(kind, title, tags, record))
            else:
                tally.leave_out("another kind")


def _file(files: PackFiles) -> PackFile | None:
    for file in files.files:
        head = file.head()
        if head.lstrip()[:1] == b"{" and _SOURCES.search(head) and b'"animeSeason"' in head:
            return file
    return None


def _by_lines(file: PackFile) -> bool:
    """Whether the first line is an object of its own."""
    first = file.first_line().strip()
    return first.endswith("}") and '"data"' not in first


def _work(kind: Kind, title: str, tags: list[str], record: Record) -> CatalogueWork:
    first = inner(record, "animeSeason").get("year")
    year = first if isinstance(first, int) and first > 1900 else None
    return CatalogueWork(
        uid=work_uid(kind, title, year),
        kind=kind,
        title=title,
        year=year,
        creators=tuple(studio.title() for studio in texts(record, "studios")[:2]),
        genres=("Anime", *(tag.title() for tag in tags if tag in _GENRES)),
        tags=tuple(tag for tag in tags if tag not in _GENRES and not _EMPTY.match(tag))[:_TAGS],
        languages=("ja",) if "japan" in tags or "japanese production" in tags else (),
        aliases=tuple(Alias(other) for other in texts(record, "synonyms")[:_ALIASES] if other != title),
        external_ids=_ids(kind, texts(record, "sources")),
    )


def _ids(kind: Kind, addresses: list[str]) -> tuple[tuple[str, str], ...]:
    numbers: dict[str, object] = {}
    anidb: tuple[tuple[str, str], ...] = ()
    for address in addresses:
        if found := _PLACES.match(address):
            place, number = found.groups()
            if place == "anidb.net":
                anidb = (("anidb", number),)
            else:
                numbers[_SCHEMES.get(place, "kitsu")] = number
    return (*work_ids(kind, numbers), *anidb)
