"""Where a work stands in the list of its kind, or what keeps it out, and what helps: in one sentence each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QLocale

from recdesk.domain.works import Kind
from recdesk.ui.words import kind_heading

if TYPE_CHECKING:
    from recdesk.ranking import Remedy, Stop

translate = QCoreApplication.translate


def where(stop: Stop, kind: Kind) -> str:
    """The sentence of the pane."""
    from recdesk.ranking import Gate, Rule

    said = {
        Gate.CATALOGUE: translate("why", "It is known from your history alone, so it is never recommended."),
        Gate.KNOWN: translate("why", "You know it, so it is not among what is new."),
        Gate.SAVED: translate("why", "It waits in your backlog."),
        Gate.HIDDEN: translate("why", "You sent it away, or blocked something of it."),
        Gate.RESTING: translate("why", "It was shown often and passed over, so it rests for a while."),
        Rule.LISTED: translate("why", "Place {place} of “{list}”."),
        Rule.GROUP: translate(
            "why",
            "Others of its creator or series have their places in “{list}” already; by score it is {rank}.",
        ),
        Rule.DIVERSITY: translate(
            "why", "Too like others in “{list}”, as the diversity dial stands; by score it is {rank}."
        ),
        Rule.SCORE: translate("why", "By score it is {rank} of “{list}”, which shows {places}."),
    }.get(stop.stage, "")
    numbers = {
        name: QLocale().toString(int(value))
        for name, value in stop.numbers.items()
        if name in ("place", "rank", "places")
    }
    return said.format(**numbers, list=kind_heading(kind))


def remedy(what: Remedy) -> str:
    """What its button says; empty where the window has no button for it."""
    from recdesk.ranking import Remedy

    return {
        Remedy.REVISIT: translate("why", "Show what I know"),
        Remedy.BACKLOG: translate("why", "Show my backlog"),
        Remedy.SHOW_AGAIN: translate("why", "Let it be shown"),
        Remedy.NO_DIVERSITY: translate("why", "Diversity to rest"),
        Remedy.LATER: translate("why", "Save it for later"),
    }.get(what, "")
