"""Audible: sittings with the fraction they reached, profiles, and the library."""

from __future__ import annotations

from recdesk.domain.history import Action, Reading
from recdesk.importers import find_histories
from tests.importers.conformance import Conformance, cases, read


class TestAudible(Conformance):
    source = "audible"
    repeats = True


ROWS = [row for row in read(cases("audible")[-1])[1] if isinstance(row, Reading)]


def test_the_folders_of_all_profiles_are_one_history() -> None:
    assert len(find_histories(cases("audible")[-1]).histories) == 1
    assert {row.mention.title: row.profile for row in ROWS if row.seconds} == {
        "Paper Moons": "Ada",
        "The Long Field": "",
    }


def test_a_sitting_tells_how_far_it_came() -> None:
    assert {row.fraction for row in ROWS if row.mention.title == "Paper Moons"} == {1.0}
    assert any(
        row.action is Action.SAVED and row.mention.creators == ("Ada Moor", "Ben Reed") for row in ROWS
    )


def test_other_programs_tables_of_the_library_tell_what_was_heard_and_by_whose_stars() -> None:
    by_case = {
        case.name: [(r.mention.title, r.action, r.rating) for r in read(case)[1] if isinstance(r, Reading)]
        for case in cases("audible")
    }
    assert by_case["libation"] == [("Das lange Feld", Action.READ, 0.9), ("Salz", Action.SAVED, None)]
    assert by_case["openaudible"] == [("The Long Field", Action.READ, None), ("Salt", Action.SAVED, None)]
