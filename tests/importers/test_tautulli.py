"""Tautulli: plays of a household's server."""

from __future__ import annotations

import json
from pathlib import Path

from recdesk.domain.history import Reading, SkippedRow
from tests.importers.conformance import Conformance, cases, read

ROWS = read(cases("tautulli")[0])[1]


class TestTautulli(Conformance):
    source = "tautulli"
    repeats = True

    def held(self, file: Path) -> int:
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
