"""What stands in the files of an export that are meant for people: their columns, in order and in words.

Data only; the columns of the library's own tables are told in _schema_words.py.
"""

from __future__ import annotations

from collections.abc import Mapping

INTRODUCTION = """# What RecDesk knew of you

The `.csv` files are for reading and for spreadsheets (UTF-8, comma, one header line). Times are in UTC;
lists stand in one cell, parted by " | ". In `tables` are the same things as the library itself holds them,
one JSON object a line and nothing left out: numbers of one file lead to the others. Times there are whole
seconds since 1970 in UTC.

Not here: catalogues, but for the works that your rows and words speak of, and what is worked out from all
this (text vectors, trained taste). `recdesk backup` keeps all of the library, and can be brought back."""

_TITLE = {"kind": "film, series, book, artist, album, podcast or channel", "title": "of the work",
          "year": "of the work"}  # fmt: skip

SHEETS: Mapping[str, Mapping[str, str]] = {
    "events": {
        "event": "its number", "when": "in UTC; a day without a time stands at noon",
        "precision": "how exact that is: second, minute, day, month, year or none",
        "what": "watched, listened, read, rated, liked, disliked, saved, abandoned or skipped",
        **_TITLE, "creators": "who made it", "detail": "episode, track or video", "count": "how many times",
        "seconds": "how long it took", "fraction": "part of the whole, 0 to 1", "rating": "0 to 1",
        "rating_text": "the rating as the file had it", "liked": "1 where the file says so",
        "repeat": "1 where it was not the first time", "review": "what you wrote", "shelf": "shelf or list",
        "tags": "your tags", "profile": "person of the household", "source": "format of the file",
        "import": "number of the import", "counts": "0 where you said not to learn from it, or a fuller row "
        "says the same", "work": "number of the work",
    },
    "works": {
        "work": "its number", **_TITLE, "creators": "who made it", "genres": "genres", "tags": "tags",
        "pack": 'catalogue that knows it; "history": your own rows alone do', "ids": "numbers elsewhere",
        "events": "how many events count for it",
    },
    "feedback": {
        "entry": "its number in the journal", "when": "in UTC", **_TITLE,
        "verdict": "like, seen-liked, seen-neutral, seen-disliked, not-interested or later",
        "undone": "when you took it back", "work": "number of the work",
    },
    "journal": {
        "entry": "its number", "when": "in UTC", "deed": "verdict, block, leaning, rest or ignore",
        "said": "the verdict; what a block goes by; more, less or never; show-again or never-again; what the "
        "ignored event was",
        "about": "title, blocked value or interest", "undone": "1 where you took it back",
        "work": "number of the work",
    },
    "rows": {
        "import": "number of the import", "source": "format", "file": "where the file lay",
        "row": "number of the row", "where": "where it stood, in words",
        "state": "new, duplicate, skipped, review or unreadable", "reason": "why, where it is not new",
        "event": "the event it tells of", "raw": "the row as it was read, as JSON",
    },
}  # fmt: skip
