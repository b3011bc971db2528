"""How an episode is written down ("S02E03 · The Heist"), and read from "s2e3" in other people's spelling."""

from __future__ import annotations

import re

_CODE = re.compile(r"\bs(\d{1,4})\s*[ex.·:-]{1,3}\s*(\d{1,5})\b|\b(\d{1,2})x(\d{1,4})\b", re.IGNORECASE)


def episode_detail(season: int | None, episode: int | None, title: str = "") -> str:
    """ "S02E03 · title"; what is not known is left out, and nothing known is ""."""
    code = ("" if season is None else f"S{season:02d}") + ("" if episode is None else f"E{episode:02d}")
    return " · ".join(part for part in (code, title) if part)


def episode_code(text: str) -> tuple[int, int, int, int] | None:
    """Season and episode of the first "S01E02" or "1x02" in a text, and where it begins and ends."""
    found = _CODE.search(text)
    if found is None:
        return None
    season, episode = (g for g in found.groups() if g is not None)
    return int(season), int(episode), found.start(), found.end()


def whole_number(value: object) -> int | None:
    """A number without a fraction from a cell or from JSON; None for anything else or beyond sense."""
    if isinstance(value, bool):
        return None
    if isinstance(value, str):
        text = value.strip().removesuffix(".0")
        value = int(text) if text.isascii() and text.isdigit() and len(text) <= 10 else None
    elif isinstance(value, float) and value.is_integer():
        value = int(value)
    return value if isinstance(value, int) and 0 <= value < 10**10 else None
