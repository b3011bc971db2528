"""Words that a program read in the wrong encoding and wrote again: "AmÃ©lie" for "Amélie".

Old files are full of them, and so is what people's spreadsheets save. Only a text that is good UTF-8 as a
whole, once its characters are bytes again, is taken for garbled: "Pânico" and "«CAFÉ»" are not.
"""

from __future__ import annotations

import re
from dataclasses import replace

from recdesk.domain.history import Mention

_SIGN = re.compile("[ÂÃÄÅâãÐÑ][\u0080-\u00bf\u2010-\u2044\u20ac\u2122ŒœŠšŽžŸƒˆ˜ ]")
# A space without a break, A0, is a space to those who tidy up: "â\u0080\u0093Â Revenge", "Ã " for "à".
_BROKEN_SPACE = re.compile("(?<=[ÂÃ]) ")
_ENCODINGS = ("latin-1", "cp1252")


def readable(text: str) -> str:
    """The text as it was meant; most are, and come back as they are."""
    if text.isascii() or not _SIGN.search(text):
        return text
    for encoding in _ENCODINGS:
        try:
            found = _BROKEN_SPACE.sub("\u00a0", text).encode(encoding).decode("utf-8")
        except UnicodeError:
            continue
        return " ".join(found.split())
    return text


def readable_mention(mention: Mention) -> Mention:
    """A mention with the titles and names that were meant; the same object where nothing is garbled."""
    words = (*(guess.title for guess in mention.guesses), *mention.creators)
    if not any(map(_SIGN.search, words)):
        return mention
    guesses = tuple(replace(guess, title=readable(guess.title)) for guess in mention.guesses)
    return replace(mention, guesses=guesses, creators=tuple(map(readable, mention.creators)))
