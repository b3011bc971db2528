"""TV Time, which closed in 2026: the tables of its data request, and what the "TV Time Out" extension saved.

Both tell of episodes and films watched, of series followed and of what is wanted; both are one source, so
that an episode keeps its key. Marks for a whole season at once say that it was seen, not when. Written from
the documented formats, no real sample seen. The request's tables of tokens and addresses are never read.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial

from recdesk.domain.history import BadRow, Row, SkippedRow
from recdesk.domain.works import Kind
from recdesk.importers.cells import spaced, year
from recdesk.importers.documents import read_items
from recdesk.importers.episodes import episode_detail, whole_number
from recdesk.importers.identity import raw_json
from recdesk.importers.importer import Claim, Decline, Part, SourceInfo
from recdesk.importers.look import Form, Look
from recdesk.importers.records import Record, read_records, text_of
from recdesk.importers.rows import table_rows
from recdesk.importers.tables import Broken, Line, read_table
from recdesk.importers.tv_time_marks import Mark, Told, whole_id

info = SourceInfo(
    id="tv_time",
    name="TV Time",
    kinds=(Kind.FILM, Kind.SERIES),
    files=("tracking-prod-records*.csv", "user_tv_show_data.csv", "tvtime-*.json", "tvtime-*.csv"),
)

# In the order they are read: episodes and films watched before the lists that only name their series.
_TABLES = {
    "episodes_v2": ("key", "series_name", "ep_no", "created_at"),
    "records": ("type", "entity_type", "movie_name", "series_name", "created_at"),
    "out_episodes": ("series_tvdb_id", "title", "season", "episode", "is_watched"),
    "out_movies": ("tvdb_id", "title", "year", "is_watched"),
    "out_series": ("uuid", "tvdb_id", "title", "status"),
    "shows": ("tv_show_id", "tv_show_name"),
}
_JSON = ("series_json", "movies_json")
_ROLES = (*_JSON, *_TABLES)
_TRUE = frozenset({"true", "1", "yes"})


def claim(look: Look) -> Claim | Decline | None:
    if look.form is Form.JSON:
        if look.keys >= {"is_watched", "seasons", "title"}:
            return Claim(home=look.folder, role="series_json")
        if look.keys >= {"total_failed", "shows"}:
            return Decline("it lists the series that TV Time did not hand out; they are missing here")
        movies = look.keys >= {"is_watched", "watched_at", "title", "year", "tvdb"}
        return Claim(home=look.folder, role="movies_json") if movies else None
    role = next((role for role, columns in _TABLES.items() if look.sheet(*columns)), "")
    if not role and look.sheet_where(lambda h: "user_id" in h and bool(h & {"tv_show_name", "series_name"})):
        return Decline("it is a part of TV Time's data that says nothing the other parts do not say better")
    return Claim(home=look.folder, role=role) if role else None


def rows(parts: Sequence[Part]) -> Iterator[Row]:
    names = _series_names(parts)
    for part in sorted(parts, key=lambda p: _ROLES.index(p.role)):
        if part.role in _TABLES:
            sheet = part.look.sheet(*_TABLES[part.role])
            assert sheet is not None  # it was claimed by this sheet
            yield from table_rows(part, sheet, partial(_line, role=part.role, names=names), private=True)
        elif part.role == "movies_json":
            for found in read_records(part.member):
                if isinstance(found, Broken):
                    yield BadRow(part.place(found.number), found.text, found.why)
                else:
                    yield _movie(_flat(found[1]), part.place(found[0]))
        else:
            yield from _series_json(part)


def _series_names(parts: Sequence[Part]) -> dict[str, str]:
    """The series of the data request by TheTVDB's number: episodes that were marked many at a time have
    often no other name."""
    names: dict[str, str] = {}
    for role, number, name in (
        ("episodes_v2", "s_id", "series_name"),
        ("shows", "tv_show_id", "tv_show_name"),
    ):
        for part in parts:
            sheet = part.look.sheet(*_TABLES[role]) if part.role == role else None
            for line in read_table(part.member, sheet) if sheet else ():
                if isinstance(line, Line) and line.get(number) and line.get(name):
                    names.setdefault(line.get(number), line.get(name))
    return names


def _line(line: Line, place: str, *, role: str, names: Mapping[str, str]) -> Row:
    cells = dict(line.cells)
    match role:
        case "episodes_v2":
            return _tracked_episode(cells, place, names)
        case "records":
            return _tracked(cells, place)
        case "out_episodes":
            return _episode(cells, place)
        case "out_movies":
            return _movie(cells, place)
        case "out_series":
            return _series(cells, place)
        case _:
            return _show(cells, place)


def _tracked_episode(cells: dict[str, str], place: str, names: Mapping[str, str]) -> Row:
    """A row of tracking-prod-records-v2: an episode by its key, or the state of a series."""
    key, bulk = cells.get("key", ""), cells.get("bulk_type", "")
    title = spaced(cells.get("series_name") or names.get(cells.get("s_id", ""), ""))
    if key.startswith(("watch-episode", "rewatch-episode")):
        season = whole_number(cells.get("s_no") or cells.get("season_number"))
        episode = whole_number(cells.get("ep_no") or cells.get("episode_number"))
        mark = Mark(
            Kind.SERIES,
            title,
            season=season,
            episode=episode,
            part_id=cells.get("ep_id", ""),
            ids={"tvdb": cells.get("s_id", "")},
        )
        again = key.startswith("rewatch") or (whole_number(cells.get("rewatch_count")) or 0) > 0
        return mark.row(
            Told.WATCHED,
            place,
            cells.get("created_at", ""),
            bulk=bulk not in ("", "false"),
            repeat=again,
            seconds=whole_number(cells.get("runtime")),
        )
    raw = raw_json(cells, ("key", "series_name", "is_followed", "is_archived"))
    if not key.startswith("user-series"):
        return SkippedRow(place, raw, "a counter, not a viewing")
    if cells.get("is_followed", "").casefold() not in _TRUE:
        return SkippedRow(place, raw, "a series no longer followed")
    mark = Mark(Kind.SERIES, title, ids={"tvdb": cells.get("s_id", "")})
    return mark.row(Told.FOLLOWED, place, cells.get("created_at", ""))


def _tracked(cells: dict[str, str], place: str) -> Row:
    """A row of tracking-prod-records: a film, or an episode of the older app."""
    type_, movie = cells.get("type", ""), spaced(cells.get("movie_name") or _sorted_name(cells))
    raw = raw_json(cells, ("type", "entity_type", "movie_name", "series_name"))
    told = {
        "watch": Told.WATCHED,
        "rewatch": Told.WATCHED,
        "follow": Told.FOLLOWED,
        "towatch": Told.FOLLOWED,
    }.get(type_)
    if told is None:
        return SkippedRow(place, raw, "a counter, not a viewing")
    if cells.get("entity_type") == "movie":
        released = cells.get("release_date", "")
        born = None if released.startswith("0001") else year(released[:4])
        mark = Mark(Kind.FILM, movie, year=born)
    else:
        season, episode = whole_number(cells.get("season_number")), whole_number(cells.get("episode_number"))
        name, id_ = spaced(cells.get("series_name", "")), cells.get("episode_id", "")
        mark = Mark(Kind.SERIES, name, season=season, episode=episode, part_id=id_)
    seconds = whole_number(cells.get("runtime")) if told is Told.WATCHED else None
    return mark.row(told, place, cells.get("created_at", ""), repeat=type_ == "rewatch", seconds=seconds)


def _sorted_name(cells: dict[str, str]) -> str:
    """The name of a film as it is sorted by, "watch-alpha-paper moons", which stands also where the name
    itself does not."""
    return cells.get("alpha_range_key", "").partition("-alpha-")[2]


def _show(cells: dict[str, str], place: str) -> Row:
    """A series of user_tv_show_data or followed_tv_show."""
    mark = Mark(Kind.SERIES, spaced(cells["tv_show_name"]), ids={"tvdb": cells["tv_show_id"]})
    if cells.get("is_favorited", "").casefold() in _TRUE:
        return mark.row(Told.LIKED, place, cells.get("created_at", ""))
    seen = whole_number(cells.get("nb_episodes_seen")) or 0
    return mark.row(Told.SEEN if seen else Told.FOLLOWED, place, cells.get("created_at", ""))


def _movie(cells: dict[str, str], place: str) -> Row:
    ids = {"tvdb": cells.get("tvdb_id", ""), "imdb": cells.get("imdb_id", "")}
    mark = Mark(Kind.FILM, spaced(cells.get("title", "")), year=year(cells.get("year", "")), ids=ids)
    watched = cells.get("is_watched", "").casefold() in _TRUE
    return mark.row(
        Told.WATCHED if watched else Told.FOLLOWED,
        place,
        cells.get("watched_at", "") if watched else cells.get("created_at", ""),
        liked=cells.get("is_favorite", "").casefold() in _TRUE,
        repeat=(whole_number(cells.get("rewatch_count")) or 0) > 0,
    )


def _episode(cells: dict[str, str], place: str, name: str = "") -> Row:
    season, episode = whole_number(cells.get("season")), whole_number(cells.get("episode"))
    mark = Mark(
        Kind.SERIES,
        spaced(cells.get("title", "")),
        season=season,
        episode=episode,
        episode_title=name,
        part_id=cells.get("tvdb_id", ""),
        ids={"tvdb": cells.get("series_tvdb_id", ""), "imdb": cells.get("series_imdb_id", "")},
    )
    if cells.get("is_watched", "").casefold() not in _TRUE:
        return SkippedRow(place, mark.raw(""), "not watched")
    again = (whole_number(cells.get("rewatch_count")) or 0) > 0
    return mark.row(Told.WATCHED, place, cells.get("watched_at", ""), repeat=again)


def _series(cells: dict[str, str], place: str) -> Row:
    """A series as a whole; its viewings are told by its episodes."""
    ids = {"tvdb": cells.get("tvdb_id", ""), "imdb": cells.get("imdb_id", "")}
    mark = Mark(Kind.SERIES, spaced(cells.get("title", "")), ids=ids)
    written, status = cells.get("created_at", ""), cells.get("status", "").casefold()
    if cells.get("is_favorite", "").casefold() in _TRUE:
        return mark.row(Told.LIKED, place, written)
    if status == "stopped":
        return mark.row(Told.STOPPED, place, written)
    if status in ("for_later", "watch_later", "not_started_yet", "not_started"):
        return mark.row(Told.FOLLOWED, place, written)
    return SkippedRow(place, mark.raw(written), "told by its episodes")


def _series_json(part: Part) -> Iterator[Row]:
    for found in read_items(part.member, "item"):
        if isinstance(found, Broken):
            yield BadRow(part.place(found.number), found.text, found.why)
            continue
        record, place = found[2], part.place(found[0])
        series = _flat(record)
        for season, episode in _inside(record):
            numbers = {"season": whole_id(season.get("number")), "episode": whole_id(episode.get("number"))}
            about = {"series_tvdb_id": series["tvdb_id"], "series_imdb_id": series["imdb_id"]}
            cells = _flat(episode) | numbers | about | {"title": series["title"]}
            code = episode_detail(whole_number(numbers["season"]), whole_number(numbers["episode"]))
            yield _episode(cells, f"{place}, {code}", text_of(episode, "name"))
        yield _series(series, place)


def _inside(record: Record) -> Iterator[tuple[Record, Record]]:
    """Each episode of a series with its season."""
    seasons = record.get("seasons")
    for season in seasons if isinstance(seasons, list) else ():
        episodes = season.get("episodes") if isinstance(season, dict) else None
        for episode in episodes if isinstance(episodes, list) else ():
            if isinstance(episode, dict):
                yield season, episode


def _flat(record: Record) -> dict[str, str]:
    """An object as a line of the extension's tables has it."""
    ids = record.get("id")
    inner = ids if isinstance(ids, dict) else {}
    flat = {k: whole_id(v) for k, v in record.items() if isinstance(v, str | int | float | bool)}
    return {"title": ""} | flat | {f"{k}_id": whole_id(inner.get(k)) for k in ("tvdb", "imdb")}
