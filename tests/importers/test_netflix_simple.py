"""Netflix viewing history: what a title names, and dates in any order."""

from __future__ import annotations

from pathlib import Path

import pytest

from recdesk.domain.history import BadRow, Precision, Reading
from recdesk.domain.works import Kind
from recdesk.importers.season_words import read_title
from tests.importers.conformance import Conformance, read


class TestNetflixSimple(Conformance):
    source = "netflix_simple"


@pytest.mark.parametrize(
    ("title", "series", "detail"),
    [
        ("The Witcher: Season 1: The End’s Beginning", "The Witcher", "Season 1: The End’s Beginning"),
        ("Gotham: Temporada 4: O caminho", "Gotham", "Temporada 4: O caminho"),
        ("O Inocente: Minissérie: Episódio 1", "O Inocente", "Minissérie: Episódio 1"),
        ("Dark: Staffel 2: Anfänge", "Dark", "Staffel 2: Anfänge"),
        ("Lupin: Saison 1: Chapitre 1", "Lupin", "Saison 1: Chapitre 1"),
        ("Suburra: Stagione 1: 21 giorni", "Suburra", "Stagione 1: 21 giorni"),
        ("Undercover: Seizoen 1: Vuil", "Undercover", "Seizoen 1: Vuil"),
        ("Wielka woda: Miniserial: Odcinek 1", "Wielka woda", "Miniserial: Odcinek 1"),
        ("Rojst: Sezon 2: Odcinek 1", "Rojst", "Sezon 2: Odcinek 1"),
        ("Kalifat: Säsong 1: Avsnitt 1", "Kalifat", "Säsong 1: Avsnitt 1"),
        ("Borgen: Sæson 1: Et", "Borgen", "Sæson 1: Et"),
        ("Lilyhammer: Sesong 1: Reality", "Lilyhammer", "Sesong 1: Reality"),
        ("Karppi: Kausi 1: Jakso 1", "Karppi", "Kausi 1: Jakso 1"),
        ("梨泰院クラス: シーズン1: エピソード16", "梨泰院クラス", "シーズン1: エピソード16"),
        ("キングダム: 第1シリーズ: 無名の少年", "キングダム", "第1シリーズ: 無名の少年"),
        ("킹덤: 시즌 1: 에피소드 1", "킹덤", "시즌 1: 에피소드 1"),
        ("王国: 第一季: 第1集", "王国", "第一季: 第1集"),
        (
            "Trollhunters: Tales of Arcadia: Season 2: Hiss",
            "Trollhunters: Tales of Arcadia",
            "Season 2: Hiss",
        ),
        ("Odd: Odd 3: Chapter One: Suzie", "Odd", "Odd 3: Chapter One: Suzie"),
        ("The Ranch: Season 2 – Part B: Wrapped Up", "The Ranch", "Season 2 – Part B: Wrapped Up"),
        ("Money Heist: Part 2: Episode 4", "Money Heist", "Part 2: Episode 4"),
        ("Free!: Free!: Season 1: Reunion", "Free!", "Season 1: Reunion"),
    ],
)
def test_a_season_in_the_title_names_the_series(title: str, series: str, detail: str) -> None:
    guesses, rest = read_title(title, lambda prefix: False)
    assert [(g.kind, g.title) for g in guesses] == [(Kind.SERIES, series)]
    assert rest == detail


@pytest.mark.parametrize(
    "title", ["Mad Max: Fury Road", "300: Rise of an Empire", "Dune: Part Two", "Kill Bill: Vol. 2"]
)
def test_one_colon_is_first_a_film_with_a_subtitle_and_then_perhaps_a_series(title: str) -> None:
    guesses, _ = read_title(title, lambda prefix: False)
    assert [g.kind for g in guesses] == [Kind.FILM, Kind.SERIES]
    assert guesses[0].title == title


def test_a_prefix_of_several_titles_is_first_a_series() -> None:
    guesses, rest = read_title("Spartacus: Sacramentum", lambda prefix: prefix == "Spartacus")
    assert [(g.kind, g.title) for g in guesses] == [
        (Kind.SERIES, "Spartacus"),
        (Kind.FILM, "Spartacus: Sacramentum"),
    ]
    assert rest == "Sacramentum"


def test_a_title_without_colon_is_a_film() -> None:
    assert read_title("Paper Moons", lambda prefix: True)[0][0].kind is Kind.FILM


def test_a_film_watched_twice_does_not_become_a_series(tmp_path: Path) -> None:
    file = tmp_path / "history.csv"
    file.write_text('Title,Date\n"Heist: Nightfall","2/14/23"\n"Heist: Nightfall","1/2/23"\n')
    _, rows = read(file)
    assert {row.mention.kind for row in rows if isinstance(row, Reading)} == {Kind.FILM}


def test_the_order_of_day_and_month_comes_from_the_whole_file(tmp_path: Path) -> None:
    file = tmp_path / "history.csv"
    ambiguous = "".join(f'"Film {n}","0{9 - n % 9}/06/2021"\n' for n in range(60))
    file.write_text(f'Title,Date\n{ambiguous}"Last","28/05/2021"\n')
    _, rows = read(file)
    months = {row.when.month for row in rows if isinstance(row, Reading) and row.when}
    assert months == {5, 6}


def test_one_wrong_date_does_not_turn_the_others_round(tmp_path: Path) -> None:
    file = tmp_path / "history.csv"
    file.write_text(
        'Title,Date\n"A","25/12/20"\n"B","31/31/20"\n"C","24/12/20"\n"D","02/12/20"\n'
        + '"E","01/12/20"\n' * 20
    )
    _, rows = read(file)
    assert [row.why for row in rows if isinstance(row, BadRow)] == ["the date 31/31/20 is not a date"]
    assert {row.when.month for row in rows if isinstance(row, Reading) and row.when} == {12}


def test_days_are_kept_as_days(tmp_path: Path) -> None:
    file = tmp_path / "history.csv"
    file.write_text('Title,Date\n"A","2020/05/27"\n')
    (row,) = read(file)[1]
    assert isinstance(row, Reading) and row.when is not None
    assert (row.precision, row.when.hour) == (Precision.DAY, 12)
