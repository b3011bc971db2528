"""A catalogue of one's own: a table or JSON lines in the words of our works.

    kind,title,year,creators,genres,tags,countries,languages,reach,audience,aliases,description,external_ids

Only kind and title are needed. In a table lists are parted by "|" and ids are written "imdb:tt0133093"; in
JSON lists are lists and ids {"imdb": "tt0133093"}. `audience` is a number of people.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from recdesk.catalogue._cells import audience, columns, listed, plain, table, whole, year
from recdesk.catalogue._json import json_lines
from recdesk.catalogue.files import PackFile, PackFiles
from recdesk.catalogue.format import Entry, FormatInfo, Tally, Wish
from recdesk.domain.works import Alias, CatalogueWork, Kind, work_uid

_KINDS = {kind.value: kind for kind in Kind}
_LISTS = ("creators", "genres", "tags", "countries", "languages", "aliases")
_BY_MAKER = (Kind.BOOK, Kind.ALBUM)


class PlainTable:
    """One file, .csv or .jsonl."""

    info = FormatInfo(
        id="plain",
        name="Plain table or JSON lines",
        kinds=tuple(Kind),
        licence="Terms are those of whoever made this file; it does not say them itself.",
        origin="A CSV or JSONL file with at least kind and title, made by you or somebody you know.",
        min_votes=0,
    )

    def claims(self, files: PackFiles) -> bool:
        return _file(files) is not None

    def entries(self, files: PackFiles, wish: Wish, tally: Tally) -> Iterator[Entry]:
        file = _file(files)
        assert file is not None
        found = _objects(file, tally) if _is_json(file) else _cells(file, tally)
        for line, fields in found:
            kind, title = _KINDS.get(str(fields.get("kind") or "").casefold()), fields.get("title")
            if kind is None:
                tally.spoil(f"{file.name}, line {line}", "its kind is none of ours")
            elif not isinstance(title, str) or not title.strip():
                tally.spoil(f"{file.name}, line {line}", "a work without title")
            elif wish.wants(kind):
                yield Entry(str(line), _work(kind, title.strip(), fields))
            else:
                tally.leave_out("another kind")


def _file(files: PackFiles) -> PackFile | None:
    for file in files.files:
        if _is_json(file) or {"kind", "title"} <= set(columns(file)):
            return file
    return None


def _is_json(file: PackFile) -> bool:
    first = file.first_line()
    return first.startswith("{") and first.rstrip().endswith("}") and '"kind"' in first and '"title"' in first


def _cells(file: PackFile, tally: Tally) -> Iterator[tuple[int, Mapping[str, Any]]]:
    for line, cells in table(file, tally):
        fields: dict[str, Any] = {**cells, **{name: listed(cells.get(name)) for name in _LISTS}}
        ids = (part.partition(":") for part in listed(cells.get("external_ids")))
        fields["external_ids"] = {scheme.strip(): value.strip() for scheme, _, value in ids}
        yield line, fields


def _objects(file: PackFile, tally: Tally) -> Iterator[tuple[int, Mapping[str, Any]]]:
    for line, record in json_lines(file, tally):
        yield line, {**record, **{name: _list(record.get(name)) for name in _LISTS}}


def _list(value: object) -> tuple[str, ...]:
    items = value if isinstance(value, list) else [value] if isinstance(value, str) else []
    return tuple(dict.fromkeys(str(item).strip() for item in items if str(item).strip()))


def _work(kind: Kind, title: str, fields: Mapping[str, Any]) -> CatalogueWork:
    first, creators = year(str(fields.get("year") or "")), fields["creators"]
    given = fields.get("external_ids")
    ids = given if isinstance(given, dict) else {}
    reach = whole(str(fields.get("reach") or ""))
    return CatalogueWork(
        uid=work_uid(kind, title, first, creators[0] if creators and kind in _BY_MAKER else ""),
        kind=kind,
        title=title,
        year=first,
        creators=creators,
        genres=fields["genres"],
        tags=fields["tags"],
        countries=fields["countries"],
        languages=fields["languages"],
        reach=reach if reach in range(1, 6) else None,
        audience=audience(whole(str(fields.get("audience") or ""))),
        aliases=tuple(Alias(other) for other in fields["aliases"]),
        description=plain(str(fields.get("description") or "")),
        external_ids=tuple((str(s), str(v)) for s, v in ids.items() if s and v),
    )
