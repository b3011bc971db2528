"""What pages are furnished with: their column, a heading, chips, a card, a table."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from PySide6.QtCore import QAbstractItemModel, Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import (
    QAbstractItemView,
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from recdesk.ui import theme

_USUAL_LINE = 17  # pixels of a line of text, at the size that widths are given for


def column_of(page: QWidget) -> QVBoxLayout:
    """The column a page stands in. Tabs or a strip can be put above it; every heading begins at one place."""
    whole = QVBoxLayout(page)
    whole.setContentsMargins(0, 0, 0, 0)
    whole.setSpacing(0)
    column = QVBoxLayout()
    column.setContentsMargins(28, 16, 16, 12)
    column.setSpacing(12)
    whole.addLayout(column, 1)
    return column


def scrolled(area: QScrollArea) -> QVBoxLayout:
    """The column of a page that scrolls as a whole."""
    inside = QWidget()
    column = QVBoxLayout(inside)
    column.setContentsMargins(28, 16, 24, 24)
    column.setSpacing(14)
    fill_clear(area, inside)
    return column


def one_of(page: QWidget, *parts: QWidget) -> QStackedWidget:
    """All of a page that scrolls, or what stands in its place: the first, until another is asked for."""
    stack = QStackedWidget()
    for part in parts:
        stack.addWidget(part)
    whole = QVBoxLayout(page)
    whole.setContentsMargins(0, 0, 0, 0)
    whole.setSpacing(0)
    whole.addWidget(stack, 1)
    return stack


def heading(text: str) -> QLabel:
    """A page's title."""
    label = QLabel(text)
    label.setFont(theme.scaled(label.font(), 1.6, QFont.Weight.DemiBold))
    return label


def chip(text: str, then: Callable[[], object] | None = None) -> QPushButton:
    """A small button that stays down."""
    button = QPushButton(text)
    button.setCheckable(True)
    button.setProperty("chip", True)
    if then is not None:
        button.clicked.connect(lambda: then())
    return button


def chips(
    page: QWidget, choices: Iterable[tuple[str, Callable[[], object]]]
) -> tuple[QButtonGroup, QHBoxLayout]:
    """A line of chips, the first of them down, and room behind them."""
    group, line = QButtonGroup(page), QHBoxLayout()
    line.setSpacing(6)
    for text, then in choices:
        button = chip(text, then)
        button.setChecked(not group.buttons())
        group.addButton(button)
        line.addWidget(button)
    line.addStretch()
    return group, line


def card() -> tuple[QFrame, QVBoxLayout]:
    """A raised box and the column inside it."""
    box = QFrame()
    box.setObjectName("card")
    column = QVBoxLayout(box)
    column.setContentsMargins(20, 18, 20, 18)
    column.setSpacing(10)
    return box, column


def soft(text: str = "") -> QLabel:
    """A second line: smaller in weight, never in size."""
    label = QLabel(text)
    label.setObjectName("soft")
    label.setWordWrap(True)
    return label


def fill_clear(area: QScrollArea, inside: QWidget) -> None:
    """Put a widget into a scroll area that lies on its page: no frame, no ground of its own."""
    area.setWidget(inside)
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    for each in (area.viewport(), inside):
        each.setAutoFillBackground(False)


def table(
    model: QAbstractItemModel, name: str, widths: Mapping[int, int] | None = None, wide: int | None = None
) -> QTableView:
    """A quiet table: one line a row, no grid, no row numbers, one row chosen at a time. `name` is what a
    screen reader says. `widths` are pixels of columns at the usual size of text, `wide` is the column that
    takes what is left."""
    view = QTableView()
    view.setModel(model)
    view.setAccessibleName(name)
    view.setShowGrid(False)
    view.setWordWrap(False)
    view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    view.setTabKeyNavigation(False)  # Tab leaves the table; arrows move in it
    view.verticalHeader().hide()
    view.verticalHeader().setDefaultSectionSize(view.fontMetrics().height() + 14)
    header = view.horizontalHeader()
    header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    header.setHighlightSections(False)
    for column, width in (widths or {}).items():
        view.setColumnWidth(column, round(width * view.fontMetrics().height() / _USUAL_LINE))
    if wide is not None:
        header.setSectionResizeMode(wide, QHeaderView.ResizeMode.Stretch)
    return view
