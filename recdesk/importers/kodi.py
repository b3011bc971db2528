"""Kodi's video database (MyVideos<number>.db): films, episodes and music videos with their counts of plays.

A file is one row. What Kodi never identified (an add-on's stream, a home video) has no title to go by. Films
not played yet are the person's own backlog. Where the files lie on the disk is never kept.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from recdesk.domain.history import Action, Guess, Mention, Reading, Row, SkippedRow, TimeKind
from recdesk.domain.ids import work_ids
from recdesk.domain.works import Kind
from recdesk.importers.cells import spaced, year
from recdesk.importers.databases import Cells, open_database, text, whole
from recdesk.importers.episodes import episode_detail, whole_number
from recdesk.importers.identity import event_key, raw_json
from recdesk.importers.importer import Claim, Part, SourceInfo
from recdesk.importers.look import Look
from recdesk.importers.rows import no_date, stamp
from recdesk.importers.shelves import consumed

info = SourceInfo(
    id="kodi",
    name="Kodi video library",
    kinds=(Kind.FILM, Kind.SERIES, Kind.ARTIST),
    files=("MyVideos*.db",),
)

_TABLES = ("files", "movie", "tvshow", "episode", "musicvideo")
# Kodi numbers its columns: c00 is a title everywhere; of an episode c12 and c13 are season and number, of a
# music video c10 is the artist, of a film c07 is the year (until `premiered` came in schema 107).
_QUESTION = """
SELECT f.playCount AS plays, f.lastPlayed AS last_played, f.dateAdded AS added,
       m.c00 AS film, {film_year} AS year, {film_stars} AS film_rating,
       t.c00 AS series, e.c00 AS episode, e.c12 AS season, e.c13 AS number, {episode_stars} AS episode_rating,
       v.c00 AS track, v.c10 AS artist, {number} AS imdb
FROM files f
LEFT JOIN movie m ON m.idFile = f.idFile
LEFT JOIN episode e ON e.idFile = f.idFile
LEFT JOIN tvshow t ON t.idShow = e.idShow
LEFT JOIN musicvideo v ON v.idFile = f.idFile
{join}
ORDER BY f.idFile
"""
_NUMBERS = "LEFT JOIN uniqueid u ON u.media_id = m.idMovie AND u.media_type = 'movie' AND u.type = 'imdb'"


def claim(look: Look) -> Claim | None:
    return Claim(home=look.path) if look.tables >= set(_TABLES) else None


def rows(parts: Sequence[Part]) -> Iterator[Row]:
    for part in parts:
        with open_database(part.member, *_TABLES, "uniqueid") as database:
            film, episode = database.columns("movie"), database.columns("episode")
            numbered = bool(database.columns("uniqueid"))
            question = _QUESTION.format(
                film_year="m.premiered" if "premiered" in film else "m.c07",
                film_stars="m.userrating" if "userrating" in film else "NULL",
                episode_stars="e.userrating" if "userrating" in episode else "NULL",
                number="u.value" if numbered else "NULL",
                join=_NUMBERS if numbered else "",
            )
            for position, cells in enumerate(database.rows(question), start=1):
                yield _row(cells, part.place(position))


def _row(cells: Cells, place: str) -> Row:
    kept = {name: value for name, value in cells.items() if not isinstance(value, bytes)}
    raw = raw_json(kept, kept)
    named = _named(cells)
    if named is None:
        return SkippedRow(place, raw, "a file Kodi has not identified")
    mention, detail, rating = named
    plays = whole(cells, "plays")
    played = stamp(text(cells, "last_played"), TimeKind.CONSUMED)
    added = stamp(text(cells, "added"), TimeKind.LOGGED)
    if played is None or added is None:
        return no_date(place, raw, text(cells, "last_played" if played is None else "added"))
    action = consumed(mention.kind) if plays > 0 else Action.RATED if rating else Action.SAVED
    time = played if plays > 0 else added
    return Reading(
        place=place,
        raw=raw,
        key=event_key(mention.kind, mention.title, mention.year or "", detail, action),
        mention=mention,
        action=action,
        when=time.when,
        precision=time.precision,
        time_kind=time.kind,
        rating=rating / 10 if rating else None,
        rating_text=f"{rating} of 10" if rating else "",
        count=min(max(1, plays), 10_000),
        detail=detail,
    )


def _named(cells: Cells) -> tuple[Mention, str, int] | None:
    """The work, the piece of it, and the person's own rating (0: none)."""
    film, series = spaced(text(cells, "film")), spaced(text(cells, "series"))
    if film:
        ids = work_ids(Kind.FILM, {"imdb": text(cells, "imdb")})
        released = year(text(cells, "year")[:4])
        return (
            Mention((Guess(Kind.FILM, film),), year=released, external_ids=ids),
            "",
            _stars(cells, "film_rating"),
        )
    if series:
        season, number = (whole_number(text(cells, name)) for name in ("season", "number"))
        episode = episode_detail(season, number, spaced(text(cells, "episode")))
        return Mention((Guess(Kind.SERIES, series),)), episode, _stars(cells, "episode_rating")
    artist = spaced(text(cells, "artist").split(" / ")[0])
    return (Mention((Guess(Kind.ARTIST, artist),)), spaced(text(cells, "track")), 0) if artist else None


def _stars(cells: Cells, column: str) -> int:
    value = whole(cells, column)
    return value if 0 < value <= 10 else 0
