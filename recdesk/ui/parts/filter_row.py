"""One line above the dials: what the lists are narrowed to, and the person's own blends."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QInputDialog, QLabel, QMenu, QPushButton, QSizePolicy, QWidget

from recdesk.library import Library
from recdesk.ui import dial_words, filter_words
from recdesk.ui.filter_intents import FilterIntents
from recdesk.ui.models.browse import Browse, Stage
from recdesk.ui.models.dial_values import mix_of
from recdesk.ui.models.filters import Blend
from recdesk.ui.reader import LibraryReader


class FilterRow(QWidget):
    """Follows `Browse`."""

    def __init__(
        self, intents: FilterIntents, browse: Browse, reader: LibraryReader, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._intents = intents
        self._browse = browse
        self._reader = reader
        self.filter_button = _chip(self.tr("Filter…"), self.tr("Years, genres, languages, countries, tags"))
        self.clear_button = _chip(self.tr("Clear"), self.tr("Show everything again"))
        self.blends_button = _chip(self.tr("Blends"), self.tr("Keep how the dials and the filter stand"))
        self.said = QLabel()
        self.said.setTextFormat(Qt.TextFormat.PlainText)
        self.said.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.said.setForegroundRole(self.said.palette().ColorRole.PlaceholderText)
        self.menu = QMenu(self)
        self.menu.setToolTipsVisible(True)
        self.blends_button.setMenu(self.menu)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        for widget in (self.filter_button, self.clear_button):
            row.addWidget(widget)
        row.addWidget(self.said, 1)
        row.addWidget(self.blends_button)
        self.filter_button.clicked.connect(self._ask)
        self.clear_button.clicked.connect(intents.widen)
        self.menu.aboutToShow.connect(self._fill_menu)
        browse.filter_changed.connect(self._follow)
        browse.stage_changed.connect(self._follow)
        self._follow()

    def _follow(self) -> None:
        wanted = self._browse.filter
        text = filter_words.summary(wanted) if wanted is not None else ""
        self.said.setText(text)
        self.said.setToolTip(text)
        self.clear_button.setVisible(bool(text))
        live = self._browse.stage is Stage.LIVE
        self.filter_button.setEnabled(live)
        self.blends_button.setEnabled(live)

    def _ask(self) -> None:
        """What there is to choose from is asked once; it arrives in a moment."""
        if self._intents.choices:
            self._open()
            return

        def choices(library: Library) -> dict[str, list[str]]:
            return library.filters.choices()

        self._reader.ask("filter choices", choices, self._take_choices)

    def _take_choices(self, choices: dict[str, list[str]]) -> None:
        self._intents.choices = choices
        self._open()

    def _open(self) -> None:
        from recdesk.ui.parts.filter_dialog import FilterDialog

        if self._browse.filter is not None:
            FilterDialog(self._intents, self._browse.filter, self.window()).show()

    # -- blends --------------------------------------------------------------------------------------

    def _fill_menu(self) -> None:
        self.menu.clear()
        blends = self._intents.blends()
        for blend in blends:
            action = self.menu.addAction(blend.name)
            action.setCheckable(True)
            action.setChecked(self._stands_at(blend))
            action.setToolTip(self._described(blend))
            action.triggered.connect(partial(self._intents.use_blend, blend))
        if blends:
            self.menu.addSeparator()
        self.menu.addAction(self.tr("Keep this blend…")).triggered.connect(self._ask_name)
        if blends:
            forget = self.menu.addMenu(self.tr("Forget"))
            for blend in blends:
                action = forget.addAction(blend.name)
                action.triggered.connect(partial(self._intents.forget_blend, blend.name))

    def _stands_at(self, blend: Blend) -> bool:
        return blend.dials == self._browse.dial_values and blend.filter == self._browse.filter

    def _described(self, blend: Blend) -> str:
        """What a blend does, before it is used."""
        picker = self._browse.picker
        shares = mix_of(blend.dials, picker.shares) if picker is not None else None
        mix = dial_words.mix(shares) if shares is not None else ""
        return dial_words.position(blend.dials, mix, filter_words.summary(blend.filter))

    def _ask_name(self) -> None:
        dialog = QInputDialog(self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setWindowTitle(self.tr("Keep this blend"))
        dialog.setLabelText(self.tr("Its name:"))
        dialog.textValueSelected.connect(self._intents.save_blend)
        dialog.open()


def _chip(text: str, tip: str) -> QPushButton:
    button = QPushButton(text)
    button.setProperty("chip", True)
    button.setToolTip(tip)
    return button
