"""Other scripts in Latin letters, and names that languages spell by ear.

`romanise` writes Cyrillic, Hangul and kana letter by letter, the way film databases do ("Salinui chueok",
"Idi i smotri"); Chinese characters have no letters and stay. `sound` is coarser: what is left of a Slavic
surname once German, French, Polish and Spanish spellings are one. Neither knows words or meanings.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_CYRILLIC = dict(
    zip(
        "абвгдежзийклмнопрстуфхцчшщъыьэюяіїєґў",
        "a b v g d e zh z i y k l m n o p r s t u f kh ts ch sh shch _ y _ e yu ya i yi ye g u".split(),
        strict=True,
    )
) | {"_": ""}
_INITIALS = "g kk n d tt r m b pp s ss _ j jj ch k t p h".split()
_VOWELS = "a ae ya yae eo e yeo ye o wa wae oe yo u wo we wi yu eu ui i".split()
_FINALS = "_ k k k n n n t l k m l l l p l m p p t t ng t t k t p t".split()
_FIRST_SYLLABLE, _LAST_SYLLABLE = "\uac00", "\ud7a3"
_KANA = re.compile(r"(?:HIRAGANA|KATAKANA) LETTER (SMALL )?([A-Z]+)$")
_NASAL = {"ン": "n", "ん": "n"}
_SPELLINGS = tuple(
    (re.compile(pattern), plain)
    for pattern, plain in (
        (r"\b[yj]e", "e"),  # Yevgeny, Jewgenij
        (r"\bch(?=[eai])", "c"),  # Chekhov
        (r"tsch|tch|cz", "c"),  # Tschechow, Tchekhov, Czechow
        (r"ich\b", "ic"),  # Shostakovich
        (r"kh|ch", "h"),
        (r"shch|sch|sh|sz", "s"),
        (r"zh|rz|dz|dj", "z"),
        (r"ph|ff", "f"),
        (r"th", "t"),
        (r"ks|x", "k"),
        (r"(?:ts|z|c)(?=k)", "s"),  # Strugatsky, Strugazki, Strugacki
        (r"w", "v"),
        (r"f\b", "v"),  # Rachmaninoff
        (r"ou", "u"),  # Boulgakov
        (r"(?<=[aeiou])j(?=a)", "h"),  # Mijaíl
        (r"[jy]", "i"),
        (r"i+", "i"),
        (r"ie", "e"),
        (r"(.)\1+", r"\1"),
        (r"[aeio]+\b", ""),  # Tolstoi, Tolstoy; Dostojewskij, Dostoevsky
    )
)


def is_foreign(text: str) -> bool:
    """Is there a letter that `romanise` can write in Latin ones, and no Chinese character?"""
    return any(_latin(char) != char for char in text) and not any(
        "\u3400" <= char <= "\u9fff" for char in text
    )


def romanise(text: str) -> str:
    """Lower-case Cyrillic, Hangul and kana in Latin letters; all else stays as it is."""
    if text.isascii():
        return text
    written = "".join(map(_latin, text))
    written = re.sub(r"[aiueo]?ー", lambda found: found[0][:-1], written)
    written = re.sub(
        r"(?<=sh|ch)i<y|(?<=j)i<y|i<(?=y)|[ueo]<(?=[aiueo])", "", written
    )  # "ki", small "ya": "kya"
    return re.sub(r"っ(?=(\w))|ッ(?=(\w))", lambda found: found[1] or found[2] or "", written).replace(
        "<", ""
    )


@lru_cache(maxsize=4_000)
def sound(word: str) -> str:
    """A surname as several languages pronounce it: "dostojewskij" and "dostoevsky" are "dostoevsk"."""
    for pattern, plain in _SPELLINGS:
        word = pattern.sub(plain, word)
    return word


@lru_cache(maxsize=4_000)
def _latin(char: str) -> str:
    if char < "\u0400":
        return char
    if char in _CYRILLIC:
        return _CYRILLIC[char].replace("_", "")
    if char in _NASAL:
        return _NASAL[char]
    if char in "っッ":
        return char
    if _FIRST_SYLLABLE <= char <= _LAST_SYLLABLE:
        first, rest = divmod(ord(char) - ord(_FIRST_SYLLABLE), 588)
        return f"{_INITIALS[first]}{_VOWELS[rest // 28]}{_FINALS[rest % 28]}".replace("_", "")
    found = _KANA.match(unicodedata.name(char, ""))
    if found is None:
        return char
    return ("<" if found[1] else "") + _hepburn(found[2].lower())


def _hepburn(kana: str) -> str:
    return {"si": "shi", "ti": "chi", "tu": "tsu", "hu": "fu", "zi": "ji", "di": "ji", "du": "zu"}.get(
        kana, kana
    )
