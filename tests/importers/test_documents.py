"""JSON with an inside, numbers of works, and episodes as people write them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from recdesk.domain.ids import work_ids
from recdesk.domain.works import Kind
from recdesk.importers.bundle import Bundle
from recdesk.importers.documents import read_items
from recdesk.importers.episodes import episode_code, episode_detail, whole_number
from recdesk.importers.identity import raw_json
from recdesk.importers.tables import Broken

SHOWS = [
    {"title": f"Show {n}", "seasons": [{"number": s, "episodes": [{"n": 1}]} for s in (1, 2)]}
    for n in (1, 2, 3)
]


def items(path: Path, *paths: str) -> list[object]:
    (member,) = Bundle(path).members
    return [f if isinstance(f, Broken) else f[2].get("title") for f in read_items(member, *paths)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le"])
def test_objects_are_read_in_any_encoding(tmp_path: Path, encoding: str) -> None:
    file = tmp_path / "shows.json"
    file.write_text(json.dumps(SHOWS, indent=1), encoding)
    assert items(file, "item") == ["Show 1", "Show 2", "Show 3"]


def test_objects_of_several_lists_are_numbered_through(tmp_path: Path) -> None:
    file = tmp_path / "backup.json"
    file.write_text(json.dumps({"films": [{"title": "Salt"}], "shows": SHOWS[:1]}))
    (member,) = Bundle(file).members
    told = [(f[0], f[1]) for f in read_items(member, "shows.item", "films.item") if not isinstance(f, Broken)]
    assert told == [(1, "shows.item"), (2, "films.item")]


def test_what_stands_before_a_damage_is_kept(tmp_path: Path) -> None:
    file = tmp_path / "shows.json"
    text = json.dumps(SHOWS)
    file.write_text(text[: text.index("Show 3")])
    *good, broken = items(file, "item")
    assert good == ["Show 1", "Show 2"]
    assert isinstance(broken, Broken) and broken.number == 3 and "damaged" in broken.why


def test_what_is_no_object_is_told(tmp_path: Path) -> None:
    file = tmp_path / "shows.json"
    file.write_text(json.dumps([SHOWS[0], 7]))
    assert isinstance(items(file, "item")[1], Broken)


def test_a_number_of_a_film_is_not_that_of_a_series() -> None:
    assert work_ids(Kind.FILM, {"tmdb": "680", "imdb": "tt0110912"}) == (
        ("tmdb", "movie/680"),
        ("imdb", "tt0110912"),
    )
    assert work_ids(Kind.SERIES, {"tmdb": 680.0, "mal": "5"}) == (("tmdb", "tv/680"), ("mal", "anime/5"))
    assert work_ids(Kind.BOOK, {"mal": 5, "anilist": "30911"}) == (("mal", "manga/5"), ("anilist", "30911"))


@pytest.mark.parametrize("written", ["", None, "0", "tt0", "n/a", True, -4, "9.1E+5"])
def test_what_cannot_be_a_number_is_none(written: object) -> None:
    assert work_ids(Kind.FILM, {"tmdb": written, "imdb": written}) == ()


@pytest.mark.parametrize(
    ("text", "numbers"),
    [("s1e2", (1, 2)), ("S01E02", (1, 2)), ("Show 1x02", (1, 2)), ("S01.E10", (1, 10)), ("Series 7", None)],
)
def test_an_episode_is_found_in_other_spellings(text: str, numbers: tuple[int, int] | None) -> None:
    found = episode_code(text)
    assert (found and found[:2]) == numbers


def test_an_episode_is_written_as_far_as_it_is_known() -> None:
    assert episode_detail(2, 3, "Low Tide") == "S02E03 · Low Tide"
    assert (episode_detail(2, None), episode_detail(None, None)) == ("S02", "")
    assert (whole_number("12.0"), whole_number(1.5), whole_number(True)) == (12, None, None)


def test_a_number_too_long_for_a_machine_is_kept_as_text() -> None:
    assert raw_json({"ids": {"tmdb": 10**30}, "half": ["\ud83d"]}, ["ids", "half"])
