"""What one entry of Trakt's says, whether it came as JSON or as a line of a table."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from recdesk.domain.history import Action, BadRow, Guess, Mention, Reading, Row, SkippedRow, TimeKind
from recdesk.domain.ids import work_ids
from recdesk.domain.works import Kind
from recdesk.importers.cells import number, spaced, year
from recdesk.importers.episodes import episode_detail, whole_number
from recdesk.importers.identity import clip, event_key, raw_json
from recdesk.importers.records import Record, text_of
from recdesk.importers.rows import no_date, stamp

# In the order they are read: what tells more comes before what tells less of the same.
ROLES = (
    "dump",
    "history",
    "history_table",
    "playback",
    "ratings",
    "ratings_table",
    "watched",
    "dropped",
    "unwanted",
    "favourites",
    "watchlist",
    "watchlist_table",
)
_TIMES = ("watched_at", "rated_at", "paused_at", "listed_at", "hidden_at", "last_watched_at")
_ACTIONS = {
    "history": Action.WATCHED,
    "playback": Action.WATCHED,
    "watched": Action.WATCHED,
    "ratings": Action.RATED,
    "watchlist": Action.SAVED,
    "favourites": Action.LIKED,
    "dropped": Action.ABANDONED,
    "unwanted": Action.DISLIKED,
}
_IDS = ("imdb", "tmdb", "tvdb", "trakt")


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry: its film or series, the season or episode of it, and what is said of that."""

    type: str  # movie, show, season, episode
    title: str
    year: int | None
    ids: Mapping[str, object]
    season: int | None
    episode: int | None
    episode_title: str
    written: str  # the time
    rating: object
    progress: object
    plays: int

    @property
    def kind(self) -> Kind:
        return Kind.FILM if self.type == "movie" else Kind.SERIES

    @property
    def mention(self) -> Mention:
        ids = work_ids(self.kind, {scheme: self.ids.get(scheme) for scheme in _IDS})
        return Mention((Guess(self.kind, self.title),), year=self.year, external_ids=ids)

    @property
    def work(self) -> tuple[object, ...]:
        """What names the film or series in a key: Trakt's own number, or the title where there is none."""
        return (self.kind, self.ids.get("trakt") or f"{self.title} {self.year or ''}")

    def key(self, what: str, *more: object) -> str:
        part = (self.season, self.episode) if self.kind is Kind.SERIES else ()
        return event_key(what, *self.work, *("" if p is None else p for p in part), *more)

    @property
    def whole(self) -> tuple[str, ...]:
        """The key of a series' total, where this is an episode of it: the archive tells shows watched by one
        number of plays each, which its history tells one by one."""
        if self.episode is None:
            return ()
        return (replace(self, season=None, episode=None).key("watched"),)

    @property
    def raw(self) -> str:
        kept = {
            "type": self.type,
            "title": self.title,
            "year": self.year,
            "ids": {scheme: self.ids[scheme] for scheme in _IDS if self.ids.get(scheme)} or None,
            "season": self.season,
            "episode": self.episode,
            "episode_title": self.episode_title,
            "time": self.written,
            "rating": self.rating,
            "progress": self.progress,
        }
        return raw_json(kept, kept)


def entry_of_record(record: Record) -> Entry:
    """An entry of JSON. An episode stands beside its show; so does a season."""
    work = _inner(record, "movie") or _inner(record, "show")
    part = _inner(record, "episode") or _inner(record, "season")
    is_episode = bool(_inner(record, "episode"))
    type_ = text_of(record, "type") or ("movie" if _inner(record, "movie") else "show")
    return Entry(
        type=type_,
        title=spaced(text_of(work, "title")),
        year=year(str(work.get("year") or "")),
        ids=_inner(work, "ids"),
        season=whole_number(part.get("season") if is_episode else part.get("number")),
        episode=whole_number(part.get("number")) if is_episode else None,
        episode_title=text_of(part, "title") if is_episode else "",
        written=next((t for name in _TIMES if (t := text_of(record, name))), ""),
        rating=record.get("rating"),
        progress=record.get("progress"),
        plays=whole_number(record.get("plays")) or 1,
    )


def entry_of_line(cells: Mapping[str, str]) -> Entry:
    """An entry of a table, whose ids of the episode stand apart from those of the show."""
    return Entry(
        type=cells.get("type", ""),
        title=spaced(cells.get("title", "")),
        year=year(cells.get("year", "")),
        ids={scheme: cells.get(f"{scheme}_id") for scheme in _IDS},
        season=whole_number(cells.get("season_number")),
        episode=whole_number(cells.get("episode_number")),
        episode_title=cells.get("episode_title", ""),
        written=next((t for name in _TIMES if (t := cells.get(name, ""))), ""),
        rating=cells.get("rating") or None,
        progress=None,
        plays=1,
    )


def told(entry: Entry, role: str, place: str, order: str = "ymd") -> Row:
    """The row that an entry of this role makes; `order` is that of its dates."""
    if not entry.title:
        return SkippedRow(place, entry.raw, "no title")
    if entry.type not in ("movie", "show", "season", "episode"):
        return SkippedRow(place, entry.raw, "neither film nor series")
    consumed = role in ("history", "watched", "playback")
    time = stamp(entry.written, TimeKind.CONSUMED if consumed else TimeKind.LOGGED, order)
    if time is None:
        return no_date(place, entry.raw, entry.written)
    points = number(str(entry.rating)) if role == "ratings" else None
    if role == "ratings" and (points is None or not 0 < points <= 10):
        return BadRow(place, entry.raw, f"the rating {clip(str(entry.rating), 40)} is not between 1 and 10")
    share = number(str(entry.progress)) if role == "playback" else None
    saved = event_key("watchlist", *entry.work)
    key, covers = _identity(entry, role, time.key, points, saved)
    return Reading(
        place=place,
        raw=entry.raw,
        key=key,
        mention=entry.mention,
        action=_ACTIONS[role],
        when=time.when,
        precision=time.precision,
        time_kind=time.kind,
        rating=None if points is None else points / 10,
        rating_text="" if points is None else f"{points:g} of 10",
        liked=role == "favourites",
        fraction=None if share is None or not 0 <= share <= 100 else share / 100,
        count=min(entry.plays, 1000) if role == "watched" else 1,
        detail=episode_detail(entry.season, entry.episode, entry.episode_title),
        shelf="watchlist" if role == "watchlist" else "",
        covers=covers,
    )


def _identity(
    entry: Entry, role: str, time: str, points: float | None, saved: str
) -> tuple[str, tuple[str, ...]]:
    """The key of an event, and the keys of what it makes needless."""
    match role:
        case "history" | "playback":
            return entry.key(role, time), (entry.key("watched"), *entry.whole, saved)
        case "ratings":
            return entry.key("rated", f"{points:g}"), (saved,)
        case "watched":
            return entry.key("watched"), (*entry.whole, saved)
        case "watchlist":
            return saved if entry.type in ("movie", "show") else entry.key("watchlist"), ()
        case _:
            return entry.key(role), ()


def watched(record: Record, place: str) -> Iterator[Row]:
    """The rows of a film or series in the list of what was watched: one for a film, one for each episode."""
    whole = entry_of_record(record)
    seasons: Any = record.get("seasons")
    if not isinstance(seasons, list) or not seasons:
        yield told(whole, "watched", place)
        return
    for season in seasons:
        episodes = season.get("episodes") if isinstance(season, dict) else None
        for episode in episodes if isinstance(episodes, list) else ():
            if isinstance(episode, dict):
                at = {"season": season.get("number"), "number": episode.get("number")}
                one = record | {"type": "episode", "episode": at, "plays": episode.get("plays")}
                one["last_watched_at"] = episode.get("last_watched_at")
                entry = entry_of_record(one)
                yield told(entry, "watched", f"{place}, {episode_detail(entry.season, entry.episode)}")


def _inner(record: Record, key: str) -> Record:
    value = record.get(key)
    return value if isinstance(value, dict) else {}
