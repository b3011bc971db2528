"""How Prime Video's report names an episode: "Low Tide-Harbour Lights - Season 4", the episode first.

Nothing but a hyphen parts the episode from the series, and both have hyphens of their own. What follows one
of them at the end of most titles of a file is the series.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

from recdesk.importers.season_words import season_at_end

_HYPHEN = re.compile(r"(?<=\S)-(?=\S)")
_REMEMBERED = 50_000  # titles of one file; a person's file has some thousands


@dataclass(frozen=True, slots=True)
class Episode:
    series: str
    season: str
    title: str  # "" where only the season is named


@dataclass
class Episodes:
    """Feed it every title of a file, then ask what each names."""

    _titles: set[str] = field(default_factory=set)
    _endings: Counter[str] = field(default_factory=Counter)

    def feed(self, title: str) -> None:
        if title in self._titles or len(self._titles) >= _REMEMBERED:
            return
        if found := season_at_end(title):
            self._titles.add(title)
            self._endings.update(ending for _, ending in _cuts(found[0]))

    def read(self, title: str) -> Episode | None:
        """The episode that a title names; None for one that does not end with a season."""
        found = season_at_end(title)
        if found is None:
            return None
        named, season = found
        cuts = _cuts(named)
        if not cuts or self._endings[named]:  # other titles end with all of it: it is the series
            return Episode(named, season, "")
        # Of endings seen equally often the longest: "Spider-Man", not "Man".
        episode, series = max(cuts, key=lambda cut: self._endings[cut[1]])
        return Episode(series, season, episode)


def _cuts(named: str) -> list[tuple[str, str]]:
    """A text parted at each of its hyphens, the longest ending first."""
    return [(named[: found.start()], named[found.end() :]) for found in _HYPHEN.finditer(named)]
