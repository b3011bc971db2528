"""What stands in a cell: ratings, years, reviews with markup."""

from __future__ import annotations

import html
import re

_BREAK = re.compile(r"<\s*(?:br|/p)\s*/?\s*>", re.IGNORECASE)
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")
_THOUSANDS = re.compile(r"\d{1,3}(?:([.,'’ \u00a0\u202f])\d{3})(?:\1\d{3})*\Z")
_YEAR = re.compile(r"\s*(-?\d{1,4})(?:\.0+)?\s*\Z")


def plain_text(markup: str) -> str:
    """A review without its tags: line breaks stay, entities become characters."""
    text = html.unescape(_TAG.sub("", _BREAK.sub("\n", markup)))
    return "\n".join(" ".join(line.split()) for line in text.split("\n")).strip()


def number(text: str) -> float | None:
    """A number with a decimal point or comma; None for anything else."""
    try:
        value = float(text.strip().replace(",", "."))
    except ValueError:
        return None
    return value if abs(value) < 1e12 else None  # also refuses nan and inf


def whole(text: str) -> int:
    """How many: "12,345" and "12.345" are both twelve thousand; 0 for what is no number."""
    bare = text.strip()
    value = re.sub(r"\D", "", bare) if is_grouped(bare) else bare
    return int(number(value) or 0)


def is_grouped(text: str) -> bool:
    """Whether it is a whole number with marks between its thousands."""
    return _THOUSANDS.match(text) is not None


def year(text: str) -> int | None:
    """A year (negative: BC); spreadsheets write 1965.0. None if blank, zero or beyond sense."""
    found = _YEAR.match(text)
    value = int(found.group(1)) if found else 0
    return value if value and -4000 < value < 2100 else None


def spaced(text: str) -> str:
    """Names with doubled spaces (Goodreads writes them) made single."""
    return " ".join(text.split())
