"""What the pane says of one work's place, and what the lists would be without a work of the history."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from recdesk.domain.journal import Lean
from recdesk.domain.taste import Filter
from recdesk.domain.works import Kind
from recdesk.ranking import Remedy
from recdesk.ui.journal_intents import JournalIntents
from recdesk.ui.models.browse import Browse
from recdesk.ui.parts.detail_pane import DetailPane


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


def test_the_pane_says_where_a_work_would_be_without_what_says_most_for_it(
    pane: DetailPane, browse: Browse, qtbot: QtBot
) -> None:
    films = browse.library.works.some(card.work_id for card in browse.cards("kind:film"))
    asked = {w: browse.picker.without_strongest(work, browse.dial_values) for w, work in films.items()}
    falling = next(w for w, found in asked.items() if found.rank_without > found.rank + 1)
    browse.select(falling)
    qtbot.waitUntil(lambda: "Without the 3 that say most for it" in pane.work.without.text())
    found = asked[falling]
    assert f"at {found.rank_without} of" in pane.work.without.text()
    assert pane.work.without.text().endswith(f"not at {found.rank}.")
    assert [w for w in pane.work.evidence.rows if w in found.without] == list(found.without)


def test_more_because_of_a_work_counts_at_once_stands_in_the_journal_and_is_taken_back(
    browse: Browse, pane: DetailPane, qtbot: QtBot
) -> None:
    journal = JournalIntents(browse.library, browse)
    pane.lean_wanted.connect(journal.lean_on)
    card = browse.cards("kind:film")[0]
    browse.select(card.work_id)
    before = browse.details(card.work_id).score
    spoken, row = next(iter(pane.work.evidence.rows.items()))
    row.leans[Lean.MORE].click()
    assert browse.details(card.work_id).score > before
    assert browse.library.journal.leanings()[spoken].lean is Lean.MORE
    qtbot.waitUntil(lambda: pane.work.evidence.rows[spoken].leans[Lean.MORE].isChecked())
    pane.work.evidence.rows[spoken].leans[Lean.MORE].click()
    assert browse.details(card.work_id).score == before
    assert spoken not in browse.library.journal.leanings()
    qtbot.waitUntil(lambda: not pane.work.evidence.rows[spoken].leans[Lean.MORE].isChecked())


def test_the_keyboard_stays_on_the_switch_it_pressed(pane: DetailPane, browse: Browse, qtbot: QtBot) -> None:
    card = browse.cards("top")[0]
    browse.select(card.work_id)
    pane.activateWindow()
    switched, switch = list(pane.work.evidence.switches.items())[1]
    switch.setFocus()
    qtbot.keyClick(switch, Qt.Key.Key_Space)
    pane.show_work(card.work_id)  # the reckoning is another one now
    assert pane.work.evidence.switches[switched] is switch and not switch.isChecked()
    assert list(pane.work.evidence.rows).index(switched) == 1
    assert switch.accessibleName() and switch.focusPolicy() & Qt.FocusPolicy.TabFocus


def test_a_filter_that_keeps_a_work_out_is_named_and_can_be_cleared(
    pane: DetailPane, browse: Browse, qtbot: QtBot
) -> None:
    films = browse.cards("kind:film")
    browse.narrow(Filter(since=1990), np.array([films[0].work_id]))
    browse.select(films[3].work_id)
    qtbot.waitUntil(lambda: "filter" in pane.work.where.text.text())
    with qtbot.waitSignal(browse.widen_wanted):
        pane.work.where.buttons[Remedy.NO_FILTER].click()
