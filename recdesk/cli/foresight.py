"""What an import or a dry run says of histories beside their counts, in lines for people."""

from __future__ import annotations

import json
import shlex
from collections.abc import Mapping
from typing import Any

from recdesk.cli.output import table
from recdesk.domain.history import NOTHING_TO_USE
from recdesk.jobs import ImportReport

_NAMED = 5  # files in one sentence
_LONGEST = 48  # characters of a title or detail: six columns fit a terminal of 120


def preview_lines(batch: Mapping[str, Any]) -> list[str]:
    """The span, the kinds, the people and a few rows; nothing for an import that was no dry run."""
    preview = batch.get("preview")
    if preview is None:
        return []
    facts = [_counts(preview["kinds"]), _span(preview["span"])]
    lines = ["", f"{batch['source']}: {', '.join(filter(None, facts)) or 'no rows that can be used'}"]
    if preview["profiles"]:
        lines.append(f"people: {_counts(preview['profiles'])}")
    rows = [
        [
            _short(row["title"]), row["kind"], row["action"], _day(row["when"], row["precision"]),
            "" if row["rating"] is None else row["rating"], _short(row["detail"]),
        ]
        for row in preview["sample"]
    ]  # fmt: skip
    if rows:
        lines += table(["title", "kind", "what", "when", "rating", "detail"], rows)
    if mapping := preview.get("mapping"):
        lines += ["", "Its columns are read so; saved as a file and changed, it is given back with --map:"]
        lines += json.dumps(mapping, ensure_ascii=False, indent=2).splitlines()
    return lines


def useless_lines(batch: Mapping[str, Any]) -> list[str]:
    """That nothing came of an import, and why; nothing where something did."""
    if batch["status"] != NOTHING_TO_USE:
        return []
    reasons = ", ".join(f"{n} × {reason}" for reason, n in batch["reasons"].items())
    return [f"There is {NOTHING_TO_USE} in {batch['path']}: {reasons}."]


def left_aside(path: str, why: str) -> str:
    """ "notes.txt: it is empty"; a sentence that names the file itself is not told twice."""
    return why if why.startswith(path) else f"{path}: {why}"


def unlooked_lines(report: ImportReport) -> list[str]:
    """That files could not be looked into while others were imported: a history in them would be missed."""
    if not report.failed or not report.batches:
        return []
    names = ", ".join(report.failed[:_NAMED]) + (" ..." if len(report.failed) > _NAMED else "")
    many = "1 file" if len(report.failed) == 1 else f"{len(report.failed)} files"
    return [f"{many} could not be looked into, so a history may be missing: {names}"]


def household_lines(report: ImportReport, dry_run: bool) -> list[str]:
    """That rows of several people were (or would be) taken for one person's, with their names."""
    paths = {batch.id: batch.path for batch in report.batches}
    lines = []
    for batch, people in report.people.items():
        names = ", ".join(f"{name} ({rows:,} rows)" for name, rows in people.items())
        mine = f"--only-profile {shlex.quote(next(iter(people)))}"
        do = (
            f"{mine} takes one person's."
            if dry_run
            else f"To keep one person's: `recdesk undo {batch}`, then import it again with {mine}."
        )
        taken = "would all be" if dry_run else "are all"
        lines.append(f"{paths[batch]} holds several people, and they {taken} imported: {names}. {do}")
    return lines


def _counts(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{name} {n}" for name, n in counts.items())


def _span(span: list[str] | None) -> str:
    return f"{span[0][:10]} to {span[1][:10]}" if span else ""


def _day(when: str | None, precision: str) -> str:
    """No more of a time than the file says."""
    if when is None:
        return ""
    return when[: {"year": 4, "month": 7, "day": 10}.get(precision, 16)].replace("T", " ")


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
