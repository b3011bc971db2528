"""What the parent can ask of a person's data as a whole while the window stays open: a backup, an export."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from recdesk.domain.progress import Say, Stop
from recdesk.library import Library

if TYPE_CHECKING:
    from recdesk.worker.commands import Command, Outcome


def back_up(profile: Path, words: Mapping[str, Any], say: Say, stop: Stop) -> Outcome:
    """All of the library into "file"."""
    from recdesk.jobs.backups import back_up as write

    with Library.open(profile) as library:
        report = write(library, Path(words["file"]), say, stop)
    return {"file": str(report.file), "bytes": report.bytes, "counts": dict(report.counts)}, []


def export(profile: Path, words: Mapping[str, Any], say: Say, stop: Stop) -> Outcome:
    """All that is the person's into the new "folder"."""
    with Library.open(profile) as library:
        counts = library.export.write(Path(words["folder"]), say, stop)
    return {"folder": str(words["folder"]), "files": len(counts), "rows": sum(counts.values())}, []


COMMANDS: Mapping[str, Command] = {"backup": back_up, "export": export}
