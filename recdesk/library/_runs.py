"""Model runs and settings."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from time import time
from typing import Any

from recdesk.library._base import Section, moment

KEPT_RUNS = 2


@dataclass(frozen=True, slots=True)
class ModelRun:
    """One training. `basis` is a hash of all it was learned from: equal basis, nothing to do."""

    id: int
    when: datetime
    seconds: float
    seed: int
    embedder: str
    events: int
    works: int
    folder: Path
    basis: str
    learned_feedback: int  # journal number of the last feedback that was learned from
    facts: Mapping[str, Any]


class Runs(Section):
    """The trainings of this profile; the newest one is what the window shows."""

    def reserve(self) -> tuple[int, Path]:
        """The number and folder (not made yet) of the next run. No folder that is there is taken again: after
        a restore it may hold the run of another library."""
        root = self._path.parent / "runs"
        last = int(self.query("SELECT coalesce(max(id), 0) FROM model_runs")[0][0])
        there = (int(folder.name) for folder in root.glob("*") if folder.name.isdigit())
        number = 1 + max((last, *there))
        return number, root / str(number)

    def add(
        self,
        number: int,
        *,
        seconds: float,
        seed: int,
        embedder: str,
        events: int,
        works: int,
        basis: str,
        learned_feedback: int,
        facts: Mapping[str, Any],
    ) -> None:
        """Make a finished run the current one."""
        with self.writing() as db:
            db.execute(
                "INSERT INTO model_runs VALUES (?,?,?,?,?,?,?,?,?,?,?)",
                (number, int(time()), seconds, seed, embedder, events, works, f"runs/{number}", basis,
                 learned_feedback, json.dumps(dict(facts))),
            )  # fmt: skip

    def latest(self) -> ModelRun | None:
        rows = self.query("SELECT * FROM model_runs ORDER BY id DESC LIMIT 1")
        return self._run(rows[0]) if rows else None

    def stale_folders(self) -> list[Path]:
        """Folders of runs that are older than the last two: the window may still hold the last but one."""
        rows = self.query("SELECT id FROM model_runs ORDER BY id DESC LIMIT ?", (KEPT_RUNS,))
        kept = {str(number) for (number,) in rows}
        root = self._path.parent / "runs"
        newest = max((int(number) for number in kept), default=0)
        return [
            folder
            for folder in sorted(root.glob("*"))
            if folder.name not in kept and folder.name.isdigit() and int(folder.name) < newest
        ]

    def _run(self, row: tuple[Any, ...]) -> ModelRun:
        folder = self._path.parent / row[7]
        return ModelRun(
            row[0], moment(row[1]), row[2], row[3], row[4], row[5], row[6], folder, row[8], row[9],
            json.loads(row[10]),
        )  # fmt: skip


class Settings(Section):
    """Small values by name, kept as JSON."""

    def get(self, key: str, default: Any = None) -> Any:
        rows = self.query("SELECT value FROM settings WHERE key=?", (key,))
        return json.loads(rows[0][0]) if rows else default

    def put(self, key: str, value: Any) -> None:
        text = json.dumps(value, ensure_ascii=False)
        try:
            text.encode()
        except UnicodeEncodeError:  # the name of a file that is no text: JSON can escape its bytes
            text = json.dumps(value)
        with self.writing() as db:
            db.execute(
                "INSERT INTO settings VALUES (?,?) ON CONFLICT(key) DO UPDATE SET value=excluded.value",
                (key, text),
            )
