"""How Netflix writes seasons and episodes in the languages of its accounts, and what a title then names.

A title is parts joined by ": ". A part that is a season and nothing else ("Season 2", "シーズン1",
"Minissérie") tells that all before it is the series. Words that films use as well ("Part", "Chapter") tell
so only when an episode follows.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from recdesk.domain.history import Guess
from recdesk.domain.works import Kind

# One line a language: English, Spanish and Portuguese, French, German, Italian, Dutch, Polish, Swedish,
# Danish and Norwegian, Finnish, Czech, Slovak and Croatian, Hungarian, Romanian, Turkish, Greek, Russian and
# Ukrainian, Arabic, Hebrew, Indonesian, Vietnamese, Thai, Hindi, Japanese, Korean, Chinese.
_SEASON = r"""
    season | series | limited\ series | mini-?series
  | temporada | serie | serie\ limitada | miniserie | série | série\ limitada | minissérie
  | saison | mini-?série
  | staffel | miniserie | limitierte\ serie
  | stagione | miniserie
  | seizoen | reeks | miniserie | aflevering
  | sezon | seria | miniserial | serial\ limitowany
  | säsong | miniserie
  | sæson | sesong | miniserie
  | kausi | minisarja
  | sezóna | sezona | řada | série | seriál | minisérie
  | évad | minisorozat
  | sezonul | miniserie
  | sezon | mini\ dizi
  | κύκλος | σεζόν | μίνι\ σειρά
  | сезон | мини-сериал | міні-серіал
  | الموسم | مسلسل\ قصير
  | עונה | מיני-סדרה
  | musim | serial\ terbatas
  | mùa | phần
  | ซีซั่น | ซีซัน
  | सीज़न | सीज़न
  | シーズン | シリーズ | リミテッドシリーズ | ミニシリーズ
  | 시즌 | 리미티드\ 시리즈 | 미니시리즈
  | 季 | 限定剧 | 限定劇 | 迷你剧 | 迷你劇
"""
_SHARED = r"""
    part | volume | vol\.? | book | chapter | collection | the\ collection
  | parte | volumen | libro | capítulo | colección | livro | coleção
  | partie | livre | chapitre
  | teil | buch | kapitel
  | capitolo | libro
  | deel | boek | hoofdstuk
  | część | del | osa | díl | rész | kısım | bölüm | μέρος | часть | частина | bagian
  | パート | 파트 | 部 | 部分
"""
_EPISODE = (
    r"episode|episodio|episódio|épisode|folge|aflevering|odcinek|avsnitt|afsnit|jakso|epizoda|"
    r"epizód|episodul|επεισόδιο|серия|серія|エピソード|第?\d+話|에피소드"
)
_NUMBER = r"(?:\d{1,4}|[ivx]{1,5}|one|two|three|four|five|six|seven|eight|nine|ten|[一二三四五六七八九十]+)"


def _pattern(words: str) -> re.Pattern[str]:
    """The word with a number before ("2. Staffel", "第1シリーズ"), after ("Season 2"), or none at all;
    "Season 2 – Part B" and "Season 2 (Part B)" carry a tail."""
    return re.compile(
        rf"(?:第?\s*{_NUMBER}\s*[.ªº]?ª?\s*)?(?:{words})(?:\s*{_NUMBER}\.?)?(?:\s*[–(-].*)?\Z",
        re.IGNORECASE | re.VERBOSE,
    )


_SEASON_PART = _pattern(_SEASON)
_SHARED_PART = _pattern(_SHARED)
_REMEMBERED = 200_000  # prefixes of one file; a person's file has some thousands
_EPISODE_PART = re.compile(rf"(?:{_EPISODE})\s*\d*\Z", re.IGNORECASE)


def prefix_of(title: str) -> str:
    """The part before the first ": ", or "" if there is none."""
    head, colon, _ = title.partition(": ")
    return head.strip() if colon else ""


class Prefixes:
    """Which prefixes at least two different titles begin with. Watching one film twice is not a series."""

    def __init__(self) -> None:
        self._first: dict[str, int] = {}
        self._often: set[str] = set()

    def add(self, title: str) -> None:
        prefix = prefix_of(title)
        if not prefix or prefix in self._often:
            return
        other = self._first.get(prefix)
        if other is not None and other != hash(title):
            self._often.add(prefix)
        elif len(self._first) < _REMEMBERED:
            self._first[prefix] = hash(title)

    def __call__(self, prefix: str) -> bool:
        return prefix in self._often


def names_season(title: str) -> bool:
    """Whether a title is that of an episode beyond doubt: a part of it is a season, and parts stand round."""
    parts = [part.strip() for part in title.split(": ")]
    return len(parts) > 2 and any(
        _SEASON_PART.match(part) or _SHARED_PART.match(part) for part in parts[1:-1]
    )


_BEFORE_SEASON = re.compile(r"\s+[-–—]\s+|,\s+|:\s+|\s+")
_SHORT_SEASON = re.compile(r"S\d{1,2}\Z", re.IGNORECASE)


def season_at_end(title: str) -> tuple[str, str] | None:
    """What stands before the numbered season at the end of a title, and the season: "Reacher - Season 2",
    "Reacher, Staffel 2", "Reacher S2". None where there is none."""
    for found in _BEFORE_SEASON.finditer(title):
        season = title[found.end() :]
        numbered = any(map(str.isdigit, season)) and _SEASON_PART.match(season)
        if found.start() and (numbered or _SHORT_SEASON.match(season)):
            return title[: found.start()], season
    return None


def read_title(title: str, seen_often: Callable[[str], bool]) -> tuple[tuple[Guess, ...], str]:
    """What a Netflix title names, and the rest of it (season and episode).

    `seen_often` tells of a prefix whether at least two titles of the whole file begin with it. Guesses stand
    in order of trust. Of three files in three languages (1,838 rows) 98 to 99 % are decided by a season word
    or a prefix; that is coverage, nobody knows the truth.
    """
    parts = [part.strip() for part in title.split(": ")]
    whole = Guess(Kind.FILM, title)
    if len(parts) == 1:
        return (whole,), ""
    often = seen_often(prefix_of(title))
    if at := _first(parts, lambda part: _is_season(part, parts[0])):
        guesses: tuple[Guess, ...] = (_series(parts[:at]),)
    elif at := _first(parts, lambda part: bool(_SHARED_PART.match(part))):
        series, followed = _series(parts[:at]), at < len(parts) - 1
        numbered = followed and bool(_EPISODE_PART.match(parts[at + 1]))
        if numbered or (often and followed):
            guesses = (series,)
        else:
            guesses = (series, whole) if often or followed else (whole, series)
    elif at := _first(parts, lambda part: bool(_EPISODE_PART.match(part))):
        guesses = (_series(parts[:at]),)
    else:
        at = 1
        series = _series(parts[:1])
        guesses = (series, whole) if often or len(parts) > 2 else (whole, series)
    return guesses, ": ".join(parts[at:])


def _first(parts: list[str], test: Callable[[str], bool]) -> int:
    """The first part after the series' name that passes the test, or 0."""
    return next((i for i, part in enumerate(parts) if i and test(part)), 0)


def _series(parts: list[str]) -> Guess:
    """Some series carry their name twice: "Free!: Free!: Iwatobi Swim Club"."""
    if len(parts) == 2 and parts[0].casefold() == parts[1].casefold():
        parts = parts[:1]
    return Guess(Kind.SERIES, ": ".join(parts))


def _is_season(part: str, series: str) -> bool:
    """A season, or the series' own name with a number ("Stranger Things 3")."""
    if _SEASON_PART.match(part):
        return True
    return part.startswith(series) and part[len(series) :].strip().isdigit()


_EPISODE_TAIL = re.compile(rf"\s*\(\s*(?:{_EPISODE})\s*(\d{{1,4}})\s*\)\s*\Z", re.IGNORECASE)


def episode_tail(title: str) -> tuple[str, str]:
    """A title and its "(Episode 6)", which the full Netflix report sets behind the episode's name."""
    found = _EPISODE_TAIL.search(title)
    return (title[: found.start()], title[found.start() :].strip(" ()")) if found else (title, "")
