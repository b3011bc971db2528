"""How one import is painted: what it was, how it ended, and its five counts as one bar.

The counts stand in words beside their colours, so nothing depends on telling colours apart; where there is no
room for the words, the tool tip has them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from recdesk.domain.history import Batch, BatchStatus, RowState
from recdesk.ui import job_words, theme
from recdesk.ui.models.imports import BatchRole

PAD = 12
BAR = 9
LEAST = 4  # pixels of a count that is not 0: three bad rows of 100,000 must be seen


def state_colour(state: RowState, colours: theme.Theme) -> str:
    """The colour of a state in bars and legends."""
    dark = colours is theme.DARK
    return {
        RowState.NEW: colours.plus,
        RowState.DUPLICATE: "#7f95ad" if dark else "#6d839c",
        RowState.SKIPPED: colours.edge,
        RowState.REVIEW: "#d9a93f" if dark else "#a97a12",
        RowState.UNREADABLE: colours.minus,
    }[state]


def shares(batch: Batch, width: int) -> Iterator[tuple[RowState, int]]:
    """How many pixels of a bar each state takes; they sum to `width` where there are rows."""
    present = [(state, batch.counts[state]) for state in RowState if batch.counts[state]]
    if not present:
        return
    free = width - LEAST * len(present)
    ends = [0]
    for _, count in present:
        ends.append(ends[-1] + count)
    for n, (state, _) in enumerate(present):
        yield state, LEAST + round(free * ends[n + 1] / batch.rows) - round(free * ends[n] / batch.rows)


def legend(batch: Batch, width_of: Callable[[str], int], width: int) -> list[tuple[RowState, str]]:
    """What stands below the bar for each state that occurs: "338 new", or the bare numbers where there is no
    room for the names; none is left out."""
    counts = [(state, job_words.number(batch.counts[state])) for state in RowState if batch.counts[state]]
    named = [(state, f"{count} {job_words.state_name(state).lower()}") for state, count in counts]
    return named if sum(width_of(said) for _, said in named) <= width else counts


class BatchDelegate(QStyledItemDelegate):
    """Paints a Batch of a BatchList."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        line = QFontMetrics(option.font).height()
        return QSize(300, 2 * PAD + 3 * line + BAR + 20)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        batch = index.data(BatchRole.BATCH)
        if not isinstance(batch, Batch):
            return
        rect, font = option.rect, option.font
        colours = theme.of(option.palette)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._ground(painter, rect, option.state, colours)
        inner = rect.adjusted(PAD + 4, PAD, -PAD - 4, -PAD)
        line = QFontMetrics(font).height()
        self._line(painter, inner, 0, theme.scaled(font, 1.0, QFont.Weight.DemiBold), colours.text,
                   job_words.batch_heading(batch))  # fmt: skip
        failed = batch.status in (BatchStatus.FAILED, BatchStatus.INTERRUPTED)
        facts = job_words.batch_facts(batch)
        self._line(painter, inner, line + 3, font, colours.minus if failed else colours.soft, facts)
        below = inner.top() + 2 * line + 12
        self._bar(painter, QRect(inner.left(), below, inner.width(), BAR), batch, colours)
        self._legend(painter, QRect(inner.left(), below + BAR + 6, inner.width(), line), batch, colours, font)
        painter.restore()

    @staticmethod
    def _ground(painter: QPainter, rect: QRect, state: QStyle.StateFlag, colours: theme.Theme) -> None:
        box = QRectF(rect).adjusted(3, 3, -3, -3)
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        focused = bool(state & QStyle.StateFlag.State_HasFocus)
        hovered = bool(state & QStyle.StateFlag.State_MouseOver)
        painter.setPen(QPen(QColor(colours.ring if chosen else colours.line), 2 if focused and chosen else 1))
        painter.setBrush(QColor(colours.hover if hovered and not chosen else colours.raised))
        painter.drawRoundedRect(box, 10, 10)

    @staticmethod
    def _line(painter: QPainter, box: QRect, down: int, font: QFont, colour: str, text: str) -> None:
        painter.setFont(font)
        painter.setPen(QColor(colour))
        metrics = QFontMetrics(font)
        row = QRect(box.left(), box.top() + down, box.width(), metrics.height())
        cut = metrics.elidedText(text, Qt.TextElideMode.ElideMiddle, row.width())
        painter.drawText(row, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading, cut)

    @staticmethod
    def _bar(painter: QPainter, box: QRect, batch: Batch, colours: theme.Theme) -> None:
        rounded = QPainterPath()
        rounded.addRoundedRect(QRectF(box), BAR / 2, BAR / 2)
        painter.save()
        painter.setClipPath(rounded)
        painter.fillRect(box, QColor(colours.line))
        left = box.left()
        for state, width in shares(batch, box.width()):
            painter.fillRect(
                QRect(left, box.top(), width, box.height()), QColor(state_colour(state, colours))
            )
            left += width
        painter.restore()

    @staticmethod
    def _legend(painter: QPainter, box: QRect, batch: Batch, colours: theme.Theme, font: QFont) -> None:
        small = theme.scaled(font, 0.9)
        metrics = QFontMetrics(small)
        painter.setFont(small)
        left = box.left()
        for state, said in legend(batch, lambda said: metrics.horizontalAdvance(said) + 27, box.width() + 14):
            width = 13 + metrics.horizontalAdvance(said)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(state_colour(state, colours)))
            painter.drawEllipse(QRectF(left, box.center().y() - 3, 7, 7))
            painter.setPen(QColor(colours.soft))
            painter.drawText(
                QRect(left + 13, box.top(), width, box.height()), Qt.AlignmentFlag.AlignVCenter, said
            )
            left += width + 14
