"""ISBN: checked by its own check digit, and always in the form of thirteen digits.

Spreadsheets ruin ISBNs (9.78053E+12) and people type names into the field; the check digit refuses both.
Formulas: ISO 2108 (ISBN-13: weights 1 and 3, modulo 10; ISBN-10: weights 10 to 1, modulo 11).
"""

from __future__ import annotations

import re

_PRINTED = re.compile(r"[\s\-\u2010-\u2015]")


def isbn13(text: str) -> str | None:
    """The ISBN-13 written in `text` (with hyphens, or as Goodreads' ="978..."), or None."""
    digits = _PRINTED.sub("", text.strip().removeprefix("=").strip('"')).upper()
    if re.fullmatch(r"97[89][0-9]{10}", digits):
        return digits if digits[-1] == _check13(digits[:12]) else None
    if re.fullmatch(r"[0-9]{9}[0-9X]", digits) and digits[-1] == _check10(digits[:9]):
        return "978" + digits[:9] + _check13("978" + digits[:9])
    return None


def _check13(twelve: str) -> str:
    total = sum(int(d) * (3 if i % 2 else 1) for i, d in enumerate(twelve))
    return str(-total % 10)


def _check10(nine: str) -> str:
    total = sum(int(d) * (10 - i) for i, d in enumerate(nine))
    return "0123456789X"[-total % 11]
