"""MusicBrainz' JSON dumps of artists and release groups: one object a line, in a .tar.xz for each kind.

Nobody counts listeners there; how often people tagged or rated a thing stands in for it, so that the
many artists whom nobody touched can be left out. Singles, broadcasts, live albums and compilations are
left out: they are no works of their own here.
"""

from __future__ import annotations

from collections.abc import Iterator

import orjson

from recdesk.catalogue._cells import audience, year
from recdesk.catalogue._json import Record, inner, json_lines, objects, text, texts
from recdesk.catalogue.files import PackFile, PackFiles
from recdesk.catalogue.format import Entry, FormatInfo, Tally, Wish
from recdesk.domain.works import Alias, CatalogueWork, Kind, work_uid

_ALBUMS = {"Album", "EP"}
_OWN = {"Soundtrack", "Mixtape/Street"}  # secondary types that are still an album of its own
_GROUPS = {"Group", "Orchestra", "Choir"}
_GENRES, _TAGS, _ALIASES = 5, 8, 12


class MusicBrainz:
    """artist, release-group, or both."""

    info = FormatInfo(
        id="musicbrainz",
        name="MusicBrainz",
        kinds=(Kind.ARTIST, Kind.ALBUM),
        licence="MusicBrainz core data is CC0; its tags, genres and ratings are CC BY-NC-SA 3.0.",
        origin="MusicBrainz offers JSON dumps twice a week (artist.tar.xz, release-group.tar.xz).",
        min_votes=1,
        namesakes_differ=True,
    )

    def claims(self, files: PackFiles) -> bool:
        return any(_kind(file) for file in files.files)

    def entries(self, files: PackFiles, wish: Wish, tally: Tally) -> Iterator[Entry]:
        for file in files.files:
            kind = _kind(file)
            if kind is None or not wish.wants(kind):
                continue
            for line, record in json_lines(file, tally):
                name = text(record, "name" if kind is Kind.ARTIST else "title")
                if not name or not text(record, "id"):
                    tally.spoil(f"{file.name}, line {line}", "an entry without number or name")
                elif kind is Kind.ARTIST:
                    yield Entry(text(record, "id"), _artist(record, name))
                elif rule := _no_album(record):
                    tally.leave_out(rule)
                else:
                    yield Entry(text(record, "id"), _album(record, name))


def _kind(file: PackFile) -> Kind | None:
    """By the members of its first object, which may be longer than a head: famous artists come with
    thousands of relations, and the members have no order."""
    head = file.head()
    if not head.startswith(b"{") or (b'"type-id"' not in head and b'"primary-type' not in head):
        return None
    try:
        first = orjson.loads(head if b"\n" not in head else head[: head.index(b"\n")])
    except orjson.JSONDecodeError:
        first = next((record for _, record in json_lines(file, Tally())), {})
    if {"name", "sort-name", "life-span"} <= first.keys() and "label-code" not in first:
        return Kind.ARTIST
    return Kind.ALBUM if {"title", "primary-type", "first-release-date"} <= first.keys() else None


def _no_album(record: Record) -> str:
    if text(record, "primary-type") not in _ALBUMS:
        return "a single, a broadcast or something else that is no album"
    own = set(texts(record, "secondary-types")) <= _OWN
    return "" if own else "a live album, a compilation or the like"


def _artist(record: Record, name: str) -> CatalogueWork:
    founded = year(text(inner(record, "life-span"), "begin")[:4])
    first = founded if text(record, "type") in _GROUPS else None  # of a person it is the year of birth
    spoken = {alias: text(item, "locale").replace("_", "-") for item in objects(record, "aliases")
              if (alias := text(item, "name")) and alias != name}  # fmt: skip
    return CatalogueWork(
        uid=work_uid(Kind.ARTIST, name, first),
        kind=Kind.ARTIST,
        title=name,
        year=first,
        genres=_counted(record, "genres", _GENRES),
        tags=_counted(record, "tags", _TAGS),
        countries=(text(record, "country"),) if text(record, "country") else (),
        audience=audience(_touched(record)),
        aliases=tuple(Alias(alias, locale) for alias, locale in list(spoken.items())[:_ALIASES]),
        description=text(record, "disambiguation"),
        external_ids=(("musicbrainz_artist", text(record, "id")),),
    )


def _album(record: Record, title: str) -> CatalogueWork:
    makers = tuple(
        name
        for credit in objects(record, "artist-credit")
        if (name := text(inner(credit, "artist"), "name") or text(credit, "name"))
    )
    first = year(text(record, "first-release-date")[:4])
    return CatalogueWork(
        uid=work_uid(Kind.ALBUM, title, first, makers[0] if makers else ""),
        kind=Kind.ALBUM,
        title=title,
        year=first,
        creators=makers,
        genres=_counted(record, "genres", _GENRES),
        tags=_counted(record, "tags", _TAGS),
        audience=audience(_touched(record)),
        description=text(record, "disambiguation"),
        external_ids=(("musicbrainz_release_group", text(record, "id")),),
    )


def _counted(record: Record, name: str, most: int) -> tuple[str, ...]:
    """Names of a list with counts, the largest count first."""
    said = (item for item in objects(record, name) if _count(item, "count") > 0)  # below: voted down
    found = sorted(said, key=lambda item: -_count(item, "count"))
    return tuple(dict.fromkeys(text(item, "name") for item in found if text(item, "name")))[:most]


def _touched(record: Record) -> int:
    """At least so many people tagged or rated it."""
    tagged = (_count(item, "count") for name in ("tags", "genres") for item in objects(record, name))
    return max(_count(inner(record, "rating"), "votes-count"), *tagged, 0)


def _count(record: Record, name: str) -> int:
    value = record.get(name)
    return value if isinstance(value, int) else 0
