"""`recdesk pick`: somebody without a history answers a few well-chosen works instead.

Answers are ordinary feedback, with its journal and its undo; "never heard of it" is no opinion and is kept
beside it, so that the same works are not asked about again.
"""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from itertools import chain
from typing import Any

from recdesk.cli.advice import open_ranker
from recdesk.cli.asking import find_work, kind_word
from recdesk.cli.numbers import positive
from recdesk.cli.output import Session, table
from recdesk.domain.cold_start import ENOUGH, LOVED, PASSED
from recdesk.domain.feedback import Verdict
from recdesk.library import Library
from recdesk.ranking import questions


def grammar(add: Callable[[str, object, str], ArgumentParser]) -> None:
    """What may be typed."""
    made = add("pick", pick, "no history at hand? works to say you love, or do not, to begin with")
    made.add_argument("-n", type=positive, default=12)
    made.add_argument("--kind", type=kind_word, metavar="KIND", action="append", default=[])
    for name, text in (
        ("like", "known and loved"),
        ("dislike", "known, and not for me"),
        ("unknown", "not known: ask about others"),
    ):
        made.add_argument(f"--{name}", action="append", nargs="+", default=[], metavar="ITEM", help=text)


def pick(session: Session, words: Namespace) -> None:
    n = words.n
    with Library.open(session.profile) as library:
        ranker = open_ranker(library)
        entries = [
            library.feedback.give(work, verdict)
            for said, verdict in ((words.like, Verdict.SEEN_LIKED), (words.dislike, Verdict.SEEN_DISLIKED))
            for work in _named(library, said)
        ]
        passed = set(library.settings.get(PASSED, [])) | set(_named(library, words.unknown))
        if words.unknown:
            library.settings.put(PASSED, sorted(passed))
        standing = library.feedback.standing()
        loved = [work for work, said in standing.items() if said.verdict in LOVED]
        chosen = questions(
            ranker.run,
            n,
            kinds=words.kind,
            liked=loved,
            disliked=[work for work, said in standing.items() if said.verdict is Verdict.SEEN_DISLIKED],
            asked=passed | standing.keys() | library.hidden_works(),
        )
        works = library.works.some(chosen)
    items: list[dict[str, Any]] = [
        {
            "id": work.id,
            "kind": work.kind.value,
            "title": work.title,
            "year": work.year,
            "creators": list(work.creators),
        }
        for work in map(works.__getitem__, chosen)
    ]
    lines = table(
        ["id", "kind", "title", "year", "by"],
        [[i["id"], i["kind"], i["title"], i["year"], ", ".join(i["creators"][:2])] for i in items],
    )
    document = {"loved": len(loved), "enough": ENOUGH, "journal_ids": entries, "items": items}
    session.answer(document, [*lines, _what_next(len(loved))])


def _named(library: Library, said: list[list[str]]) -> list[int]:
    return [find_work(library, item).id for item in chain.from_iterable(said)]


def _what_next(loved: int) -> str:
    if loved >= ENOUGH:
        return f"{loved} loved works: `recdesk recommend` has enough to go by. More make it better."
    return (
        f"{loved} of {ENOUGH} loved works. Answer with `recdesk pick --like ID ... --dislike ID ... "
        "--unknown ID ...`; works that are not listed can be named by their title."
    )
