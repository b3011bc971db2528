"""The same service, another year: what its export holds today, and what it says again of what was imported.

Each file is small and of our own making, in a shape that programs which read the service's exports describe.
"""

from __future__ import annotations

import json
from pathlib import Path

from recdesk.domain.history import Action
from recdesk.importers import find_histories
from tests.importers.conformance import ledger
from tests.importers.made import readings

DARK = {"title": "Harbour Lights", "year": 2022, "ids": {"trakt": 702, "slug": "x", "imdb": "tt0000702"}}
PLAY = {"id": 1, "watched_at": "2026-01-02T10:00:00.000Z", "action": "scrobble", "type": "episode"}
TOTAL = {"plays": 26, "last_watched_at": "2026-01-02T10:00:00.000Z", "reset_at": None, "show": DARK}


def test_trakts_total_of_a_series_adds_nothing_to_its_episodes(tmp_path: Path) -> None:
    plays = [PLAY | {"episode": {"season": 1, "number": n, "ids": {"trakt": n}}, "show": DARK} for n in (1, 2)]
    files = {"watched-history-1.json": json.dumps(plays), "watched-shows.json": json.dumps([TOTAL])}
    _, rows = readings(tmp_path, {name: text for name, text in files.items()})
    assert [row.detail for row in ledger([*rows])] == ["S01E01", "S01E02"]


def test_trakts_total_of_a_series_without_a_history_is_kept(tmp_path: Path) -> None:
    _, (row,) = readings(tmp_path, {"watched-shows.json": json.dumps([TOTAL])})
    assert (row.mention.title, row.count) == ("Harbour Lights", 26)


def test_a_list_of_ones_own_at_trakt_is_not_taken_for_the_watchlist(tmp_path: Path) -> None:
    listed = {"rank": 1, "id": 8, "listed_at": "2023-07-14T02:22:10.000Z", "notes": None, "type": "show"}
    text = json.dumps([listed | {"show": DARK}])
    owned = json.dumps([{"last_collected_at": "2023-07-14T02:22:10.000Z", "show": DARK}])
    for name, content in {
        "lists-watchlist-2.json": text,
        "lists-list-9-faves.json": text,
        "collection-shows.json": owned,
    }.items():
        (tmp_path / name).write_text(content)
    found = find_histories(tmp_path)
    assert [history.members for history in found.histories] == [("lists-watchlist-2.json",)]
    why = {ignored.path: ignored.why for ignored in found.ignored}
    assert "list" in why["lists-list-9-faves.json"] and "owned" in why["collection-shows.json"]
