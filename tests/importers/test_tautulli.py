"""Tautulli: plays of a household's server."""

from __future__ import annotations

import json
from pathlib import Path

from recdesk.domain.history import Reading, SkippedRow
from tests.importers.conformance import Conformance, cases, read
from tests.importers.databases_of_samples import rows_of

ROWS = read(cases("tautulli")[0])[1]


class TestTautulli(Conformance):
    source = "tautulli"
    repeats = True

    def held(self, file: Path) -> int:
        if file.suffix == ".db":
            return rows_of(file, "SELECT count(*) FROM session_history")
        return len(json.loads(file.read_text("utf-8"))["response"]["data"]["data"])


def test_films_episodes_and_tracks_are_told_with_their_profile_and_share() -> None:
    told = [(r.mention.title, r.detail, r.fraction, r.profile) for r in ROWS if isinstance(r, Reading)]
    assert told == [
        ("Harbour Lights", "S01E01 · Low Tide", 0.98, "ada"),
        ("Salt", "", 0.06, "bo"),
        ("The Pier Band", "Pier", 0.98, "ada"),
    ]


def test_what_is_no_film_episode_or_track_is_left_out_by_name() -> None:
    assert [row.rule for row in ROWS if isinstance(row, SkippedRow)] == ["trailer", "no series named"]


def test_the_database_tells_what_was_played_without_the_pauses() -> None:
    rows = read(cases("tautulli")[1])[1]
    told = [(r.mention.title, r.seconds, r.fraction, r.profile) for r in rows if isinstance(r, Reading)]
    assert told == [
        ("Salt", 3000, 0.5, "ada"),
        ("Harbour Lights", 2700, 1.0, "bo"),
        ("The Pier Band", None, None, "ada"),
    ]
    assert [row.rule for row in rows if isinstance(row, SkippedRow)] == ["trailer"]


def test_an_answer_saved_without_its_envelope_is_read_as_well(tmp_path: Path) -> None:
    whole = json.loads(next((cases("tautulli")[0]).iterdir()).read_text("utf-8"))
    for inner in (whole["response"], whole["response"]["data"], whole["response"]["data"]["data"]):
        (tmp_path / "history.json").write_text(json.dumps(inner), "utf-8")
        assert len(read(tmp_path)[1]) == len(ROWS)
