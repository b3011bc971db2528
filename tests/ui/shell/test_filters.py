"""The filter and the person's own blends, in a whole window."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from recdesk.ui.app import Desk
from recdesk.ui.models.browse import Stage
from recdesk.ui.parts.detail_pane import DetailPane
from recdesk.ui.parts.filter_dialog import FilterDialog
from recdesk.ui.parts.filter_row import FilterRow


@pytest.fixture
def desk(learned_profile: Path, own_profile: Path, make_desk: Callable[..., Desk], qtbot: QtBot) -> Desk:
    shutil.copytree(learned_profile, own_profile, dirs_exist_ok=True)
    desk = make_desk()
    qtbot.waitUntil(lambda: desk.browse.stage is Stage.LIVE and not desk.link.jobs)
    return desk


@pytest.fixture
def row(desk: Desk) -> FilterRow:
    assert isinstance(desk.window.detail, DetailPane)
    found = desk.window.detail.dials.findChild(FilterRow)
    assert found is not None
    return found


def ask(row: FilterRow, qtbot: QtBot) -> FilterDialog:
    row.filter_button.click()
    qtbot.waitUntil(lambda: row.window().findChild(FilterDialog) is not None)
    dialog = row.window().findChild(FilterDialog)
    assert isinstance(dialog, FilterDialog)
    return dialog


def years(desk: Desk) -> set[int]:
    ids = [card.work_id for shelf in desk.browse.shelves for card in shelf.cards]
    return {work.year or 0 for work in desk.library.works.some(ids).values()}


def test_every_list_is_narrowed_at_once_and_after_a_restart_until_the_filter_is_cleared(
    desk: Desk, row: FilterRow, make_desk: Callable[..., Desk], qtbot: QtBot
) -> None:
    before = [shelf.cards for shelf in desk.browse.shelves]
    dialog = ask(row, qtbot)
    dialog.since.setText("1950")
    dialog.until.setText("1999")
    dialog.without.setText("space")
    with qtbot.waitSignal(desk.browse.filter_changed):
        dialog.accept()
    assert years(desk) and years(desk) <= set(range(1950, 2000))
    assert row.said.text() == "\u20681950–1999\u2069 · \u2068without space\u2069"
    again = make_desk()
    qtbot.waitUntil(lambda: again.browse.stage is Stage.LIVE and not again.link.jobs)
    assert years(again) <= set(range(1950, 2000))
    with qtbot.waitSignal(again.browse.filter_changed):
        again.window.detail.dials.findChild(FilterRow).clear_button.click()
    assert [shelf.cards for shelf in again.browse.shelves] == before


def test_a_blend_keeps_dials_and_filter_under_a_name_and_brings_both_back(
    desk: Desk, row: FilterRow, qtbot: QtBot
) -> None:
    dialog = ask(row, qtbot)
    dialog.genres.choose({"Romance"})
    with qtbot.waitSignal(desk.browse.filter_changed):
        dialog.accept()
    desk.browse.set_dials({"novelty": 0.6})
    row.menu.aboutToShow.emit()
    keep = next(action for action in row.menu.actions() if action.text().startswith("Keep"))
    assert keep.isEnabled()
    row._intents.save_blend("Rainy Sunday")
    row.clear_button.click()
    desk.browse.set_dials({"novelty": 0.0})
    row.menu.aboutToShow.emit()
    blend = next(action for action in row.menu.actions() if action.text() == "Rainy Sunday")
    assert blend.toolTip() == "Novelty 60, \u2068Romance\u2069" and not blend.isChecked()
    with qtbot.waitSignal(desk.browse.filter_changed, check_params_cb=lambda: bool(row.said.text())):
        blend.trigger()
    row.menu.aboutToShow.emit()
    assert next(action for action in row.menu.actions() if action.text() == "Rainy Sunday").isChecked()
    assert desk.browse.dial_values["novelty"] == 0.6
    genres = {
        genre
        for card in desk.browse.shelf("top").cards
        for genre in desk.library.works.get(card.work_id).genres
    }
    assert "Romance" in genres and "Science-Fiction" not in genres


def test_a_filter_that_leaves_nothing_says_so_and_can_be_cleared(
    desk: Desk, row: FilterRow, qtbot: QtBot
) -> None:
    dialog = ask(row, qtbot)
    dialog.since.setText("2090")
    with qtbot.waitSignal(desk.browse.filter_changed):
        dialog.accept()
    assert not years(desk)
    assert not row.clear_button.isHidden()
