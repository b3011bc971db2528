"""Which column of an unknown table means what: guessed from its name and from what stands below it.

Every pair of a column and a field gets a weight, 1.0 being a name that says it outright; values that cannot
be of that field rule it out, values that can be nothing else (an IMDb number) speak without any name. The
pairs are then taken by weight, one column a field. Pure: headers and cells in, fields out.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from recdesk.importers.cell_kinds import FITTING, TELLING, is_name, is_title, share
from recdesk.importers.column_names import NAMES, NOTHING

OUTRIGHT, MAYBE = 1.0, 0.8
# A known name among other words: "book rating" is a rating, "rating type" is hardly one.
_AT_END, _INSIDE = 0.7, 0.45
_FUZZY = 0.75  # a name with a slip in it; of 100 the least likeness is _ALIKE
_ALIKE = 82.0  # by feel: "raiting" is 92 like "rating", "date watchd" 96 like its name, "auther" 83
_SHORTEST_FUZZY = 5
_FITS = 0.3  # of the values must be what the field wants, else the name is wrong
_TELLS = 0.8  # of the values must be it, for a column to be known without a name
_NAMED = 0.6
_FEW_VALUES = frozenset({"kind", "status"})  # say the same again and again
# Values weigh a little also where a name is there: of two columns called alike, the one that holds dates.
_BONUS = 0.1

_VAGUE = frozenset({"name", "title", "id", "value", "text", "label"})  # the end of a path that says little

_NUMBERING = frozenset({"id", "ids", "uuid", "guid", "uid", "hash"})

_BRACKETS = re.compile(r"[(\[（【].*?[)\]）】]")
_SCALE = re.compile(r"\s*(?:/\s*\d+|\b(?:out of|of|von|sur|de|su|van|na)\s+\d+|\d+\s*[-–]\s*\d+)\s*\Z")
_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_BETWEEN = re.compile(r"[\s_\-./:,;?!*\"“”]+")
_BRACKET_SIGNS = re.compile(r"[()\[\]（）【】]")


@dataclass(frozen=True, slots=True)
class _Pair:
    weight: float
    field: str
    column: int


def guess_columns(headers: Sequence[str], sample_rows: Sequence[Sequence[str]]) -> dict[str, str]:
    """The field each column is read as: {field: header}, columns that say nothing left out.

    `sample_rows` are some rows below the header, cell by cell; some 20 are enough, none are allowed (then
    the names speak alone). Headers in any of the languages of `column_names`, with slips, in snake or camel
    case, or as dotted paths of JSON.
    """
    cells = [
        [row[i].strip() for row in sample_rows if i < len(row) and row[i].strip()]
        for i in range(len(headers))
    ]
    pairs = [pair for i, header in enumerate(headers) if header for pair in _pairs(i, header, cells[i])]
    pairs.sort(key=lambda pair: (-pair.weight, pair.column))
    found: dict[str, int] = {}
    settled: set[int] = set()
    for pair in pairs:
        if pair.column in settled or pair.field in found:
            continue
        settled.add(pair.column)
        if pair.field != NOTHING:
            found[pair.field] = pair.column
    _mind_titles(found, pairs, settled, headers, cells)
    return {field: headers[column] for field, column in sorted(found.items(), key=lambda f: f[1])}


def names_one_of(headers: Sequence[str], fields: Sequence[str]) -> bool:
    """Whether a column is called as one of the fields, so that nothing but its name need be believed."""
    return any(
        weight >= _NAMED and field in fields
        for header in headers
        if header
        for field, weight in _by_name(header).items()
    )


def plain(header: str) -> str:
    """A header as its words: no case, accents, brackets, scale or separators. "My_Rating (1-10)" is
    "my rating"."""
    bare = _SCALE.sub("", _BRACKETS.sub(" ", _HUMP.sub(" ", header))) or header
    folded = unicodedata.normalize("NFKD", bare.casefold().replace("ı", "i").replace("ł", "l"))
    folded = "".join(c for c in folded if not "\u0300" <= c <= "\u036f")
    words = _BETWEEN.sub(" ", unicodedata.normalize("NFC", folded)).strip()
    return words or header.strip().casefold()


def _pairs(column: int, header: str, cells: Sequence[str]) -> Iterator[_Pair]:
    """What a column may be, with weights."""
    named = _by_name(header)
    for field, weight in named.items():
        fits = FITTING.get(field)
        if fits is None or not cells:
            yield _Pair(weight, field, column)
        elif (fitting := share(cells, fits)) >= _FITS:
            told = TELLING.get(field)
            bonus = _BONUS * share(cells, told[0]) if told else 0.0
            yield _Pair(weight + bonus - 0.2 * (1 - fitting), field, column)
    for field, (tells, weight) in TELLING.items():
        unnamed = not named or weight > OUTRIGHT or (weight > 0.5 and max(named.values()) < OUTRIGHT)
        if field in _FEW_VALUES and len(set(cells)) * 2 > len(cells) > _SHORTEST_FUZZY:
            continue
        if field not in named and unnamed and share(cells, tells) >= _TELLS:
            yield _Pair(weight, field, column)


@lru_cache(maxsize=4096)
def _by_name(header: str) -> dict[str, float]:
    """The fields a header's words speak of. Of a dotted path the end counts most."""
    words = plain(header)
    # "Title (original)" says something in brackets, "Rating (1-10)" does not.
    whole = _names().get(plain(_BRACKET_SIGNS.sub(" ", header))) or _names().get(words)
    if whole:
        return whole
    path = [plain(step) for step in header.split(".") if step and not step.isdigit()]
    for n in (2, 1):
        if (
            len(path) > n
            and (n > 1 or path[-1] not in _VAGUE)
            and (known := _names().get(" ".join(path[-n:])))
        ):
            return {field: weight - 0.05 * (3 - n) for field, weight in known.items()}
    if len(path) > 1:  # "track.artists.0.name" is the name of the artists
        words = " ".join(path[-2:])
    return _near(words)


def _near(words: str) -> dict[str, float]:
    """Fields by a known name inside the words, or by one with a slip."""
    from rapidfuzz import fuzz, process

    if words.rsplit(" ", 1)[-1] in _NUMBERING:
        return {NOTHING: MAYBE}  # "movie id": what it numbers is known by its values, if at all
    found: dict[str, float] = {}
    tokens = f" {words} "
    for name, fields in _names().items():
        letters = len(name.replace(" ", ""))
        inside = f" {name} " in tokens if name.isascii() or " " in words else name in words
        if not inside or letters < (2 if name > "⺀" else 3):
            continue
        # The more of the words a name covers, the better.
        place = _AT_END if words.endswith(name) else _INSIDE
        likeness = place + 0.25 * len(name) / len(words)
        for field, weight in fields.items():
            if weight == OUTRIGHT:
                found[field] = max(found.get(field, 0.0), likeness)
    if not found and len(words) >= _SHORTEST_FUZZY:
        likely = process.extract(words, _names().keys(), scorer=fuzz.ratio, score_cutoff=_ALIKE, limit=3)
        for name, alike, _ in likely:
            for field, weight in _names()[name].items():
                if weight == OUTRIGHT:
                    found[field] = max(found.get(field, 0.0), _FUZZY * alike / 100)
    return found


@cache
def _names() -> dict[str, dict[str, float]]:
    """Name: the fields it may mean, with weights."""
    known: dict[str, dict[str, float]] = {}
    for field, lists in NAMES.items():
        for names, weight in zip(lists, (OUTRIGHT, MAYBE)):
            for name in filter(None, names.split("|")):
                fields = known.setdefault(plain(name), {})
                fields[field] = max(weight, fields.get(field, 0.0))
    return known


def _mind_titles(
    found: dict[str, int],
    pairs: Sequence[_Pair],
    settled: set[int],
    headers: Sequence[str],
    cells: Sequence[Sequence[str]],
) -> None:
    """Two columns of titles are the title and the original one; a lone one is the title, whatever it is
    called, and the name of an episode without a number is the episode."""
    if "episode_title" in found and "episode" not in found:
        found["episode"] = found.pop("episode_title")
    titled = {"title", "film", "series", "book", "artist", "album", "track", "podcast"}
    if "title" in found and "original" not in found:
        spare = [p for p in pairs if p.field == "title" and p.weight >= MAYBE and p.column != found["title"]]
        free = [p.column for p in spare if p.column not in found.values()]
        if free and share(cells[free[0]], is_name) > _FITS:
            found["original"] = free[0]
    if titled & found.keys():
        return
    if "original" in found:
        found["title"] = found.pop("original")
        return
    free = [i for i, header in enumerate(headers) if header and i not in found.values() and i not in settled]
    worded = [i for i in free if share(cells[i], is_title) >= _TELLS]
    if worded:  # the first of those that say something new in most rows
        found["title"] = max(worded, key=lambda i: len(set(cells[i])))
