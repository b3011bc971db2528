"""The index of keys: what an older library held is found in it, and nothing is in it twice."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path

from recdesk.domain.history import RowState
from recdesk.library import Library, MentionLink, _keys
from tests.library.conftest import reading
from tests.library.older import library_before

Link = Callable[..., tuple[MentionLink, None]]

_EVENT = (
    "INSERT INTO events(id, source, key, batch_id, mention_id, action, at, precision, time_kind, "
    "rating_text, liked, repeat, count, detail, profile, shelf, tags, review, told, superseded_by) VALUES "
    "(?, 'letterboxd', ?, 1, 1, 'watched', 9, 'day', 'consumed', '', 0, 0, 1, '', '', '', '[]', ?, ?, ?)"
)
_TOLD = (
    '["watched", 9, "day", "consumed", null, "", 0, 0, null, null, 1, "", "", "", "[]", "%s", ["watched"]]'
)
_COVERED = "the same event stands in a fuller row"
# Two imports of an older program: a film in the diary, which covers its row among the watched films, and the
# diary again, in which it has a review.
_OLDER: tuple[tuple[str, tuple[object, ...]], ...] = (
    (
        "INSERT INTO batches(id, source, path, digest, status, started_at, counts) VALUES "
        "(1, 'letterboxd', 'a.zip', 'a', 'done', 0, '{\"new\": 1, \"duplicate\": 1}'), "
        "(2, 'letterboxd', 'b.zip', 'b', 'done', 0, '{\"duplicate\": 1}')",
        (),
    ),
    (
        "INSERT INTO works(id, uid, kind, title, creators, genres, tags, countries, languages, description, "
        "origin) VALUES (1, 'history:heat', 'film', 'Heat', '[]', '[]', '[]', '[]', '[]', '', 'history')",
        (),
    ),
    (
        "INSERT INTO mentions(id, key, body, work_id, state, method, confidence) VALUES "
        "(1, 'heat', '{}', 1, 'created', 'made', 0)",
        (),
    ),
    (_EVENT, (1, "diary", "Good", 1, None)),
    (_EVENT, (2, "watched", "", 0, 1)),
    ("INSERT INTO covered_keys VALUES ('letterboxd', 'watched', 1)", ()),
    (
        "INSERT INTO tellings VALUES (1, 1, 1, 1, NULL, ?), (1, 2, 1, 1, NULL, ?)",
        (_TOLD % "", _TOLD % "Good"),
    ),
    ("INSERT INTO raw_rows VALUES (1, 1, 'row 1', '{\"a\": 1}', 'new', '', 1)", ()),
    ("INSERT INTO raw_rows VALUES (1, 2, 'row 2', '{}', 'duplicate', ?, 2)", (_COVERED,)),
    ("INSERT INTO raw_rows VALUES (2, 1, 'row 1', '{}', 'duplicate', 'already in the library', 1)", ()),
)


_NAMES = ("batches", "mentions", "events", "covered_keys", "tellings", "raw_rows")


def _tables(library: Library | sqlite3.Connection) -> dict[str, list[tuple[object, ...]]]:
    query = library.execute if isinstance(library, sqlite3.Connection) else library.history.query
    return {name: list(query(f"SELECT * FROM {name} ORDER BY 1, 2")) for name in _NAMES}


def test_m002_ledger_keys_loses_nothing_of_an_older_library(tmp_path: Path) -> None:
    older = library_before("m006_journal", tmp_path / "older")  # of the first schema
    for statement, values in _OLDER:
        older.execute(statement, values)
    older.commit()
    before = _tables(older)
    older.close()
    with Library.open(tmp_path / "older") as library:
        assert _tables(library) == before
        assert library.check() == [] and library.history.query("PRAGMA foreign_keys") == [(1,)]
        link = (MentionLink(1, 1, False), None)
        again = library.history.begin_batch("letterboxd", "c.zip", "c")
        rows = [reading("Heat", key) for key in ("diary", "watched", "other")]
        library.history.add_rows(again.id, 1, rows, dict.fromkeys(range(3), link))
        states = [row.state for row in library.history.ledger(again.id)]
        assert states == [RowState.DUPLICATE, RowState.DUPLICATE, RowState.NEW]
        for batch in (1, 2, again.id):
            library.history.undo(batch)
        assert library.history.event_count() == 0 and library.check() == []


def test_keys_that_have_moved_to_the_large_index_are_known(library: Library, linked: Link) -> None:
    batch = library.history.begin_batch("letterboxd", "/tmp/x.zip", "d")
    link = linked("A")
    pages = [[reading("A", f"{page} {n}") for n in range(500)] for page in range(20)]
    for page, rows in enumerate(pages):
        library.history.add_rows(batch.id, 1 + 500 * page, rows, dict.fromkeys(range(500), link))
    fresh, moved = (
        {name for (name,) in library.history.query(f"SELECT name FROM {table}")}
        for table in ("fresh_keys", "event_keys")
    )
    assert fresh and moved and not fresh & moved
    assert fresh | moved == {_keys.name_of("letterboxd", row.key) for rows in pages for row in rows}
    again = library.history.begin_batch("letterboxd", "/tmp/y.zip", "e")
    for page, rows in enumerate(pages):
        library.history.add_rows(again.id, 1 + 500 * page, rows, dict.fromkeys(range(500), link))
    assert library.history.event_count() == 10_000
    library.history.undo(again.id)
    assert library.history.undo(batch.id) == 10_000
    assert library.history.query("SELECT * FROM fresh_keys UNION ALL SELECT * FROM event_keys") == []


def test_one_key_of_two_services_names_two_events(library: Library, linked: Link) -> None:
    for source in ("letterboxd", "trakt"):
        batch = library.history.begin_batch(source, f"/tmp/{source}", source)
        library.history.add_rows(batch.id, 1, [reading("A", "1")], {0: linked("A")})
    assert library.history.event_count() == 2
