"""A library in which something of everything was done, for tests of what must not be lost."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import orjson

from recdesk.domain.feedback import Verdict
from recdesk.domain.history import Action, BadRow, Guess, Mention, Precision, SkippedRow
from recdesk.domain.journal import BlockWhat, Lean, Rest
from recdesk.domain.ratings import RatingsTable
from recdesk.domain.review import work_of_rows
from recdesk.domain.works import Alias, Kind
from recdesk.library import Library, MentionLink, NewMention
from tests.library.conftest import film, reading

TABLES = (
    "events", "raw_rows", "mentions", "tellings", "batches", "feedback", "blocks", "ignorings", "leanings",
    "leaning_works", "restings", "answers", "packs", "settings", "works", "aliases", "external_ids",
    "vectors",
)  # fmt: skip
RATED = RatingsTable(
    2, 2, np.array([0, 1], np.int32), np.array([0, 1], np.int32), np.array([4, 5], np.float32)
)


def live_in(profile: Path) -> None:
    """Make the library of a new profile: two imports, every kind of feedback, an answer, a rated pack."""
    works = [
        film("Dune", 1984, audience=5.0, aliases=(Alias("沙丘", "zh"),)),
        film(
            "Dune", 2021, audience=5.9, creators=("Denis Villeneuve",), external_ids=(("imdb", "tt1160419"),)
        ),
        film("Heat", 1995, tags=("heist",), description="A cop and a thief."),
        film("Never Heard Of", 2001),
    ]
    with Library.open(profile) as library:
        library.packs.add("made", version="1", licence="ours", works=works, source="/somewhere/made.zip")
        library.pack_figures.keep_ratings("made", [works[0].uid, works[1].uid], RATED)
        dunes = [w.id for w in library.works.all() if w.title == "Dune"]
        doubtful, certain, other = (
            _link(library, "Dune", tuple(dunes)), _link(library, "Heat"), _link(library, 'Ran "乱"'),
        )  # fmt: skip
        first = library.history.begin_batch("letterboxd", "/home of mine/diary.csv", "digest 1")
        rows = [
            reading(
                "Dune", "1", rating=0.9, rating_text="4.5 of 5", review="So much\nsand, “really”;\r\nyes"
            ),
            reading("Heat", "2", when=None, precision=Precision.NONE, tags=("a", "b, c")),
            reading("Ran", "3", action=Action.SAVED, shelf="watchlist", seconds=61.5),
            SkippedRow("diary.csv, row 4", '{"Name": ""}', "no title"),
            BadRow("diary.csv, row 5", '{"Date": "31/31"}', "the date 31/31 is not a date"),
        ]
        library.history.add_rows(
            first.id, 1, rows, {0: (doubtful, None), 1: (certain, None), 2: (other, None)}
        )
        second = library.history.begin_batch("letterboxd", "newer.csv", "digest 2")
        more = [reading("Heat", "2", rating=0.1 + 0.2, liked=True)]
        library.history.add_rows(second.id, 1, more, {0: (certain, None)})
        heat = certain.work_id
        assert heat is not None
        library.feedback.give(heat, Verdict.LIKE)
        library.feedback.take_back(heat)
        library.feedback.give(heat, Verdict.SEEN_LIKED)
        library.blocks.add(BlockWhat.TAG, "heist")
        event = next(e for e in library.history.events() if e.title.startswith("Ran"))
        library.journal.ignore(event.id)
        library.journal.lean(Lean.LESS, "heists", [heat])
        library.shown.rest(Rest.NEVER, [dunes[0]])
        library.review.accept(doubtful.id, dunes[1])
        library.feedback.note_shown("top", [heat], now=1_700_000_000)
        library.settings.put("theme", "dark")
        codes = np.arange(8, dtype=np.int8).reshape(1, 8)
        library.vectors.put("some model", [heat], ["hash"], codes, np.ones(1, np.float32))


def contents(profile: Path) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table that must not be lost, and the files beside the library."""
    with Library.open(profile) as library:
        kept = {t: sorted(library.settings.query(f"SELECT * FROM {t}"), key=repr) for t in TABLES}
        kept["journal"] = [
            (e.journal_id, e.deed, e.said, e.subject, e.undone) for e in library.journal.entries()
        ]
        kept["hidden"] = [(work,) for work in sorted(library.hidden_works())]
        for name in library.pack_figures.rated():
            found = library.pack_figures.ratings(name)
            assert found is not None
            kept[f"ratings of {name}"] = [tuple(found[0]), tuple(found[1].values)]
    return kept


def _link(library: Library, title: str, candidates: tuple[int, ...] = ()) -> MentionLink:
    mention = Mention((Guess(Kind.FILM, title),))
    there = next((w.id for w in library.works.all() if w.title == title and not candidates), None)
    new = NewMention(
        title, orjson.dumps(mention).decode(), "title", 0.5, work_id=there,
        create=None if there else work_of_rows(mention), doubtful=bool(candidates),
        candidates=tuple((work, 0.5) for work in candidates),
    )  # fmt: skip
    return library.history.add_mentions([new])[title]
