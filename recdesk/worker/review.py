"""Commands of the review that need the matcher, which the window does not load."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from recdesk import jobs
from recdesk.domain.progress import Say, Stop
from recdesk.domain.review import JOINED_WAITING
from recdesk.library import Library

Outcome = tuple[dict[str, Any], list[str]]


def note_joined(library: Library) -> list[jobs.JoinedName]:
    """Names that may be one band or several artists, as far as it is worth asking. How many is written down
    for the window's navigation, which cannot look for them itself."""
    names = [name for name in jobs.joined_names(library) if name.worth_asking]
    library.settings.put(JOINED_WAITING, len(names))
    return names


def joined(profile: Path, words: Mapping[str, Any], say: Say, stop: Stop) -> Outcome:
    with Library.open(profile) as library:
        names = note_joined(library)
    return {"names": [asdict(name) for name in names]}, []


def say_joined(profile: Path, words: Mapping[str, Any], say: Say, stop: Stop) -> Outcome:
    with Library.open(profile) as library:
        answer = jobs.say_joined(library, str(words["name"]), bool(words["band"]))
        note_joined(library)
    return {"answer": answer, "name": words["name"], "band": bool(words["band"])}, ["events", "works"]


def rematch(profile: Path, words: Mapping[str, Any], say: Say, stop: Stop) -> Outcome:
    with Library.open(profile) as library:
        report = jobs.rematch(library, say, stop)
    changed = ["events", "works"] if report.found or report.doubtful else []
    return asdict(report), changed


COMMANDS = {"joined": joined, "say_joined": say_joined, "rematch": rematch}
