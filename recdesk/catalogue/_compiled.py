"""The form in which a catalogue lies in `resources/`: gzipped JSON lines, a header and one array a work.

The header names the columns, so a look into the file explains it. Kindred are row numbers of the same file.
Knows the form; does not know where the file lies or who wrote the works.
"""

from __future__ import annotations

import gc
import gzip
import hashlib
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson

from recdesk.domain.faults import UserFault
from recdesk.domain.works import Alias, CatalogueWork, Kind

_FORMAT = "recdesk-catalogue-1"
_COLUMNS = (
    "uid kind title year creators genres tags countries languages reach audience aliases description "
    "external_ids kindred"
).split()
REPAIR = "Install RecDesk again; your library is not touched by that."


@dataclass(frozen=True, slots=True)
class Header:
    """What a compiled catalogue says of itself. `version` changes exactly when a work changes; `sources` is
    the hash of the sources it was built from."""

    name: str
    version: str
    sources: str
    licence: str
    works: int


def compile_works(name: str, licence: str, sources: str, works: Sequence[CatalogueWork]) -> bytes:
    """The uncompressed file: UTF-8 JSON lines. Raises KeyError when a kindred uid is not among `works`."""
    rows = {work.uid: row for row, work in enumerate(works)}
    lines = [
        orjson.dumps(
            [
                work.uid,
                work.kind.value,
                work.title,
                work.year,
                work.creators,
                work.genres,
                work.tags,
                work.countries,
                work.languages,
                work.reach,
                work.audience,
                [(alias.title, alias.language) if alias.language else alias.title for alias in work.aliases],
                work.description,
                work.external_ids,
                [rows[uid] for uid in work.kindred],
            ]
        )
        for work in works
    ]
    version = hashlib.sha256(b"\n".join(lines)).hexdigest()[:12]
    header = {
        "format": _FORMAT,
        "name": name,
        "version": version,
        "sources": sources,
        "licence": licence,
        "works": len(works),
        "columns": _COLUMNS,
    }
    return b"\n".join((orjson.dumps(header), *lines, b""))


def compress(text: bytes) -> bytes:
    """Gzip without a time stamp: the same text gives the same bytes (with the same zlib)."""
    return gzip.compress(text, compresslevel=9, mtime=0)


def read_header(path: Path) -> Header:
    """The first line only: 1 ms. UserFault when the file is missing or is not a compiled catalogue."""
    try:
        with gzip.open(path, "rb") as file:
            return _header(file.readline(), path)
    except (OSError, EOFError, zlib.error) as trouble:
        raise _fault(path, trouble) from trouble


def read_works(path: Path) -> tuple[Header, tuple[CatalogueWork, ...]]:
    """All works, in the order of the file. UserFault when the file is missing, cut short or damaged."""
    try:
        lines = gzip.decompress(path.read_bytes()).split(b"\n")
    except (OSError, EOFError, zlib.error) as trouble:
        raise _fault(path, trouble) from trouble
    header = _header(lines[0], path)
    try:
        with _garbage_left_alone():
            records = [orjson.loads(line) for line in lines[1:] if line]
            uids = [record[0] for record in records]
            works = tuple(_work(record, uids) for record in records)
    except (ValueError, TypeError, IndexError) as trouble:
        raise _fault(path, trouble) from trouble
    if len(works) != header.works:
        raise _fault(path, ValueError(f"{len(works)} works instead of {header.works}"))
    return header, works


@contextmanager
def _garbage_left_alone() -> Iterator[None]:
    """A hundred thousand objects are made and none is garbage: looking for some takes a third of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _work(record: list[Any], uids: list[str]) -> CatalogueWork:
    uid, kind, title, year, creators, genres, tags, countries, languages = record[:9]
    reach, audience, aliases, description, external_ids, kindred = record[9:]
    return CatalogueWork(
        uid=uid,
        kind=_KINDS[kind],
        title=title,
        year=year,
        creators=tuple(creators),
        genres=tuple(genres),
        tags=tuple(tags),
        countries=tuple(countries),
        languages=tuple(languages),
        reach=reach,
        audience=audience,
        aliases=tuple(Alias(entry) if isinstance(entry, str) else Alias(*entry) for entry in aliases),
        description=description,
        external_ids=tuple((scheme, value) for scheme, value in external_ids),
        kindred=tuple(uids[row] for row in kindred),
    )


_KINDS = {kind.value: kind for kind in Kind}  # a look-up, three times as fast as Kind(value)


def _header(line: bytes, path: Path) -> Header:
    try:
        fields = orjson.loads(line)
    except ValueError as trouble:
        raise _fault(path, trouble) from trouble
    if not isinstance(fields, dict) or fields.get("format") != _FORMAT or fields.get("columns") != _COLUMNS:
        raise _fault(path, ValueError("another format"))
    return Header(*(fields[name] for name in ("name", "version", "sources", "licence", "works")))


def _fault(path: Path, trouble: Exception) -> UserFault:
    if isinstance(trouble, FileNotFoundError):
        return UserFault(f"The catalogue file {path} is missing.", REPAIR)
    return UserFault(f"The catalogue file {path} is damaged and cannot be read.", REPAIR)
