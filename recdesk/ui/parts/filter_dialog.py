"""What the lists are narrowed to: years, genres, languages, countries, and what is unwanted."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from recdesk.domain.taste import Filter
from recdesk.ui import filter_words, words
from recdesk.ui.filter_intents import FilterIntents
from recdesk.ui.pages.furniture import heading, soft

_CODE = int(Qt.ItemDataRole.UserRole) + 1
_EARLIEST, _LATEST = -3000, 2100


class FilterDialog(QDialog):
    """Not modal: the lists behind it follow when "Narrow" is pressed."""

    def __init__(self, intents: FilterIntents, wanted: Filter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._intents = intents
        self._abroad = wanted.abroad  # said elsewhere, and no less meant because this dialog cannot change it
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Filter"))
        self.since = self._year(wanted.since, self.tr("Earliest year"))
        self.until = self._year(wanted.until, self.tr("Latest year"))
        self.genres = Choices(intents.choices.get("genres", ()), words.genre_text, wanted.genres)
        self.languages = Choices(
            intents.choices.get("languages", ()), filter_words.language, wanted.languages
        )
        self.countries = Choices(intents.choices.get("countries", ()), filter_words.country, wanted.countries)
        self.without = QLineEdit(", ".join(sorted(wanted.without)))
        self.without.setPlaceholderText(self.tr("violence, gore, Horror…"))
        self.without.setAccessibleName(self.tr("Nothing with these tags or genres"))
        self._lay_out()
        self.resize(620, 560)

    def wanted(self) -> Filter:
        """The filter as it stands in the dialog."""
        without = (word.strip() for word in self.without.text().replace(";", ",").split(","))
        return Filter(
            since=_number(self.since),
            until=_number(self.until),
            genres=self.genres.chosen(),
            languages=self.languages.chosen(),
            countries=self.countries.chosen(),
            without=frozenset(word for word in without if word),
            abroad=self._abroad,
        )

    def accept(self) -> None:
        self._intents.narrow(self.wanted())
        super().accept()

    # -- building ------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        years = QHBoxLayout()
        years.addWidget(self.since)
        years.addWidget(QLabel("–"))
        years.addWidget(self.until)
        years.addStretch()
        form = QFormLayout()
        form.setSpacing(10)
        form.addRow(self.tr("Years"), years)
        form.addRow(self.tr("Without"), self.without)
        lists = QHBoxLayout()
        lists.setSpacing(12)
        for name, choices in (
            (self.tr("Genres"), self.genres),
            (self.tr("Languages"), self.languages),
            (self.tr("Countries"), self.countries),
        ):
            column = QVBoxLayout()
            label = QLabel(name)
            label.setBuddy(choices)
            choices.setAccessibleName(name)
            column.addWidget(label)
            column.addWidget(choices)
            lists.addLayout(column)
        buttons = QDialogButtonBox()
        narrow = QPushButton(self.tr("Narrow the lists"))
        narrow.setProperty("primary", True)
        narrow.setObjectName("narrow")
        clear = QPushButton(self.tr("Clear all"))
        buttons.addButton(narrow, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton(QDialogButtonBox.StandardButton.Cancel)
        buttons.addButton(clear, QDialogButtonBox.ButtonRole.ResetRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        clear.clicked.connect(self._clear)
        column = QVBoxLayout(self)
        column.setContentsMargins(22, 18, 22, 18)
        column.setSpacing(12)
        column.addWidget(heading(self.tr("Show only…")))
        column.addWidget(
            soft(
                self.tr(
                    "Nothing chosen means everything. A work that does not say its year, language or "
                    "country is left out while that is asked for."
                )
            )
        )
        column.addLayout(form)
        column.addLayout(lists, 1)
        column.addWidget(buttons)

    def _year(self, year: int | None, name: str) -> QLineEdit:
        field = QLineEdit("" if year is None else str(year))
        field.setValidator(QIntValidator(_EARLIEST, _LATEST, field))
        field.setPlaceholderText(self.tr("any"))
        field.setAccessibleName(name)
        field.setMaximumWidth(90)
        return field

    def _clear(self) -> None:
        self._abroad = frozenset()
        for field in (self.since, self.until, self.without):
            field.clear()
        for choices in (self.genres, self.languages, self.countries):
            choices.choose(())


class Choices(QListWidget):
    """A list to tick; what is ticked stands first."""

    def __init__(self, codes: Sequence[str], named: Callable[[str], str], chosen: Iterable[str]) -> None:
        super().__init__()
        ticked = {code.casefold() for code in chosen}
        there = list(dict.fromkeys([*codes, *(c for c in chosen if c not in codes)]))
        for code in sorted(there, key=lambda c: c.casefold() not in ticked):  # else the most frequent first
            item = QListWidgetItem(named(code), self)
            item.setData(_CODE, code)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            on = code.casefold() in ticked
            item.setCheckState(Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)

    def chosen(self) -> frozenset[str]:
        return frozenset(
            self.item(row).data(_CODE)
            for row in range(self.count())
            if self.item(row).checkState() is Qt.CheckState.Checked
        )

    def choose(self, codes: Iterable[str]) -> None:
        """Tick these and no others."""
        wanted = set(codes)
        for row in range(self.count()):
            on = self.item(row).data(_CODE) in wanted
            self.item(row).setCheckState(Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)


def _number(field: QLineEdit) -> int | None:
    text = field.text().strip()
    try:
        return int(text) if text else None
    except ValueError:  # a lone minus sign passes the validator
        return None
