"""The full Netflix report (netflix-report.zip): what was played, rated and put on the list, by profile.

Viewings are named as in the short history, with their start and length, and belong to a profile of the
household. The short one names no profile, and of the time only the day in the account's own zone: a viewing
of anybody covers its row of that title on the day it was, wherever on earth. Trailers, hooks and what played
by itself are named and left out; short views are kept, for how short is too short is decided when a history
is used. Devices and payments are never read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from functools import partial

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
from recdesk.domain.works import Kind
from recdesk.importers import netflix_simple
from recdesk.importers.cells import number
from recdesk.importers.identity import Occurrences, clip, event_key, key_elsewhere, raw_json
from recdesk.importers.importer import Claim, Decline, Part, SourceInfo
from recdesk.importers.look import Look
from recdesk.importers.rows import date_order, no_date, stamp, table_rows
from recdesk.importers.season_words import Prefixes, episode_tail, read_title
from recdesk.importers.tables import Line, Sheet, read_table

info = SourceInfo(
    id="netflix_report",
    name="Netflix report",
    kinds=(Kind.FILM, Kind.SERIES),
    files=("netflix-report.zip", "ViewingActivity.csv", "Ratings.csv", "MyList.csv"),
)

_VIEWING = ("profile name", "start time", "duration", "title", "supplemental video type")
_RATINGS = ("profile name", "title name", "rating type", "event utc ts")
_LIST = ("profile name", "title name", "utc title add date")
_ROLES = {"viewing": _VIEWING, "ratings": _RATINGS, "list": _LIST}
_TIME = {"viewing": "start time", "ratings": "event utc ts", "list": "utc title add date"}
_COLUMNS = {
    "viewing": (*_VIEWING, "attributes", "latest bookmark"),
    "ratings": ("profile name", "title name", "thumbs value", "event utc ts", "rating type", "star value"),
    "list": _LIST,
}
_OTHERS = frozenset({"query typed", "playtraces", "has watched", "interaction", "preference"})

_EXTRAS = {"trailer": "trailer", "teaser_trailer": "trailer", "hook": "hook", "promotional": "promotion"}
_HOOK = re.compile(r"_(?:hook|bumper|teaser|trailer)_\w+\Z", re.IGNORECASE)
_AUTOPLAYED = re.compile(r"autoplayed:\s*user action:\s*none", re.IGNORECASE)
_ZONES = (timedelta(hours=14), timedelta(hours=12))  # the farthest ahead of UTC, and behind it
_DAY = timedelta(days=1)
_CLOCKED = (Precision.SECOND, Precision.MINUTE)
_LENGTH = re.compile(r"(\d{1,3}):(\d{2}):(\d{2})\Z")
# One thumb down, one up, two up: a dislike, a like, a love. The scale is ours, Netflix publishes none.
_THUMBS = {"1": (0.1, "thumb down"), "2": (0.8, "thumb up"), "3": (1.0, "two thumbs up")}


def claim(look: Look) -> Claim | Decline | None:
    for role, columns in _ROLES.items():
        if look.sheet(*columns):
            return Claim(home=look.folder, role=role)
    if look.sheet_where(lambda header: "profile name" in header and bool(header & _OTHERS)):
        return Decline("it is a part of the Netflix report that does not say what was watched")
    return None


def rows(parts: Sequence[Part]) -> Iterator[Row]:
    for part in sorted(parts, key=lambda p: list(_ROLES).index(p.role)):
        sheet = part.look.sheet(*_ROLES[part.role])
        assert sheet is not None  # it was claimed by this sheet
        order = date_order(part, sheet, _TIME[part.role])
        if part.role == "viewing":
            read = partial(_viewing, order=order, prefixes=_prefixes(part, sheet), plays=Occurrences())
        else:
            read = partial(_mark, order=order, role=part.role)
        yield from table_rows(part, sheet, read)


def _prefixes(part: Part, sheet: Sheet) -> Prefixes:
    prefixes = Prefixes()
    for line in read_table(part.member, sheet):
        if isinstance(line, Line) and not line.get("supplemental video type"):
            prefixes.add(line.get("title"))
    return prefixes


def _viewing(line: Line, place: str, *, order: str, prefixes: Prefixes, plays: Occurrences) -> Row:
    raw = raw_json(line.cells, _COLUMNS["viewing"])
    title = line.get("title")
    if not title:
        return SkippedRow(place, raw, "no title")
    if rule := _rule(line, title):
        return SkippedRow(place, raw, rule)
    time = stamp(line.get("start time"), TimeKind.CONSUMED, order)
    if time is None:
        return no_date(place, raw, line.get("start time"))
    if time.when is None:
        return BadRow(place, raw, "it has no date")
    length = _LENGTH.match(line.get("duration"))
    if length is None:
        return BadRow(place, raw, f"the duration {clip(line.get('duration'), 40)} is not a duration")
    hours, minutes, seconds = map(int, length.groups())
    bare, numbered = episode_tail(title)
    guesses, detail = _named(bare, numbered, prefixes)
    profile = line.get("profile name")
    return Reading(
        place=place,
        raw=raw,
        key=plays.number(event_key("viewed", profile, time.key, title)),
        mention=Mention(guesses),
        action=Action.WATCHED,
        when=time.when,
        precision=time.precision,
        time_kind=time.kind,
        seconds=hours * 3600 + minutes * 60 + seconds or None,
        detail=detail,
        profile=profile,
        covers=_short_keys(bare, time.when, time.precision),
    )


def _short_keys(title: str, start: datetime, precision: Precision) -> tuple[str, ...]:
    """The keys that this viewing may have in the short history."""
    ahead, behind = _ZONES if precision in _CLOCKED else (_DAY, _DAY)
    days = dict.fromkeys(moment.date() for moment in (start - behind, start, start + ahead))
    return tuple(key_elsewhere(netflix_simple.info.id, netflix_simple.key_of_day(title, day)) for day in days)


def _rule(line: Line, title: str) -> str:
    """The rule by which a row is left out, or "". In real files 15 to 52 % of the rows are such."""
    extra = line.get("supplemental video type").casefold()
    if extra:
        return _EXTRAS.get(extra, extra.replace("_", " "))
    if _HOOK.search(title):
        return "hook"
    return "autoplay" if _AUTOPLAYED.search(line.get("attributes")) else ""


def _named(bare: str, numbered: str, prefixes: Prefixes) -> tuple[tuple[Guess, ...], str]:
    """What a title names, and the episode. The number behind an episode's name settles that it is one."""
    guesses, detail = read_title(bare, prefixes)
    if numbered:
        if len(guesses) > 1:
            guesses = tuple(g for g in guesses if g.kind is Kind.SERIES)
        elif guesses[0].kind is Kind.FILM:
            guesses = (Guess(Kind.SERIES, bare),)
        detail = f"{detail} ({numbered})" if detail else numbered
    return guesses, detail if guesses[0].kind is Kind.SERIES else ""


def _mark(line: Line, place: str, *, order: str, role: str) -> Row:
    """A title rated or put on the list. It is named whole, be it film or series; of a real list of 60 most
    are series, so that guess comes first."""
    raw = raw_json(line.cells, _COLUMNS[role])
    title, profile = line.get("title name"), line.get("profile name")
    if not title:
        return SkippedRow(place, raw, "no title")
    time = stamp(line.get(_TIME[role]), TimeKind.LOGGED, order)
    if time is None:
        return no_date(place, raw, line.get(_TIME[role]))
    rating, text = (None, "") if role == "list" else _rating(line)
    if role == "ratings" and rating is None:
        return SkippedRow(place, raw, "no rating")
    saved = role == "list"
    return Reading(
        place=place,
        raw=raw,
        key=event_key("saved" if saved else "rated", profile, time.key, title),
        mention=Mention((Guess(Kind.SERIES, title), Guess(Kind.FILM, title))),
        action=Action.SAVED if saved else Action.RATED,
        when=time.when,
        precision=time.precision,
        time_kind=time.kind,
        rating=rating,
        rating_text=text,
        liked=rating is not None and rating >= 0.8,
        profile=profile,
        shelf="watchlist" if saved else "",
    )


def _rating(line: Line) -> tuple[float | None, str]:
    thumbs = line.get("thumbs value").removesuffix(".0")
    if thumbs in _THUMBS:
        return _THUMBS[thumbs]
    stars = number(line.get("star value"))
    return (stars / 5, f"{stars:g} of 5") if stars is not None and 0 < stars <= 5 else (None, "")
