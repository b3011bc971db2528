"""A small library with a run of our own making: 160 works in two themes, of which the person likes one.

Made once and copied for each test. No learning: the arrays have the shapes and habits of a real run.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from recdesk.domain.factors import Factors
from recdesk.domain.faults import UserFault
from recdesk.domain.taste import KINDS, TasteRun
from recdesk.domain.works import Alias, CatalogueWork, Kind, work_uid
from recdesk.library import Library
from recdesk.ranking import save_run
from recdesk.ui import theme
from recdesk.ui.models.browse import Browse, Stage
from recdesk.ui.models.opened import open_latest
from recdesk.ui.pages.home import HomePage
from recdesk.ui.parts.detail_pane import DetailPane

COUNT = 160
KNOWN = 12
WIDTH = 384
_KINDS = (Kind.FILM, Kind.SERIES, Kind.BOOK, Kind.ARTIST, Kind.ALBUM, Kind.PODCAST)
_NAMES = {
    0: "千と千尋の神隠し",
    1: "موسم الهجرة إلى الشمال",
    2: "A Title That No Cover Holds " * 4,
}
_THEMES = (("Science-Fiction", "space"), ("Romance", "letters"))


def _work(number: int) -> CatalogueWork:
    kind = _KINDS[number % len(_KINDS)]
    title = _NAMES.get(number, f"Work Number {number}")
    genre, tag = _THEMES[number % 2]
    return CatalogueWork(
        uid=work_uid(kind, title, 1900 + number),
        kind=kind,
        title=title,
        year=1900 + number,
        creators=(f"Maker {number}",),
        genres=(genre, "Drama"),
        tags=(tag, f"tag {number % 7}"),
        countries=("JP",),
        languages=("ja",),
        reach=1 + number % 5,
        audience=2.0 + number / 40,
        description=f"What work {number} is about, said in one sentence.",
        aliases=(Alias(f"Alias {number}"),),
    )


def _run(ids: list[int]) -> TasteRun:
    rng = np.random.default_rng(7)
    theme_of = np.arange(COUNT) % 2
    vectors = rng.standard_normal((COUNT, WIDTH)) + 3 * rng.standard_normal((2, WIDTH))[theme_of]
    centre = vectors.mean(axis=0)
    vectors = vectors - centre
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    known = np.zeros(COUNT, np.bool_)
    known[:KNOWN] = True
    backlog = np.zeros(COUNT, np.bool_)
    backlog[KNOWN : KNOWN + 4] = True
    weights = np.where(theme_of[:KNOWN] == 0, 0.4, -0.05)
    popularity = np.linspace(0, 1, COUNT)
    return TasteRun(
        work_ids=np.array(ids, np.int64),
        kinds=np.array([KINDS.index(_KINDS[i % len(_KINDS)]) for i in range(COUNT)], np.int8),
        factors=Factors(
            vectors[:, :48].astype(np.float32), np.zeros((COUNT, 0), np.float32), np.zeros(COUNT, np.int8)
        ),
        offset=0.1,
        prior=0.1 * popularity,
        evidence_rows=np.arange(KNOWN, dtype=np.int32),
        lasting=weights,
        current=np.roll(weights, 1),
        evidence_events=tuple(() for _ in range(KNOWN)),
        novelty=rng.random(COUNT).astype(np.float32),
        popularity=popularity.astype(np.float32),
        confidence=rng.random(COUNT).astype(np.float32),
        groups=np.full(COUNT, -1, np.int32),
        known=known,
        backlog=backlog,
        candidate=np.ones(COUNT, np.bool_),
        vectors=vectors.astype(np.float16),
        centre=centre.astype(np.float32),
        embedder="made",
        seed=0,
        reach=np.array([1 + i % 5 for i in range(COUNT)], np.int8),
        usual=theme_of == 0,
    )


@pytest.fixture(scope="session")
def learned_profile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The template: do not write to it."""
    profile = tmp_path_factory.mktemp("learned") / "profile"
    works = [_work(number) for number in range(COUNT)]
    with Library.open(profile) as library:
        library.packs.add("made", version="1", licence="ours", works=works)
        number, folder = library.runs.reserve()
        save_run(_run([library.works.by_uid(work.uid).id for work in works]), folder)
        library.runs.add(
            number, seconds=1.0, seed=0, embedder="made", events=0, works=COUNT, basis="made",
            learned_feedback=0, facts={},
        )  # fmt: skip
    return profile


@pytest.fixture
def library(learned_profile: Path, tmp_path: Path) -> Iterator[Library]:
    profile = tmp_path / "learned"
    shutil.copytree(learned_profile, profile)
    with Library.open(profile) as opened:
        yield opened


@pytest.fixture
def empty_library(tmp_path: Path) -> Iterator[Library]:
    with Library.open(tmp_path / "empty") as opened:
        yield opened


def load_latest(browse: Browse) -> bool:
    """Open the newest run and take it up, all in this thread. True if a run is in use now."""
    try:
        browse.take_up(open_latest(browse.library, browse.dial_values, browse.live_key))
    except UserFault as fault:
        browse.fault_met.emit(str(fault))
    return browse.stage is Stage.LIVE


@pytest.fixture
def browse(qapp: QApplication, library: Library) -> Iterator[Browse]:
    """Live: the run is loaded."""
    made = Browse(library)
    assert load_latest(made)
    yield made
    made.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def dressed(qapp: QApplication) -> Iterator[Callable[[str], theme.Theme]]:
    """Puts a theme on the program, and takes it off again."""
    yield lambda choice: theme.apply(qapp, choice)
    qapp.setStyleSheet("")


@pytest.fixture
def home(browse: Browse, qtbot: QtBot) -> HomePage:
    page = HomePage(browse)
    qtbot.addWidget(page)
    page.resize(1000, 860)
    with qtbot.waitExposed(page):
        page.show()
    # a row is shown a turn of the event loop after it was made
    qtbot.waitUntil(
        lambda: len(page.rows) == len(browse.shelves) and all(row.isVisible() for row in page.rows)
    )
    return page


@pytest.fixture
def pane(browse: Browse, qtbot: QtBot) -> DetailPane:
    made = DetailPane(browse)
    qtbot.addWidget(made)
    made.resize(372, 860)
    with qtbot.waitExposed(made):
        made.show()
    return made
