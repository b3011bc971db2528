"""AniList: the data request (gdpr_data.json) and the lists as its GraphQL interface gives them.

The data request names works by number only; RecDesk has no table of AniList's numbers, so those rows are
left out by a rule that says so, with the number kept. The lists name titles. Written from the documented
format and a fixture of another program, no real export seen. The account's address is never read.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from recdesk.domain.history import (
    Action,
    BadRow,
    Guess,
    Mention,
    Precision,
    Reading,
    Row,
    SkippedRow,
    TimeKind,
)
from recdesk.domain.ids import work_ids
from recdesk.domain.works import Kind
from recdesk.importers.cells import spaced
from recdesk.importers.dates import at_noon
from recdesk.importers.documents import read_items
from recdesk.importers.episodes import whole_number
from recdesk.importers.identity import clip, entry_keys, raw_json
from recdesk.importers.importer import Claim, Part, SourceInfo
from recdesk.importers.look import Form, Look
from recdesk.importers.records import Record, text_of
from recdesk.importers.rows import NEVER, Stamp
from recdesk.importers.shelves import consumed
from recdesk.importers.tables import Broken

info = SourceInfo(
    id="anilist",
    name="AniList",
    kinds=(Kind.FILM, Kind.SERIES, Kind.BOOK),
    files=("gdpr_data.json", "anilist*.json"),
)

_REQUEST = (
    "series_id",
    "series_type",
    "status",
    "score",
    "progress",
    "progress_volume",
    "started_on",
    "finished_on",
    "updated_at",
)
# Where the entries stand: by the names people give their query, and by that of AniList's own.
_LISTS = tuple(f"data.{name}.lists.item.entries.item" for name in ("anime", "manga", "MediaListCollection"))
_TITLES = ("userPreferred", "english", "romaji", "native")


def claim(look: Look) -> Claim | None:
    if look.form is not Form.JSON:
        return None
    if look.keys >= {"series_id", "series_type", "lists"}:
        return Claim(home=look.path, role="request")
    lists = look.keys >= {"lists", "entries", "media", "status"}
    return Claim(home=look.path, role="lists") if lists and "data" in look.keys else None


def rows(parts: Sequence[Part]) -> Iterator[Row]:
    for part in parts:
        paths = ("lists.item",) if part.role == "request" else _LISTS
        scale = 10 if part.role == "request" else _scale(part)
        for found in read_items(part.member, *paths):
            if isinstance(found, Broken):
                yield BadRow(part.place(found.number), found.text, found.why)
                continue
            number, path, record = found
            place = part.place(number)
            if part.role == "request":
                yield SkippedRow(place, raw_json(record, _REQUEST), "only a number, no title")
            else:
                yield _row(record, place, manga=".manga." in path, scale=scale)


def _scale(part: Part) -> int:
    """The person chooses the scale, and the lists do not name it: ten, unless a score of the file is higher.
    Scores alone never make it smaller, for there are harsh raters."""
    found = (f[2].get("score") for f in read_items(part.member, *_LISTS) if not isinstance(f, Broken))
    return 100 if any(isinstance(score, int | float) and score > 10 for score in found) else 10


def _row(record: Record, place: str, *, manga: bool, scale: int) -> Row:
    media = _inner(record, "media")
    names = (spaced(text_of(_inner(media, "title"), name)) for name in _TITLES)
    titles = tuple(dict.fromkeys(name for name in names if name))
    finished, started = _day(record, "completedAt"), _day(record, "startedAt")
    kept = {name: record.get(name) for name in ("status", "score", "progress", "repeat", "notes")} | {
        "title": titles[0] if titles else "",
        "id": media.get("id"),
        "idMal": media.get("idMal"),
        "finished": str(finished or ""),
        "started": str(started or ""),
    }
    raw = raw_json(kept, kept)
    if not titles:
        return SkippedRow(place, raw, "no title")
    score = record.get("score") or 0
    if not isinstance(score, int | float) or not 0 <= score <= scale:
        return BadRow(place, raw, f"the score {clip(str(score), 40)} is not between 1 and {scale}")
    kinds = _kinds(media, manga=manga)
    status = text_of(record, "status")
    action = _action(status, kinds[0])
    time = NEVER
    if day := finished or started:
        time = Stamp(at_noon(day), Precision.DAY, TimeKind.CONSUMED if finished else TimeKind.LOGGED)
    work = media.get("id") or media.get("idMal") or titles[0]
    times = (whole_number(record.get("repeat")) or 0) + 1
    key, before = entry_keys((kinds[0] is Kind.BOOK, work, action), time.key if finished else "", score)
    return Reading(
        place=place,
        raw=raw,
        key=key,
        mention=Mention(
            tuple(Guess(kind, title) for kind in kinds for title in titles),
            external_ids=work_ids(kinds[0], {"anilist": media.get("id"), "mal": media.get("idMal")}),
        ),
        action=action,
        when=time.when,
        precision=time.precision,
        time_kind=time.kind,
        rating=score / scale or None,
        rating_text=f"{score:g} of {scale}" if score else "",
        repeat=times > 1,
        fraction=1.0 if status == "COMPLETED" else None,
        count=min(times, 1000),
        shelf=status.casefold(),
        review=text_of(record, "notes"),
        covers=before,
    )


def _kinds(media: Record, *, manga: bool) -> tuple[Kind, ...]:
    if manga or text_of(media, "type") == "MANGA":
        return (Kind.BOOK,)
    if text_of(media, "format") == "MOVIE":
        return (Kind.FILM,)
    return (Kind.SERIES,) if text_of(media, "format") == "TV" else (Kind.SERIES, Kind.FILM)


def _action(status: str, kind: Kind) -> Action:
    fixed = {"PLANNING": Action.SAVED, "DROPPED": Action.ABANDONED}
    return fixed.get(status, consumed(kind))


def _day(record: Record, key: str) -> date | None:
    told = _inner(record, key)
    parts = [whole_number(told.get(name)) for name in ("year", "month", "day")]
    try:
        return date(*(p for p in parts if p)) if all(parts) else None
    except ValueError:
        return None


def _inner(record: Record, key: str) -> Record:
    value = record.get(key)
    return value if isinstance(value, dict) else {}
