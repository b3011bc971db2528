"""Real exports of volunteers: nearly all rows are read, and known figures come out.

The files are not ours to ship; without them (RECDESK_SAMPLES) these tests are skipped.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from recdesk.domain.history import BadRow, Reading, SkippedRow
from recdesk.domain.works import Kind
from recdesk.importers import find_histories
from tests.importers.conformance import read

# folder of the sample, source, rows that a person would count in it
REAL = [
    ("netflix_simple/en_US", "netflix_simple", 424),
    ("netflix_simple/ja_JP", "netflix_simple", 837),
    ("netflix_simple/pt_BR", "netflix_simple", 577),
    ("netflix_gdpr", "netflix_report", 676),
    ("prime_video/synthetic/PrimeVideo.ViewingHistory", "prime_video", 4),
    ("prime_video/synthetic/legacy", "prime_video", 2),
    ("prime_video/synthetic/web_exporter", "prime_video", 2),
    ("disney_plus", "disney_plus", 2),
    ("imdb/pt_lists", "imdb", 110),
    ("imdb/v2", "imdb", 17),
    ("trakt/ratings.json", "trakt", 1),
    ("trakt/watched_shows.json", "trakt", 13),  # episodes of one series
    ("trakt/synthetic/trakt-export.zip", "trakt", 8),
    ("trakt/synthetic/history.csv", "trakt", 1),
    ("trakt/synthetic/ratings.csv", "trakt", 1),
    ("tv_time/synthetic/gdpr", "tv_time", 8),
    ("tv_time/synthetic/tvtimeout", "tv_time", 4),
    ("simkl/synthetic/SimklBackup.csv", "simkl", 2),
    ("simkl/synthetic/SimklBackup.json", "simkl", 4),
    ("tmdb", "tmdb", 6),
    ("yamtrack", "yamtrack", 30),
    ("myanimelist", "myanimelist", 204),
    ("kitsu/library_entries_anime.json", "kitsu", 5),
    ("kitsu/library_entries_manga.json", "kitsu", 5),
    ("anilist/graphql_list.json", "anilist", 6),
    ("anilist/synthetic", "anilist", 1),
    ("tautulli", "tautulli", 2),
    ("jellyfin_playback_reporting", "jellyfin", 3),
    ("youtube_music/music-library-songs.csv", "youtube_music", 188),
    ("letterboxd/letterboxd-a", "letterboxd", 154),
    ("letterboxd/letterboxd-b", "letterboxd", 477),
    ("spotify_account/music", "spotify", 5594),
    ("spotify_account/my_spotify_data", "spotify", 608),
    ("spotify_account/pre2024", "spotify", 2289),
    ("spotify_extended", "spotify", 39),
    ("goodreads/mini", "goodreads", 3),
    ("goodreads/small", "goodreads", 152),
    ("youtube_music/watch-history.json", "youtube", 2952),
    ("youtube_takeout_html", "youtube", 563),
    ("youtube_takeout_json/mini", "youtube", 6),
    ("youtube_takeout_json/small", "youtube", 364),
    ("youtube_takeout_json/y2016", "youtube", 3),
]


@pytest.mark.parametrize(("name", "source", "count"), REAL, ids=[name for name, _, _ in REAL])
def test_a_real_export_is_recognised_and_read_whole(
    samples: Path, name: str, source: str, count: int
) -> None:
    found, rows = read(samples / name)
    assert [history.source for history in found.histories] == [source]
    assert len(rows) == count
    assert sum(isinstance(row, BadRow) for row in rows) <= 0.005 * count


def test_netflix_titles_in_three_languages_are_nearly_all_decided(samples: Path) -> None:
    _, rows = read(samples / "netflix_simple")
    readings = [row for row in rows if isinstance(row, Reading)]
    lone = [row for row in readings if [g.kind for g in row.mention.guesses] == [Kind.FILM, Kind.SERIES]]
    assert len(lone) <= 0.02 * len(readings)
    works = Counter(row.mention.title for row in readings)
    assert works["Trollhunters: Tales of Arcadia"] > 30
    assert works["梨泰院クラス"] >= 16
    assert works["La casa de papel"] >= 20


def test_youtube_rules_find_what_was_counted_by_hand(samples: Path) -> None:
    _, rows = read(samples / "youtube_music" / "watch-history.json")
    assert Counter(row.rule for row in rows if isinstance(row, SkippedRow)) == {
        "removed video": 23,
        "community post": 6,
        "visit, not a video": 3,
    }
    artists = [r for r in rows if isinstance(r, Reading) and r.mention.kind is Kind.ARTIST]
    assert len(artists) >= 727
    assert not [r for r in rows if isinstance(r, Reading) and r.detail.startswith("Watched ")]


def test_no_file_of_any_service_breaks_the_look(samples: Path) -> None:
    found = find_histories(samples)
    assert len(found.histories) > 15
    for history in found.histories:
        assert history.digest
        for row in history.rows():
            assert row.place
