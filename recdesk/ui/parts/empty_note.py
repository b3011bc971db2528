"""What stands where nothing stands yet: says why, and what to do about it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from recdesk.ui import theme


class EmptyNote(QWidget):
    """A heading and a few lines in the middle of a page."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._heading = QLabel()
        self._heading.setFont(theme.scaled(self.font(), 1.6, QFont.Weight.Bold))
        self._body = QLabel()
        self._body.setFont(theme.scaled(self.font(), 1.08))
        self._body.setForegroundRole(self._body.palette().ColorRole.PlaceholderText)
        column = QVBoxLayout(self)
        column.setContentsMargins(28, 32, 28, 32)
        column.setSpacing(12)
        column.addStretch(2)
        for label in (self._heading, self._body):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            column.addWidget(label)
        column.addStretch(3)

    def say(self, heading: str, body: str) -> None:
        self._heading.setText(heading)
        self._body.setText(body)
        self.setAccessibleName(f"{heading} {body}")
