"""What a dry run says of a history, in lines for people."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from recdesk.cli.output import table
from recdesk.domain.history import NOTHING_TO_USE

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
