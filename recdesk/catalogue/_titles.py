"""Titles as packs write them, and as people do: "Title, The (1999)", "(a.k.a. ...)", "(Series, #2)"."""

from __future__ import annotations

import re
from dataclasses import dataclass

_ARTICLES = (
    "The|A|An|Le|La|Les|L'|L’|Un|Une|Il|Lo|I|Gli|Uno|Una|El|Los|Las|Der|Die|Das|Ein|Eine|Den|Det|De|Het|"
    "En|Ett|O|Os|As|Um|Uma"
)
_TURNED = re.compile(rf"(.+), ({_ARTICLES})(?=$|:| -)(.*)\Z", re.DOTALL)
_YEAR = re.compile(r"\s*\((\d{4})(?:\s*[-–—]\s*(?:\d{4})?)?\)?\s*\Z")
_BRACKET = re.compile(r"\s*\(([^()]*(?:\([^()]*\)[^()]*)*)\)\s*\Z")
_AKA = re.compile(r"a\.?k\.?a\.?:?\s+", re.IGNORECASE)
# Brackets at the end that belong to the title, or say how it was shown.
_OWN = re.compile(
    r"(part|vol\.?|volume|no\.?(?= ?\d)|chapter|episode|season|series)\b|[\w'’ ]*\b(version|cut|edition)\Z|"
    r"(uncut|imax|3-?d|short|tv|miniseries|pilot|i+|iv|v|\d+)\Z",
    re.IGNORECASE,
)
_OPEN_END = re.compile(r"(:|\bor|\band|&|,)\Z", re.IGNORECASE)
_SERIES = re.compile(r"\s*\(([^()]+?),?\s+#([^()]+)\)\s*\Z")


@dataclass(frozen=True, slots=True)
class Named:
    """A title taken apart."""

    title: str
    year: int | None = None
    aliases: tuple[str, ...] = ()


def turn_round(title: str) -> str:
    """ "Matrix, The" as "The Matrix", "Avventura, L'" as "L'Avventura"; other titles as they are."""
    found = _TURNED.match(title)
    if found is None:
        return title
    body, article, rest = found.groups()
    gap = "" if article.endswith(("'", "’")) else " "
    return f"{article}{gap}{body}{rest}"


def movielens_title(text: str) -> Named:
    """MovieLens' "Seven Samurai, The (Shichinin no samurai) (a.k.a. ...) (1954)" taken apart. Spans of years
    count by their first; a bracket that ends an open phrase ("Or (The Unexpected ...)") stays."""
    rest, year = text.strip(), None
    if found := _YEAR.search(rest):
        rest, year = rest[: found.start()], int(found.group(1))
    aliases: list[str] = []
    while (bracket := _BRACKET.search(rest)) and bracket.start():
        inner, before = bracket.group(1).strip(), rest[: bracket.start()]
        if not inner or _OWN.match(inner) or _OPEN_END.search(before):
            break
        aliases[:0] = [turn_round(part.strip()) for part in _AKA.sub("", inner).split(" a.k.a. ")]
        rest = before
    title = turn_round(rest.strip()) or text.strip()
    return Named(title, year, tuple(dict.fromkeys(a for a in aliases if a and a != title)))


def book_title(text: str) -> tuple[str, str]:
    """(title, series) of "The Hunger Games (The Hunger Games, #1)"; the series is "" if none is named."""
    found = _SERIES.search(text)
    if found is None or not found.start():
        return text.strip(), ""
    return text[: found.start()].strip(), found.group(1).strip(" ,")
