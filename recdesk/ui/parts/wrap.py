"""A layout that sets widgets in lines, like words: buttons of any number and width in a pane of any width."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget


class Wrap(QLayout):
    """From the side where reading begins to the other, and then on the next line."""

    def __init__(self, spacing: int = 6, fill: bool = False) -> None:
        """`fill`: the widgets of a line share what room is left in it."""
        super().__init__()
        self._fill = fill
        self._items: list[QLayoutItem] = []
        self.setSpacing(spacing)
        self.setContentsMargins(0, 0, 0, 0)

    def clear(self) -> None:
        """Take out and delete every widget."""
        while self._items:
            widget = self._items.pop().widget()
            if isinstance(widget, QWidget):
                widget.hide()
                widget.deleteLater()
        self.invalidate()

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._place(QRect(0, 0, width, 0), move=False)

    def sizeHint(self) -> QSize:
        return QSize(240, self.heightForWidth(240))

    def minimumSize(self) -> QSize:
        tall = max((item.minimumSize().height() for item in self._items), default=0)
        return QSize(80, tall)

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._place(rect, move=True)

    def _place(self, rect: QRect, move: bool) -> int:
        """Set the widgets, and return how high they stand in a width."""
        parent = self.parentWidget()
        backwards = parent is not None and parent.isRightToLeft()
        y = -self.spacing()
        for line in self._lines(rect.width()):
            y += self.spacing()
            spare = rect.width() - sum(size.width() + self.spacing() for _, size in line) + self.spacing()
            x, high = 0, max(size.height() for _, size in line)
            for n, (item, size) in enumerate(line):
                wide = size.width() + (spare * (n + 1) // len(line) - spare * n // len(line)) * self._fill
                if move:
                    left = rect.right() - x - wide + 1 if backwards else rect.left() + x
                    item.setGeometry(QRect(QPoint(left, rect.top() + y), QSize(wide, high)))
                x += wide + self.spacing()
            y += high
        return max(0, y)

    def _lines(self, width: int) -> list[list[tuple[QLayoutItem, QSize]]]:
        """Which widgets stand in each line, and how large they would be."""
        lines: list[list[tuple[QLayoutItem, QSize]]] = []
        x = 0
        for item in self._items:
            size = item.sizeHint().boundedTo(QSize(max(1, width), 10_000))
            if not lines or x + size.width() > width:
                lines.append([])
                x = 0
            lines[-1].append((item, size))
            x += size.width() + self.spacing()
        return lines
