"""More samples of packs, see pack_samples: books, music, anime, podcasts and tables."""

from __future__ import annotations

import json

from tests.catalogue.pack_sample import Sample, rows, tabs


def _dump(kind: str, key: str, record: dict[str, object]) -> str:
    return f"/type/{kind}\t{key}\t1\t2020-01-01T00:00:00\t{json.dumps(record)}"


OPEN_LIBRARY = Sample(
    {
        "ol_dump_works.txt": rows(
            _dump("work", "/works/OL1W", {
                "title": "The Left Hand of Darkness", "first_publish_date": "March 1969",
                "authors": [{"author": {"key": "/authors/OL9A"}, "type": {"key": "/type/author_role"}}],
                "subjects": ["Gethen", "Fiction, science fiction", "Accessible book"],
                "description": {"type": "/type/text", "value": "An envoy alone on a winter world."},
            }),
            _dump("work", "/works/OL2W", {"title": "Nobody Rated This"}),
            _dump("redirect", "/works/OL3W", {"location": "/works/OL1W"}),
            _dump("work", "/works/OL4W", {"authors": []}),
            "/type/work\t/works/OL5W\t1\t2020\t{broken",
            "a line",
        ),
        "ol_dump_authors.txt": rows(
            _dump("author", "/authors/OL8A", {"name": "Somebody Else"}),
            _dump("author", "/authors/OL9A", {"name": "Ursula K. Le Guin"}),
        ),
        "ol_dump_ratings.txt": rows(
            "/works/OL1W\t/books/OL1M\t5\t2018-01-01", "/works/OL1W\t\\N\t4\t2018-01-02",
            "/works/OL4W\t\t4\t2018-01-02", "/works/OL5W\t\t4\t2018-01-02",
        ),
    },
    ("The Left Hand of Darkness",),
    left_out=2,
    unreadable=3,
)  # fmt: skip

GUTENBERG = Sample(
    {
        "pg_catalog.csv": rows(
            "Text#,Type,Issued,Title,Language,Authors,Subjects,LoCC,Bookshelves",
            '2,Text,1972-12-01,"The United States Bill of Rights',
            'The Ten Original Amendments",en,United States,Civil rights -- Sources,JK,Browsing: Politics',
            '35,Text,2004-10-02,The Time Machine,en,"Wells, H. G. (Herbert George), 1866-1946; Doe, Jane '
            '[Translator]",Science fiction; Time travel -- Fiction,PR,Browsing: Fiction; Movie Books',
            "90000,Sound,2004-10-02,A Song,en,,,,",
            "x,Text,2004-10-02,No Number,en,,,,",
        )
    },
    ("The United States Bill of Rights", "The Time Machine"),
    left_out=1,
    unreadable=1,
)


def _artist(name: str, **more: object) -> str:
    record = {
        "id": f"mbid-{name}", "name": name, "sort-name": name, "type": "Group", "gender": None,
        "life-span": {"begin": "1988-04", "end": None, "ended": False}, "aliases": [], "tags": [],
        "type-id": "e431f5f6",
    }  # fmt: skip
    return json.dumps(record | more, ensure_ascii=False)


MUSICBRAINZ = Sample(
    {
        "mbdump/artist": rows(
            _artist(
                "椎名林檎", type="Person", country="JP",
                tags=[{"name": "jazz pop", "count": 2}, {"name": "j-rock", "count": 7}],
                genres=[{"name": "art pop", "count": 3}],
                aliases=[{"name": "Sheena Ringo", "locale": "en"}],
            ),
            _artist("Portishead", rating={"value": 4.5, "votes-count": 90}),
            _artist("Touched by Nobody"),
            '{"id": "cut of',
        ),
        "mbdump/release-group": rows(
            json.dumps({
                "id": "rg-1", "title": "Dummy", "primary-type": "Album", "secondary-types": [],
                "first-release-date": "1994-08-22", "tags": [{"name": "trip hop", "count": 40}],
                "artist-credit": [{"name": "Portishead", "artist": {"name": "Portishead"}}],
            }),
            json.dumps({
                "id": "rg-2", "title": "Roseland NYC Live", "primary-type": "Album",
                "secondary-types": ["Live"], "first-release-date": "1998", "artist-credit": [],
            }),
        ),
    },
    ("椎名林檎", "Portishead", "Dummy"),
    left_out=2,
    unreadable=1,
)  # fmt: skip

LASTFM = Sample(
    {
        "userid-timestamp-artid-artname-traid-traname.tsv": tabs(
            *(
                f"user_00000{n} | 2009-05-0{n}T13:5{k}:10Z | {mbid} | 坂本龍一 |  | Composition {k}"
                for n in (1, 2, 3)
                for k, mbid in enumerate(("a7f7df4a-77d8-4f12-8acd-5c60c93f4de8", ""))
            ),
            "user_000003 | 2009-05-03T12:00:00Z |  | Heard by One |  | Song",
            "a line",
        )
    },
    ("坂本龍一",),
    left_out=1,
    unreadable=1,
    ratings=3,
)

ANIME = Sample(
    {
        "anime-offline-database.json": json.dumps({
            "license": {"name": "ODbL"}, "repository": "anime-offline-database",
            "data": [
                {
                    "sources": ["https://anidb.net/anime/4563", "https://myanimelist.net/anime/1535",
                                "https://kitsu.app/anime/1376"],
                    "title": "Death Note", "type": "TV", "animeSeason": {"season": "FALL", "year": 2006},
                    "synonyms": ["デスノート", "Carnet de la Mort"], "studios": ["madhouse"],
                    "tags": ["crime", "detective", "place", "primarily male cast"],
                },
                {"sources": ["https://anidb.net/anime/2"], "title": "A Film", "type": "MOVIE",
                 "animeSeason": {"year": None}, "synonyms": [], "tags": []},
                {"sources": ["https://anidb.net/anime/3"], "title": "Not For Children", "type": "OVA",
                 "animeSeason": {}, "synonyms": [], "tags": ["hentai"]},
                {"sources": ["https://anidb.net/anime/4"], "title": "", "type": "OVA", "tags": []},
            ],
        }, indent=1, ensure_ascii=False)
    },
    ("Death Note", "A Film"),
    left_out=1,
    unreadable=1,
)  # fmt: skip

ANILIST = Sample(
    {
        "page1.json": json.dumps({"data": {"Page": {"pageInfo": {"total": 3}, "media": [
            {"id": 97940, "type": "ANIME", "format": "TV", "description": "Asta <b>dreams</b>.",
             "title": {"romaji": "Burakku Kurōbā", "english": "Black Clover", "native": "ブラック"},
             "synonyms": [], "genres": ["Action"], "isAdult": False, "startDate": {"year": 2017},
             "tags": [{"name": "Magic"}, {"name": "The End", "isMediaSpoiler": True}],
             "studios": {"edges": []}},
            {"id": 2, "isAdult": True, "title": {"romaji": "Not For Children"}},
            {"id": 3, "title": {}},
        ]}}})
    },
    ("Black Clover",),
    left_out=1,
    unreadable=1,
)  # fmt: skip

ANIDB = Sample(
    {
        "hibike.xml": '<?xml version="1.0" encoding="UTF-8"?><anime id="10889" restricted="false">'
        "<type>TV Series</type><startdate>2015-03-28</startdate><titles>"
        '<title xml:lang="x-jat" type="main">Hibike! Euphonium</title>'
        '<title xml:lang="en" type="official">Sound! Euphonium</title>'
        '<title xml:lang="ja" type="official">響け! ユーフォニアム</title></titles>'
        "<description>A brass band. http://anidb.net/ch72340 [Oumae Kumiko] joins.</description>"
        '<ratings><permanent count="1279">7.47</permanent></ratings>'
        '<tags><tag weight="300"><name>school clubs</name></tag><tag weight="600"><name>music</name></tag>'
        "</tags></anime>",
        "cut.xml": '<anime id="2" restricted="false"><titles><title type="main">Cut off',
        "adult.xml": '<anime id="3" restricted="true"><titles><title type="main">No</title></titles></anime>',
    },
    ("Sound! Euphonium",),
    left_out=1,
    unreadable=1,
)

PODCASTS = Sample(
    {
        "newsfeeds.csv": rows(
            '"id","title","url","dead","itunes_id","description","itunes_author","language"',
            '"1","The Long View","https://example.org/a","0","123","History, <p>slowly.</p>","Jo","en-gb"',
            '"2","Gone","https://example.org/b","1","NULL","","",""',
            '"3","","https://example.org/c","0","NULL","","",""',
        )
    },
    ("The Long View",),
    left_out=1,
    unreadable=1,
)

DISCOGS = Sample(
    {
        "discogs_masters.xml": "<masters>\n"
        '<master id="113"><artists><artist><id>1</id><name>Genesis (2)</name></artist></artists>'
        "<genres><genre>Rock</genre></genres><styles><style>Prog Rock</style></styles><year>1973</year>"
        "<title>Selling England</title><videos><video><title>Not the title</title></video></videos></master>"
        '<master id="114"><year>1973</year><title></title></master>\n</masters>',
        "discogs_artists.xml": "<artists>\n<artist><id>1</id><name>Genesis (2)</name><profile>With [a=Phil "
        "Collins] on [b]drums[/b].</profile><data_quality>Correct</data_quality></artist>"
        "<artist><id>2</id><name>Said Nothing Of</name><profile/></artist>\n</artists>",
    },
    ("Genesis", "Selling England"),
    left_out=1,
    unreadable=1,
)

NETFLIX = Sample(
    {
        "netflix_titles.csv": rows(
            "show_id,type,title,director,cast,country,date_added,release_year,rating,duration,listed_in,"
            "description",
            's1,Movie,Atlantique,Mati Diop,"Mame Bineta Sane, Ibrahima Traoré",Senegal,"November 29, 2019",'
            '2019,TV-14,106 min,"Dramas, International Movies","A young woman waits by the sea."',
            's2,TV Show,Dark,,,Germany,"June 27, 2020",2020,TV-MA,3 Seasons,Mysteries,"A child is missing."',
            "s3,Radio Play,Nothing,,,,,,,,,",
            "s4,Movie,Too Short",
        )
    },
    ("Atlantique", "Dark"),
    unreadable=2,
)

PLAIN = Sample(
    {
        "mine.csv": rows(
            "kind,title,year,creators,tags,audience,aliases,external_ids",
            "film,Stalker,1979,Andrei Tarkovsky,zone|slow,200000,Сталкер,imdb:tt0079944",
            "toy,Top,,,,,,",
            "book,,,,,,,",
        )
    },
    ("Stalker",),
    unreadable=2,
)
