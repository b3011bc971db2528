"""The list of pages on the left. Knows names and icons, not what is on the pages."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QSize, Qt, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QFrame, QListWidget, QListWidgetItem, QStyledItemDelegate, QWidget

from recdesk.ui import icons
from recdesk.ui.theme import Theme

translate = QCoreApplication.translate
_KEY = int(Qt.ItemDataRole.UserRole) + 1
COUNT = int(Qt.ItemDataRole.UserRole) + 2  # how many things wait on a page
ROW_HEIGHT = 38
GAP_HEIGHT = 14
WIDTH = 172
WHEN_WAITING = frozenset({"review"})
BESIDE = {"bubble": "taste", "shown": "hidden"}
"""Pages that stand under another's place, behind a chip at its top."""


@dataclass(frozen=True, slots=True)
class Place:
    """A page as the navigation names it. `apart` puts a gap above it."""

    key: str
    title: str
    apart: bool = False


def places() -> tuple[Place, ...]:
    """Every page, in order. The first nine answer to Ctrl+1 ... Ctrl+9."""
    return (
        Place("home", translate("navigation", "Home")),
        Place("film", translate("navigation", "Films"), apart=True),
        Place("series", translate("navigation", "Series")),
        Place("book", translate("navigation", "Books")),
        Place("music", translate("navigation", "Music")),
        Place("podcast", translate("navigation", "Podcasts")),
        Place("saved", translate("navigation", "Saved"), apart=True),
        Place("revisit", translate("navigation", "Once more")),
        Place("hidden", translate("navigation", "Hidden")),
        Place("taste", translate("navigation", "Taste"), apart=True),
        Place("history", translate("navigation", "History")),
        Place("journal", translate("navigation", "Journal")),
        Place("imports", translate("navigation", "Imports")),
        Place("review", translate("navigation", "Review")),
        Place("catalogue", translate("navigation", "Catalogue")),
        Place("search", translate("navigation", "Search")),
    )


class Navigation(QListWidget):
    """Shows where one is, and takes one elsewhere."""

    page_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("navigation")
        self.setAccessibleName(self.tr("Pages"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFixedWidth(WIDTH)
        self.setIconSize(QSize(icons.SIZE, icons.SIZE))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for place in places():
            self._add(place)
        self._badge: QStyledItemDelegate | None = None
        self._theme: Theme | None = None
        for key in WHEN_WAITING:
            self.show_waiting(key, 0)
        self._beside = False
        self.currentItemChanged.connect(self._tell)
        self.itemClicked.connect(self._come_back)

    def show_place(self, key: str) -> None:
        """Mark a page as the one that is shown."""
        self._beside = all(self.item(row).data(_KEY) != key for row in range(self.count()))
        self.blockSignals(self._beside)  # or the place itself would be shown on the way
        for row in range(self.count()):
            if self.item(row).data(_KEY) == BESIDE.get(key, key):
                self.setCurrentRow(row)
        if self._beside:
            self.blockSignals(False)
            self._light_up(self.currentItem())

    def show_waiting(self, key: str, count: int) -> None:
        """How many things wait on a page. Pages of `WHEN_WAITING` stand here only while something does."""
        if count and self._badge is None:  # nothing waits in most windows, and none before the first frame
            from recdesk.ui.parts.nav_badge import NavBadge

            self._badge = NavBadge(self)
            self.setItemDelegate(self._badge)
        for row in range(self.count()):
            item = self.item(row)
            if item.data(_KEY) == key:
                item.setData(COUNT, count)
                named = self.tr("{page}, {n} waiting").format(page=item.text(), n=count)
                item.setData(Qt.ItemDataRole.AccessibleTextRole, named if count else item.text())
                item.setHidden(key in WHEN_WAITING and not count and item is not self.currentItem())

    @property
    def place(self) -> str:
        """The key of the page that is marked."""
        item = self.currentItem()
        return str(item.data(_KEY)) if item else ""

    def dress(self, theme: Theme) -> None:
        """Draw the icons in a theme's colours."""
        self._theme = theme
        for row in range(self.count()):
            item = self.item(row)
            if key := item.data(_KEY):
                item.setIcon(icons.icon(key, QColor(theme.soft)))
        self._light_up(self.currentItem())

    def _light_up(self, item: QListWidgetItem | None) -> None:
        """The icon of the page that is shown stands in colour; each is drawn so when it is first needed: two
        pictures of every page took 3.5 ms of the first frame."""
        if item is not None and self._theme is not None and (key := item.data(_KEY)):
            item.setIcon(icons.icon(key, QColor(self._theme.soft), QColor(self._theme.link)))

    def _add(self, place: Place) -> None:
        if place.apart:
            gap = QListWidgetItem(self)
            gap.setFlags(Qt.ItemFlag.NoItemFlags)
            gap.setSizeHint(QSize(0, GAP_HEIGHT))
        item = QListWidgetItem(place.title, self)
        item.setData(_KEY, place.key)
        item.setSizeHint(QSize(0, ROW_HEIGHT))

    def _come_back(self, item: QListWidgetItem) -> None:
        """From a page beside it to the place that is marked already."""
        if self._beside and item.data(_KEY):
            self.page_chosen.emit(item.data(_KEY))

    def _tell(self, item: QListWidgetItem | None, before: QListWidgetItem | None = None) -> None:
        if before is not None and before.data(_KEY) in WHEN_WAITING:
            before.setHidden(not before.data(COUNT))
        self._light_up(item)
        if item is not None and item.data(_KEY):
            self.page_chosen.emit(item.data(_KEY))
