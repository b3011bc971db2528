"""The bubble: how broad what one turns to is, beside what was shown and the catalogue, and ways out of it."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontMetrics, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from recdesk.domain.bubble import SCOPES, Dimension, Period, WayOut
from recdesk.domain.faults import UserFault
from recdesk.library import Library
from recdesk.ranking.concentration import Facet
from recdesk.ui import bubble_words, theme
from recdesk.ui.intents import Intents
from recdesk.ui.models.bubble import BubbleView, read_bubble
from recdesk.ui.models.glances import SEEN_UNSCROLLED
from recdesk.ui.pages import furniture
from recdesk.ui.parts.breadth_chart import BreadthChart
from recdesk.ui.parts.empty_note import EmptyNote
from recdesk.ui.parts.facet_tile import FacetTile
from recdesk.ui.parts.share_bars import ShareBars
from recdesk.ui.reader import LibraryReader
from recdesk.ui.ways_out import WaysOut

LOOKED_AT = "bubble_looked_at"
_BUTTON_SIDES = 30  # padding and border of a button
_BESIDE_FROM = 940  # pixels of page; with fewer the chart stands over the rest


class BubblePage(QWidget):
    """Measures anew whenever it comes to the front, beside the window's own thread."""

    wants_details = False

    def __init__(
        self, intents: Intents, reader: LibraryReader, ways: WaysOut, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._intents = intents
        self._reader = reader
        self._ways = ways
        self._scope, self._dimension = _looked_at(intents.library)
        self._period: Period | None = None
        self.view: BubbleView | None = None
        self.scopes: dict[str, QPushButton] = {}
        self.periods: dict[Period, QPushButton] = {}
        self.tiles: dict[Dimension, FacetTile] = {}
        self.ways: list[WideButton] = []
        self.portrait = _said(self, 1.15)
        self.half = _said(self, 1.05)
        self.compared = furniture.soft()
        self.chart = BreadthChart()
        self.no_chart = furniture.soft()
        self.looked_at = furniture.soft()
        self.fine_print = furniture.soft()
        self.shares = ShareBars()
        self.ways_note = furniture.soft()
        self.empty = EmptyNote()
        self._scope_row = QHBoxLayout()
        self._way_list = QVBoxLayout()
        self._beside = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._area = QScrollArea()
        self._lay_out()
        # Nothing until it is measured.
        self._stack = furniture.one_of(self, QWidget(), self._area, self.empty)
        self.chart.chosen.connect(self._look_at)
        intents.history_changed.connect(self._follow)
        intents.browse.stage_changed.connect(self._fit_ways)

    def come_to_front(self) -> None:
        """Measure anew; it arrives in a moment."""
        shelves = self._intents.browse.shelves
        on_view = {card.work_id for shelf in shelves for card in shelf.cards[:SEEN_UNSCROLLED]}
        scope, period = self._scope, self._period

        def measure(library: Library) -> BubbleView:
            return read_bubble(library, scope, period, on_view)

        self._reader.ask("bubble", measure, self.show_view)

    def show_view(self, view: BubbleView) -> None:
        """Show what was measured."""
        self.view = view
        if not view.scopes:
            self.empty.say(
                self.tr("Nothing to measure yet"),
                self.tr(
                    "Import a history of what you watched, read or listened to: how broad it is, and ways "
                    "out of it, appear here by themselves."
                ),
            )
            self._stack.setCurrentWidget(self.empty)
            return
        self._stack.setCurrentWidget(self._area)
        self._show_scopes()
        self.portrait.setText(bubble_words.portrait(view.bubble))
        for facet in view.bubble.facets:
            self.tiles[facet.dimension].show_facet(facet)
        for period, chip in self.periods.items():
            chip.setChecked(period is view.bubble.period)
        self._show_facet()
        self._show_ways()

    def choose_scope(self, scope: str) -> None:
        """Films, series, books ...: each is a bubble of its own."""
        self._scope, self._period = scope, None
        self._remember()
        self.come_to_front()

    def choose_period(self, period: Period) -> None:
        """How long each point of the chart lasts."""
        self._period = period
        self.come_to_front()

    def choose_dimension(self, dimension: Dimension) -> None:
        """Put another dimension on the chart."""
        self._dimension = dimension
        self._remember()
        self._show_facet()

    def _remember(self) -> None:
        """For the next time: what one looked at."""
        try:
            self._intents.library.settings.put(LOOKED_AT, [self._scope, self._dimension.value])
        except UserFault as fault:
            self._intents.browse.fault_met.emit(str(fault))

    # -- showing -------------------------------------------------------------------------------------

    def _facet(self) -> Facet | None:
        facets = self.view.bubble.facets if self.view else ()
        return next((facet for facet in facets if facet.dimension is self._dimension), None)

    def _show_facet(self) -> None:
        facet = self._facet()
        if facet is None or self.view is None:
            return
        bubble = self.view.bubble
        for dimension, tile in self.tiles.items():
            tile.setChecked(dimension is self._dimension)
        self.half.setText(bubble_words.half(facet, bubble.scope))
        self.compared.setText(bubble_words.compared(facet, bubble.scope))
        self.chart.setVisible(len(facet.points) > 1)
        if facet.points:
            self.chart.show_facet(facet, bubble.period, bubble.scope)
        self.no_chart.setVisible(len(facet.points) <= 1)
        self.no_chart.setText(bubble_words.no_chart(facet, bubble))
        for chip in self.periods.values():
            chip.setVisible(bubble.dated > 0)
        self.looked_at.setVisible(len(facet.points) > 1)
        self._look_at(-1)
        self.fine_print.setText(bubble_words.fine_print(bubble, facet))
        self.shares.show_facet(facet)

    def _look_at(self, number: int) -> None:
        facet = self._facet()
        if facet is None or self.view is None or number < 0:
            self.looked_at.setText(self.tr("Point at the chart, or use the arrow keys, to read a point."))
        else:
            self.looked_at.setText(bubble_words.point(facet, facet.points[number], self.view.bubble.scope))

    def _show_scopes(self) -> None:
        assert self.view is not None
        there = [scope for scope in self.scopes if scope in self.view.scopes]
        for scope, chip in self.scopes.items():
            chip.setVisible(scope in there and len(there) > 1)
            chip.setChecked(scope == self.view.bubble.scope)

    def _show_ways(self) -> None:
        while self.ways:
            self.ways.pop()
        while (item := self._way_list.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        assert self.view is not None
        narrow = {f.dimension: bubble_words.narrowness(f) for f in self.view.bubble.facets}
        ways = sorted(self.view.ways, key=lambda way: narrow[way.dimension])
        for n, way in enumerate(ways):
            self._add_way(way, primary=n == 0)
        self._fit_ways()

    def _add_way(self, way: WayOut, primary: bool) -> None:
        button = WideButton(bubble_words.way_title(way))
        button.setToolTip(f"{bubble_words.way_title(way)}. {bubble_words.way_does(way)}")
        button.setAccessibleDescription(bubble_words.way_does(way))
        button.setProperty("primary", primary)
        button.clicked.connect(partial(self._ways.take, way))
        self._way_list.addWidget(button)
        self.ways.append(button)

    def _fit_ways(self) -> None:
        ready = self._ways.can_lead
        for button in self.ways:
            button.setEnabled(ready)
        if self.view is not None:
            lead = bubble_words.ways_lead(self.view.bubble.scope, bool(self.ways), ready)
            self.ways_note.setText(lead)

    def _follow(self) -> None:
        if self.isVisible():
            self.come_to_front()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = self.width() >= _BESIDE_FROM
        way = QBoxLayout.Direction
        self._beside.setDirection(way.LeftToRight if wide else way.TopToBottom)

    # -- building ------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        column = furniture.scrolled(self._area)
        column.addLayout(self._head())
        column.addWidget(self.portrait)
        column.addLayout(self._tile_row())
        self._beside.setSpacing(14)
        self._beside.addWidget(self._chart_card(), 5, Qt.AlignmentFlag.AlignTop)
        right = QVBoxLayout()
        right.setSpacing(14)
        right.addWidget(self._ways_card())
        right.addWidget(self._shares_card())
        right.addStretch()
        self._beside.addLayout(right, 3)
        column.addLayout(self._beside)
        column.addStretch()

    def _head(self) -> QHBoxLayout:
        self._scope_row.setSpacing(6)
        self._scope_row.addWidget(furniture.heading(self.tr("Your bubble")))
        self._scope_row.addStretch()
        group = QButtonGroup(self)
        for scope in SCOPES:
            chip = furniture.chip(bubble_words.scope_name(scope), partial(self.choose_scope, scope))
            group.addButton(chip)
            self._scope_row.addWidget(chip)
            self.scopes[scope] = chip
        return self._scope_row

    def _tile_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(10)
        group = QButtonGroup(self)
        for dimension in Dimension:
            tile = FacetTile()
            tile.clicked.connect(partial(self.choose_dimension, dimension))
            group.addButton(tile)
            row.addWidget(tile, 1)
            self.tiles[dimension] = tile
        return row

    def _chart_card(self) -> QFrame:
        card, column = furniture.card()
        head = QHBoxLayout()
        head.setSpacing(6)
        head.addWidget(self.half, 1)
        group = QButtonGroup(self)
        for period in Period:
            chip = furniture.chip(bubble_words.by(period), partial(self.choose_period, period))
            group.addButton(chip)
            head.addWidget(chip, 0, Qt.AlignmentFlag.AlignTop)
            self.periods[period] = chip
        column.addLayout(head)
        for widget in (self.compared, self.chart, self.no_chart, self.looked_at, self.fine_print):
            column.addWidget(widget)
        return card

    def _shares_card(self) -> QFrame:
        card, column = furniture.card()
        column.addWidget(_title(self.tr("The largest shares")))
        column.addWidget(self.shares)
        column.addWidget(
            furniture.soft(
                self.tr("What has two names counts half for each. All bars are drawn to one scale.")
            )
        )
        return card

    def _ways_card(self) -> QFrame:
        card, column = furniture.card()
        column.addWidget(_title(self.tr("Ways out")))
        self._way_list.setSpacing(8)
        column.addWidget(self.ways_note)
        column.addLayout(self._way_list)
        return card


def _looked_at(library: Library) -> tuple[str | None, Dimension]:
    """What was looked at last; what another version kept, or what is spoilt, is nothing."""
    kept = library.settings.get(LOOKED_AT)
    try:
        scope, dimension = kept
        return (scope if scope in SCOPES else None), Dimension(dimension)
    except (TypeError, ValueError):
        return None, Dimension.GENRE


def _said(parent: QWidget, size: float) -> QLabel:
    label = QLabel()
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setFont(theme.scaled(parent.font(), size))
    return label


def _title(text: str) -> QLabel:
    label = QLabel(text)
    label.setFont(theme.scaled(label.font(), 1.1, label.font().Weight.DemiBold))
    return label


class WideButton(QPushButton):
    """As wide as there is room; of a text that is longer, the beginning is shown."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.full_text = text
        self.setAccessibleName(text)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        weight = QFont.Weight.DemiBold if self.property("primary") else QFont.Weight.Normal
        metrics = QFontMetrics(theme.scaled(self.font(), 1.0, weight))
        room = self.width() - _BUTTON_SIDES
        self.setText(metrics.elidedText(self.full_text, Qt.TextElideMode.ElideRight, room))
