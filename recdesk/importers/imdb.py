"""IMDb ratings, lists and watchlists, in the three shapes of their CSV since 2010.

A row with the person's rating is a rating, in whichever file it stands, and one without is a title put on a
list: wanted, unless the file is called as lists of what was watched or given up are. Of an episode IMDb names
the series only in the title ("Show: Episode"), and its number is the episode's. Title types are translated;
the words of a dozen languages are known. The first of the three shapes is written from the documented format,
no real sample seen.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import partial

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
from recdesk.domain.works import Kind
from recdesk.importers.cells import number, spaced, year
from recdesk.importers.dates import at_noon
from recdesk.importers.identity import clip, event_key, raw_json
from recdesk.importers.importer import Claim, Decline, Part, SourceInfo
from recdesk.importers.look import Look
from recdesk.importers.rows import NEVER, Stamp, date_order, no_date, stamp, table_rows
from recdesk.importers.shelves import shelf_action
from recdesk.importers.tables import Line
from recdesk.importers.worded_dates import read_worded

info = SourceInfo(
    id="imdb",
    name="IMDb ratings and lists",
    kinds=(Kind.FILM, Kind.SERIES, Kind.PODCAST),
    files=("ratings.csv", "WATCHLIST.csv", "watchlist.csv"),
)

_REQUIRED = ("const", "title", "title type")
_COLUMNS = (
    *_REQUIRED,
    "original title",
    "your rating",
    "you rated",
    "date rated",
    "created",
    "year",
    "directors",
)
_CONST = re.compile(r"tt\d{5,10}\Z")
_PERSON = re.compile(r"(?:nm|co|ch|ev|in)\d{5,10}\Z")  # lists may hold people and companies as well
# Asked in this order: "Épisode de série", "Podcast-Episode" and "Mini-Serie" hold the words of others.
_GAME = re.compile(r"game|videojuego|jogo|\bjeu\b|spiel\b|gioco|ゲーム|게임|游戏|遊戲|oyun|\bgra\b")
_PODCAST = re.compile(r"podcast|ポッドキャスト|팟캐스트|播客")
_EPISODE = re.compile(
    r"epis[oó]d|épisode|episode|folge\b|aflevering|odcinek|bölüm|эпизод|エピソード|에피소드|单集|單集|剧集单集|एपिसोड"
)
_SERIES = re.compile(
    r"series|s[eé]rie|serial|dizi|сериал|シリーズ|시리즈|电视剧|電視劇|連続ドラマ|迷你剧|迷你劇|剧集|劇集|影集|"
    r"seri[aá]l|sorozat|sarja|σειρά|सीरीज़|सीरीज"
)


def claim(look: Look) -> Claim | Decline | None:
    if look.sheet("const", "name", "known for"):
        return Decline("it is a list of people at IMDb, not of films or series")
    sheet = look.sheet(*_REQUIRED)
    if sheet is None:
        return None
    consts = [line.get("const") for line in look.rows(sheet)]
    if consts and not any(map(_CONST.match, consts)):
        return None
    return Claim(home=look.folder, role="list" if "position" in sheet.header else "ratings")


def rows(parts: Sequence[Part]) -> Iterator[Row]:
    for part in sorted(parts, key=lambda p: p.role != "ratings"):
        sheet = part.look.sheet(*_REQUIRED)
        assert sheet is not None  # it was claimed by this sheet
        rated, listed = date_order(part, sheet, "date rated"), date_order(part, sheet, "created")
        named = shelf_action(part.look.name.rpartition(".")[0], Kind.SERIES) if part.role == "list" else None
        read = partial(_row, rated=rated, listed=listed, meant=named or Action.SAVED)
        yield from table_rows(part, sheet, read)


def _row(line: Line, place: str, *, rated: str, listed: str, meant: Action) -> Row:
    raw = raw_json(line.cells, _COLUMNS)
    const = line.get("const")
    if _PERSON.match(const):
        return SkippedRow(place, raw, "a person, not a title")
    if not spaced(line.get("title")):
        return SkippedRow(place, raw, "no title")
    if not _CONST.match(const):
        return BadRow(place, raw, f"{clip(const, 40) or 'nothing'} is not a number of IMDb's")
    if _GAME.search(line.get("title type").casefold()):
        return SkippedRow(place, raw, "a game")
    mention, detail = _mention(line)
    if mention is None:
        return SkippedRow(place, raw, "an episode whose series is not named")
    points = number(line.get("your rating") or line.get("you rated") or "0")
    if points is None or not 0 <= points <= 10:
        return BadRow(place, raw, f"the rating {clip(line.get('your rating'), 40)} is not between 1 and 10")
    time = _time(line.get("date rated"), rated) if line.get("date rated") and points else NEVER
    if time is not None and time.when is None:
        time = _time(line.get("created"), listed)
    if time is None:
        return no_date(place, raw, line.get("date rated") or line.get("created"))
    saved = event_key("saved", const)
    return Reading(
        place=place,
        raw=raw,
        key=event_key("rated", const, f"{points:g}") if points else event_key(meant, const),
        mention=mention,
        action=Action.RATED if points else meant,
        when=time.when,
        precision=time.precision,
        time_kind=time.kind,
        rating=points / 10 or None,
        rating_text=f"{points:g} of 10" if points else "",
        detail=detail,
        shelf="" if points else "list",
        covers=(saved,) if points or meant is not Action.SAVED else (),
    )


def _time(text: str, order: str) -> Stamp | None:
    """A day; the oldest lists write "Sat Dec 31 00:00:00 2016"."""
    found = read_worded(text, order) if ":" in text else None
    if found is not None:
        return Stamp(at_noon(found.time.date()), Precision.DAY, TimeKind.LOGGED)
    return stamp(text, TimeKind.LOGGED, order)


def _mention(line: Line) -> tuple[Mention | None, str]:
    """What a row names, and the episode. An episode's year and number are its own, not the series'."""
    title, original = spaced(line.get("title")), spaced(line.get("original title"))
    type_ = line.get("title type").casefold()
    kind = Kind.PODCAST if _PODCAST.search(type_) else Kind.SERIES
    if _EPISODE.search(type_):
        series, colon, episode = title.partition(": ")
        if not colon:
            return None, ""
        longest = title.rpartition(": ")[0]
        return Mention(tuple(Guess(kind, name) for name in dict.fromkeys((series, longest)))), episode
    if kind is Kind.SERIES and not _SERIES.search(type_):
        kind = Kind.FILM
    names = dict.fromkeys(name for name in (title, original) if name)
    creators = line.get("directors").split(",") if kind is Kind.FILM else []
    return Mention(
        tuple(Guess(kind, name) for name in names),
        creators=tuple(name for name in map(spaced, creators) if name),
        year=year(line.get("year")),
        external_ids=work_ids(Kind.FILM, {"imdb": line.get("const")}),
    ), ""
