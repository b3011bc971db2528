"""BookWyrm: shelves of one's own, books given up, and numbers of other services."""

from __future__ import annotations

from recdesk.domain.history import Action, Reading
from tests.importers.conformance import Conformance, cases, read


class TestBookwyrm(Conformance):
    source = "bookwyrm"


BOOKS = {row.mention.title: row for row in read(cases("bookwyrm")[0])[1] if isinstance(row, Reading)}


def test_a_book_on_a_shelf_of_ones_own_is_read_if_it_has_a_date_or_stars() -> None:
    assert BOOKS["The Long Field"].action is Action.READ
    assert BOOKS["Ash"].action is Action.SAVED
    assert BOOKS["Salt"].action is Action.ABANDONED
    assert ("openlibrary", "OL1M") in BOOKS["The Long Field"].mention.external_ids
    assert BOOKS["The Long Field"].review == "Quiet\nAnd long."
