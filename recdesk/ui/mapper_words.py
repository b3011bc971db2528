"""Every sentence the window says about the columns of a table and what is being dropped."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from recdesk.domain.works import Kind
from recdesk.ui import job_words, words
from recdesk.ui.words import isolated

if TYPE_CHECKING:
    from recdesk.importers import Effect
    from recdesk.library import KeptMap

translate = QCoreApplication.translate

NOT_READ = "ignore"  # what the importers call a column that means nothing
# As they stand in the list of choices, in groups.
GROUPS: tuple[tuple[str, ...], ...] = (
    ("title", "original", "film", "series", "season", "episode", "episode_title", "book"),
    ("artist", "album", "track", "podcast", "creator"),
    ("date", "logged", "rating", "liked", "status", "review", "tags"),
    ("count", "repeat", "duration", "progress", "profile"),
    ("kind", "year", "isbn", "imdb", "tmdb", "url"),
)


def field_name(field: str) -> str:
    """What a column is read as, for the person."""
    return {
        NOT_READ: translate("mapper", "Not read"),
        "title": translate("mapper", "Title"),
        "original": translate("mapper", "Original title"),
        "film": translate("mapper", "Film"),
        "series": translate("mapper", "Series"),
        "season": translate("mapper", "Season"),
        "episode": translate("mapper", "Episode"),
        "episode_title": translate("mapper", "Title of the episode"),
        "book": translate("mapper", "Book"),
        "artist": translate("mapper", "Artist"),
        "album": translate("mapper", "Album"),
        "track": translate("mapper", "Song"),
        "podcast": translate("mapper", "Podcast"),
        "creator": translate("mapper", "Author or director"),
        "date": translate("mapper", "Date watched, read or heard"),
        "logged": translate("mapper", "Date added or rated"),
        "rating": translate("mapper", "Rating"),
        "liked": translate("mapper", "Liked (yes or no)"),
        "status": translate("mapper", "Status or shelf"),
        "review": translate("mapper", "Review or note"),
        "tags": translate("mapper", "Tags or genres"),
        "count": translate("mapper", "How many times"),
        "repeat": translate("mapper", "Seen or read again (yes or no)"),
        "duration": translate("mapper", "Length of time"),
        "progress": translate("mapper", "Progress"),
        "profile": translate("mapper", "Person"),
        "kind": translate("mapper", "Kind (film, book ...)"),
        "year": translate("mapper", "Year it came out"),
        "isbn": translate("mapper", "ISBN"),
        "imdb": translate("mapper", "IMDb number"),
        "tmdb": translate("mapper", "TMDB number"),
        "url": translate("mapper", "Web address"),
    }[field]


def kinds_name(kind: Kind) -> str:
    """Works of one kind, in the middle of a sentence."""
    return {
        Kind.FILM: translate("mapper", "films"),
        Kind.SERIES: translate("mapper", "series"),
        Kind.BOOK: translate("mapper", "books"),
        Kind.ALBUM: translate("mapper", "albums"),
        Kind.ARTIST: translate("mapper", "artists"),
        Kind.PODCAST: translate("mapper", "podcasts"),
        Kind.CHANNEL: translate("mapper", "video channels"),
    }[kind]


def effect_facts(effect: Effect) -> str:
    """ "The first 200 rows: 196 can be read, 3 left out, 1 unreadable · 9 × film"."""
    if effect.problem:
        return translate("mapper", "Say which column holds the titles.")
    if not effect.tried:
        return translate("mapper", "There are no rows below the names of the columns.")
    rows = job_words.rows_text(effect.tried)
    about = rows if effect.whole else translate("mapper", "The first {rows}").format(rows=rows)
    counts = (
        (effect.read, translate("mapper", "{n} can be read")),
        (effect.skipped, translate("mapper", "{n} left out")),
        (effect.unreadable, translate("mapper", "{n} unreadable")),
    )
    told = ", ".join(text.format(n=job_words.number(n)) for n, text in counts if n)
    kinds = ", ".join(
        f"{job_words.number(n)} × {words.kind_name(Kind(kind)).lower()}"
        for kind, n in (effect.kinds or {}).items()
    )
    return " · ".join(filter(None, [f"{about}: {told}", kinds]))


def trouble(effect: Effect) -> str:
    """ "row 5: the rating 11 is not between 0 and 10"."""
    if not effect.trouble:
        return ""
    return translate("mapper", "First unreadable one: {what}.").format(what=effect.trouble)


def used_text(used: int, columns: int) -> str:
    return translate("mapper", "{used} of {columns} columns are read").format(
        used=job_words.number(used), columns=job_words.number(columns)
    )


def recognised(found: Sequence[tuple[str, str | None]], more: int) -> str:
    """What dropped files are at first sight: "diary.csv: Letterboxd. notes.txt: not known at first sight"."""
    told = [
        translate("mapper", "{file}: {format}").format(file=isolated(name), format=kind)
        if kind
        else translate("mapper", "{file}: not known at first sight, looking into it").format(
            file=isolated(name)
        )
        for name, kind in found
    ]
    rest = [translate("mapper", "and {n} more").format(n=job_words.number(more))] if more else []
    return " · ".join(told + rest)


def folder_said() -> str:
    return translate("mapper", "a folder, looking into it")


def unknown_table() -> str:
    return translate("mapper", "a table; its columns are being looked at")


# -- what is remembered -------------------------------------------------------------------------------


def maps_note(kept: int) -> str:
    if kept:
        return translate(
            "mapper",
            "Tables with the same columns are read in the same way, without a question. What is forgotten is "
            "asked about again; what was imported stays.",
        )
    return translate(
        "mapper",
        "None yet. Drop a table that no format is known for and say what its columns are: it is remembered "
        "here.",
    )


def made_for(kept: KeptMap) -> str:
    """ "films.csv · 21 Nov 2026, 14:02"."""
    return f"{isolated(kept.name)} · {job_words.moment_text(kept.when)}"


def mapping_text(mapping: Mapping[str, str]) -> str:
    """ "Was: Title · Gesehen am: Date watched, read or heard"."""
    fields = ((column, wanted.partition("/")[0]) for column, wanted in mapping.items())
    return " · ".join(
        f"{isolated(column)}: {field_name(field)}" for column, field in fields if field != NOT_READ
    )
