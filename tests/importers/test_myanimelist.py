"""MyAnimeList: states, partial days, and XML that is not to be trusted."""

from __future__ import annotations

import gzip
from pathlib import Path

from recdesk.domain.history import Action, BadRow, Precision, Reading
from recdesk.domain.works import Kind
from tests.importers.conformance import Conformance, cases, read

CASES = {case.name: case for case in cases("myanimelist")}
ANIME = CASES["anime"] / "animelist.xml"


class TestMyAnimeList(Conformance):
    source = "myanimelist"

    def held(self, file: Path) -> int:
        text = file.read_text("utf-8")
        return text.count("</anime>") + text.count("</manga>")


def anime() -> dict[str, Reading]:
    return {row.mention.title: row for row in read(ANIME)[1] if isinstance(row, Reading)}


def test_a_finished_series_has_its_day_score_and_tags() -> None:
    row = anime()["Shio & Umi"]
    assert row.when is not None
    assert (row.when.date().isoformat(), row.rating, row.fraction) == ("2020-05-06", 0.8, 1.0)
    assert (row.tags, row.review, row.count) == (("sea", "quiet"), "Good end", 2)


def test_partial_days_are_months_and_years() -> None:
    assert [anime()[t].precision for t in ("Nami", "Kaze", "Fune")] == [
        Precision.MONTH,
        Precision.YEAR,
        Precision.NONE,
    ]


def test_states_and_types_say_what_it_is() -> None:
    rows = anime()
    assert (rows["Fune"].mention.kind, rows["Fune"].action) == (Kind.FILM, Action.SAVED)
    assert (rows["Kaze"].action, rows["Kaze"].fraction) == (Action.ABANDONED, 0.25)


def test_manga_is_read_and_the_gzipped_download_is_the_same_history(tmp_path: Path) -> None:
    manga = next(row for row in read(CASES["manga_of_kitsu"])[1] if isinstance(row, Reading))
    assert (manga.mention.kind, manga.action) == (Kind.BOOK, Action.READ)
    packed = tmp_path / "animelist_1_-_2.xml.gz"
    packed.write_bytes(gzip.compress(ANIME.read_bytes()))
    keys = [[row.key for row in read(path)[1] if isinstance(row, Reading)] for path in (packed, ANIME)]
    assert keys[0] == keys[1]


def test_entities_that_grow_are_refused_with_a_sentence(tmp_path: Path) -> None:
    file = tmp_path / "animelist.xml"
    bomb = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 9))
    file.write_text(
        f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a0 "ha">{bomb}]>'
        "<myanimelist><anime><series_title>&a8;</series_title></anime></myanimelist>"
    )
    (row,) = read(file)[1]
    assert isinstance(row, BadRow) and "entities" in row.why


def test_a_control_character_in_a_comment_stops_nothing(tmp_path: Path) -> None:
    file = tmp_path / "animelist.xml"
    file.write_bytes(ANIME.read_bytes().replace(b"Good", b"Go\x0bod\x1f"))
    assert [row.key for row in read(file)[1] if isinstance(row, Reading)] == [
        row.key for row in read(ANIME)[1] if isinstance(row, Reading)
    ]
