"""From the cells of a table, asked by what they mean, to what the person did: the rows of `generic_csv`."""

from __future__ import annotations

import re
from collections.abc import Iterable
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
from recdesk.domain.ids import work_ids
from recdesk.domain.isbn import isbn13
from recdesk.domain.works import Kind
from recdesk.importers.cells import number, plain_text, spaced, whole, year
from recdesk.importers.columns import Meaning, kind_of
from recdesk.importers.dates import DateColumn
from recdesk.importers.episodes import episode_detail, whole_number
from recdesk.importers.identity import clip, event_key, raw_json
from recdesk.importers.lengths import length_unit, read_length, read_share
from recdesk.importers.moments import day_part, parse_moment
from recdesk.importers.shelves import consumed, shelf_action
from recdesk.importers.tables import Line

_YES = frozenset(
    "1 yes y true x ✓ ✔ ☑ checked liked like love loved favorite favourite up 👍 ♥ ❤ ja sí si sì oui sim tak "
    "evet да はい 네 예 是".split()
)
_FRACTION = re.compile(r"(\d+(?:[.,]\d+)?)\s*(?:/|of|out of)\s*(\d+)\Z")
_STARS = "★⭐✩🌟"
# Columns that only one kind of works has, in the languages of `column_names`.
_WRITERS = re.compile(r"author|autor|verfasser|auteur|schrijver|yazar|автор|著|作者|저자|지은이")
_DIRECTORS = re.compile(
    r"director|regie|regis|réalisat|dirección|regia|diret|direção|reżyser|yönetmen|режисс|監督|导演|감독"
)
_READ = re.compile(
    r"\bread\b|gelesen|\blu le\b|lecture|leíd|lectura|letto|lettura|lido|leitura|gelezen|przeczyt|okuma|"
    r"okunma|прочит|読了|読み|읽|완독|读|阅读"
)
_SCALES = (5, 10, 100)
_IMDB_PAGE = re.compile(r"imdb\.com/(?:\w\w/)?title/(tt\d+)")
_TMDB_PAGE = re.compile(r"themoviedb\.org/(movie|tv)/(\d+)")


@dataclass(frozen=True, slots=True)
class Habits:
    """What holds for the whole file."""

    date_order: str
    logged_order: str
    order_open: bool  # the column of dates reads as well with day and month the other way round
    scale: int  # a rating without its own scale is out of so many
    length_unit: float  # seconds that a bare number of the column "duration" counts
    kind: Kind | None  # said by the columns or the file's name
    shelf: Action | None  # said by the file's name: "watchlist.csv"
    kinds_known: bool  # the column "type" tells kinds of works, and not of bindings or of actions


@dataclass(frozen=True, slots=True)
class Cells:
    """A line asked by field."""

    line: Line
    meaning: Meaning

    def __getitem__(self, field: str) -> str:
        return self.line.cells.get(self.meaning.columns.get(field, ""), "")

    def raw(self) -> str:
        return raw_json(self.line.cells, self.meaning.columns.values())


def habits_of(lines: Iterable[Line], meaning: Meaning, name: str) -> Habits:
    """The habits of a file, from its rows, its columns and its `name`."""
    dates, logged = DateColumn(), DateColumn()
    highest = longest = 0.0
    kinds_known = False
    for line in lines:
        cells = Cells(line, meaning)
        dates.feed(day_part(cells["date"]))
        logged.feed(day_part(cells["logged"]))
        kinds_known = kinds_known or kind_of(cells["kind"]) is not None
        highest = max(highest, number(cells["rating"] or "0") or 0.0)
        longest = max(longest, number(cells["duration"] or "0") or 0.0)
    # Nothing but the whole column tells the scale of bare numbers. A guess: someone who never gave more than
    # 5 of 10 is read too kindly; "rating/10" in a mapping says it for sure.
    scale = meaning.scale or next((s for s in _SCALES if highest <= s), 100)
    return Habits(
        date_order=meaning.order or dates.order,
        logged_order=meaning.logged_order or meaning.order or logged.order,
        order_open=dates.open or (logged.open and "date" not in meaning),
        scale=scale,
        length_unit=length_unit(meaning.columns.get("duration", ""), longest),
        kind=meaning.kind or kind_of_columns(meaning) or kind_of_name(name),
        shelf=shelf_action(_stem(name), Kind.FILM),
        kinds_known=kinds_known,
    )


def kind_of_columns(meaning: Meaning) -> Kind | None:
    """The kind of all rows, where the columns are those of one kind alone."""
    by, when = meaning.columns.get("creator", ""), meaning.columns.get("date", "")
    written, directed = _WRITERS.search(by), _DIRECTORS.search(by)
    if "isbn" in meaning or (written and not directed) or (_READ.search(when) and not directed):
        return Kind.BOOK
    if "imdb" in meaning or (directed and not written):
        return Kind.FILM
    return None


def kind_of_name(name: str) -> Kind | None:
    return kind_of(re.sub(r"[\W_\d]+", " ", _stem(name)))


def _stem(name: str) -> str:
    return re.sub(r"\.\w+\Z", "", name)


def row_of(cells: Cells, place: str, habits: Habits) -> Row:
    """One line as what the person did."""
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
    who = mention.title, *mention.creators[:1], mention.year or "", detail, action, written and when
    profile = spaced(cells["profile"])
    return Reading(
        place=place,
        raw=raw,
        key=event_key(mention.kind, *who, *([profile] if profile else [])),
        mention=mention,
        action=action,
        when=when,
        precision=precision,
        time_kind=time_kind if when else TimeKind.UNKNOWN,
        rating=rating,
        rating_text=_rating_text(cells["rating"], habits.scale) if rating is not None else "",
        liked=liked,
        repeat=cells["repeat"].casefold() in _YES,
        seconds=read_length(cells["duration"], habits.length_unit),
        fraction=read_share(cells["progress"]),
        count=min(max(1, whole(cells["count"])), 1_000_000),
        detail=detail,
        also=also,
        profile=profile,
        shelf=cells["status"],
        tags=tuple(tag for tag in (spaced(t) for t in re.split(r"[,;|]", cells["tags"])) if tag),
        review=plain_text(cells["review"]),
    )


def _name(cells: Cells, kind: Kind | None) -> tuple[Mention, str, Mention | None] | None:
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
            return Mention((Guess(own, whole),)), _piece(cells, title), None
    if not title and album:
        title, kind = album, Kind.ALBUM
    title = title or spaced(cells["original"]) or spaced(cells["track"])
    if not title:
        return None
    kind, ids = _numbers(cells, kind)
    kinds = (kind,) if kind else (Kind.FILM, Kind.SERIES, Kind.BOOK)
    titles = dict.fromkeys((title, spaced(cells["original"]) or title))
    mention = Mention(
        guesses=tuple(Guess(k, name) for name in titles for k in kinds),
        creators=creators or ((artist,) if artist else ()),
        year=year(cells["year"]),
        external_ids=ids,
    )
    return mention, _piece(cells, ""), None


def _piece(cells: Cells, title: str) -> str:
    """The episode of a series or podcast: "S01E03 · The Buys"."""
    written = spaced(cells["episode"])
    title = spaced(cells["episode_title"]) or title
    season, episode = whole_number(cells["season"]), whole_number(written)
    if season is None and episode is None:
        return written or title
    return episode_detail(season, episode, title if episode is not None else written or title)


def _numbers(cells: Cells, kind: Kind | None) -> tuple[Kind | None, tuple[tuple[str, str], ...]]:
    """The numbers by which services name the work, also those in its web address, and the kind they tell."""
    imdb, tmdb = cells["imdb"], cells["tmdb"]
    if page := _IMDB_PAGE.search(cells["url"]):
        imdb = imdb or page.group(1)
    if page := _TMDB_PAGE.search(cells["url"]):
        kind = kind or (Kind.FILM if page.group(1) == "movie" else Kind.SERIES)
        tmdb = tmdb or page.group(2)
    ids: tuple[tuple[str, str], ...] = ()
    if kind in (None, Kind.FILM, Kind.SERIES):
        # A bare number of The Movie Database says nothing without the kind of work that it counts.
        written = {"imdb": imdb, "tmdb": tmdb} if kind else {"imdb": imdb}
        ids = work_ids(kind or Kind.FILM, written)
    isbn = isbn13(cells["isbn"])
    return kind, ((("isbn13", isbn),) if isbn else ()) + ids


def _action(cells: Cells, habits: Habits, kind: Kind, *, rated: bool, liked: bool) -> Action:
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
    stars = sum(map(bare.count, _STARS)) + 0.5 * bare.count("½")
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
