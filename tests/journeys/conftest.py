"""A person, a real window (offscreen), and the real worker behind it, on profiles that are thrown away."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget
from pytestqt.qtbot import QtBot

from recdesk import jobs
from recdesk.domain.history import Batch
from recdesk.domain.progress import never_stop
from recdesk.domain.resources import resource
from recdesk.library import Library
from recdesk.ui.app import Desk
from recdesk.ui.link import worker_command
from recdesk.ui.models.browse import Stage
from recdesk.ui.notices import Notice
from recdesk.ui.single_instance import SingleInstance

PATIENCE_MS = 120_000
IMPORTER = Path(__file__).with_name("worker_without_learning.py")


class Person:
    """Somebody in front of one window. `told` is everything the window has said."""

    def __init__(self, desk: Desk, qtbot: QtBot) -> None:
        self.desk = desk
        self.qtbot = qtbot
        self.told: list[Notice] = []
        self.bugs: list[str] = []
        self.left = False
        desk.intents.told.connect(self.told.append)
        desk.logbook.bug_met.connect(self.bugs.append)

    # -- doing ---------------------------------------------------------------------------------------

    def drop(self, *paths: Path) -> None:
        """Drag files over the window and let go."""
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
        how = (Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
        QApplication.sendEvent(self.desk.window, QDragEnterEvent(QPoint(300, 300), *how))
        QApplication.sendEvent(self.desk.window.overlay, QDropEvent(QPointF(300, 300), *how))

    def click(self, text: str, where: QWidget | None = None) -> None:
        """The button with this text, as it stands on the screen."""
        buttons = (where or self.desk.window).findChildren(QAbstractButton)
        button = next(b for b in buttons if b.text().replace("&", "") == text and b.isVisible())
        self.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)

    def wait(self, until: Callable[[], bool]) -> None:
        self.qtbot.waitUntil(until, timeout=PATIENCE_MS)

    def rest(self) -> None:
        """Wait until nothing is being done any more."""
        self.wait(lambda: not self.desk.link.jobs)

    def rest_on_a_list(self, after_run: int = 0) -> None:
        """Wait until a run newer than this one is on the screen."""

        def there() -> bool:
            run = self.desk.library.runs.latest()
            return self.desk.browse.stage is Stage.LIVE and run is not None and run.id > after_run

        self.rest()
        self.wait(there)

    # -- looking -------------------------------------------------------------------------------------

    def heard(self, *words: str) -> Notice:
        """What the window said with all these words in it."""
        said = [n for n in self.told if all(w in f"{n.say} {n.do_next}" for w in words)]
        assert said, f"nothing with {words} in {[f'{n.say} {n.do_next}' for n in self.told]}"
        return said[-1]

    def titles(self, key: str = "top") -> list[str]:
        return [card.title for card in self.desk.browse.cards(key)]

    def shelves(self) -> list[tuple[str, tuple[str, ...]]]:
        return [(s.key, tuple(card.title for card in s.cards)) for s in self.desk.browse.shelves]

    def batch(self) -> Batch:
        """The newest import."""
        return self.desk.library.history.batches()[0]

    def is_well(self) -> None:
        """The window is there, nothing in it or in the log is a mistake of the program."""
        assert self.desk.window.isVisible()
        log = self.desk.logbook.path
        text = log.read_text("utf-8") if log.exists() else ""
        assert not self.bugs and "Traceback" not in text, text
        for notice in self.told:
            assert "Error" not in notice.say and "Traceback" not in notice.say


Visit = Callable[..., Person]


@pytest.fixture
def visit(qapp: QApplication, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[Visit]:
    """Opens windows on a profile. All are well, closed, and without a worker when the test is over. What is
    said as NAME="value" goes to the worker's environment."""
    open_ones: list[Person] = []

    def arrive(
        profile: Path,
        files: tuple[Path, ...] = (),
        demo: bool = False,
        learning: bool = True,
        instance: SingleInstance | None = None,
        **fakes: str,
    ) -> Person:
        for name, value in fakes.items():
            monkeypatch.setenv(name, value)
        worker = worker_command(profile) if learning else [sys.executable, str(IMPORTER), str(profile)]
        person = Person(Desk(profile, worker, instance), qtbot)
        open_ones.append(person)
        person.desk.open(files, demo)
        person.wait(lambda: person.desk.clock is not None)
        return person

    yield arrive
    for person in open_ones:
        leave(person)


def leave(person: Person) -> None:
    """Close the window, unless it is closed already; nothing of it runs on."""
    if not person.left:
        person.left = True
        person.is_well()
        person.desk.close()
    assert person.desk.link.process_id == 0


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A template with the catalogue set up and no history: copy it."""
    profile = tmp_path_factory.mktemp("prepared") / "profile"
    with Library.open(profile) as library:
        jobs.prepare(library, lambda _progress: None, never_stop)
    return profile


@pytest.fixture(scope="session")
def learned(prepared: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A template with the sample histories imported and learned: copy it."""
    profile = tmp_path_factory.mktemp("learned") / "profile"
    shutil.copytree(prepared, profile)
    with Library.open(profile) as library:
        jobs.import_history(library, [resource("samples")], lambda _progress: None, never_stop)
        jobs.learn(library, lambda _progress: None, never_stop)
    return profile


@pytest.fixture
def fresh_profile(prepared: Path, own_profile: Path) -> Path:
    shutil.copytree(prepared, own_profile)
    return own_profile


@pytest.fixture
def learned_profile(learned: Path, own_profile: Path) -> Path:
    shutil.copytree(learned, own_profile)
    return own_profile
