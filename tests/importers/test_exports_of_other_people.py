"""The same service, another person: films and series in other languages, years and tools.

Each file is small and of our own making, in a shape that real exports have or that the programs which write
them are known to write. What a user would notice is asserted: the service, the titles, the days.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from recdesk.domain.history import Action
from recdesk.importers import find_histories
from tests.importers.made import readings

# -- Netflix


@pytest.mark.parametrize(
    ("days", "language"),
    [
        (("5/27/23", "5/26/23", "4/1/23"), "en-US"),
        (("27/05/2023", "26/05/2023", "01/04/2023"), "en-GB, fr, es, it, pt-BR, vi"),
        (("27.05.23", "26.05.23", "01.04.23"), "de, pl, tr"),
        (("27-05-23", "26-05-23", "01-04-23"), "nl"),
        (("2023-05-27", "2023-05-26", "2023-04-01"), "sv"),
        (("2023/05/27", "2023/05/26", "2023/04/01"), "ja, zh-CN"),
        (("2023. 5. 27.", "2023. 5. 26.", "2023. 4. 1."), "ko"),
        (("23. 5. 27.", "23. 5. 26.", "23. 4. 1."), "ko, short years"),
        (("2023년 5월 27일", "2023년 5월 26일", "2023년 4월 1일"), "ko, in words"),
        (("27. 5. 2023", "26. 5. 2023", "1. 4. 2023"), "cs, sk"),
        (("2023. 05. 27.", "2023. 05. 26.", "2023. 04. 01."), "hu"),
        (("27.05.23 г.", "26.05.23 г.", "1.04.23 г."), "bg"),
        (("٢٧/٥/٢٠٢٣", "٢٦/٥/٢٠٢٣", "١/٤/٢٠٢٣"), "ar"),
        (("27\u200f/5\u200f/2023", "26\u200f/5\u200f/2023", "1\u200f/4\u200f/2023"), "ar, he, marked"),
        (("27/5/2566", "26/5/2566", "1/4/2566"), "th"),
        (("2023-05-27 00:00:00", "2023-05-26 00:00:00", "2023-04-01 00:00:00"), "saved by a script"),
        (("27 May 2023", "26 May 2023", "1 April 2023"), "saved by hand"),
    ],
)
def test_netflix_days_of_every_language_are_the_days_they_are(
    tmp_path: Path, days: tuple[str, ...], language: str
) -> None:
    titles = ("Dark: Staffel 1: Lügen", "Dark: Staffel 1: Geheimnisse", "Der Schacht")
    lines = "".join(f'"{title}","{day}"\r\n' for title, day in zip(titles, days))
    sources, rows = readings(tmp_path, {"NetflixViewingHistory.csv": f"Title,Date\r\n{lines}"})
    assert sources == ["netflix_simple"], language
    assert [f"{row.when:%Y-%m-%d}" for row in rows] == ["2023-05-27", "2023-05-26", "2023-04-01"], language
    assert [(row.mention.kind, row.mention.title) for row in rows][::2] == [
        ("series", "Dark"),
        ("film", "Der Schacht"),
    ]


@pytest.mark.parametrize(
    ("header", "season"),
    [
        ("Titel,Datum", "Staffel 1"),
        ("Título,Fecha", "Temporada 1"),
        ("Titre,Date", "Saison 1"),
        ("Titolo,Data", "Stagione 1"),
        ("Tytuł,Data", "Sezon 1"),
        ("Başlık,Tarih", "1. Sezon"),
        ("タイトル,日付", "シーズン1"),
        ("제목,날짜", "시즌 1"),
        ("标题,日期", "第 1 季"),
    ],
)
def test_a_translated_netflix_header_is_believed_where_titles_name_seasons(
    tmp_path: Path, header: str, season: str
) -> None:
    text = f'{header}\n"Elite: {season}: Willkommen","2021-02-04"\n"Roma","2021-01-31"\n'
    sources, rows = readings(tmp_path, {"verlauf.csv": text})
    assert sources == ["netflix_simple"] and rows[0].mention.title == "Elite"
    plain = f'{header}\n"Salz","2021-02-04"\n"Roma","2021-01-31"\n'
    assert readings(tmp_path, {"verlauf.csv": plain})[0] != ["netflix_simple"] or header == "Titre,Date"


def test_netflix_ratings_of_the_years_of_stars_are_read(tmp_path: Path) -> None:
    header = "Profile Name,Title Name,Rating Type,Star Value,Device Model,Event Utc Ts,Region View Date"
    _, rows = readings(tmp_path, {"Ratings.csv": f"{header}\nAna,Roma,star,4,x,2015-01-15 20:32:10,\n"})
    assert [(row.rating, row.rating_text) for row in rows] == [(0.8, "4 of 5")]


# -- YouTube

VERBS = {
    "de": "X angesehen",
    "fr": "Vous avez regardé X",
    "es": "Has visto X",
    "it": "Hai guardato X",
    "pt-BR": "Você assistiu a X",
    "nl": "X bekeken",
    "pl": "Obejrzano: X",
    "tr": "X adlı videoyu izlediniz",
    "ja": "X を視聴しました",
    "ko": "X을(를) 시청했습니다.",
    "zh-CN": "观看了 X",
    "zh-CN, no space": "观看了X",
    "zh-TW": "已觀看 X",
    "ru": "Просмотрено видео X",
}
UNKNOWN = {"on both sides": "Je hebt naar X gekeken", "of no table": "Ho guardato il video X"}
CASES = [
    *((verb, count) for verb in VERBS.values() for count in (3, 60)),
    *((verb, 60) for verb in UNKNOWN.values()),  # found from the titles, of which it needs 50
]


@pytest.mark.parametrize(("verb", "count"), CASES)
def test_youtubes_verb_is_taken_off_in_every_language(tmp_path: Path, verb: str, count: int) -> None:
    names = ["Bob malt Wolken", "How to bake", "10 Minuten Yoga", "夜の庭", "한 시간 요가", "面包"]
    rows = [
        {
            "header": "YouTube",
            "title": verb.replace("X", f"{names[n % 6]} {n}"),
            "titleUrl": f"https://www.youtube.com/watch?v=abcdefgh{n:03}",
            "subtitles": [{"name": "Kanal", "url": "https://www.youtube.com/channel/UC" + "x" * 22}],
            "time": f"2024-01-{1 + n % 28:02}T10:00:{n % 60:02}Z",
            "products": ["YouTube"],
        }
        for n in range(count)
    ]
    text = json.dumps(rows, ensure_ascii=False)
    _, read_rows = readings(tmp_path, {"Takeout/Verlauf/Wiedergabeverlauf.json": text})
    assert [row.detail for row in read_rows] == [f"{names[n % 6]} {n}" for n in range(count)]


@pytest.mark.parametrize(
    "channel", ["Ada - Topic", "Ada – Thema", "Ada - Tema", "Ada - トピック", "Ada - 주제"]
)
def test_the_channel_youtube_makes_for_an_artist_is_the_artist(tmp_path: Path, channel: str) -> None:
    entry = {
        "header": "YouTube Music",
        "title": "Low Tide angesehen",
        "titleUrl": "https://music.youtube.com/watch?v=abcdefgh123",
        "subtitles": [{"name": channel, "url": "https://www.youtube.com/channel/UC" + "x" * 22}],
        "time": "2024-01-01T10:00:00Z",
        "products": ["YouTube"],
    }
    _, (row,) = readings(tmp_path, {"watch-history.json": json.dumps([entry])})
    assert [(g.kind, g.title) for g in row.mention.guesses] == [("artist", "Ada")]


def test_what_was_searched_for_at_youtube_is_no_history(tmp_path: Path) -> None:
    entry = {
        "header": "YouTube",
        "title": "Searched for bread",
        "titleUrl": "https://www.youtube.com/results?search_query=bread",
        "time": "2024-01-01T10:00:00Z",
        "products": ["YouTube"],
    }
    (tmp_path / "search-history.json").write_text(json.dumps([entry]))
    found = find_histories(tmp_path)
    assert not found.histories and "searched for" in found.ignored[0].why


# -- Trakt, IMDb

SALT = {"title": "Salt", "year": 2019, "ids": {"trakt": 1, "slug": "salt", "imdb": "tt6155172", "tmdb": 2}}
LISTED = {"rank": 1, "id": 8, "listed_at": "2023-07-14T02:22:10.000Z", "notes": None, "type": "movie"}
SEEN = {"id": 2, "watched_at": "2023-07-13T02:22:10.000Z", "action": "watch", "type": "movie", "movie": SALT}


def test_trakts_lists_have_a_place_for_notes_and_are_read_all_the_same(tmp_path: Path) -> None:
    entries = json.dumps([LISTED | {"movie": SALT}])
    _, rows = readings(tmp_path, {"lists-watchlist.json": entries, "lists-favorites.json": entries})
    assert {row.action for row in rows} == {Action.LIKED, Action.SAVED}


def test_a_dump_of_trakt_is_known_though_its_followers_come_first(tmp_path: Path) -> None:
    followers = [
        {"followed_at": "2020-01-01T00:00:00.000Z", "user": {"username": f"u{n}"}} for n in range(400)
    ]
    dump = {"type": "full", "username": "ana", "followers": followers, "ratings": [], "history": [SEEN]}
    sources, rows = readings(tmp_path, {"trakt.json": json.dumps(dump)})
    assert sources == ["trakt"] and [row.mention.title for row in rows] == ["Salt"]


def test_trakts_watchlist_as_a_table_is_wanted_and_its_collection_is_left_alone(tmp_path: Path) -> None:
    columns = "type,title,year,trakt_rating,trakt_id,imdb_id,tmdb_id,season_number,episode_number"
    line = "2023-07-13T02:22:10Z,movie,Salt,2019,8,1,tt6155172,2,,"
    sources, rows = readings(
        tmp_path,
        {
            "watchlist.csv": f"listed_at,{columns}\n{line}\n",
            "collection.csv": f"collected_at,{columns}\n{line}\n",
        },
    )
    assert sources == ["trakt"] and [row.action for row in rows] == [Action.SAVED]


IMDB = (
    "Const,Your Rating,Date Rated,Title,Original Title,URL,Title Type,IMDb Rating,Runtime (mins),Year,"
    "Genres,Num Votes,Release Date,Directors\n"
)


@pytest.mark.parametrize(
    ("type_", "kind", "title"),
    [
        ("Película", "film", "Dark: Secrets"),
        ("Fernsehfilm", "film", "Dark: Secrets"),
        ("Fernsehserie", "series", "Dark: Secrets"),
        ("Fernsehepisode", "series", "Dark"),
        ("Épisode TV", "series", "Dark"),
        ("Mini-série TV", "series", "Dark: Secrets"),
        ("Serie TV", "series", "Dark: Secrets"),
        ("Tv-aflevering", "series", "Dark"),
        ("Odcinek serialu TV", "series", "Dark"),
        ("Serial TV", "series", "Dark: Secrets"),
        ("TV Dizisi Bölümü", "series", "Dark"),
        ("テレビシリーズ", "series", "Dark: Secrets"),
        ("TV 에피소드", "series", "Dark"),
        ("电视剧", "series", "Dark: Secrets"),
        ("電視迷你劇集", "series", "Dark: Secrets"),
    ],
)
def test_imdbs_types_are_understood_in_the_languages_of_its_pages(
    tmp_path: Path, type_: str, kind: str, title: str
) -> None:
    line = f"tt6155172,9,2024-03-01,Dark: Secrets,,u,{type_},7.7,135,2018,Drama,1,2018-08-30,A B\n"
    sources, (row,) = readings(tmp_path, {"0f1e2d3c-aaaa.csv": IMDB + line})
    assert sources == ["imdb"] and (row.mention.kind, row.mention.title) == (kind, title)


def test_a_list_of_imdbs_that_holds_people_too_keeps_its_titles(tmp_path: Path) -> None:
    lines = "tt6155172,,,Salt,,u,Movie,7,99,2019,,1,2019-01-01,A\nnm0000001,,,Ann Lee,,u,,,,,,,,\n"
    _, rows = readings(tmp_path, {"list.csv": IMDB + lines})
    assert [row.mention.title for row in rows] == ["Salt"]
