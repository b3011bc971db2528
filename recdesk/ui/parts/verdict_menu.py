"""The one question behind "seen": how was it?"""

from __future__ import annotations

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QMenu, QWidget

from recdesk.domain.feedback import Verdict
from recdesk.ui import words
from recdesk.ui.models.browse import Browse

SEEN = (Verdict.SEEN_LIKED, Verdict.SEEN_NEUTRAL, Verdict.SEEN_DISLIKED)


def ask_how_it_was(parent: QWidget, where: QPoint, work_id: int, browse: Browse) -> QMenu:
    """Open a menu of three answers at `where` (global) and give the chosen one as the verdict."""
    menu = QMenu(parent)
    menu.setAccessibleName(words.how_was_it())
    menu.setTitle(words.how_was_it())
    menu.addSection(words.how_was_it())
    for verdict in SEEN:
        action = menu.addAction(words.verdict_ask(verdict))
        action.triggered.connect(lambda _checked=False, v=verdict: browse.give(work_id, v))
    menu.aboutToHide.connect(menu.deleteLater)
    menu.popup(where)
    return menu
