from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from recdesk import jobs
from recdesk.domain.progress import never_stop, say_nothing
from recdesk.domain.resources import resource
from recdesk.library import Library

SAMPLES = resource("samples")


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A profile with the starter catalogue and nothing else, made once; tests work on copies."""
    profile = tmp_path_factory.mktemp("prepared") / "profile"
    with Library.open(profile) as library:
        jobs.prepare(library, say_nothing, never_stop)
    return profile


@pytest.fixture
def library(prepared: Path, tmp_path: Path) -> Iterator[Library]:
    with Library.open(prepared) as original:
        original.copy_to(tmp_path / "profile")
    with Library.open(tmp_path / "profile") as opened:
        yield opened


def event_lines(library: Library) -> list[str]:
    """What the person did, without the library's own numbers: equal for equal histories."""
    return [
        f"{e.source} {e.title} {e.kind} {e.action} {e.when} {e.rating} {e.detail} {e.count}"
        for e in library.history.learnable_events()
    ]
