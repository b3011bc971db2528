"""Trakt: one archive that says the same thing three times, and the tables that say it again."""

from __future__ import annotations

import json
from pathlib import Path

from recdesk.domain.history import Action, Reading
from recdesk.domain.works import Kind
from recdesk.importers import find_histories
from tests.importers.conformance import Conformance, cases, ledger, read

CASES = {case.name: case for case in cases("trakt")}
ARCHIVE = read(CASES["export_archive"])[1]


class TestTrakt(Conformance):
    source = "trakt"

    def held(self, file: Path) -> int:
        if file.name != "watched-shows.json":
            return super().held(file)
        shows = json.loads(file.read_text("utf-8"))
        return sum(len(season["episodes"]) for show in shows for season in show["seasons"])


def test_plays_cover_what_was_watched_and_wanted() -> None:
    events = ledger(ARCHIVE)
    films = [(e.action, e.mention.title) for e in events if e.mention.kind is Kind.FILM]
    assert films == [
        (Action.WATCHED, "Salt"),
        (Action.WATCHED, "Salt"),
        (Action.WATCHED, "The Odes"),
        (Action.RATED, "Salt"),
        (Action.DISLIKED, "Boats"),
        (Action.SAVED, "Paper Moons"),
    ]
    watched = [e.detail for e in events if e.action is Action.WATCHED and e.mention.kind is Kind.SERIES]
    assert watched == ["S01E01 · Low Tide", "S01E02 · High Tide", "S01E03"]


def test_the_tables_of_the_website_add_nothing_to_the_archive() -> None:
    both = [*ARCHIVE, *read(CASES["tables"])[1]]
    assert len(ledger(both)) == len(ledger(ARCHIVE))


def test_a_play_at_the_epoch_has_no_time() -> None:
    row = next(r for r in ARCHIVE if isinstance(r, Reading) and r.detail == "S01E02 · High Tide")
    assert row.when is None


def test_numbers_say_what_they_count() -> None:
    ids = {pair for row in ARCHIVE if isinstance(row, Reading) for pair in row.mention.external_ids}
    assert {("tmdb", "movie/701"), ("tmdb", "tv/702"), ("trakt", "show/702"), ("imdb", "tt0000701")} <= ids


def test_a_progress_half_way_is_a_fraction() -> None:
    row = next(r for r in ARCHIVE if isinstance(r, Reading) and r.mention.title == "The Odes")
    assert row.fraction == 0.255


def test_all_of_a_persons_data_in_one_file_is_read_as_well(tmp_path: Path) -> None:
    def loaded(name: str) -> object:
        return json.loads((CASES["export_archive"] / name).read_text("utf-8"))

    dump = {"history": loaded("watched-history-1.json"), "ratings": loaded("ratings-movies.json")}
    (tmp_path / "trakt.json").write_text(json.dumps({"username": "x", **dump}))
    found, rows = read(tmp_path)
    assert [history.source for history in found.histories] == ["trakt"]
    assert len(ledger([*ARCHIVE, *rows])) == len(ledger(ARCHIVE))


def test_what_is_owned_is_named_and_left_aside() -> None:
    why = {i.path: i.why for i in find_histories(CASES["export_archive"]).ignored}
    assert "owned" in why["collection-movies.json"]
