"""How cards go to their new places while a dial moves, by a clock of the test's own."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint
from pytestqt.qtbot import QtBot

from recdesk.ui import motion
from recdesk.ui.models.browse import Browse
from recdesk.ui.models.cards import Card
from recdesk.ui.parts.card_view import CardView
from recdesk.ui.parts.glide import DURATION_S, FAINTEST, Glide


class Clock:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def view(browse: Browse, clock: Clock, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> CardView:
    """A grid of twelve cards, three in a line, for somebody who did not ask for less motion."""
    monkeypatch.delenv("RECDESK_LESS_MOTION")
    made = CardView(browse, single_row=False)
    qtbot.addWidget(made)
    made.resize(540, 900)
    with qtbot.waitExposed(made):
        made.show()
    made.show_cards(cards(browse))
    made._glide = Glide(made, clock)
    return made


def cards(browse: Browse) -> tuple[Card, ...]:
    return browse.cards("top")[:12]


def seen_at(view: CardView, card: Card) -> QPoint:
    """Where a card is painted."""
    return view.rect_of(view.cards.row_of(card.work_id)).topLeft() + view._glide.way_of(card.work_id)[0]


def test_a_card_glides_from_its_old_place_to_its_new_one(
    view: CardView, browse: Browse, clock: Clock
) -> None:
    first, *others = cards(browse)
    before = seen_at(view, first)
    view.show_cards([*others, first])
    assert seen_at(view, first) == before
    assert view.visualRect(view.cards.index(11)).topLeft() != before  # a click finds it there at once
    clock.now += DURATION_S / 4
    on_its_way = seen_at(view, first)
    assert before.y() < on_its_way.y() < view.rect_of(11).top()
    clock.now += 2 * DURATION_S
    assert seen_at(view, first) == view.rect_of(11).topLeft()


def test_a_new_order_in_the_middle_goes_on_from_where_the_cards_are(
    view: CardView, browse: Browse, clock: Clock
) -> None:
    first, *others = cards(browse)
    view.show_cards([*others, first])
    for step in range(12):  # a fast hand: another order every few milliseconds
        clock.now += 0.007
        before = {card.work_id: seen_at(view, card) for card in cards(browse)}
        shown = list(view.cards.cards)
        view.show_cards(shown[step % 5 :] + shown[: step % 5])
        for card in cards(browse):
            assert (seen_at(view, card) - before[card.work_id]).manhattanLength() <= 2
    clock.now += 2 * DURATION_S
    assert all(seen_at(view, c) == view.rect_of(view.cards.row_of(c.work_id)).topLeft() for c in others)


def test_what_comes_in_fades_in_at_its_place(view: CardView, browse: Browse, clock: Clock) -> None:
    *others, _last = cards(browse)
    newcomer = browse.cards("top")[15]
    view.show_cards([newcomer, *others])
    way, shown = view._glide.way_of(newcomer.work_id)
    assert way.isNull() and shown == pytest.approx(FAINTEST)
    clock.now += DURATION_S / 2
    assert FAINTEST < view._glide.way_of(newcomer.work_id)[1] < 1.0
    clock.now += 2 * DURATION_S
    assert view._glide.way_of(newcomer.work_id) == (QPoint(), 1.0)


def test_another_list_stands_there_at_once(view: CardView, browse: Browse) -> None:
    view.show_cards(browse.cards("backlog"))
    assert not view._glide.running


def test_the_glide_ends_by_itself_and_leaves_no_timer(
    view: CardView, browse: Browse, clock: Clock, qtbot: QtBot
) -> None:
    view.show_cards(tuple(reversed(cards(browse))))
    assert view._glide.running
    view.grab()  # every frame can be painted
    clock.now += 2 * DURATION_S
    qtbot.waitUntil(lambda: not view._glide.running)
    assert not view._glide._timer.isActive()


def test_nothing_moves_for_somebody_who_asked_for_less_motion(
    view: CardView, browse: Browse, monkeypatch: pytest.MonkeyPatch
) -> None:
    motion.ask_for_less(True)
    view.show_cards(tuple(reversed(cards(browse))))
    assert not view._glide.running
    motion.ask_for_less(False)
    view.show_cards(cards(browse))
    assert view._glide.running
    view._glide.stop()
    monkeypatch.setenv("RECDESK_LESS_MOTION", "1")
    view.show_cards(tuple(reversed(cards(browse))))
    assert not view._glide.running
