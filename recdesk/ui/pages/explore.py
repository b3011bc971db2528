"""The grid pages: everything of one kind, the backlog, what was sent away, and what a search found."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QButtonGroup, QPushButton, QWidget

from recdesk.domain.works import Kind
from recdesk.ui import dial_words, how_words, words
from recdesk.ui.models.browse import Browse, Stage
from recdesk.ui.models.cards import kind_key
from recdesk.ui.pages import furniture
from recdesk.ui.parts.card_grid_page import CardGridPage


class ListPage(CardGridPage):
    """A list of `Browse`, by key, that follows it while it is in sight. `how_wanted` carries the key: how did
    it come about?"""

    how_wanted = Signal(str)
    tellable = True  # whether the list came about by anything but the person's own hand

    def __init__(self, browse: Browse, key: str, parent: QWidget | None = None) -> None:
        super().__init__(browse, parent)
        self.key = key
        self.how = QPushButton(how_words.button())
        self.how.setProperty("quiet", True)
        self.how.setStyleSheet("QPushButton { padding: 2px 6px; }")
        self.how.clicked.connect(lambda: self.how_wanted.emit(self.key))
        self.below.addWidget(self.how)
        self.below.addStretch()
        browse.list_changed.connect(self._follow_list)
        browse.shelves_changed.connect(self._follow)
        browse.stage_changed.connect(self._follow)
        browse.measures_changed.connect(self._say_measures)

    @property
    def has_details(self) -> bool:
        """Before anything is learned there is no work to look at, and nothing that a dial could turn."""
        return self.browse.stage is not Stage.NOTHING

    def refresh(self) -> None:
        cards = self.browse.cards(self.key)
        self.how.setVisible(self.tellable and self.browse.stage is Stage.LIVE)
        if not cards:
            self.empty.say(*self.words_for_none())
        self.show_cards(cards)

    def words_for_none(self) -> tuple[str, str]:
        """(heading, what to do) where the list is empty."""
        if self.browse.stage is Stage.LIVE:
            return (
                self.tr("Nothing left here"),
                self.tr("Everything that fits is known to you already, or was sent away."),
            )
        return (
            self.tr("Not learned yet"),
            self.tr("Import a history, or pick a few works you love: the list appears by itself."),
        )

    def _follow_list(self, key: str) -> None:
        if key == self.key and self.isVisible():
            self.refresh()

    def _follow(self) -> None:
        if self.isVisible():
            self.refresh()

    def _say_measures(self) -> None:
        if self.browse.live_key == self.key and self.browse.measures is not None:
            self.note.setText(dial_words.measured_list(self.browse.measures))

    def showEvent(self, event: QShowEvent) -> None:
        self.browse.watch(self.key)
        self.refresh()
        super().showEvent(event)


class KindPage(ListPage):
    """Everything of one kind, or of a few that belong together, each behind a button."""

    def __init__(
        self, browse: Browse, kind: Kind, also: Sequence[Kind] = (), parent: QWidget | None = None
    ) -> None:
        super().__init__(browse, kind_key(kind), parent)
        self.kinds: dict[Kind, QPushButton] = {}
        if also:
            self._add_choices([kind, *also])
        self.show_kind(kind)

    def show_kind(self, kind: Kind) -> None:
        """Show another of the page's kinds."""
        self.key = kind_key(kind)
        self.entitle(words.kind_heading(kind))
        for each, button in self.kinds.items():
            button.setChecked(each is kind)
        if self.isVisible():
            self.browse.watch(self.key)
            self.refresh()

    def _add_choices(self, kinds: Sequence[Kind]) -> None:
        group = QButtonGroup(self)
        for kind in kinds:
            button = furniture.chip(words.kind_plural(kind), partial(self.show_kind, kind))
            group.addButton(button)
            self.head.addWidget(button)
            self.kinds[kind] = button


class BacklogPage(ListPage):
    """What was saved for later, the best match first."""

    def __init__(self, browse: Browse, parent: QWidget | None = None) -> None:
        super().__init__(browse, "backlog", parent)
        self.entitle(self.tr("Your backlog"))

    def words_for_none(self) -> tuple[str, str]:
        return (
            self.tr("Nothing saved yet"),
            self.tr(
                "Press B on any card, or import a watchlist, a to-read shelf or a library: what you saved "
                "stands here, the best match first."
            ),
        )


class RevisitPage(ListPage):
    """What the person knows, for another time."""

    def __init__(self, browse: Browse, parent: QWidget | None = None) -> None:
        super().__init__(browse, "revisit", parent)
        self.entitle(self.tr("Once more"))

    def words_for_none(self) -> tuple[str, str]:
        return (
            self.tr("Nothing to come back to yet"),
            self.tr("What you watched, heard and read stands here, what fits you best first."),
        )


class HiddenPage(ListPage):
    """What was sent away, or marked as known and disliked; each can be taken back."""

    has_details = True
    tellable = False

    def __init__(self, browse: Browse, parent: QWidget | None = None) -> None:
        super().__init__(browse, "hidden", parent)
        self.entitle(
            self.tr("Hidden"),
            self.tr("What you sent away, or know and disliked. Look at one to take it back."),
        )
        self.how.hide()

    def words_for_none(self) -> tuple[str, str]:
        return (
            self.tr("Nothing is hidden"),
            self.tr(
                "What you mark as not interesting (X on a card), or as known and disliked (S), is kept here."
            ),
        )

    def _say_measures(self) -> None:
        """A list of refusals has no measures."""


class SearchPage(CardGridPage):
    """What `Browse` found: titles first, then what the words mean."""

    def __init__(self, browse: Browse, parent: QWidget | None = None) -> None:
        super().__init__(browse, parent)
        browse.found_changed.connect(self.refresh)
        browse.prepare_search()
        self.refresh()

    def refresh(self) -> None:
        titles, meant = self.browse.found, self.browse.found_by_meaning
        query = self.browse.query
        if not query:
            self.entitle(self.tr("Search"))
            self.empty.say(
                self.tr("Search by title, or say what you are in the mood for"),
                self.tr("“blade runner”, “千と千尋”, or “something calm like Norwegian Wood, but in space”."),
            )
        else:
            self.entitle(words.found_heading(query), words.found_note(len(titles), len(meant)))
            self.empty.say(
                self.tr("Nothing has that title"),
                self.tr("Wait a moment: works that fit the words in meaning follow.")
                if self.browse.searching
                else self.tr("Try fewer words, or describe it: works are found by meaning too."),
            )
        self.show_cards((*titles, *meant) if query else ())
