"""Small pieces that pages are furnished with: a heading, a card, a table."""

from __future__ import annotations

from PySide6.QtCore import QAbstractItemModel, Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QTableView, QVBoxLayout, QWidget

from recdesk.ui import theme


def heading(text: str) -> QLabel:
    """A page's title."""
    label = QLabel(text)
    label.setFont(theme.scaled(label.font(), 1.6, QFont.Weight.DemiBold))
    return label


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


def table(model: QAbstractItemModel, name: str) -> QTableView:
    """A quiet table: one line a row, no grid, no row numbers. `name` is what a screen reader says."""
    view = QTableView()
    view.setModel(model)
    view.setAccessibleName(name)
    view.setShowGrid(False)
    view.setWordWrap(False)
    view.setTabKeyNavigation(False)  # Tab leaves the table; arrows move in it
    view.verticalHeader().hide()
    view.verticalHeader().setDefaultSectionSize(view.fontMetrics().height() + 14)
    header = view.horizontalHeader()
    header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    header.setHighlightSections(False)
    return view
