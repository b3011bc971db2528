"""The door of the program: which arguments lead where."""

import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from recdesk.__main__ import main
from recdesk.library import Library

Went = list[tuple[Any, ...]]
DISPLAYS = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")


@pytest.fixture
def went(monkeypatch: pytest.MonkeyPatch) -> Went:
    """Where the door led to, instead of going there."""
    went: Went = []

    def note(name: str) -> Callable[..., int]:
        def go(*values: Any, **named: Any) -> int:
            went.append((name, *values, *named.values()))
            return 0

        return go

    monkeypatch.setattr("recdesk.ui.app.run_window", note("window"))
    monkeypatch.setattr("recdesk.worker.main", note("worker"))
    monkeypatch.setattr("recdesk.cli.main", note("cli"))
    return went


def test_no_argument_opens_the_window(went: Went, own_profile: Path) -> None:
    main([])
    assert went == [("window", own_profile, [], False)]


def test_a_profile_is_taken_along(went: Went) -> None:
    main(["--profile", "/tmp/p"])
    main(["--profile=/tmp/p", "worker"])
    assert went == [("window", Path("/tmp/p"), [], False), ("worker", Path("/tmp/p"))]


def test_files_alone_open_the_window_and_are_imported(went: Went, own_profile: Path, tmp_path: Path) -> None:
    file = tmp_path / "history.csv"
    file.write_text("")
    main([str(file)])
    assert went == [("window", own_profile, [file], False)]


def test_a_file_named_like_a_command_does_not_shadow_it(
    went: Went, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "imports").write_text("")
    monkeypatch.chdir(tmp_path)
    main(["imports"])
    assert went == [("cli", ["imports"])]


def test_anything_else_is_the_command_line(went: Went) -> None:
    main(["--profile", "/tmp/p", "recommend", "-n", "5"])
    main(["import", "gone.csv"])
    assert went == [("cli", ["--profile", "/tmp/p", "recommend", "-n", "5"]), ("cli", ["import", "gone.csv"])]


def test_the_sample_window_fills_itself(went: Went) -> None:
    main(["--profile", "/tmp/p", "window", "--sample"])
    assert went == [("window", Path("/tmp/p"), [], True)]


def test_a_library_of_a_newer_program_is_refused_in_a_sentence(own_profile: Path) -> None:
    Library.open(own_profile).close()
    file = sqlite3.connect(own_profile / "library.sqlite")
    file.execute("PRAGMA user_version=99")
    file.close()
    program = [sys.executable, "-m", "recdesk", "--profile", str(own_profile)]
    done = subprocess.run(program, capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 2
    assert "written by a newer RecDesk" in done.stderr
    assert "Traceback" not in done.stderr


def test_without_a_display_the_window_is_refused_in_a_sentence(own_profile: Path) -> None:
    surroundings = {k: v for k, v in os.environ.items() if k not in DISPLAYS}
    done = subprocess.run(
        [sys.executable, "-m", "recdesk"],
        env=surroundings, capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip
    if sys.platform.startswith("linux"):
        assert (done.returncode, "no display" in done.stderr) == (2, True)
