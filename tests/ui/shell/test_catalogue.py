"""The Catalogue page: packs, coverage, and the question before a pack is added or removed."""

from __future__ import annotations

import sys
from collections.abc import Callable
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QAbstractButton, QLabel, QMessageBox
from pytestqt.qtbot import QtBot

from recdesk.domain.works import CatalogueWork, Kind
from recdesk.library import Library
from recdesk.ui.app import Desk
from recdesk.ui.link import End, Job, JobEnd
from recdesk.ui.packs_intents import PackIntents, PackWish
from recdesk.ui.pages.catalogue import CataloguePage
from recdesk.ui.pages.pack_preview import PackDialog

IMPORTER = Path(__file__).parents[2] / "journeys" / "worker_without_learning.py"
Fill = Callable[..., int]


class Asked(PackIntents):
    """Keeps what is asked and asks nobody; the test answers."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.intents, desk.reader, desk.intents)
        self.wishes: list[PackWish] = []
        self.added: list[PackWish] = []
        self.last: Job | None = None
        self._numbers = count(900)

    def preview(self, path: Path, wish: PackWish) -> Job:
        self.wishes.append(wish)
        self.last = Job(next(self._numbers), "preview_pack", {"path": str(path)})
        return self.last

    def add(self, path: Path, wish: PackWish, name: str = "") -> Job:
        self.added.append(wish)
        return Job(next(self._numbers), "add_pack", {})

    def answer(self, **more: Any) -> None:
        assert self.last is not None
        self.intents.link.job_ended.emit(JobEnd(self.last, End.FINISHED, seen(**more)))


def seen(**more: Any) -> dict[str, Any]:
    """What the worker answers to a look at a pack."""
    film = {"kind": "film", "title": "千と千尋の神隠し", "year": 2001, "creators": ["Hayao Miyazaki"]}
    return {
        "name": "imdb", "format_name": "IMDb", "licence": "For personal use.", "min_votes": 100,
        "works": 90_000, "known": 4_100, "estimated": True, "is_there": False, "size_bytes": 120_000_000,
        "kinds": {"film": 15_000, "series": 5_000}, "languages": {}, "years": [1894, 2025], "with_text": 0,
        "has_ratings": False, "left_out": {"an episode": 12_000}, "unreadable": 2, "sample": [film],
    } | more  # fmt: skip


@pytest.fixture
def asked(desk: Desk) -> Asked:
    return Asked(desk)


@pytest.fixture
def dialog(desk: Desk, asked: Asked, qtbot: QtBot, tmp_path: Path) -> PackDialog:
    made = PackDialog(asked, tmp_path / "imdb", desk.window)
    made.show()
    return made


def catalogue_page(desk: Desk, qtbot: QtBot) -> CataloguePage:
    desk.window.show_page("catalogue")
    page = desk.window.page("catalogue")
    assert isinstance(page, CataloguePage)
    qtbot.waitUntil(lambda: bool(page.facts.text()))
    return page


def texts(widget: object) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel))  # type: ignore[attr-defined]


def put_pack(profile: Path, name: str = "movielens", n: int = 3) -> None:
    works = [CatalogueWork(f"film:a-{i}:2000", Kind.FILM, f"A {i}", 2000, description="x") for i in range(n)]
    with Library.open(profile) as library:
        library.packs.add(
            name, works, version=f"{name} 2020-01-01", licence="Theirs.", source="/x/ml-25m.zip"
        )
        library.pack_figures.note(
            name, {"format": "MovieLens", "kinds": {"film": n}, "ratings": 25, "people": 4}
        )


def test_a_pack_stands_there_with_what_it_holds_its_terms_and_where_it_came_from(
    desk: Desk, own_profile: Path, qtbot: QtBot
) -> None:
    put_pack(own_profile)
    page = catalogue_page(desk, qtbot)
    said = texts(page.cards[-1])
    assert "MovieLens" in said and "3 films · 25 ratings of 4 people" in said
    assert "ml-25m.zip" in said and "Theirs." in said


def test_a_pack_is_removed_once_the_person_agrees(desk: Desk, own_profile: Path, qtbot: QtBot) -> None:
    put_pack(own_profile)
    page = catalogue_page(desk, qtbot)
    page.cards[-1].remove.click()
    box = page.findChild(QMessageBox)
    assert box is not None and "movielens" in box.text()
    agree = box.findChild(QAbstractButton, "agree")
    assert agree is not None
    with qtbot.waitSignal(desk.link.job_asked) as said:
        agree.click()
    assert (said.args[0].do, said.args[0].words) == ("remove_pack", {"name": "movielens"})


def test_what_no_pack_knows_is_said_for_each_kind_with_the_pack_that_would_help(
    desk: Desk, own_profile: Path, fill: Fill, qtbot: QtBot
) -> None:
    fill(10)
    page = catalogue_page(desk, qtbot)
    said = texts(page.bars)
    assert "0 of 2 known · 0 % of plays" in said
    assert "2 of your 2 films are unknown; a pack of IMDb or TMDB would help most." in said
    assert "MusicBrainz or Last.fm" in said
    assert any("“\u2068Work 0\u2069”" in label.toolTip() for label in page.bars.findChildren(QLabel))


def test_where_packs_come_from_is_told_in_words_that_lead_nowhere_by_themselves(
    desk: Desk, qtbot: QtBot
) -> None:
    page = catalogue_page(desk, qtbot)
    said = texts(page.origins)
    for name in ("MovieLens", "goodbooks-10k", "IMDb", "Open Library", "MusicBrainz", "Podcast Index"):
        assert name in said
    assert not any(label.openExternalLinks() or "href" in label.text() for label in page.findChildren(QLabel))


def test_a_look_at_a_pack_tells_its_facts_its_terms_and_some_works(dialog: PackDialog, asked: Asked) -> None:
    assert not dialog.accept_button.isEnabled()
    asked.answer()
    assert "about 90000 works · 1894 to 2025" in dialog.facts.text().replace(",", "")
    assert "About 4100 of them are known already" in dialog.facts.text().replace(",", "")
    assert "Left out: 12000 × an episode. Unreadable: 2 rows." in dialog.facts.text().replace(",", "")
    assert dialog.licence.text() == "For personal use."
    assert "千と千尋の神隠し" in dialog.rows.item(0, 0).text()
    assert dialog.accept_button.isEnabled()


def test_what_is_chosen_is_looked_at_again_and_then_added(
    dialog: PackDialog, asked: Asked, qtbot: QtBot
) -> None:
    asked.answer()
    dialog.kinds["series"].click()
    assert asked.wishes[-1] == PackWish(kinds=("film",))
    assert not dialog.accept_button.isEnabled()
    asked.answer(kinds={"film": 15_000})
    dialog.votes.setValue(5_000)
    qtbot.waitUntil(lambda: asked.wishes[-1] == PackWish(kinds=("film",), min_votes=5_000))
    asked.answer(kinds={"film": 900}, works=900, estimated=False)
    dialog.accept_button.click()
    assert asked.added == [PackWish(kinds=("film",), min_votes=5_000)]


def test_a_wish_that_nothing_meets_is_told_and_cannot_be_added(dialog: PackDialog, asked: Asked) -> None:
    asked.answer()
    asked.wishes.clear()
    dialog.kinds["film"].click()
    asked.answer(works=0, sample=[], kinds={}, left_out={"another kind": 9})
    assert "No work in it is wanted" in dialog.facts.text()
    assert not dialog.accept_button.isEnabled()
    dialog.kinds["series"].click()
    assert len(asked.wishes) == 1, "with no kind chosen there is nothing to look for"


def test_a_look_that_is_closed_or_fails_adds_nothing(dialog: PackDialog, asked: Asked, qtbot: QtBot) -> None:
    assert asked.last is not None
    with qtbot.waitSignal(dialog.finished):
        dialog.cancel_button.click()
    asked.answer()
    assert asked.added == []


@pytest.mark.slow
def test_a_pack_is_added_from_its_file_and_stands_on_the_page(
    make_desk: Callable[..., Desk], own_profile: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    (tmp_path / "mine.csv").write_text("kind,title,year\nfilm,A Film of My Own,1999\n", "utf-8")
    desk = make_desk(worker=[sys.executable, str(IMPORTER), str(own_profile)])
    page = catalogue_page(desk, qtbot)
    dialog = page.look_at(tmp_path / "mine.csv")
    qtbot.waitUntil(dialog.accept_button.isEnabled, timeout=120_000)
    assert "A Film of My Own" in dialog.rows.item(0, 0).text()
    dialog.accept_button.click()
    qtbot.waitUntil(lambda: any(card.row.pack.name == "mine" for card in page.cards), timeout=120_000)
    qtbot.waitUntil(lambda: not desk.link.jobs, timeout=120_000)
