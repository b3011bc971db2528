"""Explaining the columns of a table on the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.test_imports import Shell

TABLE = "Was;Wann;Wie oft\nHeat;03.04.2020;2\nRoma;04.04.2020;1\n"


@pytest.fixture
def shell(capsys: pytest.CaptureFixture[str], own_profile: Path) -> Shell:
    return Shell(capsys)


def written(tmp_path: Path, name: str, text: str) -> Path:
    (tmp_path / name).write_text(text, "utf-8")
    return tmp_path / name


@pytest.mark.slow
def test_the_mapping_a_dry_run_prints_can_be_given_back(shell: Shell, tmp_path: Path) -> None:
    table = written(tmp_path, "t.csv", "Titel;Gesehen am;Note\nHeat;03.04.2020;2\nRoma;04.04.2020;1\n")
    (batch,) = shell.ask("import", "--dry-run", table)["batches"]
    guessed = batch["preview"]["mapping"]
    assert guessed == {"Titel": "title", "Gesehen am": "date", "Note": "rating"}
    text = shell.run("import", "--dry-run", table)[1]
    assert json.loads(text[text.rindex("{") :]) == guessed
    changed = written(tmp_path, "map.json", json.dumps({**guessed, "Note": "rating/10"}))
    shell.ask("import", "--map", changed, table)
    (kept,) = shell.ask("maps")["maps"]
    assert kept["mapping"]["Note"] == "rating/10" and kept["file"] == "t.csv"
    shell.ask("maps", "forget", kept["id"])
    assert shell.ask("maps")["maps"] == []


def test_a_column_that_is_not_there_is_answered_with_those_that_are(shell: Shell, tmp_path: Path) -> None:
    mapping = written(tmp_path, "map.json", '{"Wass": "title"}')
    code, _, said = shell.run("import", "--map", mapping, written(tmp_path, "t.csv", TABLE))
    assert code == 2 and "no column named wass" in said and "Was, Wann, Wie oft" in said


def test_a_table_that_says_too_little_is_refused_with_what_to_do(shell: Shell, tmp_path: Path) -> None:
    code, _, said = shell.run("import", written(tmp_path, "t.csv", "K1,K2\na,b\nc,d\n"))
    assert code == 2 and "K1, K2" in said and "--map" in said


def test_an_import_without_use_says_so_in_text_and_in_json(shell: Shell, tmp_path: Path) -> None:
    file = written(tmp_path, "t.csv", "Title,Date watched,Rating\n,2020-01-01,3\n")
    code, text, _ = shell.run("import", file)
    assert code == 1 and "nothing to use" in text and "no title" in text
    (batch,) = shell.ask("imports")["batches"]
    assert batch["status"] == "nothing to use"
