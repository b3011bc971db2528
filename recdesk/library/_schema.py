"""The schema of a library file, one migration a step. A shipped migration is never edited.

Times are whole seconds since 1970 in UTC; lists are JSON arrays of strings; every table is STRICT.
"""

from __future__ import annotations

from typing import Any

from sqlite_utils import Migrations

from recdesk.library import _packs_schema, _shown_schema
from recdesk.library._keys import name_of

migrations = Migrations("recdesk")

# One statement an entry: sqlite3's executescript would commit the migration's transaction half-way.
_FIRST: tuple[str, ...] = (
    """CREATE TABLE packs(
        name TEXT PRIMARY KEY, version TEXT NOT NULL, licence TEXT NOT NULL, added_at INTEGER NOT NULL
    ) STRICT""",
    """CREATE TABLE works(
        id INTEGER PRIMARY KEY, uid TEXT NOT NULL UNIQUE, kind TEXT NOT NULL, title TEXT NOT NULL,
        year INTEGER, creators TEXT NOT NULL, genres TEXT NOT NULL, tags TEXT NOT NULL,
        countries TEXT NOT NULL, languages TEXT NOT NULL, reach INTEGER, audience REAL,
        description TEXT NOT NULL, origin TEXT NOT NULL REFERENCES packs(name)
    ) STRICT""",
    "CREATE INDEX works_by_origin ON works(origin)",
    """CREATE TABLE aliases(
        work_id INTEGER NOT NULL REFERENCES works(id) ON DELETE CASCADE,
        title TEXT NOT NULL, language TEXT NOT NULL, PRIMARY KEY(work_id, title, language)
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE external_ids(
        scheme TEXT NOT NULL, value TEXT NOT NULL,
        work_id INTEGER NOT NULL REFERENCES works(id) ON DELETE CASCADE,
        PRIMARY KEY(scheme, value, work_id)
    ) STRICT, WITHOUT ROWID""",
    "CREATE INDEX external_ids_by_work ON external_ids(work_id)",
    """CREATE TABLE kinship(
        work_id INTEGER NOT NULL REFERENCES works(id) ON DELETE CASCADE,
        kin_id INTEGER NOT NULL REFERENCES works(id) ON DELETE CASCADE,
        rank INTEGER NOT NULL, PRIMARY KEY(work_id, kin_id)
    ) STRICT, WITHOUT ROWID""",
    "CREATE INDEX kinship_by_kin ON kinship(kin_id)",
    """CREATE TABLE batches(
        id INTEGER PRIMARY KEY, source TEXT NOT NULL, path TEXT NOT NULL, digest TEXT NOT NULL,
        status TEXT NOT NULL, message TEXT NOT NULL DEFAULT '', started_at INTEGER NOT NULL,
        seconds REAL NOT NULL DEFAULT 0, counts TEXT NOT NULL DEFAULT '{}',
        reasons TEXT NOT NULL DEFAULT '{}'
    ) STRICT""",
    """CREATE TABLE mentions(
        id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, body TEXT NOT NULL,
        work_id INTEGER REFERENCES works(id), state TEXT NOT NULL, method TEXT NOT NULL,
        confidence REAL NOT NULL, candidates TEXT NOT NULL DEFAULT '[]'
    ) STRICT""",
    "CREATE INDEX mentions_by_work ON mentions(work_id)",
    """CREATE TABLE events(
        id INTEGER PRIMARY KEY, source TEXT NOT NULL, key TEXT NOT NULL,
        batch_id INTEGER NOT NULL REFERENCES batches(id),
        mention_id INTEGER NOT NULL REFERENCES mentions(id),
        also_mention_id INTEGER REFERENCES mentions(id),
        action TEXT NOT NULL, at INTEGER, precision TEXT NOT NULL, time_kind TEXT NOT NULL,
        rating REAL, rating_text TEXT NOT NULL, liked INTEGER NOT NULL, repeat INTEGER NOT NULL,
        seconds REAL, fraction REAL, count INTEGER NOT NULL, detail TEXT NOT NULL,
        profile TEXT NOT NULL, shelf TEXT NOT NULL, tags TEXT NOT NULL, review TEXT NOT NULL,
        ignored INTEGER NOT NULL DEFAULT 0, told INTEGER NOT NULL DEFAULT 0,
        superseded_by INTEGER REFERENCES events(id) ON DELETE SET NULL, UNIQUE(source, key)
    ) STRICT""",
    # What counts: not refused by the person, and not said better by a fuller row of the same source.
    "CREATE VIEW live_events AS SELECT * FROM events WHERE ignored = 0 AND superseded_by IS NULL",
    "CREATE INDEX events_superseded ON events(superseded_by) WHERE superseded_by IS NOT NULL",
    "CREATE INDEX events_by_batch ON events(batch_id)",
    "CREATE INDEX events_by_mention ON events(mention_id)",
    "CREATE INDEX events_by_time ON events(at)",
    """CREATE TABLE covered_keys(
        source TEXT NOT NULL, key TEXT NOT NULL,
        event_id INTEGER NOT NULL REFERENCES events(id) ON DELETE CASCADE,
        PRIMARY KEY(source, key, event_id)
    ) STRICT, WITHOUT ROWID""",
    "CREATE INDEX covered_keys_by_event ON covered_keys(event_id)",
    # What each row says of an event (told=1) of which not all rows say the same; body: see _tellings.py.
    """CREATE TABLE tellings(
        event_id INTEGER NOT NULL REFERENCES events(id) ON DELETE CASCADE, batch_id INTEGER NOT NULL,
        n INTEGER NOT NULL, mention_id INTEGER NOT NULL, also_mention_id INTEGER, body TEXT NOT NULL,
        PRIMARY KEY(event_id, batch_id, n)
    ) STRICT, WITHOUT ROWID""",
    "CREATE INDEX tellings_by_batch ON tellings(batch_id)",
    """CREATE TABLE raw_rows(
        batch_id INTEGER NOT NULL REFERENCES batches(id) ON DELETE CASCADE, n INTEGER NOT NULL,
        place TEXT NOT NULL, raw TEXT NOT NULL, state TEXT NOT NULL, reason TEXT NOT NULL,
        event_id INTEGER, PRIMARY KEY(batch_id, n)
    ) STRICT, WITHOUT ROWID""",
    "CREATE INDEX raw_rows_by_event ON raw_rows(event_id)",
    """CREATE TABLE feedback(
        id INTEGER PRIMARY KEY, work_id INTEGER NOT NULL REFERENCES works(id), verdict TEXT NOT NULL,
        at INTEGER NOT NULL, undone_at INTEGER
    ) STRICT""",
    "CREATE INDEX feedback_by_work ON feedback(work_id)",
    """CREATE TABLE impressions(
        work_id INTEGER NOT NULL REFERENCES works(id) ON DELETE CASCADE, day INTEGER NOT NULL,
        shelf TEXT NOT NULL, shown INTEGER NOT NULL, opened INTEGER NOT NULL,
        PRIMARY KEY(work_id, day, shelf)
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE vectors(
        work_id INTEGER PRIMARY KEY REFERENCES works(id) ON DELETE CASCADE,
        embedder TEXT NOT NULL, text_hash TEXT NOT NULL, scale REAL NOT NULL, code BLOB NOT NULL
    ) STRICT""",
    """CREATE TABLE model_runs(
        id INTEGER PRIMARY KEY, started_at INTEGER NOT NULL, seconds REAL NOT NULL, seed INTEGER NOT NULL,
        embedder TEXT NOT NULL, events INTEGER NOT NULL, works INTEGER NOT NULL, folder TEXT NOT NULL,
        basis TEXT NOT NULL, learned_feedback INTEGER NOT NULL, facts TEXT NOT NULL
    ) STRICT""",
    "CREATE TABLE settings(key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID",
    "INSERT INTO packs VALUES ('history', '', 'your own data', 0)",
)


@migrations()  # type: ignore[untyped-decorator]
def m001_first_schema(db: Any) -> None:
    for statement in _FIRST:
        db.execute(statement)


_JOURNAL: tuple[str, ...] = (
    # `basis` says which works were looked at; see _blocks.py.
    """CREATE TABLE blocks(
        journal_id INTEGER PRIMARY KEY, what TEXT NOT NULL, value TEXT NOT NULL, at INTEGER NOT NULL,
        basis TEXT NOT NULL, undone_at INTEGER
    ) STRICT""",
    """CREATE TABLE blocked_works(
        journal_id INTEGER NOT NULL REFERENCES blocks(journal_id) ON DELETE CASCADE,
        work_id INTEGER NOT NULL REFERENCES works(id) ON DELETE CASCADE, PRIMARY KEY(journal_id, work_id)
    ) STRICT, WITHOUT ROWID""",
    "CREATE INDEX blocked_works_by_work ON blocked_works(work_id)",
    """CREATE TABLE ignorings(
        journal_id INTEGER PRIMARY KEY, at INTEGER NOT NULL, undone_at INTEGER,
        event_id INTEGER NOT NULL REFERENCES events(id) ON DELETE CASCADE
    ) STRICT""",
    "CREATE INDEX ignorings_by_event ON ignorings(event_id)",
)


@migrations()  # type: ignore[untyped-decorator]
def m006_journal(db: Any) -> None:
    for statement in _JOURNAL:
        db.execute(statement)


_REVIEW: tuple[str, ...] = (
    # A work that is another one: it stays, so that its names and its uid lead there, and so that it can be
    # split off again as it was.
    "ALTER TABLE works ADD COLUMN merged_into INTEGER REFERENCES works(id)",
    "CREATE INDEX works_merged ON works(merged_into) WHERE merged_into IS NOT NULL",
    "CREATE INDEX mentions_waiting ON mentions(state) WHERE state = 'review'",
    # `before` is what the answer changed, as it was: see _answers.py.
    """CREATE TABLE answers(
        id INTEGER PRIMARY KEY, at INTEGER NOT NULL, what TEXT NOT NULL, title TEXT NOT NULL,
        work_id INTEGER, before TEXT NOT NULL, undone_at INTEGER
    ) STRICT""",
    # Artists who also made what a mention of joined artists says: its events count for them too.
    """CREATE TABLE mention_guests(
        mention_id INTEGER NOT NULL REFERENCES mentions(id) ON DELETE CASCADE,
        work_id INTEGER NOT NULL REFERENCES works(id), PRIMARY KEY(mention_id, work_id)
    ) STRICT, WITHOUT ROWID""",
    "CREATE INDEX mention_guests_by_work ON mention_guests(work_id)",
    # What the person said of names like "A & B"; `name` is in the form that matching compares.
    """CREATE TABLE joined_names(
        name TEXT NOT NULL, place INTEGER NOT NULL, work_id INTEGER NOT NULL REFERENCES works(id),
        PRIMARY KEY(name, place)
    ) STRICT, WITHOUT ROWID""",
    "CREATE INDEX joined_names_by_work ON joined_names(work_id)",
)


@migrations()  # type: ignore[untyped-decorator]
def m004_review(db: Any) -> None:
    for statement in _REVIEW:
        db.execute(statement)


@migrations()  # type: ignore[untyped-decorator]
def m005_packs(db: Any) -> None:
    for statement in _packs_schema.STATEMENTS:
        db.execute(statement)


_LEDGER_KEYS: tuple[str, ...] = (
    "CREATE TABLE event_keys(name BLOB PRIMARY KEY, event_id INTEGER NOT NULL) STRICT, WITHOUT ROWID",
    "CREATE TABLE fresh_keys(name BLOB PRIMARY KEY, event_id INTEGER NOT NULL) STRICT, WITHOUT ROWID",
    "INSERT INTO event_keys SELECT name_of(source, key), id FROM events ORDER BY 1",
    # What a table is constrained by cannot be changed: a new one takes the place of the old, with the same
    # columns. Its indices by batch and by time go with it: no question was answered faster by them.
    "DROP VIEW live_events",
    "INSERT INTO events_without_index SELECT * FROM events",
    "DROP TABLE events",
    "ALTER TABLE events_without_index RENAME TO events",
    "CREATE VIEW live_events AS SELECT * FROM events WHERE ignored = 0 AND superseded_by IS NULL",
    "CREATE INDEX events_superseded ON events(superseded_by) WHERE superseded_by IS NOT NULL",
    "CREATE INDEX events_by_mention ON events(mention_id)",
)


@migrations()  # type: ignore[untyped-decorator]
def m002_ledger_keys(db: Any) -> None:
    """Keys of events in an index of their own: see _keys.py. Foreign keys must be off: with them, dropping
    the old table would empty those that refer to it."""
    db.conn.create_function("name_of", 2, name_of, deterministic=True)
    (made,) = db.execute("SELECT sql FROM sqlite_master WHERE name='events'").fetchone()
    for old, new in (
        ("CREATE TABLE events(", "CREATE TABLE events_without_index("),
        (", UNIQUE(source, key)", ""),
        # To take a mention away, SQLite would search all events for it: an undo that left a million others
        # took 60 ms a mention. `drop_orphans` takes none that an event still names.
        ("also_mention_id INTEGER REFERENCES mentions(id)", "also_mention_id INTEGER"),
    ):
        made = made.replace(old, new)
    db.execute(made)
    for statement in _LEDGER_KEYS:
        db.execute(statement)


_LEANINGS: tuple[str, ...] = (
    """CREATE TABLE leanings(
        journal_id INTEGER PRIMARY KEY, lean TEXT NOT NULL, name TEXT NOT NULL, at INTEGER NOT NULL,
        undone_at INTEGER
    ) STRICT""",
    """CREATE TABLE leaning_works(
        journal_id INTEGER NOT NULL REFERENCES leanings(journal_id) ON DELETE CASCADE,
        work_id INTEGER NOT NULL REFERENCES works(id) ON DELETE CASCADE, PRIMARY KEY(journal_id, work_id)
    ) STRICT, WITHOUT ROWID""",
    "CREATE INDEX leaning_works_by_work ON leaning_works(work_id)",
)


@migrations()  # type: ignore[untyped-decorator]
def m007_leanings(db: Any) -> None:
    for statement in _LEANINGS:
        db.execute(statement)


@migrations()  # type: ignore[untyped-decorator]
def m008_restings(db: Any) -> None:
    for statement in _shown_schema.STATEMENTS:
        db.execute(statement)


_KEPT_IGNORINGS: tuple[str, ...] = (
    # What is said of an event outlives it: it holds again when the event comes back with another import.
    """CREATE TABLE kept_ignorings(
        journal_id INTEGER PRIMARY KEY, at INTEGER NOT NULL, undone_at INTEGER,
        event_id INTEGER REFERENCES events(id) ON DELETE SET NULL, source TEXT NOT NULL, key TEXT NOT NULL,
        said TEXT NOT NULL, subject TEXT NOT NULL
    ) STRICT""",
    "INSERT INTO kept_ignorings SELECT i.journal_id, i.at, i.undone_at, i.event_id, e.source, e.key, "
    "e.action, coalesce(w.title, '') FROM ignorings i JOIN events e ON e.id = i.event_id "
    "JOIN mentions m ON m.id = e.mention_id LEFT JOIN works w ON w.id = m.work_id",
    "DROP TABLE ignorings",
    "ALTER TABLE kept_ignorings RENAME TO ignorings",
    "CREATE INDEX ignorings_by_event ON ignorings(event_id)",
)


@migrations()  # type: ignore[untyped-decorator]
def m009_kept_ignorings(db: Any) -> None:
    for statement in _KEPT_IGNORINGS:
        db.execute(statement)


NAMES: tuple[str, ...] = (
    "m001_first_schema",
    "m006_journal",
    "m004_review",
    "m005_packs",
    "m002_ledger_keys",
    "m007_leanings",
    "m008_restings",
    "m009_kept_ignorings",
)
