"""A bug is written down whole and told once; a fault is told in its own sentence; the window stays."""

import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import qWarning
from pytestqt.qtbot import QtBot

from recdesk.domain.faults import UserFault
from recdesk.ui.logbook import Logbook


class Told:
    def __init__(self, logbook: Logbook) -> None:
        self.bugs: list[str] = []
        self.faults: list[tuple[str, str]] = []
        logbook.bug_met.connect(self.bugs.append)
        logbook.fault_met.connect(lambda say, do_next: self.faults.append((say, do_next)))


@pytest.fixture
def logbook(qtbot: QtBot, own_profile: Path) -> Iterator[Logbook]:
    hooks = (sys.excepthook, threading.excepthook)
    logbook = Logbook(own_profile)
    yield logbook
    logbook.close()
    assert (sys.excepthook, threading.excepthook) == hooks


def stumble(error: Exception) -> None:
    try:
        raise error
    except type(error):
        sys.excepthook(*sys.exc_info())  # what PySide does with an exception in a slot


def written(logbook: Logbook) -> str:
    return logbook.path.read_text("utf-8")


def test_a_bug_is_written_whole_each_time_and_told_once(logbook: Logbook) -> None:
    told = Told(logbook)
    for _ in range(3):
        stumble(KeyError("a column that is not there"))
    assert len(told.bugs) == 1
    assert str(logbook.path) in told.bugs[0]
    assert "KeyError" not in told.bugs[0]
    assert written(logbook).count("a column that is not there") == 3
    assert "Traceback" in written(logbook)


def test_a_fault_is_told_in_its_own_words_every_time(logbook: Logbook) -> None:
    told = Told(logbook)
    for _ in range(2):
        stumble(UserFault("The disk is full.", "Free some space."))
    assert told.faults == [("The disk is full.", "Free some space.")] * 2
    assert told.bugs == []


def test_a_bug_in_a_thread_is_told_too(logbook: Logbook, qtbot: QtBot) -> None:
    told = Told(logbook)
    thread = threading.Thread(target=lambda: 1 // 0)
    thread.start()
    thread.join()
    qtbot.waitUntil(lambda: len(told.bugs) == 1)


def test_what_qt_says_is_written_down(logbook: Logbook) -> None:
    qWarning("QPainter::begin: something of Qt's own")
    assert "something of Qt's own" in written(logbook)


def test_nobody_else_can_read_the_log(logbook: Logbook) -> None:
    stumble(KeyError("x"))
    assert logbook.path.stat().st_mode & 0o077 == 0
