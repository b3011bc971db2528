"""The history of a browser: Chrome and its kin (History), Firefox (places.sqlite), Safari (History.db).

Only visits to pages that play a work become events (the list stands in `media_pages`). Of every other visit
nothing is kept but its time: not the address, not the title. The file is read only if it was chosen itself,
never because it lies in a folder. Of its tables only addresses and visits are opened.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from recdesk.domain.history import Action, BadRow, Precision, Reading, Row, SkippedRow, TimeKind
from recdesk.domain.works import Kind
from recdesk.importers.databases import Cells, open_database, text
from recdesk.importers.identity import event_key, raw_json
from recdesk.importers.importer import Claim, Decline, Part, SourceInfo
from recdesk.importers.look import Look
from recdesk.importers.media_pages import media_page, without_query

info = SourceInfo(
    id="browser_history",
    name="Browser history",
    kinds=tuple(Kind),
    files=("History", "places.sqlite", "History.db"),
)

NOT_MEDIA = "a visit to a page that plays no film, book or piece of music"


@dataclass(frozen=True, slots=True)
class _Browser:
    """How one family of browsers keeps visits: the start (`zero`) and the unit of its clock."""

    tables: frozenset[str]
    question: str
    zero: datetime
    unit_us: float


_BROWSERS = {
    "chrome": _Browser(
        frozenset({"urls", "visits"}),
        "SELECT u.url AS url, u.title AS title, v.visit_time AS time FROM visits v"
        " JOIN urls u ON u.id = v.url ORDER BY v.visit_time, v.id",
        datetime(1601, 1, 1, tzinfo=UTC),
        1,
    ),
    "firefox": _Browser(
        frozenset({"moz_places", "moz_historyvisits"}),
        "SELECT p.url AS url, p.title AS title, v.visit_date AS time FROM moz_historyvisits v"
        " JOIN moz_places p ON p.id = v.place_id ORDER BY v.visit_date, v.id",
        datetime(1970, 1, 1, tzinfo=UTC),
        1,
    ),
    "safari": _Browser(
        frozenset({"history_items", "history_visits"}),
        "SELECT i.url AS url, v.title AS title, v.visit_time AS time FROM history_visits v"
        " JOIN history_items i ON i.id = v.history_item ORDER BY v.visit_time, v.id",
        datetime(2001, 1, 1, tzinfo=UTC),
        1_000_000,
    ),
}
_MOBILE_BELOW = 10**14  # Firefox for Android writes milliseconds: 10**14 of them is the year 5138


def claim(look: Look) -> Claim | Decline | None:
    role = next((name for name, browser in _BROWSERS.items() if look.tables >= browser.tables), None)
    if role is None:
        return None
    if not look.alone:
        return Decline("it is the history of a browser, which is read only when that file itself is chosen")
    return Claim(home=look.path, role=role)


def rows(parts: Sequence[Part]) -> Iterator[Row]:
    for part in parts:
        browser = _BROWSERS[part.role]
        with open_database(part.member, *browser.tables) as database:
            for number, cells in enumerate(database.rows(browser.question), start=1):
                yield _row(cells, browser, part.place(number))


def _row(cells: Cells, browser: _Browser, place: str) -> Row:
    when = _time(cells.get("time"), browser)
    if when is None:
        return BadRow(place, "", "the time of the visit is not a time")
    url, title = text(cells, "url"), text(cells, "title")
    page = media_page(url, title)
    if isinstance(page, str) or not page.plays:
        at = {"time": when.isoformat(timespec="seconds")}
        return SkippedRow(place, raw_json(at, at), NOT_MEDIA)
    kept = {"url": without_query(url), "title": title, "time": when.isoformat(timespec="seconds")}
    listened = page.mention.kind in (Kind.ARTIST, Kind.ALBUM, Kind.PODCAST)
    return Reading(
        place=place,
        raw=raw_json(kept, kept),
        # A page is loaded again and again while it plays: one event a page and day.
        key=event_key(without_query(url), when.date().isoformat()),
        mention=page.mention,
        action=Action.LISTENED if listened else Action.WATCHED,
        when=when,
        precision=Precision.SECOND,
        time_kind=TimeKind.CONSUMED,
        detail=page.detail,
    )


def _time(written: object, browser: _Browser) -> datetime | None:
    if not isinstance(written, int | float) or written <= 0:
        return None
    unit_us = 1000 if browser is _BROWSERS["firefox"] and written < _MOBILE_BELOW else browser.unit_us
    try:
        return browser.zero + timedelta(microseconds=written * unit_us)
    except OverflowError:
        return None
