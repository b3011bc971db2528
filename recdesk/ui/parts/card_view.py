"""A row or a grid of cards whose geometry is arithmetic: any number of rows is laid out at once.

Qt's own icon mode needs 150 ms for 100,000 rows and 75 ms to repaint after a re-ranking; this needs 0.2 and
3. It stays a QListView, so selection, keyboard and screen readers work as people know them. Knows a card
model and `Browse`; which list it shows is its page's business.

Overrides never raise: an exception in them ends the process without a traceback (GUI.md, traps).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
)
from PySide6.QtGui import (
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QRegion,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QStyle, QWidget

from recdesk.domain.feedback import Verdict
from recdesk.ui.models.browse import Browse
from recdesk.ui.models.cards import Card, CardModel
from recdesk.ui.parts.card_delegate import CardDelegate
from recdesk.ui.parts.covers import CoverStore
from recdesk.ui.parts.verdict_menu import ask_how_it_was

if TYPE_CHECKING:
    from recdesk.ui.parts.glide import Glide

Index = QModelIndex | QPersistentModelIndex
GAP = 6
_SEEN = (Verdict.SEEN_LIKED, Verdict.SEEN_NEUTRAL, Verdict.SEEN_DISLIKED)
_KEYS = {
    Qt.Key.Key_L: Verdict.LIKE,
    Qt.Key.Key_S: Verdict.SEEN_LIKED,
    Qt.Key.Key_X: Verdict.NOT_INTERESTED,
    Qt.Key.Key_Delete: Verdict.NOT_INTERESTED,
    Qt.Key.Key_B: Verdict.LATER,
}


class CardView(QListView):
    """`single_row` cards run to the right and scroll sideways; otherwise they wrap and scroll down."""

    def __init__(self, browse: Browse, single_row: bool, parent: QWidget | None = None) -> None:
        # Before any base setter: those call our geometry overrides at once.
        self._browse = browse
        self._single_row = single_row
        self._columns = 1
        self._step = QSize(1, 1)
        self._shown: CardModel | None = None
        self._glide: Glide | None = None
        self._pressed: QPoint | None = None
        self._dragged_from: int | None = None
        super().__init__(parent)
        # A viewport of our own: for one that Qt made, PySide would look through every widget class there is
        # (12 ms, once, before the first frame).
        self.setViewport(QWidget())
        self._delegate = CardDelegate(CoverStore.shared(), self)
        card = self._delegate.card_size(self.font())
        self._step = QSize(card.width() + GAP, card.height() + GAP)
        self._shown = CardModel(self)
        self.setModel(self._shown)
        self.setItemDelegate(self._delegate)
        self._dress()
        self._connect()

    def _dress(self) -> None:
        off = Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        self.setHorizontalScrollBarPolicy(off)
        if self._single_row:
            self.setVerticalScrollBarPolicy(off)
            self.setFixedHeight(self._step.height() + GAP)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setUniformItemSizes(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setMouseTracking(True)
        self.viewport().setAutoFillBackground(False)

    def _connect(self) -> None:
        CoverStore.shared().room_again.connect(self._paint_owed)
        self._browse.selection_changed.connect(self._follow_selection)
        self._browse.verdict_given.connect(self.cards.mark)
        self._browse.verdict_undone.connect(lambda work_id: self.cards.mark(work_id, ""))
        self.selectionModel().selectionChanged.connect(self._tell_selection)
        self.activated.connect(self._open)

    # -- cards ----------------------------------------------------------------------------------------

    @property
    def cards(self) -> CardModel:
        assert self._shown is not None
        return self._shown

    def show_cards(self, cards: Sequence[Card]) -> None:
        """Show these cards; the selected work stays selected wherever it went."""
        had_rows = self.cards.rowCount()
        if had_rows and self._glide is None and self.isVisible():  # never before the first frame
            from recdesk.ui.parts.glide import Glide

            self._glide = Glide(self)
        if self._glide is not None:
            self._glide.note_places()
        self.cards.show_cards(cards)
        if self.cards.rowCount() != had_rows:
            self.doItemsLayout()
        self._follow_selection(self._browse.selected if self._browse.selected is not None else -1)
        if self._glide is not None:
            self._glide.begin()

    def rows_in_sight(self) -> range:
        """Rows of which something is to be seen."""
        return self._rows_in(self.viewport().rect())

    def scroll_cards(self, count: int) -> None:
        """Move a single row by so many cards."""
        bar = self.horizontalScrollBar()
        bar.setValue(bar.value() + count * self._step.width())

    @property
    def cards_in_sight(self) -> int:
        return max(1, self.viewport().width() // max(1, self._step.width()))

    def _follow_selection(self, work_id: int) -> None:
        """Select the card of `work_id`, or none; without telling anybody, since everybody knows."""
        row, selection = self.cards.row_of(work_id), self.selectionModel()
        if row < 0 and not selection.hasSelection():
            return
        selection.blockSignals(True)
        if row < 0:
            selection.clearSelection()
        else:
            flag = QItemSelectionModel.SelectionFlag.ClearAndSelect
            selection.setCurrentIndex(self.cards.index(row), flag)
        selection.blockSignals(False)
        self.viewport().update()

    def _tell_selection(self, selected: QItemSelection) -> None:
        rows = [index.row() for index in selected.indexes()]
        card = self.cards.card(rows[0]) if rows else None
        if card is not None:
            self._browse.select(card.work_id)
        self.viewport().update()

    def _open(self, index: QModelIndex) -> None:
        card = self.cards.card(index.row())
        if card is not None:
            self._browse.open(card.work_id)

    # -- verdicts -------------------------------------------------------------------------------------

    def give(self, row: int, verdict: Verdict, at: QPoint | None = None) -> None:
        """Say something of the card in a row; "seen" asks how it was."""
        card = self.cards.card(row)
        if card is None:
            return
        if verdict in _SEEN:
            where = at if at is not None else self.visualRect(self.cards.index(row)).center()
            ask_how_it_was(self, self.viewport().mapToGlobal(where), card.work_id, self._browse)
        elif card.verdict == verdict.value:
            self._browse.undo(card.work_id)
        else:
            self._browse.give(card.work_id, verdict)

    # -- geometry -------------------------------------------------------------------------------------

    def doItemsLayout(self) -> None:
        count = self.cards.rowCount() if self._shown is not None else 0
        room = self.viewport().width() - GAP
        self._columns = max(1, count) if self._single_row else max(1, room // self._step.width())
        self.updateGeometries()
        self.viewport().update()

    def updateGeometries(self) -> None:
        if self._shown is None:
            return
        count = self._shown.rowCount()
        lines = -(-count // self._columns)
        size = self.viewport().size()
        across, down = self.horizontalScrollBar(), self.verticalScrollBar()
        wide = self._columns * self._step.width() + GAP if self._single_row else 0
        across.setRange(0, max(0, wide - size.width()))
        across.setPageStep(size.width())
        across.setSingleStep(self._step.width() // 3)
        tall = 0 if self._single_row else lines * self._step.height() + GAP
        down.setRange(0, max(0, tall - size.height()))
        down.setPageStep(size.height())
        down.setSingleStep(self._step.height() // 5)

    def rect_of(self, row: int) -> QRect:
        """Where the card of a row stands, in the viewport."""
        line, column = divmod(row, self._columns)
        x = GAP + column * self._step.width()
        if not self._single_row:
            spare = self.viewport().width() - GAP - self._columns * self._step.width()
            x += round(spare * column / self._columns)  # the first stands below the page's heading
        x -= self.horizontalScrollBar().value()
        if self.isRightToLeft():
            x = self.viewport().width() - x - (self._step.width() - GAP)
        y = GAP + line * self._step.height() - self.verticalScrollBar().value()
        return QRect(x, y, self._step.width() - GAP, self._step.height() - GAP)

    def visualRect(self, index: Index) -> QRect:
        return self.rect_of(index.row()) if index.isValid() else QRect()

    def indexAt(self, point: QPoint) -> QModelIndex:
        for row in self._rows_in(QRect(point, QSize(1, 1))):
            if self.rect_of(row).contains(point):
                return self.cards.index(row)
        return QModelIndex()

    def _rows_in(self, area: QRect) -> range:
        """Rows whose cards may touch `area`."""
        count = self.cards.rowCount() if self._shown is not None else 0
        if self._single_row:
            left, right = area.left(), area.right()
            if self.isRightToLeft():
                width = self.viewport().width()
                left, right = width - right, width - left
            offset = self.horizontalScrollBar().value() - GAP
            first, last = ((edge + offset) // self._step.width() for edge in (left, right))
        else:
            offset = self.verticalScrollBar().value() - GAP
            first = (area.top() + offset) // self._step.height() * self._columns
            last = ((area.bottom() + offset) // self._step.height() + 1) * self._columns - 1
        return range(max(0, first), min(count, last + 1))

    def scrollTo(
        self, index: Index, hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible
    ) -> None:
        rect, port = self.visualRect(index), self.viewport().rect()
        if rect.isNull():
            return
        across, down = self.horizontalScrollBar(), self.verticalScrollBar()
        turn = -1 if self.isRightToLeft() else 1
        if rect.left() < GAP:
            across.setValue(across.value() + turn * (rect.left() - GAP))
        elif rect.right() > port.right() - GAP:
            across.setValue(across.value() + turn * (rect.right() - port.right() + GAP))
        if rect.top() < GAP:
            down.setValue(down.value() + rect.top() - GAP)
        elif rect.bottom() > port.bottom() - GAP:
            down.setValue(down.value() + rect.bottom() - port.bottom() + GAP)

    def horizontalOffset(self) -> int:
        return self.horizontalScrollBar().value()

    def verticalOffset(self) -> int:
        return self.verticalScrollBar().value()

    def isIndexHidden(self, index: Index) -> bool:
        return False

    def moveCursor(
        self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        count = self.cards.rowCount()
        if not count:
            return QModelIndex()
        move = QAbstractItemView.CursorAction
        side = -1 if self.isRightToLeft() else 1
        line = 0 if self._single_row else self._columns
        page = self.cards_in_sight
        if not self._single_row:
            page = self._columns * max(1, self.viewport().height() // self._step.height())
        steps = {
            move.MoveLeft: -side, move.MoveRight: side, move.MovePrevious: -1, move.MoveNext: 1,
            move.MoveUp: -line, move.MoveDown: line, move.MovePageUp: -page, move.MovePageDown: page,
            move.MoveHome: -count, move.MoveEnd: count,
        }  # fmt: skip
        at = self.currentIndex().row()
        row = 0 if at < 0 else at + steps.get(action, 0)
        if not self._single_row and not 0 <= row < count and action in (move.MoveUp, move.MoveDown):
            row = at
        return self.cards.index(min(max(row, 0), count - 1))

    def setSelection(self, rect: QRect, flags: QItemSelectionModel.SelectionFlag) -> None:
        index = self.indexAt(rect.center())
        chosen = QItemSelection(index, index) if index.isValid() else QItemSelection()
        self.selectionModel().select(chosen, flags)

    def visualRegionForSelection(self, selection: QItemSelection) -> QRegion:
        return sum((QRegion(self.visualRect(index)) for index in selection.indexes()), QRegion())

    def dataChanged(self, first: Index, last: Index, roles: Sequence[int] = ()) -> None:
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.doItemsLayout()

    # -- painting -------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        self._delegate.owes = False
        rows = self._rows_in(event.rect())
        if self._glide is not None and self._glide.running:
            self._glide.paint(painter, rows)
            return
        for row in rows:
            self.paint_row(painter, row, self.rect_of(row))

    def paint_row(self, painter: QPainter, row: int, rect: QRect) -> None:
        """Paint the card of a row into `rect`."""
        card, index = self.cards.card(row), self.cards.index(row)
        if card is None:
            return
        state = QStyle.StateFlag.State_Enabled
        if self.selectionModel().isSelected(index):
            state |= QStyle.StateFlag.State_Selected
        if self.hasFocus() and index == self.currentIndex():
            state |= QStyle.StateFlag.State_HasFocus
        self._delegate.paint_card(painter, self.viewport(), rect, card, row, state)

    def _paint_owed(self) -> None:
        if self._delegate.owes:
            self.viewport().update()

    # -- pointer and keys -----------------------------------------------------------------------------

    def _hover(self, point: QPoint | None) -> None:
        index = self.indexAt(point) if point is not None else QModelIndex()
        row = index.row() if index.isValid() else -1
        delegate = self._delegate
        pointed = delegate.action_at(self.rect_of(row), point) if point is not None and row >= 0 else None
        if (row, pointed) != (delegate.hovered, delegate.pointed):
            delegate.hovered, delegate.pointed = row, pointed
            shape = Qt.CursorShape.PointingHandCursor if pointed else Qt.CursorShape.ArrowCursor
            self.viewport().setCursor(shape)
            self.viewport().update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._pressed = event.position().toPoint()
        self._dragged_from = None
        if self._delegate.pointed is None:
            super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        point = event.position().toPoint()
        if self._pressed is not None and self._single_row and event.buttons() & Qt.MouseButton.LeftButton:
            if self._dragged_from is None and abs(point.x() - self._pressed.x()) > 12:
                self._dragged_from = self.horizontalScrollBar().value()
            if self._dragged_from is not None:
                turn = -1 if self.isRightToLeft() else 1
                moved = turn * (self._pressed.x() - point.x())
                self.horizontalScrollBar().setValue(self._dragged_from + moved)
            return
        self._hover(point)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        point = event.position().toPoint()
        if self._dragged_from is None and self._pressed is not None and self._delegate.pointed is not None:
            self.give(self._delegate.hovered, self._delegate.pointed, point)
        self._pressed = self._dragged_from = None
        super().mouseReleaseEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self._hover(None)
        super().leaveEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if not self._single_row:
            super().wheelEvent(event)
            return
        turned = event.angleDelta()
        sideways = turned.x() or (turned.y() if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 0)
        if not sideways:
            event.ignore()  # the page below scrolls
            return
        bar = self.horizontalScrollBar()
        bar.setValue(bar.value() - round(sideways / 120 * self._step.width()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        verdict = _KEYS.get(Qt.Key(event.key()))
        plain = event.modifiers() == Qt.KeyboardModifier.NoModifier
        if verdict is not None and plain and self.currentIndex().isValid():
            self.give(self.currentIndex().row(), verdict)
        elif self._single_row and event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            event.ignore()  # the page moves between its shelves
        else:
            super().keyPressEvent(event)
