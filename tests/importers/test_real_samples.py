"""Real exports of volunteers: nearly all rows are read, and known figures come out.

The files are not ours to ship; without them (RECDESK_SAMPLES) these tests are skipped.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from recdesk.domain.history import Action, BadRow, Reading, SkippedRow
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
    ("spotify_yourlibrary", "spotify_library", 1136),
    ("lastfm/header_utc_time", "lastfm", 300),
    ("lastfm/librefm", "lastfm", 3),
    ("lastfm/recenttracks-shoko2-1749776100.json", "lastfm", 10),
    ("lastfm/synthetic/benjaminbenben", "lastfm", 2),
    ("lastfm/audioscrobbler", "audioscrobbler", 4),
    ("listenbrainz/listenbrainz_shoko1_123456789.zip", "listenbrainz", 19),
    ("listenbrainz/listenbrainz_shoko1_1749780844.zip", "listenbrainz", 5),
    ("maloja", "maloja", 38),
    ("koito", "koito", 13),
    ("apple_music", "apple_music", 6),
    ("itunes_library", "itunes", 402),
    ("deezer", "deezer", 3),
    ("google_play_music", "google_play_music", 2),
    ("podcasts_opml/overcast.opml", "podcasts_opml", 59),
    ("podcasts_opml/podcasts_opml.xml", "podcasts_opml", 84),
    ("storygraph/es", "storygraph", 124),
    ("storygraph/mini", "storygraph", 2),
    ("librarything", "librarything", 3),
    ("calibre/My Books.csv", "calibre", 1),
    ("calibre/a", "calibre", 40),
    ("kindle_clippings/zh", "kindle_clippings", 181),
    ("kindle_clippings/de", "kindle_clippings", 75),
    ("kindle_amazon", "kindle_amazon", 3),
    ("audible", "audible", 2),
    ("kobo", "kobo", 34),
    ("bookwyrm", "bookwyrm", 3),
    ("openreads", "openreads", 4),
    ("openlibrary", "openlibrary", 4),
    ("hardcover", "hardcover", 1),
    ("pocket", "pocket", 9),
    ("instapaper", "instapaper", 4),
    ("raindrop", "raindrop", 1),
    ("omnivore", "omnivore", 20),
    ("readwise_reader", "readwise_reader", 3),
    ("netscape_bookmarks/chromium_nested.htm", "bookmarks", 18),
    ("netscape_bookmarks/firefox_nested.htm", "bookmarks", 24),
    ("netscape_bookmarks/internet_explorer_11_nested.htm", "bookmarks", 27),
    ("netscape_bookmarks/netscape_extended.htm", "bookmarks", 1),
    ("netscape_bookmarks/netscape_multiline.htm", "bookmarks", 3),
    ("netscape_bookmarks/safari_folded.htm", "bookmarks", 3),
    ("netscape_bookmarks/shaarli_markdown.htm", "bookmarks", 3),
    ("browser_history/chrome.sqlite", "browser_history", 6),
    ("browser_history/vivaldi.sqlite", "browser_history", 3),
    ("browser_history/firefox.sqlite", "browser_history", 4),
    ("browser_history/firefox_mobile.sqlite", "browser_history", 5),
    ("browser_history/safari.sqlite", "browser_history", 3),
    ("kodi", "kodi", 4),
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


def test_a_reader_and_a_calibre_library_tell_what_was_counted_by_hand(samples: Path) -> None:
    _, rows = read(samples / "kobo")
    begun = [r for r in rows if isinstance(r, Reading) and r.action is Action.READ]
    assert {r.mention.title for r in begun} == {
        "The Art of War",
        "The Seven Principles For Making Marriage Work",
    }
    _, rows = read(samples / "calibre" / "a")
    assert sum(r.action is Action.RATED for r in rows if isinstance(r, Reading)) == 2
    assert [r.rule for r in rows if isinstance(r, SkippedRow)] == ["Calibre's own guide"]


def test_no_token_of_a_reader_and_no_secret_of_a_download_is_copied(samples: Path) -> None:
    names = ("kobo", "deezer", "itunes_library", "podcasts_opml", "kodi")
    text = "".join(repr(row) for name in names for row in read(samples / name)[1])
    assert not [word for word in ("/mnt/onboard", "xxxxxx", "xmlUrl", "http://", "plugin://") if word in text]


def test_lists_of_games_say_that_they_are_games(samples: Path) -> None:
    found = find_histories(samples / "steam")
    assert not found.histories
    assert all("games" in ignored.why for ignored in found.ignored)


def test_no_file_of_any_service_breaks_the_look(samples: Path) -> None:
    found = find_histories(samples)
    assert len(found.histories) > 15
    for history in found.histories:
        assert history.digest
        for row in history.rows():
            assert row.place
