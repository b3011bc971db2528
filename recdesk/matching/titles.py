"""What a title is, once everything that two honest people write differently is gone.

Three forms, each coarser than the one before:

- `plain`: Unicode NFKC, case folded, diacritics of Latin letters folded, punctuation gone, "&" and "+" read
  as "and". "The" is still there: "Mask" and "The Mask" are two films.
- `normalise`: besides that, brackets and tails that name an edition, a year, a guest or a place in a series
  are dropped, a leading article (also "Matrix, The") is dropped, and "Part II", "Pt. 2", "Vol. 2" at any
  place, and Roman numerals, become the bare number.
- `skeleton`: besides that, number words become digits, "and" and all spaces go ("Spider-Man" meets
  "Spiderman", "Ocean's Twelve" meets "Oceans 12"), Cyrillic, Hangul and kana are written in Latin letters
  ("Сталкер" meets "Stalker"). A key for finding, never an argument for accepting.

Else, letters of other scripts are kept as they are: dakuten, vowel signs and tone marks tell words apart;
but traditional Chinese characters are simplified ones in a `normalise`d title. Knows nothing of works, kinds
or catalogues.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from recdesk.matching._words import (
    ARTICLES,
    BLURB,
    EDITION,
    FEATURING,
    FEATURING_IN_BRACKETS,
    LATIN_LETTERS,
    MEDIUM,
    NUMBER_WORDS,
    PART_WORDS,
    ROMAN,
    SERIES_NUMBER,
)
from recdesk.matching.han import SIMPLIFIED
from recdesk.matching.romanised import is_foreign, romanise

_SIMPLE = re.compile(r"[a-z0-9]+(?: [a-z0-9]+)*")  # half of all names: nothing to do for most steps
_QUOTES = re.compile(r"['’‘ʼ`´ʹ′]")
_ELIDED = re.compile(r"^(?:l|un)['’](?=\w)")
_INITIALS = re.compile(r"(?<![^\W_])([^\W\d_])[.*·]\s?(?=[^\W\d_](?:[.*·]|\b))")
_INSIDE_WORD = str.maketrans({"$": "s", "!": "i"})
_INSIDE = re.compile(r"(?<=[^\W\d_])[$!]+(?=[^\W\d_])")
_AND = re.compile(r"\s*[&＆]\s*|\s+[+]\s+")
_NOT_WORD = re.compile(r"[^\w]+|_+")
_OPENING = re.compile(r"[(\[{【〈]")
_BRACKET = re.compile(r"\(([^()]*)\)|\[([^\[\]]*)\]|\{([^{}]*)\}|【([^【】]*)】|〈([^〈〉]*)〉")
_DASH_TAIL = re.compile(r"\s+[-–—~]\s+([^-–—~]+)$")
_COLON_TAIL = re.compile(r"\s*:\s+([^:]+)$")
_TRAILING_ARTICLE = re.compile(r"^(.*\w.*),\s*([a-z]{1,3}|l['’])$")
_PART = re.compile(rf"\b(?:{PART_WORDS})\b[.\s]*(?=(\d+|[ivx]+|{'|'.join(NUMBER_WORDS)})\b)")
_PART_NUMBER = re.compile(rf"\x00\s*(\d+|[ivx]+|{'|'.join(NUMBER_WORDS)})\b")
_NUMBERING = frozenset((*ROMAN, *PART_WORDS.split("|")))
_BRACKET_NOISE = (SERIES_NUMBER, FEATURING_IN_BRACKETS, MEDIUM)
_LONG = 400  # characters; no title is longer, and regular expressions stay fast on whatever a file holds


def plain(title: str) -> str:
    """The title in lower case, without punctuation and Latin diacritics. Never empty for a title with a
    visible character: "!!!" is a band, and stays "!!!"."""
    folded = _article_first(_folded(title))
    return _letters(folded) or folded


def other_articles(form: str) -> Iterator[str]:
    """The `plain` forms that differ from this one by a leading article and nothing else."""
    bare = _without_article(form)
    if bare != form:
        yield bare
    for article in ARTICLES:
        yield f"{article} {bare}"


def normalise(title: str) -> str:
    """The title without what editions, services and habits add to it, as told above. Idempotent."""
    return _normal(_folded(title))


def forms(title: str) -> tuple[str, str]:
    """`plain` and `normalise` of one title, at less than the price of both."""
    folded = _folded(title)
    if _SIMPLE.fullmatch(folded):
        return _letters(folded), _normal(folded)
    moved = _article_first(folded)
    return _letters(moved) or moved, _normal(folded)


def skeleton(normal: str) -> str:
    """The finding key of a `normalise`d title: number words as digits, no "and", no spaces."""
    words = [NUMBER_WORDS.get(word, word) for word in normal.split() if word != "and"]
    key = "".join(words) or normal
    return romanise(key) if not key.isascii() and is_foreign(key) else key


def _folded(title: str) -> str:
    text = title[:_LONG].strip().casefold()
    if text.isascii():
        return text
    text = text.replace("½", " 1/2").replace("×", "x").replace("✕", "x")
    text = unicodedata.normalize("NFKC", text).casefold().translate(LATIN_LETTERS).replace("ё", "е")
    return " ".join(_fold_latin(text).split()) if not text.isascii() else " ".join(text.split())


def _fold_latin(text: str) -> str:
    kept: list[str] = []
    after_latin = False
    for char in unicodedata.normalize("NFD", text):
        if unicodedata.combining(char):
            if not after_latin:
                kept.append(char)
            continue
        after_latin = char.isalpha() and (char.isascii() or unicodedata.name(char, "").startswith("LATIN"))
        kept.append(char)
    return unicodedata.normalize("NFC", "".join(kept)).translate(LATIN_LETTERS)


def _letters(text: str) -> str:
    """Words of a folded text, one space between them."""
    if text.isalnum() or (_SIMPLE.fullmatch(text) and " n " not in text):
        return text
    if "." in text or "*" in text or "·" in text:
        text = _INITIALS.sub(r"\1", text)
    if "$" in text or "!" in text:
        text = _INSIDE.sub(lambda found: found[0][:1].translate(_INSIDE_WORD), text)
    if "&" in text or "+" in text:
        text = _AND.sub(" and ", text)
    text = _QUOTES.sub("", text.replace("%", " percent "))
    words = _NOT_WORD.sub(" ", text).split()
    if "n" in words[1:-1]:  # "Guns N' Roses"
        words[1:-1] = ["and" if word == "n" else word for word in words[1:-1]]
    return " ".join(words)


def _normal(folded: str) -> str:
    form = _normal_once(folded if folded.isascii() else folded.translate(SIMPLIFIED))
    for _ in range(4):  # "The Wall (Deluxe) - Remastered" peels in one pass; what nests deeper is not a title
        again = _normal_once(form)
        if again == form:
            break
        form = again
    return form


def _normal_once(folded: str) -> str:
    words = _without_article(_numbered(_letters(_without_noise(folded))))
    return words or _letters(folded) or folded


def _without_noise(text: str) -> str:
    if text.isalnum():
        return text
    if _OPENING.search(text):
        text = _BRACKET.sub(_judge_bracket, text).strip()
    found = FEATURING.search(text) if "f" in text or "avec" in text else None
    if found and found.start() > 0:
        text = text[: found.start()].rstrip(" -–(,[")
    if _SIMPLE.fullmatch(text):
        return text
    for tail in (_DASH_TAIL, _COLON_TAIL):
        found = tail.search(text)
        if found and found.start() > 0 and _is_noise(found[1]):
            text = text[: found.start()]
    return _ELIDED.sub("", _article_first(text))


def _article_first(text: str) -> str:
    """ "matrix, the" as "the matrix", the way catalogues sorted by title write it."""
    found = _TRAILING_ARTICLE.match(text) if "," in text else None
    if found and found[2] in ARTICLES:
        return f"{found[2]} {found[1]}"
    return f"{found[2]}{found[1]}" if found and found[2][-1] in "'’" else text


def _judge_bracket(found: re.Match[str]) -> str:
    inside = next(group for group in found.groups() if group is not None).strip()
    return " " if found.start() > 0 and _is_bracket_noise(inside) else f" {inside} "


def _is_bracket_noise(words: str) -> bool:
    return bool(_is_noise(words) or any(noise.fullmatch(words) for noise in _BRACKET_NOISE))


def _is_noise(words: str) -> bool:
    bare = words.strip(" .!")
    return bool(EDITION.fullmatch(bare) or BLURB.fullmatch(bare))


def _numbered(words: str) -> str:
    """Part words before a number go; Roman numerals from II on become digits, "i", "v", "x" only where they
    cannot be a word: after a part word or, except "i", at the end of the title."""
    parts = words.split()
    if _NUMBERING.isdisjoint(parts):
        return words
    marked = _PART.sub("\x00", words)
    if "\x00" in marked:
        marked = _PART_NUMBER.sub(lambda found: _digits(found[1]), marked)
    parts = marked.replace("\x00", " ").split()
    last = len(parts) - 1
    for place, word in enumerate(parts):
        if place and word in ROMAN and (len(word) > 1 or (place == last and word != "i")):
            parts[place] = ROMAN[word]
    return " ".join(parts)


def _digits(number: str) -> str:
    return ROMAN.get(number) or NUMBER_WORDS.get(number) or number


def _without_article(words: str) -> str:
    """One leading article goes, unless another follows it ("La La Land", "The A-Team"): those would lose
    their name, and a second pass would take what the first one left."""
    first, _, rest = words.partition(" ")
    if rest and first in ARTICLES and rest.partition(" ")[0] not in ARTICLES:
        return rest
    return words
