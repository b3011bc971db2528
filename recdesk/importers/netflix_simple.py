"""Netflix viewing history, the short one (NetflixViewingHistory.csv: Title, Date).

One row is one title on one day, of one profile. Reads the file twice: once for the order of the dates and
the prefixes that recur, once for the rows. The header is English in every real file; a translated one is
believed where the titles name seasons, as only Netflix writes them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from recdesk.domain.history import Action, BadRow, Mention, Precision, Reading, Row, SkippedRow, TimeKind
from recdesk.domain.works import Kind
from recdesk.importers.dates import DateColumn, at_noon, parse_day
from recdesk.importers.identity import clip, event_key, raw_json
from recdesk.importers.importer import Claim, Part, SourceInfo
from recdesk.importers.look import Look
from recdesk.importers.moments import day_part
from recdesk.importers.season_words import Prefixes, names_season, read_title
from recdesk.importers.tables import Broken, Line, Sheet, read_table
from recdesk.importers.worded_dates import read_worded

info = SourceInfo(
    id="netflix_simple",
    name="Netflix viewing history",
    kinds=(Kind.FILM, Kind.SERIES),
    files=("NetflixViewingHistory.csv",),
)

_ENGLISH = frozenset({"title", "date"})
_TITLES = ("title", *"titel título titulo titre titolo tytuł başlık タイトル 제목 标题 標題 片名".split())
_DAYS = ("date", *"datum fecha data tarih 日付 視聴日 날짜 日期".split())
_DATES = 0.95  # of the second column, in the head: "Title,Date" alone is a header anyone may write


def key_of_day(title: str, day: date) -> str:
    """The key of a title on a day of the account's own zone; the full report covers it."""
    return event_key(title, day)


def claim(look: Look) -> Claim | None:
    sheet = _sheet(look)
    if sheet is None:
        return None
    lines = look.rows(sheet)
    title, day = _columns(sheet)
    if sheet.header != _ENGLISH and not any(names_season(line.get(title)) for line in lines):
        return None
    dates = [line.get(day) for line in lines]
    good = sum(1 for text in dates if any(_day(text, order) for order in ("mdy", "dmy", "ymd")))
    wrong = len(dates) - good
    return Claim(home=look.path) if wrong <= max(1 if good else 0, (1 - _DATES) * len(dates)) else None


def rows(parts: Sequence[Part]) -> Iterator[Row]:
    for part in parts:
        sheet = _sheet(part.look)
        assert sheet is not None  # it was claimed by this sheet
        dates, prefixes = _first_pass(part, sheet)
        order = dates.order
        columns = _columns(sheet)
        for line in read_table(part.member, sheet):
            yield _row(line, part.place(line.number), columns, order, prefixes)


def _sheet(look: Look) -> Sheet | None:
    return look.sheet_where(
        lambda header: len(header) == 2 and all(header.intersection(names) for names in (_TITLES, _DAYS))
    )


def _columns(sheet: Sheet) -> tuple[str, str]:
    """The columns of the titles and of the days."""
    return (
        next(column for column in sheet.columns if column in _TITLES),
        next(column for column in sheet.columns if column in _DAYS),
    )


def _first_pass(part: Part, sheet: Sheet) -> tuple[DateColumn, Prefixes]:
    dates, prefixes = DateColumn(), Prefixes()
    title, day = _columns(sheet)
    for line in read_table(part.member, sheet):
        if isinstance(line, Line):
            dates.feed(day_part(line.get(day)))
            prefixes.add(line.get(title))
    return dates, prefixes


def _day(written: str, order: str) -> date | None:
    """A day; tables saved again add a clock ("2023-01-31 00:00:00") or a month's name."""
    day = parse_day(written, order) or parse_day(day_part(written), order)
    if day is None and (worded := read_worded(written, order)) is not None:
        return worded.time.date()
    return day


def _row(line: Line | Broken, place: str, columns: tuple[str, str], order: str, prefixes: Prefixes) -> Row:
    if isinstance(line, Broken):
        return BadRow(place, clip(line.text), line.why)
    title, written = map(line.get, columns)
    raw = raw_json(line.cells, columns)
    if not title:
        return SkippedRow(place, raw, "no title")  # Netflix itself writes such rows (63 in one real file)
    day = _day(written, order)
    if day is None:
        return BadRow(
            place, raw, f"the date {clip(written, 40)} is not a date" if written else "it has no date"
        )
    guesses, detail = read_title(title, prefixes)
    return Reading(
        place=place,
        raw=raw,
        key=key_of_day(title, day),
        mention=Mention(guesses),
        action=Action.WATCHED,
        when=at_noon(day),
        precision=Precision.DAY,
        time_kind=TimeKind.CONSUMED,
        detail=detail if guesses[0].kind is Kind.SERIES else "",
    )
