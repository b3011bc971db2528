"""LibraryThing: two encodings in one row, ISBNs in three shapes, and what counts as read."""

from __future__ import annotations

import json
from pathlib import Path

from recdesk.domain.history import Action, Reading
from tests.importers.conformance import Conformance, cases, read, rows_in

CASES = {path.name: path for path in cases("librarything")}


class TestLibraryThing(Conformance):
    source = "librarything"

    def held(self, file: Path) -> int:
        return len(json.loads(file.read_text("utf-8"))) if file.suffix == ".json" else rows_in(file)


def books(case: str) -> dict[str, Reading]:
    return {row.mention.title: row for row in read(CASES[case])[1] if isinstance(row, Reading)}


def test_a_row_in_two_encodings_keeps_the_letters_of_both() -> None:
    assert books("table")["The Long Field"].tags == ("roman", "expérimental", "bohème")
    assert books("table")["Le Grand Été"].tags == ("café",)


def test_table_and_object_tell_the_same_book() -> None:
    one, other = books("table")["The Long Field"], books("object")["The Long Field"]
    assert one.mention == other.mention
    assert one.key == other.key
    assert one.mention.creators == ("Ada Moor", "Ben Reed", "C. Voice")


def test_owning_is_not_reading() -> None:
    actions = {title: row.action for title, row in books("table").items()}
    assert actions == {
        "The Long Field": Action.READ,
        "Le Grand Été": Action.SAVED,
        "Salt": Action.SAVED,
    }
    assert books("object")["Le Grand Été"].shelf == "Wishlist"
