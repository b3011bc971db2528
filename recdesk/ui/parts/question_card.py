"""One question of the review, large: what the rows say, the works it may be, and every way to answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from recdesk.ui import review_words, theme, words
from recdesk.ui.models.review import Ask
from recdesk.ui.pages.furniture import card, soft
from recdesk.ui.parts.candidates import CandidateGrid

WIDEST = 980  # a line of text wider than this is hard to read


class QuestionCard(QWidget):
    """Shows an `Ask`; tells what was chosen and decides nothing. The buttons stay in sight where the question
    is higher than the window."""

    candidate_chosen = Signal(int)  # its place, from 0
    none_wanted = Signal()
    other_wanted = Signal()
    naming_wanted = Signal()
    skip_wanted = Signal()
    undo_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.area = QScrollArea()
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setWidgetResizable(True)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.viewport().setAutoFillBackground(False)
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.progress.setAccessibleName(self.tr("Questions answered"))
        self.progress.setFixedHeight(6)
        self.place = soft()
        self.place.setWordWrap(False)
        self.title = QLabel()
        self.title.setFont(theme.scaled(self.font(), 1.7, QFont.Weight.DemiBold))
        self.said, self.facts, self.places, self.settles = QLabel(), soft(), soft(), soft()
        self.asked = QLabel()
        self.asked.setFont(theme.scaled(self.font(), 1.15, QFont.Weight.DemiBold))
        self.candidates = CandidateGrid()
        self.band, self.artists = QPushButton(self.tr("One band")), QPushButton(self.tr("Several artists"))
        self.none = self._button(self.tr("None of these"), "N", self.none_wanted)
        self.other = self._button(self.tr("Another work…"), "F", self.other_wanted)
        self.naming = self._button(self.tr("It is called…"), "C", self.naming_wanted)
        self.skip = self._button(self.tr("Skip"), "S", self.skip_wanted)
        self.undo = self._button(self.tr("Undo"), "U", self.undo_wanted)
        self.band.clicked.connect(lambda: self.candidate_chosen.emit(0))
        self.artists.clicked.connect(lambda: self.candidate_chosen.emit(1))
        self.candidates.chosen.connect(self.candidate_chosen)
        for label in (self.title, self.said, self.facts, self.places, self.settles, self.asked):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
        self._lay_out()

    def show_ask(self, ask: Ask, place: int, total: int) -> None:
        """Show this question, the `place`th of `total`."""
        self.progress.setRange(0, total)
        self.progress.setValue(place - 1)
        self.place.setText(review_words.progress(place, total))
        self.title.setText(words.isolated(words.breakable(ask.title)))
        rtl = words.is_rtl(ask.title)
        self.title.setAlignment(Qt.AlignmentFlag.AlignRight if rtl else Qt.AlignmentFlag.AlignLeft)
        for label, text in (
            (self.said, ask.said),
            (self.facts, ask.facts),
            (self.places, ask.places),
            (self.settles, ask.settles),
        ):
            label.setText(text)
            label.setVisible(bool(text))
        joined = ask.joined is not None
        for part in (self.none, self.other, self.naming):
            part.setVisible(not joined)
        for part in (self.band, self.artists):
            part.setVisible(joined)
        self.candidates.setVisible(bool(ask.cards))
        self.candidates.show_candidates(ask.cards, ask.scores)
        if ask.joined is not None:
            self._say_joined(ask.title, ask.joined)
        else:
            self.asked.setText(self._question(len(ask.cards)))
        self.setAccessibleName(f"{self.place.text()}. {ask.title}. {ask.said}. {ask.facts}")
        self.area.verticalScrollBar().setValue(0)

    def _question(self, candidates: int) -> str:
        if not candidates:
            return self.tr("Which work is it?")
        return self.tr("Is it this one?") if candidates == 1 else self.tr("Which one is it?")

    def _say_joined(self, title: str, joined: Mapping[str, Any]) -> None:
        self.asked.setText(self.tr("One band, or several artists?"))
        parts: Sequence[Mapping[str, Any]] = joined["parts"]
        names = " · ".join(words.isolated(str(part["title"])) for part in parts)
        band = self.tr("One band: {name}").format(name=words.isolated(title))
        artists = self.tr("{n} artists: {names}").format(n=len(parts), names=names)
        for key, button, text in (("1", self.band, band), ("2", self.artists, artists)):
            button.setText(f"{text}   {key}".replace("&", "&&"))
            button.setAccessibleName(text)
        lead, *others = parts
        self.places.setText(
            self.tr("Counts for {now} now. As artists, the plays count for {lead}{others}.").format(
                now=words.quoted(str(joined["counts_for"])),
                lead=self._part(lead),
                others="".join(self.tr(", and for {part} too").format(part=self._part(p)) for p in others),
            )
        )
        self.places.setVisible(True)

    def _part(self, part: Mapping[str, Any]) -> str:
        name = words.quoted(str(part["title"]))
        if part["work_id"] is None:
            return self.tr("{name} (new to your library)").format(name=name)
        return f"{name} ({review_words.plays(int(part['plays']))})"

    def _button(self, text: str, key: str, then: Any) -> QPushButton:
        button = QPushButton(f"{text}   {key}")
        button.setAccessibleName(text)
        button.clicked.connect(lambda: then.emit())
        return button

    def _lay_out(self) -> None:
        box, inside = card()
        inside.setSpacing(6)
        for part in (self.title, self.said, self.facts, self.places):
            inside.addWidget(part)
        above = QHBoxLayout()
        above.setSpacing(12)
        above.addWidget(self.progress, 1)
        above.addWidget(self.place)
        choices = QHBoxLayout()
        choices.setSpacing(8)
        choices.addWidget(self.band)
        choices.addWidget(self.artists)
        choices.addStretch()
        answers = QHBoxLayout()
        answers.setSpacing(8)
        for button in (self.none, self.other, self.naming):
            answers.addWidget(button)
        answers.addStretch()
        answers.addWidget(self.skip)
        answers.addWidget(self.undo)
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 8, 8)
        column.setSpacing(12)
        column.addWidget(box)
        column.addWidget(self.asked)
        column.addWidget(self.candidates)
        column.addLayout(choices)
        column.addStretch()
        self.area.setWidget(whole)
        whole.setAutoFillBackground(False)  # a scroll area's widget paints a ground of its own
        outer = QWidget()
        outer.setMaximumWidth(WIDEST)
        all_of_it = QVBoxLayout(outer)
        all_of_it.setContentsMargins(0, 0, 0, 0)
        all_of_it.setSpacing(10)
        all_of_it.addLayout(above)
        all_of_it.addWidget(self.area, 1)
        all_of_it.addWidget(self.settles)
        all_of_it.addLayout(answers)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(outer, 1)
        row.addStretch(0)
