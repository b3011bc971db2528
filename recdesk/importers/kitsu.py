"""Kitsu's library as its JSON:API gives it: entries, and beside them the works they speak of.

An entry names its work by number only; title and MyAnimeList's number stand among the included works, which
are read first. Ratings are out of twenty. An entry whose work is not included has no title and is left out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from recdesk.domain.history import Action, BadRow, Guess, Mention, Reading, Row, SkippedRow, TimeKind
from recdesk.domain.ids import work_ids
from recdesk.domain.works import Kind
from recdesk.importers.cells import spaced
from recdesk.importers.documents import read_items
from recdesk.importers.episodes import whole_number
from recdesk.importers.identity import clip, entry_keys, raw_json
from recdesk.importers.importer import Claim, Part, SourceInfo
from recdesk.importers.look import Form, Look
from recdesk.importers.records import Record, text_of
from recdesk.importers.rows import no_date, stamp
from recdesk.importers.shelves import consumed
from recdesk.importers.tables import Broken

info = SourceInfo(
    id="kitsu",
    name="Kitsu library",
    kinds=(Kind.FILM, Kind.SERIES, Kind.BOOK),
    files=("library_entries*.json",),
)

_ATTRIBUTES = (
    "status",
    "progress",
    "reconsumeCount",
    "notes",
    "startedAt",
    "finishedAt",
    "progressedAt",
    "ratingTwenty",
)
_TITLES = ("canonicalTitle", "en", "en_jp", "en_us", "ja_jp")


@dataclass(frozen=True, slots=True)
class _Work:
    titles: tuple[str, ...]
    subtype: str
    mappings: tuple[str, ...]


def claim(look: Look) -> Claim | None:
    mine = look.form is Form.JSON and look.keys >= {"relationships", "attributes", "ratingTwenty"}
    return Claim(home=look.path) if mine else None


def rows(parts: Sequence[Part]) -> Iterator[Row]:
    for part in parts:
        works, mal = _included(part)
        for found in read_items(part.member, "data.item"):
            if isinstance(found, Broken):
                yield BadRow(part.place(found.number), found.text, found.why)
            else:
                yield _row(found[2], part.place(found[0]), works, mal)


def _included(part: Part) -> tuple[dict[tuple[str, str], _Work], dict[str, str]]:
    """The works by type and number, and MyAnimeList's numbers by the number of the mapping."""
    works: dict[tuple[str, str], _Work] = {}
    mal: dict[str, str] = {}
    for found in read_items(part.member, "included.item"):
        if isinstance(found, Broken):
            continue
        record = found[2]
        told, type_, number = _inner(record, "attributes"), text_of(record, "type"), text_of(record, "id")
        if type_ == "mappings" and text_of(told, "externalSite").startswith("myanimelist"):
            mal[number] = text_of(told, "externalId")
        elif type_ in ("anime", "manga"):
            names = [text_of(told, _TITLES[0]), *(text_of(_inner(told, "titles"), t) for t in _TITLES[1:])]
            linked = _inner(_inner(record, "relationships"), "mappings").get("data")
            ids = (
                [text_of(m, "id") for m in linked if isinstance(m, dict)] if isinstance(linked, list) else []
            )
            titles = tuple(dict.fromkeys(name for name in map(spaced, names) if name))
            works[type_, number] = _Work(titles, text_of(told, "subtype").casefold(), tuple(ids))
    return works, mal


def _row(record: Record, place: str, works: Mapping[tuple[str, str], _Work], mal: Mapping[str, str]) -> Row:
    told = _inner(record, "attributes")
    relations = _inner(record, "relationships")
    type_, number = next(
        ((t, text_of(d, "id")) for t in ("anime", "manga") if (d := _inner(_inner(relations, t), "data"))),
        ("", ""),
    )
    work = works.get((type_, number))
    kept = {name: told.get(name) for name in _ATTRIBUTES} | {type_ or "work": number}
    if work is None or not work.titles:
        return SkippedRow(place, raw_json(kept, kept), "only a number, no title")
    raw = raw_json(kept | {"title": work.titles[0]}, [*kept, "title"])
    twentieths = told.get("ratingTwenty") or 0
    if not isinstance(twentieths, int | float) or not 0 <= twentieths <= 20:
        return BadRow(place, raw, f"the rating {clip(str(twentieths), 40)} is not between 2 and 20")
    column = next((c for c in ("finishedAt", "progressedAt", "startedAt") if told.get(c)), "")
    time = stamp(text_of(told, column), TimeKind.CONSUMED if column == "finishedAt" else TimeKind.LOGGED)
    if time is None:
        return no_date(place, raw, text_of(told, column))
    kinds = _kinds(type_, work.subtype)
    status, times = text_of(told, "status"), (whole_number(told.get("reconsumeCount")) or 0) + 1
    action = _action(status, kinds[0])
    finished = time.key if column == "finishedAt" else ""  # every episode moves the day of progress on
    key, before = entry_keys((type_, number, action), finished, twentieths)
    other = next((mal[m] for m in work.mappings if m in mal), "")
    return Reading(
        place=place,
        raw=raw,
        key=key,
        mention=Mention(
            tuple(dict.fromkeys(Guess(kind, title) for kind in kinds for title in work.titles)),
            external_ids=work_ids(kinds[0], {"kitsu": number, "mal": other}),
        ),
        action=action,
        when=time.when,
        precision=time.precision,
        time_kind=time.kind,
        rating=twentieths / 20 or None,
        rating_text=f"{twentieths:g} of 20" if twentieths else "",
        repeat=times > 1,
        fraction=1.0 if status == "completed" else None,
        count=min(times, 1000),
        shelf=status,
        review=text_of(told, "notes"),
        covers=before,
    )


def _kinds(type_: str, subtype: str) -> tuple[Kind, ...]:
    if type_ == "manga":
        return (Kind.BOOK,)
    if subtype == "movie":
        return (Kind.FILM,)
    return (Kind.SERIES,) if subtype == "tv" else (Kind.SERIES, Kind.FILM)


def _action(status: str, kind: Kind) -> Action:
    fixed = {"planned": Action.SAVED, "dropped": Action.ABANDONED}
    return fixed.get(status, consumed(kind))


def _inner(record: Record, key: str) -> Record:
    value = record.get(key)
    return value if isinstance(value, dict) else {}
