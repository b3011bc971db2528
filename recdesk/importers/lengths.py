"""How long something took and how much of it: "1:40:00", "16 hrs and 10 mins", "34 %", "120/320"."""

from __future__ import annotations

import re

from recdesk.importers.cells import number

_CLOCK = re.compile(r"(?:(\d{1,3}):)?(\d{1,3}):(\d{2})(?:\.\d+)?\Z")
_PART = re.compile(r"(\d+(?:[.,]\d+)?)\s*([^\W\d_]+)")
_SHARE = re.compile(r"(\d+(?:[.,]\d+)?)\s*(?:/|of|von|sur|de)\s*(\d+)\Z")
# By their beginnings; "ms" before "m".
_UNITS = (
    ("ms", 0.001), ("milli", 0.001), ("h", 3600.0), ("std", 3600.0), ("ч", 3600.0), ("時", 3600.0),
    ("时", 3600.0), ("시", 3600.0), ("小时", 3600.0), ("m", 60.0), ("мин", 60.0), ("分", 60.0), ("분", 60.0),
    ("s", 1.0), ("с", 1.0), ("秒", 1.0), ("초", 1.0),
)  # fmt: skip
_LONGEST = 10_000 * 3600.0  # more is a number of something else


def length_unit(column: str, longest: float) -> float:
    """The seconds that a bare number counts, by the name of its column, or by the longest of the column: no
    film has 1,000 minutes and no song 100,000 seconds."""
    for word in re.findall(r"[^\W\d_]+", column.casefold().replace("_", " ")):
        if word in ("ms", "msplayed") or word.startswith("milli"):
            return 0.001
        if word.startswith(("sec", "sek", "seg")) or word == "s":
            return 1.0
        if word.startswith("min"):
            return 60.0
        if word in ("h", "hrs", "hours", "stunden", "heures", "horas", "ore", "uren"):
            return 3600.0
    if longest <= 1_000:
        return 60.0
    return 1.0 if longest < 100_000 else 0.001


def read_length(text: str, unit: float) -> float | None:
    """Seconds, None for a blank, a zero or what is no length."""
    bare = text.strip().casefold()
    seconds = 0.0
    if clock := _CLOCK.match(bare):
        hours, minutes, rest = clock.groups()
        seconds = int(hours or 0) * 3600 + int(minutes) * 60 + int(rest)
    elif (value := number(bare)) is not None:
        seconds = value * unit
    else:
        for amount, word in _PART.findall(bare):
            size = next((size for begin, size in _UNITS if word.startswith(begin)), 0.0)
            seconds += float(amount.replace(",", ".")) * size
    return seconds if 0 < seconds <= _LONGEST else None


def read_share(text: str) -> float | None:
    """0..1 of the whole, None for what does not say so: "34 %", "0.34", "34", "120/320"."""
    bare = text.strip().casefold()
    if parts := _SHARE.match(bare):
        done, whole = float(parts.group(1).replace(",", ".")), float(parts.group(2))
        return done / whole if 0 <= done <= whole and whole else None
    value = number(bare.removesuffix("%"))
    if value is None or not 0 <= value <= 100:
        return None
    fraction = value <= 1 and not bare.endswith("%") and ("." in bare or "," in bare)
    return value if fraction else value / 100
