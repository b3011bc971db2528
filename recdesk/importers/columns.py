"""What the columns of a table nobody knows mean: guessed, or as the person says in a mapping.

A mapping is {column: field} and what `--map` reads, a dry run prints and the library remembers; a `Meaning`
is the same thing the other way round, as the reader of tables wants it.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from recdesk.domain.faults import UserFault
from recdesk.domain.works import Kind
from recdesk.importers.column_names import NAMES, NOTHING

FIELDS = frozenset(NAMES) - {NOTHING}
NAMING = ("title", "film", "series", "book", "artist", "album", "track", "podcast")
PERSONAL = frozenset({"date", "logged", "rating", "status", "liked", "count", "repeat", "review", "progress"})
ORDERS = ("dmy", "mdy", "ymd")
_SCALE = re.compile(r"(?:/|out of|of|1\s*[-–]|0\s*[-–])\s*(5|10|20|100)\b")
_WITH_SCALE, _WITH_ORDER, _WITH_KIND = (
    frozenset({"rating"}),
    frozenset({"date", "logged"}),
    frozenset({"title"}),
)

_KINDS = (
    (Kind.PODCAST, "podcast|подкаст|播客|ポッドキャスト|팟캐스트"),
    (
        Kind.BOOK,
        "book|novel|audiobook|manga|comic|ebook|libro|livre|buch|livro|boek|ksiazka|kitap|roman|horbuch|"
        "книга|本|小説|漫画|书|图书|书籍|小说|책|도서|소설|만화",
    ),
    (
        Kind.SERIES,
        "tv|series|serie|miniserie|minisserie|show|episode|anime|season|serial|dizi|сериал|ドラマ|アニメ|番組|"
        "电视剧|剧集|连续剧|动画|드라마|시리즈|애니메이션",
    ),
    (
        Kind.FILM,
        "film|movie|feature|short|documentary|pelicula|filme|curta|dokumentarfilm|фильм|映画|电影|影片|영화",
    ),
    (Kind.ALBUM, "album|record|lp|альбом|アルバム|专辑|앨범"),
    (Kind.ARTIST, "music|song|track|artist|band|musik|musique|musica|muzyka|muzik|muziek|музыка|песня|"
        "音楽|音乐|음악"),
    (Kind.CHANNEL, "video|youtube|channel"),
)  # fmt: skip
# Words of scripts without spaces stand inside others; those of Latin letters are whole, or plurals.
_KIND_WORDS = tuple(
    (kind, re.compile(rf"\b(?:{words})(?:s|e|en|er|y|i|lar|ler)?\b|{_inside}"))
    for kind, words in _KINDS
    for _inside in ["|".join(w for w in words.split("|") if w > "⺀") or r"(?!)"]
)


@dataclass(frozen=True, slots=True)
class Meaning:
    """Which column means what; the scale of the rating, the order of the day's numbers and the kind of all
    titles where the name or the mapping says them."""

    columns: Mapping[str, str]  # field: column (casefolded)
    scale: int | None = None
    order: str = ""  # of the field "date"
    logged_order: str = ""
    kind: Kind | None = None

    def __contains__(self, field: str) -> bool:
        return field in self.columns

    def mapping(self, columns: Iterable[str]) -> dict[str, str]:
        """As a mapping of all these columns, in their order and spelling."""
        fields = {column: field for field, column in self.columns.items()}
        more = {
            "rating": str(self.scale or ""),
            "date": self.order,
            "logged": self.logged_order,
            "title": self.kind.value if self.kind else "",
        }
        told = ((column, fields.get(column.strip().casefold(), NOTHING)) for column in columns if column)
        return {column: f"{f}/{more[f]}" if more.get(f) else f for column, f in told}


def guess_meaning(header: Sequence[str], sample_rows: Sequence[Sequence[str]] = ()) -> Meaning:
    """The meaning of a header, guessed; columns not understood are left out."""
    # Imported here: it costs 15 ms, and a file that a format claims never needs it.
    from recdesk.importers.guessing import guess_columns

    found = {field: column.casefold() for field, column in guess_columns(header, sample_rows).items()}
    scale = _SCALE.search(found["rating"]) if "rating" in found else None
    return Meaning(found, int(scale.group(1)) if scale else None)


def mapped_meaning(mapping: Mapping[str, str]) -> Meaning:
    """The meaning a person gives: {column: field}. "rating/10" names the scale too, "date/dmy" the order of
    day, month and year, "title/book" what all titles are; "ignore" a column that means nothing. Raises
    `UserFault` for a field that does not exist, or a mapping without any title."""
    found: dict[str, str] = {}
    extras: dict[str, str] = {}
    for column, wanted in mapping.items():
        field, _, extra = wanted.strip().casefold().partition("/")
        if field == NOTHING:
            continue
        if field not in FIELDS or not _extra_makes_sense(field, extra):
            examples = {"rating/5", "rating/10", "rating/100", "date/dmy", "title/book", NOTHING}
            known = ", ".join(sorted(FIELDS | examples))
            raise UserFault(
                f'The mapping gives column "{column}" the meaning "{wanted}".', f"Known are: {known}."
            )
        if field in found:
            raise UserFault(f'The mapping names two columns for "{field}".', "Leave one of them out.")
        found[field] = column.strip().casefold()
        extras[field] = extra
    if not any(field in found for field in NAMING):
        raise UserFault("The mapping names no column with titles.", 'Give one column the meaning "title".')
    scale = int(extras["rating"]) if extras.get("rating") else None
    kind = Kind(extras["title"]) if extras.get("title") else None
    return Meaning(found, scale, extras.get("date", ""), extras.get("logged", ""), kind)


def table_key(columns: Iterable[str]) -> str:
    """16 hex digits that are the same for the same set of columns, in whatever order and case."""
    folded = sorted({column.strip().casefold() for column in columns} - {""})
    return hashlib.blake2b("\x1f".join(folded).encode("utf-8", "replace"), digest_size=8).hexdigest()


@lru_cache(maxsize=4096)
def kind_of(text: str) -> Kind | None:
    """The kind of work a word means ("tvSeries", "Feature Film", "Novel", "映画"), or None."""
    apart = re.sub(r"(?<=[a-z])(?=[A-Z])|[_-]", " ", text)
    words = "".join(
        c for c in unicodedata.normalize("NFKD", apart.replace("ż", "z")) if not "\u0300" <= c <= "\u036f"
    ).casefold()
    words = unicodedata.normalize("NFC", words)
    return next((kind for kind, pattern in _KIND_WORDS if pattern.search(words)), None)


def _extra_makes_sense(field: str, extra: str) -> bool:
    if not extra:
        return True
    if field in _WITH_SCALE:
        return extra.isdigit() and int(extra) > 0
    if field in _WITH_KIND:
        return extra in set(Kind)
    return field in _WITH_ORDER and extra in ORDERS
