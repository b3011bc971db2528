"""The export: read back by a program that knows its files only, it says what the library says."""

from __future__ import annotations

import csv
import json
import re
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from recdesk.domain.faults import Cancelled, UserFault
from recdesk.domain.feedback import Verdict
from recdesk.domain.history import Event
from recdesk.domain.progress import never_stop, say_nothing
from recdesk.library import Library, _whole_export
from tests.library.lived_in import live_in


@pytest.fixture
def profile(tmp_path: Path) -> Path:
    live_in(tmp_path / "mine")
    return tmp_path / "mine"


@pytest.fixture
def exported(profile: Path, tmp_path: Path) -> Path:
    with Library.open(profile) as library:
        library.export.write(tmp_path / "out", say_nothing, never_stop)
    return tmp_path / "out"


def sheet(folder: Path, name: str) -> list[dict[str, str]]:
    with (folder / f"{name}.csv").open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


def table(folder: Path, name: str) -> list[dict[str, Any]]:
    lines = (folder / "tables" / f"{name}.jsonl").read_text("utf-8").split("\n")
    return [json.loads(line) for line in lines if line]


def test_every_value_of_every_exported_table_is_the_library_s(profile: Path, exported: Path) -> None:
    connection = sqlite3.connect(profile / "library.sqlite")
    for file in sorted((exported / "tables").iterdir()):
        told = table(exported, file.stem)
        rows = connection.execute(f"SELECT * FROM {file.stem}")
        names = [column[0] for column in rows.description]
        there = [dict(zip(names, row)) for row in rows]
        if file.stem in ("works", "aliases", "external_ids"):  # of what the person's rows speak of
            assert told and all(row in there for row in told)
        else:
            assert sorted(told, key=str) == sorted(there, key=str), file.stem
    connection.close()
    titles = {work["title"] for work in table(exported, "works")}
    assert titles == {"Dune", "Heat", 'Ran "乱"'}  # the candidate that was not chosen is one of the Dunes
    assert len([w for w in table(exported, "works") if w["title"] == "Dune"]) >= 2


def test_the_events_read_back_from_the_spreadsheet_are_the_events_of_the_history(
    profile: Path, exported: Path
) -> None:
    rows = {int(row["event"]): row for row in sheet(exported, "events")}
    with Library.open(profile) as library:
        events = {event.id: event for event in library.history.events()}
    assert {number for number, row in rows.items() if row["counts"] == "1"} == events.keys()
    assert len(rows) == 3  # one is ignored
    for number, event in events.items():
        assert _as_said(event) == _as_read(rows[number])


def _as_said(event: Event) -> tuple[object, ...]:
    when = event.when.strftime("%Y-%m-%dT%H:%M:%SZ") if event.when else ""
    return (
        when,
        event.title,
        event.action,
        event.rating,
        event.review,
        event.seconds,
        event.count,
        event.liked,
    )


def _as_read(row: dict[str, str]) -> tuple[object, ...]:
    rating, seconds = (float(row[name]) if row[name] else None for name in ("rating", "seconds"))
    liked = row["liked"] == "1"
    return row["when"], row["title"], row["what"], rating, row["review"], seconds, int(row["count"]), liked


def test_what_was_said_and_every_raw_row_stand_in_files_of_their_own(exported: Path) -> None:
    verdicts = [(row["title"], row["verdict"], bool(row["undone"])) for row in sheet(exported, "feedback")]
    assert verdicts == [("Heat", Verdict.LIKE, True), ("Heat", Verdict.SEEN_LIKED, False)]
    deeds = [(row["deed"], row["said"]) for row in sheet(exported, "journal")]
    assert deeds[2:] == [("block", "tag"), ("ignore", "saved"), ("leaning", "less"), ("rest", "never-again")]
    states = [row["state"] for row in sheet(exported, "rows")]
    assert sorted(states) == ["duplicate", "new", "new", "new", "skipped", "unreadable"]


def test_the_readme_names_every_file_and_every_column(exported: Path) -> None:
    words = (exported / "README.md").read_text("utf-8")
    for file in [*exported.glob("*.csv"), *(exported / "tables").iterdir()]:
        part = words.partition(f"## {file.relative_to(exported).as_posix()} (")[2].partition("\n## ")[0]
        columns = re.findall(r"^- `(\w+)`: \S", part, re.MULTILINE)
        if file.suffix == ".csv":
            header = file.read_text("utf-8-sig").splitlines()[0].split(",")
            assert columns == header
        for row in table(exported, file.stem) if file.suffix == ".jsonl" else ():
            assert columns == list(row)


def test_an_export_is_readable_by_its_owner_alone(exported: Path) -> None:
    assert not [path for path in (exported, *exported.rglob("*")) if path.stat().st_mode & 0o077]


def test_nothing_is_written_over(profile: Path, tmp_path: Path) -> None:
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "letter.txt").write_text("mine")
    (tmp_path / "empty").mkdir()
    with Library.open(profile) as library:
        for folder in (tmp_path / "full", tmp_path / "full" / "letter.txt"):
            with pytest.raises(UserFault, match="holds something"):
                library.export.write(folder, say_nothing, never_stop)
        with pytest.raises(UserFault, match="no folder"):
            library.export.write(tmp_path / "nowhere" / "out", say_nothing, never_stop)
        assert library.export.write(tmp_path / "empty", say_nothing, never_stop)["feedback.csv"] == 2


def test_an_export_that_is_stopped_leaves_nothing(profile: Path, tmp_path: Path) -> None:
    with Library.open(profile) as library:
        with pytest.raises(Cancelled):
            library.export.write(tmp_path / "out", say_nothing, lambda: True)
        library.settings.put("theme", "light")  # no reading is left open
    assert [path.name for path in tmp_path.iterdir()] == ["mine"]


def test_ctrl_c_while_the_database_sorts_is_a_stop(
    profile: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pressed: list[bool] = []

    def press_once() -> bool:  # Python runs its signal handlers within what the database calls
        if not pressed:
            pressed.append(True)
            raise KeyboardInterrupt
        return False

    monkeypatch.setattr(_whole_export, "_STEPS", 1)
    with Library.open(profile) as library, pytest.raises(Cancelled):
        library.export.write(tmp_path / "out", say_nothing, press_once)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["mine"]
