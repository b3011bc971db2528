"""Doubtful rows and wrong matches, as a person answers them in the window."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import orjson
import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import QListWidgetItem
from pytestqt.qtbot import QtBot

from recdesk.domain.history import Action, Guess, Mention, Reading
from recdesk.domain.review import work_of_rows
from recdesk.domain.works import CatalogueWork, Kind
from recdesk.library import Library, NewMention
from recdesk.ui.app import Desk
from recdesk.ui.models.review import ask_of_joined
from recdesk.ui.navigation import COUNT
from recdesk.ui.pages.history import HistoryPage
from recdesk.ui.pages.review import ReviewPage
from recdesk.ui.parts.work_finder import NamingDialog, WorkFinder

TITLES = ("Dune", "千と千尋の神隠し", "موسم الهجرة إلى الشمال")


@pytest.fixture
def doubts(own_profile: Path) -> dict[str, int]:
    """Three titles in doubt, of 3, 2 and 1 rows, each with two candidates. Gives the candidates' numbers."""
    with Library.open(own_profile) as library:
        works = [CatalogueWork(f"w{i}", Kind.FILM, f"Candidate {i}", 1990 + i) for i in range(6)]
        library.packs.add("made", version="1", licence="ours", works=works)
        ids = {work.title: library.works.by_uid(work.uid).id for work in works}  # type: ignore[union-attr]
        batch = library.history.begin_batch("letterboxd", "diary.csv", "digest")
        first = 1
        for n, title in enumerate(TITLES):
            mention = Mention((Guess(Kind.FILM, title),))
            candidates = ((ids[f"Candidate {2 * n}"], 0.9), (ids[f"Candidate {2 * n + 1}"], 0.8))
            new = NewMention(
                title, orjson.dumps(mention).decode(), "title, several works of that name", 0.4,
                create=work_of_rows(mention), doubtful=True, candidates=candidates,
            )  # fmt: skip
            link = library.history.add_mentions([new])[title]
            rows = [
                Reading(f"diary.csv, row {first + i}", "{}", f"{title} {i}", mention, Action.WATCHED)
                for i in range(3 - n)
            ]
            library.history.add_rows(batch.id, first, rows, dict.fromkeys(range(len(rows)), (link, None)))
            first += len(rows)
        return ids


@pytest.fixture
def page(doubts: dict[str, int], make_desk: Callable[..., Desk], qtbot: QtBot) -> ReviewPage:
    desk = make_desk()
    qtbot.waitUntil(lambda: desk.clock is not None and not desk.link.jobs)
    desk.window.show_page("review")
    shown = desk.window.page("review")
    assert isinstance(shown, ReviewPage)
    qtbot.waitUntil(lambda: len(shown.questions.waiting) == 3)
    return shown


def place(desk: Desk) -> QListWidgetItem:
    navigation = desk.window.navigation
    return next(
        navigation.item(row) for row in range(navigation.count()) if navigation.item(row).text() == "Review"
    )


def titles(library: Library) -> set[str]:
    return {event.title for event in library.history.events()}


def test_the_page_stands_in_the_navigation_only_while_something_waits(
    doubts: dict[str, int], make_desk: Callable[..., Desk], qtbot: QtBot, own_profile: Path
) -> None:
    desk = make_desk()
    qtbot.waitUntil(lambda: place(desk).data(COUNT) == 3)
    assert not place(desk).isHidden()
    with Library.open(own_profile) as library:
        for question in library.review.queue():
            library.review.reject(question.id)
    desk.pages.review.count_waiting()
    qtbot.waitUntil(lambda: place(desk).isHidden())


def test_keys_answer_and_the_next_question_is_there_at_once(page: ReviewPage, qtbot: QtBot) -> None:
    library = page._review.intents.library
    assert page.card.title.text().strip("\u2068\u2069") == "Dune"
    assert page.card.place.text() == "1 of 3" and "3 rows" in page.card.facts.text()
    assert "all 3 rows" in page.card.settles.text()
    qtbot.keyClick(page.card, Qt.Key.Key_2)
    assert page.card.place.text() == "2 of 3"
    qtbot.waitUntil(lambda: "Candidate 1" in titles(library))
    qtbot.keyClick(page.card, Qt.Key.Key_S)
    assert page.questions.current.title == TITLES[2]  # type: ignore[union-attr]
    qtbot.keyClick(page.card, Qt.Key.Key_N)
    qtbot.waitUntil(lambda: library.review.waiting()[0] == 1)
    assert page.questions.current.title == TITLES[1]  # type: ignore[union-attr]
    qtbot.keyClick(page.card, Qt.Key.Key_1)
    qtbot.waitUntil(lambda: page.body.currentWidget() is page.empty)
    qtbot.waitUntil(lambda: titles(library) == {"Candidate 1", "Candidate 2", TITLES[2]})


def test_u_brings_the_last_question_back(page: ReviewPage, qtbot: QtBot) -> None:
    library = page._review.intents.library
    before = titles(library)
    qtbot.keyClick(page.card, Qt.Key.Key_1)
    qtbot.waitUntil(lambda: titles(library) != before)
    qtbot.keyClick(page.card, Qt.Key.Key_U)
    qtbot.waitUntil(lambda: page.card.place.text() == "1 of 3" and titles(library) == before)
    assert page.questions.current.title == "Dune"  # type: ignore[union-attr]


def test_any_work_of_the_catalogue_can_be_found_and_chosen(page: ReviewPage, qtbot: QtBot) -> None:
    finder = page.find_other()
    assert isinstance(finder, WorkFinder)
    assert finder.cards.rowCount() == 2  # the candidates come first
    finder.field.setText("Candidate 5")
    qtbot.waitUntil(lambda: "Candidate 5" in [card.title for card in finder.cards.cards])
    qtbot.keyClick(finder.field, Qt.Key.Key_Down)
    qtbot.keyClick(finder.field, Qt.Key.Key_Down)
    assert finder.cards.card(finder.list.currentIndex().row()).title == "Candidate 5"  # type: ignore[union-attr]
    qtbot.mouseClick(finder.take, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "Candidate 5" in titles(page._review.intents.library))
    assert page.card.place.text() == "2 of 3"


def test_a_work_of_its_own_is_named_in_a_small_form(page: ReviewPage, qtbot: QtBot) -> None:
    dialog = page.name_it()
    assert isinstance(dialog, NamingDialog)
    dialog.year.setText("soon")
    assert not dialog.keep.isEnabled()
    dialog.year.setText("2021")
    dialog.title.setText("Dune: Part One")
    qtbot.mouseClick(dialog.keep, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "Dune: Part One" in titles(page._review.intents.library))


def test_the_list_shows_every_question_and_leads_to_it(page: ReviewPage, qtbot: QtBot) -> None:
    qtbot.mouseClick(page.all, Qt.MouseButton.LeftButton)
    assert page.body.currentWidget() is page.table
    model = page.questions.table
    assert [model.index(row, 1).data() for row in range(model.rowCount())] == ["3", "2", "1"]
    page.table.doubleClicked.emit(model.index(2, 0))
    assert page.body.currentWidget() is page.card
    assert page.questions.current.title == TITLES[2]  # type: ignore[union-attr]


def test_any_answer_can_be_taken_back_from_the_list_of_answers(page: ReviewPage, qtbot: QtBot) -> None:
    library = page._review.intents.library
    before = titles(library)
    qtbot.keyClick(page.card, Qt.Key.Key_1)
    qtbot.keyClick(page.card, Qt.Key.Key_1)
    qtbot.waitUntil(lambda: page.answers.rowCount() == 2)
    qtbot.mouseClick(page.told, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.body.currentWidget() is page.journal)
    assert not page.back.isEnabled()
    said = {page.answers.index(row, 1).data().strip("\u2068\u2069"): row for row in range(2)}
    assert said.keys() == {"Dune", TITLES[1]}
    page.journal.setCurrentIndex(page.answers.index(said["Dune"], 0))
    qtbot.mouseClick(page.back, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.answers.rowCount() == 1)
    assert "Dune" in titles(library) and titles(library) != before


def test_a_joined_name_is_asked_about_with_its_effect(page: ReviewPage, qtbot: QtBot) -> None:
    joined = {
        "name": "a and b", "title": "A & B", "plays": 12, "counts_for": "A & B", "mentions": [1],
        "parts": [{"title": "A", "work_id": 7, "plays": 40}, {"title": "B", "work_id": None, "plays": 0}],
    }  # fmt: skip
    page.questions.show_joined([joined])
    page.questions.choose(ask_of_joined(joined).key)
    assert not page.card.none.isVisible() and page.card.band.isVisible()
    said = page.card.places.text()
    assert "40 plays" in said and "new to your library" in said
    assert "A && B" in page.card.band.text()  # one ampersand would make a shortcut


def test_a_search_that_is_answered_after_its_window_was_closed_is_no_bug(
    page: ReviewPage, qtbot: QtBot
) -> None:
    finder = page.find_other()
    assert finder is not None
    gone = QSignalSpy(finder.destroyed)
    finder.reject()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert gone.count() == 1
    answers: list[int] = []  # a bug would fail this test when its desk is taken down
    page._review.reader.ask("after it", lambda library: library.history.event_count(), answers.append)
    qtbot.waitUntil(lambda: bool(answers))


def test_a_wrong_match_is_mended_from_the_history(
    page: ReviewPage, doubts: dict[str, int], qtbot: QtBot
) -> None:
    intents = page._review.intents
    intents.show_page("history")
    history = page.window().page("history")  # type: ignore[attr-defined]
    assert isinstance(history, HistoryPage)
    qtbot.waitUntil(lambda: history.events.rowCount() == 6)
    assert not history.mend.isEnabled()
    row = next(r for r in range(6) if history.events.row(r).title == "Dune")  # type: ignore[union-attr]
    history.table.setCurrentIndex(history.events.index(row, 0))
    qtbot.mouseClick(history.mend, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(history.findChildren(WorkFinder)))
    (finder,) = history.findChildren(WorkFinder)
    finder.work_chosen.emit(doubts["Candidate 4"], "Candidate 4")
    qtbot.waitUntil(lambda: intents.library.history.events_of(doubts["Candidate 4"]) != [])
    assert len(intents.library.history.events_of(doubts["Candidate 4"])) == 3
    finder.reject()
