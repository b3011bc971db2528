"""From the works that may be meant to one answer: accept, ask, or let a looser likeness try."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from recdesk.domain.works import Kind
from recdesk.matching.asking import Question
from recdesk.matching.confidence import probability
from recdesk.matching.creators import Agreement, split_joined
from recdesk.matching.entries import Candidate, Match, MatchState
from recdesk.matching.evidence import Suspect, YearSign, enough, refused, settles, worth_asking
from recdesk.matching.names import Form, Level

_SHOWN = 8  # candidates of one answer
# An answer less probable than this is asked, however well the rules think of it: of the pairs for tuning, the
# answers above are right in more than 99 of 100 cases. A question less probable than the other is not asked.
ACCEPT = 0.9
ASK = 0.05


def decide(
    suspects: Iterable[Suspect], question: Question, work_id: Callable[[int], int]
) -> tuple[Match | None, str]:
    """The answer these suspects allow, or None when none is worth a question; and why some were refused
    ("" when none was)."""
    best: dict[int, Suspect] = {}
    why_not = ""
    for suspect in suspects:
        why = refused(suspect)
        if why:
            why_not = why
            continue
        number = work_id(suspect.row)
        if number not in best or _better(suspect, best[number]):
            best[number] = suspect
    if not best:
        return None, why_not
    ranked = sorted(best.items(), key=lambda pair: pair[1].rank, reverse=True)
    return _answer(ranked, question), why_not


def _better(one: Suspect, other: Suspect) -> bool:
    """Of two ways in which one work was met, the closer; of equally close ones that which suffices."""
    return (one.rank[:3], enough(one), one.rank) > (other.rank[:3], enough(other), other.rank)


def _answer(ranked: list[tuple[int, Suspect]], question: Question) -> Match | None:
    number, best = ranked[0]
    by = "alone" if len(ranked) == 1 else settles(best, ranked[1][1])
    guess = question.guess_for(best.kind)
    sure = probability(best, by)
    method = _method(best, question)
    if by and sure >= ACCEPT and enough(best):
        candidates = _candidates(ranked, sure)
        return Match(MatchState.ACCEPTED, number, guess, round(sure, 3), method, candidates)
    if sure < ASK or not worth_asking(best):
        return None
    reason = f"{method}, {'not enough to be sure' if by else 'several works of that name'}"
    return Match(MatchState.DOUBTFUL, None, guess, round(sure, 3), reason, _candidates(ranked, sure))


def _candidates(ranked: list[tuple[int, Suspect]], sure: float) -> tuple[Candidate, ...]:
    """The most probable first; what the best leaves of certainty is shared out among the others."""
    rest = [(number, probability(one, "")) for number, one in ranked[1:_SHOWN]]
    total = sum(share for _, share in rest)
    scale = min(1.0, (1.0 - sure) / total) if total else 0.0
    others = sorted(((number, min(sure, share * scale)) for number, share in rest), key=lambda pair: -pair[1])
    return tuple(Candidate(number, round(share, 3)) for number, share in ((ranked[0][0], sure), *others))


def _method(best: Suspect, question: Question) -> str:
    if best.kind is not question.guess_for(best.kind).kind:
        return "podcast of the channel's name"
    trimmed = best.dropped.words > 0 or best.level is Level.NORMAL
    if best.kind is Kind.ARTIST and trimmed and split_joined(question.title):
        return "first of joined artists"
    name = "alias" if best.form is Form.ALIAS else "title"
    words = {
        Level.PLAIN: name,
        Level.NORMAL: f"normal {name}",
        Level.ARTICLE: f"{name} but for an article",
        Level.SKELETON: f"{name} but for spaces",
        Level.PART: "part of the title",
        Level.FUZZY: "spelling",
    }[best.level]
    if best.makers is Agreement.AGREES:
        words += ", maker"
    if best.year > YearSign.UNKNOWN:
        words += ", year" if best.year is YearSign.EXACT else ", near year"
    return words
