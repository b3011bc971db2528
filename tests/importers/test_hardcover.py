"""Hardcover: states, half stars and lists."""

from __future__ import annotations

from recdesk.domain.history import Action, Reading
from tests.importers.conformance import Conformance, cases, read


class TestHardcover(Conformance):
    source = "hardcover"


def test_states_say_what_was_done() -> None:
    rows = {row.mention.title: row for row in read(cases("hardcover")[0])[1] if isinstance(row, Reading)}
    assert {title: row.action for title, row in rows.items()} == {
        "The Long Field": Action.READ,
        "Paper Moons": Action.SAVED,
        "Salt": Action.READ,
        "Ash": Action.ABANDONED,
    }
    assert rows["The Long Field"].rating == 0.9
