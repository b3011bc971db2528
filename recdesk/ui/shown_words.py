"""Sentences about what was shown often and never opened."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QDate, QLocale

from recdesk.domain.journal import Rest
from recdesk.ui.words import isolated, kind_name, quoted, year_text

if TYPE_CHECKING:
    from recdesk.domain.shown import PassedOver

translate = QCoreApplication.translate


def day(when: date) -> str:
    return QLocale().toString(QDate(when.year, when.month, when.day), "d MMMM yyyy")


def how_often(one: PassedOver) -> str:
    """ "on 9 days"; days, not times: that is what people remember."""
    return translate("shown", "on {n} days").format(n=QLocale().toString(one.days))


def state(one: PassedOver) -> str:
    """When it comes back."""
    if one.said is Rest.NEVER:
        return translate("shown", "never again")
    if one.back is not None:
        return translate("shown", "rests until {day}").format(day=isolated(day(one.back)))
    if one.said is Rest.AGAIN:
        return translate("shown", "shown again")
    return translate("shown", "may be shown")


def facts(one: PassedOver) -> str:
    """The tool tip of a row: all of it."""
    what = (one.title, kind_name(one.kind), year_text(one.year), ", ".join(one.creators[:3]))
    shown = translate("shown", "shown {times} times on {days} days since {day}").format(
        times=QLocale().toString(one.times), days=QLocale().toString(one.days), day=day(one.since)
    )
    return " · ".join(isolated(part) for part in (*what, shown, state(one)) if part)


def count(works: Sequence[PassedOver]) -> str:
    """ "12 works, 9 of them rest"."""
    resting = sum(one.back is not None or one.said is Rest.NEVER for one in works)
    if len(works) == 1:
        return translate("shown", "1 work, and it rests") if resting else translate("shown", "1 work")
    return translate("shown", "{n} works, {resting} of them rest").format(
        n=QLocale().toString(len(works)), resting=QLocale().toString(resting)
    )


def ask(rest: Rest) -> str:
    return {
        Rest.AGAIN: translate("shown", "Show again now"),
        Rest.NEVER: translate("shown", "Never show again"),
    }[rest]


def tip(rest: Rest) -> str:
    return {
        Rest.AGAIN: translate("shown", "As if it had not been shown yet (R)"),
        Rest.NEVER: translate("shown", "Not recommended any more; search still finds it, and nothing is "
                              "learned from it (N)"),
    }[rest]  # fmt: skip


def done(rest: Rest, titles: Sequence[str]) -> str:
    if len(titles) == 1:
        said = {
            Rest.AGAIN: translate("shown", "{title} may be shown again from now on."),
            Rest.NEVER: translate("shown", "{title} is not recommended any more."),
        }[rest]
        return said.format(title=quoted(titles[0]))
    said = {
        Rest.AGAIN: translate("shown", "{n} works may be shown again from now on."),
        Rest.NEVER: translate("shown", "{n} works are not recommended any more."),
    }[rest]
    return said.format(n=QLocale().toString(len(titles)))
