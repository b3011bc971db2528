"""Simkl: the backup as JSON (which is what its API answers) and the backup as a table.

Written from the documented formats, no real sample seen. A series whose episodes are listed is told by them,
and its own entry then adds the rating only. Both backups name a work by the same number, so that importing
one after the other adds nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from recdesk.domain.history import (
    Action,
    BadRow,
    Guess,
    Mention,
    Reading,
    Row,
    SkippedRow,
    TimeKind,
)
from recdesk.domain.ids import work_ids
from recdesk.domain.works import Kind
from recdesk.importers.cells import number, spaced, year
from recdesk.importers.documents import read_items
from recdesk.importers.episodes import episode_code, episode_detail, whole_number
from recdesk.importers.identity import clip, event_key, raw_json
from recdesk.importers.importer import Claim, Part, SourceInfo
from recdesk.importers.look import Form, Look
from recdesk.importers.records import Record, text_of
from recdesk.importers.rows import date_order, no_date, stamp, table_rows
from recdesk.importers.shelves import shelf_action
from recdesk.importers.tables import Broken, Line

info = SourceInfo(
    id="simkl",
    name="Simkl",
    kinds=(Kind.FILM, Kind.SERIES),
    files=("SimklBackup.json", "SimklBackup.csv", "SimklBackup.zip"),
)

_TABLE = ("simkl_id", "type", "title", "watchlist", "lastepwatched")
_LISTS = ("shows.item", "movies.item", "anime.item")
# The table's columns have two names each, that of the backup and that of the tables Simkl takes in.
_ID_COLUMNS = {
    "imdb": ("imdb_id", "imdb"),
    "mal": ("mal_id", "mal"),
    "tmdb": ("tmdb", "tmdb_id"),
    "tvdb": ("tvdb_id", "tvdb"),
    "simkl": ("simkl_id",),
}


def claim(look: Look) -> Claim | None:
    if look.form is Form.JSON and look.keys >= {"simkl", "status"} and "ids" in look.keys:
        return Claim(home=look.folder, role="json")
    return Claim(home=look.folder, role="table") if look.sheet(*_TABLE) else None


def rows(parts: Sequence[Part]) -> Iterator[Row]:
    for part in sorted(parts, key=lambda p: p.role):
        if part.role == "table":
            sheet = part.look.sheet(*_TABLE)
            assert sheet is not None  # it was claimed by this sheet
            order = date_order(part, sheet, "watcheddate")
            yield from table_rows(part, sheet, partial(_line, order=order))
            continue
        for found in read_items(part.member, *_LISTS):
            if isinstance(found, Broken):
                yield BadRow(part.place(found.number), found.text, found.why)
            else:
                yield from _entry(found[2], found[1], part.place(found[0]))


@dataclass(frozen=True, slots=True)
class _Item:
    """A work of the backup and what is said of it as a whole."""

    kinds: tuple[Kind, ...]
    title: str
    year: int | None
    ids: dict[str, object]
    status: str
    rating: object
    written: str
    last: str = ""  # the last episode watched
    memo: str = ""

    @property
    def mention(self) -> Mention:
        ids = work_ids(self.kinds[0], {scheme: self.ids.get(scheme) for scheme in _ID_COLUMNS})
        return Mention(tuple(Guess(k, self.title) for k in self.kinds), year=self.year, external_ids=ids)

    def key(self, *what: object) -> str:
        """By the first number both backups carry; "simkl" itself stands last, tables often leave it blank."""
        known = next(((s, str(self.ids[s])) for s in _ID_COLUMNS if self.ids.get(s)), ())
        return event_key(*(known or (self.title, self.year or "")), *what)

    @property
    def raw(self) -> str:
        kept = {
            "title": self.title,
            "year": self.year,
            "ids": {s: self.ids[s] for s in _ID_COLUMNS if self.ids.get(s)} or None,
            "status": self.status,
            "rating": self.rating,
            "time": self.written,
            "last": self.last,
            "memo": self.memo,
        }
        return raw_json(kept, kept)


def _line(line: Line, place: str, *, order: str) -> Row:
    item = _Item(
        kinds=_kinds(line.get("type")),
        title=spaced(line.get("title")),
        year=year(line.get("year")),
        ids={
            scheme: next(filter(None, map(line.get, columns)), "") for scheme, columns in _ID_COLUMNS.items()
        },
        status=line.get("watchlist"),
        rating=line.get("rating"),
        written=line.get("watcheddate"),
        last=line.get("lastepwatched"),
        memo=line.get("memo"),
    )
    return _whole(item, place, order, by_episodes=False)


def _entry(record: Record, path: str, place: str) -> Iterator[Row]:
    work = next((w for name in ("show", "movie", "anime") if isinstance(w := record.get(name), dict)), {})
    ids = work.get("ids")
    item = _Item(
        kinds=_kinds(text_of(record, "anime_type") or path.removesuffix(".item").removesuffix("s")),
        title=spaced(text_of(work, "title")),
        year=year(str(work.get("year") or "")),
        ids=ids if isinstance(ids, dict) else {},
        status=text_of(record, "status"),
        rating=record.get("user_rating"),
        written=text_of(record, "last_watched_at"),
        last=text_of(record, "last_watched"),
        memo=text_of(record, "memo"),
    )
    episodes = list(_episodes(record, item, place)) if item.title else []
    yield from episodes
    yield _whole(item, place, "ymd", by_episodes=bool(episodes))


def _episodes(record: Record, item: _Item, place: str) -> Iterator[Row]:
    seasons = record.get("seasons")
    for season in seasons if isinstance(seasons, list) else ():
        episodes = season.get("episodes") if isinstance(season, dict) else None
        for episode in episodes if isinstance(episodes, list) else ():
            if not isinstance(episode, dict):
                continue
            numbers = whole_number(season.get("number")), whole_number(episode.get("number"))
            detail = episode_detail(*numbers)
            here = f"{place}, {detail}"
            written = text_of(episode, "watched_at")
            kept = {"title": item.title, "episode": detail, "time": written}
            time = stamp(written, TimeKind.CONSUMED)
            if time is None:
                yield no_date(here, raw_json(kept, kept), written)
                continue
            yield Reading(
                place=here,
                raw=raw_json(kept, kept),
                key=item.key("episode", *numbers),
                mention=item.mention,
                action=Action.WATCHED,
                when=time.when,
                precision=time.precision,
                time_kind=time.kind,
                detail=detail,
                covers=(item.key("watched"),),
            )


def _whole(item: _Item, place: str, order: str, *, by_episodes: bool) -> Row:
    """The entry of a work as a whole. `by_episodes`: its viewings are told already."""
    if not item.title:
        return SkippedRow(place, item.raw, "no title")
    points = number(str(item.rating or 0))
    if points is None or not 0 <= points <= 10:
        return BadRow(place, item.raw, f"the rating {clip(str(item.rating), 40)} is not between 1 and 10")
    time = stamp(item.written, TimeKind.LOGGED, order)
    if time is None:
        return no_date(place, item.raw, item.written)
    action = _action(item.status, item.kinds[0])
    if by_episodes and action is Action.WATCHED:
        if not points:
            return SkippedRow(place, item.raw, "told by its episodes")
        action = Action.RATED
    last = episode_code(item.last)
    watched, rated = item.key("watched"), item.key("rated", f"{points:g}")
    seen = action in (Action.WATCHED, Action.RATED)  # the table tells a series as watched, its episodes apart
    return Reading(
        place=place,
        raw=item.raw,
        key=item.key(action, f"{points:g}") if not seen else rated if points else watched,
        mention=item.mention,
        action=action,
        when=time.when,
        precision=time.precision,
        time_kind=time.kind,
        rating=points / 10 or None,
        rating_text=f"{points:g} of 10" if points else "",
        fraction=1.0 if item.status == "completed" else None,
        detail="" if by_episodes or last is None else episode_detail(last[0], last[1]),
        shelf=item.status,
        review=item.memo,
        covers=(watched,) if seen and points else (),
    )


def _action(status: str, kind: Kind) -> Action:
    """ "hold" and what else is neither planned nor dropped was watched at least in part."""
    return shelf_action(status.replace("plantowatch", "plan to watch"), kind) or Action.WATCHED


def _kinds(type_: str) -> tuple[Kind, ...]:
    """Anime may be either; Simkl's JSON says which, its table does not."""
    folded = type_.casefold()
    if "movie" in folded:
        return (Kind.FILM,)
    return (Kind.SERIES, Kind.FILM) if folded in ("anime", "ova", "ona", "special") else (Kind.SERIES,)
