"""`recdesk why-not`: any title may be asked after; told are the stage that stopped it, numbers and help."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Mapping
from typing import Any

from recdesk import ranking
from recdesk.cli.advice import open_ranker
from recdesk.cli.asking import Asked, asked, find_works, list_words
from recdesk.cli.output import Session, table
from recdesk.domain.faults import UserFault
from recdesk.domain.works import Work
from recdesk.library import Library
from recdesk.ranking import Gate, Remedy, Rule, Stop

_NEAR = 5  # titles that a mistyped one may have meant
_ALIKE = 75.0  # per cent of letters that agree

_STAGES: Mapping[str, str] = {
    Gate.CATALOGUE: "It is known from your history alone; no catalogue holds it.",
    Gate.KNOWN: "You know it already.",
    Gate.SAVED: "It waits in your backlog.",
    Gate.NOT_SAVED: "It is not in your backlog.",
    Gate.NOT_KNOWN: "You do not know it yet, and this list is of what you know.",
    Gate.RESTING: "Shown often and passed over: it rests, for a while or as you said.",
    Gate.KIND: "Its kind was not asked for.",
    Gate.WELL_KNOWN: "More than a few know it.",
    Gate.USUAL: "It is of what you usually turn to.",
    Gate.UNRELATED: "It has nothing in common with the work that this list is because of.",
    Gate.FILTER: "The filter leaves it out.",
    Rule.LISTED: "It is in the list, at place {place:.0f}.",
    Rule.GROUP: "Others of its creator or series already have their two places in every twenty.",
    Rule.MIX: "Its kind has its share of the list already.",
    Rule.PROPORTION: "Its kind or its genres have their share of the list, which keeps to your proportions.",
    Rule.DIVERSITY: "It is too like what stands there already, for the diversity you asked for.",
    Rule.SCORE: "Its score is {score:.2f}, place {rank:.0f} by score; the list ends at {needed:.2f}.",
}
_REMEDIES: Mapping[Remedy, tuple[str, str]] = {
    Remedy.REVISIT: ("Ask for what you know", "recommend --mode revisit"),
    Remedy.BACKLOG: ("Ask for your backlog", "recommend --mode backlog"),
    Remedy.NEW: ("Ask for what is new to you", "recommend --mode new"),
    Remedy.WAKE: ("Let it be shown again", "shown show-again {item}"),
    Remedy.ANY_KIND: ("Ask for every kind", "recommend, without --kind"),
    Remedy.NO_FILTER: ("Drop the filter", "recommend, without the filter"),
    Remedy.ANY_WORK: ("Ask without a work to go by", "recommend, without --because"),
    Remedy.FREE_MIX: ("Leave the kinds free", "recommend, without --mix"),
    Remedy.FREE_PROPORTION: ("Let the list leave your proportions", "recommend, without --in-proportion"),
    Remedy.NO_DIVERSITY: ("Set diversity to 0", "recommend --diversity 0"),
    Remedy.LONGER: ("Ask for a list of {appears_at:.0f}", "recommend -n {appears_at:.0f}"),
    Remedy.LATER: ("Put it into your backlog", "feedback {item} later"),
}


def grammar(add: Callable[[str, object, str], ArgumentParser]) -> None:
    """What may be typed."""
    made = add("why-not", why_not, "why a title is not in a list, and what helps")
    made.add_argument("title", metavar="TITLE")
    list_words(made)


def why_not(session: Session, words: Namespace) -> None:
    with Library.open(session.profile) as library:
        found = find_works(library, words.title)
        if not found:
            _tell_missing(session, library, words.title)
            return
        ranker = open_ranker(library)
        ask = asked(library, ranker, words)
        stages = [_stage(library, ranker, work, ask) for work in found]
        steps = ranking.how_picked(ranker, ask.dials, ask.request, ask.within)
    first, *others = stages
    document = {**first, "others": others, "pipeline": [{"stage": s.stage, "left": s.left} for s in steps]}
    lines = [line for stage in stages for line in _lines(stage)]
    lines += ["", *table(["stage", "works left"], [[s.stage, s.left] for s in steps])]
    session.answer(document, lines)


def _stage(library: Library, ranker: ranking.Ranker, work: Work, ask: Asked) -> dict[str, Any]:
    if not ranker.knows(work.id):
        say = "It came after the last training, so it has no score yet."
        return _told(work, "untrained", {}, say, [{"text": "Train again", "do": "recdesk train"}])
    stop = ranking.why_not(ranker, work.id, ask.dials, ask.request, ask.within)
    if stop.stage is Gate.HIDDEN:
        return _hidden(library, work)
    say = _STAGES[stop.stage].format(**stop.numbers)
    return _told(work, stop.stage.value, stop.numbers, say, [_remedy(r, stop) for r in stop.remedies])


def _hidden(library: Library, work: Work) -> dict[str, Any]:
    """Refused by a verdict, or blocked: which one it was, and how to take it back."""
    if (entry := library.blocks.hidden().get(work.id)) is not None:
        block = next(block for block in library.blocks.standing() if block.journal_id == entry)
        say = f"You blocked the {block.what.value} {block.value}."
        undo = {"text": "Take the block back", "do": f"recdesk journal undo {entry}"}
        return _told(work, "blocked", {"journal_id": entry}, say, [undo])
    opinion = library.feedback.standing()[work.id]
    say = f"You said {opinion.verdict.value} of it."
    undo = {"text": "Take that back", "do": f"recdesk feedback {work.id} undo"}
    return _told(work, "refused", {"journal_id": opinion.journal_id}, say, [undo])


def _remedy(remedy: Remedy, stop: Stop) -> dict[str, str]:
    text, do = _REMEDIES[remedy]
    values = {**stop.numbers, "item": stop.work_id}
    return {"text": text.format(**values), "do": f"recdesk {do.format(**values)}"}


def _told(
    work: Work, stage: str, numbers: Mapping[str, float], say: str, remedies: list[dict[str, str]]
) -> dict[str, Any]:
    return {
        "item": work.id,
        "title": work.title,
        "kind": work.kind.value,
        "year": work.year,
        "stage": stage,
        "say": say,
        "numbers": dict(numbers),
        "remedies": remedies,
    }


def _tell_missing(session: Session, library: Library, title: str) -> None:
    """No work has the title: say so, with those that a slip of the hand may have meant."""
    if not title.strip():
        raise UserFault("Ask after which title?", "Name a work by its title or its number.")
    near = library.works.some(_near(library, title)).values()
    remedies = [
        {"text": f"Did you mean {work.title} ({work.year})?", "do": f"recdesk why-not {work.id}"}
        for work in near
    ]
    remedies.append({"text": "Add a catalogue that holds it", "do": "recdesk catalogue add PATH"})
    say = f"No catalogue here holds {title}."
    document = {"stage": "not in the catalogue", "say": say, "numbers": {}, "remedies": remedies}
    session.answer(document, [say, *(f"  {r['text']}: {r['do']}" for r in remedies)])


def _near(library: Library, title: str) -> list[int]:
    """Works whose titles are written nearly like this one, nearest first."""
    from rapidfuzz import fuzz, process, utils

    pairs = library.titles.for_text(title)
    found = process.extract(
        title,
        [said for _, said in pairs],
        scorer=fuzz.ratio,
        processor=utils.default_process,
        limit=_NEAR,
        score_cutoff=_ALIKE,
    )
    return list(dict.fromkeys(pairs[place][0] for _, _, place in found))


def _lines(stage: Mapping[str, Any]) -> list[str]:
    year = f", {stage['year']}" if stage["year"] is not None else ""
    return [
        f"{stage['title']} ({stage['kind']}{year}): {stage['say']}",
        *(f"  {remedy['text']}: {remedy['do']}" for remedy in stage["remedies"]),
    ]
