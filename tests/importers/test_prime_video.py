"""Prime Video: three shapes, ten languages, and viewings told by two of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from recdesk.domain.history import Precision, Reading, SkippedRow
from recdesk.domain.works import Kind
from recdesk.importers import find_histories
from tests.importers.conformance import Conformance, cases, ledger, read

CASES = {case.name: case for case in cases("prime_video")}


class TestPrimeVideo(Conformance):
    source = "prime_video"


def test_a_season_in_the_title_makes_an_episode_and_quotes_round_it_go() -> None:
    readings = [row for row in read(CASES["report"])[1] if isinstance(row, Reading)]
    assert [(r.mention.kind, r.mention.title, r.detail) for r in readings] == [
        (Kind.FILM, "Paper Moons", ""),
        (Kind.SERIES, "Harbour Lights", "Season 4: Low Tide, Again"),
        (Kind.SERIES, "Vloed", ""),
    ]


def test_rows_that_are_no_viewing_are_left_out_by_name() -> None:
    rules = [row.rule for row in read(CASES["report"])[1] if isinstance(row, SkippedRow)]
    assert rules == ["not played (0 seconds)", "title not available", "trailer"]


def test_the_older_report_knows_the_hour_and_is_kept_as_a_day() -> None:
    first = next(row for row in read(CASES["report_of_2016"])[1] if isinstance(row, Reading))
    assert first.when is not None
    assert (first.when.isoformat(), first.precision) == ("2016-01-13T12:00:00+00:00", Precision.DAY)


def test_the_script_adds_nothing_to_the_days_the_report_tells() -> None:
    both = [*read(CASES["report"])[1], *read(CASES["script_in_english"])[1]]
    titles = [(row.mention.title, row.precision) for row in ledger(both)]
    assert titles == [
        ("Paper Moons", Precision.SECOND),
        ("Harbour Lights", Precision.SECOND),
        ("Vloed", Precision.SECOND),
        ("Salt", Precision.SECOND),
        ("The Odes", Precision.DAY),
    ]


@pytest.mark.parametrize(
    ("header", "row", "kind", "day"),
    [
        ("Date Watched,Type,Title,Episode", '"April 23, 2024",Series,X,Y', Kind.SERIES, "2024-04-23"),
        ("Datum angesehen,Typ,Titel,Folge", "23. April 2024,Film,X,", Kind.FILM, "2024-04-23"),
        ("Fecha vista,Tipo,Título,Episodio", "23 de abril de 2024,Película,X,", Kind.FILM, "2024-04-23"),
        (
            "Fecha de visualización,Tipo,Título,Episodio",
            "2 de enero de 2024,Serie,X,Y",
            Kind.SERIES,
            "2024-01-02",
        ),
        ("Date regardée,Type,Titre,Épisode", "3 août 2024,Série,X,Y", Kind.SERIES, "2024-08-03"),
        ("Data assistida,Tipo,Título,Episódio", "3 de março de 2024,Filme,X,", Kind.FILM, "2024-03-03"),
        ("Data de visualização,Tipo,Título,Episódio", "2024-03-03,Série,X,Y", Kind.SERIES, "2024-03-03"),
        ("視聴日,種類,タイトル,エピソード", "2024年4月23日,映画,X,", Kind.FILM, "2024-04-23"),
        ("觀看日期,類型,標題,集", "2024年4月23日,電影,X,", Kind.FILM, "2024-04-23"),
        ("觀看日期,類型,標題,集", "2024年4月23日,剧集系列,X,Y", Kind.SERIES, "2024-04-23"),
    ],
)
def test_the_script_speaks_ten_languages(tmp_path: Path, header: str, row: str, kind: Kind, day: str) -> None:
    file = tmp_path / "export.csv"
    file.write_text(f"{header}\n{row}\n", "utf-8")
    assert [history.source for history in find_histories(file).histories] == ["prime_video"]
    (reading,) = read(file)[1]
    assert isinstance(reading, Reading) and reading.when is not None
    assert (reading.mention.kind, reading.when.date().isoformat()) == (kind, day)
