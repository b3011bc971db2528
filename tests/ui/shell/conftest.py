"""A whole window, offscreen, on a profile of the test's own, with a worker that only speaks the protocol."""

import json
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from recdesk.domain.history import (
    Action,
    BadRow,
    BatchStatus,
    Guess,
    Mention,
    Precision,
    Reading,
    Row,
    SkippedRow,
)
from recdesk.domain.works import CatalogueWork, Kind
from recdesk.library import Library, NewMention
from recdesk.ui.app import Desk
from recdesk.ui.link import WorkerLink

FAKE = [sys.executable, "-S", str(Path(__file__).with_name("fake_worker.py"))]
KINDS = (Kind.FILM, Kind.SERIES, Kind.BOOK, Kind.ARTIST, Kind.PODCAST)


@pytest.fixture
def link(qtbot: QtBot) -> Iterator[WorkerLink]:
    """A link to the fake worker; its child is gone when the test is over."""
    link = WorkerLink(FAKE)
    yield link
    link.close()
    assert link.process_id == 0


@pytest.fixture
def make_desk(qapp: QApplication, own_profile: Path) -> Iterator[Callable[..., Desk]]:
    """Opens windows on this test's profile, one at a time as the program does: the one before is taken down
    first. Left standing, it went on watching the folder and took the file that the new one was to take. When
    the test is over nothing of them may be left, and no exception may have gone into the log instead of the
    report."""
    desks: list[Desk] = []
    bugs: list[str] = []

    def take_down() -> None:
        while desks:
            desk = desks.pop()
            desk.close()
            assert desk.link.process_id == 0
            timers = (*desk.findChildren(QTimer), *desk.window.findChildren(QTimer))
            assert not [timer.objectName() for timer in timers if timer.isActive()]

    def make(files: tuple[Path, ...] = (), demo: bool = False, worker: list[str] = FAKE) -> Desk:
        take_down()
        desk = Desk(own_profile, worker)
        desk.logbook.bug_met.connect(lambda _say: bugs.append(desk.logbook.path.read_text("utf-8")))
        desks.append(desk)
        desk.open(files, demo)
        return desk

    yield make
    take_down()
    assert not bugs, bugs[0]


@pytest.fixture
def desk(make_desk: Callable[..., Desk], qtbot: QtBot) -> Desk:
    """A window that has just been opened for the first time, with the catalogue set up."""
    desk = make_desk()
    qtbot.waitUntil(lambda: desk.clock is not None and not desk.link.jobs)
    return desk


@pytest.fixture
def fill(own_profile: Path) -> Callable[..., int]:
    """Puts one import into the profile: `n` good rows, and rows that could not be used. Returns its id."""

    def fill(n: int = 10, bad: int = 0, skipped: int = 0, path: str = "/somewhere/history.csv") -> int:
        with Library.open(own_profile) as library:
            works = [
                CatalogueWork(f"w{i}", KINDS[i % len(KINDS)], f"Work {i}", audience=float(i))
                for i in range(min(n, 50))
            ]
            links = library.history.add_mentions(
                [NewMention(work.uid, "{}", "title", 1.0, create=work) for work in works]
            )
            batch = library.history.begin_batch("netflix_simple", path, f"digest of {path}")
            rows: list[Row] = [reading(i, works[i % len(works)], path) for i in range(n)]
            joined = {i: (links[f"w{i % len(works)}"], None) for i in range(n)}
            rows += [BadRow(f"row {n + i}", "{}", "the date is no date") for i in range(bad)]
            rows += [SkippedRow(f"row {n + bad + i}", "{}", "advert") for i in range(skipped)]
            library.history.add_rows(batch.id, 1, rows, joined)
            library.history.finish_batch(batch.id, BatchStatus.DONE, 0.5)
            return batch.id

    return fill


def reading(i: int, work: CatalogueWork, path: str) -> Reading:
    return Reading(
        place=f"row {i}",
        raw=json.dumps({"Title": work.title, "Date": "3/4/2020"}),
        key=f"{path}:{i}",
        mention=Mention((Guess(work.kind, work.title),)),
        action=Action.WATCHED,
        when=datetime(2020, 1, 1, 12, tzinfo=UTC) + timedelta(days=i),
        precision=Precision.DAY,
        rating=0.9 if i % 2 else None,
        detail=f"Part {i}",
    )
