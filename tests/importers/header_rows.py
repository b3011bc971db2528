"""Header rows of people's tables and how each column is to be read, written by hand before tuning.

`headers/tuned.txt` was looked at while the guesser was made; `headers/kept_back.txt` was not. A block is a
comment, the header, some rows and, after "=", the field of each column ("-": none; "a/b": either is right).
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from recdesk.importers.guessing import guess_columns

FOLDER = Path(__file__).parent / "headers"


@dataclass(frozen=True)
class Case:
    """One table: `right` has the fields that are right for each column."""

    name: str
    header: list[str]
    rows: list[list[str]]
    right: list[frozenset[str]]

    def wrong(self) -> list[str]:
        """What the guess gets wrong: "Datum: rating instead of date"."""
        guessed = {column: field for field, column in guess_columns(self.header, self.rows).items()}
        return [
            f"{column}: {guessed.get(column, '-')} instead of {'/'.join(sorted(right))}"
            for column, right in zip(self.header, self.right)
            if guessed.get(column, "-") not in right
        ]


def cases(part: str) -> list[Case]:
    """The tables of "tuned" or "kept_back"."""
    found = []
    for block in (FOLDER / f"{part}.txt").read_text("utf-8").strip().split("\n\n"):
        name, header, *rows, answer = block.split("\n")
        right = [frozenset(field.split("/")) for field in answer.removeprefix("= ").split()]
        found.append(Case(name.removeprefix("# "), header.split("|"), [r.split("|") for r in rows], right))
    return found


def figures(part: str) -> tuple[int, int, int, int]:
    """(columns right, columns, tables wholly right, tables)."""
    tables = cases(part)
    mistakes = [len(case.wrong()) for case in tables]
    columns = sum(len(case.header) for case in tables)
    return columns - sum(mistakes), columns, mistakes.count(0), len(tables)
