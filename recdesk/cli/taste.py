"""`recdesk taste`: the interests of a history, and more or less of each."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from typing import Any

from recdesk.cli.advice import open_ranker
from recdesk.cli.numbers import positive
from recdesk.cli.output import Session, table
from recdesk.domain.faults import UserFault
from recdesk.domain.journal import Lean, Leaning
from recdesk.domain.works import Work
from recdesk.library import Library
from recdesk.ranking import Interest, interests

_NAMED = 5  # works that stand for an interest
_CHANGE = 1.25  # how much larger a share must be now than always to be called rising


def grammar(add: Callable[[str, object, str], ArgumentParser]) -> None:
    """What may be typed."""
    made = add("taste", taste, "what you like, in groups; and more or less of one")
    made.add_argument("lean", nargs="?", choices=list(map(str, Lean)))
    made.add_argument("number", nargs="?", type=positive, metavar="N", help="of an interest in the list")


def taste(session: Session, words: Namespace) -> None:
    with Library.open(session.profile) as library:
        ranker = open_ranker(library)
        works = library.works.some(ranker.run.work_ids[ranker.run.evidence_rows].tolist())
        found = interests(ranker.run, {w.id: (*w.tags, *w.genres) for w in works.values()})
        if words.lean:
            _lean(session, library, Lean(words.lean), _chosen(found, words.number))
            return
        leanings = library.journal.leanings()
    told = [_told(number, interest, works, leanings) for number, interest in enumerate(found, start=1)]
    rows = [
        [t["number"], name(found[t["number"] - 1]), f"{t['lasting']:.0%}", f"{t['current']:.0%}", t["trend"],
         t["lean"] or "", "; ".join(w["title"] for w in t["works"][:3])]
        for t in told
    ]  # fmt: skip
    header = ["", "interest", "always", "lately", "", "you said", "such as"]
    session.answer({"interests": told}, table(header, rows))


def name(interest: Interest) -> str:
    """An interest in a few words."""
    return ", ".join(interest.names) or "others"


def _chosen(found: list[Interest], number: int | None) -> Interest:
    if number is None or not 1 <= number <= len(found):
        raise UserFault(
            f"There is no interest {number}." if number else "Of which interest?",
            f"`recdesk taste` lists them from 1 to {len(found)}." if found else "Import a history first.",
        )
    return found[number - 1]


def _lean(session: Session, library: Library, lean: Lean, interest: Interest) -> None:
    entry = library.journal.lean(lean, name(interest), interest.works)
    line = f"{lean.value} of {name(interest)} (entry {entry}; `recdesk journal undo {entry}` takes it back)."
    session.answer({"journal_id": entry, "interest": list(interest.names)}, [line[0].upper() + line[1:]])


def _told(
    number: int, interest: Interest, works: dict[int, Work], leanings: dict[int, Leaning]
) -> dict[str, Any]:
    said = {leanings[work_id].lean for work_id in interest.works if work_id in leanings}
    return {
        "number": number,
        "names": list(interest.names),
        "kinds": {kind.value: count for kind, count in interest.kinds.items()},
        "lasting": interest.lasting,
        "current": interest.current,
        "trend": _trend(interest),
        "lean": next(iter(said)).value if len(said) == 1 else None,
        "size": len(interest.works),
        "works": [{"id": w, "title": works[w].title} for w in interest.works[:_NAMED]],
    }


def _trend(interest: Interest) -> str:
    if interest.current > _CHANGE * interest.lasting:
        return "rising"
    return "fading" if interest.lasting > _CHANGE * interest.current else "steady"
