"""Jellyfin and Emby: a backup without a header, recognised by its lines."""

from __future__ import annotations

from pathlib import Path

from recdesk.domain.history import Reading
from tests.importers.conformance import Conformance, cases, read
from tests.importers.databases_of_samples import rows_of

ROWS = read(cases("jellyfin")[0])[1]


class TestJellyfin(Conformance):
    source = "jellyfin"
    repeats = True

    def held(self, file: Path) -> int:
        if file.suffix == ".db":
            return rows_of(file, "SELECT count(*) FROM PlaybackActivity")
        return len(file.read_text("utf-8").splitlines())


def test_films_episodes_and_tracks_are_told_apart() -> None:
    told = [(r.mention.kind, r.mention.title, r.detail) for r in ROWS if isinstance(r, Reading)]
    assert told == [
        ("film", 'Salt: The "Long" Field', ""),
        ("series", "Harbour Lights", "S01E02 · Low Tide"),
        ("series", "Harbour Lights", "S01E02 · Low Tide"),
        ("artist", "The Pier Band", "Pier"),
    ]


def test_each_user_of_the_server_is_a_profile() -> None:
    assert len({row.profile for row in ROWS if isinstance(row, Reading)}) == 2


def test_embys_longer_lines_and_the_plugins_database_tell_the_same_plays() -> None:
    of_emby, of_server = (
        [(r.mention.title, r.detail, r.seconds) for r in read(case)[1] if isinstance(r, Reading)]
        for case in cases("jellyfin")[1:]
    )
    assert of_emby == of_server == [("Salt", "", 5400), ("Harbour Lights", "S01E02 · Low Tide", 2700)]
