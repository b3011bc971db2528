"""The Movie Database: a person's ratings, watchlist and favourites as CSV.

A row with the person's rating is a rating, one without is a title put on a list. The numbers of an episode's
row are the episode's own, so they are not taken for the series'.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import partial

from recdesk.domain.history import Action, BadRow, Guess, Mention, Reading, Row, SkippedRow, TimeKind
from recdesk.domain.ids import work_ids
from recdesk.domain.works import Kind
from recdesk.importers.cells import number, spaced, year
from recdesk.importers.episodes import episode_detail, whole_number
from recdesk.importers.identity import clip, event_key, raw_json
from recdesk.importers.importer import Claim, Part, SourceInfo
from recdesk.importers.look import Look
from recdesk.importers.rows import date_order, no_date, stamp, table_rows
from recdesk.importers.tables import Line

info = SourceInfo(
    id="tmdb",
    name="The Movie Database",
    kinds=(Kind.FILM, Kind.SERIES),
    files=("ratings.csv", "watchlist.csv", "favorites.csv"),
)

_REQUIRED = ("tmdb id", "imdb id", "type", "name", "your rating")
_COLUMNS = (*_REQUIRED, "release date", "season number", "episode number", "date rated")
_PART = re.compile(r"[\s:,–-]*(?:season\s*\d+|s\d+\s*(?:e\d+)?)\s*\Z", re.IGNORECASE)


def claim(look: Look) -> Claim | None:
    """A part without ratings is read after those with: what is rated was wanted once, and is no more."""
    sheet = look.sheet(*_REQUIRED)
    if sheet is None:
        return None
    rated = any(line.get("your rating") for line in look.rows(sheet))
    return Claim(home=look.folder, role="rated" if rated else "saved")


def rows(parts: Sequence[Part]) -> Iterator[Row]:
    for part in sorted(parts, key=lambda p: p.role != "rated"):
        sheet = part.look.sheet(*_REQUIRED)
        assert sheet is not None  # it was claimed by this sheet
        yield from table_rows(part, sheet, partial(_row, order=date_order(part, sheet, "date rated")))


def _row(line: Line, place: str, *, order: str) -> Row:
    raw = raw_json(line.cells, _COLUMNS)
    name = spaced(line.get("name"))
    if not name:
        return SkippedRow(place, raw, "no title")
    points = number(line.get("your rating") or "0")
    if points is None or not 0 <= points <= 10:
        return BadRow(place, raw, f"the rating {clip(line.get('your rating'), 40)} is not between 1 and 10")
    time = stamp(line.get("date rated"), TimeKind.LOGGED, order)
    if time is None:
        return no_date(place, raw, line.get("date rated"))
    season, episode = whole_number(line.get("season number")), whole_number(line.get("episode number"))
    kind = Kind.FILM if line.get("type").casefold() == "movie" else Kind.SERIES
    is_part = kind is Kind.SERIES and (season is not None or episode is not None)
    what = (line.get("type"), line.get("tmdb id") or name, season or "", episode or "")
    saved = event_key("saved", *what)
    return Reading(
        place=place,
        raw=raw,
        key=event_key("rated", *what, f"{points:g}") if points else saved,
        mention=Mention((Guess(kind, _PART.sub("", name) or name),))
        if is_part
        else _mention(line, kind, name),
        action=Action.RATED if points else Action.SAVED,
        when=time.when,
        precision=time.precision,
        time_kind=time.kind,
        rating=points / 10 or None,
        rating_text=f"{points:g} of 10" if points else "",
        detail=episode_detail(season, episode) if is_part else "",
        shelf="" if points else "watchlist",
        covers=(saved,) if points else (),
    )


def _mention(line: Line, kind: Kind, name: str) -> Mention:
    ids = work_ids(kind, {"tmdb": line.get("tmdb id"), "imdb": line.get("imdb id")})
    return Mention((Guess(kind, name),), year=year(line.get("release date")[:4]), external_ids=ids)
