"""A browser's history: read only when chosen, and of other pages nothing but the time."""

from __future__ import annotations

import json
from pathlib import Path

from recdesk.domain.history import Action, BadRow, Reading, SkippedRow
from recdesk.importers import find_histories
from tests.importers.conformance import Conformance, cases, read
from tests.importers.databases_of_samples import rows_of

CASES = {path.name: path for path in cases("browser_history")}
_VISITS = {"History": "visits", "places.sqlite": "moz_historyvisits", "History.db": "history_visits"}


class TestBrowserHistory(Conformance):
    source = "browser_history"

    def held(self, file: Path) -> int:
        return rows_of(file, f"SELECT count(*) FROM {_VISITS[file.name]}")


def test_only_pages_that_play_become_events_with_the_clock_of_each_browser() -> None:
    played = {
        case: [
            (r.mention.title, r.when.isoformat()[:19])
            for r in read(path)[1]
            if isinstance(r, Reading) and r.when
        ]
        for case, path in CASES.items()
    }
    assert played == {
        "chrome": [
            ("The Pier Band", "2023-05-02T04:01:40"),
            ("The Pier Band", "2023-05-02T04:02:40"),
            ("Night Garden", "2023-05-02T04:05:00"),
            ("The Pier Band", "2023-05-03T05:00:00"),
        ],
        "firefox": [("Night Garden", "2023-05-13T17:48:20"), ("Night Garden", "2023-05-02T04:01:40")],
        "safari": [("Salt", "2023-05-02T04:01:40")],
    }


def test_a_page_loaded_again_on_the_same_day_is_the_same_event() -> None:
    rows = [row for row in read(CASES["chrome"])[1] if isinstance(row, Reading)]
    assert rows[0].key == rows[1].key != rows[3].key
    assert {row.action for row in rows} == {Action.LISTENED}


def test_of_any_other_visit_nothing_is_kept_but_its_time() -> None:
    rows = [row for row in read(CASES["chrome"])[1] if isinstance(row, SkippedRow)]
    assert [set(json.loads(row.raw)) for row in rows] == [{"time"}, {"time"}]
    assert [row.why for row in read(CASES["chrome"])[1] if isinstance(row, BadRow)] == [
        "the time of the visit is not a time"
    ]


def test_in_a_folder_of_other_things_it_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "History").write_bytes((CASES["chrome"] / "History").read_bytes())
    (tmp_path / "notes.txt").write_text("x", "utf-8")
    found = find_histories(tmp_path)
    assert found.histories == ()
    assert "only when that file itself is chosen" in found.ignored[0].why
