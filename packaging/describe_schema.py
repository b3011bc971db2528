"""Writes docs/schema.md: every table of a library file, from a new library and the words beside its schema.

python packaging/describe_schema.py            write it
python packaging/describe_schema.py --check    say whether it is up to date (exit code 1 if not)
"""

from __future__ import annotations

import sqlite3
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from recdesk.library import FILE_NAME, SCHEMA, Library  # noqa: E402 - from this checkout
from recdesk.library._schema_words import COLUMNS, TABLES  # noqa: E402

DOCUMENT = ROOT / "docs" / "schema.md"
_PARTS = {
    "batches": "What you did",
    "feedback": "What you said",
    "packs": "What there is to recommend",
    "names": "Worked out, and made anew when need be",
    "impressions": "The program's own",
}
_HEAD = f"""# The library file

Made by `packaging/describe_schema.py` from the schema itself; do not edit. Schema {SCHEMA}
(`PRAGMA user_version`).

All that RecDesk keeps of a person is one SQLite file, `{FILE_NAME}` in the profile folder (`recdesk
doctor` says where). Any program that reads SQLite opens it; `recdesk export DIR` writes the same as CSV and
JSON Lines, `recdesk backup FILE` copies all of it. Read it while RecDesk is open if you like, but write only
while it is closed. All tables are STRICT; times are whole seconds since 1970 in UTC; lists are JSON arrays.

Beside it: `runs/` (trained taste, learned again when it is missing), `packs/` (other people's ratings, of
packs that bring any, and what was learned from them), `evaluation/` (text vectors of packs that were
measured), `logs/`, `backups/` (what a restore found), `library-schema-N.sqlite` (the library as an older
version left it).

The view `live_events` has the events that count: not ignored by you, and not said better by a fuller row.
"""


def main(words: list[str]) -> int:
    text = document()
    if "--check" not in words:
        DOCUMENT.write_text(text, "utf-8")
        return 0
    if DOCUMENT.exists() and DOCUMENT.read_text("utf-8") == text:
        return 0
    print("docs/schema.md is out of date: python packaging/describe_schema.py")
    return 1


def document() -> str:
    """docs/schema.md as it should be. Exits with a sentence where a table or column has no words."""
    with tempfile.TemporaryDirectory() as folder:
        Library.open(Path(folder)).close()
        connection = sqlite3.connect(Path(folder) / FILE_NAME)
        try:
            _compare(connection)
            return _HEAD + "".join(_table(connection, name) for name in TABLES)
        finally:
            connection.close()


def _compare(connection: sqlite3.Connection) -> None:
    """Whether the words speak of the tables and columns there are, and of no others."""
    rows = connection.execute("SELECT name FROM sqlite_master WHERE type='table'")
    there = {name for (name,) in rows if not name.startswith(("titles_", "sqlite_"))}
    wrong = [f"table {name}" for name in there ^ TABLES.keys()]
    for name in sorted(there & TABLES.keys()):
        columns = {row[1] for row in connection.execute(f"PRAGMA table_info({name})")}
        wrong += [f"{name}.{column}" for column in columns ^ COLUMNS[name].keys()]
    if wrong:
        sys.exit(f"In recdesk/library/_schema_words.py, missing or too many: {', '.join(sorted(wrong))}")


def _table(connection: sqlite3.Connection, name: str) -> str:
    part = [f"\n## {_PARTS[name]}"] if name in _PARTS else []
    head = ["| column | type | what it is |", "| --- | --- | --- |"]
    return "\n".join([*part, f"\n### {name}\n", f"{TABLES[name]}\n", *head, *_columns(connection, name), ""])


def _columns(connection: sqlite3.Connection, name: str) -> Iterator[str]:
    leads = {row[3]: f"{row[2]}.{row[4]}" for row in connection.execute(f"PRAGMA foreign_key_list({name})")}
    for _, column, kind, needed, _, key in connection.execute(f"PRAGMA table_info({name})"):
        facts = [kind.lower() or "text"]
        facts += ["key"] if key else []
        facts += [] if needed or key else ["may be empty"]
        words = COLUMNS[name][column]
        leading = f" (leads to `{leads[column]}`)" if column in leads else ""
        yield f"| `{column}` | {', '.join(facts)} | {words}{leading} |"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
