"""Letterboxd export: diary, reviews, watched films, ratings, likes and the watchlist of one person.

The files say the same thing several times: a review is a diary entry with text (equal links), a diary
entry's film stands in watched.csv again and its rating in ratings.csv. Each row is an event of its own with
a key that does not depend on the other files, and names what it `covers`, so that importing the files one
by one and importing the zip end in the same events; nothing is therefore merged from file to file.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from recdesk.domain.history import (
    Action,
    BadRow,
    Guess,
    Mention,
    Precision,
    Reading,
    Row,
    SkippedRow,
    TimeKind,
)
from recdesk.domain.works import Kind
from recdesk.importers.cells import number, plain_text, spaced, year
from recdesk.importers.dates import DateColumn, at_noon, parse_day
from recdesk.importers.identity import clip, event_key, raw_json
from recdesk.importers.importer import Claim, Decline, Part, SourceInfo
from recdesk.importers.look import Look
from recdesk.importers.tables import Broken, Line, Sheet, read_table

info = SourceInfo(
    id="letterboxd",
    name="Letterboxd",
    kinds=(Kind.FILM,),
    files=("letterboxd-*.zip", "diary.csv", "reviews.csv", "watched.csv", "ratings.csv", "watchlist.csv"),
)

_FILM = frozenset({"date", "name", "year", "letterboxd uri"})
# In the order they are read: the first row that tells of a viewing is the fullest.
_ROLES = ("reviews", "diary", "watched", "ratings", "likes", "watchlist")
_COLUMNS = ("date", "name", "year", "letterboxd uri", "rating", "rewatch", "tags", "watched date", "review")


def claim(look: Look) -> Claim | Decline | None:
    if look.sheet("position", "name", "year", "url") and look.text.startswith("Letterboxd list export"):
        return Decline("it is a list made at Letterboxd, which says nothing of what was watched")
    sheet = look.sheet("letterboxd uri")
    if sheet is None:
        return None
    folders = look.folder.casefold().split("/")
    if "deleted" in folders or "orphaned" in folders:
        return Decline("it holds entries that were deleted at Letterboxd")
    if not sheet.header >= _FILM:
        return Decline("it is about lists or reviews of others, not about films watched")
    role = _role(sheet, look)
    if role is None:
        return Decline(
            "its columns are those of Letterboxd's films watched, liked and wanted alike; "
            "name it watched.csv, likes/films.csv or watchlist.csv and import it again"
        )
    home = look.folder
    return Claim(home=home[: -len("likes")].rstrip("/") if folders[-1] == "likes" else home, role=role)


def rows(parts: Sequence[Part]) -> Iterator[Row]:
    for part in sorted(parts, key=lambda p: _ROLES.index(p.role)):
        sheet = part.look.sheet("letterboxd uri")
        assert sheet is not None  # it was claimed by this sheet
        logged, watched = DateColumn(), DateColumn()
        for line in read_table(part.member, sheet):
            if isinstance(line, Line):
                logged.feed(line.get("date"))
                watched.feed(line.get("watched date"))
        for line in read_table(part.member, sheet):
            place = part.place(line.number)
            if isinstance(line, Broken):
                yield BadRow(place, clip(line.text), line.why)
            else:
                yield _row(line, place, part.role, logged.order, watched.order)


def _role(sheet: Sheet, look: Look) -> str | None:
    """Columns tell, except for the three files whose columns are the same: only the name tells those."""
    if "review" in sheet.header:
        return "reviews"
    if "watched date" in sheet.header:
        return "diary"
    if "rating" in sheet.header:
        return "ratings"
    name = look.name.casefold()
    if "watchlist" in name:
        return "watchlist"
    if "watched" in name:
        return "watched"
    return "likes" if "like" in look.path.casefold() else None


@dataclass(frozen=True, slots=True)
class _Film:
    """One row, read: the film and what the row says of it."""

    name: str
    year: int | None
    logged: date | None
    watched: date | None
    rating: float | None  # 0..1
    rating_text: str

    def key(self, what: str, *more: object) -> str:
        return event_key(what, self.name, self.year or "", *more)

    @property
    def mention(self) -> Mention:
        """Letterboxd also lists short series as films; the year keeps the second guess safe."""
        film, series = Guess(Kind.FILM, self.name), Guess(Kind.SERIES, self.name)
        return Mention((film, series) if self.year else (film,), year=self.year)


def _row(line: Line, place: str, role: str, logged: str, watched: str) -> Row:
    raw = raw_json(line.cells, _COLUMNS)
    name = spaced(line.get("name"))
    if not name:
        return SkippedRow(place, raw, "no title")
    for column, order in (("date", logged), ("watched date", watched)):
        written = line.get(column)
        if written and parse_day(written, order) is None:
            return BadRow(place, raw, f"the date {clip(written, 40)} is not a date")
    stars = number(line.get("rating") or "0")
    if stars is None or not 0 <= stars <= 5:
        return BadRow(place, raw, f"the rating {clip(line.get('rating'), 40)} is not between 0.5 and 5")
    film = _Film(
        name,
        year(line.get("year")),
        parse_day(line.get("date"), logged),
        parse_day(line.get("watched date"), watched),
        stars / 5 or None,
        f"{stars:g} of 5" if stars else "",
    )
    return _viewing(film, line, place, raw) if role in ("diary", "reviews") else _mark(film, place, raw, role)


def _viewing(film: _Film, line: Line, place: str, raw: str) -> Reading:
    """A diary entry. Its link is the entry's own, and equal in diary.csv and reviews.csv."""
    link = line.get("letterboxd uri")
    day = film.watched or film.logged
    covers = [film.key("watched")]
    if film.rating is not None:
        covers.append(film.key("rated", film.rating_text))
    return Reading(
        place=place,
        raw=raw,
        key=event_key("entry", link) if link else film.key("entry", day or ""),
        mention=film.mention,
        action=Action.WATCHED,
        when=at_noon(day) if day else None,
        precision=Precision.DAY if day else Precision.NONE,
        time_kind=TimeKind.CONSUMED if film.watched else TimeKind.LOGGED if day else TimeKind.UNKNOWN,
        rating=film.rating,
        rating_text=film.rating_text,
        repeat=line.get("rewatch").casefold() == "yes",
        tags=tuple(tag for tag in (spaced(t) for t in line.get("tags").split(",")) if tag),
        review=plain_text(line.get("review")),
        covers=tuple(covers),
    )


def _mark(film: _Film, place: str, raw: str, role: str) -> Row:
    """A film in one of the lists: watched some time, rated, liked or wanted, and logged on that day."""
    if role == "ratings" and film.rating is None:
        return SkippedRow(place, raw, "no rating")
    action, what = {
        "watched": (Action.WATCHED, "watched"),
        "ratings": (Action.RATED, "rated"),
        "likes": (Action.LIKED, "liked"),
        "watchlist": (Action.SAVED, "saved"),
    }[role]
    return Reading(
        place=place,
        raw=raw,
        key=film.key(what, film.rating_text) if role == "ratings" else film.key(what),
        mention=film.mention,
        action=action,
        when=at_noon(film.logged) if film.logged else None,
        precision=Precision.DAY if film.logged else Precision.NONE,
        time_kind=TimeKind.LOGGED if film.logged else TimeKind.UNKNOWN,
        rating=film.rating,
        rating_text=film.rating_text,
        liked=role == "likes",
        shelf="watchlist" if role == "watchlist" else "",
    )
