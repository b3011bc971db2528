"""The same service, another year: what its export holds today, and what it says again of what was imported.

Each file is small and of our own making, in a shape that programs which read the service's exports describe.
"""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from recdesk.domain.history import Action, Reading, SkippedRow
from recdesk.domain.works import Kind
from recdesk.importers import find_histories
from recdesk.importers.shelves import shelf_action
from tests.importers.conformance import ledger, read
from tests.importers.made import readings

DARK = {"title": "Harbour Lights", "year": 2022, "ids": {"trakt": 702, "slug": "x", "imdb": "tt0000702"}}
PLAY = {"id": 1, "watched_at": "2026-01-02T10:00:00.000Z", "action": "scrobble", "type": "episode"}
TOTAL = {"plays": 26, "last_watched_at": "2026-01-02T10:00:00.000Z", "reset_at": None, "show": DARK}


def test_trakts_total_of_a_series_adds_nothing_to_its_episodes(tmp_path: Path) -> None:
    plays = [PLAY | {"episode": {"season": 1, "number": n}, "show": DARK} for n in (1, 2)]
    files = {"watched-history-1.json": plays, "watched-shows.json": [TOTAL]}
    _, rows = readings(tmp_path, {name: json.dumps(entries) for name, entries in files.items()})
    assert [row.detail for row in ledger([*rows])] == ["S01E01", "S01E02"]


def test_trakts_total_of_a_series_without_a_history_is_kept(tmp_path: Path) -> None:
    _, (row,) = readings(tmp_path, {"watched-shows.json": json.dumps([TOTAL])})
    assert (row.mention.title, row.count) == ("Harbour Lights", 26)


def test_a_list_of_ones_own_at_trakt_is_not_taken_for_the_watchlist(tmp_path: Path) -> None:
    listed = {"rank": 1, "id": 8, "listed_at": "2023-07-14T02:22:10.000Z", "notes": None, "type": "show"}
    text = json.dumps([listed | {"show": DARK}])
    owned = json.dumps([{"last_collected_at": "2023-07-14T02:22:10.000Z", "show": DARK}])
    for name, content in {
        "lists-watchlist-2.json": text,
        "lists-list-9-faves.json": text,
        "collection-shows.json": owned,
    }.items():
        (tmp_path / name).write_text(content)
    found = find_histories(tmp_path)
    assert [history.members for history in found.histories] == [("lists-watchlist-2.json",)]
    why = {ignored.path: ignored.why for ignored in found.ignored}
    assert "list" in why["lists-list-9-faves.json"] and "owned" in why["collection-shows.json"]


GREW = {
    "myanimelist": (
        "<?xml version='1.0'?><myanimelist><anime><series_animedb_id>1</series_animedb_id>"
        "<series_title>Tide</series_title><series_type>TV</series_type><my_start_date>2024-01-01</my_start_date>"
        "<my_finish_date>{day}</my_finish_date><my_score>{score}</my_score><my_status>{status}</my_status>"
        "</anime></myanimelist>",
        {"day": "0000-00-00", "score": "0", "status": "Watching"},
        {"day": "2024-02-01", "score": "8", "status": "Completed"},
    ),
    "yamtrack": (
        "media_id,source,media_type,title,image,season_number,episode_number,score,status,notes,start_date,"
        "end_date,progress\n7,tmdb,movie,Tide,,,,{score},{status},,,{day},1\n",
        {"day": "", "score": "", "status": "In progress"},
        {"day": "2024-02-01 22:00:00+00:00", "score": "8", "status": "Completed"},
    ),
    "simkl": (
        "simkl_id,TVDB_ID,TMDB,IMDB_ID,MAL_ID,Type,Title,Year,LastEpWatched,Watchlist,WatchedDate,Rating,Memo\n"
        ",,7,,,movie,Tide,2001,,completed,{day},{score},\n",
        {"day": "2/13/2024", "score": ""},
        {"day": "2/13/2024", "score": "8"},
    ),
    "goodreads": (
        "Book Id,Title,Author,My Rating,Date Read,Date Added,Exclusive Shelf\n"
        "7,Tide,Ada Moor,{score},{day},2024/01/01,{shelf}\n",
        {"day": "", "score": "0", "shelf": "currently-reading"},
        {"day": "2024/02/01", "score": "4", "shelf": "read"},
    ),
    "storygraph": (
        "Title,Authors,ISBN/UID,Read Status,Date Added,Last Date Read,Star Rating\n"
        "Tide,Ada Moor,9780141439587,{shelf},2024/01/01,{day},{score}\n",
        {"day": "", "score": "", "shelf": "currently-reading"},
        {"day": "2024/02/01", "score": "4.25", "shelf": "read"},
    ),
}


@pytest.mark.parametrize("source", GREW)
def test_what_was_being_watched_or_read_is_finished_in_the_next_export(tmp_path: Path, source: str) -> None:
    text, before, now = GREW[source]
    (tmp_path / "old").mkdir()
    (tmp_path / "new").mkdir()
    found, old = readings(tmp_path / "old", {"export": text.format(**before)})
    _, new = readings(tmp_path / "new", {"export": text.format(**now)})
    assert found == [source] and len(old) == len(new) == 1
    assert len(ledger([*new, *old])) == 1
    assert old[0].key not in new[0].key and new[0].key not in old[0].covers  # nor is the older one fuller


def test_a_film_that_yamtrack_lists_for_each_time_it_was_seen_counts_each_time(tmp_path: Path) -> None:
    text, _, now = GREW["yamtrack"]
    again = text.format(**now | {"day": "2025-03-02 20:00:00+00:00"}).splitlines()[1]
    _, rows = readings(tmp_path, {"yamtrack.csv": text.format(**now) + again + "\n"})
    assert [f"{row.when:%Y-%m-%d}" for row in ledger([*rows])] == ["2024-02-01", "2025-03-02"]


def test_a_kobo_copied_again_after_more_reading_is_still_one_event_a_book(tmp_path: Path) -> None:
    keys = set()
    for day, seconds in (("2024-02-01T20:00:00Z", 600), ("2024-03-01T20:00:00Z", 900)):
        file = tmp_path / f"{seconds}.sqlite"
        with closing(sqlite3.connect(file)) as database:
            database.execute("CREATE TABLE volume_shortcovers (a)")
            database.execute("CREATE TABLE Bookmark (a)")
            database.execute(
                "CREATE TABLE content (ContentID, ContentType, Title, Attribution, ReadStatus, DateLastRead, "
                "TimeSpentReading)"
            )
            row = ("file:///x.epub", "6", "Tide", "Ada Moor", 1, day, seconds)
            database.execute("INSERT INTO content VALUES (?,?,?,?,?,?,?)", row)
            database.commit()
        (reading,) = (row for row in read(file)[1] if isinstance(row, Reading))
        assert reading.when is not None and reading.when.isoformat() == day.replace("Z", "+00:00")
        keys.add(reading.key)
    assert len(keys) == 1


PRIME = (
    "Material Type Description,Playback Start Datetime (UTC),Profile Type,Is Deleted,Seconds Viewed,Title,x"
)


def test_prime_videos_report_of_today_names_the_episode_before_its_series(tmp_path: Path) -> None:
    titles = ["Low Tide-Spider-Harbour - Season 4", "Catch-22-Spider-Harbour - Season 4", "Ant-Mother"]
    lines = [
        f'Feature,2026-01-0{n}T10:00:00Z,ADULT,No,1200,"""{t}""",secret' for n, t in enumerate(titles, 1)
    ]
    _, rows = readings(tmp_path, {"Viewing History.csv": "\n".join([PRIME, *lines])})
    assert [(r.mention.kind, r.mention.title, r.detail) for r in rows] == [
        ("series", "Spider-Harbour", "Season 4: Low Tide"),
        ("series", "Spider-Harbour", "Season 4: Catch-22"),
        ("film", "Ant-Mother", ""),
    ]


def test_prime_videos_report_of_today_leaves_out_what_nobody_chose(tmp_path: Path) -> None:
    lines = [
        'Promo,2026-01-01T10:00:00Z,ADULT,No,30,"Salt",secret',
        'LiveStreaming,2026-01-01T11:00:00Z,ADULT,No,3000,"Ada v Reed",secret',
        'Full,2026-01-01T12:00:00Z,ADULT,Yes,3000,"Boats",secret',
        'Full,2026-01-01T13:00:00Z,CHILD,No,Not Available,"The Odes",secret',
    ]
    (tmp_path / "Viewing History.csv").write_text("\n".join([PRIME, *lines]))
    rows = read(tmp_path)[1]
    assert [row.rule for row in rows if isinstance(row, SkippedRow)] == [
        "trailer",
        "a live broadcast",
        "deleted from the history at Prime Video",
    ]
    (row,) = (row for row in rows if isinstance(row, Reading))
    assert (row.mention.title, row.seconds, row.profile) == ("The Odes", None, "child")


def test_prime_videos_sums_by_title_say_which_file_to_take(tmp_path: Path) -> None:
    header = "Deleted from Watch History,Most Recent Watch Date,Seconds Watched,Title Description,Title Name"
    (tmp_path / "Watch Events.csv").write_text(f"{header}\nno,2026-01-01T10:00:00Z,6000,A film,Salt\n")
    found = find_histories(tmp_path)
    assert not found.histories and "Viewing History.csv" in found.ignored[0].why


def test_a_book_with_a_day_of_reading_was_read_though_its_collection_says_to_read(tmp_path: Path) -> None:
    book = {"books_id": "7", "title": "Tide", "primaryauthor": "Moor, Ada", "entrydate": "2020-01-02"}
    read_one = book | {"collections": {"1": "Your library", "2": "To read"}, "dateread": "2021-01-03"}
    _, (row,) = readings(tmp_path, {"librarything.json": json.dumps({"7": read_one})})
    assert row.action is Action.READ and row.when is not None and row.when.year == 2021


def test_what_jellyfin_opened_and_did_not_play_is_no_viewing(tmp_path: Path) -> None:
    line = "2025-03-01 19:59:12\t{0}\t{0}\tMovie\tSalt\tDirectPlay\tweb\tx\t{1}\n"
    text = "".join(line.format("ab" * 16, seconds) for seconds in (0, 5400))
    _, (row,) = readings(tmp_path, {"PlaybackReportingBackup.tsv": text})
    assert row.seconds == 5400


def test_simkls_table_names_a_film_by_the_number_that_its_json_has(tmp_path: Path) -> None:
    header = "SIMKL_ID,Title,Type,Year,Watchlist,LastEpWatched,WatchedDate,Rating,Memo,TVDB,TMDB,IMDB"
    film = {"title": "Salt", "year": 2001, "ids": {"simkl": 5, "imdb": "tt0113277", "tmdb": "949"}}
    entry = {
        "last_watched_at": "2024-02-13T00:00:00Z",
        "user_rating": 8,
        "status": "completed",
        "movie": film,
    }
    _, rows = readings(
        tmp_path,
        {
            "SimklBackup.json": json.dumps({"movies": [entry]}),
            "SimklBackup.csv": f"{header}\n5,Salt,movie,2001,completed,,2024-02-13,8,,,949,tt0113277\n",
        },
    )
    assert len(rows) == 2 and len(ledger([*rows])) == 1


@pytest.mark.parametrize(
    ("shelf", "action"),
    [
        ("planet-earth", None),
        ("collateral-reading", None),
        ("pausado", None),  # put aside is not given up
        ("plan_to_read", Action.SAVED),
        ("plantowatch", Action.SAVED),
        ("for_later", Action.SAVED),
        ("books_to_read", Action.SAVED),
        ("Not started", Action.SAVED),
        ("abandonné", Action.ABANDONED),
        ("In progress", Action.READ),
    ],
)
def test_a_shelf_is_understood_by_its_words_and_not_by_their_letters(
    shelf: str, action: Action | None
) -> None:
    assert shelf_action(shelf, Kind.BOOK) is action


def test_what_my_activity_says_was_liked_is_no_second_viewing(tmp_path: Path) -> None:
    video = {
        "header": "YouTube",
        "titleUrl": "https://www.youtube.com/watch?v=abcdefghijk",
        "subtitles": [{"name": "Night Garden", "url": "https://www.youtube.com/channel/x"}],
        "products": ["YouTube"],
    }
    titles = ["Watched Moths", "Liked Moths", "Watched Liked by Moths", "Saved the Sea angesehen"]
    entries = [video | {"title": title, "time": f"2024-01-01T10:0{n}:00Z"} for n, title in enumerate(titles)]
    _, rows = readings(tmp_path, {"MyActivity.json": json.dumps(entries)})
    assert [row.detail for row in rows] == ["Moths", "Liked by Moths", "Saved the Sea"]


def test_parts_of_two_downloads_that_tell_the_same_days_tell_them_once(tmp_path: Path) -> None:
    def play(minute: int) -> dict[str, object]:
        when = f"2024-01-01 10:{minute:02}"
        return {"endTime": when, "artistName": "Ada Moor", "trackName": "Tide", "msPlayed": 200_000}

    _, rows = readings(
        tmp_path,
        {
            "StreamingHistory_music_0.json": json.dumps([play(0), play(0), play(10)]),
            "StreamingHistory_music_0 (1).json": json.dumps([play(0), play(0), play(10), play(20)]),
        },
    )
    assert [f"{row.when:%H:%M}" for row in ledger([*rows])] == ["09:56", "09:56", "10:06", "10:16"]


def test_a_profile_of_audible_imported_by_itself_and_in_its_folder_is_the_same(tmp_path: Path) -> None:
    header = (
        "Start Date,Event Duration Milliseconds,Start Position Milliseconds,End Position Milliseconds,"
        "Product Name,ASIN,Book Length Milliseconds"
    )
    name = "Audible.Listening/Ada/Listening.csv"
    _, whole = readings(tmp_path, {name: f"{header}\n2024-01-02,60000,0,60000,Tide,B1,3600000\n"})
    alone = [row for row in read(tmp_path / name)[1] if isinstance(row, Reading)]
    assert [row.profile for row in whole] == ["Ada"] and len(ledger([*whole, *alone])) == 1


@pytest.mark.parametrize(
    ("name", "action"),
    [
        ("finalizadas.csv", Action.WATCHED),
        ("assistindo.csv", Action.WATCHED),
        ("abandonadas.csv", Action.ABANDONED),
        ("WATCHLIST.csv", Action.SAVED),
        ("6f0c2b1e-7a1d-4c43-9d4e.csv", Action.SAVED),
    ],
)
def test_imdbs_lists_are_wanted_unless_their_name_says_otherwise(
    tmp_path: Path, name: str, action: Action
) -> None:
    header = "Position,Const,Created,Modified,Description,Title,URL,Title Type,Year,Your Rating,Date Rated"
    _, (row,) = readings(tmp_path, {name: f"{header}\n1,tt0000007,2024-01-02,,,Tide,x,TV Series,2001,,\n"})
    assert row.action is action


def test_a_kindles_sessions_find_their_titles_in_its_marks_updates_and_rights(tmp_path: Path) -> None:
    marks = "ASIN,Product Name,Annotation Type,Creation Date\nB1,Tide,kindle.last_read,2025-01-01T10:00:00Z\n"
    updates = "ASIN,Product Name,Current Book Format,New Book Format\nB2,Salt,Mobi,KFX\n"
    right = {
        "rights": [{"origin": {"originType": "Purchase"}}],
        "resource": {"ASIN": "B3", "Product Name": "Boats", "resourceType": "KindleEBook"},
    }
    lines = [f"B{n},2025-01-0{n}T10:00:00Z,2025-01-0{n}T10:10:00Z,600000,amazon.com" for n in (1, 2, 3)]
    sessions = "\n".join(["ASIN,start_time,end_time,total_reading_milliseconds,reading_marketplace", *lines])
    _, rows = readings(
        tmp_path,
        {
            "Digital.Content.Whispersync/whispersync.csv": marks,
            "Kindle.KindleContentUpdate/updates.csv": updates,
            "Digital.Content.Ownership/Digital.Content.Ownership.1.json": json.dumps(right),
            "Kindle.ReadingInsights/datasets/sessions.csv": sessions + "\n",
        },
    )
    read_ones = [(row.mention.title, row.seconds) for row in rows if row.action is Action.READ]
    assert read_ones == [("Tide", 600), ("Salt", 600), ("Boats", 600)]
    assert [row.mention.title for row in rows if row.action is Action.SAVED] == ["Boats"]


def test_tv_times_episodes_without_a_name_take_it_from_their_series(tmp_path: Path) -> None:
    header = "s_id,runtime,series_name,episode_number,created_at,key,season_number,s_no,ep_no,ep_id,bulk_type"
    episodes = [
        "70329,1320,,1,2023-11-04 15:30:38,watch-episode-a,1,1,1,601,true",
        "349310,3660,Tide (2018),6,2023-11-05 15:30:38,watch-episode-b,1,1,6,602,",
        "349310,3660,,7,2023-11-06 15:30:38,watch-episode-c,1,1,7,603,true",
    ]
    followed = "user_id,tv_show_id,created_at,tv_show_name\n1,70329,2020-08-14 20:13:54,Harbour Lights\n"
    films = (
        "type,series_name,entity_type,movie_name,release_date,alpha_range_key,created_at,watch_date\n"
        "watch,,movie,,2014-10-15 00:00:00,watch-alpha-paper moons,2019-09-08 17:24:29,1567963469\n"
    )
    _, rows = readings(
        tmp_path,
        {
            "tracking-prod-records-v2.csv": "\n".join([header, *episodes]) + "\n",
            "followed_tv_show.csv": followed,
            "tracking-prod-records.csv": films,
        },
    )
    watched = [(r.mention.title, r.detail) for r in rows if r.action is Action.WATCHED]
    assert watched == [
        ("Harbour Lights", "S01E01"),
        ("Tide", "S01E06"),
        ("Tide", "S01E07"),
        ("paper moons", ""),
    ]


def test_series_that_tv_time_did_not_hand_out_are_said_to_be_missing(tmp_path: Path) -> None:
    failed = {"date": "2026-07-08", "total_failed": 1, "shows": [{"title": "Tide", "tvdbId": 7}]}
    (tmp_path / "tvtime-failed-2026-07-08.json").write_text(json.dumps(failed))
    found = find_histories(tmp_path)
    assert not found.histories and "did not hand out" in found.ignored[0].why


def test_an_episode_that_both_of_tv_times_tables_tell_is_one_viewing(tmp_path: Path) -> None:
    new = "s_id,series_name,created_at,key,s_no,ep_no,ep_id\n7,Tide,2023-11-04 15:30:38,watch-episode,1,6,2\n"
    old = (
        "type,series_name,entity_type,movie_name,season_number,episode_number,episode_id,created_at\n"
        "watch,Tide,episode,,1,6,2,2023-11-04 15:30:38\n"
    )
    _, rows = readings(tmp_path, {"tracking-prod-records-v2.csv": new, "tracking-prod-records.csv": old})
    assert len(rows) == 2 and len(ledger([*rows])) == 1


ACTIVITY = (
    "Song Name,Album Name,Event Type,Event Start Timestamp,Event End Timestamp,Play Duration Milliseconds"
)


def test_apples_activity_without_artists_takes_them_from_the_other_tables(tmp_path: Path) -> None:
    plays = [
        "Moths,Pier,PLAY_END,2024-01-02T10:00:00Z,2024-01-02T10:03:00Z,180000",
        "Intro,Salt,PLAY_END,2024-01-02T11:00:00Z,2024-01-02T11:03:00Z,180000",
        "Nobody Knows,Boats,PLAY_END,2024-01-02T12:00:00Z,2024-01-02T12:03:00Z,180000",
    ]
    daily = "Track Description,Date Played,Play Count,Skip Count\nNight Garden - Moths,20240102,1,0\n"
    library = [
        {"Track Identifier": n, "Title": "Intro", "Artist": artist, "Album": album, "Track Play Count": 0}
        for n, (artist, album) in enumerate((("Ada Moor", "Salt"), ("Vloed", "Ebbe")))
    ]
    _, rows = readings(
        tmp_path,
        {
            "Apple Music Play Activity.csv": "\n".join([ACTIVITY, *plays]) + "\n",
            "Apple Music - Play History Daily Tracks.csv": daily,
            "Apple Music Library Tracks.json": json.dumps(library),
        },
    )
    heard = [row for row in ledger([*rows]) if row.action is Action.LISTENED]
    assert [(row.mention.kind, row.mention.title) for row in heard] == [
        ("artist", "Night Garden"),  # and the day's sum adds nothing
        ("artist", "Ada Moor"),
        ("album", "Boats"),
    ]


def test_songs_of_one_name_in_apple_musics_totals_are_kept_apart(tmp_path: Path) -> None:
    header = "Track Description,Total plays,Total Skips,Last Event End Timestamp,Container Description"
    lines = ["Ada Moor - Intro,3,0,2024-01-02T10:00:00Z,", "Vloed - Intro,5,0,2024-01-03T10:00:00Z,"]
    _, rows = readings(tmp_path, {"recent.csv": "\n".join([header, *lines]) + "\n"})
    assert [row.mention.title for row in ledger([*rows])] == ["Ada Moor", "Vloed"]
