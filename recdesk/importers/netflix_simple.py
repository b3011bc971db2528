"""Netflix viewing history, the short one (NetflixViewingHistory.csv: Title, Date).

One row is one title on one day, of one profile. Reads the file twice: once for the order of the dates and
the prefixes that recur, once for the rows.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from recdesk.domain.history import Action, BadRow, Mention, Precision, Reading, Row, SkippedRow, TimeKind
from recdesk.domain.works import Kind
from recdesk.importers.dates import DateColumn, at_noon, parse_day
from recdesk.importers.identity import clip, event_key, raw_json
from recdesk.importers.importer import Claim, Part, SourceInfo
from recdesk.importers.look import Look
from recdesk.importers.season_words import Prefixes, read_title
from recdesk.importers.tables import Broken, Line, Sheet, read_table

info = SourceInfo(
    id="netflix_simple",
    name="Netflix viewing history",
    kinds=(Kind.FILM, Kind.SERIES),
    files=("NetflixViewingHistory.csv",),
)

_DATES = 0.95  # of the second column, in the head: "Title,Date" alone is a header anyone may write


def claim(look: Look) -> Claim | None:
    sheet = _sheet(look)
    if sheet is None:
        return None
    dates = [line.get("date") for line in look.rows(sheet)]
    good = sum(1 for text in dates if any(parse_day(text, order) for order in ("mdy", "dmy", "ymd")))
    wrong = len(dates) - good
    return Claim(home=look.path) if wrong <= max(1 if good else 0, (1 - _DATES) * len(dates)) else None


def rows(parts: Sequence[Part]) -> Iterator[Row]:
    for part in parts:
        sheet = _sheet(part.look)
        assert sheet is not None  # it was claimed by this sheet
        dates, prefixes = _first_pass(part, sheet)
        order = dates.order
        for line in read_table(part.member, sheet):
            yield _row(line, part.place(line.number), order, prefixes)


def _sheet(look: Look) -> Sheet | None:
    sheet = look.sheet("title", "date")
    return sheet if sheet is not None and sheet.header == {"title", "date"} else None


def _first_pass(part: Part, sheet: Sheet) -> tuple[DateColumn, Prefixes]:
    dates, prefixes = DateColumn(), Prefixes()
    for line in read_table(part.member, sheet):
        if isinstance(line, Line):
            dates.feed(line.get("date"))
            prefixes.add(line.get("title"))
    return dates, prefixes


def _row(line: Line | Broken, place: str, order: str, prefixes: Prefixes) -> Row:
    if isinstance(line, Broken):
        return BadRow(place, clip(line.text), line.why)
    title, written = line.get("title"), line.get("date")
    raw = raw_json(line.cells, ("title", "date"))
    if not title:
        return SkippedRow(place, raw, "no title")  # Netflix itself writes such rows (63 in one real file)
    day = parse_day(written, order)
    if day is None:
        return BadRow(
            place, raw, f"the date {clip(written, 40)} is not a date" if written else "it has no date"
        )
    guesses, detail = read_title(title, prefixes)
    return Reading(
        place=place,
        raw=raw,
        key=event_key(title, day),
        mention=Mention(guesses),
        action=Action.WATCHED,
        when=at_noon(day),
        precision=Precision.DAY,
        time_kind=TimeKind.CONSUMED,
        detail=detail if guesses[0].kind is Kind.SERIES else "",
    )
