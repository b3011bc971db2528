"""Which page stands behind which place of the navigation, and what is beside them."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtWidgets import QWidget

from recdesk.domain.works import Kind
from recdesk.ui import menus
from recdesk.ui.intents import Intents
from recdesk.ui.pages.home import HomePage
from recdesk.ui.pages.start import StartPage
from recdesk.ui.parts.detail_pane import DetailPane
from recdesk.ui.reader import LibraryReader

_PLACES = {
    "kind:film": "film",
    "kind:series": "series",
    "kind:book": "book",
    "kind:artist": "music",
    "kind:album": "music",
    "kind:podcast": "podcast",
    "backlog": "saved",
}
"""Where the whole of a shelf is shown."""


def make(intents: Intents, reader: LibraryReader) -> tuple[Mapping[str, Callable[[], QWidget]], QWidget]:
    """How each page is made, by key, and the detail pane. Modules of pages that are not shown at once are
    loaded when they are."""
    browse = intents.browse

    def home() -> QWidget:
        page = StartPage(intents, reader, shelves)
        page.files_wanted.connect(lambda: menus.choose_files(page, intents))
        return page

    def shelves() -> QWidget:
        page = HomePage(browse)
        page.whole_list_wanted.connect(lambda key: intents.show_page(_PLACES.get(key, "home")))
        return page

    def kind(kind: Kind, *also: Kind) -> Callable[[], QWidget]:
        def make_page() -> QWidget:
            from recdesk.ui.pages.explore import KindPage

            return KindPage(browse, kind, also)

        return make_page

    def explore(name: str) -> Callable[[], QWidget]:
        def make_page() -> QWidget:
            from recdesk.ui.pages import explore

            page: QWidget = getattr(explore, name)(browse)
            return page

        return make_page

    def history() -> QWidget:
        from recdesk.ui.pages.history import HistoryPage

        return HistoryPage(intents, reader)

    def imports() -> QWidget:
        from recdesk.ui.pages.imports import ImportsPage

        return ImportsPage(intents)

    pages = {
        "home": home,
        "film": kind(Kind.FILM),
        "series": kind(Kind.SERIES),
        "book": kind(Kind.BOOK),
        "music": kind(Kind.ARTIST, Kind.ALBUM),
        "podcast": kind(Kind.PODCAST),
        "saved": explore("BacklogPage"),
        "hidden": explore("HiddenPage"),
        "history": history,
        "imports": imports,
        "search": explore("SearchPage"),
    }
    return pages, DetailPane(browse)
