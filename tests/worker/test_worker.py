"""The real child process, spoken to over its pipes."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from recdesk.domain.resources import resource
from recdesk.library import Library

SAMPLES = resource("samples")
# The worker, killed once it has written some rows: from outside, a quick import would be over before.
DIES_HALF_WAY = (
    "import os, signal, sys; from pathlib import Path\n"
    "from recdesk.library._history import History; from recdesk.worker import main\n"
    "whole = History.add_rows\n"
    "def add_rows(*given): whole(*given); os.kill(os.getpid(), signal.SIGKILL)\n"
    "History.add_rows = add_rows; main(Path(sys.argv[1]))"
)


class Child:
    """The worker of one profile."""

    def __init__(self, profile: Path, program: str = "") -> None:
        command = [sys.executable, "-m", "recdesk", "--profile", str(profile), "worker"]
        if program:
            command = [sys.executable, "-c", program, str(profile)]
        pipe = subprocess.PIPE
        self.process = subprocess.Popen(
            command, stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL, text=True
        )
        assert self.hear()["report"] == "ready"

    def say(self, **command: Any) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(json.dumps(command) + "\n")
        self.process.stdin.flush()

    def hear(self) -> dict[str, Any]:
        assert self.process.stdout is not None
        heard = json.loads(self.process.stdout.readline())
        assert isinstance(heard, dict)
        return heard

    def until_ended(self, number: int) -> dict[str, Any]:
        while True:
            report = self.hear()
            if report.get("id") == number and report["report"] != "progress":
                return report

    def ask(self, number: int, do: str, **words: Any) -> dict[str, Any]:
        self.say(id=number, do=do, **words)
        return self.until_ended(number)


@pytest.fixture
def child(own_profile: Path) -> Iterator[Child]:
    started = Child(own_profile)
    yield started
    started.process.kill()
    for stream in (started.process.stdin, started.process.stdout):
        if stream:
            stream.close()
    started.process.wait()


def test_files_whose_names_are_no_text_are_imported_and_answered_for(child: Child, tmp_path: Path) -> None:
    there, gone = tmp_path / os.fsdecode(b"caf\xe9.csv"), tmp_path / os.fsdecode(b"th\xe9.csv")
    try:
        shutil.copy(SAMPLES / "NetflixViewingHistory.csv", there)
    except OSError:
        pytest.skip("this file system takes no such name")
    report = child.ask(1, "import", paths=[str(there), str(gone)])
    assert report["report"] == "finished"
    (batch,) = report["result"]["batches"]
    assert batch["new"] > 0 and batch["path"].endswith("caf\\xe9.csv")


def test_an_import_ends_with_one_report_that_has_the_five_counts(child: Child) -> None:
    report = child.ask(1, "import", paths=[str(SAMPLES / "NetflixViewingHistory.csv")])
    assert report["report"] == "finished" and report["changed"] == ["events", "works"]
    (batch,) = report["result"]["batches"]
    states = ("new", "duplicate", "skipped", "review", "unreadable")
    assert batch["rows"] == sum(batch[state] for state in states) > 0


def test_a_bad_file_is_a_sentence_and_the_child_goes_on(child: Child, tmp_path: Path) -> None:
    bad = tmp_path / "invoice.csv"
    bad.write_bytes(b"%PDF-1.7")
    report = child.ask(1, "import", paths=[str(bad)])
    assert report["report"] == "finished" and "PDF" in report["result"]["ignored"][0]["why"]
    assert child.ask(2, "undo", batch=99)["report"] == "failed"
    assert child.ask(3, "dance")["report"] == "failed"
    assert child.ask(4, "prepare")["report"] == "finished"


def test_a_broken_line_is_passed_over(child: Child) -> None:
    assert child.process.stdin is not None
    child.process.stdin.write("this is no command\n{}\n")
    assert child.ask(1, "prepare")["report"] == "finished"


def test_cancel_before_it_begins_means_that_nothing_is_read(child: Child) -> None:
    child.say(id=1, do="prepare")
    child.say(id=2, do="import", paths=[str(SAMPLES)])
    child.say(do="cancel", id=2)
    assert child.until_ended(1)["report"] == "finished"
    assert child.until_ended(2)["report"] == "cancelled"


def test_the_child_ends_when_its_parent_closes_the_pipe(child: Child) -> None:
    assert child.process.stdin is not None
    child.process.stdin.close()
    assert child.process.wait(60) == 0


def test_bye_ends_it(child: Child) -> None:
    child.say(do="bye")
    assert child.process.wait(60) == 0


def test_a_child_killed_during_an_import_loses_nothing(own_profile: Path, tmp_path: Path) -> None:
    rows = [f'"Show {i}: Season 1: Episode {j}","{j}/1/24"' for i in range(1_000) for j in range(1, 10)]
    history = tmp_path / "NetflixViewingHistory.csv"
    history.write_text("Title,Date\n" + "\n".join(rows), "utf-8")
    first = Child(own_profile, DIES_HALF_WAY)
    first.say(id=1, do="import", paths=[str(history)])
    assert first.process.wait(120) == -signal.SIGKILL
    with Library.open(own_profile) as library:
        assert 0 < library.history.event_count() < len(rows)
    second = Child(own_profile)
    assert second.ask(1, "prepare")["report"] == "finished"
    with Library.open(own_profile) as library:
        assert library.check() == []
    report = second.ask(2, "import", paths=[str(history)])
    (batch,) = report["result"]["batches"]
    assert batch["rows"] == batch["new"] == len(rows)
    with Library.open(own_profile) as library:
        assert library.history.event_count() == len(rows)
    for process in (first.process, second.process):
        process.kill()
        process.wait()
        for stream in (process.stdin, process.stdout):
            if stream:
                stream.close()


def test_the_child_never_loads_qt() -> None:
    code = "import sys, recdesk.worker; print('PySide6' in sys.modules, 'torch' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "False"]


def test_a_household_is_asked_about_and_its_preview_answers(child: Child) -> None:
    household = str(Path(__file__).parents[1] / "importers" / "samples" / "netflix_report" / "household")
    asked = child.ask(1, "import", paths=[household], ask=True)
    assert asked["result"]["asked"] == [household] and asked["result"]["batches"] == []
    seen = child.ask(2, "preview", paths=[household])
    assert seen["changed"] == []
    assert set(seen["result"]["batches"][0]["preview"]["profiles"]) == {"Ada", "Bo"}
    done = child.ask(3, "import", paths=[household], ask=True, profiles=["Ada"])
    assert done["result"]["batches"][0]["reasons"]["another person of the household"] == 7
