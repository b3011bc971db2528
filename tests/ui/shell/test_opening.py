"""What a window opens with: a run or none, the desktop's language, and the order of the Tab key."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QDate, QLocale, Qt
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from recdesk.ui.app import Desk, spoken
from recdesk.ui.models.browse import Stage
from recdesk.ui.parts.card_view import CardView
from recdesk.ui.parts.detail_pane import DetailPane

Make = Callable[..., Desk]


@pytest.mark.parametrize(
    ("place", "first"), [("film", CardView), ("journal", QPushButton), ("hidden", QPushButton)]
)
def test_the_tab_key_comes_to_a_page_before_the_pane_beside_it(
    learned_profile: Path, own_profile: Path, make_desk: Make, qtbot: QtBot, place: str, first: type[QWidget]
) -> None:
    shutil.copytree(learned_profile, own_profile, dirs_exist_ok=True)
    desk = make_desk()
    qtbot.waitUntil(lambda: desk.browse.stage is Stage.LIVE and not desk.link.jobs)
    pane = desk.window.detail
    assert isinstance(pane, DetailPane) and pane.dials
    desk.window.show_page(place)
    at = desk.window.theme_button.nextInFocusChain()
    while not (at.focusPolicy() & Qt.FocusPolicy.TabFocus and at.isVisible()):
        at = at.nextInFocusChain()
    assert isinstance(at, first) and desk.window.page(place).isAncestorOf(at)


@pytest.mark.parametrize("desktop", ["de_DE", "fr_FR", "zh_CN", "ar_EG", "en_GB"])
def test_a_month_in_a_sentence_is_named_in_the_language_of_the_sentence(desktop: str) -> None:
    assert spoken(QLocale(desktop)).toString(QDate(2023, 10, 8), "d MMMM yyyy") == "8 October 2023"
    assert spoken(QLocale("de_DE")).toString(4812) == "4.812"  # numbers stay the country's


def test_a_run_that_cannot_be_opened_is_learned_anew_by_itself_once(
    learned_profile: Path, own_profile: Path, make_desk: Make, qtbot: QtBot
) -> None:
    shutil.copytree(learned_profile, own_profile, dirs_exist_ok=True)
    (run,) = own_profile.glob("runs/*/taste.run")
    run.write_bytes(run.read_bytes()[:200])
    asked: list[str] = []
    desk = make_desk()
    desk.link.job_asked.connect(lambda job: asked.append(job.do))
    qtbot.waitUntil(lambda: "learn" in asked and not desk.link.jobs)
    assert "damaged" in desk.window.notices.notices[0].say
    assert "learned anew" in desk.window.notices.notices[0].do_next
    desk.open_run()
    qtbot.waitUntil(lambda: "Train again" in desk.window.notices.notices[0].do_next)
    assert asked.count("learn") == 1
