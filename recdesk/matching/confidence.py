"""How probable it is that a work is the one that is meant: a logistic sum over the evidence.

The weights are fitted by `tests/bench/fit_matching.py` on the half of the labelled pairs that is for tuning,
and judged on the half that is kept back (`tests/bench/bench_matching.py`). They order questions and say how
sure an answer is; whether an answer may be given at all is for the rules of evidence.py, which know cases
that no sum of two dozen numbers does.
"""

from __future__ import annotations

import math

from recdesk.domain.works import Kind
from recdesk.matching.creators import Agreement
from recdesk.matching.evidence import NAMED, Suspect, Trust, YearSign, enough, worth_asking
from recdesk.matching.names import Form, Level

# Log odds, fitted on 1748 best candidates of 2335 pairs (see above); the penalty of a squared weight is 0.3.
WEIGHTS: dict[str, float] = {
    "base": 5.2,
    "part, well supported": -1.95,
    "part, twice": -0.8,
    "slip, well supported": 2.19,
    "misspelt": -1.3,
    "bare alias": 0.71,
    "maker": 1.43,
    "exact year": 1.68,
    "near year": -2.04,
    "later year": -0.91,
    "name": 0.43,
    "bare title": -0.9,
    "bare and short": 0.58,
    "bare book": 1.72,
    "bare and old": 0.98,
    "bare audience": -0.22,
    "other kind": 0.17,
    "derived": -2.78,
    "by audience": 0.05,
    "unsettled": -1.63,
    "not enough": -3.32,
    "not worth asking": -2.71,
    "not enough, whole title": -0.3,
    "not enough, supported": -2.14,
    "level normal": 0.35,
    "level part": -0.74,
    "level article": -0.64,
    "level fuzzy": -0.38,
    "level skeleton": 0.72,
}


def features(suspect: Suspect, settled: str) -> dict[str, float]:
    """What the weights are for. `settled` says what tells the work from others of its name: "alone" when
    there is none, "" when nothing does."""
    named = suspect.kind in NAMED
    bare = not suspect.supported and not named
    doubted = not enough(suspect)
    short = bare and suspect.words < 2 and suspect.length < 9
    return {
        "base": 1.0,
        f"level {suspect.level.name.lower()}": float(suspect.level is not Level.PLAIN),
        "part, well supported": float(suspect.level is Level.PART and suspect.well_supported),
        "part, twice": float(suspect.dropped.twice),
        "slip, well supported": float(suspect.level is Level.FUZZY and suspect.well_supported),
        "misspelt": float(suspect.misspelt),
        "bare alias": float(bare and suspect.form is Form.ALIAS),
        "maker": float(suspect.makers is Agreement.AGREES),
        "other maker": float(suspect.makers is Agreement.CONTRADICTS),
        "exact year": float(suspect.year is YearSign.EXACT),
        "near year": float(suspect.year is YearSign.NEAR and suspect.level < Level.PART),
        "later year": float(suspect.year is YearSign.LATER),
        "name": float(named),
        "bare title": float(bare),
        "bare and short": float(short),
        "bare book": float(bare and suspect.kind in (Kind.BOOK, Kind.ALBUM)),
        "bare and old": float(bare and suspect.old and suspect.kind is Kind.FILM),
        "bare audience": (suspect.audience - 5.0) if bare or named else 0.0,
        "other kind": float(suspect.trust is not Trust.FIRST),
        "derived": float(suspect.dropped.derived),
        "by audience": float(settled == "audience"),
        "unsettled": float(settled == ""),
        "not enough": float(doubted),
        "not worth asking": float(doubted and not worth_asking(suspect)),
        "not enough, whole title": float(doubted and suspect.level <= Level.ARTICLE),
        "not enough, supported": float(doubted and suspect.supported),
    }


def probability(suspect: Suspect, settled: str) -> float:
    """0..1: of answers like this one, how many are right."""
    odds = sum(WEIGHTS.get(name, 0.0) * value for name, value in features(suspect, settled).items())
    return 1.0 / (1.0 + math.exp(-odds))
