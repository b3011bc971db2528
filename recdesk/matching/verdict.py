"""From the works that may be meant to one answer: accept, ask, or let a looser likeness try."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from recdesk.domain.works import Kind
from recdesk.matching.asking import Question
from recdesk.matching.creators import Agreement, split_joined
from recdesk.matching.entries import Candidate, Match, MatchState
from recdesk.matching.evidence import Suspect, YearSign, enough, refused, settles, worth_asking
from recdesk.matching.names import Form, Level

_SHOWN = 8  # candidates of one answer
# Shares of right answers among the accepted ones of each level, measured on tests/matching/labelled.tsv and
# the sets that evidence.py names, rounded down; a supported one gains two points, a homonym settled by
# audience alone loses six.
_RIGHT = {
    Level.PLAIN: 0.985,
    Level.NORMAL: 0.97,
    Level.ARTICLE: 0.96,
    Level.SKELETON: 0.95,
    Level.PART: 0.95,
    Level.FUZZY: 0.93,
}


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
    candidates = tuple(Candidate(work, one.score) for work, one in ranked[:_SHOWN])
    method = _method(best, question)
    if by and enough(best):
        return Match(MatchState.ACCEPTED, number, guess, _confidence(best, by), method, candidates)
    if not worth_asking(best):
        return None
    reason = f"{method}, {'not enough to be sure' if by else 'several works of that name'}"
    return Match(MatchState.DOUBTFUL, None, guess, round(best.score / 2, 3), reason, candidates)


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


def _confidence(best: Suspect, by: str) -> float:
    right = _RIGHT[best.level]
    if best.well_supported:
        right = min(0.995, right + 0.02)
    return round(right - (0.06 if by == "audience" else 0.0), 3)
