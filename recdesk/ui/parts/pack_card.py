"""One pack that is there: what it holds, under which terms, where it is from, and the way to be rid of it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from recdesk.ui import pack_words, theme
from recdesk.ui.models.packs import PackRow
from recdesk.ui.pages.furniture import soft


class PackCard(QFrame):
    """Shows a PackRow. Asks for nothing by itself: `removal_wanted` says what the person wants. While work is
    running (`busy`) an unfinished pack may be the very one that is being added."""

    removal_wanted = Signal(str)

    def __init__(self, row: PackRow, busy: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.row = row
        self.setObjectName("card")
        title = QLabel(pack_words.title(row.pack.name, row.format))
        title.setTextFormat(Qt.TextFormat.PlainText)
        title.setFont(theme.scaled(title.font(), 1.1, QFont.Weight.DemiBold))
        facts = QLabel(pack_words.facts(row.kinds, row.ratings, row.people, row.pack.filters))
        facts.setWordWrap(True)
        origin = soft(pack_words.origin(row.pack.source, row.added))
        origin.setToolTip(row.pack.source)
        licence = soft(row.pack.licence)
        licence.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.setAccessibleName(f"{title.text()}. {facts.text()}")
        text = QVBoxLayout()
        text.setSpacing(4)
        for part in (title, facts, origin, licence):
            text.addWidget(part)
        if (said := pack_words.unfinished(row.pack.state)) and not busy:
            text.addWidget(QLabel(said))
        line = QHBoxLayout(self)
        line.setContentsMargins(18, 14, 14, 14)
        line.setSpacing(16)
        line.addLayout(text, 1)
        if not row.is_ours:
            self.remove = QPushButton(self.tr("Remove…"))
            self.remove.setAccessibleName(self.tr("Remove {name}").format(name=row.pack.name))
            self.remove.clicked.connect(lambda: self.removal_wanted.emit(row.pack.name))
            line.addWidget(self.remove, 0, Qt.AlignmentFlag.AlignTop)
