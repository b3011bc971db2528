"""The first start explains itself: three ways in, and how to get each export in a line."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFont, QPalette
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from recdesk.ui import icons, theme
from recdesk.ui.intents import Intents
from recdesk.ui.link import JobEnd
from recdesk.ui.pages.furniture import card, soft
from recdesk.ui.parts.progress_card import ProgressCard

_LEADING = frozenset({"import", "demo", "learn"})  # jobs that lead to a list


class WelcomePage(QWidget):
    """Shown while there is nothing to recommend from. While work goes on it says what is being done."""

    files_wanted = Signal()
    picker_wanted = Signal()
    sample_wanted = Signal()

    def __init__(self, intents: Intents, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Welcome"))
        self.progress = ProgressCard(intents)
        self.choose = QPushButton(self.tr("Choose files…"))
        self.choose.setProperty("primary", True)
        self.pick = QPushButton(self.tr("Pick works"))
        self.sample = QPushButton(self.tr("Open the sample library"))
        self.title = QLabel()
        self._said = soft()
        self._ways = QWidget()
        self._link = intents.link
        self._signs: list[tuple[QLabel, str]] = []
        self._lay_out()
        self._connect()
        self._follow()

    def _connect(self) -> None:
        self.choose.clicked.connect(self.files_wanted)
        self.pick.clicked.connect(self.picker_wanted)
        self.sample.clicked.connect(self.sample_wanted)
        self._link.job_asked.connect(lambda _job: self._follow())
        self._link.job_ended.connect(self._note_ended)

    def _follow(self) -> None:
        """Say that the first list is coming, while something leads to it; else the ways to it."""
        coming = any(job.do in _LEADING for job in self._link.jobs)
        self._ways.setVisible(not coming)
        if coming:
            self.title.setText(self.tr("Your lists are on their way"))
            self._said.setText(
                self.tr(
                    "RecDesk reads your history and learns your taste from it, here on this computer. The "
                    "lists appear by themselves; more files can be dropped meanwhile."
                )
            )
        else:
            self.title.setText(self.tr("What to watch, hear and read next"))
            self._said.setText(
                self.tr(
                    "RecDesk learns your taste from the history you already have. Everything happens on this "
                    "computer: no account, no server, nothing is sent anywhere."
                )
            )

    def _note_ended(self, ended: JobEnd) -> None:
        if "scores" not in ended.changed:  # else the lists are being opened, and this page goes
            self._follow()

    def services(self) -> tuple[tuple[str, str], ...]:
        """Each service and the way to its export, in one line."""
        return (
            (self.tr("Netflix"), self.tr("Account › Profile › Viewing activity › Download all")),
            (self.tr("Letterboxd"), self.tr("Settings › Data › Export your data (drop the zip as it is)")),
            (self.tr("Spotify"), self.tr("Account › Privacy › Extended streaming history (comes by e-mail)")),
            (self.tr("Goodreads"), self.tr("My Books › Import and export › Export library")),
            (self.tr("YouTube"), self.tr("takeout.google.com › YouTube › History only, format JSON")),
            (self.tr("Anything else"), self.tr("Any CSV table with a column of titles")),
        )

    # -- building ------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        inside = QWidget()
        inside.setMaximumWidth(980)
        column = QVBoxLayout(inside)
        column.setContentsMargins(28, 34, 28, 28)
        column.setSpacing(14)
        column.addStretch(2)
        self.title.setFont(theme.scaled(self.title.font(), 2.1, QFont.Weight.Bold))
        self.title.setWordWrap(True)
        column.addWidget(self.title)
        self._said.setFont(theme.scaled(self._said.font(), 1.12))
        column.addWidget(self._said)
        column.addSpacing(8)
        column.addWidget(self.progress)
        ways = QGridLayout(self._ways)
        ways.setContentsMargins(0, 0, 0, 0)
        ways.setSpacing(14)
        ways.addWidget(self._history_card(), 0, 0, 2, 1)
        ways.addWidget(self._pick_card(), 0, 1)
        ways.addWidget(self._sample_card(), 1, 1)
        ways.setColumnStretch(0, 3)
        ways.setColumnStretch(1, 2)
        column.addWidget(self._ways)
        column.addStretch(3)
        middle = QWidget()
        row = QHBoxLayout(middle)
        row.setContentsMargins(0, 0, 0, 0)
        row.addStretch(1)
        row.addWidget(inside, 20)
        row.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(middle)
        middle.setAutoFillBackground(False)
        area.viewport().setAutoFillBackground(False)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(area)

    def _history_card(self) -> QFrame:
        box, column = card()
        self._head(column, "imports", self.tr("Bring your history"))
        column.addWidget(soft(self.tr("Drop an export anywhere on this window: a file, a folder or a zip.")))
        column.addWidget(self.choose, 0, Qt.AlignmentFlag.AlignLeft)
        column.addSpacing(6)
        rows = QGridLayout()
        rows.setHorizontalSpacing(14)
        rows.setVerticalSpacing(7)
        rows.setColumnStretch(1, 1)
        for n, (service, way) in enumerate(self.services()):
            name = QLabel(service)
            name.setFont(theme.scaled(name.font(), 1.0, QFont.Weight.DemiBold))
            rows.addWidget(name, n, 0, Qt.AlignmentFlag.AlignTop)
            rows.addWidget(soft(way), n, 1, Qt.AlignmentFlag.AlignTop)
        column.addLayout(rows)
        column.addStretch()
        return box

    def _pick_card(self) -> QFrame:
        box, column = card()
        self._head(column, "heart", self.tr("Tell it ten works you love"))
        column.addWidget(soft(self.tr("No history at hand? A few clicks are enough to begin with.")))
        column.addStretch()
        column.addWidget(self.pick, 0, Qt.AlignmentFlag.AlignLeft)
        return box

    def _sample_card(self) -> QFrame:
        box, column = card()
        self._head(column, "sparkle", self.tr("Look around first"))
        column.addWidget(soft(self.tr("The histories of an invented person. One click removes them again.")))
        column.addStretch()
        column.addWidget(self.sample, 0, Qt.AlignmentFlag.AlignLeft)
        return box

    def _head(self, column: QVBoxLayout, sign: str, text: str) -> None:
        row = QHBoxLayout()
        row.setSpacing(10)
        picture = QLabel()
        picture.setPixmap(icons.pixmap(sign, self.palette().color(QPalette.ColorRole.Link), 24))
        self._signs.append((picture, sign))
        title = QLabel(text)
        title.setFont(theme.scaled(title.font(), 1.25, QFont.Weight.DemiBold))
        row.addWidget(picture)
        row.addWidget(title, 1)
        column.addLayout(row)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            for picture, sign in getattr(self, "_signs", ()):  # Qt calls this from the constructor too
                picture.setPixmap(icons.pixmap(sign, self.palette().color(QPalette.ColorRole.Link), 24))
