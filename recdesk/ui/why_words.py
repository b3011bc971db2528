"""Where a work stands in the list of its kind, or what keeps it out, and what helps: in one sentence each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QLocale

from recdesk.ui.words import isolated, kind_plural

if TYPE_CHECKING:
    from recdesk.domain.works import Kind
    from recdesk.ranking import Counterfactual, Remedy, Stop

translate = QCoreApplication.translate


def where(stop: Stop, list_name: str) -> str:
    """The sentence of the pane. `list_name` is the heading of the list that was asked about."""
    from recdesk.ranking import Gate, Rule

    said = {
        Gate.CATALOGUE: translate("why", "It is known from your history alone, so it is never recommended."),
        Gate.KNOWN: translate("why", "You know it, so it is not among what is new."),
        Gate.SAVED: translate("why", "It waits in your backlog."),
        Gate.HIDDEN: translate("why", "You sent it away, or blocked something of it."),
        Gate.NOT_SAVED: translate("why", "It is not in your backlog."),
        Gate.NOT_KNOWN: translate("why", "You do not know it yet, and “{list}” is of what you know."),
        Gate.RESTING: translate("why", "Shown often and passed over: it rests, for a while or as you said."),
        Gate.KIND: translate("why", "It is of another kind than “{list}”."),
        Gate.UNRELATED: translate("why", "It has nothing in common with the work of “{list}”."),
        Gate.FILTER: translate("why", "Your filter leaves it out."),
        Gate.WELL_KNOWN: translate("why", "Too widely known for “{list}”."),
        Gate.USUAL: translate("why", "It is of what you usually turn to, so not of “{list}”."),
        Rule.LISTED: translate("why", "Place {place} of “{list}”."),
        Rule.GROUP: translate(
            "why",
            "Others of its creator or series have their places in “{list}” already; by score it is {rank}.",
        ),
        Rule.DIVERSITY: translate(
            "why", "Too like others in “{list}”, as the diversity dial stands; by score it is {rank}."
        ),
        Rule.MIX: translate("why", "Its kind has its share of “{list}” already; by score it is {rank}."),
        Rule.PROPORTION: translate(
            "why",
            "Its genres have their share of “{list}”, as your history gives it; by score it is {rank}.",
        ),
        Rule.SCORE: translate("why", "By score it is {rank} of “{list}”, which shows {places}."),
    }.get(stop.stage, "")
    numbers = {
        name: QLocale().toString(int(value))
        for name, value in stop.numbers.items()
        if name in ("place", "rank", "places")
    }
    return said.format(**numbers, list=isolated(list_name))


def without(found: Counterfactual, kind: Kind) -> str:
    """ "Without the 3 that say most for it, it would be at 41 of Films, not at 2", by score."""
    count = len(found.without)
    rank, before = (QLocale().toString(place) for place in (found.rank_without, found.rank))
    if count == 1:
        said = translate("why", "Without the one that says most for it, ")
    else:
        said = translate("why", "Without the {n} that say most for it, ")
    if rank == before:
        said += translate("why", "it would still be at {rank} of {kind}.")
    else:
        said += translate("why", "it would be at {rank} of {kind}, not at {before}.")
    return said.format(n=count, rank=rank, before=before, kind=isolated(kind_plural(kind)))


def remedy(what: Remedy) -> str:
    """What its button says; empty where the window has no button for it."""
    from recdesk.ranking import Remedy

    return {
        Remedy.REVISIT: translate("why", "Show what I know"),
        Remedy.BACKLOG: translate("why", "Show my backlog"),
        Remedy.NEW: translate("why", "Show what is new"),
        Remedy.SHOW_AGAIN: translate("why", "Let it be shown"),
        Remedy.WAKE: translate("why", "Show what rests"),
        Remedy.ANY_KIND: translate("why", "Show every kind"),
        Remedy.NO_FILTER: translate("why", "Clear the filter"),
        Remedy.FREE_MIX: translate("why", "Mix as my history"),
        Remedy.FREE_PROPORTION: translate("why", "Not in proportion"),
        Remedy.NO_DIVERSITY: translate("why", "Diversity to rest"),
        Remedy.LATER: translate("why", "Save it for later"),
    }.get(what, "")
