"""Prime Video viewing history in three shapes: Amazon's report of today, its older one, a browser script's;
and the watchlist of the older one.

Written from the documented formats, no real sample seen. The report tells the second and the seconds viewed,
the older one the hour, the script the day, with its header in ten languages. City, provider and devices are
never read. A viewing of the report covers the script's row of the same day. Of a household the report names
no one, only whether a profile is a child's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
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
from recdesk.domain.works import Kind
from recdesk.importers.cells import number
from recdesk.importers.dates import at_noon
from recdesk.importers.identity import Occurrences, clip, event_key, raw_json
from recdesk.importers.importer import Claim, Decline, Part, SourceInfo
from recdesk.importers.look import Look
from recdesk.importers.prime_titles import Episodes
from recdesk.importers.rows import Stamp, date_order, no_date, stamp, table_rows
from recdesk.importers.season_words import read_title
from recdesk.importers.tables import Line, Sheet, read_table
from recdesk.importers.worded_dates import read_worded

info = SourceInfo(
    id="prime_video",
    name="Prime Video viewing history",
    kinds=(Kind.FILM, Kind.SERIES),
    files=(
        "PrimeVideo.ViewingHistory.csv",
        "Viewing History.csv",
        "Digital.PrimeVideo.Viewinghistory.csv",
        "watch-history-export.csv",
    ),
)

_REPORT = ("playback start datetime (utc)", "title", "seconds viewed")
_OLD = ("playback hour", "video type", "title")
_LIST = ("itemaddeddate", "catalogtitle")
_MATERIAL = ("material type description", "material type")  # the column's name of today, and of before
# The other tables of today's download, by a column that only they have.
_LEFT = {
    "most recent watch date": "it sums up what was watched at Prime Video without saying what is a film and "
    "what an episode; import Viewing History.csv of the same download",
    "mostrecentwatchdate": "it sums up what was watched at Prime Video without saying when each time was; "
    "import the viewing history of the same download",
    "trailer watch date": "it lists trailers of Prime Video, which nobody chose",
    "rental playback start time": "it lists what was bought or rented at Prime Video, not what was watched",
}
# The script's header: when, what type, title, episode; in English, German, Spanish, French, Portuguese,
# Japanese and the two Chinese scripts.
_WHEN = (
    "date watched",
    "datum angesehen",
    "fecha vista",
    "fecha de visualización",
    "date regardée",
    "data assistida",
    "data de visualização",
    "观看日期",
    "觀看日期",
    "視聴日",
)
_TYPE = ("type", "typ", "tipo", "類型", "类型", "種類")
_TITLE = ("title", "titel", "título", "titre", "標題", "标题", "タイトル")
_EPISODE = ("episode", "episode title", "folge", "episodio", "épisode", "episódio", "集", "エピソード")
_FILMS = frozenset({"movie", "film", "película", "filme", "電影", "电影", "映画"})

_EXTRAS = re.compile(r"trailer|promo|bonus|teaser|\bad\b", re.IGNORECASE)
_LIVE = re.compile(r"\blive", re.IGNORECASE)
_UNSAID = frozenset({"not available", "not applicable"})
_SERIES = re.compile(r"episode|\btv\b|season|series", re.IGNORECASE)


def claim(look: Look) -> Claim | Decline | None:
    for role in ("report", "old", "watchlist", "script"):
        if _sheet(look, role):
            return Claim(home=look.path, role=role)
    return next((Decline(why) for column, why in _LEFT.items() if look.sheet(column)), None)


def rows(parts: Sequence[Part]) -> Iterator[Row]:
    for part in parts:
        sheet = _sheet(part.look, part.role)
        assert sheet is not None  # it was claimed by this sheet
        if part.role == "script":
            column = next(c for c in sheet.columns if c in _WHEN)
            read = partial(_script_row, order=date_order(part, sheet, column))
        elif part.role == "watchlist":
            read = partial(_listed, order=date_order(part, sheet, _LIST[0]))
        else:
            episodes = Episodes()
            for line in read_table(part.member, sheet):
                if isinstance(line, Line):
                    episodes.feed(_title(line))
            column, row = ("playback hour", _old_row) if part.role == "old" else (_REPORT[0], _report_row)
            order = date_order(part, sheet, column)
            read = partial(row, order=order, plays=Occurrences(), episodes=episodes)
        yield from table_rows(part, sheet, read, private=True)


def _sheet(look: Look, role: str) -> Sheet | None:
    if role == "report":
        return look.sheet(*_REPORT)
    if role == "old":
        return look.sheet(*_OLD)
    if role == "watchlist":
        return look.sheet(*_LIST)
    return look.sheet_where(
        lambda header: all(header.intersection(names) for names in (_WHEN, _TYPE, _TITLE, _EPISODE))
    )


@dataclass(frozen=True, slots=True)
class _Viewed:
    """What a row names: the work, and the episode with and without its season."""

    guess: Guess
    detail: str = ""
    episode: str = ""

    def key_of_day(self, day: str) -> str:
        return event_key("day", day, self.guess.title, self.episode)


def _viewed(title: str, episodes: Episodes, *, episode_of_series: bool = False) -> _Viewed:
    """ "Low Tide-Harbour Lights - Season 4" and "Harbour Lights - Season 4: Low Tide" are an episode; what
    names no season is a film, unless the row says that it is an episode."""
    if found := episodes.read(title):
        detail = f"{found.season}: {found.title}" if found.title else found.season
        return _Viewed(Guess(Kind.SERIES, found.series), detail, found.title)
    guesses, detail = read_title(title.replace(" - ", ": ").replace(" – ", ": "), lambda prefix: False)
    if len(guesses) == 1 and guesses[0].kind is Kind.SERIES:
        return _Viewed(guesses[0], detail, detail.partition(": ")[2])
    return _Viewed(Guess(Kind.SERIES if episode_of_series else Kind.FILM, title))


def _report_row(line: Line, place: str, *, order: str, plays: Occurrences, episodes: Episodes) -> Row:
    raw = raw_json(line.cells, (*_REPORT, "playback end datetime (utc)", *_MATERIAL))
    material, written = _cell(line, _MATERIAL), _said(line, "seconds viewed")
    if rule := _rule(line, material):
        return SkippedRow(place, raw, rule)
    if line.get("is deleted").strip('"').casefold() == "yes":
        return SkippedRow(place, raw, "deleted from the history at Prime Video")
    time = stamp(line.get(_REPORT[0]), TimeKind.CONSUMED, order)
    seconds = number(written or "0")
    if time is None:
        return no_date(place, raw, line.get(_REPORT[0]))
    if time.when is None:
        return BadRow(place, raw, "it has no date")
    if seconds is None or seconds < 0:
        return BadRow(place, raw, f"{clip(written, 40)} is not a number of seconds")
    if written and seconds == 0:
        return SkippedRow(place, raw, "not played (0 seconds)")
    title = _title(line)
    viewed = _viewed(title, episodes, episode_of_series=bool(_SERIES.search(material)))
    key = plays.number(event_key("viewed", time.key, title))
    covers = (viewed.key_of_day(time.when.date().isoformat()),)
    profile = _said(line, "profile type").casefold()
    return _reading(place, raw, key, viewed, time, seconds=seconds, covers=covers, profile=profile)


def _old_row(line: Line, place: str, *, order: str, plays: Occurrences, episodes: Episodes) -> Row:
    raw = raw_json(line.cells, (*_OLD, "entitlement type", "audio language"))
    if rule := _rule(line, f"{line.get('video type')} {line.get('entitlement type')}"):
        return SkippedRow(place, raw, rule)
    time = stamp(line.get("playback hour"), TimeKind.CONSUMED, order)
    if time is None:
        return no_date(place, raw, line.get("playback hour"))
    if time.when is None:
        return BadRow(place, raw, "it has no date")
    title = _title(line)
    viewed = _viewed(title, episodes, episode_of_series=bool(_SERIES.search(line.get("video type"))))
    key = plays.number(event_key("hour", time.key, title))
    # An hour is all that is told, so the day is what is kept.
    day = Stamp(at_noon(time.when.date()), Precision.DAY, TimeKind.CONSUMED)
    return _reading(place, raw, key, viewed, day)


def _listed(line: Line, place: str, *, order: str) -> Row:
    """A title on the list of what is wanted [T]."""
    raw = raw_json(line.cells, (*_LIST, "itemtype", "deleted"))
    title = line.get("catalogtitle").strip('"').strip()
    if not title:
        return SkippedRow(place, raw, "no title")
    if line.get("deleted").casefold() in ("1", "true", "yes"):
        return SkippedRow(place, raw, "taken off the list")
    time = stamp(line.get("itemaddeddate"), TimeKind.LOGGED, order)
    if time is None:
        return no_date(place, raw, line.get("itemaddeddate"))
    viewed = _viewed(title, Episodes(), episode_of_series=bool(_SERIES.search(line.get("itemtype"))))
    return Reading(
        place=place,
        raw=raw,
        key=event_key("saved", viewed.guess.title),
        mention=Mention((viewed.guess,)),
        action=Action.SAVED,
        when=time.when,
        precision=time.precision,
        time_kind=time.kind,
        shelf="watchlist",
    )


def _script_row(line: Line, place: str, *, order: str) -> Row:
    cells = {name: _cell(line, names) for name, names in _NAMES.items()}
    raw = raw_json(cells, cells)
    if not cells["title"]:
        return SkippedRow(place, raw, "no title")
    time = _script_time(cells["date"], order)
    if time is None or time.when is None:
        return no_date(place, raw, cells["date"]) if time is None else BadRow(place, raw, "it has no date")
    kind = Kind.FILM if cells["type"].casefold() in _FILMS else Kind.SERIES
    viewed = _Viewed(Guess(kind, cells["title"]), cells["episode"], cells["episode"])
    return _reading(place, raw, viewed.key_of_day(time.when.date().isoformat()), viewed, time)


_NAMES = {"date": _WHEN, "type": _TYPE, "title": _TITLE, "episode": _EPISODE}


def _cell(line: Line, names: Sequence[str]) -> str:
    return next((value for name in names if (value := line.get(name))), "")


def _script_time(text: str, order: str) -> Stamp | None:
    """A day, a moment in milliseconds, or, in the script's first version, a date in prose."""
    found = stamp(text, TimeKind.CONSUMED, order)
    if found is None and (prose := read_worded(text, order)) is not None:
        return Stamp(at_noon(prose.time.date()), Precision.DAY, TimeKind.CONSUMED)
    return found


def _title(line: Line) -> str:
    return line.get("title").strip('"').strip()


def _rule(line: Line, material: str) -> str:
    title = _title(line)
    if not title:
        return "no title"
    if title.casefold() in _UNSAID:
        return "title not available"
    if _LIVE.match(material):
        return "a live broadcast"
    return "trailer" if _EXTRAS.search(material) else ""


def _said(line: Line, column: str) -> str:
    said = line.get(column).strip('"').strip()
    return "" if said.casefold() in _UNSAID else said


def _reading(
    place: str,
    raw: str,
    key: str,
    viewed: _Viewed,
    time: Stamp,
    *,
    seconds: float | None = None,
    covers: tuple[str, ...] = (),
    profile: str = "",
) -> Reading:
    return Reading(
        place=place,
        raw=raw,
        key=key,
        mention=Mention((viewed.guess,)),
        action=Action.WATCHED,
        when=time.when,
        precision=time.precision,
        time_kind=time.kind,
        seconds=seconds or None,
        detail=viewed.detail,
        profile=profile,
        covers=covers,
    )
