"""Tables that no format is known for, in whatever holds them, and how they are tried out."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from recdesk.domain.history import Precision, Reading
from recdesk.domain.works import Kind
from recdesk.importers import TrialTable, find_histories, open_table
from recdesk.importers.columns import table_key
from recdesk.importers.lengths import length_unit, read_length, read_share

FILMS = [
    {"movie": {"title": f"Film {n}", "year": 2000 + n, "ids": {"imdb": f"tt{1000000 + n}"}},
     "watched_at": f"2020-01-{n + 1:02d}T20:00:00Z", "tags": ["a", "b"], "people": [{"name": "Ann"}]}
    for n in range(20)
]  # fmt: skip


def written(tmp_path: Path, text: str, name: str) -> Path:
    file = tmp_path / name
    file.write_text(text, "utf-8")
    return file


def readings(file: Path) -> list[Reading]:
    (history,) = find_histories(file).histories
    return [row for row in history.rows() if isinstance(row, Reading)]


def opened(file: Path) -> TrialTable:
    table = open_table(file, {})
    assert table is not None
    return table


@pytest.mark.parametrize(
    "document",
    [FILMS, {"user": {"id": 7}, "lists": [{"name": "all"}], "data": {"history": FILMS}}, {"deep": [FILMS]}],
)
def test_the_list_of_which_most_is_understood_is_the_table_of_json(tmp_path: Path, document: object) -> None:
    rows = readings(written(tmp_path, json.dumps(document), "export.json"))
    assert [row.mention.title for row in rows] == [f"Film {n}" for n in range(20)]
    assert rows[3].mention.external_ids == (("imdb", "tt1000003"),) and rows[3].mention.year == 2003
    assert rows[3].tags == ("a", "b") and rows[3].mention.kind is Kind.FILM


def test_a_list_that_begins_behind_the_head_of_a_large_file_is_found(tmp_path: Path) -> None:
    document = {"about": {"text": "x" * 40_000}, "seen": FILMS}
    assert len(readings(written(tmp_path, json.dumps(document), "export.json"))) == 20


def test_one_object_a_line_is_a_table(tmp_path: Path) -> None:
    lines = "\n".join(json.dumps(film) for film in FILMS)
    assert len(readings(written(tmp_path, lines + "\n{damaged\n", "log.jsonl"))) == 20


def test_semicolons_and_a_banner_are_seen_through(tmp_path: Path) -> None:
    text = "Meine Filme\n\nFilm;Gesehen am;Note\nHeat;03.04.2020;2,5\n"
    (row,) = readings(written(tmp_path, text, "liste.csv"))
    assert (row.mention.title, row.rating, row.precision) == ("Heat", 0.5, Precision.DAY)


def test_prose_with_commas_and_titles_in_it_is_no_table(tmp_path: Path) -> None:
    prose = "On films, series and books, read or seen,\nthere is much to say, as ever.\nSo, read on.\n"
    found = find_histories(written(tmp_path, prose * 9, "notes.txt"))
    assert not found.histories and found.ignored[0].columns == ()


def test_lists_of_json_in_a_folder_of_other_files_are_left_alone(tmp_path: Path) -> None:
    written(tmp_path, json.dumps(FILMS), "export.json")
    written(tmp_path, "hello", "readme.txt")
    assert not find_histories(tmp_path).histories


def test_a_table_whose_columns_say_too_little_names_them(tmp_path: Path) -> None:
    (ignored,) = find_histories(written(tmp_path, "K1,K2\nAlpha,1\nBeta,2\n", "x.csv")).ignored
    assert ignored.columns == ("K1", "K2") and "K1, K2" in ignored.why


def test_what_was_said_of_a_table_once_holds_for_its_like(tmp_path: Path) -> None:
    file = written(tmp_path, "K2,k1\nhorror,Alpha\n", "y.csv")
    kept = {table_key(["K1", "K2"]): {"K1": "title", "K2": "tags"}}
    (history,) = find_histories(file, remembered=kept).histories
    assert history.table is not None and history.table.told
    (row,) = history.rows()
    assert isinstance(row, Reading) and (row.mention.title, row.tags) == ("Alpha", ("horror",))


def test_season_length_progress_address_and_person_are_read(tmp_path: Path) -> None:
    text = (
        "Person,Show,Season,Episode,Episode title,Watched on,Runtime (min),% complete,Original title\n"
        "Ann,Dark,1,2,Lies,2020-02-03,45,80%,\n"
    )
    (row,) = readings(written(tmp_path, text, "log.csv"))
    assert (row.profile, row.detail, row.seconds, row.fraction) == ("Ann", "S01E02 · Lies", 2700, 0.8)


def test_an_original_title_and_a_page_of_imdb_help_to_find_the_work(tmp_path: Path) -> None:
    text = "Titel,Originaltitel,Link,Gesehen am\nDas Boot,Le Bateau,https://www.imdb.com/title/tt0082096/,1.2.2020\n"
    (row,) = readings(written(tmp_path, text, "filme.csv"))
    assert {guess.title for guess in row.mention.guesses} == {"Das Boot", "Le Bateau"}
    assert row.mention.external_ids == (("imdb", "tt0082096"),)


def test_lengths_and_shares_are_read_as_people_write_them() -> None:
    assert read_length("1:40:00", 60) == 6000 and read_length("16 hrs and 10 mins", 60) == 58200
    assert read_length("318000", length_unit("ms_played", 0)) == 318 and read_length("soon", 60) is None
    assert [read_share(text) for text in ("34%", "0.34", "34", "120/240", "page 3")] == [
        0.34,
        0.34,
        0.34,
        0.5,
        None,
    ]


def test_a_trial_shows_values_and_what_a_mapping_makes_of_the_rows(tmp_path: Path) -> None:
    text = "Name,Date,Score,Shop\n" + "".join(f"Film {n},0{n}/05/2020,{n},A\n" for n in range(1, 10))
    table = opened(written(tmp_path, text + "Odd,01/05/2020,eleven,A\n", "t.csv"))
    assert table.values("Name") == ["Film 1", "Film 2", "Film 3"] and table.values("Shop") == ["A"]
    assert table.mapping == {"Name": "title", "Date": "date", "Score": "rating", "Shop": "ignore"}
    effect = table.read(table.mapping)
    assert (effect.tried, effect.whole, effect.read, effect.unreadable) == (10, True, 9, 1)
    assert effect.trouble == "row 11: the rating eleven is not a number" and effect.scale == 10
    assert effect.order_open and effect.order_sample == "01/05/2020"


def test_the_order_of_day_and_month_can_be_said(tmp_path: Path) -> None:
    table = opened(written(tmp_path, "Title,Date,Rating\nHeat,03/04/2020,5\n", "t.csv"))
    days = []
    for order in ("dmy", "mdy"):
        first = table.read({**table.mapping, "Date": f"date/{order}"}).first
        assert first is not None
        days.append(first.date().isoformat())
    assert days == ["2020-04-03", "2020-03-04"]


def test_a_trial_without_titles_says_so(tmp_path: Path) -> None:
    table = opened(written(tmp_path, "Title,Date,Rating\nHeat,03/04/2020,5\n", "t.csv"))
    effect = table.read({"Date": "date"})
    assert not effect.tried and "titles" in effect.problem


def test_a_known_format_is_no_table_to_be_tried(tmp_path: Path) -> None:
    assert open_table(written(tmp_path, 'Title,Date\n"Dark","2/20/23"\n', "n.csv"), {}) is None


@pytest.mark.parametrize(
    "text",
    [
        "Title|Date\nDark: Season 1: A|1/13/23\nSalt, Fat, Acid|1/14/23\n",
        "'Title';'Date'\n'Dark: Season 1: A';'1/13/23'\n'Salt, Fat, Acid';'1/14/23'\n",
        "'Title','Date'\r\n'Dark: Season 1: A','1/13/23'\r\n'Salt, Fat, Acid','1/14/23'\r\n",
        '"Title"|"Date"\n"Dark: Season 1: A"|"1/13/23"\n"Salt, Fat, Acid"|"1/14/23"\n',
    ],
)
def test_bars_between_cells_and_single_quotes_round_them_are_seen_through(tmp_path: Path, text: str) -> None:
    file = written(tmp_path, text, "log.txt")
    assert [history.source for history in find_histories(file).histories] == ["netflix_simple"]
    read_rows = readings(file)
    assert [row.mention.title for row in read_rows] == ["Dark", "Salt, Fat, Acid"]
    assert [f"{row.when:%m-%d}" for row in read_rows] == ["01-13", "01-14"]


def test_apostrophes_within_single_quotes_are_part_of_the_title(tmp_path: Path) -> None:
    titles = ("Ocean''s Eleven", "Ocean's Twelve", r"Ocean\'s Thirteen", 'The "Burbs"', "Two\nlines")
    lines = "".join(f"'{title}';'2023-01-1{n}'\n" for n, title in enumerate(titles))
    rows = readings(written(tmp_path, f"'Title';'Date watched'\n{lines}", "films.csv"))
    assert [row.mention.title for row in rows] == [
        "Ocean's Eleven", "Ocean's Twelve", "Ocean's Thirteen", 'The "Burbs"', "Two lines",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "# Notes\n\n| Title | Date |\n|-------|------|\n| Dark | 2023-01-13 |\n",
        "Home | About | Contact\nWelcome to my page about films.\nTitle | Date is what I would write.\n",
        "'Title', he said, and 'Date'\n'Well', she said, 'whatever'\n",
        "Don't\n'Tis the season, 'twas the night\n",
    ],
)
def test_ordinary_texts_with_bars_or_apostrophes_are_no_tables(tmp_path: Path, text: str) -> None:
    assert not find_histories(written(tmp_path, text, "notes.txt")).histories
