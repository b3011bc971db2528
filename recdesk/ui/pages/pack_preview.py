"""A look at a pack before it is added: what it is, what is in it, its terms, and which works are wanted.

Not modal. The worker does the looking; what is changed here makes it look again. Nothing is added before
"Add".
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QProgressBar,
    QPushButton,
    QSpinBox,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from recdesk.domain.progress import Progress
from recdesk.domain.works import Kind
from recdesk.ui import job_words, pack_words, words
from recdesk.ui.link import End, Job, JobEnd
from recdesk.ui.packs_intents import PackIntents, PackWish
from recdesk.ui.pages import furniture
from recdesk.ui.pages.furniture import heading, soft
from recdesk.ui.parts.choice import Choice

LOOK_AGAIN_MS = 600  # after the last change: a number is typed digit by digit
MOST_VOTES = 10_000_000


class PackDialog(QDialog):
    """Asks about one pack. Closing it adds nothing."""

    def __init__(self, packs: PackIntents, path: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._packs = packs
        self._path = path
        self.kinds: dict[str, QCheckBox] = {}
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Add {name}").format(name=path.name))
        self.title = heading(self.tr("Looking at {name}…").format(name=words.isolated(path.name)))
        self.title.setWordWrap(True)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setFixedHeight(8)
        self.bar.setRange(0, 0)
        self.doing = soft()
        self.facts = QLabel()
        self.facts.setWordWrap(True)
        self.licence = soft()
        self.choices = QFrame()
        self.choices.setObjectName("card")
        self.language = Choice()
        self.votes = QSpinBox()
        self.votes.setRange(0, MOST_VOTES)
        self.votes.setGroupSeparatorShown(True)
        self.votes.setMinimumSize(110, self.language.sizeHint().height())
        self.rows = QStandardItemModel(self)
        self.table = self._make_table()
        self.accept_button = QPushButton(self.tr("Add"))
        self.cancel_button = QPushButton(self.tr("Cancel"))
        self._again = QTimer(self, singleShot=True, interval=LOOK_AGAIN_MS)
        self._again.setObjectName("look at the pack again")
        self._lay_out()
        self._connect()
        self._job: Job | None = packs.preview(path, PackWish())

    def _connect(self) -> None:
        link = self._packs.intents.link
        link.job_ended.connect(self._take)
        link.job_progressed.connect(self._show_progress)
        self.accept_button.clicked.connect(self._add)
        self.cancel_button.clicked.connect(self.reject)
        self.votes.valueChanged.connect(lambda _n: self._wait())
        self.language.activated.connect(lambda _n: self._look_again())
        self._again.timeout.connect(self._look_again)
        self.finished.connect(self._leave)

    @property
    def wish(self) -> PackWish:
        """What is chosen at the moment; what was not touched is left to the format."""
        chosen = tuple(kind for kind, box in self.kinds.items() if box.isChecked())
        language = self.language.currentData()
        return PackWish(
            kinds=chosen if len(chosen) < len(self.kinds) else (),
            languages=(language,) if language else (),
            min_votes=self.votes.value() if self._touched("votes") else None,
        )

    # -- what is shown -------------------------------------------------------------------------------

    def show_foresight(self, seen: Mapping[str, Any]) -> None:
        """Put what was found on show; the choices are offered at the first look."""
        self.title.setText(words.isolated(str(seen["format_name"])))
        self.facts.setText(pack_words.foresight(seen))
        self.licence.setText(str(seen["licence"]))
        if not self.choices.property("offered"):
            self.choices.setProperty("offered", True)
            self._offer(seen)
        self._fill(seen["sample"])
        self._follow_work()

    def _offer(self, seen: Mapping[str, Any]) -> None:
        several = len(seen["kinds"]) > 1
        for kind, n in seen["kinds"].items() if several else ():
            box = QCheckBox(f"{words.kind_plural(Kind(kind))}  {job_words.number(n)}")
            box.setChecked(True)
            box.toggled.connect(lambda _on: self._look_again())
            self.kinds[kind] = box
            self._kinds_row.insertWidget(self._kinds_row.count() - 1, box)
        self.language.addItem(self.tr("All languages"), "")
        for language, n in seen["languages"].items():
            self.language.addItem(f"{language}  {job_words.number(n)}", language)
        for part in self._language_parts:
            part.setVisible(len(seen["languages"]) > 1)
        counts = seen["min_votes"] is not None
        self.votes.blockSignals(True)
        self.votes.setValue(int(seen["min_votes"] or 0))
        self.votes.blockSignals(False)
        for part in self._votes_parts:
            part.setVisible(counts)
        self.choices.setVisible(several or counts or len(seen["languages"]) > 1)

    def _fill(self, sample: list[Mapping[str, Any]]) -> None:
        self.rows.clear()
        self.rows.setHorizontalHeaderLabels(
            [self.tr("Title"), self.tr("Kind"), self.tr("Year"), self.tr("By")]
        )
        for work in sample:
            cells = (
                words.isolated(work["title"]),
                words.kind_name(Kind(work["kind"])),
                words.year_text(work["year"]),
                ", ".join(map(words.isolated, work["creators"])),
            )
            self.rows.appendRow([_cell(text) for text in cells])
        header = self.table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)

    def _show_progress(self, job: Job, progress: Progress) -> None:
        if self._job is None:
            return
        said = job_words.progress_text(progress)
        ours = job.id == self._job.id
        self.doing.setText(said if ours else self.tr("Waits until this is done: {work}").format(work=said))
        self.bar.setRange(0, 1000 if progress.total and ours else 0)
        if progress.total and ours:
            self.bar.setValue(1000 * progress.done // progress.total)

    def _follow_work(self) -> None:
        looking = self._job is not None
        self.bar.setVisible(looking)
        self.doing.setVisible(looking)
        shown = bool(self.rows.rowCount())
        self.facts.setVisible(bool(self.facts.text()))
        self.licence.setVisible(bool(self.facts.text()))
        self.table.setVisible(shown)
        self.accept_button.setEnabled(not looking and shown)

    # -- what follows --------------------------------------------------------------------------------

    def _wait(self) -> None:
        self.votes.setProperty("touched", True)
        self.accept_button.setEnabled(False)
        self._again.start()

    def _touched(self, name: str) -> bool:
        return bool(getattr(self, name).property("touched"))

    def _look_again(self) -> None:
        if self.kinds and not any(box.isChecked() for box in self.kinds.values()):
            self.accept_button.setEnabled(False)
            return
        self._again.stop()
        self._stop_looking()
        self.doing.clear()
        self.bar.setRange(0, 0)
        self._job = self._packs.preview(self._path, self.wish)
        self._follow_work()

    def _take(self, ended: JobEnd) -> None:
        if self._job is None or ended.job.id != self._job.id:
            return
        self._job = None
        if ended.end is End.FINISHED:
            self.show_foresight(ended.result)
        else:
            self.reject()  # why is told where every job's end is told

    def _add(self) -> None:
        self._packs.add(self._path, self.wish)
        self.accept()

    def _leave(self) -> None:
        link = self._packs.intents.link
        link.job_ended.disconnect(self._take)
        link.job_progressed.disconnect(self._show_progress)
        self._again.stop()
        self._stop_looking()

    def _stop_looking(self) -> None:
        if self._job is not None:
            self._packs.intents.cancel_job(self._job.id)
            self._job = None

    # -- building ------------------------------------------------------------------------------------

    def _make_table(self) -> QTableView:
        table = furniture.table(self.rows, self.tr("Some works of the pack"))
        table.setSelectionMode(QTableView.SelectionMode.NoSelection)
        return table

    def _lay_out(self) -> None:
        self.resize(820, 680)
        column = QVBoxLayout(self)
        column.setContentsMargins(26, 22, 26, 20)
        column.setSpacing(12)
        for part in (self.title, self.doing, self.bar, self.facts, self.licence):
            column.addWidget(part)
        self._lay_out_choices()
        column.addWidget(self.choices)
        column.addWidget(self.table, 1)
        column.addStretch()
        buttons = QHBoxLayout()
        buttons.addWidget(soft(self.tr("Nothing is added before you press Add.")), 1)
        buttons.addWidget(self.cancel_button)
        buttons.addWidget(self.accept_button)
        column.addLayout(buttons)
        self.accept_button.setProperty("primary", True)
        self.accept_button.setDefault(True)
        self.choices.hide()
        self._job = None
        self._follow_work()
        self.bar.show()

    def _lay_out_choices(self) -> None:
        inside = QVBoxLayout(self.choices)
        inside.setContentsMargins(18, 14, 18, 14)
        inside.setSpacing(10)
        self._kinds_row = QHBoxLayout()
        self._kinds_row.setSpacing(16)
        self._kinds_row.addStretch()
        inside.addLayout(self._kinds_row)
        row = QHBoxLayout()
        row.setSpacing(10)
        at_least, votes = QLabel(self.tr("Rated by at least")), QLabel(self.tr("people"))
        at_least.setBuddy(self.votes)
        self.votes.setAccessibleName(self.tr("Least number of votes"))
        language = QLabel(self.tr("Language"))
        language.setContentsMargins(20, 0, 0, 0)
        language.setBuddy(self.language)
        self._votes_parts: tuple[QWidget, ...] = (at_least, self.votes, votes)
        self._language_parts: tuple[QWidget, ...] = (language, self.language)
        for part in (*self._votes_parts, *self._language_parts):
            row.addWidget(part)
        row.addStretch()
        inside.addLayout(row)


def _cell(text: str) -> QStandardItem:
    item = QStandardItem(text)
    item.setEditable(False)
    item.setToolTip(text)
    return item
