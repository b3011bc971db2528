"""Home and the pane beside it with long titles, with large text, and with the keyboard alone."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from recdesk.ui.models.browse import Browse
from recdesk.ui.models.cards import Shelf
from recdesk.ui.pages.home import HomePage
from recdesk.ui.parts.detail_pane import DetailPane


def test_the_tab_key_walks_the_shelves_from_top_to_bottom_each_with_its_own_buttons(
    home: HomePage, browse: Browse, qtbot: QtBot
) -> None:
    beside = DetailPane(browse)  # made after the first shelves and before the others, as in the window
    whole = QWidget()
    qtbot.addWidget(whole)
    page = HomePage(browse)
    for part in (page, beside):
        part.setParent(whole)
    whole.show()
    assert beside.dials and len(page.rows) < len(browse.shelves)
    qtbot.waitUntil(lambda: len(page.rows) == len(browse.shelves) and all(row.how for row in page.rows))
    chain, at = [], page.rows[0].view
    while at not in chain:
        chain.append(at)
        at = at.nextInFocusChain()
    places = [chain.index(part) for row in page.rows for part in (row.view, row.how, row._all)]
    assert places == sorted(places)
    assert chain.index(beside.dials.reset) > places[-1]


def test_a_heading_that_names_a_long_title_gives_way_to_the_buttons_beside_it(home: HomePage) -> None:
    row = home.rows[0]
    subject = "A Title That No Heading Holds " * 6
    row.show_shelf(Shelf("because:1", home._browse.shelves[0].cards, subject))
    assert row.minimumSizeHint().width() < 600 and "…" in row._heading.text()
    assert subject.strip() in row._heading.toolTip() and subject.strip() in row.view.accessibleName()
    assert row.how is not None and row.how.geometry().right() < row.width()


@pytest.mark.parametrize("points", [9, 15])
def test_in_large_text_nothing_in_the_pane_is_wider_than_the_pane(
    browse: Browse, qtbot: QtBot, qapp: QApplication, points: int
) -> None:
    usual = qapp.font()
    larger = QFont(usual)
    larger.setPointSize(points)
    qapp.setFont(larger)
    try:
        made = DetailPane(browse)
        qtbot.addWidget(made)
        made.resize(372, 860)
        made.show_work(browse.cards("top")[0].work_id)
        assert made.dials.minimumSizeHint().width() <= 372
        assert made.work.minimumSizeHint().width() <= 372
    finally:
        qapp.setFont(usual)


def test_a_title_of_one_endless_word_makes_no_pane_wider(pane: DetailPane, browse: Browse) -> None:
    pane.show_work(browse.cards("top")[0].work_id)
    details = pane.work.details
    assert details is not None
    endless = "Donaudampfschifffahrtsgesellschaftskapitän"
    pane.work.show_work(replace(details, work=replace(details.work, title=endless * 3)))
    assert pane.work.minimumSizeHint().width() <= pane.width()
    assert pane.work.title.text().replace("\u200b", "") == endless * 3
