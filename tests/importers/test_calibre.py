"""Calibre: the database, the catalogue, and a column of one's own that says read."""

from __future__ import annotations

from pathlib import Path

from recdesk.domain.history import Action, Reading, SkippedRow
from tests.importers.conformance import Conformance, cases, read, rows_in
from tests.importers.databases_of_samples import rows_of

CASES = {path.name: path for path in cases("calibre")}


class TestCalibre(Conformance):
    source = "calibre"

    def held(self, file: Path) -> int:
        if file.suffix == ".csv":
            return rows_in(file)
        return rows_of(file, "SELECT count(*) FROM books")


def books(case: str) -> dict[str, Reading]:
    return {row.mention.title: row for row in read(CASES[case])[1] if isinstance(row, Reading)}


def test_owned_rated_and_read_are_three_things() -> None:
    actions = {title: row.action for title, row in books("database").items()}
    assert actions == {"The Long Field": Action.READ, "Paper Moons": Action.RATED, "Salt": Action.SAVED}
    assert books("catalogue")["The Long Field"].action is Action.READ
    assert books("database")["Paper Moons"].rating == 0.9


def test_two_people_in_one_name_are_parted_and_a_turned_name_is_turned_back() -> None:
    assert books("database")["The Long Field"].mention.creators == ("Ada Moor", "Ben Reed")
    assert books("database")["Paper Moons"].mention.creators == ("Ada Moor",)


def test_the_date_of_an_unknown_publication_is_no_year() -> None:
    assert books("database")["Paper Moons"].mention.year is None
    assert books("database")["The Long Field"].mention.year == 2019


def test_the_guide_that_every_library_has_is_left_out() -> None:
    for case in CASES.values():
        assert "Calibre's own guide" in {r.rule for r in read(case)[1] if isinstance(r, SkippedRow)}
