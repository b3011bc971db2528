"""`recdesk catalogue`: its exit codes, its sentences and the fields of its JSON."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from recdesk.cli import main
from tests.catalogue.pack_samples import SAMPLES


@pytest.fixture
def gutenberg(tmp_path: Path) -> Path:
    (path := tmp_path / "pg_catalog.csv").write_text(
        str(SAMPLES["gutenberg"].files["pg_catalog.csv"]), "utf-8"
    )
    return path


class Desk:
    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self._capsys = capsys

    def run(self, *words: object) -> tuple[int, str, str]:
        self._capsys.readouterr()
        code = main(["catalogue", *map(str, words)])
        said = self._capsys.readouterr()
        return code, said.out, said.err

    def ask(self, *words: object) -> dict[str, Any]:
        _, out, _ = self.run(*words, "--json")
        return dict(json.loads(out))


@pytest.fixture
def desk(own_profile: Path, capsys: pytest.CaptureFixture[str]) -> Desk:
    return Desk(capsys)


def test_a_pack_is_looked_at_added_listed_and_removed(desk: Desk, gutenberg: Path) -> None:
    seen = desk.ask("add", gutenberg, "--dry-run")["preview"]
    assert (seen["format"], seen["works"]) == ("gutenberg", 2)
    assert [pack["name"] for pack in desk.ask("list")["packs"]] == ["starter"]

    code, said, _ = desk.run("add", gutenberg)
    assert code == 1, "one row could not be read, which wants the person's eye"
    assert "1 new works" in said or "2 new works" in said
    assert "Unreadable: 1 ×" in said

    pack = next(pack for pack in desk.ask("list")["packs"] if pack["name"] == "gutenberg")
    assert {"name", "items", "with_text", "licence", "kinds", "source", "added"} <= pack.keys()
    assert pack["items"] == 2
    assert "Project Gutenberg" in pack["licence"]

    assert desk.ask("remove", "gutenberg")["removed"] >= 1
    assert [pack["name"] for pack in desk.ask("list")["packs"]] == ["starter"]


def test_a_damaged_pack_and_a_strange_file_are_one_sentence(desk: Desk, tmp_path: Path) -> None:
    (cut := tmp_path / "ml.zip").write_bytes(b"PK\x03\x04 cut off")
    (strange := tmp_path / "letter.txt").write_text("Dear reader", "utf-8")
    for words in (
        ("add", cut),
        ("add", strange),
        ("add", tmp_path / "gone"),
        ("add",),
        ("remove", "nothing"),
    ):
        code, out, err = desk.run(*words)
        assert (code, out) == (2, "")
        assert err.startswith("recdesk: ") and len(err.splitlines()) == 1, err
        assert "Traceback" not in err and "mistake" not in err


def test_every_format_is_named_with_its_terms_and_coverage_of_nothing_is_said(desk: Desk) -> None:
    formats = desk.ask("formats")["formats"]
    assert {"imdb", "movielens", "ratings"} <= {form["id"] for form in formats}
    assert all(form["licence"] and form["origin"] for form in formats)
    code, said, _ = desk.run("coverage")
    assert code == 0 and "no history" in said
