"""A question about a file, with what it holds before one's eyes: whose history, which format, which columns?

Not modal: the rest of the window stays in the person's hands. The dry run is done by the worker; what the
columns of an unknown table are read as is tried here, at once, and counted by the worker when the hand rests.
Nothing is written before "Import".
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QStandardItemModel
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QRadioButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from recdesk.domain.faults import UserFault
from recdesk.ui import job_words, mapper_words
from recdesk.ui.intents import Intents
from recdesk.ui.link import End, Job, JobEnd
from recdesk.ui.models.mapper import Mapper
from recdesk.ui.models.preview import Foresight, Why, fill_rows, row_of, span_text
from recdesk.ui.notices import Notice
from recdesk.ui.pages import furniture
from recdesk.ui.pages.furniture import heading, soft
from recdesk.ui.pages.mapper import MapperView
from recdesk.ui.reader import LibraryReader
from recdesk.ui.words import breakable, isolated

WIDEST_FIRST, WIDEST = 400, 260  # pixels of a column; the last one takes what is left
WIDE, TALL = 920, 780  # pixels of the dialog with a list of columns in it
REST_MS = 500  # without another choice before the worker counts anew


class PreviewDialog(QDialog):
    """Asks about one path. Closing it imports nothing."""

    def __init__(self, intents: Intents, path: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._intents = intents
        self._path = path
        self._source: str | None = None
        self.people: dict[str, QCheckBox] = {}
        self.formats: dict[str, QRadioButton] = {}
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Import {name}").format(name=path.name))
        self.question = heading(self.tr("Looking at {name}…").format(name=isolated(breakable(path.name))))
        self.question.setWordWrap(True)
        self.facts = soft()
        self.facts.setTextFormat(Qt.TextFormat.PlainText)
        self.choices = QFrame()
        self.choices.setObjectName("card")
        self.rows = QStandardItemModel(self)
        self.table = self._make_table()
        self._reader = LibraryReader(intents.library.profile, self)
        self.mapper = Mapper(self._reader, path, self)
        self.columns: MapperView | None = None
        self._foresight: Foresight | None = None
        self._counted_so = False  # with the columns as they are chosen
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._rest.setObjectName("counting anew")
        self.accept_button = QPushButton(self.tr("Import"))
        self.cancel_button = QPushButton(self.tr("Cancel"))
        self._lay_out()
        self._connect()
        self._job: Job | None = self._intents.preview(path)
        self.mapper.open()

    def _connect(self) -> None:
        self._intents.link.job_ended.connect(self._take)
        self.accept_button.clicked.connect(self._import)
        self.cancel_button.clicked.connect(self.reject)
        self.finished.connect(self._leave)
        self.mapper.table_opened.connect(self._show_mapper)
        self.mapper.chosen.connect(self._note_choice)
        self.mapper.effect_changed.connect(self._rest.start)
        self.mapper.effect_changed.connect(self._show_effect)
        self._rest.timeout.connect(self._count_anew)
        self._reader.fault_met.connect(lambda say, do: self._intents.told.emit(Notice(say, do, bad=True)))

    # -- what is shown -------------------------------------------------------------------------------

    def show_foresight(self, seen: Foresight) -> None:
        """Put a dry run on show: the question it raises, its facts and some of its rows."""
        name = isolated(breakable(self._path.name))
        self._foresight = seen
        if seen.why is Why.FORMAT:
            self._offer_formats(seen.sources)
            self.question.setText(self.tr("What kind of file is {name}?").format(name=name))
        elif seen.why is Why.HOUSEHOLD:
            self._offer_people(seen.people)
            self.question.setText(self.tr("Whose history do you want from {name}?").format(name=name))
        elif self.columns is None:
            self.question.setText(self.tr("Is {name} read as you mean it?").format(name=name))
        self.choices.setVisible(bool(self.people or self.formats))
        if self.columns:
            if not seen.batches and not self._counted_so:
                self._count_anew()  # unasked, the worker leaves a table alone whose columns say too little
            self._show_effect()
            return
        faults = [str(fault["say"]) for fault in seen.faults]
        self.facts.setText("\n".join(filter(None, [seen.facts(), *faults])))
        self.table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        seen.fill(self.rows)
        self._fit_table()
        self._follow_choice()
        first = next(iter((*self.people.values(), *self.formats.values())), self.accept_button)
        first.setFocus()

    def _fit_table(self) -> None:
        self.table.setVisible(bool(self.rows.rowCount()))
        self.table.resizeColumnsToContents()
        last = self.rows.columnCount() - 1
        for column in range(last):
            widest = WIDEST if column else WIDEST_FIRST
            self.table.setColumnWidth(column, min(self.table.columnWidth(column), widest))
        self.table.horizontalHeader().setSectionResizeMode(last, QHeaderView.ResizeMode.Stretch)

    # -- an unknown table ----------------------------------------------------------------------------

    def _show_mapper(self) -> None:
        """The columns come to the front, whatever the worker has found out by now."""
        self.columns = MapperView(self.mapper)
        self._middle.insertWidget(self._middle.indexOf(self.facts), self.columns, 3)
        self.table.setMinimumHeight(7 * self.table.verticalHeader().defaultSectionSize())
        self.question.setText(
            self.tr("How is {name} to be read?").format(name=isolated(breakable(self._path.name)))
        )
        self.resize(WIDE, TALL)
        self._show_effect()
        if self._foresight is not None:
            self.show_foresight(self._foresight)
        self.columns.focus_first()

    def _note_choice(self) -> None:
        """What was counted holds no more; it is counted anew once the effect is known and the hand rests."""
        self._foresight = None
        self._rest.stop()
        self._stop_looking()

    def _count_anew(self) -> None:
        if self.mapper.effect and self.mapper.effect.read:
            maps = {self.mapper.key: self.mapper.mapping}
            self._counted_so = True
            self._job = self._intents.preview(self._path, maps=maps)

    def _show_effect(self) -> None:
        """What the choices make of the first rows; of all rows as soon as the worker has counted them."""
        effect, seen = self.mapper.effect, self._foresight
        if effect is None:
            return
        counted = seen is not None and seen.rows > 0
        facts = [seen.facts() if seen and counted else mapper_words.effect_facts(effect)]
        if effect.first and effect.last and not counted:
            facts.append(span_text(effect.first, effect.last))
        if not counted and effect.read and (self._job or self._rest.isActive()):
            facts.append(self.tr("counting what is new…"))
        told = [" · ".join(facts), mapper_words.trouble(effect)]
        self.facts.setText("\n".join(filter(None, told)))
        self.table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        people = {reading.profile for reading in effect.readings}
        fill_rows(self.rows, [row_of(reading) for reading in effect.readings], shared=len(people) > 1)
        self._fit_table()
        self._follow_choice()

    def _offer_people(self, people: Mapping[str, int]) -> None:
        self._clear_choices()
        for name, n in people.items():
            box = QCheckBox(f"{name}  ·  {job_words.rows_text(n)}".replace("&", "&&"))
            box.toggled.connect(lambda _on: self._follow_choice())
            self.people[name] = box
            self._column.addWidget(box)

    def _offer_formats(self, sources: tuple[str, ...]) -> None:
        self._clear_choices()
        for source in sources:
            button = QRadioButton(job_words.source_name(source))
            button.clicked.connect(partial(self._choose_format, source))
            self.formats[source] = button
            self._column.addWidget(button)

    def _clear_choices(self) -> None:
        for box in (*self.people.values(), *self.formats.values()):
            box.hide()
            box.deleteLater()
        self.people.clear()
        self.formats.clear()

    def _choose_format(self, source: str) -> None:
        self._source = source
        self._stop_looking()
        self._job = self._intents.preview(self._path, source)
        self._follow_choice()

    def _follow_choice(self) -> None:
        """Importing is possible once everything is said and something would come of it."""
        chosen = not self.people or any(box.isChecked() for box in self.people.values())
        decided = not self.formats or self._source is not None
        # Of a table the first rows have said enough; only whose rows they are is known after counting.
        if self.columns is None:
            known = self._job is None
        else:
            known = self._foresight is not None or not self._has_people()
        self.accept_button.setEnabled(known and chosen and decided and self.rows.rowCount() > 0)

    def _has_people(self) -> bool:
        return "profile" in self.mapper.mapping.values()

    # -- what follows --------------------------------------------------------------------------------

    def _take(self, ended: JobEnd) -> None:
        if self._job is None or ended.job.id != self._job.id:
            return
        self._job = None
        if ended.end is End.FINISHED:
            self.show_foresight(Foresight(ended.result))
        elif self.columns:
            self._show_effect()
        else:
            self.reject()  # why is told where every job's end is told

    def _import(self) -> None:
        names = [name for name, box in self.people.items() if box.isChecked()]
        if self.columns:
            try:
                maps = self._intents.library.column_maps
                maps.keep(self.mapper.key, self.mapper.mapping, self._path.name)
            except UserFault as fault:
                self._intents.told.emit(Notice(fault.say, fault.do_next, bad=True))
                return
        self._intents.import_files([self._path], self._source, names or None, ask=False)
        self.accept()

    def _leave(self) -> None:
        self._intents.link.job_ended.disconnect(self._take)
        self._rest.stop()
        self._stop_looking()
        self._reader.close()

    def _stop_looking(self) -> None:
        if self._job is not None:
            self._intents.cancel_job(self._job.id)
            self._job = None

    # -- building ------------------------------------------------------------------------------------

    def _make_table(self) -> QTableView:
        table = furniture.table(self.rows, self.tr("Some rows of the file"))
        table.setSelectionMode(QTableView.SelectionMode.NoSelection)
        return table

    def _lay_out(self) -> None:
        self.resize(820, 600)
        column = self._middle = QVBoxLayout(self)
        column.setContentsMargins(26, 22, 26, 20)
        column.setSpacing(12)
        column.addWidget(self.question)
        column.addWidget(self.facts)
        self._column = QVBoxLayout(self.choices)
        self._column.setContentsMargins(18, 14, 18, 14)
        self._column.setSpacing(8)
        self.choices.hide()
        column.addWidget(self.choices)
        self.table.hide()
        column.addWidget(self.table, 2)
        column.addStretch()
        buttons = QHBoxLayout()
        buttons.addWidget(soft(self.tr("Nothing is written before you press Import.")), 1)
        buttons.addWidget(self.cancel_button)
        buttons.addWidget(self.accept_button)
        column.addLayout(buttons)
        self.accept_button.setProperty("primary", True)
        self.accept_button.setDefault(True)
        self.accept_button.setEnabled(False)
