"""What the values of a column look like: dates, ratings, numbers, links, yes and no.

Looks at a few cells and knows no names of columns. Every test takes one cell, stripped and not blank.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from recdesk.domain.isbn import isbn13
from recdesk.domain.works import Kind
from recdesk.importers.cells import is_grouped
from recdesk.importers.columns import kind_of
from recdesk.importers.shelves import shelf_action
from recdesk.importers.worded_dates import read_worded

_NUMBERED_DATE = re.compile(
    r"\d{4}\s*[-/.年년]\s*\d{1,2}(\s*[-/.月월]\s*\d{1,2}\s*[日일.]?)?(?!\d)|\d{1,2}\s*[-/.]\s*\d{1,2}\s*[-/.]\s*\d{2,4}(?!\d)"
)
_EPOCH = re.compile(r"\d{10}(\d{3})?(\.\d+)?\Z")
_COMPACT = re.compile(r"(19|20)\d{2}(0[1-9]|1[0-2])([0-2]\d|3[01])\Z")
_WORDED = re.compile(r"[^\W\d_]{3,}\.?,?\s+\d{4}\Z")
_YEAR = re.compile(r"-?\d{3,4}(\.0)?\Z")
_NUMBER = re.compile(r"-?\d+(?:[.,]\d+)?\Z")
_RATING = re.compile(r"\d{1,3}(?:[.,]\d+)?\s*(?:%|(?:/|of|out of)\s*\d+)?\Z|[★⭐☆½✩🌟️\s]+\Z")
_WHOLE = re.compile(r"\d{1,9}(\.0)?\Z")
_LENGTH = re.compile(
    r"\d{1,3}:\d{2}(:\d{2})?(\.\d+)?\Z|\d+(?:[.,]\d+)?\s*(?:h|hrs?|hours?|m|mins?|minutes?|s|secs?|seconds?|ms|"
    r"std|stunden|minuten|分|分钟|时|時間|시간|분|мин|ч)?\b.*\Z",
    re.IGNORECASE,
)
_SHARE = re.compile(r"\d{1,3}(?:[.,]\d+)?\s*%?\Z|\d+\s*(?:/|of)\s*\d+\Z")
_IMDB = re.compile(r"tt\d{5,10}\Z")
_WEB = re.compile(r"(?:https?://\S+|www\.[^\s/]+/\S+)\Z", re.IGNORECASE)
_ADDRESS = re.compile(r"[a-z][a-z+.-]+:[^\s:]\S*\Z")  # also spotify:track:..., urn:isbn:...
_CLEAR_RATING = re.compile(r"\d{1,2}(?:[.,]\d|/\d+)\Z|[★⭐☆½✩🌟️\s]+\Z")
_YES_NO = frozenset(
    "yes y no n true false x ✓ ✔ ☑ checked unchecked ja nein oui non sí si sì sim não nee tak nie "
    "evet hayır да нет "
    "はい いいえ 예 아니오 네 是 否 ♥ ❤ 0 1 up down liked like loved 👍 👎".split()
)
_WORD = re.compile(r"[^\W\d_]{2,}")


def is_date(cell: str) -> bool:
    """A day or a month with its year; a bare year is none."""
    if _NUMBERED_DATE.match(cell) or _EPOCH.match(cell) or _COMPACT.match(cell):
        return True
    if len(cell) > 48 or not any(c.isdigit() for c in cell):
        return False
    return read_worded(cell, "dmy") is not None or (
        _WORDED.match(cell) is not None and read_worded(f"1 {cell}", "dmy") is not None
    )


def is_year(cell: str) -> bool:
    return _YEAR.match(cell) is not None and abs(float(cell)) <= 2100


def is_number(cell: str) -> bool:
    return _NUMBER.match(cell) is not None


def is_rating(cell: str) -> bool:
    if not _RATING.match(cell):
        return False
    return not is_number(cell) or float(cell.replace(",", ".")) <= 100


def is_whole(cell: str) -> bool:
    return _WHOLE.match(cell) is not None or is_grouped(cell)


def is_length(cell: str) -> bool:
    return _LENGTH.match(cell) is not None and not is_date(cell)


def is_share(cell: str) -> bool:
    return _SHARE.match(cell) is not None


def is_isbn(cell: str) -> bool:
    return isbn13(cell) is not None


def is_imdb(cell: str) -> bool:
    return _IMDB.match(cell) is not None


def is_web(cell: str) -> bool:
    return _WEB.match(cell) is not None


def is_yes_or_no(cell: str) -> bool:
    return cell.casefold() in _YES_NO


def is_address(cell: str) -> bool:
    return _ADDRESS.match(cell) is not None


def is_kind(cell: str) -> bool:
    return len(cell) < 24 and cell.count(" ") < 2 and kind_of(cell) is not None


def is_shelf(cell: str) -> bool:
    return len(cell) < 30 and shelf_action(cell, Kind.FILM) is not None


def is_name(cell: str) -> bool:
    """Anything a title or a name can be: also "1917" and "300", but no date, link or number with a point."""
    return not (is_address(cell) or is_imdb(cell) or (is_date(cell) and not _WORD.search(cell)))


def is_title(cell: str) -> bool:
    """Words that a title may be, and no answer to a question."""
    worded = _WORD.search(cell) is not None or any(c > "⺀" for c in cell)
    return worded and is_name(cell) and not is_yes_or_no(cell) and not is_address(cell)


def share(cells: Sequence[str], test: Callable[[str], bool]) -> float:
    """How many of the cells pass, 0 to 1; 0 where there are none."""
    return sum(map(test, cells)) / len(cells) if cells else 0.0


# What the values of a field must be. A column whose values are mostly otherwise is not that field, whatever
# it is called; "year" and bare numbers are dates only where the name says so.
FITTING: Mapping[str, Callable[[str], bool]] = {
    "date": lambda cell: is_date(cell) or is_year(cell),
    "logged": is_date,
    "rating": is_rating,
    "year": lambda cell: is_year(cell) or is_date(cell),
    "season": lambda cell: is_whole(cell) or len(cell) < 20,
    "episode": lambda cell: not is_date(cell) and not is_address(cell),
    "count": is_whole,
    "duration": is_length,
    "progress": is_share,
    "isbn": lambda cell: any(c.isdigit() for c in cell),
    "imdb": lambda cell: is_imdb(cell) or is_whole(cell),
    "tmdb": is_whole,
    "url": lambda cell: is_web(cell) or is_address(cell),
    "liked": is_yes_or_no,
    "repeat": is_yes_or_no,
    "status": lambda cell: not is_date(cell) and not is_number(cell),
    "review": lambda cell: not is_date(cell) and not is_number(cell),
    "kind": lambda cell: not is_date(cell) and not is_number(cell),
    **dict.fromkeys(
        ("title", "original", "film", "series", "book", "artist", "album", "track", "podcast", "creator",
         "episode_title", "profile", "tags"),
        is_name,
    ),
}  # fmt: skip
# What gives a column away by itself, and how much that weighs beside a name (1.0): an IMDb number is nothing
# else, a rating may be any number.
TELLING: Mapping[str, tuple[Callable[[str], bool], float]] = {
    "imdb": (is_imdb, 1.3),
    "isbn": (is_isbn, 0.7),
    "url": (is_web, 0.6),
    "date": (is_date, 0.5),
    "kind": (is_kind, 0.45),
    "status": (is_shelf, 0.4),
    "year": (lambda cell: is_year(cell) and cell[:2] in ("18", "19", "20"), 0.35),
    "rating": (lambda cell: _CLEAR_RATING.match(cell) is not None, 0.3),
}
