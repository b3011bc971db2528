"""Ratings packs as people hand them round: parted by anything, times in any unit, rows that say nothing."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest

from recdesk.catalogue.format import Tally
from recdesk.catalogue.ratings_pack import read_ratings_pack
from recdesk.domain.faults import UserFault
from recdesk.domain.works import Alias


def test_movielens_of_2000_in_latin_1_and_without_headers(tmp_path: Path) -> None:
    (tmp_path / "movies.dat").write_bytes(
        "1::Amélie (2001)::Comedy|Romance\n2::Heat (1995)::Crime\n".encode("latin-1")
    )
    (tmp_path / "ratings.dat").write_bytes(b"1::1::5::978300760\n1::2::3::978302109\n2::1::4::978301968\n")
    works, ids, table = read_ratings_pack(tmp_path / "movies.dat", tmp_path / "ratings.dat")
    assert [work.title for work in works] == ["Amélie", "Heat"]
    assert works[0].genres == ("Comedy", "Romance")
    assert ids == ["1", "2"]
    assert table.people == 2
    assert table.item.tolist() == [0, 1, 0]
    assert table.times is not None and table.times[0] == 978300760


def test_a_ratings_pack_that_kept_movielens_titles_reads_as_people_say_them(tmp_path: Path) -> None:
    (tmp_path / "i.csv").write_text(
        'item_id,title,year,kind\n1,"Matrix, The",1999,film\n2,City of God (Cidade de Deus),2002,film\n'
        '3,"Beatles, The (live)",,artist\n',
        "utf-8",
    )
    (tmp_path / "r.csv").write_text("user_id,item_id,rating\nb,1,1\n", "utf-8")
    works, _, _ = read_ratings_pack(tmp_path / "i.csv", tmp_path / "r.csv")
    assert [work.title for work in works] == ["The Matrix", "City of God", "Beatles, The (live)"]
    assert works[0].uid == "film:the-matrix:1999"
    assert works[1].aliases == (Alias("Cidade de Deus"),)


def test_ratings_in_any_order_come_out_by_person(tmp_path: Path) -> None:
    (tmp_path / "i.csv").write_text("item_id,title,kind\nx,Dark,series\ny,Heat,film\n", "utf-8")
    (tmp_path / "r.csv").write_text("user_id,item_id,rating\nb,x,1\na,y,2\nb,y,\n", "utf-8")
    _, _, table = read_ratings_pack(tmp_path / "i.csv", tmp_path / "r.csv")
    assert table.person.tolist() == [0, 0, 1]
    assert table.item.tolist() == [0, 1, 1]
    assert table.values[0] == 1 and np.isnan(table.values[1])
    assert table.times is None


@pytest.mark.parametrize(
    "written",
    ["1000000000", "1000000000.0", "1000000000000", "1000000000000000", "1000000000000000000",
     "2001-09-09T01:46:40Z", "2001-09-09 01:46:40", "2001-09-09 03:46:40+02:00"],
)  # fmt: skip
def test_times_are_the_same_moment_in_seconds_smaller_units_or_as_dates(written: str, tmp_path: Path) -> None:
    (tmp_path / "i.csv").write_text("item_id,title,kind\nx,Dark,series\n", "utf-8")
    (tmp_path / "r.csv").write_text(f"user_id,item_id,rating,timestamp\na,x,4,{written}\n", "utf-8")
    _, _, table = read_ratings_pack(tmp_path / "i.csv", tmp_path / "r.csv")
    assert table.times is not None
    assert table.times.tolist() == [1_000_000_000]


@pytest.mark.parametrize(
    "written", ["-99999999999", "99999999999", "0001-01-01", "9999-12-31T23:59:59Z", "-5"]
)
def test_whatever_time_is_read_is_a_date(written: str, tmp_path: Path) -> None:
    (tmp_path / "i.csv").write_text("item_id,title,kind\nx,Dark,series\n", "utf-8")
    (tmp_path / "r.csv").write_text(f"user_id,item_id,rating,timestamp\na,x,4,{written}\n", "utf-8")
    _, _, table = read_ratings_pack(tmp_path / "i.csv", tmp_path / "r.csv")
    assert table.times is not None
    assert datetime.fromtimestamp(int(table.times[0]), UTC)


@pytest.mark.parametrize("written", ["yesterday", "1e400", "9" * 40, "-", "31-12-1999"])
def test_a_time_that_cannot_be_read_takes_no_rating_away(written: str, tmp_path: Path) -> None:
    (tmp_path / "i.csv").write_text("item_id,title,kind\nx,Dark,series\n", "utf-8")
    (tmp_path / "r.csv").write_text(f"user_id,item_id,rating,timestamp\na,x,4,{written}\nb,x,5,12\n", "utf-8")
    tally = Tally()
    _, _, table = read_ratings_pack(tmp_path / "i.csv", tmp_path / "r.csv", tally)
    assert table.values.tolist() == [4, 5]
    assert table.times is not None and table.times.tolist() == [0, 12]
    assert tally.broken == {"a time that cannot be read": 1}


@pytest.mark.parametrize("written", ["much", "inf", "1e999"])
def test_a_rating_that_is_no_number_is_counted_and_left_out(written: str, tmp_path: Path) -> None:
    (tmp_path / "i.csv").write_text("item_id,title,kind\nx,Dark,series\n", "utf-8")
    (tmp_path / "r.csv").write_text(f"user_id,item_id,rating\na,x,{written}\nb,x,5\n", "utf-8")
    tally = Tally()
    _, _, table = read_ratings_pack(tmp_path / "i.csv", tmp_path / "r.csv", tally)
    assert table.values.tolist() == [5]
    assert tally.broken == {"a rating that cannot be read": 1}


@pytest.mark.parametrize("mark", [";", "\t", ", "])
def test_a_ratings_pack_is_read_however_its_cells_are_parted(mark: str, tmp_path: Path) -> None:
    items = "item_id,title,year,kind,genres\n7,Dark,2017,series,Crime|Drama\n8,Heat,1995,film,\n"
    ratings = "user_id,item_id,rating,timestamp\na,7,4.5,1000000000\n\nb,8,3,1000000001\n\n"
    (tmp_path / "items.csv").write_text(items.replace(",", mark), "utf-8")
    (tmp_path / "ratings.csv").write_text(ratings.replace(",", mark), "utf-8")
    tally = Tally()
    works, ids, table = read_ratings_pack(tmp_path, tmp_path, tally)
    assert [work.title for work in works] == ["Dark", "Heat"]
    assert works[0].genres == ("Crime", "Drama")
    assert works[0].audience == 0.0  # one person
    assert ids == ["7", "8"]
    assert table.values.tolist() == [4.5, 3]
    assert table.times is not None and table.times.tolist() == [1000000000, 1000000001]
    assert not tally.broken  # nor do blank lines spoil anything


@pytest.mark.parametrize("blank", ["NULL", "NaN", "N/A", "\\N", " "])
def test_what_databases_write_for_nothing_is_nothing(blank: str, tmp_path: Path) -> None:
    (tmp_path / "i.csv").write_text("item_id,title,kind\nx,Dark,series\n", "utf-8")
    (tmp_path / "r.csv").write_text(f"user_id,item_id,rating,timestamp\na,x,{blank},{blank}\n", "utf-8")
    tally = Tally()
    _, _, table = read_ratings_pack(tmp_path / "i.csv", tmp_path / "r.csv", tally)
    assert np.isnan(table.values).all()
    assert table.times is None
    assert not tally.broken


def test_movielens_ratings_in_other_columns_and_without_times_are_read(tmp_path: Path) -> None:
    (tmp_path / "movies.csv").write_text("movieId,title,genres\n1,Heat (1995),Crime\n", "utf-8")
    (tmp_path / "ratings.csv").write_text("movieId,userId,rating\n1,9,4.5\n1,8,2\n", "utf-8")
    _, _, table = read_ratings_pack(tmp_path, tmp_path)
    assert table.people == 2
    assert table.values.tolist() == [4.5, 2]
    assert table.times is None


@pytest.mark.parametrize(
    ("items", "ratings", "why"),
    [
        ("x,Dark,theatre", "a,x,4", r"no item .*\(1 its kind is none of ours"),
        ("x,Dark,series", "a,y,4", r"no rating .*\(1 a rating of a work that is left out or not described"),
        ("x,Dark,series", "a,x,much", r"no rating .*\(1 a rating that cannot be read"),
    ],
)
def test_a_pack_of_which_nothing_is_left_says_what_became_of_its_rows(
    items: str, ratings: str, why: str, tmp_path: Path
) -> None:
    (tmp_path / "items.csv").write_text(f"item_id,title,kind\n{items}\n", "utf-8")
    (tmp_path / "ratings.csv").write_text(f"user_id,item_id,rating\n{ratings}\n", "utf-8")
    with pytest.raises(UserFault, match=why):
        read_ratings_pack(tmp_path, tmp_path)


def test_files_that_hold_no_ratings_are_refused_with_what_is_wanted(tmp_path: Path) -> None:
    (tmp_path / "i.csv").write_text("name,colour\na,b\n", "utf-8")
    (tmp_path / "r.csv").write_text("user_id,item_id,rating\nb,x,1\n", "utf-8")
    with pytest.raises(UserFault, match="item_id, title and kind"):
        read_ratings_pack(tmp_path / "i.csv", tmp_path / "r.csv")
