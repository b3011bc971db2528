"""Numbers by which services name a work, spelt the same whichever export they come from.

A number alone is not enough: 680 is one thing among The Movie Database's films and another among its series,
so such numbers carry what they count ("movie/680").
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from recdesk.domain.works import Kind

_IMDB = re.compile(r"(?:tt)?0*(\d{1,10})\Z")
_NUMBER = re.compile(r"\d{1,12}\Z")
_ANIME, _MANGA = "anime", "manga"
# Scheme to (what it calls a film, a series, a book); "" where one row of numbers serves them all.
_SPACES: Mapping[str, tuple[str, str, str]] = {
    "tmdb": ("movie", "tv", ""),
    "tvdb": ("movie", "series", ""),
    "trakt": ("movie", "show", ""),
    "mal": (_ANIME, _ANIME, _MANGA),
    "kitsu": (_ANIME, _ANIME, _MANGA),
    "anilist": ("", "", ""),
    "simkl": ("", "", ""),
}
_PLACE = {Kind.FILM: 0, Kind.SERIES: 1, Kind.BOOK: 2}


def work_ids(kind: Kind, written: Mapping[str, object]) -> tuple[tuple[str, str], ...]:
    """(scheme, value) of every number in `written` (scheme to text or number) that can be one; blanks, zeros
    and words are left out. `kind` is film, series or book."""
    found = []
    for scheme, value in written.items():
        text = "" if value is None or isinstance(value, bool) else str(value).strip().removesuffix(".0")
        if scheme == "imdb":
            if number := _IMDB.match(text.casefold()):
                found.append((scheme, f"tt{int(number.group(1)):07d}"))
        elif _NUMBER.match(text) and int(text):
            space = _SPACES[scheme][_PLACE[kind]]
            found.append((scheme, f"{space}/{int(text)}" if space else str(int(text))))
    return tuple((scheme, value) for scheme, value in found if int(value.lstrip("t").rsplit("/", 1)[-1]))
