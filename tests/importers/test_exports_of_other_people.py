"""The same service, another person: other languages, years, tools and office programs.

Each file is small and of our own making, in a shape that real exports have or that the programs which write
them are known to write. What a user would notice is asserted: the service, the titles, the days.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from recdesk.domain.history import Action, Reading, SkippedRow
from recdesk.importers import find_histories
from tests.importers.conformance import read


def readings(folder: Path, files: dict[str, str | bytes]) -> tuple[list[str], list[Reading]]:
    """The formats found and the good rows; every row must be good or left out by a rule."""
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    found, rows = read(folder)
    assert all(isinstance(row, Reading | SkippedRow) for row in rows), rows
    return [h.source for h in found.histories], [row for row in rows if isinstance(row, Reading)]


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


# -- Last.fm


@pytest.mark.parametrize(
    "content",
    [
        '\ufeffArtist;Album;AlbumId;Track;Date#ana\n"Ada";"Tides";"x-1";"Low Tide";"1700000000000"\n',
        'Ada,Tides,Low Tide,"14 Nov 2023, 22:13"\n',
        "artist,album,track,timestamp\nAda,Tides,Low Tide,1700000000\n",
        ",Username,Artist,Track,Album,Date,Time\n0,ana,Ada,Low Tide,Tides,14 Nov 2023, 22:13\n",
        "utc_time;artist;album;track\n14.11.2023 22:13;Ada;Tides;Low Tide\n20.11.2023 22:13;Ada;;\n",
        "utc_time,artist,album,track\n11/14/2023 22:13,Ada,Tides,Low Tide\n",
        '[{"artist":{"mbid":"","#text":"Ada"},"album":{"mbid":"","#text":"Tides"},"name":"Low Tide",'
        '"date":{"uts":"1700000000","#text":"14 Nov 2023, 22:13"},"url":"u"}]',
        '[[{"artist":{"#text":"Ada"},"album":{"#text":"Tides"},"name":"Low Tide",'
        '"date":{"uts":"1700000000","#text":"14 Nov 2023, 22:13"}}]]',
        '{"username":"ana","scrobbles":[{"track":"Low Tide","artist":"Ada","album":"Tides","albumId":"x",'
        '"date":1700000000000}]}',
    ],
)
def test_one_scrobble_is_the_same_play_from_whichever_tool(tmp_path: Path, content: str) -> None:
    sources, rows = readings(tmp_path, {"ana": content})
    assert sources == ["lastfm"]
    assert [(row.mention.title, row.detail, f"{row.when:%Y-%m-%d %H:%M}") for row in rows] == [
        ("Ada", "Low Tide", "2023-11-14 22:13")
    ]
    _, (whole,) = readings(tmp_path, {"ana": "artist,album,track,uts\nAda,Tides,Low Tide,1700000000\n"})
    assert rows[0].key == whole.key


# -- books


def test_goodreads_days_that_are_only_years_or_months_are_kept_as_such(tmp_path: Path) -> None:
    header = "Book Id,Title,Author,ISBN13,My Rating,Date Read,Date Added,Bookshelves,Exclusive Shelf"
    lines = "1,Dune,F H,,5,2019/05,2023/04/01,,read\n2,Salt,I L,,4,2018,2023/04/02,,read\n"
    _, rows = readings(tmp_path, {"goodreads_library_export.csv": f"{header}\n{lines}"})
    assert [(f"{row.when:%Y-%m}", str(row.precision)) for row in rows] == [
        ("2019-05", "month"),
        ("2018-01", "year"),
    ]


def test_storygraphs_first_exports_call_the_number_isbn(tmp_path: Path) -> None:
    header = "Title,Authors,ISBN,Format,Read Status,Date Added,Last Date Read,Star Rating,Review,Tags"
    line = "Dune,F H,9780441013593,audio,read,2021/04/01,2021/05/01,4.75,,"
    sources, (row,) = readings(tmp_path, {"books.csv": f"{header}\n{line}\n"})
    assert sources == ["storygraph"]
    assert row.mention.external_ids == (("isbn13", "9780441013593"),) and row.rating == 0.95


def test_kindles_reading_insights_tell_the_same_sessions_and_name_the_books(tmp_path: Path) -> None:
    insights = (
        "ASIN,end_time,product_name,reading_marketplace,start_time,total_reading_milliseconds\n"
        "B01,2023-03-13T15:39:08.100Z,Salt Road,Amazon.de,2023-03-13T15:00:59.900Z,2288100\n"
    )
    sessions = (
        "end_timestamp,start_timestamp,ASIN,content_type,total_reading_millis,number_of_page_flips\n"
        "2023-03-13T15:39:08.100Z,2023-03-13T15:00:59.900Z,B01,E-Book,2288100,12\n"
    )
    done = (
        "asin_date_and_content_type,personal_document_id,product_name\nB01_2023-04-01_AUTOMATIC,,Salt Road\n"
    )
    sources, rows = readings(
        tmp_path,
        {
            "Kindle.ReadingInsights/datasets/Kindle.reading-insights-sessions/a.csv": insights,
            "Kindle.ReadingInsights/datasets/Kindle.UserUniqueTitlesCompleted/b.csv": done,
            "Kindle.Devices.ReadingSession/Kindle.Devices.ReadingSession.csv": sessions,
        },
    )
    assert sources == ["kindle_amazon"]
    assert {row.mention.title for row in rows} == {"Salt Road"}
    assert len({row.key for row in rows}) == 2 and {row.fraction for row in rows} == {None, 1.0}


def test_openreads_first_version_has_one_time_of_reading(tmp_path: Path) -> None:
    header = "title,subtitle,author,rating,status,deleted,start_date,finish_date,isbn,olid,tags,my_review"
    line = "Dune,,F H,4.5,read,false,2020-10-21,2020-10-25,9780441013593,OL1W,,"
    sources, (row,) = readings(tmp_path, {"books.csv": f"{header}\n{line}\n"})
    assert sources == ["openreads"] and f"{row.when:%Y-%m-%d}" == "2020-10-25"


# -- tables that were saved again in an office program: days as the person's computer writes them

SAVED_AGAIN = {
    "hardcover": ("Title,Author,Status,Date Finished,Rating,Hardcover Book ID", "Salt,I L,Read,{day},4,1"),
    "bookwyrm": (
        "title,author_text,isbn_13,shelf,finish_date,stopped_date,shelf_date,rating",
        "Salt,I L,,read,{day},,{day},4",
    ),
    "trakt": (
        "rated_at,type,title,year,trakt_id,imdb_id,rating",
        "{day} 10:00,movie,Salt,2019,{n},,9",
    ),
    "deezer": ("Song Title,Artist,Album Title,Listening Time,Date", "Low Tide,Ada,Tides,200,{day} 10:00"),
    "imdb": (
        "Const,Your Rating,Date Rated,Title,URL,Title Type,Year",
        "tt615517{n},9,{day},Salt,u,Movie,2019",
    ),
    "letterboxd": (
        "Date,Name,Year,Letterboxd URI,Rating,Rewatch,Tags,Watched Date",
        "{day},Salt,2019,https://boxd.it/{n},4,,,{day}",
    ),
    "goodreads": (
        "Book Id,Title,Author,ISBN13,My Rating,Date Read,Date Added,Bookshelves,Exclusive Shelf",
        "{n},Salt,I L,9.78E+12,4,{day},{day},,read",
    ),
    "storygraph": (
        "Title,Authors,ISBN/UID,Read Status,Date Added,Last Date Read,Star Rating",
        "Salt,I L,,read,{day},{day},4",
    ),
    "lastfm": ("utc_time,artist,album,track", "{day} 10:00,Ada,Tides,Low Tide"),
}


@pytest.mark.parametrize("source", SAVED_AGAIN)
@pytest.mark.parametrize(
    ("delimiter", "days"), [(",", ("4/3/2023", "4/18/2023")), (";", ("03.04.2023", "18.04.2023"))]
)
def test_days_of_a_table_saved_again_are_read_in_the_order_of_that_computer(
    tmp_path: Path, source: str, delimiter: str, days: tuple[str, str]
) -> None:
    header, line = SAVED_AGAIN[source]
    lines = [
        header,
        *(line.replace("{day}", day).replace("{n}", str(n)) for n, day in enumerate(days, start=1)),
    ]
    text = "\r\n".join(lines).replace(",", delimiter)
    sources, rows = readings(tmp_path, {"diary.csv": text.encode("cp1252")})
    assert sources == [source]
    assert [f"{row.when:%Y-%m-%d}" for row in rows] == ["2023-04-03", "2023-04-18"]


# -- podcasts, Prime Video


@pytest.mark.parametrize(
    ("title", "feed"),
    [
        ("AntennaPod Subscriptions", "https://example.org/feed"),
        ("Player FM", "https://example.org/feed"),
        ("Abonnements", "https://feeds.megaphone.fm/x"),
        ("购阅", "https://anchor.fm/s/1/podcast/rss"),
        ("ポッドキャスト", "https://example.org/feed"),
    ],
)
def test_lists_of_podcasts_are_told_from_lists_of_blogs(tmp_path: Path, title: str, feed: str) -> None:
    text = (
        f'<?xml version="1.0"?><opml version="1.0"><head><title>{title}</title></head><body>'
        f'<outline text="Am Hafen" type="rss" xmlUrl="{feed}"/></body></opml>'
    )
    sources, (row,) = readings(tmp_path, {"export.xml": text})
    assert sources == ["podcasts_opml"] and row.mention.title == "Am Hafen"


def test_prime_videos_watchlist_is_wanted_except_for_what_was_taken_off(tmp_path: Path) -> None:
    text = (
        'listId,"itemAddedDate",itemType,deleted,catalogTitle\n'
        "1,3/14/2021 20:05,Movie,0,Salt\n1,3/15/2021 20:05,Movie,1,Ash\n"
    )
    sources, (row,) = readings(tmp_path, {"Digital.PrimeVideo.WatchlistHistory.csv": text})
    assert sources == ["prime_video"] and (row.mention.title, row.action) == ("Salt", Action.SAVED)
    assert f"{row.when:%Y-%m-%d}" == "2021-03-14"


# -- whole downloads


ORDERS = "Order ID,Order Date,Product Name,Unit Price,Quantity,ASIN\n1,2023-05-01,A Book,9.99,1,B0\n"
REVIEWS = "Title,Review,Rating,Date\nGood film,very good,5,2020-01-01\n"
PRIME = 'Playback Start Datetime (UTC),Title,Seconds Viewed\n2023-05-01 20:00:00,"Salt",3600\n'


def test_orders_and_other_tables_of_a_services_download_are_no_histories(tmp_path: Path) -> None:
    sources, rows = readings(
        tmp_path,
        {
            "Your Amazon/PrimeVideo.ViewingHistory/a.csv": PRIME,
            "Your Amazon/Retail.OrderHistory.1/b.csv": ORDERS,
            "Your Amazon/Retail.CustomerReviews/c.csv": REVIEWS,
        },
    )
    assert sources == ["prime_video"] and len(rows) == 1


def test_a_table_of_ones_own_beside_an_export_is_still_read(tmp_path: Path) -> None:
    sources, _ = readings(
        tmp_path, {"prime.csv": PRIME, "Films I saw.csv": "Film,Rating,Date\nAsh,4,2020-01-01\n"}
    )
    assert sorted(sources) == ["generic_csv", "prime_video"]


def test_orders_alone_are_told_to_be_orders(tmp_path: Path) -> None:
    (tmp_path / "orders.csv").write_text(ORDERS)
    assert "a list of orders" in find_histories(tmp_path / "orders.csv").ignored[0].why


# -- encodings

FILMS = [
    "霸王别姬",
    "活着",
    "花样年华",
    "卧虎藏龙",
    "无间道",
    "大红灯笼高高挂",
    "饮食男女",
    "一一",
    "疯狂的石头",
    "让子弹飞",
]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030", "big5hkscs"])
@pytest.mark.parametrize("count", [10, 40])
def test_chinese_titles_come_through_every_encoding(tmp_path: Path, encoding: str, count: int) -> None:
    titles = [
        f"{FILMS[n % 10]}" if encoding != "big5hkscs" else ("霸王別姬", "活著", "花樣年華")[n % 3]
        for n in range(count)
    ]
    lines = "".join(
        f"2023-01-{1 + n % 28:02},{t},1993,https://boxd.it/{n},5,,,\r\n" for n, t in enumerate(titles)
    )
    header = "Date,Name,Year,Letterboxd URI,Rating,Rewatch,Tags,Watched Date\r\n"
    _, rows = readings(tmp_path, {"diary.csv": (header + lines).encode(encoding)})
    assert [row.mention.title for row in rows] == titles


def test_one_chinese_series_of_many_parts_is_not_taken_for_korean(tmp_path: Path) -> None:
    lines = "".join(
        f"2023-01-0{n},霸王别姬第{n}部的故事,1993,https://boxd.it/{n},5,,,\n" for n in range(1, 9)
    )
    header = "Date,Name,Year,Letterboxd URI,Rating,Rewatch,Tags,Watched Date\n"
    _, rows = readings(tmp_path, {"diary.csv": (header + lines).encode("gb18030")})
    assert rows[0].mention.title == "霸王别姬第1部的故事"


def test_korean_and_japanese_titles_are_still_read_as_such(tmp_path: Path) -> None:
    for encoding, titles in (
        (
            "cp949",
            [
                "기생충",
                "올드보이",
                "살인의 추억",
                "부산행",
                "헤어질 결심",
                "버닝",
                "마더",
                "괴물",
                "시",
                "밀양",
            ],
        ),
        (
            "cp932",
            [
                "千と千尋の神隠し",
                "となりのトトロ",
                "もののけ姫",
                "君の名は。",
                "おくりびと",
                "七人の侍",
                "東京物語",
            ],
        ),
    ):
        lines = "".join(f"2023-01-01,{t},1993,https://boxd.it/{n},5,,,\n" for n, t in enumerate(titles))
        header = "Date,Name,Year,Letterboxd URI,Rating,Rewatch,Tags,Watched Date\n"
        _, rows = readings(tmp_path, {"diary.csv": (header + lines).encode(encoding)})
        assert [row.mention.title for row in rows] == titles
