"""What the parent can ask for. Each command: (profile, its words, say, stop) in, (result, changed) out.

`changed` names what the window must look at anew: "events", "works", "scores".
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from recdesk import jobs
from recdesk.domain.progress import Say, Stop
from recdesk.jobs.accounts import import_account
from recdesk.library import Library
from recdesk.worker import data_commands, pack_commands, review

Outcome = tuple[dict[str, Any], list[str]]
Command = Callable[[Path, Mapping[str, Any], Say, Stop], Outcome]


def prepare(profile: Path, words: Mapping[str, Any], say: Say, stop: Stop) -> Outcome:
    with Library.open(profile) as library:
        library.history.mark_interrupted()  # this child is the only one that imports for this window
        tidied = library.packs.tidy(say, stop)
        installed = jobs.prepare(library, say, stop)
    return {"installed": installed}, ["works"] if installed or tidied else []


def import_files(profile: Path, words: Mapping[str, Any], say: Say, stop: Stop) -> Outcome:
    with Library.open(profile) as library:
        jobs.prepare(library, say, stop)
        report = jobs.import_history(
            library, _paths(words), say, stop, source=words.get("source"), profiles=_profiles(words),
            ask=bool(words.get("ask")),
        )  # fmt: skip
        review.note_joined(library)
    return import_account(report), ["events", "works"]


def preview(profile: Path, words: Mapping[str, Any], say: Say, stop: Stop) -> Outcome:
    with Library.open(profile) as library:
        jobs.prepare(library, say, stop)
        report = jobs.preview(
            library, _paths(words), say, stop, source=words.get("source"), profiles=_profiles(words),
            maps=words.get("maps"),
        )  # fmt: skip
    return import_account(report), []


def learn(profile: Path, words: Mapping[str, Any], say: Say, stop: Stop) -> Outcome:
    with Library.open(profile) as library:
        summary = jobs.learn(library, say, stop, force=bool(words.get("force")))
    return asdict(summary), ["scores"]


def embed(profile: Path, words: Mapping[str, Any], say: Say, stop: Stop) -> Outcome:
    with Library.open(profile) as library:
        summary = jobs.embed(library, say, stop)
    return asdict(summary), []


def undo(profile: Path, words: Mapping[str, Any], say: Say, stop: Stop) -> Outcome:
    with Library.open(profile) as library:
        removed = library.history.undo(int(words["batch"]))
    return {"removed": removed}, ["events", "works"]


def demo(profile: Path, words: Mapping[str, Any], say: Say, stop: Stop) -> Outcome:
    with Library.open(profile) as library:
        report = jobs.import_samples(library, say, stop)
    return import_account(report), ["events", "works"]


def _paths(words: Mapping[str, Any]) -> list[Path]:
    return [Path(path) for path in words["paths"]]


def _profiles(words: Mapping[str, Any]) -> frozenset[str] | None:
    names = words.get("profiles")
    return None if names is None else frozenset(map(str, names))


COMMANDS: Mapping[str, Command] = {
    "prepare": prepare,
    "import": import_files,
    "preview": preview,
    "learn": learn,
    "embed": embed,
    "undo": undo,
    "demo": demo,
    **pack_commands.COMMANDS,
    **review.COMMANDS,
    **data_commands.COMMANDS,
}
