"""Kodi: films, episodes and music videos by their counts of plays."""

from __future__ import annotations

from pathlib import Path

from recdesk.domain.history import Action, Reading, SkippedRow
from recdesk.domain.works import Kind
from tests.importers.conformance import Conformance, cases, read
from tests.importers.databases_of_samples import rows_of


class TestKodi(Conformance):
    source = "kodi"

    def held(self, file: Path) -> int:
        return rows_of(file, "SELECT count(*) FROM files")


ROWS = read(cases("kodi")[0])[1]
WORKS = {row.mention.title: row for row in ROWS if isinstance(row, Reading)}


def test_a_film_has_its_plays_year_stars_and_number() -> None:
    film = WORKS["Harbour"]
    assert (film.action, film.count, film.rating, film.mention.year) == (Action.WATCHED, 2, 0.8, 1999)
    assert film.mention.external_ids == (("imdb", "tt0133093"),)
    assert WORKS["Salt"].action is Action.SAVED


def test_an_episode_is_its_series_and_a_music_video_its_first_artist() -> None:
    assert (WORKS["The Long Field"].mention.kind, WORKS["The Long Field"].detail) == (
        Kind.SERIES,
        "S01E02 · Pilot",
    )
    assert (WORKS["Night Garden"].mention.kind, WORKS["Night Garden"].detail) == (Kind.ARTIST, "Moths")


def test_a_stream_without_a_title_is_left_out() -> None:
    assert [r.rule for r in ROWS if isinstance(r, SkippedRow)] == ["a file Kodi has not identified"]
