"""When two spellings of a title or a name are the same, as the build understands it.

Folds case, width, Latin, Greek and Cyrillic accents, "&" and punctuation. Knows nothing of works. Marks of
other scripts are letters, not accents: without them the Hindi titles of "PK" and "Piku" would be one.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

_ACCENTED_SCRIPTS = ("LATIN", "GREEK", "CYRILLIC")


@cache
def title_key(title: str) -> str:
    """What is left of a title when spelling no longer matters: words joined by single spaces. Titles made
    of signs alone ("÷", "!!!") keep them."""
    text = _without_accents(unicodedata.normalize("NFKC", title).casefold().replace("&", " and "))
    text = re.sub(r"['’`´]", "", text)
    # \w would drop the vowel signs of Indian scripts, which are marks (M), not letters (L).
    words = "".join(letter if unicodedata.category(letter)[0] in "LNM" else " " for letter in text)
    return " ".join(words.split()) or title.strip()


@cache
def name_key(name: str) -> str:
    """Like `title_key`, without spaces, so that "P. J. Hogan" and "P.J. Hogan" are one person."""
    return title_key(name).replace(" ", "")


def without_article(key: str) -> str:
    """A title key without its leading English article."""
    return re.sub(r"^(?:the|a|an) (?=.)", "", key)


def _without_accents(text: str) -> str:
    kept: list[str] = []
    after_accented_script = False
    for letter in unicodedata.normalize("NFD", text):
        if unicodedata.combining(letter) and after_accented_script:
            continue
        if not unicodedata.combining(letter):
            after_accented_script = unicodedata.name(letter, "").startswith(_ACCENTED_SCRIPTS)
        kept.append(letter)
    return unicodedata.normalize("NFC", "".join(kept))
