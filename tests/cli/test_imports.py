"""Importing from the command line: whose rows, what would happen, and what became of them."""

from __future__ import annotations

import csv
import json
import shutil
import zipfile
from pathlib import Path
from typing import Any

import pytest

from recdesk.cli import main
from recdesk.domain.resources import resource
from recdesk.jobs import watching

SAMPLES = resource("samples")
HOUSEHOLD = Path(__file__).parents[1] / "importers" / "samples" / "netflix_report" / "household"


class Shell:
    """Runs commands on the test's own profile."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self._capsys = capsys

    def run(self, *words: object) -> tuple[int, str, str]:
        self._capsys.readouterr()
        code = main([str(word) for word in words])
        said = self._capsys.readouterr()
        return code, said.out, said.err

    def ask(self, *words: object) -> dict[str, Any]:
        code, out, err = self.run(*words, "--json")
        assert code in (0, 1), err
        answer: dict[str, Any] = json.loads(out)
        return answer


@pytest.fixture
def shell(capsys: pytest.CaptureFixture[str]) -> Shell:
    return Shell(capsys)


def test_only_one_person_of_a_household_is_imported(shell: Shell) -> None:
    (batch,) = shell.ask("import", HOUSEHOLD, "--only-profile", "Ada")["batches"]
    assert batch["reasons"]["another person of the household"] == 7


def test_a_name_nobody_has_is_refused_with_the_names_there_are(shell: Shell) -> None:
    code, out, err = shell.run("import", HOUSEHOLD, "--only-profile", "Cy")
    assert code == 2 and not out
    assert "Cy" in err and "Ada, Bo" in err


def test_a_dry_run_shows_what_it_would_import(shell: Shell) -> None:
    (batch,) = shell.ask("import", HOUSEHOLD, "--dry-run")["batches"]
    assert batch["preview"]["profiles"] == {"Bo": 7, "Ada": 5}
    _, out, _ = shell.run("import", HOUSEHOLD, "--dry-run")
    assert "people: Bo 7, Ada 5" in out and "2016-01-14 to 2022-02-14" in out
    assert "Harbour Lights" in out and "4 of 5" in out
    assert shell.ask("imports")["batches"] == []


def test_the_rows_of_an_import_can_be_written_to_a_table(shell: Shell, tmp_path: Path) -> None:
    (batch,) = shell.ask("import", HOUSEHOLD)["batches"]
    file = tmp_path / "rows.csv"
    assert shell.ask("imports", "show", batch["id"], "--csv", file)["written"] == batch["rows"]
    with file.open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    shown = shell.ask("imports", "show", batch["id"])["rows"]
    assert [(int(r["row"]), r["where"], r["state"], r["reason"], r["raw"]) for r in rows] == [
        (r["row"], r["place"], r["state"], r["reason"], r["raw"]) for r in shown
    ]
    shell.ask("imports", "show", batch["id"], "--state", "unreadable", "--csv", file)
    assert len(file.read_text("utf-8-sig").splitlines()) == 1 + batch["unreadable"]


def test_a_table_that_cannot_be_written_is_a_sentence_and_leaves_nothing(
    shell: Shell, tmp_path: Path
) -> None:
    (batch,) = shell.ask("import", HOUSEHOLD)["batches"]
    (tmp_path / "taken").mkdir()
    code, _, err = shell.run("imports", "show", batch["id"], "--csv", tmp_path / "taken")
    assert code == 2 and "taken could not be written" in err and "Traceback" not in err
    assert [file.name for file in tmp_path.iterdir() if file.name.startswith(".")] == []


def test_watch_once_imports_what_is_new_in_a_folder(
    shell: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watching, "SETTLE_SECONDS", 0.0)
    folder = tmp_path / "exports"
    folder.mkdir()
    shutil.copy(SAMPLES / "goodreads_library_export.csv", folder)
    (batch,) = shell.ask("watch", folder, "--once")["batches"]
    assert batch["new"] == 23
    code, out, _ = shell.run("watch", folder, "--once")
    assert code == 0 and "Nothing new" in out
    code, _, err = shell.run("watch", folder / "gone", "--once")
    assert code == 2 and "gone cannot be read" in err


def test_each_history_of_a_folder_says_which_file_it_was(shell: Shell, tmp_path: Path) -> None:
    diary = "Date,Name,Year,Letterboxd URI,Rating,Rewatch,Tags,Watched Date\n"
    diary += "2023-01-02,Heat,1995,u,4,,,2023-01-01\n"
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "diary.csv").write_text(diary)
    (tmp_path / "shows.csv").write_text('Title,Date\n"Dark: Season 1: Secrets","2/20/23"\n')
    with zipfile.ZipFile(tmp_path / "more.zip", "w") as archive:
        archive.writestr("NetflixViewingHistory.csv", 'Title,Date\n"Heat","2/21/23"\n')
    batches = shell.ask("import", tmp_path)["batches"]
    assert {batch["path"] for batch in batches} == {
        str(tmp_path / name) for name in ("mine/diary.csv", "shows.csv", "more.zip")
    }
    _, out, _ = shell.run("imports")
    assert all(name in out for name in ("diary.csv", "shows.csv", "more.zip"))
