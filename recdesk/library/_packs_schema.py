"""The tables of packs and of names, as migration m005 makes them.

Data only. `names`, `spellings`, `name_words` and `titles` are derived from works and aliases and can be made
anew at any time; `unnamed` says for which works they are out of date, and triggers keep it, so that whoever
writes a work or a title need not know of them.
"""

from __future__ import annotations

_TEXT = ("kind", "title", "year", "creators", "genres", "tags", "description")

STATEMENTS: tuple[str, ...] = (
    "ALTER TABLE packs ADD COLUMN source TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE packs ADD COLUMN filters TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE packs ADD COLUMN state TEXT NOT NULL DEFAULT 'ready'",
    "ALTER TABLE packs ADD COLUMN items INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE packs ADD COLUMN with_text INTEGER NOT NULL DEFAULT 0",
    # Which pack has which work. `ref` is the pack's own name for it where that is not the work's uid; `body`
    # is what the pack says of a work that another one owns (see _joining.py), '' where it owns the work.
    """CREATE TABLE pack_works(
        work_id INTEGER NOT NULL REFERENCES works(id) ON DELETE CASCADE,
        pack TEXT NOT NULL REFERENCES packs(name), ref TEXT NOT NULL, body TEXT NOT NULL,
        PRIMARY KEY(work_id, pack)
    ) STRICT, WITHOUT ROWID""",
    "INSERT INTO pack_works SELECT id, origin, '', '' FROM works WHERE origin != 'history'",
    "UPDATE packs SET (items, with_text) = (SELECT count(*), coalesce(sum(description != ''), 0) FROM works "
    "WHERE origin = packs.name) WHERE name != 'history'",
    # The best known first: what is offered to choose from, what is embedded next.
    "CREATE INDEX works_by_fame ON works(kind, audience)",
    """CREATE TABLE names(
        key INTEGER NOT NULL, work_id INTEGER NOT NULL REFERENCES works(id) ON DELETE CASCADE,
        n INTEGER NOT NULL, form INTEGER NOT NULL, plain INTEGER NOT NULL, normal INTEGER NOT NULL,
        PRIMARY KEY(key, work_id, n)
    ) STRICT, WITHOUT ROWID""",
    "CREATE INDEX names_by_work ON names(work_id)",
    """CREATE TABLE spellings(
        mark INTEGER NOT NULL, key INTEGER NOT NULL, text TEXT NOT NULL, PRIMARY KEY(mark, key)
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE name_words(
        word INTEGER NOT NULL, pack INTEGER NOT NULL, PRIMARY KEY(word, pack)
    ) STRICT, WITHOUT ROWID""",
    # For the search box: all names of a work, one a line.
    "CREATE VIRTUAL TABLE titles USING fts5(names, prefix='1 2 3', tokenize='unicode61 remove_diacritics 2')",
    "CREATE TABLE unnamed(work_id INTEGER PRIMARY KEY) STRICT",
    "INSERT INTO unnamed SELECT id FROM works",
    "CREATE TRIGGER work_made AFTER INSERT ON works BEGIN INSERT OR IGNORE INTO unnamed VALUES (new.id); END",
    "CREATE TRIGGER work_renamed AFTER UPDATE OF kind, title, origin ON works WHEN new.title IS NOT "
    "old.title OR new.kind IS NOT old.kind OR new.origin IS NOT old.origin "
    "BEGIN INSERT OR IGNORE INTO unnamed VALUES (new.id); END",
    "CREATE TRIGGER work_gone AFTER DELETE ON works BEGIN DELETE FROM titles WHERE rowid = old.id; "
    "DELETE FROM unnamed WHERE work_id = old.id; END",
    "CREATE TRIGGER alias_made AFTER INSERT ON aliases BEGIN "
    "INSERT OR IGNORE INTO unnamed VALUES (new.work_id); END",
    "CREATE TRIGGER alias_gone AFTER DELETE ON aliases BEGIN "
    "INSERT OR IGNORE INTO unnamed SELECT id FROM works WHERE id = old.work_id; END",
    # A vector stands for a text: where the text changes, the work is embedded anew.
    f"CREATE TRIGGER work_reworded AFTER UPDATE OF {', '.join(_TEXT)} ON works WHEN "
    + " OR ".join(f"new.{column} IS NOT old.{column}" for column in _TEXT)
    + " BEGIN DELETE FROM vectors WHERE work_id = new.id; END",
)
