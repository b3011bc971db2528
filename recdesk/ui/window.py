"""The shell: navigation, search box, pages, detail pane, messages and status bar.

It puts the parts together and passes wishes on to `Intents`; what is on a page is the page's own matter.
Pages are made when they are first shown, so the first frame pays only for the one it shows.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QSize, Qt, Signal
from PySide6.QtGui import (
    QCloseEvent,
    QColor,
    QDragEnterEvent,
    QDropEvent,
    QKeyEvent,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QMainWindow,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from recdesk.domain.faults import UserFault
from recdesk.ui import icons, menus, shell_style, theme
from recdesk.ui.drop import DropOverlay, leave_drops_to
from recdesk.ui.intents import Intents
from recdesk.ui.job_strip import JobStrip
from recdesk.ui.navigation import Navigation
from recdesk.ui.notices import Notice, NoticeArea
from recdesk.ui.sample_sign import SampleSign

if TYPE_CHECKING:
    from recdesk.ui.pages.preview import PreviewDialog

GEOMETRY = "window_geometry"
DETAIL_WIDTH = 380  # three verdicts beside each other, in English and the usual size of text
LEAST_FOR_DETAILS = 980  # narrower than this, the pages need the room more

log = logging.getLogger(__name__)

PageMaker = Callable[[], QWidget]


class Window(QMainWindow):
    """One profile's window. `pages` says how each page is made; `detail` is the pane on the right."""

    first_painted = Signal()
    closed = Signal()

    def __init__(self, intents: Intents, pages: Mapping[str, PageMaker], detail: QWidget) -> None:
        super().__init__()
        self.intents = intents
        self._makers = dict(pages)
        self._pages: dict[str, QWidget] = {}
        self._details_wanted = True
        self._details_forced = False
        self._painted = False
        self.setObjectName("window")
        self.setWindowTitle("RecDesk")
        self.setAcceptDrops(True)
        self.navigation = Navigation()
        self.search = self._make_search()
        self.stack = QStackedWidget()
        self.notices = NoticeArea()
        self.detail = detail
        self.detail.setMinimumWidth(DETAIL_WIDTH)
        self.jobs = JobStrip(intents)
        self._lay_out()
        self.overlay = DropOverlay(self)
        self.fill_menus = menus.make_menus(self)
        self._connect()
        self.dress(theme.of(self.palette()))
        self._restore()

    def _connect(self) -> None:
        self.navigation.page_chosen.connect(self.show_page)
        self.intents.page_wanted.connect(self.show_page)
        self.intents.told.connect(self.notices.show_notice)
        self.intents.question_raised.connect(self.ask_about)
        self.intents.browse.stage_changed.connect(self._fit_details)
        self.overlay.files_dropped.connect(self.intents.import_files)
        self.overlay.refused.connect(self._refuse_drop)
        self.search.textEdited.connect(self.intents.search)
        self.search.returnPressed.connect(lambda: self.intents.search(self.search.text()))
        self.import_button.clicked.connect(lambda: menus.choose_files(self, self.intents))
        self.theme_button.clicked.connect(self._turn_theme)

    # -- pages ---------------------------------------------------------------------------------------

    def show_page(self, key: str) -> None:
        """Bring a page to the front, making it if it was never shown."""
        page = self.page(key)
        self.navigation.show_place(key)
        self.stack.setCurrentWidget(page)
        self._fit_details()
        if shown := getattr(page, "come_to_front", None):
            shown()

    def page(self, key: str) -> QWidget:
        """The page of a key."""
        if key not in self._pages:
            page = self._pages[key] = self._makers[key]()
            self.stack.addWidget(page)
            leave_drops_to(page)
            self._put_in_tab_order(page)
            if isinstance(page, QStackedWidget):  # it may turn from words to works by itself
                page.currentChanged.connect(lambda _n: self._fit_details())
                page.widgetAdded.connect(lambda _n: self._put_in_tab_order(page))
        return self._pages[key]

    def _put_in_tab_order(self, page: QWidget) -> None:
        """The Tab key comes to a page before the pane beside it, although that was made first."""
        if not self._painted:
            return  # there is nothing in the pane yet
        parts, at = [], page.nextInFocusChain()
        while at is not None and page.isAncestorOf(at):
            parts.append(at)
            at = at.nextInFocusChain()
        before: QWidget = self.theme_button
        tabs = page.findChild(QWidget, "pageTabs")  # they stand above all else, and are made last
        for part in sorted(parts, key=lambda part: tabs is None or not tabs.isAncestorOf(part)):
            if part.focusPolicy() & Qt.FocusPolicy.TabFocus:
                QWidget.setTabOrder(before, part)
                before = part

    @property
    def current_page(self) -> str:
        return next((k for k, page in self._pages.items() if page is self.stack.currentWidget()), "")

    def ask_about(self, path: Path) -> PreviewDialog:
        """Show what a file holds and ask how it is to be read."""
        from recdesk.ui.pages.preview import PreviewDialog

        dialog = PreviewDialog(self.intents, path, self)
        self.closed.connect(dialog.reject)
        dialog.show()
        return dialog

    def focus_search(self) -> None:
        """Put the caret into the search box."""
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def toggle_details(self) -> None:
        """Show or hide the pane on the right. Asked for, it shows in a narrow window too."""
        self._details_wanted = self._details_forced = not self.detail.isVisible()
        self._fit_details()

    def toggle_full_screen(self) -> None:
        self.showNormal() if self.isFullScreen() else self.showFullScreen()

    def come_up(self) -> None:
        """Come before the person's eyes (a second launch asked for it)."""
        self.setWindowState(
            (self.windowState() & ~Qt.WindowState.WindowMinimized) | Qt.WindowState.WindowActive
        )
        self.show()
        self.raise_()
        self.activateWindow()

    def dress(self, colours: theme.Theme) -> None:
        """Take on a theme's colours where palettes do not reach."""
        self.setStyleSheet(shell_style.style_sheet(colours))
        self.navigation.dress(colours)
        self.theme_button.setIcon(icons.icon("theme", QColor(colours.soft)))
        self._lock.setPixmap(icons.pixmap("lock", QColor(colours.soft), 16))

    # -- building ------------------------------------------------------------------------------------

    def _make_search(self) -> QLineEdit:
        field = QLineEdit()
        field.setObjectName("search")
        field.setPlaceholderText(self.tr("Search by title, or say it in words: “a calm book about the sea”"))
        field.setAccessibleName(self.tr("Search"))
        field.setAcceptDrops(False)  # a dropped file is for the window, not text for the field
        field.setMaximumWidth(640)
        return field

    def _lay_out(self) -> None:
        self.import_button = QPushButton(self.tr("Import…"))
        self.import_button.setToolTip(self.tr("Import history files (or drop them anywhere on the window)"))
        self.theme_button = QPushButton()
        self.theme_button.setProperty("quiet", True)
        self.theme_button.setIconSize(QSize(icons.SIZE, icons.SIZE))
        self.theme_button.setToolTip(self.tr("Light or dark"))
        self.theme_button.setAccessibleName(self.tr("Light or dark"))
        self._parts = QSplitter(Qt.Orientation.Horizontal)
        self._parts.setObjectName("parts")
        self._parts.setChildrenCollapsible(False)
        left = QWidget()
        below = QVBoxLayout(left)
        below.setContentsMargins(0, 0, 0, 0)
        below.setSpacing(0)
        below.addWidget(self.stack, 1)
        below.addWidget(self.notices)
        self._parts.addWidget(left)
        self._parts.addWidget(self.detail)
        self._parts.setStretchFactor(0, 1)
        self._parts.setSizes([1000, DETAIL_WIDTH])
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._top_bar())
        column.addWidget(self._parts, 1)
        whole = QWidget()
        row = QHBoxLayout(whole)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.navigation)
        row.addWidget(right, 1)
        self.setCentralWidget(whole)
        self._fill_status_bar()

    def _top_bar(self) -> QWidget:
        bar = QWidget()
        bar.setObjectName("topBar")
        row = QHBoxLayout(bar)
        row.setContentsMargins(20, 10, 14, 10)
        row.setSpacing(8)
        row.addWidget(self.search, 1)
        row.addStretch()
        row.addWidget(self.import_button)
        row.addWidget(self.theme_button)
        return bar

    def _fill_status_bar(self) -> None:
        self._lock = QLabel()
        self.state = QLabel(self.tr("All on this computer"))
        self.state.setObjectName("state")
        bar = self.statusBar()
        bar.setSizeGripEnabled(False)
        bar.addWidget(self._lock)
        bar.addWidget(self.state)
        self.sample_sign = SampleSign(self.intents)
        bar.addWidget(self.sample_sign)
        bar.addPermanentWidget(self.jobs)

    def say_state(self, text: str) -> None:
        """What stands in the status bar behind "All on this computer"."""
        said = self.tr("All on this computer")
        self.state.setText(f"{said} · {text}" if text else said)

    # -- events --------------------------------------------------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        self.overlay.begin(event)

    def dropEvent(self, event: QDropEvent) -> None:
        self.overlay.take(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._painted:
            self._painted = True
            self.first_painted.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.notices.dismiss():
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.overlay.setGeometry(self.rect())
        self._fit_details()

    def closeEvent(self, event: QCloseEvent) -> None:
        geometry = bytes(self.saveGeometry().toBase64().data()).decode("ascii")
        try:
            self.intents.library.settings.put(GEOMETRY, geometry)
        except UserFault as fault:  # a full disk must not keep the window from closing
            log.warning("%s", fault)
        super().closeEvent(event)
        self.closed.emit()

    def _fit_details(self) -> None:
        """The pane shows where it has something to say and leaves the pages enough room; asked for, on any
        page of works."""
        page = self.stack.currentWidget()
        of_works = getattr(page, "wants_details", True)
        least = getattr(page, "least_for_details", LEAST_FOR_DETAILS)
        offered = self.width() >= least and getattr(page, "has_details", True)
        self.detail.setVisible(self._details_wanted and of_works and (offered or self._details_forced))

    def _refuse_drop(self) -> None:
        say = self.tr("That is a link, not a file.")
        self.notices.show_notice(
            Notice(say, self.tr("Save it to this computer first, then drop the file."), True)
        )

    def _turn_theme(self) -> None:
        dark = theme.of(self.palette()) is theme.DARK
        self.intents.choose_theme("light" if dark else "dark")

    def _restore(self) -> None:
        self.resize(1280, 820)
        stored = self.intents.library.settings.get(GEOMETRY)
        if isinstance(stored, str):
            self.restoreGeometry(QByteArray.fromBase64(stored.encode("ascii")))
