"""Open Library's reading log: numbers without titles are not made into books."""

from __future__ import annotations

from recdesk.domain.history import SkippedRow
from tests.importers.conformance import Conformance, cases, read


class TestOpenLibrary(Conformance):
    source = "openlibrary"


def test_every_row_is_left_out_and_says_why() -> None:
    rows = read(cases("openlibrary")[0])[1]
    assert {row.rule for row in rows if isinstance(row, SkippedRow)} == {
        "named by its Open Library number only, without a title"
    }
    assert len(rows) == 2
