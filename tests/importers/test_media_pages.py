"""Which web pages are works, by host, path and title; and lists of games, which are none."""

from __future__ import annotations

import pytest

from recdesk.importers.look import look_at
from recdesk.importers.media_pages import ARTICLE, NO_PAGE, MediaPage, media_page, without_query
from recdesk.importers.near_misses import near_miss

SPOTIFY = "https://open.spotify.com"


@pytest.mark.parametrize(
    ("url", "title", "named", "plays"),
    [
        (
            f"{SPOTIFY}/track/1?si=x",
            "Low Tide - song and lyrics by The Pier Band | Spotify",
            "artist The Pier Band",
            True,
        ),
        (f"{SPOTIFY}/intl-de/album/1", "Salt - EP by The Pier Band | Spotify", "album Salt", True),
        (
            "https://www.netflix.com/de/title/80100172",
            "Watch Dark | Netflix Official Site",
            "film Dark",
            False,
        ),
        ("https://m.imdb.com/title/tt0133093/", "The Matrix (1999) - IMDb", "film The Matrix", False),
        ("https://www.imdb.com/title/tt5753856/", "Dark (TV Series 2017–2020) - IMDb", "series Dark", False),
        ("https://www.youtube.com/channel/UC0123456789012345678901", "Ada - YouTube", "channel Ada", False),
        ("https://ada.bandcamp.com/album/salt", "Salt | Ada", "album Salt", True),
        (
            "https://www.goodreads.com/book/show/7-dune",
            "Dune by Frank Herbert | Goodreads",
            "book Dune",
            False,
        ),
    ],
)
def test_a_page_of_a_listed_host_is_the_work_its_title_names(
    url: str, title: str, named: str, plays: bool
) -> None:
    page = media_page(url, title)
    assert isinstance(page, MediaPage)
    assert (f"{page.mention.kind} {page.mention.title}", page.plays) == (named, plays)


@pytest.mark.parametrize(
    ("url", "title", "rule"),
    [
        ("https://example.org/imdb.com/title/tt0133093/", "The Matrix (1999) - IMDb", ARTICLE),
        ("https://notimdb.com/title/tt0133093/", "The Matrix (1999) - IMDb", ARTICLE),
        (
            "https://www.imdb.com/title/tt0133093/",
            "a film",
            "a page of a known service whose title names no work",
        ),
        ("https://youtu.be/aaaaaaaaaaa", "Moths", "a video whose maker the page does not name"),
        ("place:type=6", "Recent tags", NO_PAGE),
        ("https://[broken", "x", NO_PAGE),
    ],
)
def test_any_other_page_is_none_by_a_rule(url: str, title: str, rule: str) -> None:
    assert media_page(url, title) == rule


def test_what_follows_the_question_mark_is_cut_off() -> None:
    assert without_query("https://example.org/a?token=secret#b") == "https://example.org/a"


@pytest.mark.parametrize(
    "head",
    [
        b"App ID,Name,Playtime (Hours)\n1,Castle,4\n",
        b'{"response":{"games":[{"appid":1,"playtime_forever":3}]}}',
    ],
)
def test_a_list_of_games_is_recognised_and_declined(head: bytes) -> None:
    assert "games" in near_miss(look_at("steam", head))


def test_ratings_of_many_people_are_no_history_of_one() -> None:
    head = b"userId,movieId,rating,timestamp\n1,2,3.5,1112486027\n"
    assert "pack" in near_miss(look_at("ratings.csv", head))
