"""The door of the program: which arguments lead where."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from recdesk.__main__ import main

Went = list[tuple[Any, ...]]


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
