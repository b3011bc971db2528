"""What the pane says of one work's place, and what the lists would be without a work of the history."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from recdesk.domain.works import Kind
from recdesk.ui.models.browse import Browse
from recdesk.ui.parts.detail_pane import DetailPane


@pytest.fixture
def pane(browse: Browse, qtbot: QtBot) -> DetailPane:
    made = DetailPane(browse)
    qtbot.addWidget(made)
    made.resize(372, 860)
    with qtbot.waitExposed(made):
        made.show()
    return made


def test_the_pane_says_where_a_work_stands_and_what_lets_it_in(
    pane: DetailPane, browse: Browse, qtbot: QtBot
) -> None:
    listed = browse.cards("kind:film")
    browse.select(listed[2].work_id)
    qtbot.waitUntil(lambda: "Place 3" in pane.work.where.text.text())
    known = next(w.id for w in browse.library.works.all() if w.kind is Kind.FILM and w.id not in {
        card.work_id for card in listed
    })  # fmt: skip
    browse.select(known)
    qtbot.waitUntil(lambda: "You know it" in pane.work.where.text.text())
    (button,) = pane.work.where.buttons.values()
    with qtbot.waitSignal(browse.place_wanted) as asked:
        button.click()
    assert asked.args == ["revisit"]
    assert known in {card.work_id for card in browse.cards("revisit")}


def test_a_work_of_the_history_can_be_switched_off_and_on_and_the_list_moves_at_once(
    pane: DetailPane, browse: Browse
) -> None:
    before = [card.work_id for card in browse.cards("top")]
    browse.watch("top")
    browse.select(before[0])
    evidence = pane.work.evidence
    switched = next(iter(evidence.switches))
    score = browse.details(before[0]).score
    evidence.switches[switched].click()
    assert browse.details(before[0]).score < score
    assert [card.work_id for card in browse.cards("top")] != before
    pane.show_work(before[0])
    assert switched in evidence.switches and not evidence.switches[switched].isChecked()
    assert "1 work of your history" in evidence.all_on.text() and not evidence.all_on.isHidden()
    evidence.all_on.click()
    assert [card.work_id for card in browse.cards("top")] == before
    assert browse.details(before[0]).score == score
    assert not browse.library.feedback.journal()
