"""Learning by itself: after five verdicts or a quiet minute, and nothing after the end."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from recdesk.ui import clock as clock_module
from recdesk.ui.clock import VERDICTS_TO_LEARN, Clock, WindowScheduler


@pytest.fixture
def clock(qtbot: QtBot) -> Iterator[Clock]:
    clock = Clock()
    yield clock
    clock.close()
    assert not [t for t in clock.findChildren(QTimer) if t.isActive()]


def test_five_verdicts_make_it_time_to_learn(clock: Clock, qtbot: QtBot) -> None:
    with qtbot.waitSignal(clock.time_to_learn):
        for _ in range(VERDICTS_TO_LEARN):
            clock.note_verdict()
    assert clock.appointments() == {}


def test_one_verdict_waits_for_a_quiet_minute(clock: Clock, qtbot: QtBot) -> None:
    before = datetime.now(UTC)
    with qtbot.assertNotEmitted(clock.time_to_learn):
        clock.note_verdict()
    minute = timedelta(seconds=60)
    assert before + minute <= clock.appointments()["learn"] <= datetime.now(UTC) + minute


def test_another_verdict_puts_the_minute_off(clock: Clock) -> None:
    clock.note_verdict()
    first = clock.appointments()["learn"]
    clock.note_verdict()
    assert clock.appointments()["learn"] > first


def test_the_quiet_minute_ends_in_learning(
    clock: Clock, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock_module, "QUIET_SECONDS", 0.01)
    with qtbot.waitSignal(clock.time_to_learn):
        clock.note_verdict()


def test_learning_for_another_reason_counts_too(clock: Clock) -> None:
    clock.note_verdict()
    clock.note_learning()
    assert clock.appointments() == {}


def test_fifty_appointments_need_one_timer(qtbot: QtBot) -> None:
    scheduler = WindowScheduler()
    scheduler.start()
    ran: list[int] = []
    for n in range(50):
        scheduler.add_job(ran.append, "date", args=[n], run_date=datetime.now(scheduler.timezone))
    qtbot.waitUntil(lambda: len(ran) == 50)
    assert scheduler._bell.findChildren(QTimer) == [scheduler._one_timer]
    scheduler.shutdown()
    assert not scheduler._one_timer.isActive()
