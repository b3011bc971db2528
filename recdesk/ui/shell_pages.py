"""Which page stands behind which place of the navigation, and what is beside them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property, partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from recdesk.domain.works import Kind
from recdesk.ui import menus
from recdesk.ui.intents import Intents
from recdesk.ui.pages.home import HomePage
from recdesk.ui.pages.start import StartPage
from recdesk.ui.parts.detail_pane import DetailPane
from recdesk.ui.reader import LibraryReader

if TYPE_CHECKING:
    from recdesk.ui.filter_intents import FilterIntents
    from recdesk.ui.pages.how import HowPage
    from recdesk.ui.review_intents import ReviewIntents
    from recdesk.ui.ways_out import WaysOut

_PLACES = {
    "kind:film": "film",
    "kind:series": "series",
    "kind:book": "book",
    "kind:artist": "music",
    "kind:album": "music",
    "kind:podcast": "podcast",
    "backlog": "saved",
    "revisit": "revisit",
}
"""Where the whole of a shelf is shown."""


class PageMaker:
    """Makes each page when it is first shown. Modules of pages that are not shown at once are loaded then."""

    def __init__(self, intents: Intents, reader: LibraryReader) -> None:
        self._intents = intents
        self._reader = reader
        self._asked = ("top", True)  # the list that the page of how it came about tells of
        self._how_page: HowPage | None = None

    @cached_property
    def review(self) -> ReviewIntents:
        """What can be answered. Its words are loaded when it is first asked for: after the first frame."""
        from recdesk.ui.review_intents import ReviewIntents

        return ReviewIntents(self._intents, self._reader, self._intents)

    @cached_property
    def ways(self) -> WaysOut:
        """The ways out of the bubble; loaded with the first list that one may lead to."""
        from recdesk.ui.filter_intents import FilterIntents
        from recdesk.ui.ways_out import WaysOut

        intents = self._intents
        filters = FilterIntents(intents.library, intents.browse, self._reader, intents)
        filters.told.connect(intents.told)
        ways = WaysOut(intents.library, intents.browse, filters, intents)
        ways.page_wanted.connect(intents.page_wanted)
        return ways

    def pages(self) -> Mapping[str, Callable[[], QWidget]]:
        """How each page is made, by its place in the navigation."""
        return {
            "home": self._home,
            "film": partial(self._kind, Kind.FILM),
            "series": partial(self._kind, Kind.SERIES),
            "book": partial(self._kind, Kind.BOOK),
            "music": partial(self._kind, Kind.ARTIST, Kind.ALBUM),
            "podcast": partial(self._kind, Kind.PODCAST),
            "saved": partial(self._explore, "BacklogPage"),
            "revisit": partial(self._explore, "RevisitPage"),
            "hidden": self._hidden,
            "shown": self._shown,
            "taste": self._taste,
            "bubble": self._bubble,
            "journal": self._journal,
            "history": self._history,
            "imports": self._imports,
            "catalogue": self._catalogue,
            "review": self._review,
            "search": partial(self._explore, "SearchPage"),
            "how": self._how,
        }

    def detail_pane(self) -> QWidget:
        pane = DetailPane(self._intents.browse, self._filter_row)
        pane.lean_wanted.connect(self._intents.journal.lean_on)
        return pane

    @cached_property
    def filters(self) -> FilterIntents:
        """What can be asked of the filter, by whoever wants it gone too."""
        from recdesk.ui.filter_intents import FilterIntents

        intents = self._intents
        filters = FilterIntents(intents.library, intents.browse, self._reader, intents)
        filters.told.connect(intents.told)
        intents.browse.widen_wanted.connect(filters.widen)
        return filters

    def _filter_row(self) -> QWidget:
        from recdesk.ui.parts.filter_row import FilterRow

        return FilterRow(self.filters, self._intents.browse, self._reader)

    def _home(self) -> QWidget:
        page = StartPage(self._intents, self._reader, self._shelves)
        page.files_wanted.connect(lambda: menus.choose_files(page, self._intents))
        return page

    def _shelves(self) -> QWidget:
        page = HomePage(self._intents.browse, lambda: self.ways.strip())
        page.whole_list_wanted.connect(lambda key: self._intents.show_page(_PLACES.get(key, "home")))
        page.how_wanted.connect(partial(self._show_how, True))
        return page

    def _kind(self, kind: Kind, *also: Kind) -> QWidget:
        from recdesk.ui.pages.explore import KindPage

        page = KindPage(self._intents.browse, kind, also)
        page.how_wanted.connect(partial(self._show_how, False))
        return self.ways.with_strip(page)

    def _explore(self, name: str) -> QWidget:
        from recdesk.ui.pages import explore

        page: QWidget = getattr(explore, name)(self._intents.browse)
        if isinstance(page, explore.ListPage):
            page.how_wanted.connect(partial(self._show_how, False))
            if not isinstance(page, explore.HiddenPage):  # no filter narrows what was sent away
                self.ways.with_strip(page)
        return page

    def _show_how(self, shelf: bool, key: str) -> None:
        """How a list came about, as it stands on the home page (`shelf`) or on a page of its own."""
        self._asked = (key, shelf)
        if self._how_page is not None:
            self._how_page.show_list(*self._asked)
        self._intents.show_page("how")

    def _how(self) -> QWidget:
        from recdesk.ui.pages.how import HowPage

        _ = self.filters  # made by now, so that it hears when a stage asks for the filter to go
        page = self._how_page = HowPage(self._intents.browse)
        page.show_list(*self._asked)
        page.back_wanted.connect(lambda key: self._intents.show_page(_PLACES.get(key, "home")))
        return page

    def _history(self) -> QWidget:
        from recdesk.ui.pages.history import HistoryPage

        return HistoryPage(self._intents, self._reader, self.review)

    def _review(self) -> QWidget:
        from recdesk.ui.pages.review import ReviewPage

        return ReviewPage(self.review)

    def _taste(self) -> QWidget:
        from recdesk.ui.pages.taste import TastePage

        return self._with_tabs("taste", TastePage(self._intents, self._reader))

    def _bubble(self) -> QWidget:
        from recdesk.ui.pages.bubble import BubblePage

        return self._with_tabs("bubble", BubblePage(self._intents, self._reader, self.ways))

    def _hidden(self) -> QWidget:
        return self._with_tabs("hidden", self._explore("HiddenPage"))

    def _shown(self) -> QWidget:
        from recdesk.ui.pages.shown import ShownPage

        return self._with_tabs("shown", ShownPage(self._intents, self._reader))

    def _with_tabs(self, here: str, page: QWidget) -> QWidget:
        from recdesk.ui.parts.page_tabs import tabs_of, with_tabs

        return with_tabs(page, here, tabs_of(here), self._intents.show_page)

    def _journal(self) -> QWidget:
        from recdesk.ui.pages.journal import JournalPage

        return JournalPage(self._intents, self._reader)

    def _catalogue(self) -> QWidget:
        from recdesk.ui.packs_intents import PackIntents
        from recdesk.ui.pages.catalogue import CataloguePage

        return CataloguePage(PackIntents(self._intents, self._reader, self._intents))

    def _imports(self) -> QWidget:
        from recdesk.ui.pages.imports import ImportsPage

        return ImportsPage(self._intents, self._reader)
