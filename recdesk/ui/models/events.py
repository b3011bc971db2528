"""The person's history as a table: date, title, kind, what was done, rating, source."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import QCoreApplication, QDate, QLocale, QObject

from recdesk.domain.history import Action, Event, Precision
from recdesk.library import Library
from recdesk.ui import job_words, words
from recdesk.ui.models.paged import PagedTable

translate = QCoreApplication.translate

DATE, TITLE, KIND, WHAT, RATING, SOURCE = range(6)


class EventTable(PagedTable[Event]):
    """`show_numbers` says which events, in which order; their words are fetched as they come into view."""

    def __init__(self, library: Library, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._library = library
        self._numbers: array[int] = array("q")

    def show_numbers(self, numbers: array[int]) -> None:
        self._numbers = numbers
        self.restart(len(numbers))

    def headings(self) -> Sequence[str]:
        return (
            self.tr("Date"),
            self.tr("Title"),
            self.tr("Kind"),
            self.tr("What"),
            self.tr("Rating"),
            self.tr("Source"),
        )

    def fetch(self, first: int, count: int) -> Sequence[Event]:
        return self._library.timeline.events(self._numbers[first : first + count])

    def text(self, row: Event, column: int) -> str:
        if column == DATE:
            return date_text(row.when, row.precision)
        if column == TITLE:
            return words.isolated(row.title)
        if column == KIND:
            return words.kind_name(row.kind)
        if column == WHAT:
            return self._what(row)
        if column == RATING:
            return rating_text(row)
        return job_words.source_name(row.source)

    def _what(self, event: Event) -> str:
        did = action_name(event.action)
        if event.repeat:
            did = self.tr("{did} again").format(did=did)
        if event.count > 1:
            did = self.tr("{did}, {n} times").format(did=did, n=job_words.number(event.count))
        return f"{did} · {words.isolated(event.detail)}" if event.detail else did


def action_name(action: Action) -> str:
    """What was done, to stand alone."""
    return {
        Action.WATCHED: translate("events", "Watched"),
        Action.LISTENED: translate("events", "Listened"),
        Action.READ: translate("events", "Read"),
        Action.RATED: translate("events", "Rated"),
        Action.LIKED: translate("events", "Liked"),
        Action.DISLIKED: translate("events", "Disliked"),
        Action.SAVED: translate("events", "Saved"),
        Action.ABANDONED: translate("events", "Abandoned"),
        Action.SKIPPED: translate("events", "Skipped"),
    }[action]


def date_text(when: datetime | None, precision: Precision) -> str:
    """The date as exactly as it is known: a day, a month, a year, or nothing."""
    if when is None or precision is Precision.NONE:
        return ""
    if precision in (Precision.DAY, Precision.MONTH, Precision.YEAR):
        day = when.date()  # anchored at noon UTC: no zone may move it
    else:
        day = when.astimezone().date()
    pattern = {Precision.YEAR: "yyyy", Precision.MONTH: "MMM yyyy"}.get(precision, "d MMM yyyy")
    return QLocale().toString(QDate(day.year, day.month, day.day), pattern)


def rating_text(event: Event) -> str:
    """ "4.5 / 5", or a heart where it was only liked."""
    if event.rating is None:
        return "♥" if event.liked else ""
    stars = QLocale().toString(round(event.rating * 10) / 2, "g", 2)
    return f"{stars} / 5" + (" ♥" if event.liked else "")
