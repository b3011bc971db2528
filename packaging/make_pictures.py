"""Take the README's pictures from the real window on the sample library.

    QT_QPA_PLATFORM=offscreen python packaging/make_pictures.py

Writes docs/pictures. The profile is thrown away; the library is the sample one, so nobody's data is shown.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from PySide6.QtCore import QEventLoop, QSize, QTimer
from PySide6.QtWidgets import QApplication

TARGET = Path(__file__).resolve().parent.parent / "docs" / "pictures"
SIZE = QSize(1440, 900)


def main() -> int:
    from recdesk import jobs
    from recdesk.domain.progress import never_stop, say_nothing
    from recdesk.library import Library

    TARGET.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="recdesk-pictures-") as folder:
        profile = Path(folder) / "profile"
        with Library.open(profile) as library:
            jobs.import_samples(library, say_nothing, never_stop)
            jobs.learn(library, say_nothing, never_stop)
        take(profile)
    return 0


def take(profile: Path) -> None:
    """Home in both themes with a work chosen, a page of one kind, a search by meaning, the imports."""
    from recdesk.ui.app import Desk, make_application

    application = make_application()
    desk = Desk(profile, [sys.executable, "-m", "recdesk", "--profile", str(profile), "worker"])
    desk.window.resize(SIZE)
    desk.open([], False)
    wait(3_000)
    first = desk.browse.shelf("top")
    assert first is not None
    desk.browse.open(first.cards[1].work_id)
    for theme in ("dark", "light"):
        desk.intents.choose_theme(theme)
        wait(2_000)
        save(desk.window, f"home-{theme}")
    desk.window.show_page("imports")
    wait(1_500)
    save(desk.window, "imports")
    desk.intents.choose_theme("dark")
    desk.intents.search("a quiet story about memory and the sea")
    wait(3_000)
    save(desk.window, "search-dark")
    desk.close()
    application.processEvents()


def wait(milliseconds: int) -> None:
    """Let the window live for a while: covers are painted over several frames."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def save(window: object, name: str) -> None:
    assert QApplication.instance() is not None
    window.grab().save(str(TARGET / f"{name}.png"))  # type: ignore[attr-defined]


if __name__ == "__main__":
    sys.exit(main())
