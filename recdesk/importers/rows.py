"""What the tables and trees of many services have in common: the loop over a sheet, and a time as written."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime

from recdesk.domain.history import BadRow, Precision, Row, TimeKind
from recdesk.importers.dates import DateColumn, parse_day
from recdesk.importers.identity import clip
from recdesk.importers.importer import Part
from recdesk.importers.moments import day_part, parse_moment
from recdesk.importers.tables import Broken, Line, Sheet, read_table

_ENOUGH = 500  # rows; exports write one form, only a table that was saved again has others
# What programs write where they have no date: MyAnimeList, Go's zero time, the epoch.
_NO_DATE = ("0000-", "0001-01-01", "1970-01-01")


@dataclass(frozen=True, slots=True)
class Stamp:
    """A time, how exact it is and what it means; without a time all three say so."""

    when: datetime | None = None
    precision: Precision = Precision.NONE
    kind: TimeKind = TimeKind.UNKNOWN

    @property
    def key(self) -> str:
        """The time as it goes into an event's key, to the second."""
        return "" if self.when is None else self.when.replace(microsecond=0).isoformat()


NEVER = Stamp()


def stamp(text: str, kind: TimeKind, order: str = "ymd") -> Stamp | None:
    """The time written in `text`; `NEVER` for a blank or a sentinel, None for what is no time."""
    if not text or text.startswith(_NO_DATE):
        return NEVER
    found = parse_moment(text, order)
    return None if found is None else Stamp(found[0], found[1], kind)


def no_date(place: str, raw: str, text: str) -> BadRow:
    """The row whose date `stamp` refused."""
    return BadRow(place, raw, f"the date {clip(text, 40)} is not a date")


def table_rows(
    part: Part, sheet: Sheet, read: Callable[[Line, str], Row], *, private: bool = False
) -> Iterator[Row]:
    """Each line of a sheet through `read` (line, place). `private`: the text of a line that cannot be taken
    apart is not kept, because the table holds columns that must not be copied."""
    for line in read_table(part.member, sheet):
        place = part.place(line.number)
        if isinstance(line, Broken):
            yield BadRow(place, "" if private else clip(line.text), line.why)
        else:
            yield read(line, place)


def file_order(part: Part, sheet: Sheet, *columns: str) -> str:
    """The one order of day, month and year in all these columns, as the program writes them that saved the
    table last: that of the first column which leaves no other open."""
    dates = {column: DateColumn() for column in columns}
    dated: set[str] = set()
    for number, line in enumerate(read_table(part.member, sheet)):
        if isinstance(line, Broken):
            continue
        for column in columns:
            day = day_part(line.get(column).strip("[] "))  # LibraryThing brackets its days
            dates[column].feed(day)
            if column not in dated and any(parse_day(day, order) for order in ("ymd", "dmy", "mdy")):
                dated.add(column)
        if number >= _ENOUGH and any(found.settled for found in dates.values()):
            break
    likeliest = sorted(columns, key=lambda column: (column not in dated, dates[column].open))
    return dates[likeliest[0]].order


def date_order(part: Part, sheet: Sheet, column: str) -> str:
    """The order of day, month and year in a column, from all its rows; a column that sets the year in front
    needs no more than the first of them."""
    dates = DateColumn()
    for number, line in enumerate(read_table(part.member, sheet)):
        if isinstance(line, Line):
            dates.feed(day_part(line.get(column)))
        if number == _ENOUGH and dates.settled:
            break
    return dates.order
