"""Kobo: how far a book was read, and what the shop only shows."""

from __future__ import annotations

from pathlib import Path

from recdesk.domain.history import Action, BadRow, Reading, SkippedRow
from tests.importers.conformance import Conformance, cases, read
from tests.importers.databases_of_samples import rows_of


class TestKobo(Conformance):
    source = "kobo"

    def held(self, file: Path) -> int:
        return rows_of(file, "SELECT count(*) FROM content WHERE ContentType = '6'")


ROWS = read(cases("kobo")[0])[1]
BOOKS = {row.mention.title: row for row in ROWS if isinstance(row, Reading)}


def test_how_far_and_how_long_a_book_was_read() -> None:
    field, salt = BOOKS["The Long Field"], BOOKS["Salt"]
    assert (field.action, field.fraction, field.seconds, field.rating) == (Action.READ, 1.0, 7200, 0.8)
    assert (salt.action, salt.fraction, salt.seconds) == (Action.READ, 0.23, 444)
    assert salt.mention.external_ids == ()  # "calibre:12829" is no ISBN
    assert BOOKS["Paper Moons"].action is Action.SAVED


def test_what_the_shop_only_shows_and_samples_are_left_out() -> None:
    rules = [row.rule for row in ROWS if isinstance(row, SkippedRow)]
    assert rules.count("a preview or a recommendation of the shop") == 2


def test_a_time_that_is_none_is_told() -> None:
    assert [row.why for row in ROWS if isinstance(row, BadRow)] == ["the date never is not a date"]
