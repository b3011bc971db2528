"""Yamtrack export: films, series with their seasons and episodes, anime, manga and books.

An episode is told by its own row and again by the rows of its season and its series; the rows of episodes
come first, and a season or a series without a rating adds nothing to them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from recdesk.domain.history import Action, BadRow, Guess, Mention, Reading, Row, SkippedRow, TimeKind
from recdesk.domain.ids import work_ids
from recdesk.domain.works import Kind
from recdesk.importers.cells import number, plain_text, spaced
from recdesk.importers.episodes import episode_detail, whole_number
from recdesk.importers.identity import clip, entry_keys, event_key, raw_json
from recdesk.importers.importer import Claim, Part, SourceInfo
from recdesk.importers.look import Look
from recdesk.importers.rows import date_order, no_date, stamp
from recdesk.importers.shelves import consumed
from recdesk.importers.tables import Broken, Line, read_table

info = SourceInfo(
    id="yamtrack",
    name="Yamtrack",
    kinds=(Kind.FILM, Kind.SERIES, Kind.BOOK),
    files=("yamtrack.csv", "yamtrack_*.csv"),
)

_REQUIRED = ("media_id", "source", "media_type", "title", "score", "status")
_DATES = ("watch_date", "end_date", "start_date")
_COLUMNS = (*_REQUIRED, *_DATES, "season_number", "episode_number", "progress", "repeats", "notes")
_KINDS: dict[str, tuple[Kind, ...]] = {
    "movie": (Kind.FILM,),
    "tv": (Kind.SERIES,),
    "season": (Kind.SERIES,),
    "episode": (Kind.SERIES,),
    "anime": (Kind.SERIES, Kind.FILM),  # the export does not say which
    "manga": (Kind.BOOK,),
    "book": (Kind.BOOK,),
    "comic": (Kind.BOOK,),
}
_GIVEN_UP, _PLANNED = frozenset({"dropped"}), frozenset({"planning", "plan to watch", "plan to read"})


def claim(look: Look) -> Claim | None:
    return Claim(home=look.path) if look.sheet(*_REQUIRED) else None


def rows(parts: Sequence[Part]) -> Iterator[Row]:
    for part in parts:
        sheet = part.look.sheet(*_REQUIRED)
        assert sheet is not None  # it was claimed by this sheet
        orders = {column: date_order(part, sheet, column) for column in _DATES}
        for episodes in (True, False):
            for line in read_table(part.member, sheet):
                place = part.place(line.number)
                if isinstance(line, Broken):
                    if episodes:
                        yield BadRow(place, clip(line.text), line.why)
                elif (line.get("media_type") == "episode") is episodes:
                    yield _row(line, place, orders)


def _row(line: Line, place: str, orders: dict[str, str]) -> Row:
    raw = raw_json(line.cells, _COLUMNS)
    title, type_ = spaced(line.get("title")), line.get("media_type").casefold()
    if type_ in ("game", "boardgame"):
        return SkippedRow(place, raw, "a game")
    if not title:
        return SkippedRow(place, raw, "no title")
    kinds = _KINDS.get(type_)
    if kinds is None:
        return BadRow(place, raw, f"{clip(type_, 40) or 'nothing'} is no kind of work")
    points = number(line.get("score") or "0")
    if points is None or not 0 <= points <= 10:
        return BadRow(place, raw, f"the score {clip(line.get('score'), 40)} is not between 0 and 10")
    column = next((c for c in _DATES if line.get(c)), "")
    action = _action(line.get("status").casefold(), kinds[0])
    if type_ in ("tv", "season") and points and action is Action.WATCHED:
        action = Action.RATED  # what was watched of it is told by its episodes
    time = stamp(line.get(column), _meaning(column, action), orders.get(column, "ymd"))
    if time is None:
        return no_date(place, raw, line.get(column))
    season, episode = whole_number(line.get("season_number")), whole_number(line.get("episode_number"))
    work = (line.get("source"), kinds[0], line.get("media_id") or title)
    summary = event_key("summary", *work)
    bare = type_ in ("tv", "season") and not points and action is Action.WATCHED
    entry = (type_, *work, season or 0, episode or 0)
    # Today's exports have a row for each time a film was watched.
    key, before = entry_keys((*entry, action), time.key if column == "end_date" else "", points)
    if type_ == "episode":
        key, before = event_key(*entry, time.key, points), ()
    times = (whole_number(line.get("repeats")) or 0) + 1
    return Reading(
        place=place,
        raw=raw,
        key=summary if bare else key,
        mention=_mention(line, kinds, title),
        action=action,
        when=time.when,
        precision=time.precision,
        time_kind=time.kind,
        rating=points / 10 or None,
        rating_text=f"{points:g} of 10" if points else "",
        repeat=times > 1,
        fraction=1.0 if line.get("status").casefold() == "completed" else None,
        count=min(times, 1000),
        detail=episode_detail(season, episode),
        shelf=line.get("status"),
        review=plain_text(line.get("notes")),
        covers=() if bare else (*before, summary) if action is consumed(kinds[0]) else before,
    )


def _meaning(column: str, action: Action) -> TimeKind:
    """A date of something planned or given up says when it was noted."""
    noted = action in (Action.SAVED, Action.ABANDONED)
    return TimeKind.LOGGED if noted or column == "start_date" else TimeKind.CONSUMED


def _action(status: str, kind: Kind) -> Action:
    if status in _PLANNED:
        return Action.SAVED
    return Action.ABANDONED if status in _GIVEN_UP else consumed(kind)


def _mention(line: Line, kinds: tuple[Kind, ...], title: str) -> Mention:
    source = line.get("source").casefold()
    ids = work_ids(kinds[0], {source: line.get("media_id")}) if source in ("tmdb", "mal") else ()
    return Mention(tuple(Guess(kind, title) for kind in kinds), external_ids=ids)
