"""One work, looked at closely: cover, facts, why it is here, what can be said of it, and its like.

Shows `Details`; computes none. What takes longer than a frame allows (works like this one) follows a moment
after the work changed, so that walking through a shelf with the arrow keys stays light.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt, QTimer
from PySide6.QtGui import QColor, QFont, QPixmap
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from recdesk.domain.feedback import Verdict
from recdesk.domain.works import Work
from recdesk.ui import theme, why_words, words
from recdesk.ui.models.browse import Browse
from recdesk.ui.models.details import Details
from recdesk.ui.parts.block_menu import ask_what_to_block
from recdesk.ui.parts.chips import Chips
from recdesk.ui.parts.cover_face import RATIO
from recdesk.ui.parts.covers import CoverStore, face_of
from recdesk.ui.parts.evidence_list import EvidenceList
from recdesk.ui.parts.mini_list import MiniList
from recdesk.ui.parts.signs import SIGN_OF, sign_icon
from recdesk.ui.parts.where_note import WhereNote
from recdesk.ui.parts.why_chart import WhyChart
from recdesk.ui.parts.wrap import Wrap

COVER = QSize(132, round(132 * RATIO))
SMALL_COVER = QSize(92, round(92 * RATIO))  # where the window is low
REST_MS = 120  # the arrow key repeats every 30 ms: what follows a work waits until the hand rests
_ROWS = (
    (Verdict.LIKE, Verdict.LATER, Verdict.NOT_INTERESTED),
    (Verdict.SEEN_LIKED, Verdict.SEEN_NEUTRAL, Verdict.SEEN_DISLIKED),
)
_SHORTCUTS = {Verdict.LIKE: "L", Verdict.LATER: "B", Verdict.NOT_INTERESTED: "X"}


class WorkPane(QWidget):
    """The inside of the detail pane."""

    def __init__(self, browse: Browse, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._browse = browse
        self.details: Details | None = None
        self.buttons: dict[Verdict, QPushButton] = {}
        self._cover = QLabel()
        self._cover_size = COVER
        self._cover.setFixedSize(COVER)
        self.title = self._label(1.45, QFont.Weight.Bold, selectable=True)
        self._facts = self._label(1.0, soft=True)
        self._standing = self._label(0.95, QFont.Weight.DemiBold)
        self._description = self._label(1.0, selectable=True)
        self._chips = Chips()
        self.sentence = self._label(1.0, selectable=True)
        self._confidence = self._label(0.95, soft=True)
        self.chart = WhyChart()
        self._why = self._heading(self.tr("Why this?"))
        self._related_heading = self._heading(self.tr("From your history"))
        self.evidence = EvidenceList(browse)
        self.without = self._label(0.95, soft=True)
        self._own = self._label(0.95, soft=True)
        self._similar_heading = self._heading(self.tr("More like this"))
        self.similar = MiniList(browse)
        self.where = WhereNote(browse)
        self._rest = QTimer(self)
        self._rest.setObjectName("works like this one")
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST_MS)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        beside = QVBoxLayout()
        beside.setSpacing(6)
        for label in (self.title, self._facts, self._standing, self._confidence):
            beside.addWidget(label)
        beside.addStretch()
        head = QHBoxLayout()
        head.setSpacing(16)
        head.addWidget(self._cover, 0, Qt.AlignmentFlag.AlignTop)
        head.addLayout(beside, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 20)
        column.setSpacing(10)
        column.addLayout(head)
        column.addWidget(self.sentence)
        column.addLayout(self._button_grid())
        for part in (
            self.where, self._own, self._description, self._why, self.chart, self._chips,
            self._related_heading, self.evidence, self.without, self._similar_heading, self.similar,
        ):  # fmt: skip
            column.addWidget(part)
        column.addStretch()

    def _button_grid(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setSpacing(6)
        known = QLabel(self.tr("I know it:"))
        known.setForegroundRole(known.palette().ColorRole.PlaceholderText)
        for line, verdicts in enumerate(_ROWS):
            row = Wrap(fill=True)
            if line:
                row.addWidget(known)
            for verdict in verdicts:
                button = QPushButton(words.verdict_ask(verdict))
                button.setCheckable(True)
                button.setProperty("chip", True)
                key = _SHORTCUTS.get(verdict)
                button.setToolTip(words.quick_tip(verdict) if key else words.verdict_ask(verdict))
                button.clicked.connect(lambda _on=False, v=verdict: self._say(v))
                self.buttons[verdict] = button
                row.addWidget(button)
            grid.addLayout(row, line, 0)
        self.never = QPushButton(self.tr("Never show…"))
        self.never.setProperty("quiet", True)
        self.never.setStyleSheet("QPushButton { padding: 3px 6px; margin-left: -6px; }")
        self.never.setToolTip(self.tr("Block a creator, a series or a tag"))
        self.never.clicked.connect(self._ask_what_to_block)
        grid.addWidget(self.never, len(_ROWS), 0, Qt.AlignmentFlag.AlignLeft)
        return grid

    def _connect(self) -> None:
        self._rest.timeout.connect(self._show_similar)
        self._browse.verdict_given.connect(lambda work_id, _verdict: self._refresh(work_id))
        self._browse.verdict_undone.connect(self._refresh)
        CoverStore.shared().room_again.connect(self._show_cover)

    # -- showing --------------------------------------------------------------------------------------

    def show_work(self, details: Details) -> None:
        """Show everything of one work."""
        same_work = self.details is not None and self.details.work.id == details.work.id
        self.details = details
        work = details.work
        self.title.setText(words.breakable(work.title))
        self._facts.setText(words.breakable(words.work_facts(work)))
        self._say_text(self._standing, words.verdict_done(details.standing) if details.standing else "")
        self._say_text(self._confidence, details.confidence)
        self._say_text(self._description, work.description)
        self._say_text(self._own, words.own_history(details.own))
        self._chips.show_words([words.genre_text(g) for g in work.genres], work.tags)
        self._say_text(self.sentence, words.breakable(details.sentence))
        self._why.setVisible(bool(details.bars))
        self.chart.setVisible(bool(details.bars))
        self.chart.show_bars(details.bars)
        self.evidence.show_related(work.id, details.related)
        self._related_heading.setVisible(bool(details.related))
        for verdict, button in self.buttons.items():
            button.setChecked(details.standing is verdict)
        self._show_cover()
        self._dress()
        if not same_work:
            self._say_text(self.without, "")
            self.where.show_work(None)
            self.similar.show_cards(())
            self._similar_heading.hide()
        self._rest.start()

    def be_brief(self, brief: bool) -> None:
        """A smaller cover: in a low window, too, the reason stands in sight."""
        size = SMALL_COVER if brief else COVER
        if size != self._cover_size:
            self._cover_size = size
            self._cover.setFixedSize(size)
            self._show_cover()

    def _show_cover(self) -> None:
        if self.details is None:
            return
        face = face_of(self.details.card)
        pixmap = CoverStore.shared().cover(face, self._cover_size, self.devicePixelRatioF())
        self._cover.setPixmap(pixmap if pixmap is not None else QPixmap())
        self._cover.setAccessibleName(self.tr("Drawn cover of {title}").format(title=face.title))

    def _show_similar(self) -> None:
        if self.details is not None:
            self.where.show_work(self.details.work)
            self._say_without(self.details.work)
            cards = self._browse.similar(self.details.work.id)
            self.similar.show_cards(cards)
            self._similar_heading.setVisible(bool(cards))

    def _say_without(self, work: Work) -> None:
        """What would become of it without what speaks most for it."""
        picker = self._browse.picker
        found = picker.without_strongest(work, self._browse.dial_values) if picker is not None else None
        self._say_text(self.without, why_words.without(found, work.kind) if found is not None else "")

    def _refresh(self, work_id: int) -> None:
        if self.details is not None and self.details.work.id == work_id:
            details = self._browse.details(work_id)
            if details is not None:
                self.show_work(details)

    def _say(self, verdict: Verdict) -> None:
        if self.details is None:
            return
        if self.details.standing is verdict:
            self._browse.undo(self.details.work.id)
        else:
            self._browse.give(self.details.work.id, verdict)

    def _ask_what_to_block(self) -> None:
        if self.details is not None:
            where = self.never.mapToGlobal(self.never.rect().bottomLeft())
            ask_what_to_block(self, where, self.details.work, self._browse)

    # -- small things ---------------------------------------------------------------------------------

    def _label(
        self,
        scale: float,
        weight: QFont.Weight = QFont.Weight.Normal,
        soft: bool = False,
        selectable: bool = False,
    ) -> QLabel:
        label = QLabel()
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        label.setFont(theme.scaled(self.font(), scale, weight))
        if soft:
            label.setForegroundRole(label.palette().ColorRole.PlaceholderText)
        if selectable:
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        return label

    def _heading(self, text: str) -> QLabel:
        label = self._label(1.08, QFont.Weight.Bold)
        label.setText(text)
        label.setContentsMargins(0, 6, 0, 0)
        return label

    @staticmethod
    def _say_text(label: QLabel, text: str) -> None:
        label.setText(text)
        label.setVisible(bool(text))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.PaletteChange:
            self._dress()
        super().changeEvent(event)

    def _dress(self) -> None:
        colours = theme.of(self.palette())
        for verdict in _ROWS[0]:
            button = self.buttons[verdict]
            ink = colours.on_accent if button.isChecked() else colours.text
            button.setIcon(sign_icon(SIGN_OF[verdict], QColor(ink), self.devicePixelRatioF()))
