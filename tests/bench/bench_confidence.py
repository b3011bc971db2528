"""Are the chances right as often as they say? And the three numbers of learning/confidence.py, fitted.

    python tests/bench/bench_confidence.py            # measured, on test people of three seeds
    python tests/bench/bench_confidence.py --fit      # fitted, on validation people: prints the numbers

A fifth of what people like is hidden; the model is told 1, 3, 10, 20, 50 or all of the rest. Every hidden
work stands beside the works as well known that the person does not like, both sides weighing the same. The
figure is the expected calibration error over ten bins; at most .05 is asked.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(Path(__file__).parent)]

import one_person as lab  # noqa: E402 - needs the path above

from recdesk.domain.progress import never_stop, say_nothing  # noqa: E402
from recdesk.domain.taste import KINDS  # noqa: E402
from recdesk.learning import Ground, LearnConfig, confidence, prepare  # noqa: E402
from recdesk.learning.one_person import coefficients  # noqa: E402
from recdesk.learning.weights import preferences  # noqa: E402
from recdesk.ranking import Sureness, how_sure  # noqa: E402

DATASETS = Path(os.environ.get("RECDESK_DATASETS", ROOT.parent / "shared" / "datasets"))
TOLD = (1, 3, 10, 20, 50, 0)  # likes; 0: all that are not hidden
PEOPLE = 60  # of each seed


@dataclass(frozen=True, slots=True, eq=False)
class Said:
    """One row per work looked at: the three quantities that a chance is made of, whether it was hidden, its
    weight, and how many likes were told."""

    beyond: NDArray[np.float64]
    evidence: NDArray[np.float64]
    own: NDArray[np.float64]
    right: NDArray[np.bool_]
    weights: NDArray[np.float64]
    told: NDArray[np.int64]

    def chances(self) -> NDArray[np.float64]:
        odds = self.features() @ np.array([confidence.PULL, confidence.MORE, confidence.SHARE])
        return np.asarray(1.0 / (1.0 + np.exp(-odds)))

    def features(self) -> NDArray[np.float64]:
        return np.stack([self.beyond, self.beyond * np.log1p(self.evidence), -self.own], 1)


def collect(people: lab.People, seed: int, validation: bool) -> list[Said]:
    if validation:
        chosen, training = lab.validation_people(people, seed)
    else:
        chosen = lab.test_people(people, seed)
        training = np.setdiff1d(np.arange(len(people.histories)), chosen)
    config = LearnConfig()
    ground = prepare(lab.with_counts(people, training.tolist()), config, 0, say_nothing, never_stop)
    said = []
    for person in chosen[:PEOPLE]:
        given, hidden = lab.fold(people.histories[person], np.random.default_rng([seed, int(person)]))
        for told in TOLD:
            if told <= len(given):
                said.append(_said(people, ground, config, given[: told or None], given, hidden, told))
    return said


def _said(
    people: lab.People,
    ground: Ground,
    config: LearnConfig,
    given: list[lab.Deed],
    likes: list[lab.Deed],
    hidden: list[lab.Deed],
    told: int,
) -> Said:
    liked = preferences(lab.events_of(given, people), (), config.weights)
    rows = ground.rows_of([preference.work_id for preference in liked])
    kinds = [KINDS[kind] for kind in ground.kinds[rows]]
    found = coefficients(
        liked, kinds, ground.standing[rows], ground.described[rows], ground.factors[rows], config
    )
    spoken = ground.factors[rows]
    pulled = ground.factors.along(spoken.summed(found.lasting[:, None]))[:, 0]
    np.subtract.at(pulled, rows, found.lasting * spoken.squares())
    pulled /= config.strength
    in_pool = np.zeros(len(pulled), np.bool_)
    in_pool[people.pool] = True
    beyond, spreads = confidence.within_kinds(pulled, ground.kinds, in_pool)
    own = confidence.foretold(spreads[rows[found.lasting > 0]])
    sought = np.array([deed.row for deed in hidden], np.int64)
    rivals = np.setdiff1d(people.pool, [deed.row for deed in likes])
    values, right, weights = confidence.beside_equally_known(sought, rivals, ground.standing, beyond)
    each = np.ones(len(values))
    evidence = sum(found.masses.values())
    return Said(values, evidence * each, own * each, right, weights, np.full(len(values), told))


def joined(parts: list[Said]) -> Said:
    return Said(*(np.concatenate([getattr(part, name) for part in parts]) for name in Said.__slots__))


def fitted(parts: list[Said]) -> NDArray[np.float64]:
    """Logistic regression by Newton's method; every pack weighs the same."""
    features = np.concatenate([part.features() for part in parts])
    right = np.concatenate([part.right for part in parts])
    weights = np.concatenate([part.weights / part.weights.sum() for part in parts])
    found = np.zeros(features.shape[1])
    for _ in range(30):
        chance = 1.0 / (1.0 + np.exp(-features @ found))
        slope = features.T @ (weights * (right - chance))
        bend = (features * (weights * chance * (1.0 - chance))[:, None]).T @ features
        found += np.linalg.solve(bend, slope)
    return found


def report(name: str, said: Said) -> None:
    chances = said.chances()

    def error(on: NDArray[np.bool_]) -> float:
        return confidence.calibration_error(chances[on], said.right[on], said.weights[on])

    by_size = " ".join(
        f"{told or 'all'}: {error(said.told == told):.3f}" for told in TOLD if np.any(said.told == told)
    )
    print(f"{name:30} calibration error {error(said.told >= 0):.3f}   by likes told: {by_size}")
    for word in Sureness:
        on = np.array([how_sure(chance) is word for chance in chances])
        if weight := float(said.weights[on].sum()):
            print(f"    {word.value}: right {float((said.weights * said.right)[on].sum()) / weight:.2f}")
    for low in np.arange(0.0, 1.0, 0.1):
        on = (chances >= low) & (chances < low + 0.1)
        weight = float(said.weights[on].sum())
        if weight:
            right = float((said.weights * said.right)[on].sum()) / weight
            share = weight / float(said.weights.sum())
            print(f"    said {low:.1f} to {low + 0.1:.1f}: right {right:.2f} ({share:.1%})")


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--fit", action="store_true", help="on validation people, to choose the numbers")
    ask.add_argument("--seeds", nargs="+", type=int, default=[0, 1, 2])
    asked = ask.parse_args()
    cache = Path(tempfile.gettempdir()) / "recdesk-bench"
    packs = [
        lab.read_people(DATASETS / "films", cache),
        lab.read_people(DATASETS / "artists", cache),
        lab.read_people_on_starter(DATASETS / "films"),
    ]
    seeds = [5, 6] if asked.fit else asked.seeds
    said = [joined([part for seed in seeds for part in collect(pack, seed, asked.fit)]) for pack in packs]
    if asked.fit:
        print("PULL, MORE, SHARE =", ", ".join(f"{value:.3f}" for value in fitted(said)))
    for pack, part in zip(packs, said):
        report(pack.name, part)


if __name__ == "__main__":
    main()
