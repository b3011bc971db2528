"""From rows of cells to a `RatingsTable`: persons numbered as they come, items by the numbers handed in.

A rating takes 20 bytes while it is gathered: MovieLens 25M needs 500 MB, and no text is kept of it.
"""

from __future__ import annotations

import math
from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

import numpy as np
from numpy.typing import NDArray

from recdesk.catalogue.format import Tally
from recdesk.domain.ratings import RatingsTable

_FAR = 6 * 10**10  # seconds, from the year 68 to 3871, all of which are dates; as milliseconds 1971
_FINEST = 4  # seconds, milli-, micro-, nanoseconds
_NO_ROW: tuple[list[str], ...] = ([], [""])  # a blank line
_BLANK = {"", "null", "nan", "na", "n/a", "none", r"\n"}  # what databases write where there is nothing
_NOT_THERE = "a rating of a work that is left out or not described"


@dataclass(frozen=True, slots=True)
class Places:
    """Which cell of a row is what; None: the pack does not have it."""

    person: int
    item: int
    value: int | None = None
    time: int | None = None


def gather(
    rows: Iterable[Sequence[str]], places: Places, items: Mapping[str, int], tally: Tally, where: str
) -> RatingsTable:
    """The ratings of the items that have a number in `items`. A blank value becomes NaN; times are None if no
    row has one, else 0 where a row has none."""
    person, item, value, time = array("i"), array("i"), array("f"), array("q")
    people: dict[str, int] = {}
    any_time = False
    for cells in rows:
        if cells in _NO_ROW:
            continue
        try:
            number = items[cells[places.item].strip()]
            rating = _value(cells[places.value]) if places.value is not None else math.nan
            when = cells[places.time] if places.time is not None else ""
            who = cells[places.person].strip()
        except KeyError:
            tally.leave_out(_NOT_THERE)
            continue
        except (IndexError, ValueError):
            tally.spoil(f"{where}, {','.join(cells)[:60]}", "a rating that cannot be read")
            continue
        person.append(people.setdefault(who, len(people)))
        item.append(number)
        value.append(rating)
        try:
            time.append(_time(when))
        except (ValueError, OverflowError):  # who liked what is known all the same
            tally.spoil(f"{where}, {','.join(cells)[:60]}", "a time that cannot be read")
            time.append(0)
        any_time = any_time or time[-1] != 0
    return _table(len(people), len(items), person, item, value, time if any_time else None)


def _table(
    people: int,
    items: int,
    person: array[int],
    item: array[int],
    value: array[float],
    time: array[int] | None,
) -> RatingsTable:
    # The numbers are not copied: what was gathered is what the table holds.
    who: NDArray[np.int32] = np.frombuffer(person, np.int32)
    what: NDArray[np.int32] = np.frombuffer(item, np.int32)
    values: NDArray[np.float32] = np.frombuffer(value, np.float32)
    times: NDArray[np.int64] | None = None if time is None else np.frombuffer(time, np.int64)
    if np.any(who[1:] < who[:-1]):
        order = np.argsort(who, kind="stable")
        who, what, values = who[order], what[order], values[order]
        times = None if times is None else times[order]
    return RatingsTable(people, items, who, what, values, times)


def votes(rows: Iterable[Sequence[str]], item: int) -> Counter[str]:
    """How many ratings each item has: packs that hold ratings say it nowhere else."""
    return Counter(cells[item].strip() for cells in rows if len(cells) > item)


def _value(cell: str) -> float:
    try:
        value = float(cell)
    except ValueError:
        if cell.strip().casefold() not in _BLANK:
            raise
        return math.nan
    if math.isinf(value):
        raise ValueError("without end")
    return value


def _time(cell: str) -> int:
    """Seconds since 1970, of a number or of an ISO date; 0 for a blank. A number of milli-, micro- or
    nanoseconds is told by its size: as seconds it would lie thousands of years ahead."""
    if cell.strip().casefold() in _BLANK:
        return 0
    if "-" in cell[1:]:
        when = datetime.fromisoformat(cell.strip())
        return int((when if when.tzinfo else when.replace(tzinfo=UTC)).timestamp())
    seconds = int(float(cell))
    for _ in range(_FINEST):
        if abs(seconds) < _FAR:
            return seconds
        seconds //= 1000
    raise ValueError("no time that a person could have known")


def split_by(lines: Iterator[str], mark: str) -> Iterator[list[str]]:
    """Lines cut at a mark of any length ("::" of MovieLens), without their ends."""
    for line in lines:
        yield line.rstrip("\r\n").split(mark)
