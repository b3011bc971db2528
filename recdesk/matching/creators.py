"""Names of people and bands: one form for each, and whether two lists of names can mean the same makers.

Agreement is a judgement in three values. Names that cannot be compared (none given, or written in different
scripts) never contradict.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum

from rapidfuzz.distance import DamerauLevenshtein

from recdesk.matching.pieces import LONGEST
from recdesk.matching.titles import plain

_SUFFIX = re.compile(r",?\s+(?:jr|sr|junior|senior|ph\.?\s?d|m\.?\s?d|esq|ii|iii|iv)\.?$", re.IGNORECASE)
_ROLE = re.compile(r"\s*[(\[][^()\[\]]*[)\]]\s*$")
_LAST_FIRST = re.compile(r"^([^,;&/]+),\s*([^,;&/]+)$")
_SPACED_INITIALS = re.compile(r"\b([^\W\d_])\s+(?=[^\W\d_]\b)")
_TOPIC = re.compile(r"\s+-\s+topic$", re.IGNORECASE)
_JOINT = re.compile(
    r"\s+[(\[]?(?:feat\.?|ft\.?|featuring|with|w/|vs\.?|x|×|and|y|e|et|und|con|mit|presents|pres\.?)\s+"
    r"|\s*[&＆/;•+|、]\s*|,\s+(?!the\s)",
    re.IGNORECASE,
)
_BAND_JOINTS = frozenset(("&", "＆", "+", "and", "y", "e", "et", "und", "con", "mit", "x", "×"))
_NOT_A_NAME = frozenset(
    {
        "",
        "unknown",
        "unknown author",
        "unknown artist",
        "anonymous",
        "anon",
        "various",
        "various artists",
        "n a",
    }
)


class Agreement(IntEnum):
    """Whether two lists of makers can be one. UNKNOWN: nothing to compare."""

    CONTRADICTS = -1
    UNKNOWN = 0
    AGREES = 1


@dataclass(frozen=True, slots=True)
class Joined:
    """ "A & B", "A feat. B", "A, B", "A / B": `lead` is A, `rest` is B, as written. `as_band`: joined by
    "and", the way a band of its own may be called."""

    lead: str
    rest: str
    as_band: bool


def normalise_creator(name: str) -> str:
    """One form for a person or a band: "Tolkien, J. R. R." and "J.R.R. Tolkien" give "jrr tolkien", "The
    Beatles" and "Beatles, The" give "beatles". Roles in brackets, "Jr." and a channel's "- Topic" go."""
    if len(name) > LONGEST:  # a damaged row: the patterns below try every two places of a text
        name = " ".join(name[: 10 * LONGEST].split())[:LONGEST]
    form = _once(name)
    for _ in range(4):  # "The The The Kid Jr. III": what nests deeper is not a name
        again = _once(form)
        if again == form:
            break
        form = again
    return form


def known_names(creators: Sequence[str]) -> tuple[str, ...]:
    """Normal forms of the names that name someone ("Various Artists" does not)."""
    forms = (normalise_creator(name) for name in creators)
    return tuple(dict.fromkeys(form for form in forms if form not in _NOT_A_NAME))


def agreement(ours: Sequence[str], theirs: Sequence[str]) -> Agreement:
    """Do two lists of normal forms share a maker? One shared name is enough: editions add translators,
    narrators and illustrators."""
    comparable = False
    for one in ours:
        for other in theirs:
            if one == other or same_person(one, other):
                return Agreement.AGREES
            comparable = comparable or _script(one) == _script(other)
    return Agreement.CONTRADICTS if comparable else Agreement.UNKNOWN


def same_person(one: str, other: str) -> bool:
    """Can two normal forms name one person? Names in another order, initials for first names, a surname
    alone and one or two letters of another transliteration ("dostoyevsky") are allowed."""
    mine, yours = one.split(), other.split()
    if not mine or not yours:
        return False
    if sorted(mine) == sorted(yours) or "".join(mine) == "".join(yours):
        return True
    if len(mine) == 1 or len(yours) == 1:
        alone, whole = (mine, yours) if len(mine) == 1 else (yours, mine)
        return len(alone[0]) >= 4 and alone[0] == whole[-1]
    shorter, longer = sorted((set(mine), set(yours)), key=len)
    if shorter <= longer and sum(len(word) > 1 for word in shorter) > 1:
        return True  # "miguel de cervantes" and "miguel de cervantes saavedra"
    if not _alike(mine[-1], yours[-1]):
        return False
    return _first_names_fit(mine[0], yours[0])


def split_joined(name: str) -> Joined | None:
    """The parts of joined artists, or None when the name is not joined. ", The" is part of a name ("Tyler,
    The Creator")."""
    text = name.strip()
    found = _JOINT.search(text)
    if found is None or not text[: found.start()].strip() or not text[found.end() :].strip():
        return None
    as_band = found[0].strip().casefold() in _BAND_JOINTS
    return Joined(text[: found.start()].strip(), text[found.end() :].strip(), as_band)


def _once(name: str) -> str:
    text = _TOPIC.sub("", _ROLE.sub("", name).strip())
    text = _SUFFIX.sub("", text) or text
    found = _LAST_FIRST.match(text)
    if found:
        text = f"{found[2]} {found[1]}"
    words = _SPACED_INITIALS.sub(r"\1", plain(text))
    return words[4:] if words.startswith("the ") and words != "the the" else words


def _first_names_fit(one: str, other: str) -> bool:
    if one == other:
        return True
    short, long = sorted((one, other), key=len)
    # Initials: "j" for "john", "jrr" for "john" of "John Ronald Reuel Tolkien".
    return (len(short) <= 3 and short[0] == long[0]) or _alike(one, other)


def _alike(one: str, other: str) -> bool:
    if one == other:
        return True
    allowed = 2 if min(len(one), len(other)) >= 7 else 1 if min(len(one), len(other)) >= 4 else 0
    return allowed > 0 and DamerauLevenshtein.distance(one, other, score_cutoff=allowed) <= allowed


def _script(form: str) -> str:
    """The script of a form's first letter: "LATIN", "CYRILLIC", "CJK" ..."""
    if form.isascii():
        return "LATIN"
    return unicodedata.name(form[0], "").partition(" ")[0]
