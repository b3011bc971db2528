"""Kindle clippings in seven languages: one event a book, and nothing of what was highlighted."""

from __future__ import annotations

from pathlib import Path

import pytest

from recdesk.domain.history import BadRow, Reading, SkippedRow
from tests.importers.conformance import Conformance, cases, read


class TestKindleClippings(Conformance):
    source = "kindle_clippings"

    def held(self, file: Path) -> int:
        return file.read_text("utf-8").count("==========")


ROWS = read(cases("kindle_clippings")[0])[1]
BOOKS = {row.mention.title: row for row in ROWS if isinstance(row, Reading)}


def test_times_are_read_in_every_language_of_the_device() -> None:
    assert {title: row.when.isoformat()[:19] for title, row in BOOKS.items() if row.when} == {
        "The Long Field": "2017-07-31T23:11:20",
        "Ash (and Salt)": "2015-01-15T21:51:54",
        "Luna de papel": "2017-11-04T19:15:42",
        "夜の庭": "2015-11-21T00:24:43",
        "A Book Without an Author": "2013-12-18T16:55:44",
        "Le Champ": "2023-08-27T08:08:19",
        "Il campo": "2023-08-27T18:08:19",
        "O campo": "2023-08-27T18:08:19",
        "Salt": "2023-08-27T08:08:19",
    }


@pytest.mark.parametrize(
    ("added", "time"),
    [
        ("追加日：2019年11月21日木曜日 22:24:43", "2019-11-21T22:24:43"),
        ("추가됨: 2015년 1월 15일 목요일 오후 7:51:54", "2015-01-15T19:51:54"),
        ("Toegevoegd op donderdag 15 januari 2015 07:51:54", "2015-01-15T07:51:54"),
        ("Добавлено: четверг, 15 января 2015 г. в 7:51:54", "2015-01-15T07:51:54"),
        ("Dodano: czwartek, 15 stycznia 2015 07:51:54", "2015-01-15T07:51:54"),
        ("Eklenme Tarihi: 15 Ocak 2015 Perşembe 07:51:54", "2015-01-15T07:51:54"),
        ("Ajouté le jeudi 15 janvier 2015 21 h 51 min 54 s", "2015-01-15T21:51:54"),
        ("Added on Thursday, January 15, 2015", "2015-01-15T12:00:00"),
        ("Hinzugefügt am Donnerstag, 15. Januar 15 um 07:51:54 Uhr", "2015-01-15T07:51:54"),
        ("Aggiunto in data giovedì 15 gennaio 15 07:51:54", "2015-01-15T07:51:54"),
    ],
)
def test_a_clipping_of_any_device_has_its_time(tmp_path: Path, added: str, time: str) -> None:
    file = tmp_path / "My Clippings.txt"
    file.write_text(f"Salt (C. Voice)\n- page 3 | {added}\n\nx\n==========\n", "utf-8")
    (row,) = read(file)[1]
    assert isinstance(row, Reading) and row.when is not None
    assert row.when.isoformat() == f"{time}+00:00"


def test_a_book_is_one_event_with_its_authors_by_their_usual_names() -> None:
    book = BOOKS["The Long Field"]
    assert book.mention.creators == ("Ada Moor", "Ben Reed")
    assert book.detail == "2 clippings"
    rules = [row.rule for row in ROWS if isinstance(row, SkippedRow)]
    assert rules == ["a further clipping of a book already counted", "a periodical"]


def test_a_clipping_without_a_time_is_told_and_the_next_one_counts_for_the_book() -> None:
    assert [row.why for row in ROWS if isinstance(row, BadRow)] == ["the time some day is not a time"]
