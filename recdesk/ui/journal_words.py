"""Sentences about the journal: what was said, and what follows from it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from recdesk.domain.feedback import Verdict
from recdesk.domain.journal import BlockWhat, Deed, Lean, Rest
from recdesk.ui.words import isolated, quoted, verdict_done

if TYPE_CHECKING:
    from recdesk.domain.journal import Entry

translate = QCoreApplication.translate


def block_name(what: BlockWhat) -> str:
    return {
        BlockWhat.CREATOR: translate("journal", "creator"),
        BlockWhat.SERIES: translate("journal", "series"),
        BlockWhat.TAG: translate("journal", "tag"),
        BlockWhat.WORD: translate("journal", "word"),
    }[what]


def block_ask(what: BlockWhat, value: str) -> str:
    """What the menu says."""
    return {
        BlockWhat.CREATOR: translate("journal", "Nothing by {value}"),
        BlockWhat.SERIES: translate("journal", "Nothing called {value}"),
        BlockWhat.TAG: translate("journal", "Nothing tagged {value}"),
        BlockWhat.WORD: translate("journal", "Nothing that says {value}"),
    }[what].format(value=isolated(value))


def blocked(what: BlockWhat, value: str) -> str:
    return {
        BlockWhat.CREATOR: translate("journal", "Nothing by {value} is shown any more."),
        BlockWhat.SERIES: translate("journal", "Nothing called {value} is shown any more."),
        BlockWhat.TAG: translate("journal", "Nothing tagged {value} is shown any more."),
        BlockWhat.WORD: translate("journal", "Nothing that says {value} is shown any more."),
    }[what].format(value=quoted(value))


def lean_ask(lean: Lean) -> str:
    return {
        Lean.MORE: translate("journal", "More of this"),
        Lean.LESS: translate("journal", "Less of this"),
        Lean.NEVER: translate("journal", "Never this"),
    }[lean]


def because_of(lean: Lean) -> str:
    """What the button beside one work of the history says."""
    return {
        Lean.MORE: translate("journal", "More because of this"),
        Lean.LESS: translate("journal", "Less because of this"),
        Lean.NEVER: translate("journal", "Never because of this"),
    }[lean]


def leaned(lean: Lean, name: str) -> str:
    return {
        Lean.MORE: translate("journal", "More like your {name} from now on."),
        Lean.LESS: translate("journal", "Less like your {name} from now on."),
        Lean.NEVER: translate("journal", "Nothing like your {name} from now on."),
    }[lean].format(name=isolated(name))


def rest_said(rest: Rest) -> str:
    return {
        Rest.AGAIN: translate("journal", "Show again"),
        Rest.NEVER: translate("journal", "Never show again"),
    }[rest]


def said(entry: Entry) -> str:
    """What an entry says, in the table."""
    if entry.deed is Deed.VERDICT:
        return verdict_done(Verdict(entry.said))
    if entry.deed is Deed.BLOCK:
        return translate("journal", "Blocked ({what})").format(what=block_name(BlockWhat(entry.said)))
    if entry.deed is Deed.LEANING:
        return lean_ask(Lean(entry.said))
    if entry.deed is Deed.REST:
        return rest_said(Rest(entry.said))
    return translate("journal", "Not learned from")


def undone(entry: Entry) -> str:
    return translate("journal", "Taken back: {subject}, {said}.").format(
        subject=quoted(entry.subject), said=said(entry)
    )


def count(entries: Sequence[Entry]) -> str:
    holding = sum(not entry.undone for entry in entries)
    if len(entries) == 1:
        return translate("journal", "1 entry")
    return translate("journal", "{n} entries, {holding} of them hold").format(n=len(entries), holding=holding)
