"""A time as somebody wrote it: a day in the column's order, ISO with or without a clock, an epoch, a month by
its name in the languages of `worded_dates`. Times without a zone are taken as UTC.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta

from recdesk.domain.history import Precision
from recdesk.importers.dates import at_noon, parse_day
from recdesk.importers.worded_dates import read_worded

_CLOCK = re.compile(
    r"[T,\s]+(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?:[.,]\d+)?)?\s*(?P<half>[ap]\.?m\.?)?"
    r"\s*(?:Z|UTC|GMT)?\s*(?P<offset>[+-]\d{2}:?\d{2})?\Z",
    re.IGNORECASE,
)
_SECONDS = re.compile(r"\d:\d{2}:\d{2}")
_OFFSET = re.compile(r"(?<=[\dMm])\s*([+-]\d{2}:?\d{2})\Z")  # "Sun, 02 Jun 2024 13:45:00 +0200"
_WORDED = re.compile(r"[^\W\d_]{3}|[⺀-\uffef]")  # of ISO's letters there are one or two
_MONTH = re.compile(r"(\d{4})[-/.](\d{1,2})\Z")
_MONTH_AND_YEAR = re.compile(r"[^\W\d_]{3,}\.?,?\s+(?:de\s+)?\d{4}\Z")
_YEARS = range(1890, 2101)


def day_part(text: str) -> str:
    """The text without a clock behind it: what a `DateColumn` is fed."""
    return _CLOCK.sub("", text.strip())


def parse_moment(text: str, order: str) -> tuple[datetime, Precision] | None:
    """The time written in `text` (aware, UTC) and how exact it is, or None if it is no time.

    `order` is the column's order of day, month and year ("dmy" ...).
    """
    text = text.strip()
    found = _from_digits(text) or _from_day(text, order) or _from_iso(text)
    if found is None and _WORDED.search(text) and re.search(r"\d", text):
        found = _from_words(text, order)
    return found if found is not None and found[0].year in _YEARS else None


def _from_digits(text: str) -> tuple[datetime, Precision] | None:
    if month := _MONTH.match(text):
        return _day(int(month.group(1)), int(month.group(2)), 1, Precision.MONTH)
    if not (text.isascii() and text.isdigit()):
        return None
    if len(text) == 4:
        return _day(int(text), 1, 1, Precision.YEAR)
    if len(text) == 8:
        return _day(int(text[:4]), int(text[4:6]), int(text[6:]), Precision.DAY)
    if len(text) in (9, 10, 13):  # seconds since 1973, or milliseconds since 2001
        seconds = int(text) / (1000 if len(text) == 13 else 1)
        return datetime.fromtimestamp(seconds, UTC), Precision.SECOND
    return None


def _day(year: int, month: int, day: int, precision: Precision) -> tuple[datetime, Precision] | None:
    try:
        return at_noon(date(year, month, day)), precision
    except ValueError:
        return None


def _from_day(text: str, order: str) -> tuple[datetime, Precision] | None:
    day = parse_day(day_part(text), order)
    if day is None:
        return None
    clock = _CLOCK.search(text)
    if clock is None:
        return at_noon(day), Precision.DAY
    hour = int(clock["hour"])
    if half := clock["half"]:
        hour = hour % 12 + (12 if half[0] in "pP" else 0)
    try:
        time = datetime(day.year, day.month, day.day, hour, int(clock["minute"]), int(clock["second"] or 0))
    except ValueError:
        return None
    return _utc(time, clock["offset"]), Precision.SECOND if clock["second"] else Precision.MINUTE


def _utc(time: datetime, offset: str | None) -> datetime:
    """A clock's time with its offset ("+02:00", "-0330") as UTC."""
    if offset:
        away = timedelta(hours=int(offset[1:3]), minutes=int(offset[-2:]))
        time += away if offset[0] == "-" else -away
    return time.replace(tzinfo=UTC)


def _from_iso(text: str) -> tuple[datetime, Precision] | None:
    try:
        time = datetime.fromisoformat(text)
        time = time.replace(tzinfo=UTC) if time.tzinfo is None else time.astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    return time, Precision.SECOND


def _from_words(text: str, order: str) -> tuple[datetime, Precision] | None:
    """ "14 Jul 2023", "12. März 2023", "Jul 14, 2023 11:30 PM", "mai 2023"."""
    if _MONTH_AND_YEAR.match(text):
        month = read_worded(f"1 {text}", order)
        return None if month is None else (at_noon(month.time.date()), Precision.MONTH)
    offset = _OFFSET.search(text)
    if (worded := read_worded(text[: offset.start()] if offset else text, order)) is not None:
        if not worded.clock:
            return at_noon(worded.time.date()), Precision.DAY
        exact = Precision.SECOND if _SECONDS.search(text) else Precision.MINUTE
        if offset or not worded.zone:
            return _utc(worded.time, offset and offset[1]), exact
        return worded.time.replace(tzinfo=worded.zone).astimezone(UTC), exact
    # What is left is odd English; zone names are left out, the parser would guess them.
    # Imported here: it costs 24 ms, and the window, which only glances at files, never needs it.
    from dateutil import parser as dateutil_parser  # type: ignore[import-untyped]

    try:
        time = dateutil_parser.parse(text, dayfirst=order == "dmy", ignoretz=True, default=datetime(1, 1, 1))
    except (ValueError, OverflowError):
        return None
    if ":" in text:
        return time.replace(tzinfo=UTC), Precision.MINUTE
    return at_noon(time.date()), Precision.DAY
