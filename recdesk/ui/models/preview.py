"""What a dry run found, in the window's words: whether there is a question, and a few rows as a table.

Reads the JSON of the worker's "preview". Knows no widget.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime
from enum import StrEnum
from typing import Any

from PySide6.QtCore import QCoreApplication, QLocale
from PySide6.QtGui import QStandardItem, QStandardItemModel

from recdesk.domain.history import Action, Precision, Reading, RowState
from recdesk.domain.works import Kind
from recdesk.ui import job_words, words
from recdesk.ui.models.events import action_name, date_text

translate = QCoreApplication.translate


class Why(StrEnum):
    """What the person is asked."""

    FORMAT = "format"  # two formats claim a file
    HOUSEHOLD = "household"  # more than one person's rows
    TABLE = "table"  # an unknown table: is it read as it is meant?


class Foresight:
    """A dry run of one path."""

    def __init__(self, result: Mapping[str, Any]) -> None:
        self.batches: Sequence[Mapping[str, Any]] = list(result.get("batches") or ())
        self.faults: Sequence[Mapping[str, Any]] = list(result.get("faults") or ())
        self._previews = [batch["preview"] for batch in self.batches if batch.get("preview")]
        ignored = result.get("ignored") or ()
        self.sources: tuple[str, ...] = tuple(dict.fromkeys(s for i in ignored for s in i["sources"]))
        people: Counter[str] = Counter()
        for preview in self._previews:
            people.update(preview["profiles"])
        self.people: Mapping[str, int] = dict(people.most_common())

    @property
    def why(self) -> Why:
        if self.sources:
            return Why.FORMAT
        return Why.HOUSEHOLD if len(self.people) > 1 else Why.TABLE

    @property
    def rows(self) -> int:
        return sum(int(batch["rows"]) for batch in self.batches)

    def facts(self) -> str:
        """ "20 rows: 9 new, 2 unreadable · 14 Jan 2016 to 14 Feb 2022 · 9 × series, 3 × film"."""
        counts = {state: sum(int(batch[state.value]) for batch in self.batches) for state in RowState}
        told = [f"{job_words.number(n)} {job_words.state_name(s).lower()}" for s, n in counts.items() if n]
        kinds: Counter[str] = Counter()
        for preview in self._previews:
            kinds.update(preview["kinds"])
        told_kinds = [
            f"{job_words.number(n)} × {words.kind_name(Kind(kind)).lower()}"
            for kind, n in kinds.most_common()
        ]
        parts = [f"{job_words.rows_text(self.rows)}: {', '.join(told)}" if told else "", self._span()]
        return " · ".join(filter(None, [*parts, ", ".join(told_kinds)]))

    def fill(self, table: QStandardItemModel) -> None:
        """The sample of rows into a table model; the person's column only where there is more than one."""
        fill_rows(table, self._sample(), shared=len(self.people) > 1)

    def _sample(self) -> list[Mapping[str, Any]]:
        """Rows of every history in it by turns, ten of one."""
        several = len(self._previews) > 1
        return [row for preview in self._previews for row in preview["sample"][: 4 if several else None]]

    def _span(self) -> str:
        spans = [preview["span"] for preview in self._previews if preview["span"]]
        if not spans:
            return ""
        first, last = min(span[0] for span in spans), max(span[1] for span in spans)
        return span_text(datetime.fromisoformat(first), datetime.fromisoformat(last))


def span_text(first: datetime, last: datetime) -> str:
    """ "14 Jan 2016 to 14 Feb 2022"."""
    return translate("preview", "{first} to {last}").format(
        first=date_text(first, Precision.DAY), last=date_text(last, Precision.DAY)
    )


def row_of(reading: Reading) -> Mapping[str, Any]:
    """A row that was read here as the worker tells of one."""
    return {
        "title": reading.mention.title,
        "kind": reading.mention.kind.value,
        "action": reading.action.value,
        "when": reading.when.isoformat() if reading.when else None,
        "precision": reading.precision.value,
        "rating": reading.rating_text or reading.rating,
        "detail": reading.detail,
        "profile": reading.profile,
    }


def fill_rows(table: QStandardItemModel, rows: Sequence[Mapping[str, Any]], *, shared: bool) -> None:
    """Rows into a table model, and whose they are where a file is `shared`."""
    headings = [
        translate("preview", "Title"),
        translate("preview", "Kind"),
        translate("preview", "What"),
        translate("preview", "Date"),
        translate("preview", "Rating"),
        translate("preview", "Details"),
    ]
    table.clear()
    table.setHorizontalHeaderLabels([translate("preview", "Who"), *headings] if shared else headings)
    for row in rows:
        cells = [
            words.isolated(row["title"]),
            words.kind_name(Kind(row["kind"])),
            action_name(Action(row["action"])),
            _date(row),
            _rating(row["rating"]),
            words.isolated(row["detail"]) if row["detail"] else "",
        ]
        table.appendRow([_cell(text) for text in ([row["profile"], *cells] if shared else cells)])


def _cell(text: str) -> QStandardItem:
    item = QStandardItem(text)
    item.setEditable(False)
    item.setToolTip(text)
    return item


def _date(row: Mapping[str, Any]) -> str:
    return date_text(datetime.fromisoformat(row["when"]), Precision(row["precision"])) if row["when"] else ""


def _rating(rating: str | float | None) -> str:
    """As the file had it; a bare share of one as stars."""
    if rating is None or isinstance(rating, str):
        return rating or ""
    return f"{QLocale().toString(round(rating * 10) / 2, 'g', 2)} / 5"
