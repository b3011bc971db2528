"""What RecDesk is for: drop a history, look at picks with reasons, move, judge, search, take back, return."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QMessageBox
from pytestqt.qtbot import QtBot

from recdesk.domain.history import Action, BatchStatus
from recdesk.domain.resources import resource
from recdesk.library import Library
from recdesk.ui.models.browse import Stage
from recdesk.ui.models.dial_values import NEUTRAL

from .conftest import Person, Visit, leave


@pytest.fixture
def person(visit: Visit, learned_profile: Path) -> Person:
    """In front of the sample library, learned, its lists live."""
    arrived = visit(learned_profile)
    arrived.rest_on_a_list()
    return arrived


@pytest.mark.slow
def test_a_dropped_folder_becomes_shelves_with_reasons(
    visit: Visit, fresh_profile: Path, tmp_path: Path
) -> None:
    histories = tmp_path / "my histories"
    shutil.copytree(resource("samples"), histories)
    person = visit(fresh_profile)
    assert person.desk.window.current_page == "home"
    assert person.desk.browse.stage is Stage.NOTHING
    person.drop(histories)
    person.rest_on_a_list()
    person.heard("Netflix", "new")
    shelves = {shelf.key: shelf for shelf in person.desk.browse.shelves}
    assert {"top", "kind:film", "kind:series", "kind:book", "kind:artist", "kind:podcast"} <= shelves.keys()
    assert any(key.startswith("because:") for key in shelves)
    assert all(card.reason for card in shelves["top"].cards)
    events = person.desk.library.history.events()
    done = {event.work_id for event in events if event.action is not Action.SAVED}
    assert not done & {card.work_id for shelf in shelves.values() for card in shelf.cards}
    first = shelves["top"].cards[0]
    person.desk.browse.select(first.work_id)
    details = person.desk.browse.details(first.work_id)
    assert details is not None and details.sentence
    assert sum(bar.value for bar in details.bars) == pytest.approx(details.score, abs=1e-6)


def test_a_slider_moves_the_order_and_rest_gives_it_back(person: Person) -> None:
    before = person.titles()
    dial = person.desk.window.detail.dials.dials["novelty"].slider
    dial.setValue(dial.maximum())
    person.wait(lambda: person.titles() != before)
    person.desk.browse.set_dials(NEUTRAL)
    person.wait(lambda: person.titles() == before)


def test_what_is_taken_back_was_never_said(person: Person) -> None:
    settle(person)
    before = person.shelves()
    work = person.desk.browse.shelves[0].cards[1]
    for verdict in ("not-interested", "like"):
        person.desk.browse.select(work.work_id)
        person.desk.intents.give_verdict(verdict)
        settle(person)
        assert person.shelves() != before
        if verdict == "not-interested":
            cards = [card for shelf in person.desk.browse.shelves for card in shelf.cards]
            assert work.work_id not in {card.work_id for card in cards}
        person.click("Undo")
        settle(person)
        assert person.shelves() == before
    assert person.desk.library.feedback.standing() == {}


def settle(person: Person) -> None:
    """Until every shelf has followed the last move."""
    resting = person.desk.browse.findChild(object, "dials at rest")
    person.wait(lambda: not resting.isActive())


def test_a_work_is_found_by_its_title_and_by_what_it_is_about(person: Person, qtbot: QtBot) -> None:
    browse = person.desk.browse
    person.desk.window.focus_search()
    qtbot.keyClicks(person.desk.window.search, "blade runner")
    assert person.desk.window.current_page == "search"
    person.wait(lambda: bool(browse.found))
    assert browse.found[0].title == "Blade Runner"
    person.desk.window.search.clear()
    qtbot.keyClicks(person.desk.window.search, "a spaceship crew hunted by a monster")
    person.wait(lambda: bool(browse.found_by_meaning))
    assert {"Alien", "Aliens"} & {card.title for card in browse.found_by_meaning[:12]}


@pytest.mark.slow
def test_an_import_is_taken_back_from_its_page(person: Person, qtbot: QtBot) -> None:
    library = person.desk.library
    batch = next(b for b in library.history.batches() if b.source == "netflix_simple")
    events, run = library.history.event_count(), library.runs.latest()
    assert run is not None
    person.desk.window.show_page("imports")
    page = person.desk.window.page("imports")
    page.list.setCurrentIndex(page.batches.index(page.batches.row_of(batch.id)))
    person.click("Take back…")
    box = page.findChild(QMessageBox)
    qtbot.mouseClick(box.findChild(QAbstractButton, "agree"), Qt.MouseButton.LeftButton)
    person.rest_on_a_list(after_run=run.id)
    person.heard("was taken back", "Your feedback stays")
    assert library.history.batch(batch.id).status is BatchStatus.UNDONE
    assert library.history.event_count() < events


def test_the_next_start_shows_the_last_list_before_anything_is_loaded(
    visit: Visit, learned_profile: Path
) -> None:
    first = visit(learned_profile)
    first.rest_on_a_list()
    settle(first)
    shown = first.shelves()
    leave(first)
    with Library.open(learned_profile) as library:
        runs = library.runs.latest().folder.parent
    aside = runs.with_name("aside")
    runs.rename(aside)  # without the run the list can only be the stored one
    try:
        second = visit(learned_profile)
        assert second.desk.browse.stage is Stage.STORED
        assert second.shelves() == shown
        leave(second)
    finally:
        aside.rename(runs)


def test_the_same_history_again_adds_nothing_and_moves_nothing(person: Person) -> None:
    settle(person)
    before, events = person.shelves(), person.desk.library.history.event_count()
    person.drop(resource("samples"))
    person.rest()
    person.heard("known already")
    assert person.desk.library.history.event_count() == events
    assert person.shelves() == before
