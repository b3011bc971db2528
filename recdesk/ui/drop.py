"""Files dropped anywhere on the window: a clear sign while they hover, one list of paths when they land."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMimeData, QPoint, QRect, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QFont,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QLineEdit, QWidget

from recdesk.ui import icons, theme


def dropped_files(data: QMimeData) -> list[Path]:
    """The local files and folders that are being dragged, in their order; links to the web are not files."""
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]


class DropOverlay(QWidget):
    """Lies over the whole window while files are dragged over it, and takes them.

    Being on top it gets the drop wherever the mouse is, so no page has to know of files.
    """

    files_dropped = Signal(list)  # of Path
    refused = Signal()  # something landed that is no file

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._count = 0
        self.setAcceptDrops(True)
        self.setAccessibleName(self.tr("Drop files here to import them"))
        self.hide()

    def begin(self, event: QDragEnterEvent) -> None:
        """A drag came into the window."""
        files = dropped_files(event.mimeData())
        if not files and not event.mimeData().hasUrls():
            return  # text or a picture: not for us
        self._count = len(files)
        event.acceptProposedAction()
        self.setGeometry(self._window.rect())
        self.raise_()
        self.show()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        event.acceptProposedAction()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self.hide()

    def dropEvent(self, event: QDropEvent) -> None:
        self.hide()
        self.take(event)

    def take(self, event: QDropEvent) -> None:
        """What was dragged has been let go."""
        event.acceptProposedAction()
        if files := dropped_files(event.mimeData()):
            self.files_dropped.emit(files)
        else:
            self.refused.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        colours = theme.of(self.palette())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        veil = QColor(colours.window)
        veil.setAlphaF(0.95)
        painter.fillRect(self.rect(), veil)
        painter.setPen(QPen(QColor(colours.ring), 2.5, Qt.PenStyle.DashLine))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(22, 22, -22, -22), 18, 18)
        self._paint_words(painter, colours)
        painter.end()

    def _paint_words(self, painter: QPainter, colours: theme.Theme) -> None:
        middle = self.rect().center()
        sign = icons.pixmap("imports", QColor(colours.link), 56)
        painter.drawPixmap(middle - QPoint(28, 104), sign)
        painter.setPen(QColor(colours.text))
        painter.setFont(theme.scaled(self.font(), 1.9, QFont.Weight.DemiBold))
        painter.drawText(self._band(-36, 48), Qt.AlignmentFlag.AlignCenter, self.tr("Drop to import"))
        painter.setPen(QColor(colours.soft))
        painter.setFont(theme.scaled(self.font(), 1.1))
        painter.drawText(self._band(14, 32), Qt.AlignmentFlag.AlignCenter, self._small_print())

    def _small_print(self) -> str:
        said = self.tr("Files, folders and zip archives. Nothing leaves this computer.")
        if self._count > 1:
            return self.tr("{n} files and folders. Nothing leaves this computer.").format(n=self._count)
        return said

    def _band(self, below: int, height: int) -> QRect:
        return QRect(0, self.rect().center().y() + below, self.width(), height)


def leave_drops_to(window: QWidget) -> None:
    """Text fields of a window would take a dropped file for text and swallow it: let the window have it."""
    for field in window.findChildren(QLineEdit):
        field.setAcceptDrops(False)
