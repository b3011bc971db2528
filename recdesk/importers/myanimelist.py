"""MyAnimeList's list of anime or manga as XML, plain or gzipped; Kitsu exports the same.

One entry is one work with its status, score and progress. A score is out of ten. Days may be partial
("2019-00-00") and mostly are not given.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from xml.etree.ElementTree import Element

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
from recdesk.importers.cells import number, plain_text, spaced
from recdesk.importers.dates import at_noon
from recdesk.importers.episodes import whole_number
from recdesk.importers.identity import clip, entry_keys, raw_json
from recdesk.importers.importer import Claim, Part, SourceInfo
from recdesk.importers.look import Form, Look
from recdesk.importers.rows import NEVER, Stamp, no_date
from recdesk.importers.shelves import consumed
from recdesk.importers.tables import Broken
from recdesk.importers.xml_elements import read_elements

info = SourceInfo(
    id="myanimelist",
    name="MyAnimeList",
    kinds=(Kind.FILM, Kind.SERIES, Kind.BOOK),
    files=("animelist*.xml", "mangalist*.xml", "animelist*.gz", "mangalist*.gz"),
)

_COLUMNS = (
    "series_animedb_id",
    "manga_mangadb_id",
    "series_title",
    "manga_title",
    "series_type",
    "series_episodes",
    "my_watched_episodes",
    "my_start_date",
    "my_finish_date",
    "my_score",
    "my_status",
    "my_comments",
    "my_times_watched",
    "my_times_read",
    "my_tags",
)
_DATE = re.compile(r"(\d{4})-(\d{2})-(\d{2})\Z")
# The words of today's files and the numbers of old ones.
_GIVEN_UP, _PLANNED = ("dropped", "4"), ("plan to watch", "plan to read", "6")
_DONE = ("completed", "2")


def claim(look: Look) -> Claim | None:
    return Claim(home=look.path) if look.form is Form.XML and "<myanimelist" in look.text else None


def rows(parts: Sequence[Part]) -> Iterator[Row]:
    for part in parts:
        tag = "manga" if "<manga>" in part.look.text else "anime"
        for found in read_elements(part.member, tag, 1):
            if isinstance(found, Broken):
                yield BadRow(part.place(found.number), found.text, found.why)
            else:
                yield _row(found[1], part.place(found[0]), tag)


def _row(entry: Element, place: str, tag: str) -> Row:
    cells = {child.tag: (child.text or "").strip() for child in entry}
    raw = raw_json(cells, _COLUMNS)
    title = spaced(cells.get("series_title") or cells.get("manga_title", ""))
    if not title:
        return SkippedRow(place, raw, "no title")
    status = cells.get("my_status", "").casefold()
    points = number(cells.get("my_score") or "0")
    if points is None or not 0 <= points <= 10:
        return BadRow(place, raw, f"the score {clip(cells.get('my_score', ''), 40)} is not between 1 and 10")
    kinds = _kinds(tag, cells.get("series_type", "").casefold())
    action = _action(status, kinds[0])
    finished = _time(cells.get("my_finish_date", ""), TimeKind.CONSUMED)
    started = _time(cells.get("my_start_date", ""), TimeKind.LOGGED)
    if finished is None or started is None:
        return no_date(place, raw, cells.get("my_finish_date" if finished is None else "my_start_date", ""))
    time = finished if finished.when else started
    work = cells.get("series_animedb_id") or cells.get("manga_mangadb_id") or title
    times = (whole_number(cells.get("my_times_watched") or cells.get("my_times_read")) or 0) + 1
    key, before = entry_keys((tag, work, action), finished.key, points)
    return Reading(
        place=place,
        raw=raw,
        key=key,
        mention=Mention(
            tuple(Guess(kind, title) for kind in kinds), external_ids=work_ids(kinds[0], {"mal": work})
        ),
        action=action,
        when=time.when,
        precision=time.precision,
        time_kind=time.kind,
        rating=points / 10 or None,
        rating_text=f"{points:g} of 10" if points else "",
        repeat=times > 1,
        fraction=_fraction(cells, status),
        count=min(times, 1000),
        shelf=cells.get("my_status", ""),
        tags=tuple(tag for tag in map(spaced, cells.get("my_tags", "").split(",")) if tag),
        review=plain_text(cells.get("my_comments", "")),
        covers=before,
    )


def _kinds(tag: str, type_: str) -> tuple[Kind, ...]:
    """Specials and videos come as one film or as several parts, and the list does not say which."""
    if tag == "manga":
        return (Kind.BOOK,)
    if type_ in ("movie", "3"):
        return (Kind.FILM, Kind.SERIES)
    return (Kind.SERIES,) if type_ in ("tv", "1") else (Kind.SERIES, Kind.FILM)


def _action(status: str, kind: Kind) -> Action:
    if status in _PLANNED:
        return Action.SAVED
    return Action.ABANDONED if status in _GIVEN_UP else consumed(kind)


def _time(text: str, kind: TimeKind) -> Stamp | None:
    """A day, or as much of it as is known: 2019-05-00 is a month, 2019-00-00 a year."""
    found = _DATE.match(text)
    if not text or text.startswith("0000"):
        return NEVER
    if found is None:
        return None
    year, month, day = map(int, found.groups())
    precision = Precision.DAY if month and day else Precision.MONTH if month else Precision.YEAR
    try:
        when = at_noon(date(year, month or 1, (month and day) or 1))
    except ValueError:
        return None
    return Stamp(when, precision, kind)


def _fraction(cells: dict[str, str], status: str) -> float | None:
    if status in _DONE:
        return 1.0
    seen, all_ = whole_number(cells.get("my_watched_episodes")), whole_number(cells.get("series_episodes"))
    return min(seen / all_, 1.0) if seen and all_ else None
