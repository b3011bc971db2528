"""The taste page: what the person likes, in words, as a map, and as a list in which each can be turned."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from recdesk.domain.journal import Lean
from recdesk.ui import journal_words, taste_words, theme
from recdesk.ui.intents import Intents
from recdesk.ui.models.taste import InterestView, read_taste
from recdesk.ui.pages import furniture
from recdesk.ui.parts.empty_note import EmptyNote
from recdesk.ui.parts.interest_map import InterestMap
from recdesk.ui.reader import LibraryReader


class TastePage(QWidget):
    """Follows the newest run and the journal."""

    wants_details = False

    def __init__(self, intents: Intents, reader: LibraryReader, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._intents = intents
        self._reader = reader
        self.portrait = QLabel()
        self.portrait.setWordWrap(True)
        self.portrait.setTextFormat(Qt.TextFormat.PlainText)
        self.portrait.setFont(theme.scaled(self.font(), 1.15))
        self.map = InterestMap()
        self.rows: list[InterestRow] = []
        self._list = QVBoxLayout()
        self._list.setSpacing(10)
        self._area = QScrollArea()
        self.empty = EmptyNote()
        self.empty.say(
            self.tr("Nothing learned yet"),
            self.tr(
                "Import a history, or pick a few works you love: your interests appear here by themselves."
            ),
        )
        self._lay_out()
        self._stack = furniture.one_of(self, self._area, self.empty)
        self.map.chosen.connect(self._show_row)
        intents.run_learned.connect(self._follow)
        intents.journal.changed.connect(self._follow)

    def come_to_front(self) -> None:
        """Read the taste anew; it arrives in a moment."""
        self._reader.ask("taste", read_taste, self.show_interests)

    def show_interests(self, interests: tuple[InterestView, ...]) -> None:
        """Show what was read."""
        self._stack.setCurrentWidget(self._area if interests else self.empty)
        self.portrait.setText(taste_words.portrait(interests))
        self.map.show_interests(interests)
        while self.rows:
            row = self.rows.pop()
            self._list.removeWidget(row)
            row.hide()
            row.deleteLater()
        largest = max((max(i.lasting, i.current) for i in interests), default=1.0)
        for number, interest in enumerate(interests):
            row = InterestRow(self._intents, interest, largest)
            row.chosen.setVisible(number == self.map.current)
            self._list.addWidget(row)
            self.rows.append(row)

    def _follow(self) -> None:
        if self.isVisible():
            self.come_to_front()

    def _show_row(self, number: int) -> None:
        for place, row in enumerate(self.rows):
            row.chosen.setVisible(place == number)
        self._area.ensureWidgetVisible(self.rows[number], 0, 24)

    def _lay_out(self) -> None:
        column = furniture.scrolled(self._area)
        column.addWidget(furniture.heading(self.tr("Your taste")))
        column.addWidget(self.portrait)
        column.addWidget(self.map)
        column.addWidget(
            furniture.soft(
                self.tr(
                    "A circle is as large as an interest counts in all of your history. A green ring: more "
                    "of it lately; a dashed one: less. What you say here counts at once and stands in the "
                    "journal."
                )
            )
        )
        column.addLayout(self._list)
        column.addStretch()


class InterestRow(QFrame):
    """One interest: its name, its works, its two shares, and what may be said of it."""

    def __init__(self, intents: Intents, interest: InterestView, largest: float) -> None:
        super().__init__()
        self._intents = intents
        self.interest = interest
        self.setObjectName("card")
        self.setAccessibleName(taste_words.spoken(interest))
        self.chosen = QLabel("●")
        self.chosen.setForegroundRole(self.chosen.palette().ColorRole.Link)
        self.buttons: dict[Lean, QPushButton] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(18, 14, 16, 14)
        row.setSpacing(18)
        row.addLayout(self._words(), 1)
        row.addWidget(Shares(interest, largest))
        row.addLayout(self._choices())

    def _words(self) -> QVBoxLayout:
        name = QLabel(self.interest.name[:1].upper() + self.interest.name[1:])
        name.setFont(theme.scaled(self.font(), 1.1, QFont.Weight.DemiBold))
        name.setTextFormat(Qt.TextFormat.PlainText)
        name.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.chosen)
        head.addWidget(name, 1)
        column = QVBoxLayout()
        column.setSpacing(4)
        column.addLayout(head)
        for text in (taste_words.such_as(self.interest), taste_words.made_of(self.interest)):
            label = furniture.soft(text)
            label.setTextFormat(Qt.TextFormat.PlainText)
            column.addWidget(label)
        return column

    def _choices(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(6)
        for lean in Lean:
            button = furniture.chip(journal_words.lean_ask(lean), partial(self._say, lean))
            button.setChecked(self.interest.lean is lean)
            button.setAccessibleDescription(self.interest.name)
            row.addWidget(button)
            self.buttons[lean] = button
        return row

    def _say(self, lean: Lean) -> None:
        """Say it; what is said already is taken back."""
        interest = self.interest
        if interest.lean is lean and interest.entry is not None:
            self._intents.journal.undo(interest.entry)
        else:
            self._intents.journal.lean(lean, interest.name, interest.works)


class Shares(QWidget):
    """Two bars: always and lately."""

    def __init__(self, interest: InterestView, largest: float) -> None:
        super().__init__()
        self._interest = interest
        self._largest = max(largest, 1e-9)
        self.setToolTip(taste_words.spoken(interest))

    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        return QSize(
            114 + self._label_width() + metrics.horizontalAdvance("100 %"), 2 * metrics.height() + 10
        )

    def _label_width(self) -> int:
        return 10 + max(map(self.fontMetrics().horizontalAdvance, (self.tr("always"), self.tr("lately"))))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colours = theme.of(self.palette())
        high = painter.fontMetrics().height() + 4
        top = (self.height() - 2 * high) / 2
        bars = (
            (self.tr("always"), self._interest.lasting, colours.edge),
            (self.tr("lately"), self._interest.current, colours.plus),
        )
        for n, (label, value, ink) in enumerate(bars):
            line = QRectF(0, top + n * high, self.width(), high)
            painter.setPen(QColor(colours.soft))
            painter.drawText(line, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, label)
            painter.drawText(
                line, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, taste_words.share(value)
            )
            begin = self._label_width()
            room = line.width() - begin - painter.fontMetrics().horizontalAdvance("100 %") - 8
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(ink))
            middle = QPointF(begin, line.center().y())
            painter.drawRoundedRect(
                QRectF(middle.x(), middle.y() - 3, max(2.0, room * value / self._largest), 6), 3, 3
            )
