"""How long work speaks while it runs, and how it is asked to stop."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Progress:
    """`stage` is a key the face translates ("reading", "matching", "embedding", "learning"); `done` and
    `total` count rows or works (total 0: not known yet); `detail` is a file or work name, shown as it is."""

    stage: str
    done: int = 0
    total: int = 0
    detail: str = ""


class Say(Protocol):
    def __call__(self, progress: Progress, /) -> None: ...


class Stop(Protocol):
    """Asked between batches, at most 0.5 s apart: true means stop now, keep what is finished."""

    def __call__(self) -> bool: ...


def say_nothing(progress: Progress, /) -> None:
    """For callers that do not watch."""


def never_stop() -> bool:
    """For callers that cannot cancel."""
    return False
