"""The starter catalogue's own text files as title entries, read directly: enough for matching tests."""

from __future__ import annotations

import os
from pathlib import Path

from recdesk.domain.works import Kind, work_uid
from recdesk.matching import TitleEntry

Key = tuple[str, str, str]  # kind, title, year as text


def catalogue_folder() -> Path:
    """Where the catalogue's sources are, or a path that does not exist."""
    repository = Path(__file__).resolve().parents[2]
    named = os.environ.get("RECDESK_CATALOGUE")
    return Path(named) if named else repository.parent / "shared" / "catalogue"


def read_entries(folder: Path) -> tuple[list[TitleEntry], list[str]]:
    """All works as entries, numbered by line, and the uid of each (`film:goodfellas:1990`)."""
    audiences = {key: float(rest[0]) for key, rest in _lines(folder / "kinship")}
    titles: dict[Key, list[str]] = {}
    for key, rest in _lines(folder / "titles"):
        titles.setdefault(key, []).extend(part.partition("=")[2] for part in rest[0].split(";"))
    entries: list[TitleEntry] = []
    uids: list[str] = []
    for key, rest in _lines(folder / "works"):
        kind, title, year_text = Kind(key[0]), key[1], key[2]
        creators = _list(rest[0])
        year = int(year_text) if year_text else None
        maker = creators[0] if creators and kind in (Kind.BOOK, Kind.ALBUM) else ""
        uid = work_uid(kind, title, year, maker)
        if uid in uids[-3:]:
            continue
        aliases = (*_list(rest[6]), *(name for name in titles.get(key, ()) if name))
        entries.append(TitleEntry(len(entries), kind, title, aliases, year, creators, (), audiences.get(key)))
        uids.append(uid)
    return entries, uids


def _lines(folder: Path) -> list[tuple[Key, list[str]]]:
    rows: list[tuple[Key, list[str]]] = []
    for path in sorted(folder.glob("*.txt")):
        for line in path.read_text("utf-8").splitlines():
            fields = [field.strip() for field in line.split(" | ")]
            if len(fields) >= 4:
                rows.append(((fields[0], fields[1], fields[2]), fields[3:]))
    return rows


def _list(field: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in field.split(";") if part.strip())
