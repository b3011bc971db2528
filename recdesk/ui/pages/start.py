"""What stands behind "Home": the welcome while there is nothing to recommend from, the shelves after."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from recdesk.ui.intents import Intents
from recdesk.ui.models.browse import Stage
from recdesk.ui.reader import LibraryReader


class StartPage(QStackedWidget):
    """Goes over to the shelves by itself when the first list is there."""

    files_wanted = Signal()

    def __init__(
        self,
        intents: Intents,
        reader: LibraryReader,
        make_home: Callable[[], QWidget],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._intents = intents
        self._reader = reader
        self._make_home = make_home
        self._welcome: QWidget | None = None
        self._picker: QWidget | None = None
        self._home: QWidget | None = None
        intents.browse.stage_changed.connect(self.choose)
        intents.history_changed.connect(self.choose)
        self.choose()

    @property
    def wants_details(self) -> bool:
        return self.currentWidget() is self._home

    def choose(self) -> None:
        """Show what there is."""
        if self._intents.browse.stage is Stage.NOTHING or self._intents.is_bare():
            if self.currentWidget() in (None, self._home):
                self.show_welcome()
        else:
            if self._home is None:
                self._home = self._make_home()
                self.addWidget(self._home)
            self.setCurrentWidget(self._home)

    def show_welcome(self) -> None:
        """The three ways in."""
        if self._welcome is None:
            from recdesk.ui.pages.welcome import WelcomePage

            page = self._welcome = WelcomePage(self._intents)
            page.files_wanted.connect(self.files_wanted)
            page.picker_wanted.connect(self.show_picker)
            page.sample_wanted.connect(self._intents.open_demo)
            self.addWidget(page)
        self.setCurrentWidget(self._welcome)

    def show_picker(self) -> None:
        """The covers to choose loved works from."""
        if self._picker is None:
            from recdesk.ui.pages.picker import PickerPage

            page = self._picker = PickerPage(self._intents, self._reader)
            page.left.connect(self.show_welcome)
            page.begun.connect(self.show_welcome)
            self.addWidget(page)
            page.come_to_front()
        self.setCurrentWidget(self._picker)
