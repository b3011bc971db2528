"""Which page stands behind which place of the navigation, and what is beside them."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtWidgets import QWidget

from recdesk.domain.works import Kind
from recdesk.ui.intents import Intents
from recdesk.ui.pages.home import DetailPane, HomePage
from recdesk.ui.pages.start import StartPage
from recdesk.ui.reader import LibraryReader


def make(intents: Intents, reader: LibraryReader) -> tuple[Mapping[str, Callable[[], QWidget]], QWidget]:
    """How each page is made, by key, and the detail pane. Modules of pages that are not shown at once are
    loaded when they are."""
    browse = intents.browse

    def kind(kind: Kind) -> Callable[[], QWidget]:
        def make_page() -> QWidget:
            from recdesk.ui.pages.home import KindPage

            return KindPage(browse, kind)

        return make_page

    def history() -> QWidget:
        from recdesk.ui.pages.history import HistoryPage

        return HistoryPage(intents, reader)

    def imports() -> QWidget:
        from recdesk.ui.pages.imports import ImportsPage

        return ImportsPage(intents)

    def search() -> QWidget:
        from recdesk.ui.pages.home import SearchPage

        return SearchPage(browse)

    pages = {
        "home": lambda: StartPage(intents, reader, lambda: HomePage(browse)),
        "film": kind(Kind.FILM),
        "series": kind(Kind.SERIES),
        "book": kind(Kind.BOOK),
        "music": kind(Kind.ARTIST),
        "podcast": kind(Kind.PODCAST),
        "history": history,
        "imports": imports,
        "search": search,
    }
    return pages, DetailPane(browse)
