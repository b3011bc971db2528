from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QSignalSpy

from recdesk.domain.works import Kind
from recdesk.ui.models.cards import Card, CardModel, CardRole, Shelf, from_stored, to_stored


def cards(*ids: int) -> list[Card]:
    return [Card(i, Kind.BOOK, f"Title {i}", 1900 + i, "Author", "Horror", "Because of Dune") for i in ids]


def test_the_model_keeps_qts_contract_through_every_change(qapp: object) -> None:
    model = CardModel()
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    for shown in (cards(1, 2, 3), cards(3, 2, 1), cards(3, 1), cards(), cards(5, 4, 3, 2, 1)):
        model.show_cards(shown)
    model.mark(4, "like")
    assert tester.model() is model
    assert [model.index(row).data(CardRole.CARD).work_id for row in range(5)] == [5, 4, 3, 2, 1]


def test_a_new_order_of_the_same_cards_moves_no_row(qapp: object) -> None:
    model = CardModel()
    model.show_cards(cards(1, 2, 3))
    resets, changes = QSignalSpy(model.modelReset), QSignalSpy(model.dataChanged)
    inserted, removed = QSignalSpy(model.rowsInserted), QSignalSpy(model.rowsRemoved)
    model.show_cards(cards(3, 1, 2))
    assert (resets.count(), inserted.count(), removed.count(), changes.count()) == (0, 0, 0, 1)
    assert model.row_of(1) == 1


def test_a_card_speaks_its_title_kind_maker_reason_and_place(qapp: object) -> None:
    model = CardModel()
    model.show_cards(cards(1, 2))
    spoken = model.index(1).data(Qt.ItemDataRole.AccessibleTextRole)
    for part in ("Title 2", "Book", "1902", "Author", "Because of Dune", "2 of 2"):
        assert part in spoken


def test_roles_are_plain_values(qapp: object) -> None:
    model = CardModel()
    model.show_cards(cards(1))
    for role in (*CardRole, Qt.ItemDataRole.DisplayRole):
        assert isinstance(model.index(0).data(role), str | int | Card)


def test_a_stored_home_page_comes_back_as_it_was() -> None:
    shelves = (Shelf("top", tuple(cards(1, 2))), Shelf("because:9", tuple(cards(3)), "Dune"))
    assert from_stored(to_stored(shelves)) == shelves


def test_a_stored_page_of_another_program_is_left_alone() -> None:
    for strange in (
        None,
        7,
        "top",
        [1],
        [{"key": "top"}],
        [{"key": "top", "subject": "", "cards": [[1, "x"]]}],
    ):
        assert from_stored(strange) == ()


def test_marking_a_verdict_changes_one_card(qapp: object) -> None:
    model = CardModel()
    model.show_cards(cards(1, 2))
    model.mark(2, "like")
    assert model.cards == (cards(1)[0], replace(cards(2)[0], verdict="like"))
