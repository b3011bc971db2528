"""What the columns of a table nobody knows mean: by their names, in English and the commonest synonyms, or
by the mapping the person gives.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from recdesk.domain.faults import UserFault
from recdesk.domain.works import Kind

# field: the names its columns have. In a field the names stand in order of trust; where a table has two of
# them ("Date Read", "Date"), the first counts.
_NAMES = {
    "title": "title|name|item|work|titel|título|titulo|titre|titolo|tytuł|naslov|название|标题|片名|題名",
    "film": "film|movie|movie title|film title|movie name|película|pelicula|filme",
    "series": "series|show|tv show|tv series|series title|show title|series name|show name|serie",
    "book": "book|book title|libro|livre|buch|livro|boek",
    "artist": "artist|artist name|band|performer|artists|artista|artiste|künstler|interpret",
    "album": "album|album title|album name|release",
    "track": "track|song|track name|song title|track title|song name",
    "podcast": "podcast|podcast name|podcast title",
    "episode": "episode|episode title|episode name",
    "kind": "kind|type|media type|item type|title type|category|media|medium",
    "date": (
        "watched date|date watched|watched at|watched on|date read|read at|last date read|finished|"
        "date finished|finished at|finish date|finished on|completed|completed at|completed date|end date|"
        "listened at|played at|last played|last watched|viewed|date viewed|viewed at|date|timestamp|time|"
        "datetime|utc time|when|datum|fecha|data|date vue|gesehen am|gelesen am|日期"
    ),
    "logged": "date rated|rated at|date logged|logged|date added|added|added at|created|created at|saved at",
    "rating": (
        "my rating|your rating|user rating|personal rating|rating|my score|score|stars|star rating|"
        "you rated|rate|note|nota|bewertung|puntuación|valoración|voto|ocena|评分"
    ),
    "creator": (
        "creator|creators|author|authors|director|directors|by|writer|autor|autora|auteur|autore|autoren|"
        "regisseur|réalisateur|regista|作者|导演"
    ),
    "year": (
        "year|release year|year published|publication year|original publication year|año|ano|jahr|année|anno"
    ),
    "status": "status|state|shelf|exclusive shelf|read status|watch status|list|estado|statut",
    "liked": "liked|like|favorite|favourite|is favorite|loved|heart",
    "count": (
        "count|plays|play count|playcount|times watched|times read|read count|view count|views|scrobbles"
    ),
    "repeat": "rewatch|rewatched|reread|repeat",
    "review": "review|my review|comment|rezension|reseña|critique",
    "tags": "tags|tag|labels",
    "isbn": "isbn13|isbn 13|isbn|isbn10|isbn 10|isbn/uid",
    "imdb": "imdb id|imdb|imdbid|const|tconst",
    "tmdb": "tmdb id|tmdb|tmdbid",
}
FIELDS = frozenset(_NAMES)
NAMING = ("title", "film", "series", "book", "artist", "album", "track", "podcast")
PERSONAL = frozenset({"date", "logged", "rating", "status", "liked", "count", "repeat", "review"})
_SCALE = re.compile(r"(?:/|out of|of|1\s*[-–]|0\s*[-–])\s*(5|10|20|100)\b")

_KINDS = (
    (Kind.PODCAST, "podcast"),
    (Kind.BOOK, "book|novel|audiobook|manga|comic|ebook|libro|livre|buch|livro"),
    (Kind.SERIES, "tv|series|serie|miniserie|minisserie|show|episode|anime|season"),
    (Kind.FILM, "film|movie|feature|short|documentary|pelicula|filme|curta"),
    (Kind.ALBUM, "album|record|lp"),
    (Kind.ARTIST, "music|song|track|artist|band"),
    (Kind.CHANNEL, "video|youtube|channel"),
)
_KIND_WORDS = tuple((kind, re.compile(rf"\b(?:{words})s?\b")) for kind, words in _KINDS)


@dataclass(frozen=True, slots=True)
class Meaning:
    """Which column means what, and the scale of the rating where its name or the mapping says it."""

    columns: Mapping[str, str]  # field: column (casefolded)
    scale: int | None = None

    def __contains__(self, field: str) -> bool:
        return field in self.columns


def guess_meaning(header: Iterable[str]) -> Meaning:
    """The meaning of a header by its names alone; columns not understood are left out."""
    plain = {_plain(column): column for column in header if column}
    found = {
        field: next(plain[name] for name in names.split("|") if name in plain)
        for field, names in _NAMES.items()
        if any(name in plain for name in names.split("|"))
    }
    scale = _SCALE.search(found["rating"]) if "rating" in found else None
    return Meaning(found, int(scale.group(1)) if scale else None)


def mapped_meaning(mapping: Mapping[str, str]) -> Meaning:
    """The meaning a person gives: {column: field}. "rating/10" names the scale too; "ignore" a column that
    means nothing. Raises `UserFault` for a field that does not exist, or a mapping without any title."""
    found: dict[str, str] = {}
    scale: int | None = None
    for column, wanted in mapping.items():
        field, _, of = wanted.strip().casefold().partition("/")
        if field == "ignore":
            continue
        if field not in FIELDS or (of and (field != "rating" or not of.isdigit() or int(of) == 0)):
            known = ", ".join(sorted(FIELDS | {"rating/5", "rating/10", "rating/100", "ignore"}))
            raise UserFault(
                f'The mapping gives column "{column}" the meaning "{wanted}".', f"Known are: {known}."
            )
        if field in found:
            raise UserFault(f'The mapping names two columns for "{field}".', "Leave one of them out.")
        found[field] = column.strip().casefold()
        scale = int(of) if of else scale
    if not any(field in found for field in NAMING):
        raise UserFault("The mapping names no column with titles.", 'Give one column the meaning "title".')
    return Meaning(found, scale)


def kind_of(text: str) -> Kind | None:
    """The kind of work a word means ("tvSeries", "Feature Film", "Novel"), or None."""
    apart = re.sub(r"(?<=[a-z])(?=[A-Z])|[_-]", " ", text)
    words = "".join(
        c for c in unicodedata.normalize("NFKD", apart) if not unicodedata.combining(c)
    ).casefold()
    return next((kind for kind, pattern in _KIND_WORDS if pattern.search(words)), None)


def _plain(column: str) -> str:
    """A header as people write it, without scale and separators: "My Rating (1-10)" is "my rating"."""
    bare = re.sub(r"\(.*?\)|/\s*\d+\Z|\bout of \d+\Z", " ", column.replace("_", " ").replace("-", " "))
    return " ".join(bare.split()) or column
