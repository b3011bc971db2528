"""`recdesk shown`: what was shown often and never opened, and a word on it."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from typing import Any

from recdesk.cli.asking import find_work
from recdesk.cli.output import Session, table
from recdesk.domain.faults import UserFault
from recdesk.domain.journal import Rest
from recdesk.domain.shown import PassedOver
from recdesk.library import Library


def grammar(add: Callable[[str, object, str], ArgumentParser]) -> None:
    """What may be typed."""
    made = add("shown", shown, "what was shown often and never opened; show it again, or never")
    made.add_argument("rest", nargs="?", choices=list(map(str, Rest)))
    made.add_argument("items", nargs="*", metavar="ITEM")


def shown(session: Session, words: Namespace) -> None:
    with Library.open(session.profile) as library:
        if words.rest:
            _say(session, library, Rest(words.rest), words.items)
            return
        found = library.shown.passed_over()
    rows = [
        [one.work_id, one.kind.value, one.title, one.days, one.times, one.since, _state(one)] for one in found
    ]
    header = ["item", "kind", "title", "days", "times", "since", ""]
    nothing = ["Nothing was shown on several days without being opened. Lists are remembered by the window."]
    session.answer({"shown": [_told(one) for one in found]}, table(header, rows) if rows else nothing)


def _say(session: Session, library: Library, rest: Rest, items: list[str]) -> None:
    if not items:
        raise UserFault("Of which work?", "Name it: `recdesk shown never-again ITEM`.")
    works = [find_work(library, item) for item in items]
    entries = library.shown.rest(rest, [work.id for work in works])
    does = "may be shown again" if rest is Rest.AGAIN else "is not recommended again"
    session.answer(
        {"journal_ids": entries, "items": [work.id for work in works]},
        [f"{work.title} {does} (entry {entry})." for work, entry in zip(works, entries, strict=True)],
    )


def _state(one: PassedOver) -> str:
    if one.said is Rest.NEVER:
        return "never again, as you said"
    if one.back is not None:
        return f"rests until {one.back}"
    return "shown again, as you said" if one.said is Rest.AGAIN else "may be shown"


def _told(one: PassedOver) -> dict[str, Any]:
    return {
        "item": one.work_id,
        "kind": one.kind.value,
        "title": one.title,
        "year": one.year,
        "creators": list(one.creators),
        "times": one.times,
        "days": one.days,
        "since": one.since.isoformat(),
        "last": one.last.isoformat(),
        "back": one.back.isoformat() if one.back else None,
        "said": one.said.value if one.said else None,
        "journal_id": one.entry,
    }
