"""The commands that recommend, explain, search and take feedback."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from recdesk import jobs, ranking
from recdesk.cli.asking import asked, find_work, kind_words, list_words
from recdesk.cli.mixing import one_kind_lines
from recdesk.cli.numbers import whole
from recdesk.cli.output import ProgressBar, Session, table
from recdesk.cli.speaking import Speaker
from recdesk.domain.faults import UserFault
from recdesk.domain.progress import never_stop
from recdesk.domain.taste import Dials, Listing, Measures, Request
from recdesk.library import Library

_OUT_OF_DATE = (
    "Your history has changed since the last training: `recdesk train` learns from it as it is now."
)
_NOTHING = "No work passes all that was asked for: leave an option out, or name another --mode."
_COUNTERFACTUAL = (1, 3)  # "without this one", "without these three"


def grammar(add: Callable[[str, object, str], ArgumentParser]) -> None:
    """What may be typed."""
    advise = add("recommend", recommend, "a ranked list")
    list_words(advise)
    advise.add_argument(
        "--seed",
        type=whole,
        metavar="S",
        help="for scripts: a list has no chance in it, any seed gives the same",
    )
    find = add("search", search, "search by title and by meaning")
    find.add_argument("text", metavar="TEXT", nargs="?", default="")
    find.add_argument("--like", action="append", default=[], metavar="ITEM")
    find.add_argument("--unlike", action="append", default=[], metavar="ITEM")
    kind_words(find)
    add("explain", explain, "the whole account of one work").add_argument("item", metavar="ITEM")


def recommend(session: Session, words: Namespace) -> None:
    with Library.open(session.profile) as library:
        ranker = open_ranker(library)
        ask = asked(library, ranker, words)
        listing = ranker.arrange(ask.dials, ask.request, ask.within)
        _tell(session, library, ranker, listing, ask.dials, ask.request)


def search(session: Session, words: Namespace) -> None:
    if not (words.text or words.like or words.unlike):
        raise UserFault("Search for what?", "Give some words, or --like a work.")
    words.text.encode()  # what is no text is refused by the door; the tokenizer would not say what is wrong
    with Library.open(session.profile) as library:
        ranker = open_ranker(library)
        request = Request(n=words.n, kinds=frozenset(words.kind) or None, hidden=library.hidden_works())
        wish = ranking.Wish(
            like=tuple(find_work(library, item).id for item in words.like),
            unlike=tuple(find_work(library, item).id for item in words.unlike),
            titles=_title_hits(library, ranker, words.text, request) if words.text else (),
            **_meaning(words.text),
        )
        _tell(session, library, ranker, ranker.search(wish, Dials(), request), Dials(), request, wish)


def explain(session: Session, words: Namespace) -> None:
    with Library.open(session.profile) as library:
        ranker = open_ranker(library)
        work = find_work(library, words.item)
        request = Request()
        account = ranker.account(work.id, Dials(), request)
        without = [ranker.counterfactual(work.id, k, Dials(), request) for k in _COUNTERFACTUAL]
        speaker = Speaker(library)
        reasons = speaker.reasons(account)
        evidence = [
            {
                "item": e.work_id,
                "title": speaker.work(e.work_id).title,
                "contribution": e.contribution,
                "by_others": e.by_others,
                "events": [{"event": event, "contribution": share} for event, share in e.events],
            }
            for e in account.evidence
        ]
        counterfactual = [
            {
                "without": [speaker.work(w).title for w in c.without],
                "score": c.score_without,
                "rank_before": c.rank,
                "rank": c.rank_without,
            }
            for c in without
        ]
    document = {
        "item": work.id,
        "title": work.title,
        "score": account.score,
        "parts": dict(account.parts),
        "reasons": reasons,
        "evidence": evidence,
        "counterfactual": counterfactual,
    }
    lines = [f"{work.title}: {account.score:.3f}", *(r["text"] for r in reasons), ""]
    lines += table(["part", "adds"], [[name, f"{value:+.3f}"] for name, value in account.parts.items()])
    lines += [
        "",
        *table(["because of", "adds"], [[e["title"], f"{e['contribution']:+.3f}"] for e in evidence[:15]]),
    ]
    session.answer(document, lines)


def open_ranker(library: Library) -> ranking.Ranker:
    """The ranker of the last training, with the feedback given since. Trains where nothing was learned; that
    the history was another one then is told on stderr."""
    latest = library.runs.latest()
    if latest is None or not latest.folder.is_dir():
        with ProgressBar() as bar:
            jobs.learn(library, bar, never_stop)
        latest = library.runs.latest()
    assert latest is not None
    if latest.events != library.history.event_count():
        print(_OUT_OF_DATE, file=sys.stderr)
    ranker = ranking.Ranker(ranking.load_run(latest.folder))
    for work_id, opinion in library.feedback.standing().items():
        if opinion.journal_id > latest.learned_feedback and ranker.knows(work_id):
            ranker.nudge(work_id, opinion.verdict)
    if leanings := library.journal.leanings():
        ranker.lean({work_id: leaning.lean for work_id, leaning in leanings.items()})
    return ranker


def _tell(
    session: Session,
    library: Library,
    ranker: ranking.Ranker,
    listing: Listing,
    dials: Dials,
    request: Request,
    wish: ranking.Wish | None = None,
) -> None:
    speaker = Speaker(library)
    items = [speaker.item(pick, ranker.account(pick.work_id, dials, request, wish)) for pick in listing.picks]
    lines = table(
        ["", "kind", "title", "year", "by", "score"],
        [
            [i["rank"], i["kind"], i["title"], i["year"], ", ".join(i["creators"][:2]), f"{i['score']:.2f}"]
            for i in items
        ],
    )
    told = [line for item, line in zip(items, lines[2:]) for line in (line, f"    {_first_text(item)}")]
    mixed = one_kind_lines(items, dials, request) if wish is None else []
    document = {"items": items, "measures": _measures(listing.measures)}
    session.answer(document, [*lines[:2], *told, *mixed] if items else [_NOTHING])


def _first_text(item: Mapping[str, Any]) -> str:
    reasons: Sequence[Mapping[str, Any]] = item["reasons"]
    first = str(reasons[0]["text"]) if reasons else ""
    if item["try"]:
        first = f"A try: {first}"
    return f"{first}. {reasons[-1]['text']}" if item.get("backlog") and len(reasons) > 1 else first


def _measures(measures: Measures) -> dict[str, float]:
    return {
        "novelty": measures.novelty,
        "diversity": measures.diversity,
        "median_reach": measures.median_reach,
        "outside_usual": measures.outside_usual,
        "recent_share": measures.recent_share,
        "proportion": measures.proportion,
    }


def _title_hits(library: Library, ranker: ranking.Ranker, text: str, request: Request) -> tuple[int, ...]:
    index = ranking.TitleIndex(library.titles.for_text(text))
    hits = [work_id for work_id in index.hits(text) if ranker.knows(work_id)]
    if request.kinds is not None:
        works = library.works.some(hits)
        hits = [work_id for work_id in hits if works[work_id].kind in request.kinds]
    return tuple(hits)


def _meaning(text: str) -> dict[str, Any]:
    if not text:
        return {}
    encoder = ranking.QueryEncoder(ranking.find_model_dir())
    return {"meaning": encoder.encode(text), "embedder": encoder.id}
