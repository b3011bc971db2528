"""Files made for one test, and what is read from them."""

from __future__ import annotations

from pathlib import Path

from recdesk.domain.history import Reading, SkippedRow
from tests.importers.conformance import read


def readings(folder: Path, files: dict[str, str | bytes]) -> tuple[list[str], list[Reading]]:
    """The formats found and the good rows; every row must be good or left out by a rule."""
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    found, rows = read(folder)
    assert all(isinstance(row, Reading | SkippedRow) for row in rows), rows
    return [h.source for h in found.histories], [row for row in rows if isinstance(row, Reading)]
