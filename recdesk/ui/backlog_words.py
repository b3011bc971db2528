"""Since when a work waits, and where it was put down."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QDate, QLocale

from recdesk.domain.backlog import Waiting
from recdesk.domain.history import Precision
from recdesk.ui import job_words, words

translate = QCoreApplication.translate


def card_line(waiting: Waiting) -> str:
    """Short, for a card: "Saved Mar 2021 · Goodreads"."""
    when = _date(waiting, "MMM yyyy")
    if waiting.later:
        return translate("backlog", "Put aside {when}").format(when=when)
    where = _sources(waiting)
    if waiting.owned:
        return translate("backlog", "On your shelf · {where}").format(where=where)
    if not when:
        return translate("backlog", "Saved · {where}").format(where=where)
    return translate("backlog", "Saved {when} · {where}").format(when=when, where=where)


def sentence(waiting: Waiting) -> str:
    """Whole, for the details: "In your backlog since 4 March 2021, from Goodreads."."""
    when = _date(waiting, "d MMMM yyyy")
    if waiting.later:
        return translate("backlog", "You put it aside for later on {when}.").format(when=when)
    where = _sources(waiting)
    if not when:
        said = (
            translate("backlog", "On your shelf, from {where}.")
            if waiting.owned
            else translate("backlog", "In your backlog, from {where}.")
        )
        return said.format(where=where)
    said = (
        translate("backlog", "On your shelf since {when}, from {where}.")
        if waiting.owned
        else translate("backlog", "In your backlog since {when}, from {where}.")
    )
    return said.format(when=when, where=where)


def _sources(waiting: Waiting) -> str:
    return ", ".join(words.isolated(job_words.source_name(source)) for source in waiting.sources)


def _date(waiting: Waiting, pattern: str) -> str:
    """The date as exactly as it is known."""
    if waiting.since is None:
        return ""
    exact = waiting.precision in (Precision.SECOND, Precision.MINUTE)
    day = (waiting.since.astimezone() if exact else waiting.since).date()
    kept = {Precision.YEAR: "yyyy", Precision.MONTH: pattern.replace("d ", "")}.get(
        waiting.precision, pattern
    )
    return QLocale().toString(QDate(day.year, day.month, day.day), kept)
