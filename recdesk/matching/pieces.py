"""The pieces a title is made of: subtitle, brackets, year, region, numbers.

Unlike a form, a piece is what a person would still read: it is looked up in its own right.
"""

from __future__ import annotations

import re

from recdesk.matching._words import DERIVED, OWNERS

_YEAR_AT_END = re.compile(r"[(\[]\s*((?:1[89]|20)\d\d)\s*[)\]]\s*$")
_REGION_AT_END = re.compile(
    r"\s*[(\[](?:u\.?s\.?(?:a\.?)?|u\.?k\.?|[A-Z]{2}|japan|korea|australia)[)\]]\s*$", re.IGNORECASE
)
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


def is_derived(words: str) -> bool:
    """Do these words of a title say that it is a work after another: a guide, an adaptation, a concert?
    Long subtitles use the same words to describe ("Notes on a Latin American Journey")."""
    return len(words.split()) <= 5 and DERIVED.search(words.casefold()) is not None


def without_owner(normal: str) -> str:
    """A normal form without the studio's name before it: "marvels daredevil" is "daredevil"."""
    for owner in OWNERS:
        if normal.startswith(owner):
            return normal[len(owner) :]
    return normal


def numbers_in(form: str) -> list[str]:
    """The digits of a form, in order: sequels differ in nothing else."""
    return re.findall(r"\d+", form)
