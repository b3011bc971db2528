"""One window a profile: a second launch hands its files over and ends."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from recdesk.domain.faults import UserFault
from recdesk.domain.history import BatchStatus
from recdesk.library import Library
from recdesk.ui import single_instance
from recdesk.ui.single_instance import SingleInstance

SECOND = (
    "import sys; from pathlib import Path; from recdesk.ui.single_instance import claim\n"
    "sys.exit(0 if claim(Path(sys.argv[1]), [Path(a) for a in sys.argv[2:]]) is None else 5)"
)


@pytest.fixture
def first(qtbot: QtBot, own_profile: Path) -> Iterator[SingleInstance]:
    instance = single_instance.claim(own_profile, [])
    assert instance is not None
    yield instance
    instance.close()


def second_launch(profile: Path, *files: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "-c", SECOND, str(profile), *files])


def test_a_second_launch_hands_its_files_over_and_ends(
    first: SingleInstance, qtbot: QtBot, own_profile: Path, tmp_path: Path
) -> None:
    with qtbot.waitSignal(first.files_handed_over) as handed:
        child = second_launch(own_profile, str(tmp_path / "Übersicht 1.csv"))
    assert handed.args == [[tmp_path / "Übersicht 1.csv"]]
    assert child.wait(timeout=60) == 0


def test_a_second_launch_without_files_brings_the_window_up(
    first: SingleInstance, qtbot: QtBot, own_profile: Path
) -> None:
    with qtbot.waitSignal(first.files_handed_over) as handed:
        child = second_launch(own_profile / ".." / own_profile.name)  # the same folder, said differently
    assert handed.args == [[]]
    assert child.wait(timeout=60) == 0


def test_another_profile_is_another_window(first: SingleInstance, tmp_path: Path) -> None:
    other = single_instance.claim(tmp_path / "other", [])
    assert other is not None
    other.close()


def test_a_window_that_was_killed_does_not_keep_the_profile(qtbot: QtBot, own_profile: Path) -> None:
    hold = SECOND.replace("sys.exit(", "mine = claim(Path(sys.argv[1]), []); import os; os._exit(9); (")
    subprocess.run([sys.executable, "-c", hold, str(own_profile)], check=False)
    instance = single_instance.claim(own_profile, [])
    assert instance is not None
    instance.close()


def test_a_window_that_does_not_answer_is_told_in_a_sentence(
    first: SingleInstance, own_profile: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(single_instance, "ANSWER_SECONDS", 0.2)
    with pytest.raises(UserFault, match="open already"):
        single_instance.claim(own_profile, [])  # this thread is the one that would have to answer


def test_whoever_comes_while_the_window_closes_is_the_next_window(
    first: SingleInstance, own_profile: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first._server.close()  # it answers nobody any more, and holds the lock until its worker has ended
    monkeypatch.setattr(single_instance, "ANSWER_SECONDS", 2.0)
    monkeypatch.setattr(single_instance, "sleep", lambda _seconds: first.close())
    instance = single_instance.claim(own_profile, [])
    assert instance is not None
    instance.close()


def test_a_folder_that_cannot_be_used_is_told_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(UserFault, match="cannot be made"):
        single_instance.claim(tmp_path / "file" / "profile", [])


@pytest.mark.slow
def test_the_whole_program_started_twice_is_one_window_that_imports_the_file(
    qtbot: QtBot, own_profile: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "NetflixViewingHistory.csv"
    file.write_text('Title,Date\n"Dark: Season 1: Secrets","3/4/20"\n"Roma","1/2/19"\n', "utf-8")
    program = [sys.executable, "-m", "recdesk", "--profile", str(own_profile)]
    first = subprocess.Popen(program)
    try:
        qtbot.waitUntil((own_profile / "window.lock").exists)
        monkeypatch.setattr(single_instance, "ANSWER_SECONDS", 60.0)
        assert single_instance.claim(own_profile, []) is None  # it stands there, however busy the machine is
        assert subprocess.run([*program, str(file)], check=False, timeout=60).returncode == 0
        qtbot.waitUntil(lambda: imported(own_profile) == ["NetflixViewingHistory.csv"], timeout=120_000)
        assert first.poll() is None
    finally:
        first.terminate()
        first.wait()


def imported(profile: Path) -> list[str]:
    """Names of the files whose import is done."""
    if not (profile / "library.sqlite").exists():
        return []
    with Library.open(profile) as library:
        batches = library.history.batches()
    return [Path(batch.path).name for batch in batches if batch.status is BatchStatus.DONE]
