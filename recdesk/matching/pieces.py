"""The pieces a title is made of: subtitle, brackets, year, region, numbers.

Unlike a form, a piece is what a person would still read: it is looked up in its own right.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from recdesk.matching._words import DERIVED, OWNERS

_DESCRIPTION = re.compile(r"^(?:an?|the story of|how|why|what)\s", re.IGNORECASE)
_YEAR_AT_END = re.compile(r"[(\[]\s*((?:1[89]|20)\d\d)\s*[)\]]\s*$")
_REGION_AT_END = re.compile(
    r"\s*[(\[](?:u\.?s\.?(?:a\.?)?|u\.?k\.?|[A-Z]{2}|japan|korea|australia)[)\]]\s*$", re.IGNORECASE
)
_ALSO_KNOWN_AS = re.compile(r"^(?:a\.?k\.?a\.?|aka|also known as)\s+", re.IGNORECASE)
_AND_OTHERS = re.compile(
    r"^(.*\w)\s+(?:and|&)\s+(?:other|selected)\s+(?:\w+\s)?(?:stories|tales|poems|plays|writings|essays|works)$",
    re.IGNORECASE,
)
_SHOW_WORDS = re.compile(
    r"^(?:the\s+podcast|podcast)?\s*:?\s*(.*\w.*?)[\s:-]+(?:the\s+)?podcast$", re.IGNORECASE
)
_STATION = re.compile(r"^(?:npr|bbc|wnyc|cnn|cbc)\s*:\s*", re.IGNORECASE)
_WITH_HOSTS = re.compile(r"^(.*\w)\s+(?:with|by|mit|avec|con)\s+\S+.*$", re.IGNORECASE)
_FEED = re.compile(r"\s*[(\[](?:mp3|audio|video|video hd|hd|m4a|podcast|ad-free)[)\]]$", re.IGNORECASE)
_BRACKET_AT_END = re.compile(r"^(.*\w.*?)\s*[(\[]([^()\[\]]*(?:\([^()]*\))?)[)\]]\s*$")
# Characters. No title is longer, and the patterns here try every two places of a text: 16,000 characters of
# a damaged row took one of them 2 s.
LONGEST = 500
_SUBTITLE = re.compile(r"\s*:\s+|\s+[-–—]\s+|\s*[：]\s*|\s*[－―]\s*|(?<=\w):(?=\w)")


def year_in(title: str) -> int | None:
    """The year that ends a title in brackets, "Halloween (2018)", or None."""
    found = _YEAR_AT_END.search(title)
    return int(found[1]) if found else None


def without_region(title: str) -> str:
    """ "The Office (U.S.)" without its country; other titles come back as they are."""
    return _REGION_AT_END.sub("", title)


def split_subtitle(title: str) -> tuple[str, str] | None:
    """The words before and after the first ": " or " - ", or None when there is no subtitle. A first part of
    a single letter or digit is no title of its own."""
    parts = _SUBTITLE.split(title, maxsplit=1)
    if len(parts) != 2 or len(parts[0].strip()) < 2 or len(parts[1].strip()) < 2:
        return None
    return parts[0], parts[1]


def split_bracket(title: str) -> tuple[str, str] | None:
    """The words before a last bracket and those inside it, or None: "First Blood (Rambo: First Blood)"."""
    found = _BRACKET_AT_END.match(title)
    return (found[1], found[2]) if found else None


def brackets(title: str) -> Iterator[tuple[str, str]]:
    """As `split_bracket`, for up to three brackets from the last one on: "Alien³ (a.k.a. Alien 3) (1992)"."""
    for _ in range(3 if title.rstrip().endswith((")", "]")) else 0):
        parted = split_bracket(title)
        if parted is None:
            return
        title = parted[0]
        yield title, _ALSO_KNOWN_AS.sub("", parted[1])


def without_others(title: str) -> str:
    """ "The Metamorphosis and Other Stories" as "The Metamorphosis"; other titles come back as they are."""
    found = _AND_OTHERS.match(title)
    return found[1] if found else title


def show_names(title: str) -> Iterator[str]:
    """A podcast's title without what feeds add to it: "podcast", the station, "(MP3)", the hosts."""
    bare = _STATION.sub("", _FEED.sub("", title))
    found = _SHOW_WORDS.match(bare)
    bare = found[1] if found else bare
    if bare != title:
        yield bare
    hosted = _WITH_HOSTS.match(bare)
    if hosted:
        yield hosted[1]


def is_derived(words: str) -> bool:
    """Do these words of a title say that it is a work after another: a guide, an adaptation, a concert?
    Long subtitles use the same words to describe ("Notes on a Latin American Journey")."""
    return len(words.split()) <= 5 and DERIVED.search(words.casefold()) is not None


def is_description(words: str) -> bool:
    """Does a subtitle describe ("An Ambiguous Utopia"), rather than name one of several ("Tall Tales")?"""
    return _DESCRIPTION.match(words) is not None


def without_owner(normal: str) -> str:
    """A normal form without the studio's name before it: "marvels daredevil" is "daredevil"."""
    for owner in OWNERS:
        if normal.startswith(owner):
            return normal[len(owner) :]
    return normal


def numbers_in(form: str) -> list[str]:
    """The digits of a form, in order: sequels differ in nothing else."""
    return re.findall(r"\d+", form)
