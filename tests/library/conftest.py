from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from recdesk.domain.history import Action, Guess, Mention, Precision, Reading, TimeKind
from recdesk.domain.works import CatalogueWork, Kind, work_uid
from recdesk.library import Library, MentionLink, NewMention


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library.open(tmp_path / "profile") as opened:
        yield opened


def film(title: str, year: int = 2000, **more: object) -> CatalogueWork:
    return CatalogueWork(work_uid(Kind.FILM, title, year), Kind.FILM, title, year, **more)  # type: ignore[arg-type]


def reading(title: str, key: str, **more: object) -> Reading:
    given: dict[str, object] = {
        "place": f"diary.csv, row {key}",
        "raw": "{}",
        "key": key,
        "mention": Mention((Guess(Kind.FILM, title),)),
        "action": Action.WATCHED,
        "when": datetime(2024, 1, 1, 12, tzinfo=UTC),
        "precision": Precision.DAY,
        "time_kind": TimeKind.CONSUMED,
    }
    return Reading(**(given | more))  # type: ignore[arg-type]


@pytest.fixture
def linked(library: Library) -> Callable[[str], tuple[MentionLink, None]]:
    """Makes a work of a title and returns the link a row needs."""

    def link(title: str, doubtful: bool = False) -> tuple[MentionLink, None]:
        new = NewMention(title, "{}", "made", 0.0, create=film(title), doubtful=doubtful)
        return library.history.add_mentions([new])[title], None

    return link
