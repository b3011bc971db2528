"""Trakt: the export archive, the API's answers that other programs save, and the tables of its website.

The same viewing is told by the history (each play), by the list of what was watched (the last play only) and
by the watchlist; a rating stands apart. What is fuller covers what is less, in whatever order the parts come
in one archive. The archive and the tables are written from the documented format, no real sample seen.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import partial

from recdesk.domain.history import BadRow, Row
from recdesk.domain.works import Kind
from recdesk.importers.documents import read_items
from recdesk.importers.importer import Claim, Decline, Part, SourceInfo
from recdesk.importers.look import Form, Look
from recdesk.importers.records import read_records
from recdesk.importers.rows import date_order, table_rows
from recdesk.importers.tables import Broken, Line
from recdesk.importers.trakt_rows import ROLES, entry_of_line, entry_of_record, told, watched

info = SourceInfo(
    id="trakt",
    name="Trakt",
    kinds=(Kind.FILM, Kind.SERIES),
    files=(
        "watched-history*.json",
        "watched-*.json",
        "ratings-*.json",
        "lists-watchlist.json",
        "history.csv",
    ),
)

_HISTORY_TABLE = ("watched_at", "type", "title", "trakt_id")
_RATINGS_TABLE = ("rated_at", "type", "title", "trakt_id", "rating")
_LISTED_TABLE = ("listed_at", "type", "title", "trakt_id")
_OWNED_TABLE = ("collected_at", "type", "title", "trakt_id")
_TABLES = {
    "ratings_table": _RATINGS_TABLE,
    "history_table": _HISTORY_TABLE,
    "watchlist_table": _LISTED_TABLE,
}
_DUMP = ("history.item", "ratings.item", "watchlist.item")
# What traktexport writes first.
_DUMPED = re.compile(r'\s*\{\s*"type"\s*:\s*"(?:full|partial)"\s*,\s*"(?:username|history)"\s*:')
_OWNED = "it lists what is owned at Trakt, which says nothing of what was watched"
_LEFT = {
    "collected_at": _OWNED,
    "last_collected_at": _OWNED,
    "comment": "it holds comments written at Trakt",
}
_LISTS = "it holds lists made at Trakt, which say nothing of what was watched"
_NOTES = "it holds notes written at Trakt"


def claim(look: Look) -> Claim | Decline | None:
    if look.form is Form.JSON:
        if _DUMPED.match(look.text):  # followers may fill the head before the first number of Trakt's
            return Claim(home=look.folder, role="dump")
        return _claim_json(look) if "trakt" in look.keys else None
    if look.sheet(*_OWNED_TABLE):
        return Decline(_OWNED)
    role = next((role for role, columns in _TABLES.items() if look.sheet(*columns)), "")
    return Claim(home=look.folder, role=role) if role else None


def _claim_json(look: Look) -> Claim | Decline | None:
    keys = look.keys
    if look.text.lstrip().startswith("{"):
        return Claim(home=look.folder, role="dump") if keys & {"history", "watchlist"} else None
    if look.name.startswith("lists-list-"):  # lists of one's own have the members of the watchlist, too
        return Decline(_LISTS)
    if "listed_at" in keys:  # and so has the list of favourites
        favourites = "favo" in look.name.casefold()
        return Claim(home=look.folder, role="favourites" if favourites else "watchlist")
    if "notes" in keys:
        return Decline(_NOTES)
    for key, why in _LEFT.items():
        if key in keys:
            return Decline(why)
    if "hidden_at" in keys:
        hidden = {"dropped": "dropped", "recommendations": "unwanted"}
        role = next((role for word, role in hidden.items() if word in look.name), "")
        return Claim(look.folder, role) if role else Decline("it lists what is hidden at Trakt, not why")
    if "list_count" in keys or "item_count" in keys:
        return Decline(_LISTS)
    marks = {
        "watched_at": "history",
        "rated_at": "ratings",
        "paused_at": "playback",
        "last_watched_at": "watched",
    }
    role = next((role for mark, role in marks.items() if mark in keys), "")
    return Claim(home=look.folder, role=role) if role else None


def rows(parts: Sequence[Part]) -> Iterator[Row]:
    for part in sorted(parts, key=lambda p: ROLES.index(p.role)):
        if part.role.endswith("_table"):
            sheet = part.look.sheet(*_TABLES[part.role])
            assert sheet is not None  # it was claimed by this sheet
            role = part.role.removesuffix("_table")
            order = date_order(part, sheet, _TABLES[part.role][0])
            yield from table_rows(part, sheet, partial(_line, role=role, order=order))
        elif part.role in ("watched", "dump"):
            yield from _nested(part)
        else:
            for found in read_records(part.member):
                if isinstance(found, Broken):
                    yield BadRow(part.place(found.number), found.text, found.why)
                else:
                    yield told(entry_of_record(found[1]), part.role, part.place(found[0]))


def _line(line: Line, place: str, *, role: str, order: str) -> Row:
    return told(entry_of_line(line.cells), role, place, order)


def _nested(part: Part) -> Iterator[Row]:
    """What holds lists of lists: watched shows with their episodes, and all of a person's data in one."""
    for found in read_items(part.member, *(_DUMP if part.role == "dump" else ("item",))):
        if isinstance(found, Broken):
            yield BadRow(part.place(found.number), found.text, found.why)
            continue
        number, path, record = found
        if part.role == "dump":
            yield told(entry_of_record(record), path.removesuffix(".item"), part.place(number))
        else:
            yield from watched(record, part.place(number))
