"""What goes wrong between two processes: a killed worker, a second launch, a closed window."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from recdesk.domain.history import BatchStatus
from recdesk.ui import single_instance

from .conftest import Visit, leave
from .test_bad_input import netflix

ROWS = 9_000


@pytest.fixture
def hold(tmp_path: Path) -> Path:
    """While this file is there, an import stands still in its middle."""
    file = tmp_path / "hold"
    file.touch()
    return file


def test_a_worker_killed_half_way_is_told_and_goes_on_where_it_stopped(
    visit: Visit, fresh_profile: Path, tmp_path: Path, hold: Path
) -> None:
    person = visit(fresh_profile, learning=False, RECDESK_TEST_HOLD=str(hold))
    history = person.desk.library.history
    person.drop(netflix(tmp_path / "NetflixViewingHistory.csv", ROWS))
    person.wait(lambda: history.event_count() > 2_000)
    os.kill(person.desk.link.process_id, signal.SIGKILL)
    person.rest()
    assert person.heard("The work was cut short", "What was done is kept").bad
    assert person.batch().status is BatchStatus.INTERRUPTED
    kept = history.event_count()
    assert 2_000 <= kept < ROWS
    hold.unlink()
    person.click("Start again")
    person.rest()
    assert history.event_count() == ROWS
    assert (person.batch().status, person.batch().rows) == (BatchStatus.DONE, ROWS)
    assert len(history.batches()) == 1


def test_a_window_closed_half_way_offers_to_go_on_at_the_next_start(
    visit: Visit, fresh_profile: Path, tmp_path: Path, hold: Path
) -> None:
    first = visit(fresh_profile, learning=False, RECDESK_TEST_HOLD=str(hold))
    first.drop(netflix(tmp_path / "NetflixViewingHistory.csv", ROWS))
    first.wait(lambda: first.desk.library.history.event_count() > 2_000)
    leave(first)
    hold.unlink()
    second = visit(fresh_profile, learning=False)
    second.wait(lambda: bool(second.told))
    second.heard("The import of NetflixViewingHistory.csv was cut short")
    second.click("Go on")
    second.rest()
    assert second.desk.library.history.event_count() == ROWS


def test_a_second_launch_hands_its_files_to_the_window_that_is_there(
    visit: Visit, fresh_profile: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    claimed = single_instance.claim(fresh_profile, [])
    assert claimed is not None
    person = visit(fresh_profile, learning=False, instance=claimed)
    file = netflix(tmp_path / "NetflixViewingHistory.csv", 40)
    command = [sys.executable, "-m", "recdesk", "--profile", str(fresh_profile), str(file)]
    second = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    person.wait(lambda: second.poll() is not None)
    assert second.stderr is not None
    assert (second.returncode, second.stderr.read()) == (0, "")
    second.stderr.close()
    person.wait(lambda: person.desk.library.history.event_count() == 40)
    person.rest()
    person.heard("Netflix: 40 new.")
