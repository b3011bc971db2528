"""The same service, another person: music, books and podcasts, office programs, whole downloads, encodings.

As `test_exports_of_other_people`, which has films and series.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from recdesk.domain.history import Action, BadRow, Reading
from recdesk.importers import find_histories
from tests.importers.conformance import read
from tests.importers.made import readings

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


def test_days_that_come_after_a_thousand_books_without_one_are_read_in_their_order(tmp_path: Path) -> None:
    header = "Book Id,Title,Author,ISBN13,My Rating,Date Read,Date Added,Bookshelves,Exclusive Shelf"
    wanted = "".join(f"{n},Wanted {n},A B,,0,,2023/01/01,,to-read\n" for n in range(1000))
    read_ones = "1001,Salt,I L,,4,3/4/2023,2023/01/01,,read\n1002,Ash,I L,,4,18/4/2023,2023/01/01,,read\n"
    _, rows = readings(tmp_path, {"goodreads_library_export.csv": f"{header}\n{wanted}{read_ones}"})
    assert [f"{row.when:%Y-%m-%d}" for row in rows[-2:]] == ["2023-04-03", "2023-04-18"]


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


# -- saved again in an office program, which writes days as its country does

SAVED = (
    ("28/2/2024", "1/3/2024"),
    ("2/28/2024", "3/1/2024"),
    ("28.02.24", "01.03.24"),
    ("2024/2/28", "2024/3/1"),
)
APPLE = {
    "activity": "Event End Timestamp,Event Start Timestamp,Event Type,Play Duration Milliseconds,Song Name,"
    "Artist Name\n{0} 20:05,{0} 20:00,PLAY_END,290000,Low Tide,Ada\n"
    "{1} 20:05,{1} 20:00,PLAY_END,290000,High Tide,Ada\n",
    "daily": "Track Description,Date Played,Play Count,Skip Count\n"
    "Ada - Low Tide,{0},1,0\nAda - High Tide,{1},1,0\n",
    "recent": "Track Description,Total plays,Total skips,Last Event End Timestamp\n"
    "Ada - Low Tide,1,0,{0} 20:05\nAda - High Tide,1,0,{1} 20:05\n",
    "last": "Track Name,Last Played Date,Is User Initiated\n"
    "Ada - Low Tide,{0},true\nAda - High Tide,{1},true\n",
    "favourites": "Favorite Type,Item Reference,Item Description,Last Modified,Preference\n"
    "SONG,1,Ada - Low Tide,{0} 20:05,LIKE\nSONG,2,Ada - High Tide,{1} 20:05,LIKE\n",
    "likes": "Item Description,Preference,Created,Last Modified,Item Reference\n"
    "Ada - Low Tide,LOVE,{0},{0},1\nAda - High Tide,LOVE,{1},{1},2\n",
}  # fmt: skip
PAGES = (
    "title,note,excerpt,url,folder,tags,created,favorite\n"
    "Salt by Ida Lee | Goodreads,,,https://www.goodreads.com/book/show/77.Salt,Films,,{0} 10:00,false\n"
    "Dune by F Herbert | Goodreads,,,https://www.goodreads.com/book/show/78.Dune,Films,,{1} 10:00,false\n"
)
READER = (
    "Title,URL,ID,Document tags,Saved date,Reading progress,Location,Seen\n"
    "Salt by Ida Lee | Goodreads,https://www.goodreads.com/book/show/77.Salt,a,,{0} 10:00,0,new,True\n"
    "Dune by F Herbert | Goodreads,https://www.goodreads.com/book/show/78.Dune,b,,{1} 10:00,0,new,True\n"
)
BOOKS = (
    "Book Id,Title,Primary Author,Secondary Author,Date,Date Read,Collections,Entry Date\n"
    '1,Dune,"H, F",,1965,{0},Your library,{0}\n2,Salt,"L, I",,1979,{1},Your library,{1}\n'
)


@pytest.mark.parametrize("days", SAVED)
@pytest.mark.parametrize(
    ("source", "text"),
    [*(("apple_music", text) for text in APPLE.values()), ("raindrop", PAGES), ("readwise_reader", READER),
     ("librarything", BOOKS), ("librarything", BOOKS.replace("{0}", "[{0}]").replace("{1}", "[{1}]"))],
)  # fmt: skip
def test_days_that_an_office_program_wrote_are_the_days_they_are(
    tmp_path: Path, source: str, text: str, days: tuple[str, str]
) -> None:
    sources, rows = readings(tmp_path, {"saved.csv": text.format(*days)})
    assert sources == [source]
    assert [f"{row.when:%Y-%m-%d}" for row in rows] == ["2024-02-28", "2024-03-01"]


def test_a_day_that_leaves_the_order_open_is_read_as_another_column_writes_it(tmp_path: Path) -> None:
    text = BOOKS.format("{0}", "2/3/2024").replace(
        "2/3/2024,Your library,2/3/2024", "2/3/2024,Your library,28/3/2024"
    )
    _, rows = readings(tmp_path, {"saved.csv": text.replace("{0}", "1/3/2024")})
    assert [f"{row.when:%Y-%m-%d}" for row in rows] == ["2024-03-01", "2024-03-02"]


@pytest.mark.parametrize("text", [*APPLE.values(), PAGES, READER, BOOKS])
def test_what_is_no_day_in_any_order_is_said_and_the_others_are_read(tmp_path: Path, text: str) -> None:
    (tmp_path / "saved.csv").write_text(text.format("28/2/2024", "31/2/2024"))
    _, (good, bad) = read(tmp_path)
    assert isinstance(good, Reading) and isinstance(bad, BadRow) and "is not a date" in bad.why
