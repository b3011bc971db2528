"""Columns of tables that nobody knows: right for nearly all that people's own tables and programs write."""

from __future__ import annotations

import pytest

from recdesk.importers.columns import guess_meaning, mapped_meaning, table_key
from recdesk.importers.guessing import guess_columns
from tests.importers.header_rows import cases, figures

LANGUAGES = {"en", "de", "fr", "es", "it", "pt", "nl", "pl", "tr", "ja", "ko", "zh", "ru"}


@pytest.mark.parametrize("part", ["tuned", "kept_back"])
def test_nine_of_ten_columns_and_tables_are_guessed_right(part: str) -> None:
    columns_right, columns, tables_right, tables = figures(part)
    wrong = {case.name: case.wrong() for case in cases(part) if case.wrong()}
    assert columns_right >= 0.9 * columns, wrong
    assert tables_right >= 0.9 * tables, wrong


def test_the_set_has_150_tables_in_13_languages() -> None:
    every = [*cases("tuned"), *cases("kept_back")]
    assert len(every) >= 150 and len({(case.name, *case.header) for case in every}) == len(every)
    assert {case.name.partition(":")[0] for case in every} == LANGUAGES


def test_without_rows_the_names_speak_alone() -> None:
    assert guess_columns(["Title", "Date watched"], []) == {"title": "Title", "date": "Date watched"}


def test_values_that_cannot_be_of_a_field_rule_it_out() -> None:
    rows = [["Emma", "yes"], ["Dune", "no"]]
    assert guess_columns(["Title", "Finished"], rows) == {"title": "Title", "status": "Finished"}
    assert guess_columns(["Title", "Finished"], [["Emma", "2020-01-02"]])["date"] == "Finished"


def test_values_that_can_be_nothing_else_need_no_name() -> None:
    rows = [["tt0111161", "Heat", "9780141439518", "2020-02-03"]]
    assert guess_columns(["a", "b", "c", "d"], rows) == {"imdb": "a", "title": "b", "isbn": "c", "date": "d"}


def test_no_column_is_read_twice_and_every_field_once() -> None:
    for case in (*cases("tuned"), *cases("kept_back")):
        guessed = guess_columns(case.header, case.rows)
        assert len(set(guessed.values())) == len(guessed) and set(guessed.values()) <= set(case.header)


def test_a_guess_written_down_as_a_mapping_means_the_same() -> None:
    for case in cases("tuned"):
        meaning = guess_meaning(case.header, case.rows)
        again = mapped_meaning(meaning.mapping(case.header))
        assert (again.columns, again.scale) == (meaning.columns, meaning.scale), case.name


def test_the_same_columns_in_other_order_and_case_are_the_same_table() -> None:
    assert table_key(["Title", "Datum", ""]) == table_key(["datum", "TITLE "]) != table_key(["title"])
