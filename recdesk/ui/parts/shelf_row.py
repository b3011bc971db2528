"""One shelf of the home page: a heading, a line that says what it is, and a row of covers."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from recdesk.ui import theme, words
from recdesk.ui.models.browse import Browse
from recdesk.ui.models.cards import Shelf
from recdesk.ui.parts.card_view import GAP, CardView
from recdesk.ui.parts.signs import sign_icon

_SPACING = 12


class ShelfRow(QWidget):
    """Shows one `Shelf`. `left_upwards` and `left_downwards` say that the keyboard wants to leave it."""

    left_upwards = Signal(int)  # the x of the card it leaves, in this widget
    left_downwards = Signal(int)
    whole_list_wanted = Signal(str)  # key
    how_wanted = Signal(str)  # key

    def __init__(self, browse: Browse, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.key = ""
        self.view = CardView(browse, single_row=True, parent=self)
        self._heading = QLabel()
        self._heading.setTextFormat(Qt.TextFormat.PlainText)
        self._heading.setFont(theme.scaled(self.font(), 1.32, QFont.Weight.Bold))
        self._note = QLabel()
        self._note.setTextFormat(Qt.TextFormat.PlainText)
        for label in (self._heading, self._note):  # in a narrow window the words give way, not the arrows
            label.setMinimumWidth(1)
        self._words = ("", "")
        self._note.setForegroundRole(self._note.palette().ColorRole.PlaceholderText)
        self.how: QPushButton | None = None  # not before a run is loaded, so not before the first frame
        self._all = QPushButton(self.tr("Show all"))
        self._all.setProperty("quiet", True)
        self._back, self._on = QPushButton(), QPushButton()
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        self._head = head = QHBoxLayout()
        head.setContentsMargins(GAP + 8, 0, GAP + 8, 0)
        head.setSpacing(_SPACING)
        head.addStrut(self.fontMetrics().height() + 14)  # of a button: the shelves stay where one comes later
        head.addWidget(self._heading, 0, Qt.AlignmentFlag.AlignBaseline)
        head.addWidget(self._note, 1, Qt.AlignmentFlag.AlignBaseline)
        head.addWidget(self._all)
        for button, name in ((self._back, self.tr("Back")), (self._on, self.tr("Further"))):
            button.setFixedSize(30, 30)
            button.setAccessibleName(name)
            button.setToolTip(name)
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # arrow keys do the same
            head.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addLayout(head)
        column.addWidget(self.view)
        self._heading.setBuddy(self.view)
        self._dress()

    def _connect(self) -> None:
        self._back.clicked.connect(lambda: self.view.scroll_cards(-self.view.cards_in_sight))
        self._on.clicked.connect(lambda: self.view.scroll_cards(self.view.cards_in_sight))
        self._all.clicked.connect(lambda: self.whole_list_wanted.emit(self.key))
        bar = self.view.horizontalScrollBar()
        bar.valueChanged.connect(self._refresh_arrows)
        bar.rangeChanged.connect(self._refresh_arrows)
        self.view.installEventFilter(self)

    def show_shelf(self, shelf: Shelf) -> None:
        """Show a shelf's heading and cards."""
        self.key = shelf.key
        heading = words.shelf_heading(shelf)
        self._words = (heading, words.shelf_note(shelf))
        self._all.setVisible(shelf.key.startswith("kind:") or shelf.key == "backlog")
        self._all.setAccessibleName(self.tr("Show all: {heading}").format(heading=heading))
        self.view.setAccessibleName(heading)
        self.view.show_cards(shelf.cards)
        self._fit_words()

    def offer_how(self) -> None:
        """A button that asks how the shelf came about."""
        if self.how is None:
            self.how = QPushButton(self.tr("How?"))
            self.how.setProperty("quiet", True)
            self.how.clicked.connect(lambda: self.how_wanted.emit(self.key))
            self._head.insertWidget(self._head.indexOf(self._all), self.how)
            QWidget.setTabOrder(self.view, self.how)
            QWidget.setTabOrder(self.how, self._all)
            self._fit_words()
        said = self.tr("How “{heading}” came about").format(heading=self._words[0])
        self.how.setToolTip(said)
        self.how.setAccessibleName(said)

    def _fit_words(self) -> None:
        """The heading, which may name a title of any length, and the note in what room the buttons leave."""
        room = self.width() - 2 * (GAP + 8) - 2 * _SPACING
        for button in (self.how, self._all, self._back, self._on):
            if button is not None and not button.isHidden():
                room -= min(button.sizeHint().width(), button.maximumWidth()) + _SPACING
        for label, said in zip((self._heading, self._note), self._words):
            metrics = label.fontMetrics()
            cut = metrics.elidedText(said, Qt.TextElideMode.ElideRight, room) if room > 0 else ""
            label.setText(cut)
            label.setToolTip(said if cut != said else "")
            room -= metrics.horizontalAdvance(cut)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_words()

    def follow_in_tabs(self, above: ShelfRow) -> None:
        """The Tab key comes here from the shelf above; a shelf that is made late would come last of all."""
        QWidget.setTabOrder(above._all, self.view)
        QWidget.setTabOrder(self.view, self._all)

    def focus_near(self, x: int) -> None:
        """Take the keyboard focus at the card nearest to `x`."""
        rows = range(self.view.cards.rowCount())
        centres = {row: self.view.visualRect(self.view.cards.index(row)).center().x() for row in rows}
        if centres:
            row = min(centres, key=lambda r: abs(centres[r] - x))
            self.view.setCurrentIndex(self.view.cards.index(row))
        self.view.setFocus(Qt.FocusReason.TabFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.view and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            x = self.view.visualRect(self.view.currentIndex()).center().x()
            if event.key() == Qt.Key.Key_Up:
                self.left_upwards.emit(x)
                return True
            if event.key() == Qt.Key.Key_Down:
                self.left_downwards.emit(x)
                return True
        return False

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.PaletteChange:
            self._dress()
        super().changeEvent(event)

    def _dress(self) -> None:
        colour = QColor(theme.of(self.palette()).text)
        back, on = ("right", "left") if self.isRightToLeft() else ("left", "right")
        self._back.setIcon(sign_icon(back, colour, self.devicePixelRatioF()))
        self._on.setIcon(sign_icon(on, colour, self.devicePixelRatioF()))

    def _refresh_arrows(self) -> None:
        bar = self.view.horizontalScrollBar()
        self._back.setEnabled(bar.value() > 0)
        self._on.setEnabled(bar.value() < bar.maximum())
        self._back.setVisible(bar.maximum() > 0)
        self._on.setVisible(bar.maximum() > 0)
