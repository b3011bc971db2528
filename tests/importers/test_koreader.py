"""KOReader: a book with how long it was read, how far, and when last."""

from __future__ import annotations

from pathlib import Path

from recdesk.domain.history import Action, Reading, SkippedRow
from tests.importers.conformance import Conformance, cases, read
from tests.importers.databases_of_samples import rows_of


class TestKoreader(Conformance):
    source = "koreader"

    def held(self, file: Path) -> int:
        return rows_of(file, "SELECT count(*) FROM book")


ROWS = read(cases("koreader")[0])[1]
BOOKS = {row.mention.title: row for row in ROWS if isinstance(row, Reading)}


def test_how_long_how_far_and_when_a_book_was_read() -> None:
    field = BOOKS["The Long Field"]
    assert (field.action, field.seconds, field.fraction) == (Action.READ, 36000, 1.0)
    assert field.mention.creators == ("Ada Moor", "Ben Reed")
    assert field.when is not None and field.when.isoformat() == "2024-09-01T20:45:40+00:00"
    assert BOOKS["夜の庭"].fraction == 0.23
    assert BOOKS["Salt"].mention.creators == () and BOOKS["Salt"].when is None


def test_a_book_that_was_only_opened_was_not_read() -> None:
    assert [row.rule for row in ROWS if isinstance(row, SkippedRow)] == ["opened and not read", "no title"]
