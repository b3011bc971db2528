"""Small packs of our own making in the shapes of the real ones: format id to files and what they hold.

The works are real or invented, the rows are ours. `titles` are those that come out, in order; `odd` counts
what is left out or cannot be read: a sample of each format has both.
"""

from __future__ import annotations

from tests.catalogue import pack_samples_more as more
from tests.catalogue.pack_sample import Sample, rows, tabs

RATINGS = Sample(
    {
        "items.csv": rows(
            "item_id,title,year,kind,creators,genres,tags,description",
            'a,"Stalker",1979,film,Andrei Tarkovsky,Drama|Science-Fiction,zone,"Three men enter the Zone."',
            "b,Solaris,1961,book,Stanisław Lem,,ocean,",
            "c,,1999,film,,,,",
            "d,A Board Game,1999,game,,,,",
        ),
        "ratings.csv": rows(
            "user_id,item_id,rating,timestamp",
            "u1,a,5,1000", "u1,b,,", "u2,a,3.5,2000", "u2,nowhere,1,1", "u2,b,many,1",
        ),
    },
    ("Stalker", "Solaris"),
    unreadable=2,
    ratings=3,
)  # fmt: skip

MOVIELENS = Sample(
    {
        "ml-tiny/movies.csv": rows(
            "movieId,title,genres",
            '1,"Matrix, The (1999)",Action|Sci-Fi',
            '2,"City of Lost Children, The (Cité des enfants perdus, La) (1995)",Fantasy',
            "3,Seven (a.k.a. Se7en) (1995),(no genres listed)",
            "x,not a film,",
        ),
        "ml-tiny/ratings.csv": rows(
            "userId,movieId,rating,timestamp", "1,1,4.0,964982703", "2,1,5.0,964982931", "2,3,0.5,964982224"
        ),
        "ml-tiny/tags.csv": rows(
            "userId,movieId,tag,timestamp", "1,1,Dystopia,1", "2,1,dystopia,2", "2,1,kung fu,3"
        ),
        "ml-tiny/links.csv": rows("movieId,imdbId,tmdbId", "1,0133093,603", "2,0112682,", "3,0114369,807"),
    },
    ("The Matrix", "The City of Lost Children", "Seven"),
    unreadable=1,
    ratings=3,
)

GOODBOOKS = Sample(
    {
        "books.csv": rows(
            "book_id,goodreads_book_id,best_book_id,work_id,isbn,isbn13,authors,original_publication_year,"
            "original_title,title,language_code,average_rating,ratings_count",
            '1,3,3,4640799,439554934,9.78043955493e+12,"J.K. Rowling, Mary GrandPré",1997.0,'
            "Harry Potter and the Philosopher's Stone,\"Harry Potter and the Sorcerer's Stone "
            '(Harry Potter, #1)",eng,4.44,4602479',
            "2,4671,4671,245494,743273567,,F. Scott Fitzgerald,1925.0,The Great Gatsby,The Great Gatsby,"
            "en-US,3.89,2683664",
            ",9,9,9,,,Nobody,,,,eng,1,1",
        ),
        "ratings.csv": rows("user_id,book_id,rating", "7,1,5", "7,2,4", "9,2,3"),
        "book_tags.csv": rows(
            "goodreads_book_id,tag_id,count", "3,10,900", "3,11,100000", "3,12,500", "4671,13,20"
        ),
        "tags.csv": rows("tag_id,tag_name", "10,fantasy", "11,to-read", "12,young-adult", "13,classics"),
    },
    ("Harry Potter and the Sorcerer's Stone", "The Great Gatsby"),
    unreadable=1,
    ratings=3,
)

_BASICS = (
    "tconst | titleType | primaryTitle | originalTitle | isAdult | startYear | endYear | "
    "runtimeMinutes | genres"
)
_VOTES = (900_000, 1_000, 500, 500, 5, 101, 3_000)
IMDB = Sample(
    {
        "title.basics.tsv": tabs(
            _BASICS,
            r"tt0000001 | movie | Spirited Away | Sen to Chihiro no kamikakushi | 0 | 2001 | \N | 125 | "
            "Adventure,Animation",
            r"tt0000002 | tvSeries | The Quiet Shore | The Quiet Shore | 0 | 2010 | \N | 50 | Drama",
            r"tt0000003 | tvEpisode | Pilot | Pilot | 0 | 2010 | \N | 50 | Drama",
            r"tt0000004 | movie | Not For Children | Not For Children | 1 | 2010 | \N | 50 | Drama",
            r"tt0000005 | movie | Seen by Nobody | Seen by Nobody | 0 | 2010 | \N | 50 | Drama",
            r"tt0000006 | movie | Spirited Away | Spirited Away | 0 | 2001 | \N | 9 | Documentary",
            r'tt0000007 | movie | "Quoted" and open | "Quoted | 0 | 1999 | \N | 90 | \N',
            "tt0000008 | cut off",
        ),
        "title.ratings.tsv": tabs(
            "tconst | averageRating | numVotes",
            *(f"tt000000{n} | 8.6 | {votes}" for n, votes in enumerate(_VOTES, start=1)),
        ),
        "title.akas.tsv": tabs(
            "titleId | ordering | title | region | language | types | attributes | isOriginalTitle",
            r"tt0000001 | 1 | Chihiros Reise ins Zauberland | DE | de | \N | \N | 0",
            r"tt0000001 | 2 | 千と千尋の神隠し | JP | \N | \N | \N | 0",
            r"tt0000001 | 3 | Spirited Away | US | \N | \N | \N | 0",
            r"tt0000005 | 1 | Von niemandem | DE | de | \N | \N | 0",
        ),
        "title.principals.tsv": tabs(
            "tconst | ordering | nconst | category | job | characters",
            r'tt0000001 | 1 | nm0000001 | director | \N | \N',
            r'tt0000001 | 2 | nm0000002 | actress | \N | ["Chihiro"]',
            r"tt0000002 | 1 | nm0000003 | writer | created by | \N",
            r"tt0000002 | 2 | nm0000001 | director | \N | \N",
        ),
        "name.basics.tsv": tabs(
            "nconst | primaryName | birthYear | deathYear | primaryProfession | knownForTitles",
            r"nm0000001 | Hayao Miyazaki | 1941 | \N | director | \N",
            r"nm0000002 | Rumi Hiiragi | 1987 | \N | actress | \N",
            r"nm0000003 | Ann Author | 1970 | \N | writer | \N",
        ),
    },
    ("Spirited Away", "The Quiet Shore", "Spirited Away", '"Quoted" and open'),
    left_out=3,
    unreadable=1,
)  # fmt: skip

TMDB = Sample(
    {
        "TMDB_movie_dataset.csv": rows(
            "id,title,vote_average,vote_count,status,release_date,adult,imdb_id,original_language,"
            "original_title,overview,popularity,tagline,genres,production_countries,keywords",
            '129,Spirited Away,8.5,16000,Released,2001-07-20,False,tt0245429,ja,千と千尋の神隠し,"A '
            'girl enters a world of spirits.",80,,"Animation, Family, Fantasy",Japan,"witch, bath house"',
            "1,Some Day,0,0,Planned,,False,,en,Some Day,,1,,,,",
            "2,For Adults,5,500,Released,2001-01-01,True,,en,For Adults,,1,,,,",
            "3,Seen by Few,5,2,Released,2001-01-01,False,,en,Seen by Few,,1,,,,",
            "x,No Number,5,500,Released,2001-01-01,False,,en,No Number,,1,,,,",
        )
    },
    ("Spirited Away",),
    left_out=3,
    unreadable=1,
)

TMDB_IDS = Sample(
    {
        "movie_ids.json": rows(
            '{"adult":false,"id":3924,"original_title":"Blondie","popularity":1.8133,"video":false}',
            '{"adult":true,"id":3925,"original_title":"For Adults","popularity":9,"video":false}',
            '{"adult":false,"id":3926,"original_title":"Seen by Nobody","popularity":0.6,"video":false}',
            '{"adult":false,"id":39',
        ),
        "tv_series_ids.json": rows('{"id":1,"original_name":"プライド","popularity":3.8242}'),
    },
    ("Blondie", "プライド"),
    left_out=2,
    unreadable=1,
)


SAMPLES: dict[str, Sample] = {
    "ratings": RATINGS,
    "movielens": MOVIELENS,
    "goodbooks": GOODBOOKS,
    "imdb": IMDB,
    "tmdb": TMDB,
    "tmdb_ids": TMDB_IDS,
    "openlibrary": more.OPEN_LIBRARY,
    "gutenberg": more.GUTENBERG,
    "musicbrainz": more.MUSICBRAINZ,
    "lastfm": more.LASTFM,
    "anime_offline": more.ANIME,
    "anilist_pages": more.ANILIST,
    "anidb": more.ANIDB,
    "podcastindex": more.PODCASTS,
    "discogs": more.DISCOGS,
    "netflix_titles": more.NETFLIX,
    "plain": more.PLAIN,
}
