"""Numbers as typed. Argparse's own words for a wrong one ("invalid int value") do not say what is right."""

from __future__ import annotations

import argparse


def whole(text: str) -> int:
    """0 or more: a seed, a count that may be none."""
    return _at_least(0, text)


def positive(text: str) -> int:
    """1 or more: the number of a row, an import or an entry, the length of a list."""
    return _at_least(1, text)


def _at_least(least: int, text: str) -> int:
    try:
        value = int(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{text} is not a whole number") from error
    if value < least:
        raise argparse.ArgumentTypeError(f"{text} is too small; the least is {least}")
    return value
