"""How a list came about, in words: one line for each stage, and what helps where it left too much out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QLocale

from recdesk.ui.words import isolated, listed

if TYPE_CHECKING:
    from recdesk.domain.taste import Dials

translate = QCoreApplication.translate


def count(number: int) -> str:
    """ "12,086", as the desktop writes numbers."""
    return QLocale().toString(number)


def button() -> str:
    return translate("how", "How this list came about")


def heading(list_name: str) -> str:
    return translate("how", "{list}: how it came about").format(list=isolated(list_name))


def summary(works: int, shown: int) -> str:
    said = translate(
        "how", "From {works} works to {shown}, step by step. Press a title to ask why it is not here."
    )
    return said.format(works=count(works), shown=count(shown))


def left(name: str, number: int) -> str:
    """What stands in the funnel after a stage."""
    said = {
        "works": translate("how", "{n} works in all"),
        "score": translate("how", "{n} best"),
        "list": translate("how", "{n} in the list"),
    }.get(name, "{n}")
    return said.format(n=count(number))


def out(name: str, number: int) -> str:
    """What a stage left out; "works" and "list" leave nothing out."""
    if not number:
        return _none(name)
    return {
        "catalogue": translate("how", "{n} are known from your history alone: no catalogue holds them"),
        "known": translate("how", "{n} you know already"),
        "saved": translate("how", "{n} wait in your backlog"),
        "not-saved": translate("how", "{n} are not in your backlog"),
        "not-known": translate("how", "{n} you do not know yet"),
        "hidden": translate("how", "{n} you sent away or blocked"),
        "resting": translate("how", "{n} were shown often and passed over: they rest for a while"),
        "kind": translate("how", "{n} are of other kinds"),
        "unrelated": translate("how", "{n} have nothing in common with that work"),
        "filter": translate("how", "{n} are kept out by your filter"),
        "well-known": translate("how", "{n} are known to more than a few"),
        "usual": translate("how", "{n} are of what you usually turn to"),
        "above": translate("how", "{n} stand on a shelf above already"),
        "score": translate("how", "{n} fit you less, by score; these come next"),
        "rules": translate("how", "{n} of the best by score leave their places to others"),
    }[name].format(n=count(number))


def _none(name: str) -> str:
    """A stage that stopped nothing."""
    return {
        "catalogue": translate("how", "All of them stand in a catalogue"),
        "known": translate("how", "None that you know"),
        "saved": translate("how", "None that wait in your backlog"),
        "not-saved": translate("how", "All are in your backlog"),
        "not-known": translate("how", "You know them all"),
        "hidden": translate("how", "None that you sent away"),
        "resting": translate("how", "None has to rest"),
        "kind": translate("how", "All are of this kind"),
        "unrelated": translate("how", "All have something in common with that work"),
        "filter": translate("how", "Your filter lets all of them through"),
        "well-known": translate("how", "All are known to few"),
        "usual": translate("how", "None is of what you usually turn to"),
        "above": translate("how", "None stands on a shelf above"),
        "score": translate("how", "All of them have a place"),
    }.get(name, "")


def rules(dials: Dials, kinds_shared: bool) -> str:
    """Which rules for variety are in force."""
    named = [translate("how", "at most two of one creator or series in twenty")]
    if kinds_shared:
        named.append(translate("how", "every kind has its share"))
    if dials.in_proportion and kinds_shared:
        named.append(translate("how", "genres in proportion to your history"))
    elif dials.in_proportion:
        named.append(translate("how", "kinds and genres in proportion to your history"))
    if dials.diversity > 0.0:
        named.append(translate("how", "variety, as the diversity dial asks"))
    return translate("how", "Rules in force: {rules}").format(rules=listed(named))


def remedy(what: str) -> str:
    """What the button of a stage says."""
    return {
        "revisit": translate("how", "Show what I know"),
        "saved": translate("how", "Show my backlog"),
        "hidden": translate("how", "Show what is hidden"),
        "shown": translate("how", "Show what rests"),
        "home": translate("how", "Show every kind"),
        "widen": translate("how", "Clear the filter"),
        "diversity": translate("how", "Diversity to rest"),
        "mix": translate("how", "Mix as my history"),
        "in_proportion": translate("how", "Not in proportion"),
    }[what]


def ask(title: str) -> str:
    """The tool tip of a title that was left out."""
    return translate("how", "Why is {title} not here?").format(title=isolated(title))
