"""The commands of ownership and the statistics: their fields, their sentences and their exit codes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from recdesk.cli import main
from recdesk.library import Library
from tests.library.lived_in import contents, live_in


class Desk:
    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self._capsys = capsys

    def run(self, profile: Path, *words: object) -> tuple[int, str, str]:
        self._capsys.readouterr()
        code = main(["--profile", str(profile), *map(str, words)])
        said = self._capsys.readouterr()
        return code, said.out, said.err

    def ask(self, profile: Path, *words: object) -> dict[str, Any]:
        code, out, err = self.run(profile, *words, "--json")
        assert code == 0, err
        answer = json.loads(out)
        assert isinstance(answer, dict)
        return answer


@pytest.fixture
def desk(capsys: pytest.CaptureFixture[str]) -> Desk:
    return Desk(capsys)


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    live_in(tmp_path / "mine")
    return tmp_path / "mine"


def test_backup_and_restore_tell_the_same_counts(desk: Desk, mine: Path, tmp_path: Path) -> None:
    kept = desk.ask(mine, "backup", tmp_path / "b.zip")
    assert kept["counts"]["events"] == 2 and kept["ratings"] == 1
    assert kept["bytes"] == (tmp_path / "b.zip").stat().st_size
    back = desk.ask(tmp_path / "new", "restore", tmp_path / "b.zip")
    assert back["counts"] == kept["counts"] and back["kept"] is None
    assert contents(tmp_path / "new") == contents(mine)
    again = desk.ask(tmp_path / "new", "restore", tmp_path / "b.zip")
    assert Path(again["kept"]).is_file()
    _, said, _ = desk.run(tmp_path / "new", "restore", tmp_path / "b.zip")
    assert "2 events" in said and "kept in" in said


def test_export_counts_the_rows_of_each_file(desk: Desk, mine: Path, tmp_path: Path) -> None:
    told = desk.ask(mine, "export", tmp_path / "out")
    assert told["counts"]["events.csv"] == 3 and told["counts"]["rows.csv"] == 6
    code, out, err = desk.run(mine, "export", tmp_path / "out")
    assert (code, out) == (2, "") and "Name a new folder" in err


def test_erase_without_yes_says_what_would_go_and_touches_nothing(desk: Desk, mine: Path) -> None:
    before = sorted(mine.rglob("*"))
    code, out, err = desk.run(mine, "erase")
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert "Nothing was erased" in err and "2 events" in err and "library.sqlite" in err and "--yes" in err
    assert sorted(mine.rglob("*")) == before


def test_erase_leaves_nothing_not_even_a_log_of_it(desk: Desk, mine: Path) -> None:
    gone = desk.ask(mine, "erase", "--yes")
    assert gone["counts"]["events"] == 2 and "library.sqlite" in gone["files"] and gone["left"] == []
    assert not mine.exists()


def test_erase_refuses_a_foreign_folder_and_leaves_no_trace_in_it(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "photos").mkdir()
    (tmp_path / "photos" / "a.jpg").touch()
    code, _, err = desk.run(tmp_path / "photos", "erase", "--yes")
    assert code == 2 and "no profile of RecDesk" in err
    assert [path.name for path in (tmp_path / "photos").iterdir()] == ["a.jpg"]


def test_a_mistake_of_ours_while_erasing_is_told_and_written_down(
    desk: Desk, mine: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_profile: Path) -> None:
        raise ZeroDivisionError("ours")

    monkeypatch.setattr("recdesk.cli.owning.holdings", broken)
    code, _, err = desk.run(mine, "erase")
    assert code == 2 and "Traceback" not in err
    assert "ZeroDivisionError" in (mine / "logs" / "recdesk.log").read_text("utf-8")


@pytest.mark.parametrize("words", [("backup", "b.zip"), ("export", "out")])
def test_where_there_is_no_library_nothing_is_made(
    desk: Desk, tmp_path: Path, words: tuple[str, str]
) -> None:
    code, _, err = desk.run(tmp_path / "nowhere", words[0], tmp_path / words[1])
    assert code == 2 and "There is no library" in err
    assert not (tmp_path / words[1]).exists() and not (tmp_path / "nowhere" / "library.sqlite").exists()


def test_stats_sum_to_the_history(desk: Desk, mine: Path) -> None:
    told = desk.ask(mine, "stats")
    with Library.open(mine) as library:
        assert told["events"] == library.history.event_count()
    assert {"plays", "works", "hours", "first", "last", "kinds", "sources", "years", "months", "creators",
            "ratings", "actions"} <= told.keys()  # fmt: skip
    assert sum(year["events"] for year in told["years"]) + told["undated"] == told["plays"]
    assert told["ratings"]["works"] == 2
    _, said, _ = desk.run(mine, "stats")
    assert "2 plays of 2 works" in said and "of 10 on average" in said
    assert desk.ask(mine, "stats", "--kind", "book")["plays"] == 0


def test_stats_of_nothing_say_how_to_begin(desk: Desk, tmp_path: Path) -> None:
    _, said, _ = desk.run(tmp_path / "new", "stats")
    assert "no history yet" in said
