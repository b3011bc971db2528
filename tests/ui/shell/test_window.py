"""The window as a person meets it: drop, cancel, crash, messages, theme, keyboard, second launch."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QPalette
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QLineEdit,
    QProgressBar,
    QWidget,
)
from pytestqt.qtbot import QtBot

from recdesk.domain.faults import UserFault
from recdesk.library import Library
from recdesk.ui.app import Desk
from recdesk.ui.link import Job, WorkerLink
from recdesk.ui.navigation import places
from recdesk.ui.notices import Notice

Make = Callable[..., Desk]


def drag(window: QWidget, *urls: QUrl) -> QMimeData:
    data = QMimeData()
    data.setUrls(list(urls))
    action, button, keys = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(window, QDragEnterEvent(QPoint(300, 300), action, data, button, keys))
    return data


def let_go(target: QWidget, data: QMimeData) -> None:
    action, button, keys = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(target, QDropEvent(QPointF(300, 300), action, data, button, keys))


def said(desk: Desk) -> list[str]:
    return [notice.say for notice in desk.window.notices.notices]


def drop(desk: Desk, *files: Path) -> list[Job]:
    """Drop files on the window; returns the jobs that were asked for."""
    asked: list[Job] = []
    desk.link.job_asked.connect(asked.append)
    data = drag(desk.window, *(QUrl.fromLocalFile(str(file)) for file in files))
    let_go(desk.window.overlay, data)
    return asked


@pytest.fixture
def a_file(tmp_path: Path) -> Callable[[str], Path]:
    def make(name: str) -> Path:
        (tmp_path / name).write_text("Title,Date\nDark,3/4/2020\n", "utf-8")
        return tmp_path / name

    return make


# -- dropping files -----------------------------------------------------------------------------------


def test_a_dropped_file_is_imported_and_learned_from(
    desk: Desk, qtbot: QtBot, a_file: Callable[[str], Path]
) -> None:
    file = a_file("a.csv")
    asked = drop(desk, file)
    assert [(job.do, job.words["paths"]) for job in asked] == [("import", [str(file)])]
    qtbot.waitUntil(lambda: not desk.link.jobs)
    assert [job.do for job in asked] == ["import", "learn"]
    assert said(desk) == ["Netflix: 5 new, 2 known already, 1 left out, 1 unreadable."]


def test_files_over_the_window_are_seen_to_be_welcome(desk: Desk, a_file: Callable[[str], Path]) -> None:
    drag(desk.window, QUrl.fromLocalFile(str(a_file("a.csv"))))
    assert desk.window.overlay.isVisible()
    assert desk.window.overlay.geometry() == desk.window.rect()


def test_a_dropped_link_to_the_web_is_refused_in_a_sentence(desk: Desk) -> None:
    let_go(desk.window.overlay, drag(desk.window, QUrl("https://example.org/history.csv")))
    assert said(desk) == ["That is a link, not a file."]
    assert desk.link.jobs == ()


def test_no_text_field_swallows_a_dropped_file(desk: Desk) -> None:
    for place in places():
        desk.window.show_page(place.key)
    assert not [f.objectName() for f in desk.window.findChildren(QLineEdit) if f.acceptDrops()]


def test_a_file_that_is_gone_is_told_at_once(desk: Desk, tmp_path: Path) -> None:
    assert drop(desk, tmp_path / "gone.csv") == []
    assert said(desk) == [f"{tmp_path / 'gone.csv'} is not there any more."]


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("broken.csv", "The zip ends in the middle."),
        ("unknown.bin", "\u2068unknown.bin\u2069: no known format."),
        ("crash.csv", "The work was cut short: the helper program that did it ended unexpectedly."),
    ],
)
def test_a_bad_file_is_a_sentence_and_the_window_goes_on(
    desk: Desk, qtbot: QtBot, a_file: Callable[[str], Path], name: str, sentence: str
) -> None:
    drop(desk, a_file(name))
    qtbot.waitUntil(lambda: sentence in said(desk))
    assert desk.window.notices.notices[0].bad
    assert desk.window.notices.notices[0].do_next
    drop(desk, a_file("a.csv"))
    qtbot.waitUntil(lambda: not desk.link.jobs)
    assert said(desk)[0] == sentence  # bad news waits to be read
    assert len(said(desk)) == 2


def test_an_interrupted_job_can_be_started_again_from_its_message(
    desk: Desk, qtbot: QtBot, a_file: Callable[[str], Path]
) -> None:
    drop(desk, a_file("crash.csv"))
    # On a busy machine what the file was recognised as is said before.
    qtbot.waitUntil(lambda: any(notice.action for notice in desk.window.notices.notices))
    with qtbot.waitSignal(desk.link.job_asked) as asked:
        click(desk.window.notices, "Start again")
    assert asked.args[0].do == "import"
    qtbot.waitUntil(lambda: not desk.link.jobs)


# -- the running job ----------------------------------------------------------------------------------


def test_the_status_bar_shows_the_running_job_and_stops_it(
    desk: Desk, qtbot: QtBot, a_file: Callable[[str], Path]
) -> None:
    drop(desk, a_file("slow.csv"))
    strip = desk.window.jobs
    qtbot.waitUntil(lambda: strip.isVisible() and strip.bar.value() == 3)
    assert "slow.csv" in strip.label.text()
    assert "3 of 9" in strip.label.text()
    strip.stop.click()
    assert strip.label.text() == "Stopping…"
    qtbot.waitUntil(lambda: not desk.link.jobs)
    assert not strip.isVisible()
    assert said(desk) == ["The import was stopped. What was read is kept; drop the file again to go on."]


def test_the_window_closes_while_a_job_runs(
    make_desk: Make, qtbot: QtBot, a_file: Callable[[str], Path]
) -> None:
    desk = make_desk(files=(a_file("deaf.csv"),))
    qtbot.waitUntil(lambda: desk.window.jobs.isVisible())  # the fixture sees to the rest


# -- messages -----------------------------------------------------------------------------------------


def test_good_news_never_covers_bad_news(desk: Desk) -> None:
    for notice in (Notice("bad", bad=True), Notice("good"), Notice("better"), Notice("bad", bad=True)):
        desk.intents.told.emit(notice)
    assert said(desk) == ["bad"]
    desk.intents.told.emit(Notice("good"))
    assert said(desk) == ["bad", "good"]


def test_escape_puts_a_message_away(desk: Desk, qtbot: QtBot) -> None:
    desk.intents.told.emit(Notice("bad", bad=True))
    qtbot.keyClick(desk.window, Qt.Key.Key_Escape)
    assert said(desk) == []


def test_a_fault_in_a_slot_is_told_and_the_window_lives(desk: Desk) -> None:
    try:
        raise UserFault("The disk that holds the profile is full.", "Free some space.")
    except UserFault:
        sys.excepthook(*sys.exc_info())
    assert said(desk) == ["The disk that holds the profile is full."]
    assert desk.window.isVisible()


# -- the shell ----------------------------------------------------------------------------------------


def test_every_page_is_a_key_away(desk: Desk, qtbot: QtBot) -> None:
    for n, place in enumerate(places()[:9], start=1):
        action = next(
            a
            for menu in desk.window.menuBar().actions()
            for a in menu.menu().actions()
            if a.shortcut().toString() == f"Ctrl+{n}"
        )
        action.trigger()
        assert desk.window.current_page == place.key
        assert desk.window.navigation.place == place.key


def test_no_two_menu_entries_share_a_key(desk: Desk) -> None:
    keys = [
        key.toString()
        for menu in desk.window.menuBar().actions()
        for action in menu.menu().actions()
        for key in action.shortcuts()
    ]
    assert len(keys) == len(set(keys))


def test_typing_in_the_search_box_opens_the_search(desk: Desk, qtbot: QtBot) -> None:
    desk.window.focus_search()
    qtbot.keyClicks(desk.window.search, "alien")
    assert desk.window.current_page == "search"
    assert desk.browse.query == "alien"


def test_the_chosen_theme_is_remembered(make_desk: Make, own_profile: Path, qtbot: QtBot) -> None:
    desk = make_desk()
    desk.intents.choose_theme("dark")
    assert desk.window.palette().color(QPalette.ColorRole.Window).lightness() < 80
    with Library.open(own_profile) as library:
        assert library.settings.get("theme") == "dark"
    desk.window.theme_button.click()
    assert desk.window.palette().color(QPalette.ColorRole.Window).lightness() > 180


def test_everything_that_can_be_operated_has_a_name(desk: Desk) -> None:
    for place in places():
        desk.window.show_page(place.key)
    kinds = (QAbstractButton, QLineEdit, QAbstractItemView, QProgressBar)
    nameless = [
        f"{type(w).__name__} {w.objectName()} in {type(w.parent()).__name__}"
        for w in desk.window.findChildren(QWidget)
        if isinstance(w, kinds)
        and not w.accessibleName()
        and not (isinstance(w, QAbstractButton) and (w.text() or w.objectName().startswith("qt_")))
        and type(w.parent()).__name__ not in ("QLineEdit", "QTableView", "QMenuBar")
        and type(w).__name__ not in ("QHeaderView",)
    ]
    assert nameless == []


def test_unfinished_imports_are_offered_at_the_next_start(
    make_desk: Make, own_profile: Path, qtbot: QtBot, a_file: Callable[[str], Path]
) -> None:
    file = a_file("a.csv")
    with Library.open(own_profile) as library:
        library.history.begin_batch("netflix_simple", str(file), "digest")
    desk = make_desk()
    qtbot.waitUntil(lambda: bool(said(desk)))
    assert said(desk) == ["The import of a.csv was cut short."]
    with qtbot.waitSignal(desk.link.job_asked) as asked:
        click(desk.window.notices, "Go on")
    assert asked.args[0].words["paths"] == [str(file)]
    qtbot.waitUntil(lambda: not desk.link.jobs)


def test_files_named_at_the_start_are_imported(
    make_desk: Make, qtbot: QtBot, a_file: Callable[[str], Path]
) -> None:
    desk = make_desk(files=(a_file("a.csv"),))
    qtbot.waitUntil(lambda: any(say.startswith("Netflix: 5 new") for say in said(desk)))
    qtbot.waitUntil(lambda: not desk.link.jobs)


def test_a_window_that_is_first_seen_late_imports_its_files_once(
    make_desk: Make, qtbot: QtBot, a_file: Callable[[str], Path]
) -> None:
    desk = make_desk(files=(a_file("a.csv"),))
    asked: list[str] = []
    desk.link.job_asked.connect(lambda job: asked.append(job.do))
    qtbot.waitUntil(lambda: asked[-1:] == ["learn"])
    desk.window.first_painted.emit()
    qtbot.waitUntil(lambda: not desk.link.jobs)
    assert asked.count("import") == 1


def test_five_verdicts_ask_for_learning(desk: Desk, fill: Callable[..., int], qtbot: QtBot) -> None:
    fill(10)
    with qtbot.waitSignal(desk.link.job_asked) as asked:
        for work_id in range(1, 6):
            desk.browse.give(work_id, "like")
    assert asked.args[0].do == "learn"
    qtbot.waitUntil(lambda: not desk.link.jobs)


def test_a_verdict_can_be_taken_back_from_its_message(
    desk: Desk, fill: Callable[..., int], qtbot: QtBot
) -> None:
    fill(3)
    desk.browse.select(1)
    desk.intents.give_verdict("like")
    click(desk.window.notices, "Undo")
    assert desk.library.feedback.standing() == {}


def click(where: QWidget, text: str) -> None:
    next(b for b in where.findChildren(QAbstractButton) if b.text() == text).click()


# -- what is loaded, and what is left -----------------------------------------------------------------


def test_the_window_is_on_screen_before_anything_heavy_is_loaded(tmp_path: Path) -> None:
    look = (
        "import sys\n"
        "from pathlib import Path\n"
        "from recdesk.library import Library\n"
        f"Library.open(Path({str(tmp_path)!r})).close()\n"
        "for name in [n for n in sys.modules if n.partition('.')[0] in ('numpy', 'sqlite_utils')]:\n"
        "    del sys.modules[name]\n"
        "from recdesk.ui import app\n"
        "program = app.make_application()\n"
        f"desk = app.Desk(Path({str(tmp_path)!r}), ['/nowhere'])\n"
        "desk.window.show_page('home'); desk.window.show(); desk.window.grab()\n"
        "heavy = {'torch', 'numpy', 'sqlite_utils', 'apscheduler', 'sentence_transformers',\n"
        " 'recdesk.domain.history', 'recdesk.domain.journal', 'recdesk.importers'}\n"
        "print(sorted(heavy & set(sys.modules)))\n"
    )
    done = subprocess.run([sys.executable, "-c", look], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_a_killed_window_leaves_no_worker_behind(qtbot: QtBot, own_profile: Path) -> None:
    run = (
        "import sys\n"
        "from PySide6.QtCore import QCoreApplication\n"
        "from pathlib import Path\n"
        "from recdesk.ui.link import WorkerLink, worker_command\n"
        "program = QCoreApplication([])\n"
        f"link = WorkerLink(worker_command(Path({str(own_profile)!r})))\n"
        "link.job_asked.connect(lambda job: None)\n"
        "link.ask('unheard of')\n"
        "link.job_ended.connect(lambda ended: (print(link.process_id, flush=True)))\n"
        "program.exec()\n"
    )
    window = subprocess.Popen([sys.executable, "-c", run], stdout=subprocess.PIPE, text=True)
    assert window.stdout is not None
    worker = int(window.stdout.readline())
    assert is_alive(worker)
    window.kill()
    window.wait()
    window.stdout.close()
    qtbot.waitUntil(lambda: not is_alive(worker))


def is_alive(pid: int) -> bool:
    stat = Path(f"/proc/{pid}/stat")
    try:
        return stat.read_text().rpartition(")")[2].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


def test_the_real_worker_answers_the_link(qtbot: QtBot, own_profile: Path) -> None:
    from recdesk.ui.link import worker_command

    link = WorkerLink(worker_command(own_profile))
    with qtbot.waitSignal(link.job_ended) as ended:
        link.ask("undo", batch=99)
    assert "no import number 99" in ended.args[0].say
    link.close()
    assert link.process_id == 0


def test_whoever_asks_for_the_details_has_them_in_a_narrow_window_too(desk: Desk, qtbot: QtBot) -> None:
    desk.window.resize(900, 700)
    desk.window.show_page("film")
    assert not desk.window.detail.isVisible()
    desk.window.toggle_details()
    assert desk.window.detail.isVisible()
    desk.window.toggle_details()
    assert not desk.window.detail.isVisible()
    desk.window.resize(1300, 700)
    assert not desk.window.detail.isVisible()
    desk.window.toggle_details()
    assert desk.window.detail.isVisible()
