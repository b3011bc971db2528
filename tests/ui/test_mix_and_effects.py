"""The mix of kinds under the person's hand, and what stands beside the dials."""

from __future__ import annotations

from collections import Counter

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from recdesk.domain.works import Kind
from recdesk.ui.models import filters
from recdesk.ui.models.browse import Browse
from recdesk.ui.models.dial_values import FADERS, NEUTRAL, dial_values, dials_of, mix_of
from recdesk.ui.pages.explore import KindPage
from recdesk.ui.parts.detail_pane import DetailPane
from recdesk.ui.parts.dial_panel import PRESETS, DialPanel

OWN = {Kind.FILM: 0.5, Kind.BOOK: 0.3, Kind.PODCAST: 0.2}


@pytest.fixture
def panel(browse: Browse, qtbot: QtBot) -> DialPanel:
    made = DialPanel(browse)
    qtbot.addWidget(made)
    made.resize(360, 520)
    with qtbot.waitExposed(made):
        made.show()
    return made


def kinds(browse: Browse) -> Counter[Kind]:
    return Counter(card.kind for card in browse.cards("top"))


def settle(panel: DialPanel, browse: Browse, qtbot: QtBot) -> None:
    """Until the hand rests and what every dial does is known."""
    qtbot.waitUntil(
        lambda: not browse.moving and set(panel._effects.fresh) >= {*panel.dials, "mix", "in_proportion"}
    )


# -- shares ---------------------------------------------------------------------------------------


def test_faders_at_rest_ask_for_no_mix_of_their_own() -> None:
    assert mix_of(NEUTRAL, OWN) is None
    assert dials_of(NEUTRAL, OWN).mix is None


def test_a_fader_raised_gives_its_kind_more_and_every_other_less() -> None:
    mix = mix_of({**NEUTRAL, FADERS[Kind.PODCAST]: 0.9}, OWN)
    assert mix is not None and sum(mix.values()) == pytest.approx(1.0)
    assert mix[Kind.PODCAST] > 0.5 > mix[Kind.FILM] > mix[Kind.BOOK]


def test_a_fader_at_the_foot_lets_nothing_of_its_kind_through() -> None:
    mix = mix_of({**NEUTRAL, FADERS[Kind.FILM]: 0.0}, OWN)
    assert mix is not None and mix[Kind.FILM] == 0.0


def test_faders_that_let_nothing_through_are_as_good_as_at_rest() -> None:
    assert mix_of({**NEUTRAL, **dict.fromkeys(FADERS.values(), 0.0)}, OWN) is None


def test_dials_stored_by_an_older_program_have_their_faders_at_rest() -> None:
    values = dial_values({"novelty": 0.4, "mix.film": "much", "mix.opera": 0.2})
    assert values == {**NEUTRAL, "novelty": 0.4}


# -- in the window --------------------------------------------------------------------------------


def test_the_list_follows_a_fader_and_the_bar_says_what_it_is_made_of(
    panel: DialPanel, browse: Browse, qtbot: QtBot
) -> None:
    before = kinds(browse)
    panel.mix.faders[Kind.BOOK].slider.setValue(95)
    qtbot.waitUntil(lambda: kinds(browse)[Kind.BOOK] > before[Kind.BOOK] + 3)
    settle(panel, browse, qtbot)
    assert panel.mix.bar.counts == kinds(browse)
    assert f"Books {kinds(browse)[Kind.BOOK]}" in panel.mix.bar.accessibleDescription()
    assert panel.mix.said.text() == "your own mix"
    assert panel.mix.fresh.text().endswith(" new")
    assert panel.reset.isEnabled()


def test_a_kind_can_be_kept_apart_and_joins_the_others_again(
    panel: DialPanel, browse: Browse, qtbot: QtBot
) -> None:
    before = browse.cards("top")
    only = panel.mix.faders[Kind.FILM].only
    panel.mix.fold.click()
    qtbot.mouseClick(only, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: set(kinds(browse)) == {Kind.FILM})
    assert only.isChecked() and panel.mix.said.text() == "Films only"
    qtbot.mouseClick(only, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: browse.cards("top") == before)
    assert not only.isChecked() and panel.mix.said.text() == "as your history"


def test_presets_leave_the_mix_to_the_person_and_reset_does_not(
    panel: DialPanel, browse: Browse, qtbot: QtBot
) -> None:
    panel.mix.faders[Kind.FILM].slider.setValue(0)
    panel.presets["explore"].click()
    assert browse.dial_values[FADERS[Kind.FILM]] == 0.0
    qtbot.waitUntil(lambda: kinds(browse)[Kind.FILM] == 0)
    assert panel.mix.said.text() == "without \u2068Films\u2069"
    panel.reset.click()
    assert browse.dial_values == NEUTRAL


def test_a_blend_keeps_the_mix(browse: Browse, qtbot: QtBot) -> None:
    browse.set_dials({**NEUTRAL, FADERS[Kind.BOOK]: 0.8})
    filters.save_blend(
        browse.library, filters.Blend("Reading", dict(browse.dial_values), filters.filter_of(None))
    )
    (kept,) = filters.blends(browse.library)
    assert kept.dials[FADERS[Kind.BOOK]] == 0.8


def test_a_list_of_one_kind_has_nothing_to_mix_and_says_so(
    panel: DialPanel, browse: Browse, qtbot: QtBot
) -> None:
    browse.set_dials({**NEUTRAL, FADERS[Kind.BOOK]: 0.0})
    qtbot.waitUntil(lambda: not browse.moving)
    page = KindPage(browse, Kind.BOOK)
    qtbot.addWidget(page)
    page.show()
    assert page.grid.cards.rowCount() > 0
    assert panel.mix.said.text() == "this list: Books only"
    assert not panel.mix.faders[Kind.FILM].slider.isEnabled()


def test_every_control_of_the_mix_has_a_name_and_is_reached_by_the_keyboard(panel: DialPanel) -> None:
    panel.mix.fold.click()
    controls: list[QWidget] = [panel.mix.fold]
    for fader in panel.mix.faders.values():
        controls += [fader.slider, fader.only]
    assert all(w.accessibleName() or getattr(w, "text", str)() for w in controls)
    assert all(w.focusPolicy() & Qt.FocusPolicy.TabFocus for w in controls)


def test_the_switch_keeps_the_list_in_proportion_and_says_what_that_changes(
    panel: DialPanel, browse: Browse, qtbot: QtBot
) -> None:
    before = browse.cards("top")
    panel.proportion.click()
    settle(panel, browse, qtbot)
    assert browse.cards("top") != before
    assert panel.mix.bar.counts == kinds(browse)
    assert panel.alike.text() == f"{round(100 * browse.measures.proportion)} % alike"
    assert panel.alike.text() in panel.proportion.accessibleDescription()
    assert panel.proportion_fresh.text().endswith(" new")
    blend = filters.Blend("Steady", dict(browse.dial_values), filters.filter_of(None))
    filters.save_blend(browse.library, blend)
    panel.proportion.click()
    qtbot.waitUntil(lambda: browse.cards("top") == before)
    browse.set_dials(filters.blends(browse.library)[0].dials)
    qtbot.waitUntil(lambda: panel.proportion.isChecked())


# -- words ----------------------------------------------------------------------------------------


def test_beside_a_slider_stands_how_many_works_it_alone_has_brought_in(
    panel: DialPanel, browse: Browse, qtbot: QtBot
) -> None:
    browse.set_dials({**NEUTRAL, "novelty": 0.8, "popularity": 0.2})
    settle(panel, browse, qtbot)
    picker = browse.picker
    now, _ = picker.order_for("top", browse.dial_values)
    for name in ("novelty", "popularity"):
        without, _ = picker.order_for("top", {**browse.dial_values, name: NEUTRAL[name]})
        assert panel.dials[name].fresh.text() == f"{len(set(now) - set(without))} new"
    assert panel.dials["diversity"].fresh.text() == ""
    plain, _ = picker.order_for("top", NEUTRAL)
    assert f"{len(set(now) - set(plain))} of 20 are not in the plain order" in panel.standing.text()


def test_while_a_slider_moves_its_own_count_follows_and_no_other_is_guessed(
    panel: DialPanel, browse: Browse, qtbot: QtBot
) -> None:
    browse.set_dials({**NEUTRAL, "popularity": 0.2})
    settle(panel, browse, qtbot)
    novelty, popularity = (panel.dials[name].fresh for name in ("novelty", "popularity"))
    assert popularity.text()
    moments: list[tuple[bool, str, str]] = []  # as it is said: the hand rests within a moment
    panel._effects.changed.connect(lambda: moments.append((browse.moving, novelty.text(), popularity.text())))
    panel.dials["novelty"].slider.setValue(90)
    qtbot.waitUntil(lambda: bool(moments) and popularity.text() != "")
    moving, own, other = moments[0]
    assert moving and own and not other


def test_presets_and_blends_say_their_name_and_what_they_do(
    panel: DialPanel, browse: Browse, qtbot: QtBot
) -> None:
    assert panel.standing.text().startswith("The plain order")
    panel.presets["deep"].click()
    settle(panel, browse, qtbot)
    qtbot.waitUntil(lambda: "\u2068Deep cuts\u2069: " in panel.standing.text())
    blend = filters.Blend("Rainy Sunday", {**NEUTRAL, "novelty": 0.6}, filters.filter_of(None))
    filters.save_blend(browse.library, blend)
    browse.set_dials(blend.dials)
    qtbot.waitUntil(lambda: "\u2068Rainy Sunday\u2069: " in panel.standing.text())


def test_a_preset_says_what_it_would_do_before_it_is_pressed(
    panel: DialPanel, browse: Browse, qtbot: QtBot
) -> None:
    button = panel.presets["explore"]
    middle = button.rect().center()
    lingering = QHelpEvent(QEvent.Type.ToolTip, middle, button.mapToGlobal(middle))
    assert not panel.eventFilter(button, lingering)  # Qt shows it
    before = {card.work_id for card in browse.cards("top")}
    assert browse.dial_values == NEUTRAL
    button.click()
    settle(panel, browse, qtbot)
    brought = {card.work_id for card in browse.cards("top")} - before
    assert f"{len(brought)} of 20 would be new to this list" in button.toolTip()


@pytest.mark.parametrize("dial", ["novelty", "diversity", "popularity", "lately"])
def test_the_words_beside_a_dial_are_true_at_every_position(
    panel: DialPanel, browse: Browse, dial: str, qtbot: QtBot
) -> None:
    plain = browse.plain
    for step in range(0, 101, 20):
        browse.set_dials({**PRESETS["balanced"], dial: step / 100})
        qtbot.waitUntil(lambda: not panel._browse._move_timer.isActive())
        said, now = panel.dials[dial].effect.text(), browse.measures
        if "outside" in said:
            assert said.startswith(f"{now.outside_usual} of {now.size} ")
        if "reach" in said:
            assert f"{now.median_reach:g} of 5" in said
        if "more varied" in said:
            assert now.diversity > plain.diversity
        if "less varied" in said:
            assert now.diversity < plain.diversity
        if "closer to" in said:
            assert now.recent_share > plain.recent_share
        assert said


def test_a_low_window_keeps_the_dials_brief(browse: Browse, qtbot: QtBot) -> None:
    pane = DetailPane(browse)
    qtbot.addWidget(pane)
    pane.resize(372, 900)
    with qtbot.waitExposed(pane):
        pane.show()
    dials = pane.dials
    qtbot.waitUntil(lambda: dials.standing.isVisible() and dials.mix.bar.isVisible())
    pane.resize(372, 600)
    qtbot.waitUntil(lambda: not dials.mix.bar.isVisibleTo(pane))
    assert all(dial.slider.isVisibleTo(pane) for dial in dials.dials.values())
