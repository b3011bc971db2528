"""The commands that take feedback: verdicts, blocks, events not to learn from, and the journal of all."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from typing import Any

from recdesk import jobs
from recdesk.cli.asking import find_work
from recdesk.cli.numbers import positive
from recdesk.cli.output import ProgressBar, Session, table
from recdesk.domain.faults import UserFault
from recdesk.domain.feedback import Verdict
from recdesk.domain.journal import BlockWhat, Entry
from recdesk.domain.progress import never_stop
from recdesk.library import Library

_UNDO = "undo"


def grammar(add: Callable[[str, object, str], ArgumentParser]) -> None:
    """What may be typed."""
    say = add("feedback", feedback, "say what you think of a work")
    say.add_argument("item", metavar="ITEM")
    say.add_argument("verdict", choices=[*map(str, Verdict), _UNDO])
    block = add("block", block_works, "never show works of a creator, a series, with a tag or a word")
    block.add_argument("what", choices=list(map(str, BlockWhat)))
    block.add_argument("value", metavar="VALUE")
    block.add_argument("--undo", action="store_true", help="let them be shown again")
    add("ignore", ignore, "do not learn from an event").add_argument("event", type=positive)
    told = add("journal", journal, "all you told RecDesk, newest first")
    told.add_argument("undo", nargs="?", choices=[_UNDO])
    told.add_argument("id", nargs="?", type=positive)


def feedback(session: Session, words: Namespace) -> None:
    with Library.open(session.profile) as library, ProgressBar() as bar:
        jobs.prepare(library, bar, never_stop)
        work = find_work(library, words.item)
        if words.verdict == _UNDO:
            entry = library.feedback.take_back(work.id)
        else:
            entry = library.feedback.give(work.id, Verdict(words.verdict))
    session.answer(
        {"journal_id": entry, "item": work.id}, [f"{work.title}: {words.verdict} (entry {entry})."]
    )


def block_works(session: Session, words: Namespace) -> None:
    what = BlockWhat(words.what)
    with Library.open(session.profile) as library, ProgressBar() as bar:
        jobs.prepare(library, bar, never_stop)
        if words.undo:
            entry = library.blocks.find(what, words.value)
            library.journal.undo(entry)
            session.answer({"journal_id": entry}, [f"{what.value} {words.value} may be shown again."])
            return
        entry = library.blocks.add(what, words.value)
        works = next(block.works for block in library.blocks.standing() if block.journal_id == entry)
    line = f"{what.value} {words.value} is blocked: {works} works are shown no more (entry {entry})."
    session.answer({"journal_id": entry, "works": works}, [line])


def ignore(session: Session, words: Namespace) -> None:
    with Library.open(session.profile) as library:
        entry = library.journal.ignore(words.event)
    line = f"Event {words.event} is no longer learned from (entry {entry})."
    session.answer({"journal_id": entry, "ignored": words.event}, [line])


def journal(session: Session, words: Namespace) -> None:
    with Library.open(session.profile) as library:
        if words.undo:
            if words.id is None:
                raise UserFault("Undo which entry?", "Name its number: `recdesk journal undo 3`.")
            entry = library.journal.undo(words.id)
            line = f"Entry {words.id} is undone: {entry.subject}, {entry.said}."
            session.answer({"journal_id": words.id, "undone": True}, [line])
            return
        entries = library.journal.entries()
    rows = [
        [e.journal_id, f"{e.when:%Y-%m-%d}", e.subject, e.said, "undone" if e.undone else ""] for e in entries
    ]
    session.answer(
        {"journal": [_told(e) for e in entries]}, table(["entry", "date", "what", "said", ""], rows)
    )


def _told(entry: Entry) -> dict[str, Any]:
    return {
        "journal_id": entry.journal_id,
        "deed": entry.deed.value,
        "item": entry.work_id,
        "title": entry.subject,
        "verdict": entry.said,
        "when": entry.when.isoformat(),
        "undone": entry.undone,
    }
