"""What single formats must get right: titles, people, ids, figures, and the odd writings of the same pack."""

from __future__ import annotations

import json
import sqlite3
import zipfile
from contextlib import closing
from pathlib import Path

import pytest

from recdesk.catalogue._cells import language, plain, year
from recdesk.catalogue._titles import movielens_title, turn_round
from recdesk.catalogue.files import PackFiles
from recdesk.catalogue.format import Tally, Wish
from recdesk.catalogue.packs import recognise
from recdesk.domain.faults import UserFault
from recdesk.domain.works import Alias, CatalogueWork, Kind
from recdesk.jobs.packs import pack_in
from tests.catalogue.pack_sample import rows
from tests.catalogue.pack_samples import SAMPLES


def works_of(form: str, folder: Path, **more: str) -> dict[str, CatalogueWork]:
    """Works by their key in the pack; `more` are further files."""
    for name, content in (SAMPLES[form].files | more).items():
        (file := folder / name).parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
    files = PackFiles(folder)
    return {entry.key: entry.work for entry in recognise(files).entries(files, Wish(), Tally())}


@pytest.mark.parametrize(
    ("written", "title", "when", "aliases"),
    [
        ("Matrix, The (1999)", "The Matrix", 1999, ()),
        ("Avventura, L' (Adventure, The) (1960)", "L'Avventura", 1960, ("The Adventure",)),
        ("Twelve Monkeys (a.k.a. 12 Monkeys) (1995)", "Twelve Monkeys", 1995, ("12 Monkeys",)),
        (
            "City of Lost Children, The (Cité des enfants perdus, La) (1995)",
            "The City of Lost Children",
            1995,
            ("La Cité des enfants perdus",),
        ),
        ("Lord of the Rings, The: The Two Towers (2002)", "The Lord of the Rings: The Two Towers", 2002, ()),
        ("Birdman: Or (The Unexpected Virtue of Ignorance) (2014)",
         "Birdman: Or (The Unexpected Virtue of Ignorance)", 2014, ()),
        ("Huhwihaji Anha (No Regret) (2006)", "Huhwihaji Anha", 2006, ("No Regret",)),
        ("Raiders (Indiana and the Raiders) (1981)", "Raiders", 1981, ("Indiana and the Raiders",)),
        ("Léon (a.k.a. The Professional) (Leon) (1994)", "Léon", 1994, ("The Professional", "Leon")),
        ("Blade Runner (Director's Cut) (1992)", "Blade Runner (Director's Cut)", 1992, ()),
        ("(500) Days of Summer (2009)", "(500) Days of Summer", 2009, ()),
        ("Death Note: Desu nôto (2006–2007)", "Death Note: Desu nôto", 2006, ()),
        ("Babylon 5", "Babylon 5", None, ()),
        ("Good, the Bad and the Ugly, The (1966)", "The Good, the Bad and the Ugly", 1966, ()),
    ],
)  # fmt: skip
def test_movielens_titles_read_as_people_say_them(
    written: str, title: str, when: int | None, aliases: tuple[str, ...]
) -> None:
    named = movielens_title(written)
    assert (named.title, named.year, named.aliases) == (title, when, aliases)


def test_a_comma_that_is_no_article_stays() -> None:
    assert turn_round("Crouching Tiger, Hidden Dragon") == "Crouching Tiger, Hidden Dragon"


def test_movielens_tags_and_links_go_to_their_films(tmp_path: Path) -> None:
    matrix = works_of("movielens", tmp_path)["1"]
    assert matrix.tags == ("dystopia", "kung fu")
    assert set(matrix.external_ids) >= {("imdb", "tt0133093"), ("tmdb", "movie/603")}
    assert matrix.audience == pytest.approx(0.3)  # two people


def test_goodbooks_isbns_are_mended_or_left_out(tmp_path: Path) -> None:
    books = works_of("goodbooks", tmp_path)
    assert ("isbn13", "9780439554930") in books["1"].external_ids  # its own was cut to 9.78043955493e+12
    assert books["1"].creators == ("J.K. Rowling", "Mary GrandPré")
    assert books["1"].aliases == (Alias("Harry Potter and the Philosopher's Stone"),)
    assert books["1"].tags == ("fantasy", "young adult")  # the series is in the title; to-read is no tag
    assert books["2"].languages == ("en-US",)
    assert books["2"].audience == pytest.approx(6.43)


def test_imdb_joins_people_votes_and_titles_of_other_countries(tmp_path: Path) -> None:
    works = works_of("imdb", tmp_path)
    spirited = works["tt0000001"]
    assert spirited.creators == ("Hayao Miyazaki",)
    assert spirited.tags == ("Rumi Hiiragi",)
    assert Alias("Chihiros Reise ins Zauberland", "de") in spirited.aliases
    assert Alias("千と千尋の神隠し", "ja") in spirited.aliases  # of the country, where no language is said
    assert Alias("Spirited Away") not in spirited.aliases
    assert spirited.audience == pytest.approx(5.95)
    shore = works["tt0000002"]
    assert (shore.kind, shore.creators) == (Kind.SERIES, ("Ann Author",))


def test_imdbs_titles_of_countries_with_exports_are_kept_behind_many_others(tmp_path: Path) -> None:
    others = [f"Film {n} | RS | sr" for n in range(12)]
    wanted = ["The Film 1 | GB | \\N", "O Filme | BR | \\N", "1 | FR | \\N"]
    lines = ["titleId | ordering | title | region | language | types | attributes | isOriginalTitle"]
    lines += [f"tt0000001 | {n} | {row} | \\N | \\N | 0" for n, row in enumerate(others + wanted, 1)]
    tabbed = "".join(line.replace(" | ", "\t") + "\n" for line in lines)
    aliases = works_of("imdb", tmp_path, **{"title.akas.tsv": tabbed})["tt0000001"].aliases
    assert {Alias("The Film 1", "en"), Alias("O Filme", "pt-BR"), Alias("1", "fr")} <= set(aliases)
    assert sum(alias.language == "sr" for alias in aliases) == 10


def test_imdb_basics_alone_are_a_pack_too(tmp_path: Path) -> None:
    (tmp_path / "title.basics.tsv").write_text(str(SAMPLES["imdb"].files["title.basics.tsv"]), "utf-8")
    files = PackFiles(tmp_path)
    titles = [entry.work.title for entry in recognise(files).entries(files, Wish(), Tally())]
    assert "Seen by Nobody" in titles


def test_tmdb_lists_in_cells_are_read_as_json_and_as_python(tmp_path: Path) -> None:
    header = (
        "id,title,genres,keywords,original_language,original_title,overview,vote_count,release_date,"
        "production_countries"
    )
    cells = [
        '19995,Avatar,"[{""id"": 28, ""name"": ""Action""}]",[],en,Avatar,Blue people.,11800,2009-12-10,[]',
        "862,Toy Story,\"[{'id': 16, 'name': 'Animation'}]\",[],en,Toy Story,Toys.,5415,1995-10-30,"
        "\"[{'iso_3166_1': 'US', 'name': 'United States of America'}]\"",
    ]
    (tmp_path / "movies.csv").write_text(rows(header, *cells), "utf-8")
    files = PackFiles(tmp_path)
    avatar, toys = (entry.work for entry in recognise(files).entries(files, Wish(), Tally()))
    assert (avatar.genres, toys.genres, toys.countries) == (("Action",), ("Animation",), ("US",))


def test_open_library_authors_and_descriptions_come_to_their_works(tmp_path: Path) -> None:
    book = works_of("openlibrary", tmp_path)["OL1W"]
    assert book.creators == ("Ursula K. Le Guin",)
    assert (book.year, book.description) == (1969, "An envoy alone on a winter world.")
    assert "Accessible book" not in book.tags


def test_gutenberg_names_are_put_in_order_and_translators_left_out(tmp_path: Path) -> None:
    books = works_of("gutenberg", tmp_path)
    assert books["35"].creators == ("H. G. Wells",)
    assert books["35"].genres == ("Fiction", "Movie Books")
    assert books["2"].title == "The United States Bill of Rights"
    assert books["2"].description == "The Ten Original Amendments"


def test_musicbrainz_years_are_of_groups_and_tags_by_how_often_they_were_given(tmp_path: Path) -> None:
    works = works_of("musicbrainz", tmp_path)
    ringo, portishead, dummy = works["mbid-椎名林檎"], works["mbid-Portishead"], works["rg-1"]
    assert (ringo.year, portishead.year, dummy.year) == (None, 1988, 1994)
    assert ringo.tags == ("j-rock", "jazz pop")
    assert ringo.aliases == (Alias("Sheena Ringo", "en"),)
    assert dummy.creators == ("Portishead",)


def test_plays_of_the_listening_set_are_added_up_for_each_person(tmp_path: Path) -> None:
    works_of("lastfm", tmp_path)
    files = PackFiles(tmp_path)
    table = recognise(files).ratings(files, {"坂本龍一": 0}, Tally())  # type: ignore[attr-defined]
    assert table.values.tolist() == [2.0, 2.0, 2.0]
    assert table.times is not None and table.times.min() > 1_200_000_000


def test_the_listening_set_of_360_000_people_has_sums_already(tmp_path: Path) -> None:
    line = "{who}\ta7f7df4a-77d8-4f12-8acd-5c60c93f4de8\t坂本龍一\t{plays}\n"
    (tmp_path / "usersha1-artmbid-artname-plays.tsv").write_text(
        "".join(line.format(who=f"{n:040x}", plays=100 + n) for n in range(4)), "utf-8"
    )
    files = PackFiles(tmp_path)
    form = recognise(files)
    (entry,) = form.entries(files, Wish(), Tally())
    assert entry.work.external_ids == (("musicbrainz_artist", "a7f7df4a-77d8-4f12-8acd-5c60c93f4de8"),)
    table = form.ratings(files, {entry.key: 0}, Tally())  # type: ignore[attr-defined]
    assert table.values.tolist() == [100.0, 101.0, 102.0, 103.0]


def test_anime_knows_the_numbers_of_other_services_and_tells_genres_from_tags(tmp_path: Path) -> None:
    note = works_of("anime_offline", tmp_path)["1"]
    assert set(note.external_ids) == {("mal", "anime/1535"), ("kitsu", "anime/1376"), ("anidb", "4563")}
    assert note.genres == ("Anime", "Crime")
    assert note.tags == ("detective",)


def test_anime_by_lines_is_the_same_pack(tmp_path: Path) -> None:
    entries = json.loads(str(SAMPLES["anime_offline"].files["anime-offline-database.json"]))["data"]
    lines = [{"$schema": "x", "repository": "anime-offline-database"}, *entries]
    (tmp_path / "a.jsonl").write_text(rows(*(json.dumps(line) for line in lines)), "utf-8")
    files = PackFiles(tmp_path)
    form = recognise(files)
    assert form.info.id == "anime_offline"
    assert [e.work.title for e in form.entries(files, Wish(), Tally())] == ["Death Note", "A Film"]


def test_the_podcast_database_is_read_in_place_and_only_its_table_of_feeds(tmp_path: Path) -> None:
    path = tmp_path / "podcastindex_feeds.db"
    with closing(sqlite3.connect(path)) as database:
        database.execute(
            "CREATE TABLE podcasts(id INTEGER PRIMARY KEY, url TEXT, title TEXT, itunesId INTEGER, "
            "itunesAuthor TEXT, language TEXT, description TEXT, dead INTEGER, episodeCount INTEGER, "
            "category1 TEXT, category2 TEXT)"
        )
        database.executemany(
            "INSERT INTO podcasts VALUES (?,?,?,?,?,?,?,?,?,?,?)",
            [
                (1, "u", "The Long View", 123, "Jo", "en", "History.", 0, 200, "history", ""),
                (2, "u", "Given Up", None, "", "en", "", 0, 2, "", ""),
                (3, "u", "Gone", None, "", "en", "", 1, 90, "", ""),
            ],
        )
        database.commit()
    before = sorted(tmp_path.iterdir())
    files, tally = PackFiles(path), Tally()
    (entry,) = recognise(files).entries(files, Wish(), tally)
    assert (entry.work.title, entry.work.creators, entry.work.genres) == (
        "The Long View",
        ("Jo",),
        ("History",),
    )
    assert tally.left_out.total() == 2
    assert sorted(tmp_path.iterdir()) == before


def test_a_podcast_database_with_a_view_that_a_stranger_planted_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "feeds.db"
    with closing(sqlite3.connect(path)) as database:
        database.execute("CREATE TABLE secrets(itunesAuthor TEXT)")
        database.execute("CREATE VIEW podcasts AS SELECT 1 AS id, itunesAuthor AS title FROM secrets")
        database.execute("INSERT INTO secrets VALUES ('a password')")
        database.commit()
    files = PackFiles(path)
    with pytest.raises(UserFault, match="damaged"):
        list(recognise(files).entries(files, Wish(), Tally()))


def test_discogs_loses_its_numbers_and_its_markup(tmp_path: Path) -> None:
    works = works_of("discogs", tmp_path)
    assert works["113"].title == "Selling England"
    assert works["113"].creators == ("Genesis",)
    assert works["1"].description == "With Phil Collins on drums."


def test_xml_that_defines_entities_is_not_followed(tmp_path: Path) -> None:
    bomb = '<!DOCTYPE a [<!ENTITY b "bbbb">]>'
    (tmp_path / "m.xml").write_text(
        f"<masters>\n{bomb}<master id='1'><title>&b;</title></master></masters>", "utf-8"
    )
    files, tally = PackFiles(tmp_path), Tally()
    assert list(recognise(files).entries(files, Wish(), tally)) == []
    assert tally.broken.total() == 1


def test_a_plain_table_carries_every_field_of_a_work(tmp_path: Path) -> None:
    (work,) = works_of("plain", tmp_path).values()
    assert (work.uid, work.tags, work.audience) == ("film:stalker:1979", ("zone", "slow"), 5.3)
    assert work.aliases == (Alias("Сталкер"),)
    assert work.external_ids == (("imdb", "tt0079944"),)


@pytest.mark.parametrize("behind", [3, 5_000])
def test_a_quote_that_never_closes_spoils_its_own_row_and_no_other(tmp_path: Path, behind: int) -> None:
    (tmp_path / "mine.csv").write_text(
        'kind,title\nfilm,Heat\nfilm,"Never closed\n' + "film,x\n" * behind + 'film,"Over\ntwo lines"\n',
        "utf-8",
    )
    files, tally = PackFiles(tmp_path), Tally()
    titles = [entry.work.title for entry in recognise(files).entries(files, Wish(), tally)]
    assert titles == ["Heat", *["x"] * behind, "Over\ntwo lines"]
    assert tally.examples == ["mine.csv, line 3: a row with too many or too few cells"]


def test_what_is_no_pack_and_what_is_two_are_refused_in_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("nothing", "utf-8")
    with pytest.raises(UserFault, match="no catalogue pack that RecDesk knows"):
        recognise(PackFiles(tmp_path))
    works_of("gutenberg", tmp_path)
    (tmp_path / "masters.xml").write_text(str(SAMPLES["discogs"].files["discogs_masters.xml"]), "utf-8")
    with pytest.raises(UserFault, match="Project Gutenberg and Discogs"):
        recognise(PackFiles(tmp_path))


def test_cells_are_read_as_they_are_meant() -> None:
    assert language("eng") == ("en",)
    assert language("pt_br") == ("pt-BR",)
    assert language("und") == language("") == language("not a language") == ()
    assert (year("1965.0"), year("2001-07-20"), year("-750"), year("0"), year("soon")) == (
        1965,
        2001,
        -750,
        None,
        None,
    )
    assert plain("One<br>two &amp; three") == "One two & three"
    assert len(plain("word " * 1000)) < 1_210


@pytest.mark.parametrize("lie", ["an entry without a name", "an entry before the file's start"])
def test_a_zip_that_lies_about_its_entries_is_damaged_and_no_crash(tmp_path: Path, lie: str) -> None:
    path = tmp_path / "pack.zip"
    entry = zipfile.ZipInfo("movies.csv")
    entry.filename = "" if lie == "an entry without a name" else "movies.csv"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(entry, "movieId,title,genres\n")
    if lie == "an entry before the file's start":
        data = bytearray(path.read_bytes())
        end = data.index(b"PK\x05\x06")
        data[end + 16 : end + 20] = (data.index(b"PK\x01\x02") + 1_000).to_bytes(4, "little")
        path.write_bytes(data)
    with pytest.raises(UserFault, match="damaged"):
        files = PackFiles(path)
        [file.head() for file in files.files]
    assert pack_in(path) == ""
