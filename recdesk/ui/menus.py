"""The menu bar: a table of what can be asked, with its shortcut. Each entry calls one intent."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QUrl
from PySide6.QtGui import QAction, QActionGroup, QDesktopServices, QKeySequence
from PySide6.QtWidgets import QFileDialog, QMenu, QWidget

from recdesk.domain.feedback import Verdict
from recdesk.ui import dialogs, words
from recdesk.ui.intents import THEME, THEMES, Intents
from recdesk.ui.navigation import places

if TYPE_CHECKING:
    from recdesk.ui.window import Window

translate = QCoreApplication.translate

VERDICT_KEYS = {
    Verdict.LIKE: "Ctrl+L",
    Verdict.LATER: "Ctrl+S",
    Verdict.NOT_INTERESTED: "Ctrl+Backspace",
    Verdict.SEEN_LIKED: "Ctrl+Shift+L",
    Verdict.SEEN_NEUTRAL: "Ctrl+Shift+N",
    Verdict.SEEN_DISLIKED: "Ctrl+Shift+D",
}


def make_menus(window: Window) -> Callable[[], None]:
    """Put the titles into the menu bar of a window. What is returned fills the menus: the first frame shows
    none of the 35 entries, and need not wait 8 ms for them."""
    makers = {
        translate("menus", "&File"): _file,
        translate("menus", "&Work"): _work,
        translate("menus", "&Taste"): _taste,
        translate("menus", "&View"): _view,
        translate("menus", "&Help"): _help,
    }
    menus = [(window.menuBar().addMenu(title), fill) for title, fill in makers.items()]

    def fill_menus() -> None:
        for menu, fill in menus:
            fill(window, menu)

    return fill_menus


def _add(menu: QMenu, text: str, then: Callable[[], object], keys: str | list[str] = "") -> QAction:
    action = QAction(text, menu)
    action.setShortcuts([QKeySequence(key) for key in ([keys] if isinstance(keys, str) else keys) if key])
    action.triggered.connect(lambda: then())
    menu.addAction(action)
    return action


def _file(window: Window, menu: QMenu) -> None:
    _add(menu, translate("menus", "Import &files…"), lambda: choose_files(window, window.intents), "Ctrl+O")
    _add(menu, translate("menus", "Import a f&older…"), lambda: choose_folder(window), "Ctrl+Shift+O")
    _add(menu, translate("menus", "&Watch a folder…"), lambda: choose_watched(window))
    _add_stop_watching(window, menu)
    _add(menu, translate("menus", "&Explained tables…"), lambda: _show_maps(window))
    menu.addSeparator()
    _add(menu, translate("menus", "Your &data…"), window.intents.data_wanted.emit)
    menu.addSeparator()
    _add(menu, translate("menus", "Open the &sample library"), window.intents.open_demo)
    _add(menu, translate("menus", "&Remove the sample library"), window.intents.clear_demo)
    menu.addSeparator()
    _add(menu, translate("menus", "&Quit"), window.close, "Ctrl+Q")


def _show_maps(window: Window) -> None:
    from recdesk.ui.pages.maps import show_maps

    show_maps(window.intents, window)


def _add_stop_watching(window: Window, menu: QMenu) -> None:
    """The way out, which names the folder that is watched and is not there while none is."""
    intents = window.intents
    stop = _add(menu, "", lambda: intents.watch_folder(None))

    def follow() -> None:
        folder = intents.library.watched.folder
        stop.setVisible(folder is not None)
        name = folder.name.replace("&", "&&") if folder else ""
        stop.setText(translate("menus", "S&top watching {folder}").format(folder=name))

    follow()
    intents.watch_chosen.connect(follow)


def _work(window: Window, menu: QMenu) -> None:
    intents = window.intents
    for verdict, key in VERDICT_KEYS.items():
        _add(menu, words.verdict_ask(verdict), partial(intents.give_verdict, verdict), key)
    menu.addSeparator()
    _add(menu, translate("menus", "&Undo the last feedback"), intents.undo_verdict, "Ctrl+Z")


def _taste(window: Window, menu: QMenu) -> None:
    _add(menu, translate("menus", "Your &bubble"), partial(window.intents.show_page, "bubble"))
    _add(menu, translate("menus", "Shown &often, never opened"), partial(window.intents.show_page, "shown"))
    menu.addSeparator()
    _add(menu, translate("menus", "&Learn now"), window.intents.learn_now, "F5")
    _add(
        menu,
        translate("menus", "Learn everything &anew"),
        lambda: window.intents.learn_now(force=True),
        "Shift+F5",
    )
    _add(menu, translate("menus", "&Stop the running work"), window.intents.cancel_running, "Ctrl+.")


def _view(window: Window, menu: QMenu) -> None:
    for n, place in enumerate(places(), start=1):
        keys = f"Ctrl+{n}" if n < 10 else ""
        _add(menu, place.title, partial(window.intents.show_page, place.key), keys)
    menu.addSeparator()
    _add(menu, translate("menus", "&Find a work"), window.focus_search, ["Ctrl+K", "Ctrl+F", "/"])
    details = _add(menu, translate("menus", "Show &details"), window.toggle_details, "F9")
    details.setCheckable(True)
    details.setChecked(True)
    menu.aboutToShow.connect(lambda: details.setChecked(window.detail.isVisible()))
    _add(menu, translate("menus", "Full &screen"), window.toggle_full_screen, "F11")
    menu.addSeparator()
    _fill_themes(window, menu.addMenu(translate("menus", "&Appearance")))
    _add_less_motion(window, menu)


def _add_less_motion(window: Window, menu: QMenu) -> None:
    from recdesk.ui import motion

    settings = window.intents.library.settings
    less = bool(settings.get(motion.LESS_MOTION, False))
    motion.ask_for_less(less)

    def choose() -> None:
        motion.ask_for_less(action.isChecked())
        settings.put(motion.LESS_MOTION, action.isChecked())

    action = _add(menu, translate("menus", "Less &motion"), choose)
    action.setCheckable(True)
    action.setChecked(less)


def _fill_themes(window: Window, menu: QMenu) -> None:
    names = {
        "system": translate("menus", "As the &desktop"),
        "light": translate("menus", "&Light"),
        "dark": translate("menus", "&Dark"),
    }
    group = QActionGroup(menu)
    now = window.intents.library.settings.get(THEME, "system")
    for choice in THEMES:
        action = _add(menu, names[choice], partial(window.intents.choose_theme, choice))
        action.setCheckable(True)
        action.setChecked(choice == now)
        action.setData(choice)
        group.addAction(action)

    def mark(chosen: str) -> None:
        for action in group.actions():
            action.setChecked(action.data() == chosen)

    window.intents.theme_chosen.connect(mark)


def _help(window: Window, menu: QMenu) -> None:
    _add(menu, translate("menus", "&Keyboard"), lambda: dialogs.show_keys(window), "F1")
    _add(menu, translate("menus", "Open the &profile folder"), lambda: _open(window.intents.library.profile))
    _add(menu, translate("menus", "&About RecDesk"), lambda: dialogs.show_about(window))


def choose_files(window: QWidget, intents: Intents) -> None:
    """Ask for files, and import them."""
    names, _ = QFileDialog.getOpenFileNames(
        window,
        translate("menus", "Import history files"),
        "",
        translate(
            "menus",
            "Histories (*.csv *.tsv *.txt *.json *.jsonl *.xml *.xlsx *.html *.zip *.tgz *.tar *.gz);;"
            "All files (*)",
        ),
    )
    if names:
        intents.import_files(map(Path, names))


def choose_folder(window: Window) -> None:
    """Ask for a folder, and import what is in it."""
    name = QFileDialog.getExistingDirectory(window, translate("menus", "Import a folder"))
    if name:
        window.intents.import_files([Path(name)])


def choose_watched(window: Window) -> None:
    """Ask for a folder, and import what comes into it from now on."""
    name = QFileDialog.getExistingDirectory(window, translate("menus", "Watch a folder"))
    if name:
        window.intents.watch_folder(Path(name))


def _open(folder: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))
