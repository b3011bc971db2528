"""What a sample of a pack is, and how its rows are written."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Sample:
    files: dict[str, str | bytes]
    titles: tuple[str, ...]
    left_out: int = 0
    unreadable: int = 0
    ratings: int = 0


def rows(*lines: str) -> str:
    return "\n".join(lines) + "\n"


def tabs(*lines: str) -> str:
    return rows(*(line.replace(" | ", "\t") for line in lines))
