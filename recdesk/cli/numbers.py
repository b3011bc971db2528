"""Numbers as typed. Argparse's own words for a wrong one ("invalid int value") do not say what is right."""

from __future__ import annotations

import argparse

_MOST = 2**53  # no number of ours is near it, and beyond 2**63 SQLite takes none
_DIGITS = len(str(_MOST))  # Python refuses to read a number of some thousand digits
_FARTHEST_YEAR = 9999


def is_number(text: str) -> bool:
    """Whether a word can be the number of something, rather than its title."""
    return len(text) <= _DIGITS and text.isdecimal() and int(text) <= _MOST


def whole(text: str) -> int:
    """0 or more: a seed, a count that may be none."""
    return _at_least(0, text)


def positive(text: str) -> int:
    """1 or more: the number of a row, an import or an entry, the length of a list."""
    return _at_least(1, text)


def any_year(text: str) -> int:
    """A year; negative ones are BC."""
    year = _integer(text)
    if abs(year) > _FARTHEST_YEAR:
        raise argparse.ArgumentTypeError(f"{text} is no year")
    return year


def share(text: str) -> float:
    """From 0 to 1."""
    try:
        value = float(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{text} is not a number; it must lie between 0 and 1") from error
    if not 0 <= value <= 1:
        raise argparse.ArgumentTypeError(f"{text} must lie between 0 and 1")
    return value


def _at_least(least: int, text: str) -> int:
    value = _integer(text)
    if value < least:
        raise argparse.ArgumentTypeError(f"{text} is too small; the least is {least}")
    if value > _MOST:
        raise argparse.ArgumentTypeError(f"{text} is too large")
    return value


def _integer(text: str) -> int:
    try:
        return int(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{text} is not a whole number") from error
