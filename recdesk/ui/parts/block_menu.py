"""What to show no more: the creators, the title and the tags of one work, each behind a line of a menu."""

from __future__ import annotations

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QMenu, QWidget

from recdesk.domain.journal import BlockWhat
from recdesk.domain.works import Work
from recdesk.ui import journal_words, words
from recdesk.ui.models.browse import Browse

_CREATORS = 3
_TAGS = 10  # more than these make a menu that nobody reads


def ask_what_to_block(parent: QWidget, where: QPoint, work: Work, browse: Browse) -> QMenu:
    """Open the menu at `where` (global); the chosen line is blocked, with a way back."""
    menu = QMenu(parent)
    title = menu.tr("Never show")
    menu.setTitle(title)
    menu.setAccessibleName(title)
    groups = (
        (BlockWhat.CREATOR, [(name, name) for name in work.creators[:_CREATORS]]),
        (BlockWhat.SERIES, [(work.title, work.title)]),
        (
            BlockWhat.TAG,
            [*((genre, words.genre_text(genre)) for genre in work.genres), *((t, t) for t in work.tags)][
                :_TAGS
            ],
        ),
    )
    for what, choices in groups:
        menu.addSeparator()
        for value, shown in choices:
            action = menu.addAction(journal_words.block_ask(what, shown))
            action.triggered.connect(lambda _on=False, w=what, v=value: browse.block_wanted.emit(w.value, v))
    menu.aboutToHide.connect(menu.deleteLater)
    menu.popup(where)
    return menu
