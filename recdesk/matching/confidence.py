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
from recdesk.matching.evidence import NAMED, Suspect, Trust, YearSign, enough
from recdesk.matching.names import Form, Level

# Log odds. Fitted on 2,311 pairs (see above); penalty 1 for each weight squared but the first.
WEIGHTS: dict[str, float] = {
    "base": 4.71,
    "level part": -2.3,
    "part, well supported": 0.17,
    "part, twice": -0.09,
    "slip, well supported": 0.63,
    "misspelt": -0.91,
    "bare alias": 1.61,
    "maker": 1.53,
    "exact year": 1.19,
    "near year": -1.09,
    "later year": -0.83,
    "name": 0.65,
    "bare title": -0.39,
    "bare and short": -0.19,
    "bare book": 0.77,
    "bare and old": 0.64,
    "bare audience": 0.04,
    "other kind": 0.17,
    "derived": -1.5,
    "unsettled": -0.74,
    "not enough": -3.43,
    "level normal": 0.15,
    "level article": -0.44,
    "level fuzzy": -1.79,
    "level skeleton": 0.43,
}


def features(suspect: Suspect, settled: str) -> dict[str, float]:
    """What the weights are for. `settled` says what tells the work from others of its name: "alone" when
    there is none, "" when nothing does."""
    named = suspect.kind in NAMED
    bare = not suspect.supported and not named
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
        "not enough": float(not enough(suspect)),
    }


def probability(suspect: Suspect, settled: str) -> float:
    """0..1: of answers like this one, how many are right."""
    odds = sum(WEIGHTS.get(name, 0.0) * value for name, value in features(suspect, settled).items())
    return 1.0 / (1.0 + math.exp(-odds))
