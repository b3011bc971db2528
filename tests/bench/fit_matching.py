"""Fit the weights of recdesk/matching/confidence.py on the labelled pairs that are for tuning; print them.

    python -m tests.bench.fit_matching

Every best candidate that some stage of matching came to weigh is one observation, answered or not: right if
it is the labelled work. Pairs that a person would have to settle are left out. Logistic regression with a
squared penalty, by Newton's method; 30 s in all.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from recdesk.matching import verdict
from recdesk.matching.confidence import features, probability
from recdesk.matching.evidence import Suspect
from tests.matching.labelled import Pair, read_pairs, starter_index

PENALTY = 0.3  # of a squared weight; the first, "base", is free
Weighed = list[tuple[Suspect, str]]


def observations(pairs: list[Pair]) -> tuple[list[dict[str, float]], NDArray[np.float64]]:
    """What was weighed, and whether it was right (1.0 or 0.0)."""
    index, uids = starter_index()
    weighed: Weighed = []

    def note(suspect: Suspect, settled: str) -> float:
        weighed.append((suspect, settled))
        return probability(suspect, settled)

    rows: list[dict[str, float]] = []
    right: list[float] = []
    plain = verdict.probability
    verdict.probability = note  # type: ignore[attr-defined]
    try:
        for pair in pairs:
            weighed.clear()
            index.match(pair.mention, pair.seen)
            for suspect, settled in _best_of_each_stage(weighed):
                rows.append(features(suspect, settled))
                right.append(float(uids[suspect.row] == pair.expected))
    finally:
        verdict.probability = plain  # type: ignore[attr-defined]
    return rows, np.array(right)


def _best_of_each_stage(weighed: Weighed) -> Weighed:
    """Rivals are weighed after their best, as if nothing had told them apart: they are no observations."""
    kept: Weighed = []
    for suspect, settled in weighed:
        rival = (
            settled == "" and kept and kept[-1][0].level == suspect.level and kept[-1][0].row != suspect.row
        )
        if not rival:
            kept.append((suspect, settled))
    return kept


def fit(rows: list[dict[str, float]], right: NDArray[np.float64]) -> dict[str, float]:
    """Weights by name."""
    names = list(dict.fromkeys(name for row in rows for name in row))
    matrix = np.array([[row.get(name, 0.0) for name in names] for row in rows])  # (n, k)
    penalty = np.full(len(names), PENALTY)
    penalty[names.index("base")] = 1e-6
    weights = np.zeros(len(names))
    for _ in range(50):
        chance = 1.0 / (1.0 + np.exp(-(matrix @ weights)))
        slope = matrix.T @ (right - chance) - penalty * weights
        bend = (matrix * (chance * (1.0 - chance))[:, None]).T @ matrix + np.diag(penalty)
        step = np.linalg.solve(bend, slope)
        weights += step
        if float(np.abs(step).max()) < 1e-6:
            break
    return {
        name: round(float(weight), 2)
        for name, weight in zip(names, weights, strict=True)
        if abs(weight) > 0.005
    }


def main() -> None:
    pairs = [pair for pair in read_pairs() if not pair.kept_back and pair.expected != "DOUBTFUL"]
    rows, right = observations(pairs)
    print(f"# {len(rows)} observations of {len(pairs)} pairs, {right.mean():.1%} right")
    for name, weight in fit(rows, right).items():
        print(f'    "{name}": {weight},')


if __name__ == "__main__":
    main()
