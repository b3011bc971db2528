"""Names of people and bands: one form for each, and whether two lists of names can mean the same makers.

Agreement is a judgement in three values. Names that cannot be compared (none given, or written in different
scripts) never contradict.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum

from rapidfuzz.distance import DamerauLevenshtein

from recdesk.matching.pen_names import is_pen_name
from recdesk.matching.pieces import LONGEST
from recdesk.matching.romanised import is_foreign, romanise, sound
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
# "Miles Davis Quintet", "Philip Glass Ensemble": the artist with others.
_WITH_OTHERS = re.compile(
    r"^(?:the\s+)?(\S+\s\S.*?)\s+(?:(?:jazz|new|all[- ]star)\s+)?"
    r"(?:trio|quartet|quintet|sextet|septet|octet|ensemble|orchestra|group|big band)$",
    re.IGNORECASE,
)
_GUEST = re.compile(r"\s+[(\[]?(?:feat|ft|featuring|with|w/|vs|presents|pres)\b", re.IGNORECASE)
_OTHERS_END = frozenset(("trio", "rtet", "ntet", "xtet", "ptet", "ctet", "mble", "stra", "roup", "band"))
_IN_BRACKETS = re.compile(r"^(.*\S)\s*[(（]([^()（）]+)[)）]$")
_EASTERN = re.compile(r"[\u3040-\u30ff\u3400-\u9fff・·]+")
_PINYIN = re.compile(
    r"(?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])?"
    r"(?:iang|iong|uang|ang|eng|ing|ong|ian|iao|uai|uan|ai|ei|ao|ou|an|en|in|un|ia|ie|iu|ua|ui|uo|ue|er|[aoeiu])"
)
_ROMAJI = re.compile(r"(?:(?:sh|ch|ts|[kgnhbpmr]?y|[kgsztdnhbpmrwfj])?[aiueo]+|n(?![aiueo]))+h?")
_MOST_JOINTS = 6  # leads worth trying; cast lists go on for dozens of names
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
    if any(
        one == other or same_person(one, other) for one in _in_letters(ours) for other in _in_letters(theirs)
    ):
        return Agreement.AGREES
    comparable = any(_script(one) == _script(other) for one in ours for other in theirs)
    return Agreement.CONTRADICTS if comparable else Agreement.UNKNOWN


def same_person(one: str, other: str) -> bool:
    """Can two normal forms name one person? Names in another order, initials for first names, a surname
    alone and one or two letters of another transliteration ("dostoyevsky") are allowed."""
    mine, yours = one.split(), other.split()
    if not mine or not yours:
        return False
    if sorted(mine) == sorted(yours) or "".join(mine) == "".join(yours) or is_pen_name(one, other):
        return True
    if len(mine) == 1 or len(yours) == 1:
        alone, whole = (mine, yours) if len(mine) == 1 else (yours, mine)
        if len(alone[0]) >= 6 and len(whole) > 1 and _alike(alone[0], "".join(whole)):
            return True  # "hangang" as letters give it, "han kang" as she writes it
        return len(alone[0]) >= 4 and (alone[0] == whole[-1] or _sounds_alike(alone[0], whole[-1]))
    shorter, longer = sorted((set(mine), set(yours)), key=len)
    if shorter <= longer and sum(len(word) > 1 for word in shorter) > 1:
        return True  # "miguel de cervantes" and "miguel de cervantes saavedra"
    if _sounds_alike(mine[-1], yours[-1]) and mine[0][0] == yours[0][0]:
        return True  # "fjodor dostojewskij": no two of a family are spelt in two languages
    if not _alike(mine[-1], yours[-1]):
        return False
    return _first_names_fit(mine[0], yours[0])


def plausible(ours: Sequence[str], theirs: Sequence[str]) -> bool:
    """Can a name in Chinese or Japanese writing be one of these Latin names? "刘慈欣" and "liu cixin"
    have three syllables each; "米切尔·恩德" and "michael ende" are foreign there. Never a proof."""
    return any(_could_be(one, other) for one in ours for other in theirs if other.isascii())


def leads(name: str) -> Iterator[Joined]:
    """Ways to take a name for its first artist, most of it first: "A & B feat. C" is perhaps "A & B", else A;
    "Miles Davis Quintet" is Miles Davis; "BTS (방탄소년단)" is BTS."""
    text = name.strip()
    joints: list[re.Match[str]] = []
    for joint in _JOINT.finditer(text):
        joints.append(joint)
        if _GUEST.match(joint[0]) or len(joints) == _MOST_JOINTS:
            break  # whoever comes after a guest is one too
    for joint in reversed(joints):
        parted = _parted(text, joint)
        if parted:
            yield parted
    bracket = _IN_BRACKETS.match(text) if text.endswith((")", "）")) else None
    if bracket and bracket[1].isascii() != bracket[2].isascii():
        yield Joined(bracket[1], bracket[2], as_band=False)
    others = _WITH_OTHERS.match(text) if text[-4:].casefold() in _OTHERS_END else None
    if others:
        yield Joined(others[1], "", as_band=False)


def split_joined(name: str) -> Joined | None:
    """The parts of joined artists, or None when the name is not joined. ", The" is part of a name ("Tyler,
    The Creator")."""
    text = name.strip()
    found = _JOINT.search(text)
    return _parted(text, found) if found else None


def _parted(text: str, joint: re.Match[str]) -> Joined | None:
    lead, rest = text[: joint.start()].strip(), text[joint.end() :].strip()
    return Joined(lead, rest, joint[0].strip().casefold() in _BAND_JOINTS) if lead and rest else None


def _could_be(written: str, latin: str) -> bool:
    if written.isascii() or not _EASTERN.search(written):
        return False
    chinese = [_PINYIN.findall(word) for word in latin.split()]
    is_chinese = all("".join(found) == word for found, word in zip(chinese, latin.split(), strict=True))
    letters = _EASTERN.sub("", written).replace(" ", "")
    if letters:
        return False
    length = len(written.replace(" ", ""))
    if " " in written or length > 4:  # written by ear, its parts set apart, or a long surname alone
        return not is_chinese
    if is_chinese and sum(map(len, chinese)) == length:
        return True
    return length >= 2 and all(map(_ROMAJI.fullmatch, latin.split()))


def _in_letters(names: Sequence[str]) -> tuple[str, ...]:
    """Cyrillic, Hangul and kana names once more in Latin letters: "фёдор достоевский" can be compared."""
    return (*names, *(romanise(name) for name in names if not name.isascii() and is_foreign(name)))


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
    if len(short) <= 3:
        return short[0] == long[0] or _alike(one, other)
    return _alike(one, other) or sound(one) == sound(other)


def _alike(one: str, other: str) -> bool:
    if one == other:
        return True
    allowed = 2 if min(len(one), len(other)) >= 7 else 1 if min(len(one), len(other)) >= 4 else 0
    return allowed > 0 and DamerauLevenshtein.distance(one, other, score_cutoff=allowed) <= allowed


def _sounds_alike(one: str, other: str) -> bool:
    """Two spellings of one surname of at least five letters: "dostojewskij" and "dostoevsky"."""
    return one != other and min(len(one), len(other)) >= 5 and sound(one) == sound(other)


def _script(form: str) -> str:
    """The script of a form: "LATIN", "CYRILLIC", "CJK" ... "jd 塞林格" is written in the latter."""
    if form.isascii():
        return "LATIN"
    telling = next((char for char in form if char >= "\u0370" and char != " "), form[0])
    return unicodedata.name(telling, "").partition(" ")[0]
