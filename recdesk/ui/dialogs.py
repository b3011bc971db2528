"""The few dialogs: asking before something is taken away, and texts to be read. None stops the program."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMainWindow, QMessageBox, QWidget

import recdesk
from recdesk.domain.faults import UserFault

translate = QCoreApplication.translate


def ask(parent: QWidget, question: str, more: str, yes: str, then: Callable[[], object]) -> QMessageBox:
    """Ask before something is taken away. Returns at once; `then` follows if the person agrees."""
    box = QMessageBox(QMessageBox.Icon.NoIcon, "RecDesk", question, parent=parent)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setInformativeText(more)
    agree = box.addButton(yes, QMessageBox.ButtonRole.AcceptRole)
    box.addButton(QMessageBox.StandardButton.Cancel)
    box.setDefaultButton(QMessageBox.StandardButton.Cancel)
    agree.setObjectName("agree")
    agree.clicked.connect(lambda: then())
    box.open()
    return box


def show_fault(fault: UserFault) -> None:
    """A fault before there is a window to show it in. Waits until it is read."""
    if QGuiApplication.platformName() in ("offscreen", "minimal"):
        return  # nobody could close it
    box = QMessageBox(QMessageBox.Icon.NoIcon, "RecDesk", fault.say)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setInformativeText(fault.do_next)
    box.exec()


def show_keys(window: QMainWindow) -> QMessageBox:
    """Every shortcut, read from the menus, so it cannot be out of date."""
    rows = [
        f"<tr><td style='padding-right:24px'>{action.text().replace('&', '')}</td><td><b>{keys}</b></td></tr>"
        for menu in window.menuBar().actions()
        if menu.menu()
        for action in menu.menu().actions()  # type: ignore[attr-defined]
        if (keys := ", ".join(k.toString(k.SequenceFormat.NativeText) for k in action.shortcuts()))
    ]
    return _read(window, translate("dialogs", "Keyboard"), f"<table>{''.join(rows)}</table>")


def show_about(window: QMainWindow) -> QMessageBox:
    text = translate(
        "dialogs",
        "<h3>RecDesk {version}</h3>"
        "<p>Recommendations from your own history, on your own computer. No account, no server, nothing "
        "is sent anywhere: the program works with the network switched off.</p>"
        "<p>MIT licence. Made with Qt (PySide6, LGPL 3), PyTorch, sentence-transformers, NumPy and "
        "SQLite.</p>",
    ).format(version=recdesk.__version__)
    return _read(window, translate("dialogs", "About RecDesk"), text)


def _read(window: QMainWindow, title: str, html: str) -> QMessageBox:
    box = QMessageBox(QMessageBox.Icon.NoIcon, title, html, QMessageBox.StandardButton.Close, window)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.setTextFormat(Qt.TextFormat.RichText)
    box.open()
    return box
