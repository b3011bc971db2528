"""Any table with titles: what no format claims, but whose columns speak (or whose meaning the person gives).

The weakest claimant: it takes a file only where no other format does, and inside a folder only one that
tells of the person (a date, a rating, a status), since a list of works alone may be anything.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

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
from recdesk.domain.isbn import isbn13
from recdesk.domain.works import Kind
from recdesk.importers.cells import number, plain_text, spaced, year
from recdesk.importers.columns import NAMING, PERSONAL, Meaning, guess_meaning, kind_of, mapped_meaning
from recdesk.importers.dates import DateColumn
from recdesk.importers.identity import clip, event_key, raw_json
from recdesk.importers.importer import Claim, Decline, Part, SourceInfo
from recdesk.importers.look import Form, Look
from recdesk.importers.moments import day_part, parse_moment
from recdesk.importers.shelves import consumed, shelf_action
from recdesk.importers.tables import Broken, Line, Sheet, read_table

_INFO = SourceInfo(
    id="generic_csv",
    name="Table of titles",
    kinds=tuple(Kind),
    files=("*.csv", "*.tsv"),
    weak=True,
)
_YES = frozenset(
    {"1", "yes", "y", "true", "x", "liked", "love", "loved", "favorite", "♥", "❤", "ja", "sí", "oui"}
)
_ADDRESSES = frozenset({"url", "link", "uri", "href"})
_FRACTION = re.compile(r"(\d+(?:[.,]\d+)?)\s*(?:/|of|out of)\s*(\d+)\Z")
_SCALES = (5, 10, 100)


class GenericCsv:
    """The importer of tables; with a `mapping` ({column: field}) it reads exactly what that says."""

    info = _INFO

    def __init__(self, mapping: Mapping[str, str] | None = None) -> None:
        self._given = mapped_meaning(mapping) if mapping is not None else None

    def claim(self, look: Look, /) -> Claim | Decline | None:
        if look.form is not Form.TEXT:
            return None
        found = self._sheet(look)
        if found is None and self._given is not None:
            first = look.sheet()
            missing = ", ".join(
                sorted(set(self._given.columns.values()) - (first.header if first else set()))
            )
            return Decline(f"it has no column named {missing}, which the mapping names")
        return Claim(home=look.path) if found is not None else None

    def rows(self, parts: Sequence[Part], /) -> Iterator[Row]:
        for part in parts:
            found = self._sheet(part.look)
            assert found is not None  # it was claimed by this sheet
            sheet, meaning = found
            habits = _habits(part, sheet, meaning)
            for line in read_table(part.member, sheet):
                place = part.place(line.number)
                if isinstance(line, Broken):
                    yield BadRow(place, clip(line.text), line.why)
                else:
                    yield _row(_Cells(line, meaning), place, habits)

    def _sheet(self, look: Look) -> tuple[Sheet, Meaning] | None:
        given = self._given
        if given is not None:
            sheet = look.sheet(*given.columns.values())
            return (sheet, given) if sheet else None
        sheet = look.sheet_where(lambda header: _speaks(header, look))
        return (sheet, guess_meaning(sheet.columns)) if sheet else None


def _speaks(header: frozenset[str], look: Look) -> bool:
    """Whether a header is that of a history. Titles, and something about the person; of a single file that
    somebody chose, titles and anything else. Beside other files, or beside web addresses, the kind must be
    said as well: lists of articles and bookmarks have titles and dates, too."""
    meaning = guess_meaning(sorted(header))
    if not any(field in meaning for field in NAMING):
        return False
    says_kind = "kind" in meaning or bool({*NAMING[1:]} & meaning.columns.keys())
    says_kind = says_kind or (_kind_of_columns(meaning) or _kind_of_name(look.name)) is not None
    if not says_kind and (not look.alone or header & _ADDRESSES):
        return False
    return bool(PERSONAL & meaning.columns.keys()) or (look.alone and len(meaning.columns) > 1)


@dataclass(frozen=True, slots=True)
class _Habits:
    """What holds for the whole file."""

    date_order: str
    logged_order: str
    scale: int  # a rating without its own scale is out of so many
    kind: Kind | None  # said by the columns or the file's name
    shelf: Action | None  # said by the file's name: "watchlist.csv"
    kinds_known: bool  # the column "type" tells kinds of works, and not of bindings or of actions


@dataclass(frozen=True, slots=True)
class _Cells:
    """A line asked by field."""

    line: Line
    meaning: Meaning

    def __getitem__(self, field: str) -> str:
        column = self.meaning.columns.get(field)
        return self.line.get(column) if column else ""

    def raw(self) -> str:
        return raw_json(self.line.cells, self.meaning.columns.values())


def _habits(part: Part, sheet: Sheet, meaning: Meaning) -> _Habits:
    dates, logged = DateColumn(), DateColumn()
    highest = 0.0
    kinds_known = False
    for line in read_table(part.member, sheet):
        if isinstance(line, Line):
            cells = _Cells(line, meaning)
            dates.feed(day_part(cells["date"]))
            logged.feed(day_part(cells["logged"]))
            kinds_known = kinds_known or kind_of(cells["kind"]) is not None
            highest = max(highest, number(cells["rating"] or "0") or 0.0)
    # Nothing but the whole column tells the scale of bare numbers. A guess: someone who never gave more than
    # 5 of 10 is read too kindly; `--map` with "rating/10" says it for sure.
    scale = meaning.scale or next((s for s in _SCALES if highest <= s), 100)
    kind = _kind_of_columns(meaning) or _kind_of_name(part.member.name)
    shelf = shelf_action(_stem(part.member.name), Kind.FILM)
    return _Habits(dates.order, logged.order, scale, kind, shelf, kinds_known)


def _kind_of_columns(meaning: Meaning) -> Kind | None:
    if "isbn" in meaning or "author" in meaning.columns.get("creator", ""):
        return Kind.BOOK
    if "imdb" in meaning or "director" in meaning.columns.get("creator", ""):
        return Kind.FILM
    return None


def _kind_of_name(name: str) -> Kind | None:
    return kind_of(re.sub(r"[\W_\d]+", " ", _stem(name)))


def _stem(name: str) -> str:
    return re.sub(r"\.\w+\Z", "", name)


def _row(cells: _Cells, place: str, habits: _Habits) -> Row:
    raw = cells.raw()
    word = cells["kind"] if habits.kinds_known else ""
    if word and kind_of(word) is None:
        return SkippedRow(place, raw, f"not a kind RecDesk knows ({clip(word.casefold(), 24)})")
    named = _name(cells, kind_of(word) or habits.kind)
    if named is None:
        return SkippedRow(place, raw, "no title")
    mention, detail, also = named
    written = cells["date"] or cells["logged"]
    moment = parse_moment(written, habits.date_order if cells["date"] else habits.logged_order)
    if written and moment is None:
        return BadRow(place, raw, f"the date {clip(written, 40)} is not a date")
    rating = _rating(cells["rating"], habits.scale)
    if isinstance(rating, str):
        return BadRow(place, raw, rating)
    liked = cells["liked"].casefold() in _YES
    action = _action(cells, habits, mention.kind, rated=rating is not None, liked=liked)
    when, precision = moment or (None, Precision.NONE)
    time_kind = TimeKind.CONSUMED if cells["date"] and action is not Action.SAVED else TimeKind.LOGGED
    return Reading(
        place=place,
        raw=raw,
        key=event_key(
            mention.kind,
            mention.title,
            *mention.creators[:1],
            mention.year or "",
            detail,
            action,
            written and when,
        ),
        mention=mention,
        action=action,
        when=when,
        precision=precision,
        time_kind=time_kind if when else TimeKind.UNKNOWN,
        rating=rating,
        rating_text=_rating_text(cells["rating"], habits.scale) if rating is not None else "",
        liked=liked,
        repeat=cells["repeat"].casefold() in _YES,
        count=min(max(1, int(number(cells["count"] or "1") or 1)), 1_000_000),
        detail=detail,
        also=also,
        shelf=cells["status"],
        tags=tuple(tag for tag in (spaced(t) for t in re.split(r"[,;|]", cells["tags"])) if tag),
        review=plain_text(cells["review"]),
    )


def _name(cells: _Cells, kind: Kind | None) -> tuple[Mention, str, Mention | None] | None:
    """The work a row names, the piece of it, and the album of a track."""
    title = spaced(cells["title"])
    creators = tuple(c for c in map(spaced, re.split(r"[;|]|, (?=[A-Z])", cells["creator"])) if c)
    for field, own in (("film", Kind.FILM), ("book", Kind.BOOK)):
        if spaced(cells[field]) and not title:
            title, kind = spaced(cells[field]), own
    artist, album = spaced(cells["artist"]), spaced(cells["album"])
    track = spaced(cells["track"]) or (title if kind in (None, Kind.ARTIST) else "")
    if artist and (track or not title):
        if not track and album:
            return Mention((Guess(Kind.ALBUM, album),), (artist,), year(cells["year"])), "", None
        also = Mention((Guess(Kind.ALBUM, album),), (artist,)) if album else None
        return Mention((Guess(Kind.ARTIST, artist),)), track, also
    for field, own in (("podcast", Kind.PODCAST), ("series", Kind.SERIES)):
        whole = spaced(cells[field])
        if whole and (not title or kind in (None, own)):
            return Mention((Guess(own, whole),)), spaced(cells["episode"]) or title, None
    if not title and album:
        title, kind = album, Kind.ALBUM
    if not title:
        return None
    ids = (("isbn13", isbn13(cells["isbn"]) or ""), ("imdb", cells["imdb"]), ("tmdb", cells["tmdb"]))
    kinds = (kind,) if kind else (Kind.FILM, Kind.SERIES, Kind.BOOK)
    mention = Mention(
        guesses=tuple(Guess(k, title) for k in kinds),
        creators=creators or ((artist,) if artist else ()),
        year=year(cells["year"]),
        external_ids=tuple((scheme, value) for scheme, value in ids if value),
    )
    return mention, spaced(cells["episode"]), None


def _action(cells: _Cells, habits: _Habits, kind: Kind, *, rated: bool, liked: bool) -> Action:
    """A status says it; else a date of watching or reading; else a rating or a like; else the file's name."""
    if cells["status"]:
        known = shelf_action(cells["status"], kind)
        return known or (consumed(kind) if rated or cells["date"] else Action.SAVED)
    if cells["date"] and habits.shelf is not Action.SAVED:
        return consumed(kind)
    if rated:
        return Action.RATED
    if liked:
        return Action.LIKED
    return habits.shelf if habits.shelf in (Action.SAVED, Action.ABANDONED) else consumed(kind)


def _rating(text: str, scale: int) -> float | str | None:
    """0..1, None for blank or zero, or a sentence on what is wrong."""
    bare = text.strip()
    if not bare or bare in ("-", "–", "—"):
        return None
    stars = bare.count("★") + 0.5 * bare.count("½")
    if stars:
        value, of = stars, 5.0
    elif found := _FRACTION.match(bare):
        value, of = number(found.group(1)) or 0.0, float(found.group(2))
    else:
        percent = bare.endswith("%")
        read = number(bare.removesuffix("%"))
        if read is None:
            return f"the rating {clip(bare, 40)} is not a number"
        value, of = read, 100.0 if percent else float(scale)
    if of == 0 or not 0 <= value <= of:
        return f"the rating {clip(bare, 40)} is not between 0 and {of:g}"
    return value / of or None


def _rating_text(text: str, scale: int) -> str:
    return text if number(text) is None else f"{number(text):g} of {scale}"
