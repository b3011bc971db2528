"""IMDb: ratings and lists in three shapes, translated title types, episodes and their series."""

from __future__ import annotations

from pathlib import Path

import pytest

from recdesk.domain.history import Action, Reading, SkippedRow
from recdesk.domain.works import Kind
from recdesk.importers import find_histories
from tests.importers.conformance import Conformance, cases, ledger, read

CASES = {case.name: case for case in cases("imdb")}
HEADER = "Const,Your Rating,Date Rated,Title,URL,Title Type,Year,Directors\n"


class TestImdb(Conformance):
    source = "imdb"


def test_a_rated_title_of_the_watchlist_is_told_once() -> None:
    events = ledger(read(CASES["ratings_and_watchlist"])[1])
    assert [(e.action, e.mention.title) for e in events if e.mention.title in ("Paper Moons", "Vloed")] == [
        (Action.RATED, "Paper Moons"),
        (Action.SAVED, "Vloed"),
    ]


def test_an_episode_counts_for_its_series_and_keeps_its_number_to_itself() -> None:
    row = next(
        r
        for r in read(CASES["ratings_and_watchlist"])[1]
        if isinstance(r, Reading) and r.detail == "Low Tide"
    )
    assert (row.mention.kind, row.mention.title, row.mention.external_ids) == (
        Kind.SERIES,
        "Harbour Lights",
        (),
    )


def test_the_original_title_is_a_second_guess() -> None:
    row = next(r for r in read(CASES["list_in_portuguese"])[1] if isinstance(r, Reading))
    assert [g.title for g in row.mention.guesses] == ["Luzes do Porto", "Harbour Lights"]


@pytest.mark.parametrize(
    ("written", "kind"),
    [
        ("movie", Kind.FILM),
        ("Feature Film", Kind.FILM),
        ("Filme", Kind.FILM),
        ("Curta", Kind.FILM),
        ("TV Movie", Kind.FILM),
        ("Fernsehfilm", Kind.FILM),
        ("映画", Kind.FILM),
        ("tvSeries", Kind.SERIES),
        ("tvMiniSeries", Kind.SERIES),
        ("TV Mini Series", Kind.SERIES),
        ("Série de TV", Kind.SERIES),
        ("Minissérie de televisão", Kind.SERIES),
        ("Fernsehserie", Kind.SERIES),
        ("Miniserie de TV", Kind.SERIES),
        ("Série télévisée", Kind.SERIES),
        ("Serie TV", Kind.SERIES),
        ("Serial telewizyjny", Kind.SERIES),
        ("TV Dizisi", Kind.SERIES),
        ("テレビシリーズ", Kind.SERIES),
        ("TV 시리즈", Kind.SERIES),
        ("电视剧", Kind.SERIES),
        ("Podcast Series", Kind.PODCAST),
    ],
)
def test_title_types_are_read_in_many_languages(tmp_path: Path, written: str, kind: Kind) -> None:
    file = tmp_path / "list.csv"
    file.write_text(f"{HEADER}tt0000401,8,2021-03-04,Salt,,{written},2001,\n", "utf-8")
    (row,) = read(file)[1]
    assert isinstance(row, Reading) and row.mention.kind is kind


@pytest.mark.parametrize(
    "written", ["tvEpisode", "Episódio de TV", "Épisode de série", "Fernsehepisode", "エピソード"]
)
def test_an_episode_without_its_series_is_left_out(tmp_path: Path, written: str) -> None:
    file = tmp_path / "list.csv"
    file.write_text(f"{HEADER}tt0000401,8,2021-03-04,Salt,,{written},2001,\n", "utf-8")
    (row,) = read(file)[1]
    assert isinstance(row, SkippedRow) and row.rule == "an episode whose series is not named"


def test_a_list_of_people_is_named_and_left_aside(tmp_path: Path) -> None:
    (tmp_path / "list.csv").write_text(
        "Position,Const,Created,Name,Known For,Birth Date\n1,nm0000001,2020-01-01,A,B,\n"
    )
    assert "people" in find_histories(tmp_path).ignored[0].why
