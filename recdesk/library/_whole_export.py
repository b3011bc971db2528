"""All that a library knows of its person, as files that any program reads.

    README.md           the files, their rows, and what each column means
    events.csv, works.csv, feedback.csv, journal.csv, rows.csv      for people and spreadsheets
    tables/*.jsonl      the library's own tables, one object a line, value by value: nothing is lost

Catalogues are not in it but for the works that the person's own rows and words speak of; nor is what can be
worked out anew (vectors, names, trainings). All is read at one moment, while others may write.
"""

from __future__ import annotations

import csv
import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import IO, Any

import orjson

from recdesk.domain.faults import Cancelled, UserFault
from recdesk.domain.progress import Progress, Say, Stop
from recdesk.library import _file
from recdesk.library._base import Section
from recdesk.library._export_words import INTRODUCTION, SHEETS
from recdesk.library._journal import _ENTRIES
from recdesk.library._schema_words import COLUMNS, TABLES

_SOME = 2_000  # rows between two looks at `stop`
_STEPS = 100_000  # of SQLite's own, some 10 ms

# Works that the person's rows and words speak of, and those that these turned out to be.
_OWN = """
WITH RECURSIVE spoken(id) AS (
    SELECT work_id FROM mentions WHERE work_id IS NOT NULL
    UNION SELECT json_extract(c.value, '$[0]') FROM mentions m, json_each(m.candidates) c
    UNION SELECT work_id FROM mention_guests UNION SELECT work_id FROM feedback
    UNION SELECT work_id FROM leaning_works UNION SELECT work_id FROM joined_names
    UNION SELECT work_id FROM answers UNION SELECT work_id FROM impressions
    UNION SELECT work_id FROM restings
    UNION SELECT w.merged_into FROM works w JOIN spoken s ON s.id = w.id WHERE w.merged_into IS NOT NULL
)"""
_OF_OWN_WORKS = {"works": "id", "aliases": "work_id", "external_ids": "work_id"}
EXPORTED = (
    "batches", "raw_rows", "mentions", "mention_guests", "events", "tellings", "covered_keys", "feedback",
    "blocks", "ignorings", "leanings", "leaning_works", "restings", "answers", "joined_names", "packs",
    "works", "aliases", "external_ids", "impressions", "settings",
)  # fmt: skip

_MOMENT = "strftime('%Y-%m-%dT%H:%M:%SZ', {0}, 'unixepoch')"
_LISTED = "(SELECT group_concat(value, ' | ') FROM json_each({0}))"
_SHEETS: Mapping[str, str] = {
    "events": f"""
SELECT e.id, {_MOMENT.format("e.at")}, e.precision, e.action, w.kind, w.title, w.year,
    {_LISTED.format("w.creators")}, e.detail, e.count, e.seconds, e.fraction, e.rating, e.rating_text,
    e.liked, e.repeat, e.review, e.shelf, {_LISTED.format("e.tags")}, e.profile, e.source, e.batch_id,
    e.ignored = 0 AND e.superseded_by IS NULL, m.work_id
FROM events e JOIN mentions m ON m.id = e.mention_id LEFT JOIN works w ON w.id = m.work_id
ORDER BY e.at IS NULL, e.at, e.id""",
    "works": f"""{_OWN}
SELECT w.id, w.kind, w.title, w.year, {_LISTED.format("w.creators")}, {_LISTED.format("w.genres")},
    {_LISTED.format("w.tags")}, w.origin,
    (SELECT group_concat(scheme || ':' || value, ' | ') FROM external_ids x WHERE x.work_id = w.id),
    (SELECT count(*) FROM mentions m JOIN live_events e ON e.mention_id = m.id WHERE m.work_id = w.id)
FROM works w WHERE w.id IN (SELECT id FROM spoken) ORDER BY w.kind, w.title, w.id""",
    "feedback": f"""
SELECT f.id, {_MOMENT.format("f.at")}, w.kind, w.title, w.year, f.verdict, {_MOMENT.format("f.undone_at")},
    f.work_id
FROM feedback f JOIN works w ON w.id = f.work_id ORDER BY f.id""",
    "journal": f"""
WITH told(entry, deed, said, subject, at, undone, work_id) AS ({_ENTRIES})
SELECT entry, {_MOMENT.format("at")}, deed, said, subject, undone, work_id FROM told ORDER BY entry""",
    "rows": """
SELECT b.id, b.source, b.path, r.n, r.place, r.state, r.reason, r.event_id, r.raw
FROM raw_rows r JOIN batches b ON b.id = r.batch_id ORDER BY r.batch_id, r.n""",
}


class WholeExport(Section):
    """See the module."""

    def write(self, folder: Path, say: Say, stop: Stop) -> dict[str, int]:
        """Write all files into a new (or empty) folder, readable by its owner alone; returns the rows of
        each by its name. Swapped in whole. Raises `UserFault` where the folder holds something or cannot be
        written."""
        _check(folder)
        try:
            part = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.absolute().parent))
        except OSError as error:
            raise _unwritten(folder, error) from error
        try:
            (part / "tables").mkdir(mode=0o700)
            self._connection.execute("BEGIN")  # one moment for all files
            self._connection.set_progress_handler(stop, _STEPS)  # sorting 400,000 events takes a second
            rows = self._write_all(part, say, stop)
            _write_readme(part, rows)
            if folder.exists():
                folder.rmdir()  # it is empty; not every system would let it be replaced
            part.replace(folder)
        except (OSError, sqlite3.Error) as error:
            if "interrupted" in str(error):  # by `stop`, or by a Ctrl+C that came while it was asked
                raise Cancelled from error
            fault = _file.fault_of(error, folder)
            raise fault if isinstance(fault, UserFault) else _unwritten(folder, error) from error
        finally:
            self._connection.set_progress_handler(None, 0)
            self._connection.rollback()
            shutil.rmtree(part, ignore_errors=True)
        return rows

    def _write_all(self, part: Path, say: Say, stop: Stop) -> dict[str, int]:
        rows: dict[str, int] = {}
        for name, sql in _SHEETS.items():
            with _private(part / f"{name}.csv", "utf-8-sig") as stream:
                sheet = csv.writer(stream)
                sheet.writerow(SHEETS[name])
                rows[f"{name}.csv"] = _pour(self._read(sql, say, stop, name), sheet.writerow)
        for name in EXPORTED:
            columns = tuple(COLUMNS[name])
            key = _OF_OWN_WORKS.get(name)
            own = f" WHERE {key} IN (SELECT id FROM spoken)" if key else ""
            sql = f"{_OWN if key else ''} SELECT {', '.join(columns)} FROM {name}{own} ORDER BY 1, 2"
            with _private(part / "tables" / f"{name}.jsonl") as stream:
                lines = (_line(columns, row) for row in self._read(sql, say, stop, name))
                rows[f"tables/{name}.jsonl"] = _pour(lines, stream.write)
        return rows

    def _read(self, sql: str, say: Say, stop: Stop, name: str) -> Iterator[tuple[Any, ...]]:
        cursor = self._connection.execute(sql)
        done = 0
        while some := cursor.fetchmany(_SOME):
            if stop():
                raise Cancelled
            yield from some
            say(Progress("exporting", done := done + len(some), 0, name))


def _pour(rows: Iterator[Any], put: Any) -> int:
    count = 0
    for row in rows:
        put(row)
        count += 1
    return count


def _line(columns: Sequence[str], row: tuple[Any, ...]) -> str:
    return orjson.dumps(dict(zip(columns, row)), option=orjson.OPT_APPEND_NEWLINE).decode()


def _private(path: Path, encoding: str = "utf-8") -> IO[str]:
    handle = os.open(path, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600)
    return os.fdopen(handle, "w", encoding=encoding, newline="")


def _write_readme(part: Path, rows: Mapping[str, int]) -> None:
    lines = [INTRODUCTION]
    for name, words in SHEETS.items():
        lines += [f"\n## {name}.csv ({rows[f'{name}.csv']:,} rows)\n"]
        lines += [f"- `{column}`: {meaning}" for column, meaning in words.items()]
    for name in EXPORTED:
        lines += [f"\n## tables/{name}.jsonl ({rows[f'tables/{name}.jsonl']:,} rows)\n", TABLES[name], ""]
        lines += [f"- `{column}`: {meaning}" for column, meaning in COLUMNS[name].items()]
    with _private(part / "README.md") as stream:
        stream.write("\n".join(lines) + "\n")


def _check(folder: Path) -> None:
    if folder.is_dir() and not any(folder.iterdir()):
        return
    if folder.exists():
        raise UserFault(
            f"{folder} is there already and holds something.", "Name a new folder: nothing is written over."
        )
    if not folder.absolute().parent.is_dir():
        raise UserFault(
            f"There is no folder {folder.absolute().parent}.", "Make it, or choose another place."
        )


def _unwritten(folder: Path, error: Exception) -> Exception:
    if not isinstance(error, OSError):
        return error
    return UserFault(
        f"The export {folder} could not be written: {error.strerror or error}.",
        "Free some space or choose another place.",
    )
