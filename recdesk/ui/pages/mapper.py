"""The columns of an unknown table, each with some of its values and the choice of what it is read as."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from recdesk.domain.works import Kind
from recdesk.ui import mapper_words, theme
from recdesk.ui.mapper_words import GROUPS, NOT_READ
from recdesk.ui.models.mapper import Mapper
from recdesk.ui.pages.furniture import soft
from recdesk.ui.parts.choice import Choice
from recdesk.ui.words import isolated

_NAME_WIDTH, _BOX_WIDTH = 190, 260  # pixels; the values take what is left
_LEAST_ROWS = 3.5  # of the list that are in sight: the half one says that there is more
_MANY = 9  # columns; a longer list takes what room there is
_SCALES = (5, 10, 20, 100)
_KINDS = (Kind.FILM, Kind.SERIES, Kind.BOOK, Kind.ALBUM, Kind.ARTIST, Kind.PODCAST)
_EXAMPLE = "03/04/2020"


class MapperView(QWidget):
    """Shows a `Mapper` that is open."""

    def __init__(self, mapper: Mapper, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._mapper = mapper
        self.boxes: dict[str, QComboBox] = {}
        self._labels: dict[str, tuple[_Line, _Line]] = {}
        self.used = soft()
        self.order = Choice()
        self.scale = Choice()
        self.kind = Choice()
        self._order_row = self._question("", self.order)
        self._scale_row = self._question(self.tr("Ratings are out of"), self.scale)
        self._kind_row = self._question(self.tr("The titles are"), self.kind)
        self._lay_out()
        self._connect()
        self._show_choices()
        self.show_effect()

    def _connect(self) -> None:
        for column, box in self.boxes.items():
            box.activated.connect(partial(self._choose, column))
        self.order.activated.connect(lambda _at: self._mapper.choose_order(self.order.currentData()))
        self.scale.activated.connect(lambda _at: self._mapper.choose_scale(self.scale.currentData()))
        self.kind.activated.connect(lambda _at: self._mapper.choose_kind(self.kind.currentData()))
        self._mapper.chosen.connect(self._show_choices)
        self._mapper.effect_changed.connect(self.show_effect)

    def focus_first(self) -> None:
        """The keyboard begins at the first column."""
        next(iter(self.boxes.values())).setFocus()

    def show_effect(self) -> None:
        """Ask for what the values leave open: kind of works, order of day and month, scale of ratings."""
        effect = self._mapper.effect
        if effect is None:
            return
        self._order_row.setVisible(self._mapper.asks_for_order)
        if self._mapper.asks_for_order:
            said = self.tr("In dates such as {date} the first number is")
            self._order_words.setText(said.format(date=isolated(effect.order_sample or _EXAMPLE)))
            _select(self.order, effect.order)
        self._scale_row.setVisible(effect.scale > 0)
        if effect.scale > 0:
            _select(self.scale, effect.scale)
        self._kind_row.setVisible(effect.kind_open)
        _select(self.kind, effect.kind.value if effect.kind else "")

    def _choose(self, column: str, _at: int) -> None:
        self._mapper.choose(column, self.boxes[column].currentData())

    def _show_choices(self) -> None:
        for column, box in self.boxes.items():
            field = self._mapper.field_of(column)
            _select(box, field)
            for label in self._labels[column]:
                label.set_dim(field == NOT_READ)
        self.used.setText(mapper_words.used_text(self._mapper.used, len(self._mapper.columns)))

    # -- building ------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.used)
        column.addWidget(self._list(), 1)
        many = len(self._mapper.columns) > _MANY
        vertical = QSizePolicy.Policy.Expanding if many else QSizePolicy.Policy.Maximum
        self.setSizePolicy(QSizePolicy.Policy.Preferred, vertical)
        questions = QHBoxLayout()
        questions.setSpacing(28)
        for text, value in ((self.tr("the day"), "dmy"), (self.tr("the month"), "mdy")):
            self.order.addItem(text, value)
        for scale in _SCALES:
            self.scale.addItem(str(scale), scale)
        self.kind.addItem(self.tr("films, series or books"), "")
        for kind in _KINDS:
            self.kind.addItem(mapper_words.kinds_name(kind), kind.value)
        self.kind.setAccessibleName(self.tr("What kind of works the titles are"))
        self.order.setAccessibleName(self.tr("What the first number of a date is"))
        self.scale.setAccessibleName(self.tr("What the ratings are out of"))
        questions.addWidget(self._kind_row)
        questions.addWidget(self._order_row)
        questions.addWidget(self._scale_row)
        questions.addStretch()
        column.addLayout(questions)

    def _list(self) -> QScrollArea:
        inner = QWidget()
        inner.setObjectName("columns")
        grid = QGridLayout(inner)
        grid.setContentsMargins(16, 10, 12, 10)
        grid.setHorizontalSpacing(18)
        grid.setVerticalSpacing(6)
        grid.setColumnMinimumWidth(0, _NAME_WIDTH)
        grid.setColumnStretch(1, 1)
        for at, column in enumerate(self._mapper.columns):
            name, values = _Line(column, bold=True), _Line("  ·  ".join(self._mapper.values[column]))
            name.setFixedWidth(_NAME_WIDTH)
            box = self.boxes[column] = self._box(column)
            self._labels[column] = (name, values)
            for place, widget in enumerate((name, values, box)):
                grid.addWidget(widget, at, place)
        grid.setRowStretch(len(self._mapper.columns), 1)
        area = QScrollArea()
        area.setObjectName("card")
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(inner)
        area.viewport().setAutoFillBackground(False)
        inner.setAutoFillBackground(False)
        row = next(iter(self.boxes.values())).sizeHint().height() + grid.verticalSpacing()
        whole = inner.sizeHint().height() + 4
        area.setMinimumHeight(min(whole, int(_LEAST_ROWS * row)))
        area.setMaximumHeight(whole)
        return area

    def _box(self, column: str) -> QComboBox:
        box = Choice()
        box.setFixedWidth(_BOX_WIDTH)
        box.setMaxVisibleItems(20)
        box.addItem(mapper_words.field_name(NOT_READ), NOT_READ)
        for group in GROUPS:
            box.insertSeparator(box.count())
            for field in group:
                box.addItem(mapper_words.field_name(field), field)
        box.setAccessibleName(self.tr("{column} is read as").format(column=column))
        box.setAccessibleDescription(", ".join(self._mapper.values[column]))
        return box

    def _question(self, text: str, box: QComboBox) -> QWidget:
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(10)
        label = QLabel(text)
        label.setBuddy(box)
        line.addWidget(label)
        line.addWidget(box)
        if box is self.order:
            self._order_words = label
        row.hide()
        return row


class _Line(QLabel):
    """One line of plain text, cut with an ellipsis where it is too long; the whole is its tool tip."""

    def __init__(self, text: str, bold: bool = False) -> None:
        super().__init__(text)
        self._dim = False
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setToolTip(text)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        if bold:
            self.setFont(theme.scaled(self.font(), 1.0, QFont.Weight.DemiBold))

    def set_dim(self, dim: bool) -> None:
        self._dim = dim
        self.update()

    def minimumSizeHint(self) -> QSize:
        return QSize(40, super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        colours = theme.of(self.palette())
        painter = QPainter(self)
        painter.setPen(colours.soft if self._dim else colours.text)
        cut = self.fontMetrics().elidedText(
            self.text().replace("\n", " "), Qt.TextElideMode.ElideRight, self.width()
        )
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, cut)
        painter.end()


def _select(box: QComboBox, value: object) -> None:
    """Show a choice that was not made in this box."""
    at = box.findData(value)
    if at < 0:
        box.addItem(str(value), value)
        at = box.count() - 1
    box.setCurrentIndex(at)
